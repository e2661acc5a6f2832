// Reading logs: what files of all kinds show, and what is said of those that cannot be read.

import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { logIn, logOf } from '../../../src/reading/log.js'
import { labelOf } from '../../../src/time/tai64n.js'
import { MemoryFiles } from '../../helpers/memory-files.js'
import { reading } from '../../helpers/read-plan.js'

const at = (seconds: number): string => labelOf({ seconds, nanoseconds: 0 })
const archive = (seconds: number, code = 's'): string => `${at(seconds)}.${code}`
const logs = (files: MemoryFiles, ...names: string[]): NonNullable<ReturnType<typeof logIn>>[] =>
  names.flatMap((name) => logIn(name, name, files) ?? [])

describe('compressed archives', () => {
  const lines = Array.from({ length: 5000 }, (_, k) => `line ${k} ${'x'.repeat(k % 50)}\n`).join('')

  test('of several members are read to the end', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${archive(1)}`, Buffer.concat([gzipSync('a\nb'), gzipSync('c\nd\n')]))

    expect(await reading(logs(files, 'd'), files)).toMatchObject({
      shown: 'a\nbc\nd\n',
      faults: [],
    })
  })

  test('cut short show what is there, on a line of its own, and it is said', async () => {
    const files = new MemoryFiles()
    const whole = gzipSync(lines)
    files.plant(`d/${archive(1)}`, whole.subarray(0, whole.length >> 1))
    files.plant('d/current', 'current\n')

    const { shown, faults } = await reading(logs(files, 'd'), files)

    expect(faults).toEqual([{ operation: 'cut-short', file: `d/${archive(1)}` }])
    const [before = '', after] = shown.split(/(?<=\n)(?=current\n)/)
    expect(after).toBe('current\n')
    expect(before.length).toBeGreaterThan(lines.length / 4)
    expect(lines.startsWith(before.slice(0, -1))).toBe(true)
    expect(files.opened).toBe(0)
  })

  test('damaged show what is before the damage', async () => {
    const files = new MemoryFiles()
    const damaged = gzipSync(lines)
    damaged.fill(0, damaged.length >> 1, (damaged.length >> 1) + 200)
    files.plant(`d/${archive(1)}`, damaged)

    const { shown, faults } = await reading(logs(files, 'd'), files)

    expect(faults).toEqual([{ operation: 'damaged', file: `d/${archive(1)}` }])
    expect(shown.slice(0, lines.length / 4)).toBe(lines.slice(0, lines.length / 4))
  })

  test.each([
    ['alone', []],
    ['behind another member', [gzipSync(lines)]],
  ])('whose checksum is wrong, %s, are shown whole', async (_, before) => {
    const files = new MemoryFiles()
    const damaged = gzipSync(lines)
    damaged.writeUInt32LE(0, damaged.length - 8)
    files.plant(`d/${archive(1)}`, Buffer.concat([...before, damaged]))

    const { shown, faults } = await reading(logs(files, 'd'), files)

    expect(faults).toEqual([{ operation: 'damaged', file: `d/${archive(1)}` }])
    expect(shown).toBe(lines.repeat(before.length + 1))
    expect(files.opened).toBe(0)
  })

  test('followed by zeros, as on tapes, are whole', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${archive(1)}`, Buffer.concat([gzipSync('a\n'), Buffer.alloc(100_000)]))

    expect(await reading(logs(files, 'd'), files)).toMatchObject({ shown: 'a\n', faults: [] })
  })

  test.each([
    ['xz', '\xfd7zXZ\0'],
    ['bzip2', 'BZh9'],
    ['compress', '\x1f\x9d\x90'],
    ['zstd', '\x28\xb5\x2f\xfd'],
  ])('of %s are said to be so, and the rest is read', async (format, magic) => {
    const files = new MemoryFiles()
    files.plant(`d/${archive(1)}`, `${magic}...`)
    files.plant('d/current', 'a\n')

    const { shown, faults } = await reading(logs(files, 'd'), files)

    expect(shown).toBe('a\n')
    expect(faults).toEqual([{ operation: 'foreign-format', file: `d/${archive(1)}`, to: format }])
    expect(files.opened).toBe(0)
  })
})

