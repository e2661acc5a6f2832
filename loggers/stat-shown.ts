// What `logrun stat` shows of a log: an object, a row of a table, or a block.

import type { ByteString } from '../src/bytes.js'
import { visible } from '../src/fault/visible.js'
import { amountOf, counted, lengthOf } from '../src/inspection/amounts.js'
import type { Holder } from '../src/inspection/holders.js'
import type { Moment, Survey } from '../src/inspection/survey.js'
import type { Instant } from '../src/time/clock.js'
import { type Column, tableOf } from './columns.js'
import type { Inspection } from './directories-asked.js'
import { inJson, shownAs } from './moments-shown.js'
import { writerText } from './writers.js'

/** A log, looked at and measured. */
export type Surveyed = Inspection & { readonly survey: Survey }

const DIALECTS = { djb: 'djb', tai: 'real' } as const

/** All that is known, exactly, for programs; null is what nobody can tell. */
export const facts = ({ log, evidence, writer, survey }: Surveyed): object => ({
  log: log.name,
  path: log.path,
  writer: writer ? { tool: writer.tool, told: writer.told, ours: writer.ours ?? null } : null,
  holders: evidence?.holders?.map(holderFacts) ?? null,
  dialect: survey.dialect ? DIALECTS[survey.dialect] : null,
  files: survey.files,
  bytes: survey.bytes,
  logged_bytes: survey.logged,
  lines: survey.lines,
  counted: survey.counted,
  first: momentFacts(survey.first),
  last: momentFacts(survey.last),
  lines_per_minute: rounded(survey.rates?.lines),
  bytes_per_minute: rounded(survey.rates?.bytes),
  rotated: survey.rotated ? inJson(survey.rotated) : null,
  unprocessed: survey.unprocessed,
  free_bytes: evidence?.room?.bytes ?? null,
  free_inodes: evidence?.room?.files ?? null,
})

/** Who holds a lock, for programs. */
export const holderFacts = ({ pid, user, lock, words }: Holder): object => ({
  pid: pid ?? null,
  user: user ?? null,
  lock,
  command: words,
})

const momentFacts = (moment: Moment | undefined): object | null =>
  moment ? { ...inJson(moment), by: moment.by } : null

const rounded = (rate: number | undefined): number | null =>
  rate === undefined ? null : Math.round(rate * 1000) / 1000

const COLUMNS: readonly Column[] = [
  { title: 'LOG', align: 'left', spare: 0 },
  { title: 'WRITER', align: 'left', spare: 0 },
  { title: 'TAI', align: 'left', spare: 9 },
  { title: 'FILES', align: 'right', spare: 0 },
  { title: 'BYTES', align: 'right', spare: 0 },
  { title: 'FIRST', align: 'right', spare: 5 },
  { title: 'LAST', align: 'right', spare: 0 },
  { title: 'LINES/MIN', align: 'right', spare: 4 },
  { title: 'BYTES/MIN', align: 'right', spare: 7 },
  { title: 'ROTATED', align: 'right', spare: 8 },
  { title: '.u', align: 'right', spare: 6 },
  { title: 'FREE', align: 'right', spare: 3 },
]

/** The table of several logs. */
export const rowsOf = (
  all: readonly Surveyed[],
  now: number,
  width: number,
): readonly ByteString[] => {
  const rows = all.map(({ log, evidence, writer, survey }) => [
    log.name,
    `${writerText(writer)}${pidsOf(evidence?.holders)}`,
    survey.dialect ? DIALECTS[survey.dialect] : '-',
    String(survey.files),
    amountOf(survey.bytes),
    ago(survey.first, now),
    ago(survey.last, now),
    `${mark(survey)}${rateOf(survey.rates?.lines)}`,
    `${mark(survey)}${survey.rates ? amountOf(survey.rates.bytes) : '-'}`,
    ago(survey.rotated, now),
    String(survey.unprocessed),
    evidence?.room ? amountOf(evidence.room.bytes) : '-',
  ])
  return tableOf(COLUMNS, rows, width).map((line) => `${line}\n`)
}

/** What was not counted is reckoned. */
const mark = ({ counted: exact, rates }: Survey): string => (exact || !rates ? '' : '~')

