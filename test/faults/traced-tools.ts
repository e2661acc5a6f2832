// The tools whose calls are made to fail in real processes: how each is run, what it says of
// a fault, and what a reader then finds of what it was given.

import type { ByteString } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'
import { logged, snapshot } from '../helpers/snapshot.js'

export type Tool = {
  readonly name: string
  readonly words: readonly ByteString[]
  /** Its log directory, or its file. */
  readonly directory?: string
  readonly file?: string
  /** Of files elsewhere. */
  readonly paths?: readonly string[]
  /** Errors as it words them: as djb does, or as the C library. */
  readonly reasons: 'own' | 'system'
  /** A line of its own that tells of a fault. */
  readonly says: RegExp
  /** Lines that tell of none. */
  readonly notes?: RegExp
  /** How it ends where it cannot begin. */
  readonly failure: { readonly exit: string; readonly says: string }
  /** Calls whose failure it need not tell, as strace shows them. */
  readonly quiet: RegExp
  /** Archives that cannot be deleted stay, and it goes on. */
  readonly leaves?: true
  /** What it lays before its lines. */
  readonly stamps?: RegExp
}

/** Archives that are there before: the names of both kinds. */
const OLD = {
  label: ['@400000000000000000000001.s', '@400000000000000000000002.s'],
  date: ['_20200101T000000.000000.s', '_20200101T000001.000000.s'],
}

/** Names of a log directory that every tool may use. */
export const NAMES: readonly string[] = [
  ...['current', 'previous', 'processed', 'state', 'newstate', 'lock', 'tinylog.pid'],
  ...OLD.label,
  ...OLD.date,
]

// Clean-up at a start, marks at an end, closing: what comes after does not rest on them.
const LEFT_OVER = String.raw`^unlinkat\(.*"(state|newstate|processed|previous)"`
// What this is refused is done in another way.
const NAMING = String.raw`^renameat2\(`
// Where `current` is renamed to its archive, no name rests on another.
const NAMES_SYNC = String.raw`^fsync\(\d+<[^>]*/log>`

const FAMILY = { exit: '111', says: ': fatal: ' }

export const tools: readonly Tool[] = [
  {
    name: 'multilog',
    words: ['s4096', 'n3', '=status', './log'],
    directory: './log',
    paths: ['status'],
    reasons: 'own',
    says: /^multilog: (fatal: |warning: .*, pausing: |warning: asked)/,
    failure: FAMILY,
    quiet: new RegExp(`${LEFT_OVER}|${NAMING}|^close|^mkdir|0744\\) +=`),
  },
  {
    name: 'svlogd',
    words: ['-l200', './log'],
    directory: './log',
    reasons: 'own',
    says: /^svlogd: (fatal|pausing|warning)/,
    failure: FAMILY,
    quiet: new RegExp(`${NAMES_SYNC}|^close`),
  },
  {
    name: 's6-log',
    words: ['s4096', 'l500', 'r50', 'n2', '=./status', './log'],
    directory: './log',
    paths: ['status', 'status.new'],
    reasons: 'system',
    says: /^s6-log: (fatal|warning): /,
    failure: FAMILY,
    quiet: new RegExp(`${LEFT_OVER}|${NAMING}|^close|0744\\) +=`),
    leaves: true,
  },
  {
    name: 'cyclog',
    words: ['--max-file-size', '4096', '--max-files', '100', './log'],
    directory: './log',
    reasons: 'system',
    says: /^(cyclog: FATAL: |.*(going on|sleeping for 1 second)\.$)/,
    notes: /^(Recovering|Flushing|Closed|Removed) /,
    failure: { exit: '1', says: 'cyclog: FATAL: ' },
    quiet: new RegExp(`${NAMES_SYNC}|^close|0744\\) +=`),
    stamps: /@[0-9a-f]{24} |@LABEL /g,
  },
  {
    name: 'tinylog',
    words: ['-s2000', '-k100', './log'],
    directory: './log',
    reasons: 'own',
    says: /^(error: tinylog\[\d+\]: fatal: |warning: tinylog\[\d+\]: )/,
    notes: /^tinylog\[\d+\]: starting/,
    failure: { exit: '111', says: ': fatal: ' },
    quiet: new RegExp(`${LEFT_OVER}|${NAMES_SYNC}|^close|^mkdir|0744\\) +=`),
  },
  {
    name: 'dumblog',
    words: ['./file'],
    file: './file',
    paths: ['file'],
    reasons: 'system',
    says: /^dumblog: (fatal|warning): /,
    failure: FAMILY,
    quiet: /^close/,
  },
]

