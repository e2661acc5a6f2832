// What the files of a log hold, as far as a check needs it: whether they can be read to their
// end, and whether their stamps keep to their order and to their names.
//
// Compressed files are read whole, since nothing else shows that they are. Of plain ones both
// ends are looked at, or all of them where that is asked for.

import { type ByteString, baseName } from '../bytes.js'
import { type Fault, ignoring } from '../fault/fault.js'
import { lineEnd } from '../lines.js'
import { type ContentWorld, formatOf } from '../reading/content.js'
import type { Log, PlacedFile } from '../reading/log.js'
import { momentIn } from '../reading/log-files.js'
import { whileOpen } from '../reading/looks.js'
import { FoundFiles } from '../reading/order.js'
import type { Reckoning } from '../reading/seek.js'
import { LogStream } from '../reading/stream.js'
import type { Instant } from '../time/clock.js'
import { lengthOf, momentOf } from './amounts.js'
import { type Finding, finding, findingAbout } from './finding.js'

/** A step back of the clock within a log: from the stamp before to the one behind. */
type Back = { readonly file: ByteString; readonly from: Instant; readonly to: Instant }

/** What was read of a log. */
type Contents = {
  readonly backs: readonly Back[]
  /** Files with a stamp that is later than their name. */
  readonly beyond: readonly { readonly name: ByteString; readonly by: number }[]
  readonly faults: readonly Fault[]
}

/** Bytes of each end that are looked at. */
const LOOK = 1 << 16
/** A stamp may be so many seconds behind what was stamped before, or beyond its file's name. */
const SLACK = 1

/** Reads a log, or both ends of its plain files, and tells what is odd. */
export const contentsOf = async (
  log: Log,
  reckoning: Reckoning,
  world: Pick<ContentWorld, 'files' | 'progress'>,
  all: boolean,
): Promise<Contents> => {
  const faults: Fault[] = []
  const reader = new Reading(reckoning, { ...world, report: (fault) => faults.push(fault) })
  for (const file of log.files) await reader.read(file, all)
  return { backs: reader.backs, beyond: reader.beyond, faults }
}

class Reading {
  readonly backs: Back[] = []
  readonly beyond: { name: ByteString; by: number }[] = []
  readonly #reckoning: Reckoning
  readonly #world: ContentWorld
  #last: Instant | undefined

  constructor(reckoning: Reckoning, world: ContentWorld) {
    this.#reckoning = reckoning
    this.#world = world
  }

  async read(file: PlacedFile, all: boolean): Promise<void> {
    const { files } = this.#world
    const state = files.stateOf(file.path)
    if (state?.kind !== 'file') return
    if (all || state.size <= 2 * LOOK || !this.#isPlain(file))
      await this.#run(file, 0, Number.POSITIVE_INFINITY)
    else {
      await this.#run(file, 0, LOOK)
      await this.#run(file, state.size - LOOK, Number.POSITIVE_INFINITY)
    }
    this.#compareWithName(file)
  }

  #isPlain({ path }: PlacedFile): boolean {
    const { files } = this.#world
    const formatIn = (descriptor: number): string => formatOf(descriptor, files)
    // Whoever reads it will say what is wrong.
    return ignoring(() => whileOpen({ path }, files, formatIn)) === 'plain'
  }

  /** Looks at the stamps from `from` on, where a line may have begun before, for so many bytes. */
  async #run(file: PlacedFile, from: number, length: number): Promise<void> {
    const { descriptor: _, ...alone } = file
    const log: Log = { name: file.name, path: file.path, files: [alone] }
    const order = new FoundFiles(log, 0, this.#world.files)
    const stream = new LogStream(
      log,
      LOOK,
      { ...this.#reckoning, order, offset: from },
      this.#world,
    )
    let skip = from > 0
    for (let done = 0; done < length && (await stream.fill()); done += stream.end - stream.start) {
      let at = stream.start
      if (skip || stream.continued) at = lineEnd(stream.view, at)
      skip = false
      for (; at < stream.end; at = lineEnd(stream.view, at))
        if (stream.stamps.read(at) > 0) this.#see(file, stream.stamps)
    }
    stream.close()
  }

  #see({ name }: PlacedFile, { seconds, nanoseconds }: Instant): void {
    const last = this.#last
    if (last && seconds + SLACK < last.seconds)
      this.backs.push({ file: name, from: last, to: { seconds, nanoseconds } })
    if (!last || last.seconds !== seconds || last.nanoseconds !== nanoseconds)
      this.#last = { seconds, nanoseconds }
  }

  #compareWithName({ name, named: told, role }: PlacedFile): void {
    if (!this.#last || !told || role !== 'archive' || told.by === 'seconds') return
    const by = this.#last.seconds - momentIn(told, this.#reckoning.dialect).seconds
    if (by > SLACK) this.beyond.push({ name, by })
  }
}

/** What is odd, in words. */
export const contentFindings = ({ backs, beyond, faults }: Contents): readonly Finding[] => {
  const [back] = backs.toSorted((a, b) => lengthOfStep(b) - lengthOfStep(a))
  return [
    ...faults.map(faultFinding),
    ...(back
      ? [
          finding(
            'note',
            'stamps-back',
            `stamps run back ${backs.length === 1 ? 'once' : `${backs.length} times`}, by up to ${lengthOf(lengthOfStep(back))}, at ${momentOf(back.to)}: the clock was set back`,
            [...new Set(backs.map(({ file }) => file))],
          ),
        ]
      : []),
    ...findingAbout(
      'note',
      'stamps-beyond',
      beyond,
      (names) =>
        `stamps later than the name of their file, by up to ${lengthOf(Math.max(...beyond.map(({ by }) => by)))}: ${names}`,
    ),
  ]
}

const lengthOfStep = ({ from, to }: Back): number => from.seconds - to.seconds

const SAID: Partial<Record<Fault['operation'], string>> = {
  'cut-short': 'is cut short: its end is missing',
  damaged: 'is damaged: what follows in it is missing',
  'foreign-format': 'is compressed by something else than gzip, and not looked into',
}

const faultFinding = ({ operation, file = '', code }: Fault): Finding => {
  const name = baseName(file)
  const isSeen = operation === 'cut-short' || operation === 'damaged'
  const severity = isSeen ? 'problem' : 'note'
  return finding(severity, operation, `${name} ${SAID[operation] ?? `cannot be read (${code})`}`, [
    name,
  ])
}
