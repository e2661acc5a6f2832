// logrun histogram: how much was logged over time, as bars.

import { type ByteString, fromText, toBytes } from '../src/bytes.js'
import { codeOf, type Fault } from '../src/fault/fault.js'
import { type Histogram, histogramOf, TooManyBars } from '../src/histogram/histogram.js'
import { histogramJson } from '../src/histogram/json.js'
import { histogramSvg } from '../src/histogram/svg.js'
import { histogramText } from '../src/histogram/text.js'
import { realFiles } from '../src/system/real-files.js'
import { writeWhole } from '../src/system/whole-file.js'
import { matchAsked } from './lines-asked.js'
import { type Asked, parse } from './logrun-histogram-options.js'
import { bytesOf, findLogs } from './logs-asked.js'
import { Misuse } from './option-words.js'
import { progressOf } from './progress.js'
import {
  Complaints,
  FAILED,
  isColoured,
  NOTHING_FOUND,
  readerCommand,
  readerVoice,
  sayCounting,
  sayFatal,
} from './reader-command.js'
import { DIALECTS } from './shared-options.js'
import { localTime, spanOf } from './span-asked.js'
import { isTerminal, Output, setting, terminalHeight, terminalWidth } from './world.js'

export { options } from './logrun-histogram-options.js'

const voice = readerVoice('histogram')

const histogram = async (words: readonly ByteString[]): Promise<number> => {
  const asked = parse(words)
  const complaints = new Complaints(voice)
  const found = await counted(asked, complaints)
  const fault = found && show(found, asked)
  if (fault) sayFatal(voice, fault)
  if (fault || complaints.any) return FAILED
  return found ? 0 : NOTHING_FOUND
}

/** Runs `logrun histogram`; gives its exit code: those of grep, and 100 for misuse. */
export const run = readerCommand('histogram', histogram)

const counted = async (asked: Asked, { report }: Complaints): Promise<Histogram | undefined> => {
  const { rule, measure, per } = asked
  const lines = { span: spanOf(asked), ...matchAsked(asked) }
  const logs = await findLogs(asked, report)
  const plan = {
    logs,
    ...lines,
    dialect: DIALECTS[rule],
    measure,
    most: mostBars(asked),
    ...(per !== undefined && { per }),
  } as const
  const progress = progressOf(voice.name, () => bytesOf(logs))
  try {
    return await histogramOf(plan, {
      files: realFiles,
      report,
      localTime,
      ...(progress && { progress }),
      ...(!asked.quiet && { counts: sayCounting(voice) }),
    })
  } catch (error) {
    if (!(error instanceof TooManyBars)) throw error
    throw new Misuse(`--per makes ${error.message}: say more, or --since`)
  } finally {
    progress?.end()
  }
}

/** Bars of a picture, and of a terminal of usual size. */
const PICTURED = 120
const USUAL = { columns: 80, rows: 24 }
/** A title, a legend, and the shell's next line. */
const BESIDE_BARS = 3

const mostBars = ({ svg, json }: Asked): number =>
  svg !== undefined || json ? PICTURED : Math.max(1, sizeHere().rows - BESIDE_BARS)

const sizeHere = (): typeof USUAL => {
  const told = Number(setting('COLUMNS'))
  const [columns, rows] = isTerminal() ? [terminalWidth(), terminalHeight()] : []
  return { columns: told > 0 ? told : columns || USUAL.columns, rows: rows || USUAL.rows }
}

/** Shows it, or writes the picture; what fails is given back. */
const show = (found: Histogram, asked: Asked): Fault | undefined => {
  if (asked.svg !== undefined) return picture(found, asked.svg)
  const text = asked.json
    ? histogramJson(found, localTime)
    : histogramText(found, localTime, {
        width: sizeHere().columns,
        coloured: isColoured(asked.colour),
        blocks: !asked.ascii && isUtf8(),
      })
  const output = new Output()
  const bytes = toBytes(text)
  output.write(bytes, 0, bytes.length)
  output.close()
  return output.fault
}

const picture = (found: Histogram, file: ByteString): Fault | undefined => {
  try {
    writeWhole(file, toBytes(fromText(histogramSvg(found, localTime))))
    return undefined
  } catch (error) {
    return { operation: 'write-picture', file, code: codeOf(error) }
  }
}

/** Whether characters are UTF-8 here: the first of these that is set says so. */
const isUtf8 = (): boolean =>
  /utf-?8/i.test(setting('LC_ALL') ?? setting('LC_CTYPE') ?? setting('LANG') ?? '')
