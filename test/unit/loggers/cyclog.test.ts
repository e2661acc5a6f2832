// Words to a plan, what is said, and the page that tells of them.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { options, parse, planOf } from '../../../loggers/cyclog.js'
import { cyclogMessage, cyclogNotes, cyclogSentences } from '../../../src/fault/cyclog-messages.js'
import { fatalText, noteText, type Voice, warningText } from '../../../src/fault/messages.js'
import type { Note } from '../../../src/fault/note.js'
import { systemReasons } from '../../../src/fault/system-messages.js'
import { PipelineWorld, reads } from '../../helpers/pipeline-world.js'

const MOST = Number.MAX_SAFE_INTEGER

describe('options', () => {
  test('have defaults', () => {
    expect(parse(['d', '-s'])).toEqual({
      maximum: 16777215,
      total: 1073741823,
      margin: 512,
      files: Number.POSITIVE_INFINITY,
      directories: ['d', '-s'],
    })
  })

  test.each([
    [['--max-file-size', '1'], { maximum: 4096 }],
    [['--max-file-size', '0x2000'], { maximum: 8192 }],
    [['--max-file-size', '020000'], { maximum: 8192 }],
    [['--max-file-size', '-1'], { maximum: MOST, total: MOST }],
    [['--max-file-size', '99999999999999999999999'], { maximum: MOST }],
    [['--max-total-size', '1', '--max-file-size', '8192'], { total: 8192 }],
    [['--margin', '1'], { margin: 512 }],
    [['--margin', ' +8193'], { margin: 8192 }],
    [['--margin', '1000', '--margin', '2000'], { margin: 2000 }],
    [['-s5000'], { maximum: 5000 }],
    [['-s', '5000'], { maximum: 5000 }],
    [['-n3', '-m600'], { files: 3, margin: 600 }],
    [['-n0'], { files: 1 }],
    [['--max-files', '7'], { files: 7 }],
  ])('%j', (words, expected) => {
    expect(parse([...words, 'd'])).toMatchObject(expected)
  })

  test.each([
    [
      ['--', '-s', '--help'],
      ['-s', '--help'],
    ],
    [
      ['-', 'd'],
      ['-', 'd'],
    ],
    [['--margin', '5', '--', 'd'], ['d']],
  ])('the directories of %j', (words, directories) => {
    expect(parse(words)).toMatchObject({ directories })
  })

  test.each([
    [[], 'Missing log directory name.'],
    [['--margin=5', 'd'], '--margin=5: unrecognized option'],
    [['-sx', 'd'], 'x: not a number'],
    [['-s'], 's: missing option argument'],
    [['-xs'], '-xs: unrecognized option(s)'],
    [['--margin'], 'margin: missing option argument'],
    [['--margin', ''], ': not a number'],
    [['--margin', '5k'], '5k: not a number'],
    [['--margin', '08'], '08: not a number'],
    [['--margin', '5\n'], '5\n: not a number'],
    [['--toString', '5'], '--toString: unrecognized option'],
  ])('%j are refused', (words, refused) => {
    expect(parse(words)).toEqual({ refused })
  })

  test.each([
    ['--help', 'help'],
    ['-?', 'help'],
    ['--usage', 'usage'],
    ['--version', 'version'],
  ])('%s is told', (word, tell) => {
    expect(parse(['--margin', '5', word, '--bogus'])).toEqual({ tell })
  })
})

test('the page has a row for every option', () => {
  const page = readFileSync('loggers/cyclog.md', 'utf8')

  for (const [name, { letter }] of Object.entries(options)) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`--${name} `))
    expect(row, name).toContain(letter && `\`-${letter}\``)
  }
})

const voice: Voice = {
  name: 'cyclog',
  sentences: cyclogSentences,
  reasons: systemReasons,
  notes: cyclogNotes,
  message: cyclogMessage,
}

const at = { directory: './d', file: 'current' }

test.each([
  ['write', 'flushing'],
  ['sync', 'syncing'],
  ['set-mode', 'fchmod'],
  ['rename', 'renaming'],
  ['open-write', 'opening'],
  ['create', 'opening'],
  ['append', 'opening'],
  ['read-end', 'reading end of'],
] as const)('a failed %s', (operation, step) => {
  const text = warningText(voice, { operation, ...at, code: 'EIO' }, true)

  expect(text).toBe(`${step} ./d/current: Input/output error, sleeping for 1 second.\n`)
})

test('other faults', () => {
  const { directory } = at
  const code = 'EIO'

  expect([
    warningText(voice, { operation: 'list', directory, code }, true),
    warningText(voice, { operation: 'remove-oldest', directory, file: '@x.s', code }, false),
    warningText(voice, { operation: 'read-input', code }, false),
    fatalText(voice, { operation: 'open-directory', directory, code }),
    fatalText(voice, { operation: 'lock', directory, code: 'EAGAIN' }),
  ]).toEqual([
    'scanning ./d/.: Input/output error, sleeping for 1 second.\n',
    'removing ./d/@x.s: Input/output error, going on.\n',
    'cyclog: FATAL: Input/output error\n',
    'cyclog: FATAL: ./d: Input/output error\n',
    'cyclog: FATAL: ./d/lock: Resource temporarily unavailable\n',
  ])
})

const label = `@${'4'.repeat(24)}`

test.each<[Note, string]>([
  [{ did: 'recover', directory: './d', file: '@x.u' }, 'Recovering ./d/@x.u.\n'],
  [
    { did: 'archive', directory: './d', file: `${label}.s`, size: 5 },
    `Flushing   ./d/${label}.u.\nClosed     ./d/${label}.s.\n`,
  ],
  [
    { did: 'delete', directory: './d', file: '@x.s', size: 5 },
    'Removed  ./d/@x.s to reclaim 5 bytes\n',
  ],
  [{ did: 'signal', signal: 'SIGINT' }, 'cyclog: INFO: Terminated.\n'],
  [{ did: 'close', directory: './d' }, ''],
])('%j', (note, text) => {
  expect(noteText(voice, note)).toBe(text)
})

const planned = (...words: string[]) => {
  const result = parse(words)
  if (!('directories' in result)) throw new Error(JSON.stringify(result))
  return planOf(result, 'tai')
}

test('directories that end differently all go on with the line', async () => {
  const world = new PipelineWorld()
  world.filesystem.plant('./a/current', 'one\npart', 0o744)
  world.filesystem.plant('./b/current', 'one\n', 0o744)

  await world.runPlan(planned('./a', './b'), reads('ial\n'))

  expect(`${world.filesystem.snapshot('./a').current?.content}`).toBe('one\npartial\n')
  expect(`${world.filesystem.snapshot('./b').current?.content}`).toBe('one\nial\n')
})

test('a directory that cannot be had leaves those before it as they were, and unlocked', async () => {
  const world = new PipelineWorld()
  world.filesystem.plant('./a/current', 'unclean\n', 0o644)

  const fault = await world.runPlan(planned('./a', './b'), reads('lost\n'))

  expect(fault).toEqual({ operation: 'open-directory', directory: './b', code: 'ENOENT' })
  expect(Object.keys(world.filesystem.snapshot('./a'))).toEqual(['current', 'lock'])
  world.filesystem.makeDirectory('./b', 0o700)
  expect(await world.runPlan(planned('./a', './b'), [])).toBeUndefined()
})
