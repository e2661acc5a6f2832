// Reading logs agrees with reading them the slow way: whoever wrote them, however their files
// are cut, compressed and read, and whatever is asked for.

import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Log, logIn } from '../../src/reading/log.js'
import type { Form, ReadPlan } from '../../src/reading/read.js'
import { erePattern } from '../../src/select/ere.js'
import { MemoryFiles } from '../helpers/memory-files.js'
import { type Reading, reading } from '../helpers/read-plan.js'
import { type SlowLine, type SlowLog, slowly, type Wishes } from '../helpers/slow-reader.js'

const NANO = 1_000_000_000n
const START = 1_763_000_000n

type Writer = 'label' | 'tai' | 'universal' | 'universal-t' | 'local' | 'basic' | 'seconds' | 'none'

const date = (time: bigint): string =>
  new Date(Number(time / NANO) * 1000).toISOString().slice(0, 19)
const digits = (time: bigint, count: number): string =>
  String(time % NANO)
    .padStart(9, '0')
    .slice(0, count)
const labelOf = (time: bigint, ahead: bigint): string =>
  `@${(time / NANO + ahead + (1n << 62n)).toString(16)}${(time % NANO).toString(16).padStart(8, '0')}`

const stamps: Record<Writer, (time: bigint) => string> = {
  label: (time) => `${labelOf(time, 10n)} `,
  tai: (time) => `${labelOf(time, 37n)} `,
  universal: (time) => `${date(time).replace('T', '_')}.${digits(time, 5)} `,
  'universal-t': (time) => `${date(time)}.${digits(time, 5)} `,
  local: (time) => `${date(time).replace('T', ' ')}.${digits(time, 9)}  `,
  basic: (time) => `${date(time).replace(/[-:]/g, '')}.${digits(time, 6)}: `,
  seconds: (time) => `${time / NANO}.${digits(time, 6)} `,
  none: () => '',
}

/** A line of text, at times without a stamp, at times long, so many nanoseconds after the last. */
type Drawn = {
  gap: number
  bare: boolean
  text: string
  cut: 'no' | 'after' | 'inside'
  zip: number
}

const texts = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '"', '\\', '\t', '\xc3', '\xa9', '\xff', '\0'),
      maxLength: 12,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 20, max: 400 }).map((length) => 'long '.repeat(length / 5)),
  },
)
const fields = {
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000_000_000 })),
  bare: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  text: texts,
  cut: fc.constantFrom('no', 'no', 'no', 'after', 'inside'),
  zip: fc.integer({ min: 0, max: 3 }),
}
const drawn: fc.Arbitrary<Drawn> = fc.record(fields)
const writers = fc.constantFrom<Writer>(
  'label',
  'label',
  'tai',
  'universal',
  'universal-t',
  'local',
  'basic',
  'seconds',
)
const logs = fc.array(fc.record({ writer: writers, lines: fc.array(drawn, { maxLength: 40 }) }), {
  minLength: 1,
  maxLength: 4,
})

/** Plain, one member, or a member a few bytes. */
const pack = (content: string, zip: number): Buffer => {
  const bytes = Buffer.from(content, 'latin1')
  if (zip < 2) return bytes
  const half = zip === 2 ? bytes.length : bytes.length >> 1
  return Buffer.concat([gzipSync(bytes.subarray(0, half)), gzipSync(bytes.subarray(half))])
}

type Plan = { writer: Writer; lines: readonly Drawn[] }

/** Lays the files of a log, each beginning with a stamp if they are to be headed, and tells what the slow reader needs. */
const lay = (
  { writer, lines }: Plan,
  name: string,
  files: MemoryFiles,
  headed: boolean,
): SlowLog => {
  const slow: SlowLine[] = []
  let time = START * NANO
  let content = ''
  let waiting: SlowLine[] = []
  const finish = (file: string, zip: number, modified: bigint): void => {
    for (const line of waiting) slow.push({ ...line, file: line.file === '' ? file : line.file })
    waiting = []
    files.plant(`${name}/${file}`, pack(content, zip), { modified: Number(modified) })
    content = ''
  }
  let archives = 0
  const archive = (zip: number): void => {
    const label = labelOf(time + BigInt(archives++), writer === 'tai' ? 37n : 10n)
    const basic = `_${date(time).replace(/[-:]/g, '')}.${String(archives).padStart(6, '0')}`
    finish(`${writer === 'basic' ? basic : label}.s`, zip, time / NANO)
  }
  for (const [k, { gap, bare, text, cut, zip }] of lines.entries()) {
    const plain = bare && k > 0 && !(headed && content === '')
    time += plain ? 0n : BigInt(gap)
    const stamped = plain ? `~${text}` : `${stamps[writer](time)}${text}`
    waiting.push({ text: stamped, file: '', offset: content.length })
    if (cut === 'inside' && !headed) {
      // The rest must not look like a stamp where it begins a file.
      const half = Math.max(1, stamped.length - 2)
      content += stamped.slice(0, half)
      if (half < stamped.length && !/^[@\d]/.test(stamped.slice(half))) archive(zip)
      content += `${stamped.slice(half)}\n`
    } else content += `${stamped}\n`
    if (cut === 'after') archive(zip)
  }
  finish('current', 0, time / NANO)
  return { name, lines: slow, ahead: () => (writer === 'tai' ? 37n : 10n) }
}

