// A directory is looked at while somebody works in it.

import { expect, test } from 'vitest'
import { gather } from '../../../src/inspection/evidence.js'
import type { Entry, Inspected } from '../../../src/inspection/world.js'
import { entry } from '../../helpers/made-case.js'
import { MemoryFiles } from '../../helpers/memory-files.js'

const NOW = { seconds: 1_600_000_000, nanoseconds: 0 }

/** A directory that shows one state after the other; in each, the modes of its files. */
class Moving extends MemoryFiles implements Inspected {
  readonly #states: Readonly<Record<string, number>>[]
  #state: Readonly<Record<string, number>> = {}
  looks = 0

  constructor(holder: boolean, ...states: readonly Readonly<Record<string, number>>[]) {
    super()
    this.#states = [...states]
    const locks = holder ? '1: FLOCK  ADVISORY  WRITE 12 00:01:7 0 EOF\n' : ''
    this.plant('/proc/locks', locks)
  }

  override list(): { name: string; directory: boolean }[] {
    this.looks++
    this.#state = this.#states.shift() ?? this.#state
    return Object.keys(this.#state).map((name) => ({ name, directory: false }))
  }

  entryOf(path: string): Entry | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (name === '.') return entry({ name, kind: 'directory' })
    const mode = this.#state[name]
    return mode === undefined ? undefined : entry({ name, mode, identity: '1:7' })
  }

  linkOf(): undefined {
    return undefined
  }

  roomOf(): undefined {
    return undefined
  }
}

const names = (world: Moving): readonly string[] =>
  gather('log', world, NOW).entries.map(({ name }) => name)

test('between two steps of a rotation it is looked at again', () => {
  const rotating = { lock: 0o600, previous: 0o644 }
  const world = new Moving(true, rotating, rotating, { lock: 0o600, current: 0o644 })

  expect(names(world)).toEqual(['current', 'lock'])
})

test('a clean end that came in between is seen', () => {
  const world = new Moving(false, { lock: 0o600, current: 0o644 }, { lock: 0o600, current: 0o744 })

  const { entries } = gather('log', world, NOW)

  expect(entries[0]).toMatchObject({ name: 'current', mode: 0o744 })
})

test('what stays odd is odd', () => {
  const world = new Moving(true, { lock: 0o600 })

  expect(names(world)).toEqual(['lock'])
  expect(world.looks).toBeLessThan(10)
})

test('what is not odd is looked at once', () => {
  const world = new Moving(true, { lock: 0o600, current: 0o644 })

  expect(names(world)).toEqual(['current', 'lock'])
  expect(world.looks).toBe(1)
})