/** What each call can say in earnest. */
export const errors: Readonly<Record<string, readonly string[]>> = {
  mkdir: ['ENOSPC', 'EACCES', 'EDQUOT', 'EROFS'],
  openat: ['EMFILE', 'EACCES', 'EIO', 'ENOSPC', 'EROFS', 'EINTR'],
  flock: ['EIO', 'ENOLCK'],
  statx: ['EIO', 'EACCES'],
  getdents64: ['EIO'],
  write: ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EINTR', 'nothing'],
  pwrite64: ['ENOSPC', 'EIO', 'EDQUOT'],
  fsync: ['EIO', 'ENOSPC', 'EDQUOT'],
  rename: ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EDQUOT'],
  renameat: ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EDQUOT'],
  renameat2: ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EDQUOT'],
  linkat: ['ENOSPC', 'EMLINK', 'EACCES', 'EIO', 'EROFS', 'EDQUOT'],
  unlink: ['EIO', 'EACCES', 'EROFS'],
  unlinkat: ['EIO', 'EACCES', 'EROFS'],
  fchmod: ['EIO', 'EROFS', 'EPERM'],
  chmod: ['EIO', 'EROFS', 'EPERM'],
  close: ['EIO', 'ENOSPC', 'EDQUOT', 'EINTR'],
}

const words: Readonly<Record<string, Readonly<Record<Tool['reasons'], string>>>> = {
  EACCES: { own: 'access denied', system: 'Permission denied' },
  EAGAIN: { own: 'temporary failure', system: 'Resource temporarily unavailable' },
  EDQUOT: { own: 'disk quota exceeded', system: 'Disk quota exceeded' },
  EINTR: { own: 'interrupted system call', system: 'Interrupted system call' },
  EIO: { own: 'input/output error', system: 'Input/output error' },
  EMFILE: { own: 'process cannot open more files', system: 'Too many open files' },
  EMLINK: { own: 'too many links', system: 'Too many links' },
  ENOLCK: { own: 'no locks available', system: 'No locks available' },
  ENOMEM: { own: 'out of memory', system: 'Cannot allocate memory' },
  ENOSPC: { own: 'out of disk space', system: 'No space left on device' },
  EPERM: { own: 'permission denied', system: 'Operation not permitted' },
  EROFS: { own: 'read-only file system', system: 'Read-only file system' },
}

/** How `tool` words an error; throws for one that it need not know. */
export const reasonOf = ({ reasons }: Tool, code: string): string => {
  const reason = words[code]?.[reasons]
  if (reason === undefined) throw new Error(`${code} has no words here`)
  return reason
}

/** What an earlier life of `tool` has left: archives, and a file it was writing to when it died. */
export const prepare = ({ name, file }: Tool, place: Place): void => {
  if (file !== undefined) {
    place.file(file, 'earlier\n')
    return
  }
  place.directory('log')
  const old = name === 'tinylog' ? OLD.date : OLD.label
  for (const archive of old) place.file(`log/${archive}`, 'older\n', 0o744)
  place.file('log/current', 'earlier\n', 0o644)
  if (name === 'svlogd') place.file('log/config', 's4000\nn3\n')
}

/** What a reader of its log finds, without stamps and what was archived before and may be pruned. */
export const found = ({ file, stamps }: Tool, place: Place): ByteString => {
  if (file !== undefined) return place.read(file)
  const text = logged(snapshot(place), 'log').filter((content) => content !== 'older\n')
  return stamps ? text.join('').replace(stamps, '') : text.join('')
}

/** What it said of faults, a line each. */
export const complaints = ({ notes }: Tool, stderr: ByteString): ByteString[] =>
  stderr
    .split('\n')
    .slice(0, -1)
    .filter((line) => !notes?.test(line))
