// What is converted, what is left alone, and what is said of it.

import { gzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { lock } from '../../../src/rotation/lock.js'
import { type Dialect, writeLabel } from '../../../src/time/tai64n.js'
import { ConversionWorld, type Planted } from '../../helpers/conversion-world.js'

const START = 1_700_000_000

const label = (seconds: number, rule: Dialect = 'djb'): string => {
  const bytes = Buffer.alloc(25)
  writeLabel(bytes, 0, START + seconds, 5, rule)
  return bytes.toString('latin1')
}

const archive = (seconds: number, rule: Dialect = 'djb', text = 'text'): Planted => ({
  name: `${label(seconds, rule)}.s`,
  content: `${label(seconds, rule)} ${text}\n`,
  modified: START + seconds,
})

let world: ConversionWorld

beforeEach(() => {
  world = new ConversionWorld()
})

const names = (directory: string): string[] =>
  Object.keys(world.found(directory)).filter((name) => name !== 'lock')

const operations = (): string[] => world.faults.map(({ operation }) => operation)

test('every form is one that is read again, and the text stays', async () => {
  world.plant('/log', [archive(0)])
  const forms = {
    tai64n: label(0, 'tai'),
    iso: '2023-11-15T03:43:20.000000005+05:30',
    'iso-utc': '2023-11-14T22:13:20.000000005Z',
    short: '2023-11-15 03:43:20.000000005 ',
    seconds: '1700000000.000000',
  } as const

  for (const [form, stamp] of Object.entries(forms)) {
    await world.convert('/log', `/${form}`, { form: form as keyof typeof forms, to: 'tai' })
    expect(world.found(`/${form}`)[`${label(0, 'tai')}.s`]?.text).toBe(`${stamp} text\n`)
  }
})

test('times that a form cannot tell stay as they are', async () => {
  const far = '@4000004fffffffff00000000 far\n@3fffffffffff000000000000 early\n'
  world.plant('/log', [{ name: `${label(0)}.s`, content: far, modified: START }])

  for (const form of ['iso', 'short', 'seconds'] as const)
    await world.convert('/log', '/log', { form })

  expect(world.faults).toEqual([])
  expect(world.found('/log')[`${label(0)}.s`]?.text).toBe(far)
})

test('a line longer than any block is one line', async () => {
  const long = 'x'.repeat(500_000)
  world.plant('/log', [archive(0, 'djb', long)])

  await world.convert('/log', '/log', { form: 'iso-utc', format: 'gzip' })

  expect(world.found('/log')[`${label(0)}.s`]).toMatchObject({
    text: `2023-11-14T22:13:20.000000005Z ${long}\n`,
    zipped: true,
  })
})

test('files of both rules are told apart by their times, and come to one', async () => {
  world.plant('/log', [archive(0), archive(100, 'tai'), archive(200)])

  await world.convert('/log', '/log', { dialect: 'auto', to: 'tai' })

  const all = [0, 100, 200].map((seconds) => `${label(seconds, 'tai')}.s`)
  expect(names('/log')).toEqual(all)
  for (const name of all)
    expect(world.found('/log')[name]?.text.slice(0, 25)).toBe(name.slice(0, 25))
})

test('what is plainly converted is not converted twice, whatever is said', async () => {
  world.plant('/log', [archive(0), archive(100, 'tai')])

  await world.convert('/log', '/log', { dialect: 'djb', to: 'tai' })

  expect(names('/log')).toEqual([`${label(0, 'tai')}.s`, `${label(100, 'tai')}.s`])
})

test('compressed archives are asked too', async () => {
  const { name, content, modified } = archive(0, 'tai')
  const other = { name: `${label(50, 'tai')}.s`, content: gzipSync(content as string) }
  world.plant('/log', [{ ...other, modified: modified as number }])

  await world.convert('/log', '/log', { dialect: 'auto', to: 'djb' })

  expect(world.faults).toEqual([])
  expect(names('/log')).toEqual([`${label(50)}.s`])
  expect(name).not.toBe(`${label(50)}.s`)
})

test('where nobody can tell the rule, nothing is done', async () => {
  world.plant('/log', [{ ...archive(0), modified: START + 1e6 }])
  const before = world.found('/log')

  await world.convert('/log', '/log', { dialect: 'auto', form: 'iso' })

  expect(operations()).toEqual(['undecided', 'log-stays'])
  expect(world.found('/log')).toEqual(before)
})

test('without labels no rule is needed', async () => {
  const content = '20231114T221320.123456: text\n'
  world.plant('/log', [{ name: '_20231114T221321.000000.s', content, modified: START + 1e6 }])

  await world.convert('/log', '/log', { dialect: 'auto', form: 'tai64n', format: 'gzip' })

  expect(world.faults).toEqual([])
  const { text } = world.found('/log')['_20231114T221321.000000.s.Z'] ?? {}
  expect(text).toBe('@400000006553f10a075bca00 text\n')
})

test('of archives that are so already none is touched', async () => {
  world.plant('/log', [archive(0)])
  const before = world.disk.snapshot('/log')

  await world.convert('/log', '/log', { format: 'plain' })

  expect(world.disk.snapshot('/log')).toEqual(before)
})

test('a damaged archive stays, and in place all others with it', async () => {
  const zipped = gzipSync(archive(100).content as string)
  const damaged = { name: `${label(100)}.s`, content: zipped.subarray(0, 30), modified: START }
  world.plant('/log', [archive(0), damaged])
  const before = world.found('/log')

  await world.convert('/log', '/log', { form: 'iso' })
  expect(operations()).toEqual(['cut-short', 'log-stays'])
  expect(world.found('/log')).toEqual(before)

  await world.convert('/log', '/new', { form: 'iso', remove: true })
  expect(operations()).toEqual(['cut-short'])
  expect(names('/new')).toEqual([`${label(0)}.s`])
  expect(names('/log')).toEqual([`${label(100)}.s`])
})

test('what is there and is something else stays, and its original too', async () => {
  world.plant('/log', [archive(0)])
  world.plant('/new', [archive(0, 'djb', 'other')])

  await world.convert('/log', '/new', { remove: true })

  expect(operations()).toEqual(['copy-differs'])
  expect(names('/log')).toEqual([`${label(0)}.s`])
  expect(world.found('/new')[`${label(0)}.s`]?.text).toContain('other')
})

test('an archive that its logger deletes meanwhile is not missed, and does not come back', async () => {
  world.plant('/log', [archive(0), archive(100)])
  const { open } = world.files
  world.files.open = (path) => {
    // The first copy is read back.
    if (path === `/log/converting-${label(0)}.s`) world.disk.remove(`/log/${label(0)}.s`)
    return open(path)
  }

  await world.convert('/log', '/log', { form: 'iso' })

  expect(world.faults).toEqual([])
  expect(names('/log')).toEqual([`${label(100)}.s`])
})

test('an archive of the same lines as another keeps names from being changed', async () => {
  world.plant('/log', [archive(0), { ...archive(0), name: `${label(0)}.s.gz` }, archive(100)])

  await world.convert('/log', '/log', { to: 'tai' })

  expect(operations()).toEqual(['twin', 'log-stays'])
  expect(names('/log')).toEqual([`${label(0)}.s`, `${label(0)}.s.gz`, `${label(100)}.s`])
})

const CURRENT: Planted = { name: 'current', content: `${label(300)} now\n`, modified: START + 300 }

test('current stays, unless it is asked for; and is not compressed', async () => {
  world.plant('/log', [archive(0), CURRENT])

  await world.convert('/log', '/log', { form: 'iso-utc', format: 'gzip' })
  expect(world.found('/log').current?.text).toBe(CURRENT.content)

  await world.convert('/log', '/new', { form: 'iso-utc', format: 'gzip', current: true })
  expect(world.found('/new').current).toEqual({
    text: '2023-11-14T22:18:20.000000005Z now\n',
    zipped: false,
    mode: 0o744,
    modified: START + 300,
  })
})

test.each(['lock', 'tinylog.pid'])('current stays while somebody holds %s', async (name) => {
  world.plant('/log', [archive(0), CURRENT])
  const writer = world.disk.anotherProcess()
  lock(writer.openDirectory('/log'), name, writer, writer)

  await world.convert('/log', '/log', { form: 'iso-utc', current: true })

  expect(operations()).toEqual(['lock'])
  expect(world.found('/log').current?.text).toBe(CURRENT.content)
  expect(world.found('/log')[`${label(0)}.s`]?.text).toContain('2023')
})

test('archives that lie apart as the rules do change places with none', async () => {
  for (const [from, to] of [
    ['djb', 'tai'],
    ['tai', 'djb'],
  ] as const) {
    const log = new ConversionWorld()
    log.plant(
      '/log',
      [0, 27, 54].map((seconds) => archive(seconds, from, `text ${seconds}`)),
    )

    await log.convert('/log', '/log', { dialect: 'auto', to })

    expect(log.faults).toEqual([])
    expect(Object.entries(log.found('/log')).map(([name, { text }]) => [name, text])).toEqual(
      [0, 27, 54].map((seconds) => [
        `${label(seconds, to)}.s`,
        `${label(seconds, to)} text ${seconds}\n`,
      ]),
    )
  }
})

test.each(['/log', '/new'])(
  'what does not read back as it was written is no copy: %s',
  async (target) => {
    world.plant('/log', [archive(0)])
    const before = world.found('/log')
    const { open, read } = world.files
    let spoilt = -1
    world.files.open = (path) => {
      const descriptor = open(path)
      if (path.includes('converting-')) spoilt = descriptor
      return descriptor
    }
    world.files.read = (descriptor, bytes, start, end, position) => {
      const count = read(descriptor, bytes, start, end, position)
      if (descriptor === spoilt && count > 40) bytes[start + 40] = 0x21
      return count
    }

    await world.convert('/log', target, { form: 'iso', remove: target === '/new' })

    expect(operations()[0]).toBe('read-back')
    expect(world.found('/log')).toEqual(before)
    if (target === '/new') expect(names('/new')).toEqual([])
  },
)

test('a log that is being written does not become one of copies', async () => {
  world.plant('/log', [archive(0)])
  world.plant('/new', [CURRENT])
  const writer = world.disk.anotherProcess()
  lock(writer.openDirectory('/new'), 'lock', writer, writer)

  await world.convert('/log', '/new', { form: 'iso' })

  expect(operations()).toEqual(['lock'])
  expect(names('/new')).toEqual(['current'])
})

test('a dry run says what would be, and touches nothing', async () => {
  world.plant('/log', [archive(0), CURRENT])
  world.disk.calls.forget()

  await world.convert('/log', '/new', { to: 'tai', dry: true })

  expect(world.notes).toEqual([
    { did: 'plan', from: `/log/${label(0)}.s`, to: `/new/${label(0, 'tai')}.s` },
  ])
  expect(Object.keys(world.disk.snapshot('/'))).toEqual(['log'])
  expect(names('/log')).toEqual([`${label(0)}.s`, 'current'])
})

test('what a directory has of an unfinished conversion in place is not copied from it', async () => {
  world.plant('/log', [archive(0), { name: 'converted', content: '[]' }])

  await world.convert('/log', '/new', { form: 'iso' })

  expect(operations()).toEqual(['unfinished'])
})
