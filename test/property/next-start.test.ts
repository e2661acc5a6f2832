// What an inspection says of the next start is what a start does, whatever is in the directory
// and whatever the plan.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextStart, type Outcome } from '../../src/inspection/next-start.js'
import type { Entry } from '../../src/inspection/world.js'
import type { DirectoryPlan } from '../../src/plan.js'
import { LogDirectory } from '../../src/sinks/log-directory.js'
import { MemoryFileSystem } from '../../src/system/memory-filesystem.js'
import { ManualClock } from '../../src/time/clock.js'
import { labelOf } from '../../src/time/tai64n.js'

const NOW = { seconds: 1_600_000_000, nanoseconds: 0 }
const NEVER = new Promise<never>(() => undefined)

const plans: fc.Arbitrary<DirectoryPlan> = fc
  .record({
    direct: fc.boolean(),
    files: fc.integer({ min: 1, max: 6 }),
    total: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    own: fc.boolean(),
    archived: fc.boolean(),
    anew: fc.boolean(),
  })
  .map(({ direct, files, total, own, archived, anew }) => ({
    path: './log',
    maximum: 1000,
    reserve: 10,
    files,
    code: 's',
    ...(direct && { layout: 'direct' as const, making: 'attempted' as const }),
    ...(total !== undefined && { total }),
    ...(own && { archives: 'own' as const }),
    ...(direct && archived && { empties: 'archived' as const }),
    ...(direct && anew && { begins: 'anew' as const }),
  }))

const archive = fc
  .record({
    second: fc.integer({ min: 1, max: 20 }),
    suffix: fc.constantFrom('.s', '.u', '.t', '.s.gz', '', 'x'),
  })
  .map(({ second, suffix }) => {
    const seconds = NOW.seconds - 10 + second
    return `${labelOf({ seconds, nanoseconds: 5 })}${suffix}`
  })

const found = fc.uniqueArray(
  fc.record({
    name: fc.oneof(
      fc.constantFrom('current', 'previous', 'processed', 'state', 'newstate', 'notes'),
      archive,
    ),
    mode: fc.constantFrom(0o644, 0o744),
    size: fc.integer({ min: 0, max: 20 }),
  }),
  { selector: ({ name }) => name, maxLength: 14 },
)

type Found = { readonly name: string; readonly mode: number; readonly size: number }
type Planted = { readonly name: string; readonly text: string }

test('what is foreseen comes about', () => {
  fc.assert(
    fc.property(plans, found, fc.boolean(), (plan, files, linked) => {
      const filesystem = new MemoryFileSystem()
      const planted = plant(filesystem, files, linked)
      const entries = entriesIn(filesystem, planted)

      const outcomes = nextStart(plan, entries, NOW)
      start(plan, filesystem)

      const told = planted.filter(({ text, name }) => text !== '' && !/state/.test(name))
      expect(fates(told, planted, filesystem)).toEqual(foretold(told, outcomes))
    }),
    { numRuns: 500 },
  )
})

/** Files whose contents tell them apart; `previous` may have an archive's name as well. */
const plant = (
  filesystem: MemoryFileSystem,
  files: readonly Found[],
  linked: boolean,
): readonly Planted[] => {
  filesystem.makeDirectory('./log', 0o700)
  const planted = files.map(({ name, mode, size }, k) => {
    const text = size === 0 ? '' : `${k} `.padEnd(size + 3, '.')
    filesystem.plant(`./log/${name}`, text, mode)
    return { name, text }
  })
  const first = planted.find(({ name }) => /^@.{24}\.[su]$/.test(name))
  if (!linked || !first || planted.some(({ name }) => name === 'previous')) return planted
  const directory = filesystem.openDirectory('./log')
  directory.link(first.name, 'previous')
  directory.close()
  return [...planted, { name: 'previous', text: first.text }]
}

const entriesIn = (filesystem: MemoryFileSystem, files: readonly Planted[]): readonly Entry[] => {
  const directory = filesystem.openDirectory('./log')
  const entries = files.map(({ name }): Entry => {
    const { mode = 0, size = 0, links = 1, inode } = directory.stat(name) ?? {}
    const identity = `1:${inode}`
    const times = { modified: 0, changed: 0 }
    return { name, kind: 'file', mode, size, links, identity, owner: 0, ...times }
  })
  directory.close()
  return entries
}

const start = (plan: DirectoryPlan, filesystem: MemoryFileSystem): void => {
  const clock = new ManualClock(NOW)
  const world = { filesystem, clock, locks: filesystem, runProcessor: () => NEVER }
  const directory = new LogDirectory(plan, world)
  directory.open()
  expect(directory.settle()).toBe(undefined)
}

/** What became of each file. */
const fates = (
  told: readonly Planted[],
  before: readonly Planted[],
  filesystem: MemoryFileSystem,
): Record<string, string> => {
  const after = filesystem.snapshot('./log')
  const fateOf = ({ name, text }: Planted): string => {
    const names = Object.keys(after).filter((each) => String(after[each]?.content) === text)
    if (names.includes(name)) return name === 'current' ? 'resumed' : 'stays'
    const fresh = names.find((each) => !before.some((other) => other.name === each))
    return fresh === undefined ? 'gone' : `archive ${fresh.slice(26)}`
  }
  return Object.fromEntries(told.map((file) => [file.name, fateOf(file)]))
}

const foretold = (
  told: readonly Planted[],
  outcomes: readonly Outcome[],
): Record<string, string> => {
  const fateOf = ({ name }: Planted): string => {
    const outcome = outcomes.find(({ file, becomes }) => file === name && becomes !== 'begun')
    if (!outcome) return 'stays'
    if (outcome.becomes === 'archive') return `archive ${outcome.code}`
    return outcome.becomes === 'resumed' ? 'resumed' : 'gone'
  }
  return Object.fromEntries(told.map((file) => [file.name, fateOf(file)]))
}
