// What `logrun stat` shows of a log: an object, a row of a table, or a block.

import type { ByteString } from '../src/bytes.js'
import { visible } from '../src/fault/visible.js'
import { amountOf, counted, lengthOf } from '../src/inspection/amounts.js'
import type { Holder } from '../src/inspection/holders.js'
import type { Moment, Survey } from '../src/inspection/survey.js'
import type { Room } from '../src/inspection/world.js'
import type { Instant } from '../src/time/clock.js'
import { type Column, tableOf } from './columns.js'
import { headOf, type Inspection, inspectionFacts } from './directories-asked.js'
import { inJson, shownAs } from './moments-shown.js'
import { writerText } from './writers.js'

/** A log, looked at and measured. */
export type Surveyed = Inspection & { readonly survey: Survey }

const DIALECTS = { djb: 'djb', tai: 'real' } as const

/** All that is known, exactly, for programs; null is what nobody can tell. */
export const facts = ({ survey, ...inspection }: Surveyed): object => ({
  ...inspectionFacts(inspection),
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
  free_bytes: inspection.evidence?.room?.bytes ?? null,
  free_inodes: inspection.evidence?.room?.files ?? null,
})

const momentFacts = (moment: Moment | undefined): object | null =>
  moment ? { ...inJson(moment), by: moment.by } : null

const rounded = (rate: number | undefined): number | null =>
  rate === undefined ? null : Math.round(rate * 1000) / 1000

/** A column, and what it shows of a log `now`, in POSIX seconds. */
type Shown = Column & { readonly cell: (surveyed: Surveyed, now: number) => ByteString }

const left = (title: string, spare: number, cell: Shown['cell']): Shown => {
  return { title, align: 'left', spare, cell }
}
const right = (title: string, spare: number, cell: Shown['cell']): Shown => {
  return { title, align: 'right', spare, cell }
}

const COLUMNS: readonly Shown[] = [
  left('LOG', 0, ({ log }) => log.name),
  left('WRITER', 0, ({ writer, evidence }) => `${writerText(writer)}${pidsOf(evidence?.holders)}`),
  left('TAI', 9, ({ survey }) => (survey.dialect ? DIALECTS[survey.dialect] : '-')),
  right('FILES', 0, ({ survey }) => String(survey.files)),
  right('BYTES', 0, ({ survey }) => amountOf(survey.bytes)),
  right('FIRST', 5, ({ survey }, now) => ago(survey.first, now)),
  right('LAST', 0, ({ survey }, now) => ago(survey.last, now)),
  right('LINES/MIN', 4, ({ survey }) => `${mark(survey)}${rateOf(survey.rates?.lines)}`),
  right('BYTES/MIN', 7, ({ survey }) =>
    survey.rates ? `${mark(survey)}${amountOf(survey.rates.bytes)}` : '-',
  ),
  right('ROTATED', 8, ({ survey }, now) => ago(survey.rotated, now)),
  right('.u', 6, ({ survey }) => String(survey.unprocessed)),
  right('FREE', 3, ({ evidence }) => (evidence?.room ? amountOf(evidence.room.bytes) : '-')),
]

/** The table of several logs. */
export const rowsOf = (
  all: readonly Surveyed[],
  now: number,
  width: number,
): readonly ByteString[] => {
  const rows = all.map((each) => COLUMNS.map(({ cell }) => cell(each, now)))
  return tableOf(COLUMNS, rows, width).map((line) => `${line}\n`)
}

/** What was not counted is reckoned. */
const mark = ({ counted: exact, rates }: Survey): string => (exact || !rates ? '' : '~')

const pidsOf = (holders: readonly Holder[] | undefined): string =>
  holders?.length ? `[${holders.map(({ pid }) => pid ?? '?').join(' ')}]` : ''

const ago = (moment: Instant | undefined, now: number): string =>
  moment ? lengthOf(Math.max(0, now - moment.seconds)) : '-'

const rateOf = (rate: number | undefined): string => {
  if (rate === undefined) return '-'
  if (rate > 0 && rate < 0.01) return '<0.01'
  if (rate < 9.95) return String(Number(rate.toPrecision(2)))
  return rate < 99_999.5 ? String(Math.round(rate)) : amountOf(rate)
}

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
  return `${visible(headOf(log))}\n${lines.map(([name, text]) => `  ${name.padEnd(9)}${visible(text)}\n`).join('')}`
}

const TOLD = {
  process: '',
  script: ', as its script says',
  files: ', as its files look',
} as const

const writerLine = ({ evidence, writer }: Surveyed): ByteString =>
  evidence
    ? `${writerText(writer)}${writer ? TOLD[writer.told] : ''}; ${heldText(evidence.holders)}`
    : 'unknown: this is a single file'

const heldText = (holders: readonly Holder[] | undefined): string => {
  if (!holders) return 'who holds the lock cannot be told'
  if (holders.length === 0) return 'nobody holds the lock'
  const names = holders.map(({ pid, user }) =>
    user === undefined ? `process ${pid ?? '?'}` : `process ${pid ?? '?'} of user ${user}`,
  )
  return `${names.join(' and ')} ${names.length > 1 ? 'hold locks' : 'holds the lock'}`
}

const commandsOf = (holders: readonly Holder[] | undefined): (readonly [string, ByteString])[] =>
  (holders ?? []).flatMap(({ words }) =>
    words.length > 0 ? [['command', words.join(' ')] as const] : [],
  )

const LABELS = { djb: "djb's rule", tai: 'true TAI (real)' } as const

const labelsOf = ({ dialect }: Survey): string =>
  dialect ? LABELS[dialect] : 'nobody can tell by which rule, or there are none'

const BY = {
  stamp: '',
  name: ', by the name of a file',
  change: ", by a file's last change",
} as const

const momentOf = (moment: Moment | undefined, now: number): ByteString =>
  moment
    ? `${shownAs('short', moment)}, ${ago(moment, now)} ago${BY[moment.by]}`
    : 'there is nothing yet'

const roomOf = (room: Room | undefined): (readonly [string, string])[] => {
  if (!room) return []
  const files = room.files === undefined ? '' : `, ${counted(room.files, 'inode')}`
  return [['free', `${amountOf(room.bytes)}${files}`]]
}
