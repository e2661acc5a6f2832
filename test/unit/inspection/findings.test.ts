// What is found in directories that were made up.

import { describe, expect, test } from 'vitest'
import { amountOf, lengthOf } from '../../../src/inspection/amounts.js'
import { entryFindings } from '../../../src/inspection/entry-findings.js'
import { named } from '../../../src/inspection/finding.js'
import { limitFindings } from '../../../src/inspection/limit-findings.js'
import { nameFindings } from '../../../src/inspection/name-findings.js'
import { stateFindings } from '../../../src/inspection/state-findings.js'
import { ago, entry, kinds, made, NOW, odd } from '../../helpers/made-case.js'

const held = { holders: [{ pid: 12, lock: 'flock' as const, words: ['multilog'], user: 1001 }] }
const unclean = { name: 'current', mode: 0o644 }

describe('the state', () => {
  test('of a log at work is fine', () => {
    const found = stateFindings(made(['lock', 'state', unclean], { evidence: held }))

    expect(kinds(found)).toEqual(['fine lock', 'fine mode', 'fine next-start'])
    expect(found.map(({ text }) => text)).toEqual([
      'multilog (12) holds the lock',
      'current has mode 644: it is being written',
      'after a kill now, the next start makes an archive .u of current, then empties state, then begins a new current',
    ])
  })

  test('of one that ended cleanly is fine', () => {
    expect(odd(stateFindings(made(['lock', 'state', 'current'])))).toEqual(['note lock'])
  })

  test('of one that was killed is told, with what comes of it', () => {
    const found = stateFindings(made(['lock', unclean, 'previous', 'processed']))

    expect(odd(found)).toEqual(['note lock', 'note unfinished', 'note next-start'])
    expect(found.at(-1)?.text).toBe(
      'the next start deletes previous, then makes an archive .s of processed, then makes an archive .u of current, then begins a new current',
    )
  })

  test('of a log whose lock somebody else holds is told', () => {
    const holders = [{ pid: 12, lock: 'flock' as const, words: ['setlock', 'lock'] }]

    const [found] = stateFindings(made(['lock', 'current'], { evidence: { holders }, seen: false }))

    expect(found?.text).toBe('setlock (12) holds the lock, a logger or not')
  })

  test('with two writers is a problem', () => {
    const holders = [...held.holders, { pid: 13, lock: 'range' as const, words: ['/bin/s6-log'] }]

    const [found] = stateFindings(made(['lock', unclean], { evidence: { holders } }))

    expect(found).toMatchObject({
      severity: 'problem',
      kind: 'two-writers',
      text: 'multilog (12) and s6-log (13) hold locks of different kinds: both write here',
    })
  })

  test('of a current that was taken away from its writer is a problem', () => {
    expect(odd(stateFindings(made(['lock'], { evidence: held })))).toContain('problem current-gone')
    expect(odd(stateFindings(made(['lock'])))).not.toContain('problem current-gone')
  })

  test('of a current that is marked as complete while it is written is told', () => {
    expect(odd(stateFindings(made(['lock', 'current'], { evidence: held })))).toEqual(['note mode'])
  })

  test('is not guessed where locks are not told of', () => {
    const found = stateFindings(made(['lock', unclean], { evidence: { holders: undefined } }))

    expect(found[1]?.text).toContain('it is being written, or its writer was killed')
  })

  test('previous beside a clean current is lost by who overwrites it', () => {
    const left = ['lock', 'current', 'previous']

    expect(odd(stateFindings(made(left)))).toContain('note leftover')
    expect(odd(stateFindings(made(left, { habits: { overwrites: true } })))).toContain(
      'problem leftover',
    )
    const dated = { layout: 'direct', names: 'date' } as const
    const found = stateFindings(
      made([unclean, 'previous'], { plan: dated, habits: { overwrites: true } }),
    )
    expect(odd(found)).toContain('problem leftover')
    expect(found.map(({ text }) => text).join()).not.toContain('archive .u of previous')
  })

  test('previous beside a logger at work is a rotation, or was left when it was started', () => {
    const evidence = held
    const habits = { overwrites: true } as const
    const of = (...more: Parameters<typeof made>[0]): readonly string[] =>
      odd(stateFindings(made(['lock', unclean, ...more], { evidence, habits })))

    expect(of('previous')).toEqual(['note rotation'])
    expect(of({ name: 'previous', changed: NOW - 3600 })).toEqual(['problem leftover'])
    expect(of({ name: 'previous', changed: NOW - 3600 }, 'processed')).toEqual(['note rotation'])
  })

  test('two archives at one start are said to need two starts where they do', () => {
    const twice = { habits: { startsTwice: true } } as const

    const count = (entries: Parameters<typeof made>[0]): number =>
      stateFindings(made(entries, twice)).filter(({ kind }) => kind === 'next-start').length

    expect(count(['lock', unclean, 'previous'])).toBe(2)
    expect(count(['lock', unclean])).toBe(1)
  })

  test('what waits for a processor is told from what killed writers left', () => {
    const plan = { layout: 'direct', processor: 'gzip' } as const
    const entries = ['current', `${ago(9)}.u`, { name: `${ago(5)}.u`, mode: 0o644 }]

    const found = stateFindings(made(entries, { plan }))
    const forgetful = stateFindings(made(entries, { plan, habits: { forgets: true } }))

    expect(odd(found)).toEqual([
      'note lock',
      'note next-start',
      'note unprocessed',
      'note recovered',
    ])
    expect(found[2]?.text).toContain('runs the processor')
    expect(forgetful.map(({ text }) => text).join()).not.toContain('runs the processor')
  })
})