const pidsOf = (holders: readonly Holder[] | undefined): string =>
  holders?.length ? `[${holders.map(({ pid }) => pid ?? '?').join(' ')}]` : ''

const ago = (moment: Instant | undefined, now: number): string =>
  moment ? lengthOf(Math.max(0, now - moment.seconds)) : '-'

const rateOf = (rate: number | undefined): string =>
  rate === undefined
    ? '-'
    : rate > 0 && rate < 0.01
      ? '<0.01'
      : rate < 9.95
        ? String(Number(rate.toPrecision(2)))
        : grouped(rate)

const grouped = (rate: number): string =>
  rate < 99_999.5 ? String(Math.round(rate)) : amountOf(rate)

/** All that is known of one log, a line each. */
export const blockOf = (surveyed: Surveyed, now: number, all: boolean): ByteString => {
  const { log, evidence, survey } = surveyed
  const { files, bytes, logged, rates } = survey
  const about = survey.counted ? '' : '~'
  const lines: readonly (readonly [string, ByteString])[] = [
    ['writer', writerLine(surveyed)],
    ...commandsOf(evidence?.holders),
    ['labels', labelsOf(survey)],
    ['files', `${counted(files, 'file')}, ${amountOf(bytes)} (${bytes} bytes)`],
    ...(logged > bytes ? [['logged', `${about}${amountOf(logged)}`] as const] : []),
    ['first', momentOf(survey.first, now)],
    ['last', momentOf(survey.last, now)],
    [
      'rotated',
      survey.rotated
        ? `${shownAs('short', survey.rotated)}, ${ago(survey.rotated, now)} ago`
        : 'never',
    ],
    ['lines', `${about}${survey.lines}${all || survey.counted ? '' : ', reckoned (-c counts)'}`],
    [
      'growth',
      rates
        ? `${about}${rateOf(rates.lines)} lines, ${about}${amountOf(rates.bytes)} a minute`
        : 'unknown: there are no two moments a second apart',
    ],
    ...(survey.unprocessed > 0
      ? [['.u', `${counted(survey.unprocessed, 'archive')} not processed`] as const]
      : []),
    ...roomOf(evidence?.room),
  ]
  const head = log.name === log.path ? log.path : `${log.name}  ${log.path}`
  return `${visible(head)}\n${lines.map(([name, text]) => `  ${name.padEnd(9)}${visible(text)}\n`).join('')}`
}

const TOLD = {
  process: '',
  script: ', as its script says',
  files: ', as its files look',
} as const

const writerLine = ({ evidence, writer }: Surveyed): ByteString => {
  if (!evidence) return 'unknown: this is a single file'
  const holders = evidence.holders
  const held = holders?.length
    ? `; ${holders.map(({ pid, user }) => `process ${pid ?? '?'}${user === undefined ? '' : ` of user ${user}`}`).join(' and ')} ${holders.length > 1 ? 'hold locks' : 'holds the lock'}`
    : holders
      ? '; nobody holds the lock'
      : '; who holds the lock cannot be told'
  return `${writerText(writer)}${writer ? TOLD[writer.told] : ''}${held}`
}

const commandsOf = (holders: readonly Holder[] | undefined): (readonly [string, ByteString])[] =>
  (holders ?? []).flatMap(({ words }) =>
    words.length > 0 ? [['command', words.join(' ')] as const] : [],
  )

const labelsOf = ({ dialect }: Survey): string =>
  dialect === 'tai'
    ? 'true TAI (real)'
    : dialect === 'djb'
      ? "djb's rule"
      : 'nobody can tell by which rule, or there are none'

const BY = {
  stamp: '',
  name: ', by the name of a file',
  change: ", by a file's last change",
} as const

const momentOf = (moment: Moment | undefined, now: number): ByteString =>
  moment
    ? `${shownAs('short', moment)}, ${ago(moment, now)} ago${BY[moment.by]}`
    : 'there is nothing yet'

const roomOf = (
  room: { readonly bytes: number; readonly files?: number } | undefined,
): (readonly [string, string])[] =>
  room
    ? [
        [
          'free',
          `${amountOf(room.bytes)}${room.files === undefined ? '' : `, ${counted(room.files, 'inode')}`}`,
        ],
      ]
    : []
