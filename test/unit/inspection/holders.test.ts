// Who holds a lock, by what /proc tells.

import { expect, test } from 'vitest'
import { holdersOf } from '../../../src/inspection/holders.js'
import type { Entry, Inspected } from '../../../src/inspection/world.js'
import { MemoryFiles } from '../../helpers/memory-files.js'

/** fe:00, and an inode. */
const LOCK = { identity: `${0xfe00}:77` }

class Proc extends MemoryFiles implements Inspected {
  readonly identities = new Map<string, string>()

  process(pid: number, words: readonly string[]): void {
    this.plant(`/proc/${pid}/cmdline`, words.map((word) => `${word}\0`).join(''))
    this.plant(`/proc/${pid}/comm`, `${words[0]}\n`)
  }

  locks(...lines: readonly string[]): void {
    this.plant('/proc/locks', lines.map((line, k) => `${k + 1}: ${line} 0 EOF\n`).join(''))
  }

  override stateOf(path: string): ReturnType<MemoryFiles['stateOf']> {
    const state = super.stateOf(path)
    const identity = this.identities.get(path)
    return state && identity ? { ...state, identity } : state
  }

  entryOf(path: string): Entry | undefined {
    return this.stateOf(path) && ({ owner: 1001 } as Entry)
  }

  linkOf(): string {
    return '/log'
  }

  roomOf(): undefined {
    return undefined
  }
}

const multilog = { words: ['multilog', 't', './main'], name: 'multilog', user: 1001 }

test('whoever has a lock of either kind on this very file', () => {
  const proc = new Proc()
  proc.process(12, multilog.words)
  proc.process(13, ['s6-log', './main'])
  proc.locks(
    'FLOCK  ADVISORY  WRITE 12 fe:00:77',
    'POSIX  ADVISORY  WRITE 13 fe:00:77',
    'FLOCK  ADVISORY  WRITE 14 fe:00:770',
    'FLOCK  ADVISORY  WRITE 15 fe:01:77',
  )

  const s6Log = { words: ['s6-log', './main'], name: 's6-log', user: 1001 }
  expect(holdersOf(LOCK, proc)).toEqual([
    { pid: 12, lock: 'flock', directory: '/log', ...multilog },
    { pid: 13, lock: 'range', directory: '/log', ...s6Log },
  ])
})

test('not who waits for it', () => {
  const proc = new Proc()
  proc.locks('-> FLOCK  ADVISORY  WRITE 12 fe:00:77')

  expect(holdersOf(LOCK, proc)).toEqual([])
})

test('one of ours once: its second lock has no process to its name', () => {
  const proc = new Proc()
  proc.process(12, multilog.words)
  proc.locks('FLOCK  ADVISORY  WRITE 12 fe:00:77', 'OFDLCK ADVISORY  WRITE -1 fe:00:77')

  expect(holdersOf(LOCK, proc)?.map(({ pid }) => pid)).toEqual([12])
})

test('a lock without a process is somebody’s', () => {
  const proc = new Proc()
  proc.locks('OFDLCK ADVISORY  WRITE -1 fe:00:77')

  expect(holdersOf(LOCK, proc)).toEqual([{ lock: 'range', words: [] }])
})

test('a process whose words are hidden is known by its number', () => {
  const proc = new Proc()
  proc.locks('FLOCK  ADVISORY  WRITE 12 fe:00:77')

  expect(holdersOf(LOCK, proc)).toEqual([{ pid: 12, lock: 'flock', words: [], directory: '/log' }])
})

test('of another device, whoever has the file open', () => {
  const proc = new Proc()
  proc.locks('FLOCK  ADVISORY  WRITE 12 00:1f:77', 'FLOCK  ADVISORY  WRITE 13 00:20:77')
  proc.plant('/proc/12/fd/5')
  proc.plant('/proc/13/fd/5')
  proc.identities.set('/proc/12/fd/5', LOCK.identity)

  expect(holdersOf(LOCK, proc)?.map(({ pid }) => pid)).toEqual([12])
})

test('nobody can tell without /proc/locks', () => {
  expect(holdersOf(LOCK, new Proc())).toBe(undefined)
})