describe('where files meet', () => {
  test('a line that was cut goes on', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${archive(1)}`, `${at(1)} begin`)
    files.plant(`d/${archive(2)}`, 'ning and ')
    files.plant(`d/${archive(3)}`, 'end\nnext\n')

    const { shown } = await reading(logs(files, 'd'), files, { form: 'json', block: 64 })

    const objects = shown
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(objects.map(({ text, file, offset }) => [text, file, offset])).toEqual([
      ['beginning and end', archive(1), 0],
      ['next', archive(3), 4],
    ])
  })

  test('a line that its writer was killed in ends', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${archive(1, 'u')}`, 'unfinis')
    files.plant('d/current', 'new\n')

    expect((await reading(logs(files, 'd'), files)).shown).toBe('unfinis\nnew\n')
  })

  test('a line goes on behind what waits for its processor, which is complete', async () => {
    const files = new MemoryFiles()
    const waiting = archive(1).replace(/s$/, 'u')
    files.plant(`d/${waiting}`, 'one\ntw', { mode: 0o744 })
    files.plant('d/current', 'o\n')

    expect((await reading(logs(files, 'd'), files)).shown).toBe('one\ntwo\n')
  })

  test('a stamp begins a line', async () => {
    const files = new MemoryFiles()
    files.plant(`d/${archive(1)}`, 'unfinis')
    files.plant('d/current', `${at(2)} new\n`)

    expect((await reading(logs(files, 'd'), files, { form: 'raw' })).shown).toBe(
      `unfinis\n${at(2)} new\n`,
    )
  })

  test('the last line gets its end, but as it was logged where lines are shown so', async () => {
    const files = new MemoryFiles()
    files.plant('d/current', 'a\nb')

    expect((await reading(logs(files, 'd'), files)).shown).toBe('a\nb\n')
    expect((await reading(logs(files, 'd'), files, { form: 'raw' })).shown).toBe('a\nb')
    expect((await reading(logs(files, 'd'), files, { form: 'raw', ending: 0 })).shown).toBe(
      'a\0b\0',
    )
  })
})

test('lines of megabytes pass in pieces, uninterrupted by other logs', async () => {
  const files = new MemoryFiles()
  const long = 'long '.repeat(400_000)
  files.plant('a/current', `${at(1)} ${long}\n${at(3)} a\n`)
  files.plant('b/current', `${at(2)} ${long}\n`)

  const { shown } = await reading(logs(files, 'a', 'b'), files, { form: 'tai64n' })

  expect(shown === `${at(1)} ${long}\n${at(2)} ${long}\n${at(3)} a\n`).toBe(true)
})

describe('lines without a stamp', () => {
  test('follow the line before them', async () => {
    const files = new MemoryFiles()
    files.plant('a/current', `${at(1)} one\n  at x\n${at(4)} four\n`)
    files.plant('b/current', `${at(1)} uno\n${at(3)} tre\n`)

    const { shown } = await reading(logs(files, 'a', 'b'), files, { form: 'raw' })

    expect(shown.replace(/@\S+ /g, '')).toBe('one\n  at x\nuno\ntre\nfour\n')
  })

  test('of whole logs are as old as their files', async () => {
    const files = new MemoryFiles()
    files.plant(`a/${archive(10)}`, 'first\n')
    files.plant(`a/${archive(1000)}`, 'second\n')
    files.plant('a/current', 'third\n', { modified: 3000 })
    files.plant('b/current', [9, 11, 900, 1001].map((time) => `${at(time)} ${time}\n`).join(''))

    const { shown } = await reading(logs(files, 'a', 'b'), files, { form: 'raw' })

    expect(shown.replace(/@\S+ /g, '')).toBe('9\nfirst\nsecond\n11\n900\nthird\n1001\n')
  })

  test('are found by the ends of their files', async () => {
    const files = new MemoryFiles()
    files.plant(`a/${archive(1000)}`, 'first\n')
    files.plant(`a/${archive(2000)}`, 'second\n')
    files.plant('a/current', 'third\n', { modified: 3000 })
    const span = {
      since: { seconds: 1500, nanoseconds: 0 },
      until: { seconds: 2500, nanoseconds: 0 },
    }

    expect((await reading(logs(files, 'a'), files, { span: () => span })).shown).toBe('second\n')
  })
})

describe('the dialect of labels', () => {
  const stamped = (ahead: number): string => `${at(1_700_000_000 + ahead)} x\n`
  const auto = { dialect: 'auto', form: 'iso-utc' } as const

  test('is djb’s where the last stamp is about when it was written', async () => {
    const files = new MemoryFiles()
    files.plant('d/current', stamped(0), { modified: 1_700_000_000.5 })

    const { shown, counting } = await reading(logs(files, 'd'), files, auto)

    expect(shown).toBe('2023-11-14T22:13:20.000000000Z x\n')
    expect(counting).toEqual([])
  })

  test('is that of true TAI where the last stamp is 27 s later than that, which is said', async () => {
    const files = new MemoryFiles()
    files.plant('d/current', stamped(27), { modified: 1_700_000_000.5 })

    const { shown, counting } = await reading(logs(files, 'd'), files, auto)

    expect(shown).toBe('2023-11-14T22:13:20.000000000Z x\n')
    expect(counting).toEqual(['d'])
  })

  test('is told by an older file where the newest was touched, and by names where no stamp can be read', async () => {
    const files = new MemoryFiles()
    files.plant('d/current', stamped(27), { modified: 1_800_000_000 })
    files.plant(`d/${archive(1_700_000_027)}`, gzipSync(stamped(27)), { modified: 1_700_000_001 })

    expect((await reading(logs(files, 'd'), files, auto)).counting).toEqual(['d'])
  })

  test('is djb’s where nobody can tell, and what is asked for', async () => {
    const files = new MemoryFiles()
    files.plant('d/current', stamped(27), { modified: 1_800_000_000 })

    expect((await reading(logs(files, 'd'), files, auto)).shown).toMatch(/22:13:47/)
    expect((await reading(logs(files, 'd'), files, { ...auto, dialect: 'tai' })).shown).toMatch(
      /22:13:20/,
    )
  })
})

