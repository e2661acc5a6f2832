// Cursors: their text, and the place they tell of when files have moved, changed, or gone.

import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Cursor,
  cursorText,
  InvalidCursor,
  type Position,
  parseCursor,
} from '../../../src/reading/cursor.js'
import { logIn } from '../../../src/reading/log.js'
import type { ReadPlan } from '../../../src/reading/read.js'
import { labelOf } from '../../../src/time/tai64n.js'
import { MemoryFiles } from '../../helpers/memory-files.js'
import { reading } from '../../helpers/read-plan.js'

const bytes = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((n) => String.fromCharCode(n)),
})
const print = fc
  .tuple(fc.integer({ min: 0, max: 4096 }), fc.stringMatching(/^[0-9a-f]{32}$/))
  .map(([length, digits]) => `${length}:${digits}`)
const position: fc.Arbitrary<Position> = fc.record(
  {
    file: bytes,
    identity: bytes,
    offset: fc.integer({ min: 4096, max: Number.MAX_SAFE_INTEGER }),
    head: print,
    tail: print,
    stamp: bytes,
    after: bytes,
    leftovers: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['file', 'identity', 'offset'] },
)

describe('text', () => {
  test('is one line of ASCII that tells the same again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(bytes, position)), (entries) => {
        const cursor = new Map(entries)

        const text = cursorText(cursor)

        expect(text).toMatch(/^[ -~]*$/)
        expect(parseCursor(text)).toEqual(cursor)
      }),
    )
  })

  const entry = '{"log":"/x","file":"current","identity":"1:2","offset":3}'

  test.each([
    ['', 'it is no cursor, or damaged'],
    [`{"logrun-cursor":1,"logs":[${entry.slice(0, 20)}`, 'it is no cursor, or damaged'],
    ['[]', 'it is no cursor'],
    ['null', 'it is no cursor'],
    ['{"version":1}', 'it is no cursor'],
    ['{"logrun-cursor":2,"logs":[]}', 'its version is 2, not 1'],
    ['{"logrun-cursor":1}', 'it is damaged'],
    ['{"logrun-cursor":1,"logs":[7]}', 'it is damaged'],
    ['{"logrun-cursor":1,"logs":[{"log":"/x"}]}', 'it is damaged'],
    [`{"logrun-cursor":1,"logs":[${entry.replace('3}', '-3}')}]}`, 'it is damaged'],
    [`{"logrun-cursor":1,"logs":[${entry.replace('/x', '\u1234')}]}`, 'it is damaged'],
    [`{"logrun-cursor":1,"logs":[${entry.replace('3}', '3,"tail":"9:x"}')}]}`, 'it is damaged'],
    [
      `{"logrun-cursor":1,"logs":[${entry.replace('3}', `3,"tail":"4:${'0'.repeat(32)}"}`)}]}`,
      'it is damaged',
    ],
  ])('%s is refused', (text, reason) => {
    expect(() => parseCursor(text)).toThrow(new InvalidCursor(reason))
  })
})