const forms: readonly Form[] = ['short', 'iso', 'iso-utc', 'tai64n', 'raw', 'json', 'delta']
const wishes: fc.Arbitrary<Wishes & { block: number }> = fc.record(
  {
    form: fc.constantFrom(...forms),
    block: fc.constantFrom(64, 100, 300, 5000, 1 << 17),
    since: fc.bigInt(START * NANO, (START + 60n) * NANO),
    until: fc.bigInt(START * NANO, (START + 60n) * NANO),
    first: fc.nat(20),
    last: fc.nat(20),
    reverse: fc.boolean(),
    match: fc.constantFrom(/a/, /^b/, /ab|ba/, /long $/),
    names: fc.boolean(),
  },
  { requiredKeys: ['form', 'block'] },
)

const instant = (time: bigint): { seconds: number; nanoseconds: number } => ({
  seconds: Number(time / NANO),
  nanoseconds: Number(time % NANO),
})

type Asked = Wishes & { block: number }

/** What a reader is asked for what a slow one is. */
const planOf = (
  { block, form, since, until, first, last, reverse, match, names }: Asked,
  slow: readonly { name: string }[],
): Partial<ReadPlan> => ({
  block,
  form,
  dialect: 'auto',
  span: () => ({
    ...(since !== undefined && { since: instant(since) }),
    ...(until !== undefined && { until: instant(until) }),
  }),
  ...(first !== undefined && { first }),
  ...(last !== undefined && { last }),
  reverse: reverse === true,
  ...(match && { match: erePattern(Buffer.from(match.source)) }),
  ...(names && { dress: { names: slow.map(({ name }) => Buffer.from(`${name}:`)) } }),
})

const agree = async (plans: readonly Plan[], asked: Asked): Promise<void> => {
  // A first piece decides whether a line is chosen: not what the slow way does.
  fc.pre(asked.match === undefined || asked.block >= 5000)
  // The difference of the first of the last lines is to a line that may not be read.
  fc.pre(asked.form !== 'delta' || asked.last === undefined)
  // Files without a stamp are as old as their ends, of which the slow way knows nothing.
  const headed = asked.since !== undefined || asked.until !== undefined
  const files = new MemoryFiles()
  const slow = plans.map((plan, k) => lay(plan, `log${k}`, files, headed))
  const found = slow.map(({ name }) => logIn(name, name, files)).filter((log) => log !== undefined)

  const { shown, faults } = await reading(found, files, planOf(asked, slow))

  expect(faults).toEqual([])
  expect(shown).toBe(slowly(slow, asked))
  expect(files.opened).toBe(0)
}

test('what is shown is what the slow way shows', async () => {
  await fc.assert(fc.asyncProperty(logs, wishes, agree), { numRuns: 300 })
})

const long = fc.record({
  writer: writers,
  lines: fc.array(drawn, { minLength: 30, maxLength: 150 }),
})
const fromTheEnd = fc.tuple(wishes, fc.boolean(), fc.nat(12)).map(([asked, reverse, last]) => {
  const { first: _, last: __, ...others } = asked
  return { ...others, reverse, ...(reverse && last > 8 ? {} : { last }) }
})

test('one log from its end is the same lines', async () => {
  await fc.assert(
    fc.asyncProperty(long, fromTheEnd, (plan, asked) => agree([plan], asked)),
    { numRuns: 200 },
  )
})

test('a log whose clock was set back is the same from its end as from the front', async () => {
  const unsteady = fc.record({ ...fields, gap: fc.integer({ min: -20e9, max: 25e9 }) })
  const lines = fc.array(unsteady, { minLength: 30, maxLength: 100 })
  const plans = fc.record({ writer: fc.oneof(writers, fc.constant<Writer>('none')), lines })
  await fc.assert(
    fc.asyncProperty(plans, fromTheEnd, async (plan, { until: _, ...asked }) => {
      fc.pre(asked.form !== 'delta' && (!asked.match || asked.block >= 5000))
      const files = new MemoryFiles()
      const slow = lay(plan, 'log', files, false)
      // A last line without its end is none to a reader with a cursor.
      files.append('log/current', 'end\n')
      const read = (whole: boolean): Promise<Reading> => {
        const log = logIn('log', 'log', files) as Log
        return reading([log], files, planOf(asked, [slow]), { whole })
      }

      const fromEnd = await read(false)

      // With a cursor all is read from the front.
      const fromFront = await read(true)
      expect(fromEnd.shown).toBe(fromFront.shown)
      expect(fromEnd.found).toBe(fromFront.found)
      expect(files.opened).toBe(0)
    }),
    { numRuns: 200 },
  )
})