describe('a beginning', () => {
  /** 40 archives of about 400 kB, a line a second. */
  const long = (): MemoryFiles => {
    const files = new MemoryFiles()
    let seconds = 1_700_000_000
    for (let k = 0; k < 40; k++) {
      let text = ''
      for (let line = 0; line < 4000; line++) text += `${at(seconds++)} ${'x'.repeat(70)} ${line}\n`
      files.plant(`d/${archive(seconds)}`, text)
    }
    files.plant('d/current')
    return files
  }

  test.each([
    ['a moment', { span: () => ({ since: { seconds: 1_700_077_777, nanoseconds: 0 } }), first: 1 }],
    ['the last lines', { last: 3 }],
  ])('at %s is found without reading all', async (_, wishes) => {
    const files = long()
    const all = logs(files, 'd')
    let bytes = 0
    const read = files.read.bind(files)
    files.read = (...call) => {
      const count = read(...call)
      bytes += count
      return count
    }

    const { shown } = await reading(all, files, { ...wishes, form: 'iso-utc', dialect: 'auto' })

    expect(shown.split('\n')[0]?.slice(0, 20)).toBe(
      'last' in wishes ? '2023-11-16T18:39:57.' : '2023-11-15T19:49:37.',
    )
    expect(bytes).toBeLessThan(2_000_000)
  })
})

test('the last lines begin where their first one does, in whichever file', async () => {
  const files = new MemoryFiles()
  files.plant(`d/${archive(1)}`, 'one\ntw')
  files.plant('d/current', 'o\nthree\n')

  expect((await reading(logs(files, 'd'), files, { last: 2 })).shown).toBe('two\nthree\n')
})

test('the first lines count one that has no end', async () => {
  const files = new MemoryFiles()
  files.plant('a/current', `${at(1)} a`)
  files.plant('b/current', `${at(2)} b\n${at(3)} c\n`)

  const { shown } = await reading(logs(files, 'a', 'b'), files, { form: 'raw', first: 2 })

  expect(shown).toBe(`${at(1)} a\n${at(2)} b\n`)
})

test('a name that is older than the lines of its file hides none of them', async () => {
  const files = new MemoryFiles()
  files.plant(`d/${archive(1000)}`, `${at(900)} a\n${at(5000)} b\n`)
  files.plant('d/current', `${at(5100)} c\n`)
  const span = { since: { seconds: 4000, nanoseconds: 0 } }

  const { shown } = await reading(logs(files, 'd'), files, { form: 'raw', span: () => span })

  expect(shown).toBe(`${at(5000)} b\n${at(5100)} c\n`)
})

test('a moment is within its own ends', async () => {
  const files = new MemoryFiles()
  files.plant('d/current', [1, 2, 3].map((second) => `${at(second)} x\n`).join(''))
  const two = { seconds: 2, nanoseconds: 0 }
  const wishes = { form: 'raw', span: () => ({ since: two, until: two }) } as const

  expect((await reading(logs(files, 'd'), files, wishes)).shown).toBe(`${at(2)} x\n`)
})

test('an archive that is gone when its turn comes is nobody’s fault', async () => {
  const files = new MemoryFiles()
  files.plant(`d/${archive(1)}`, 'a\n')
  files.plant('d/current', 'b\n')
  const all = logs(files, 'd')
  files.remove(`d/${archive(1)}`)

  expect(await reading(all, files)).toMatchObject({ shown: 'b\n', faults: [] })
})

test('what cannot be read is said, and the rest is shown', async () => {
  const files = new MemoryFiles()
  files.plant(`d/${archive(1)}`, 'a\n')
  files.plant('d/current', 'b\n')
  const all = logs(files, 'd')
  const open = files.open.bind(files)
  files.open = (path) => {
    if (path === `d/${archive(1)}`) throw Object.assign(new Error('no'), { code: 'EACCES' })
    return open(path)
  }

  const { shown, faults } = await reading(all, files)

  expect(shown).toBe('b\n')
  expect(faults).toEqual([{ operation: 'read-log', file: `d/${archive(1)}`, code: 'EACCES' }])
})

test('one file is a log too', async () => {
  const files = new MemoryFiles()
  files.plant('x.log', 'a\nb\n')

  expect((await reading([logOf('x.log', 'x')], files, { last: 1 })).shown).toBe('b\n')
})