describe('entries', () => {
  test.each([
    ['current', 'directory', 'no logger can start'],
    ['lock', 'FIFO', 'no logger can start'],
    ['current', 'symbolic link', 'some loggers refuse it'],
    ['current', 'device', 'the next start makes an archive of it'],
    ['previous', 'socket', 'no logger makes one'],
    [`${ago(5)}.s`, 'directory', 'the originals count it'],
  ] as const)('%s that is a %s', (name, kind, said) => {
    const mode = kind === 'device' ? 0o644 : 0o744

    const found = entryFindings(made([{ name, kind, mode }]))

    expect(odd(found)).toEqual(['problem kind'])
    expect(found[0]?.text).toContain(`${name} is a ${kind} and not a file: ${said}`)
  })

  test('of others are told, and those that pass for archives are a problem', () => {
    const entries = ['current', 'run', 'notes', `@${'x'.repeat(24)}.bak`]
    const counting = { habits: { countsForeign: /^@.{24}/ } }

    expect(odd(entryFindings(made(entries)))).toEqual(['note foreign'])
    expect(odd(entryFindings(made(entries, counting)))).toEqual([
      'problem taken-for-archive',
      'note foreign',
    ])
    expect(odd(entryFindings(made(['status'], { expected: ['status'] })))).toEqual([])
  })

  test('of a conversion are told apart from those of others', () => {
    const staged = ['current', 'convert.lock', 'converting', `converting-${ago(5)}.s`]

    expect(odd(entryFindings(made(staged)))).toEqual(['note conversion'])
    expect(odd(entryFindings(made([...staged, 'converted'])))).toEqual(['problem conversion'])
  })

  test('whose owner is not the one who writes', () => {
    const root = { directory: entry({ name: '.', kind: 'directory', mode: 0o755, owner: 0 }) }
    const own = ['lock', 'current']

    expect(odd(entryFindings(made(own)))).toEqual([])
    expect(odd(entryFindings(made([{ name: 'lock', owner: 0, mode: 0o600 }])))).toEqual([
      'problem owner',
    ])
    expect(odd(entryFindings(made(own, { evidence: root })))).toEqual(['problem owner'])
    expect(odd(entryFindings(made(own, { evidence: { ...root, ...held } })))).toEqual([
      'problem owner',
    ])
  })

  test('that everybody writes, outputs of nobody, and archives without their mode', () => {
    const entries = [
      { name: 'current', mode: 0o666 },
      { name: `${ago(5)}.t`, mode: 0o644 },
      { name: `${ago(6)}.s`, mode: 0o644 },
    ]

    expect(odd(entryFindings(made(entries))).toSorted()).toEqual([
      'note mode',
      'note open',
      'note output',
    ])
  })
})