describe('where reading goes on', () => {
  let files: MemoryFiles

  beforeEach(() => {
    files = new MemoryFiles()
  })

  const at = (seconds: number, nanoseconds = 0): string => labelOf({ seconds, nanoseconds })
  const line = (seconds: number, text: string | number): string => `${at(seconds)} ${text}\n`
  const lines = (from: number, to: number): string => {
    let text = ''
    for (let k = from; k < to; k++) text += line(1000 + k, k)
    return text
  }

  /** What a run shows, stamps left out, and what it tells. */
  const run = async (
    after?: Cursor,
    wishes: Partial<ReadPlan> = {},
  ): Promise<{ shown: string[]; told: string[]; cursor: Cursor }> => {
    const log = logIn('d', 'd', files)
    const plan = { form: 'raw' as const, ...wishes, ...(after && { after }) }
    const { shown, faults, cursor } = await reading(log ? [log] : [], files, plan, { whole: true })
    expect(files.opened).toBe(0)
    if (!cursor) throw new Error('no cursor')
    return {
      shown: [...shown.matchAll(/(\S+)\n/g)].map(([, text]) => text ?? ''),
      told: faults.map(({ operation, file, to }) =>
        [operation, file, to].filter(Boolean).join(' '),
      ),
      cursor,
    }
  }

  const numbers = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, k) => String(from + k))

  test('a file is known by another name, compressed, with another inode', async () => {
    files.plant('d/current', lines(0, 200))
    const { cursor } = await run(undefined, { first: 150 })

    files.plant(`d/${at(1200)}.s.gz`, gzipSync(lines(0, 200)))
    files.plant('d/current', lines(200, 205))

    expect(await run(cursor)).toMatchObject({ shown: numbers(150, 205), told: [] })
  })

  test('a place within a compressed archive', async () => {
    files.plant(`d/${at(1200)}.s.gz`, gzipSync(lines(0, 200)))
    files.plant('d/current', lines(200, 205))

    const { cursor } = await run(undefined, { first: 150 })

    expect(await run(cursor)).toMatchObject({ shown: numbers(150, 205), told: [] })
  })

  test('another file with the inode of the old one is read from its beginning, and that is told', async () => {
    files.plant('d/current', lines(0, 10), { identity: 'same' })
    const { cursor } = await run()

    files.plant('d/current', lines(20, 40), { identity: 'same' })

    expect(await run(cursor)).toMatchObject({
      shown: numbers(20, 40),
      told: ['gone-log d/current current'],
    })
  })

  test('files that begin alike, without stamps, are told apart by their neighbours', async () => {
    files.plant(`d/${at(1000)}.s`, 'old\n')
    files.plant('d/current', 'starting\n')
    const { cursor } = await run()

    files.remove(`d/${at(1000)}.s`)
    files.plant(`d/${at(2000)}.s`, 'one\ntwo\n')
    files.plant('d/current', 'starting\nthree\n')

    expect(await run(cursor)).toMatchObject({
      shown: ['one', 'two', 'starting', 'three'],
      told: [`gone-log d/current ${at(2000)}.s`],
    })
  })

  test('what is left behind an archive that was deleted is shown', async () => {
    files.plant(`d/${at(1010)}.s`, lines(0, 10))
    files.plant(`d/${at(1020)}.s`, lines(10, 20))
    files.plant('d/current', lines(20, 25))
    const { cursor } = await run(undefined, { first: 5 })

    files.remove(`d/${at(1010)}.s`)

    expect(await run(cursor)).toMatchObject({
      shown: numbers(10, 25),
      told: [`gone-log d/${at(1010)}.s ${at(1020)}.s`],
    })
  })

  test('an archive deleted when all of it had been read is not missed', async () => {
    files.plant(`d/${at(1010)}.s`, lines(0, 10))
    files.plant('d/current')
    const { cursor } = await run()

    files.remove(`d/${at(1010)}.s`)
    files.append('d/current', lines(10, 12))

    expect(await run(cursor)).toMatchObject({ shown: numbers(10, 12), told: [] })
  })

  test('what a processor has made goes on with the second of the last line passed', async () => {
    files.plant(`d/${at(900)}.s`, 'old\n')
    files.plant('d/current', `${lines(0, 10)}${line(1009, 'again')}${lines(10, 20)}`)
    const { cursor } = await run(undefined, { first: 11 })

    files.plant(`d/${at(1020)}.s`, lines(0, 20).replace(line(1003, 3), ''))
    files.plant('d/current', lines(20, 22))

    expect(await run(cursor)).toMatchObject({
      shown: numbers(9, 22),
      told: [`changed-log d/${at(1020)}.s`],
    })
  })

  test.each([
    ['empty', ''],
    ['not', 'c\n'],
  ])('what a processor was at work on is not read again, be `current` %s', async (_, first) => {
    files.plant(`d/${at(900)}.s`, 'old\n')
    files.plant('d/previous', 'a\nb\n')
    files.plant('d/current', first)
    const { cursor } = await run()

    files.remove('d/previous')
    files.plant(`d/${at(1000)}.s`, 'A\nB\n')
    files.plant(`d/${at(1001)}.s.gz`, gzipSync(`${first}d\n`))
    files.plant('d/current', 'e\n')

    expect(await run(cursor)).toMatchObject({ shown: ['d', 'e'], told: [] })
  })

  test('without stamps all of what a processor has made comes again', async () => {
    files.plant(`d/${at(900)}.s`, 'old\n')
    files.plant('d/current', 'a\nb\nc\n')
    const { cursor } = await run(undefined, { first: 3 })

    files.plant(`d/${at(1020)}.s`, 'A\nB\nC\n')
    files.plant('d/current', 'd\n')

    expect(await run(cursor)).toMatchObject({
      shown: ['A', 'B', 'C', 'd'],
      told: [`changed-log d/${at(1020)}.s`],
    })
  })

  test('a file is found where a clock that was set back has put it', async () => {
    files.plant(`d/${at(5000)}.s`, lines(0, 10))
    files.plant('d/current', lines(10, 20))
    const { cursor } = await run(undefined, { first: 15 })

    files.rename('d/current', `d/${at(1020)}.s`)
    files.plant('d/current', lines(20, 22))

    expect((await run(cursor)).shown.slice(0, 5)).toEqual(numbers(15, 20))
  })

  test('a last line waits for its end, whatever it is in', async () => {
    files.plant('d/current', `${lines(0, 2)}${at(1002)} unfin`)
    const first = await run(undefined, { block: 64 })

    files.rename('d/current', `d/${at(1010)}.s`)
    files.plant('d/current', 'ish')
    const second = await run(first.cursor, { block: 64 })
    files.append('d/current', `ed\n${line(1003, 3)}`)
    const third = await run(second.cursor, { block: 64 })

    expect([first.shown, second.shown, third.shown]).toEqual([['0', '1'], [], ['unfinished', '3']])
  })

  test('the last lines are those that have their ends', async () => {
    files.plant('d/current', `${lines(0, 5)}${at(1005)} unfin`)

    expect((await run(undefined, { last: 2 })).shown).toEqual(['3', '4'])
  })

  test('lines left out are passed, but those behind the last one wanted', async () => {
    files.plant('d/current', lines(0, 20))
    const until = { seconds: 1009, nanoseconds: 0 }

    const { cursor, shown } = await run(undefined, { span: () => ({ until }) })

    expect(shown).toEqual(numbers(0, 10))
    expect((await run(cursor)).shown).toEqual(numbers(10, 20))
  })

  test('a log that is not read keeps its place', async () => {
    files.plant('d/current', lines(0, 20))
    const { cursor } = await run()
    const other = { file: 'current', identity: '1:2', offset: 0 }

    const next = await run(new Map([...cursor, ['/elsewhere', other]]))

    expect(next.cursor.get('/elsewhere')).toEqual(other)
  })
})
