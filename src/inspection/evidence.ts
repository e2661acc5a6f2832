// What a log directory shows of itself, whoever wrote it: the ground for every finding.

import type { ByteString } from '../bytes.js'
import type { Instant } from '../time/clock.js'
import { type Holder, holdersOf } from './holders.js'
import { isComplete } from './next-start.js'
import type { Entry, Inspected, Room } from './world.js'

/** What was seen at one moment. */
export type Evidence = {
  readonly path: ByteString
  readonly directory: Entry
  readonly entries: readonly Entry[]
  /** Who holds the lock; undefined where nobody can tell. */
  readonly holders: readonly Holder[] | undefined
  readonly room?: Room
  readonly now: Instant
}

/** Lock files of the family: all take `lock` but one. `spec/tinylog.md §3`. */
const LOCKS = ['lock', 'tinylog.pid']

/** A look that finds something between two states is taken so often at most. */
const LOOKS = 5

/**
 * Looks at a directory; throws the system's error where it cannot be looked at. Somebody may be
 * rotating, starting or ending in it: what would be odd is looked at again.
 */
export const gather = (path: ByteString, world: Inspected, now: Instant): Evidence => {
  let evidence = look(path, world, now)
  for (let looks = 1; looks < LOOKS && isBetween(evidence); looks++)
    evidence = look(path, world, now)
  return evidence
}

const isBetween = ({ entries, holders }: Evidence): boolean => {
  const current = entries.find(({ name }) => name === 'current')
  if (!holders) return false
  return holders.length > 0 ? !current : current !== undefined && !isComplete(current)
}

const look = (path: ByteString, world: Inspected, now: Instant): Evidence => {
  const here = `${path}/.`
  const directory = world.entryOf(here)
  if (!directory) throw Object.assign(new Error('nothing there'), { code: 'ENOENT' })
  const entries = world
    .list(path)
    .flatMap(({ name }) => world.entryOf(`${path}/${name}`) ?? [])
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const room = world.roomOf(path)
  return {
    path,
    directory,
    entries,
    holders: holdersAmong(entries, world),
    ...(room && { room }),
    now,
  }
}

const holdersAmong = (entries: readonly Entry[], world: Inspected): Evidence['holders'] => {
  const all: Holder[] = []
  for (const lock of entries.filter(({ name }) => LOCKS.includes(name))) {
    const holders = holdersOf(lock, world)
    if (!holders) return undefined
    all.push(...holders.filter(({ pid }) => !all.some((other) => other.pid === pid)))
  }
  return all
}