describe('names', () => {
  const at = (seconds: number, modified = NOW - seconds): { name: string; modified: number } => ({
    name: `${ago(seconds)}.s`,
    modified,
  })

  test('in order, of the past, are nothing to speak of', () => {
    expect(nameFindings(made([at(90), at(60), at(30), 'current']))).toEqual([])
  })

  test('of the future are a problem', () => {
    const [found] = nameFindings(made([at(60), `${ago(-7200)}.s`]))

    expect(found).toMatchObject({ severity: 'problem', kind: 'future' })
    expect(found?.text).toContain('by up to 2h')
  })

  test('that are 27 s ahead, as of true TAI, are not of the future', () => {
    expect(nameFindings(made([`${ago(-27)}.s`]))).toEqual([])
  })

  test('of files written later than the one behind', () => {
    expect(odd(nameFindings(made([at(90, NOW), at(60, NOW - 500), at(30)])))).toEqual([
      'note order',
    ])
  })

  test('with a gap that is not usual', () => {
    const far = [at(900_060), at(900_000), at(120), at(60)]

    expect(odd(nameFindings(made(far)))).toEqual(['note gap'])
    expect(odd(nameFindings(made([at(9e5), at(6e5), at(3e5)])))).toEqual([])
  })

  test('of the same lines twice', () => {
    const found = nameFindings(made([`${ago(90)}.s`, `${ago(90)}.s.gz`]))

    expect(found).toMatchObject([{ kind: 'twin', files: [`${ago(90)}.s.gz`] }])
  })
})

describe('limits', () => {
  const archives = [1, 2, 3, 4, 5, 6, 7].map((k) => `${ago(100 - k)}.s`)

  test('of number are told where they are known', () => {
    expect(odd(limitFindings(made(archives)))).toEqual(['problem too-many'])
    expect(limitFindings(made(archives))[0]?.text).toBe(
      '7 archives, where 4 are kept: the next rotation deletes 3',
    )
    expect(limitFindings(made(archives, { habits: { deletesOne: true } }))[0]?.text).toContain(
      'each rotation deletes only one',
    )
    expect(odd(limitFindings(made(archives, { limited: false })))).toEqual([])
    expect(odd(limitFindings(made(archives.slice(0, 4))))).toEqual([])
  })

  test('of number are passed for a moment while a logger is at work', () => {
    expect(odd(limitFindings(made(archives, { evidence: held })))).toEqual([])
    expect(odd(limitFindings(made([...archives, `${ago(1)}.s`], { evidence: held })))).toEqual([
      'problem too-many',
    ])
  })

  test('of size, of all and of one', () => {
    const large = { name: `${ago(50)}.s`, size: 20_000 }

    expect(odd(limitFindings(made([large], { plan: { total: 15_000 } })))).toEqual([
      'problem too-heavy',
      'note too-large',
    ])
  })

  test.each([
    [{ bytes: 0, readOnly: false }, ['problem full']],
    [{ bytes: 50_000, readOnly: false }, ['note room']],
    [{ bytes: 1e9, files: 0, readOnly: false }, ['problem inodes']],
    [{ bytes: 0, readOnly: true }, ['problem read-only']],
  ])('of the disk: %j', (room, said) => {
    expect(odd(limitFindings(made(['current'], { evidence: { room } })))).toEqual(said)
  })
})

test('amounts and lengths of time are short', () => {
  const amounts = [0, 1023, 1024, 10_239, 99_999, 1_048_575, 5e12].map(amountOf)
  const lengths = [0, 1, 59, 90, 7200, 1e6].map(lengthOf)

  expect(amounts).toEqual(['0', '1023', '1.0K', '10K', '98K', '1.0M', '4.5T'])
  expect(lengths).toEqual(['0s', '1s', '59s', '1.5min', '2h', '12d'])
  expect(named(['a', 'b', 'c', 'd'])).toBe('a ... d (4)')
})
