// Who holds the lock of a log directory, by what Linux tells of locks and processes. No lock is
// tried: trying would, for a moment, keep a logger out that is being started.
//
// /proc/locks names locks by device and inode. Some file systems (btrfs, overlays) have other
// devices there than stat(2) gives; then whoever has the very file open is asked instead. A lock
// of an open file description has no process to its name: ours take such a one beside a flock,
// which has. What belongs to others is in part hidden from those who are not root.

import type { ByteString } from '../bytes.js'
import { textOf } from '../reading/looks.js'
import type { Inspected } from './world.js'

/** A process that holds a lock; what cannot be seen is missing. */
export type Holder = {
  readonly pid?: number
  /** Which kind of lock: of whole files, or of ranges. `rotation/lock.ts` */
  readonly lock: 'flock' | 'range'
  /** User id. */
  readonly user?: number
  /** The words it was started with; none where they are hidden. */
  readonly words: readonly ByteString[]
  /** What the kernel calls it. */
  readonly name?: ByteString
  readonly directory?: ByteString
}

type Line = {
  readonly kind: string
  readonly pid: number
  readonly device: string
  readonly inode: string
}

/** The holders of a lock file's locks; undefined where the system does not tell of locks. */
export const holdersOf = (
  lock: { readonly identity: string },
  world: Inspected,
): readonly Holder[] | undefined => {
  const text = textOf('/proc/locks', world)
  if (text === undefined) return undefined
  const [device = '', inode = ''] = lock.identity.split(':')
  const lines = linesOf(text)
    .filter((line) => line.inode === inode)
    .filter((line) => line.device === shownDevice(device) || hasOpen(line.pid, lock, world))
  const known = lines.filter(({ pid }) => pid > 0)
  const pids = [...new Set(known.map(({ pid }) => pid))]
  if (pids.length === 0 && lines.length > 0) return [{ lock: kindOf(lines[0]), words: [] }]
  return pids.map((pid) => holder(pid, kindOf(known.find((line) => line.pid === pid)), world))
}

/** Locks that are held; one that waits has an arrow before it. */
const linesOf = (text: ByteString): Line[] =>
  text.split('\n').flatMap((line) => {
    const parts = /^\d+: (\S+) +\S+ +\S+ +(-?\d+) ([\da-f]+:[\da-f]+):(\d+) /.exec(line)
    const [, kind = '', pid, device = '', inode = ''] = parts ?? []
    return parts ? [{ kind, pid: Number(pid), device, inode }] : []
  })

const kindOf = (line: Line | undefined): Holder['lock'] =>
  line?.kind === 'FLOCK' ? 'flock' : 'range'

/** A device's number as /proc/locks shows it. */
const shownDevice = (device: string): string => {
  const number = BigInt(device)
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & ~0xfffn)
  const minor = (number & 0xffn) | ((number >> 12n) & ~0xffn & 0xffffffffn)
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':')
}

const hasOpen = (pid: number, { identity }: { identity: string }, world: Inspected): boolean => {
  try {
    const folder = `/proc/${pid}/fd`
    return world
      .list(folder)
      .some(({ name }) => world.stateOf(`${folder}/${name}`)?.identity === identity)
  } catch {
    // Not ours to see, or gone.
    return false
  }
}

const holder = (pid: number, lock: Holder['lock'], world: Inspected): Holder => {
  const words = textOf(`/proc/${pid}/cmdline`, world)
  const name = textOf(`/proc/${pid}/comm`, world)
  const user = world.entryOf(`/proc/${pid}`)?.owner
  const directory = world.linkOf(`/proc/${pid}/cwd`)
  return {
    pid,
    lock,
    words: words?.split('\0').slice(0, -1) ?? [],
    ...(user !== undefined && { user }),
    ...(name !== undefined && { name: name.trimEnd() }),
    ...(directory !== undefined && { directory }),
  }
}
