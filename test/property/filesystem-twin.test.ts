// The in-memory twin is worth something only as far as it does what the real filesystem
// does. Any sequence of calls gives the same results and the same error codes on both,
// and leaves the same tree behind. Left out: an empty name, a slash after the last name,
// and calls the owner of the files may not make.

import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromBytes, toBytes } from '../../src/bytes.js'
import { codeOf } from '../../src/fault/fault.js'
import type { Directory, FileStatus, FileSystem, OpenHow } from '../../src/system/filesystem.js'
import { MemoryFileSystem } from '../../src/system/memory-filesystem.js'
import { native } from '../../src/system/native.js'
import { directFileSystem, realFileSystem } from '../../src/system/real-filesystem.js'

/** One side of the comparison: a filesystem, where its tree is, and what is open on it. */
type Side = {
  readonly files: FileSystem
  readonly root: string
  readonly directories: Directory[]
  readonly descriptors: (number | undefined)[]
  readonly plantSymlink: (path: string, target: string) => void
}

type Operation = { readonly words: string; readonly run: (side: Side) => unknown }

const name = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('a', 'b', 'c', 'sub') },
  { weight: 2, arbitrary: fc.constantFrom('d', 'sub/a', 'sub/b', 'missing/a', 'a/b', '\xe9\xff') },
  { weight: 1, arbitrary: fc.constantFrom('.', '..', 'sub/..', '/a', 'x'.repeat(256)) },
)
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('log', 'other', 'log/sub', 'log/a', 'other/a') },
  { weight: 1, arbitrary: fc.constantFrom('moved', 'log/sub/c', 'moved/a', 'missing/a', '.') },
)
const target = fc.constantFrom('a', 'b', 'c', 'sub', '../other')
const how = fc.constantFrom<OpenHow>(
  'append',
  'create',
  'overwrite',
  'replace',
  'read',
  'read-create',
)
const mode = fc.constantFrom(0o600, 0o644, 0o666, 0o700, 0o744, 0o777, 0o1666)
// What is changed may be a directory, which its owner must go on being able to search.
const newMode = mode.map((bits) => bits | 0o700)
const slot = fc.nat(4)
const amount = fc.oneof(fc.nat(12), fc.constantFrom(0, 300))
const position = fc.option(fc.nat(20), { nil: undefined })

/** A call with its weight among the others. A counterexample prints as such calls. */
const call = <T extends readonly unknown[]>(
  weight: number,
  title: string,
  given: fc.Arbitrary<T>,
  run: (side: Side, ...given: T) => unknown,
): fc.WeightedArbitrary<Operation> => ({
  weight,
  arbitrary: given.map((values) => {
    const words = `${title} ${fc.stringify(values)}`
    const operation = { words, run: (side: Side) => run(side, ...values) }
    return Object.assign(operation, { [fc.toStringMethod]: () => words })
  }),
})

const directoryIn = ({ directories }: Side, at: number): Directory => {
  const directory = directories[at % directories.length]
  if (directory === undefined) throw new Error('no directory is open')
  return directory
}

/** Opens into a slot. Whatever was there is closed first. */
const openInto = (side: Side, at: number, open: () => number): void => {
  closeSlot(side, at)
  side.descriptors[at] = open()
}

const closeSlot = ({ descriptors, files }: Side, at: number): void => {
  const descriptor = descriptors[at]
  descriptors[at] = undefined
  if (descriptor !== undefined) files.close(descriptor)
}

/** Never a closed descriptor: the real number may be anyone's by now. */
const withSlot = <T>(side: Side, at: number, action: (descriptor: number) => T): T | 'closed' => {
  const descriptor = side.descriptors[at]
  return descriptor === undefined ? 'closed' : action(descriptor)
}

/** Byte n says which write it is of and where in it: misplaced bytes show. */
const filled = (seed: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => 1 + ((seed * 31 + i) % 255))

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)

/** A status without what each filesystem settles for itself: numbers, and all of a directory. */
const comparable = (status: FileStatus | undefined): unknown => {
  if (status === undefined) return undefined
  const { kind, mode, size, links } = status
  return kind === 'directory' ? { kind, mode } : { kind, mode, size, links }
}

const operation = fc.oneof(
  call(6, 'open', fc.tuple(slot, slot, name, how, mode), (side, at, into, ...how) =>
    openInto(side, into, () => directoryIn(side, at).open(...how)),
  ),
  call(
    6,
    'write',
    fc.tuple(slot, fc.nat(99), fc.nat(3), amount, position),
    (side, at, seed, start, count, position) =>
      withSlot(side, at, (descriptor) => {
        const end = start + count
        return side.files.write(descriptor, filled(seed, end), start, end, position)
      }),
  ),
  call(3, 'read', fc.tuple(slot, fc.nat(3), amount, position), (side, at, start, count, position) =>
    withSlot(side, at, (descriptor) => {
      const bytes = new Uint8Array(start + count)
      const taken = side.files.read(descriptor, bytes, start, start + count, position)
      return { taken, bytes }
    }),
  ),
  call(5, 'rename', fc.tuple(slot, name, name), (side, at, from, to) =>
    directoryIn(side, at).rename(from, to),
  ),
  call(3, 'renameNew', fc.tuple(slot, name, name), (side, at, from, to) =>
    directoryIn(side, at).renameNew(from, to),
  ),
  call(4, 'link', fc.tuple(slot, name, name), (side, at, from, to) =>
    directoryIn(side, at).link(from, to),
  ),
  call(3, 'remove', fc.tuple(slot, name), (side, at, name) => directoryIn(side, at).remove(name)),
  call(3, 'stat', fc.tuple(slot, name), (side, at, name) =>
    comparable(directoryIn(side, at).stat(name)),
  ),
  call(1, 'setMode of', fc.tuple(slot, name, newMode), (side, at, name, mode) =>
    directoryIn(side, at).setMode(name, mode),
  ),
  call(1, 'list', fc.tuple(slot), (side, at) => directoryIn(side, at).list().sort(byName)),
  call(1, 'sync directory', fc.tuple(slot), (side, at) => directoryIn(side, at).sync()),
  call(1, 'setMode', fc.tuple(slot, newMode), (side, at, mode) =>
    withSlot(side, at, (descriptor) => side.files.setMode(descriptor, mode)),
  ),
  call(1, 'size', fc.tuple(slot), (side, at) =>
    withSlot(side, at, (descriptor) => side.files.size(descriptor)),
  ),
  call(1, 'sync', fc.tuple(slot), (side, at) =>
    withSlot(side, at, (descriptor) => side.files.sync(descriptor)),
  ),
  call(1, 'close', fc.tuple(slot), closeSlot),
  call(1, 'open path', fc.tuple(slot, path, how, mode), (side, into, path, ...how) =>
    openInto(side, into, () => side.files.open(`${side.root}/${path}`, ...how)),
  ),
  call(1, 'make', fc.tuple(path, newMode), (side, path, mode) =>
    side.files.makeDirectory(`${side.root}/${path}`, mode),
  ),
  call(1, 'open directory', fc.tuple(path), (side, path) => {
    side.directories.push(side.files.openDirectory(`${side.root}/${path}`))
  }),
  call(1, 'move', fc.tuple(path, path), (side, from, to) => directoryIn(side, 0).rename(from, to)),
  call(1, 'symlink', fc.tuple(fc.constantFrom('a', 'b', 'c'), target), (side, link, target) => {
    if (directoryIn(side, 0).stat('log')?.kind === 'directory')
      side.plantSymlink(`${side.root}/log/${link}`, target)
  }),
)

const newSide = (files: FileSystem, root: string, plantSymlink: Side['plantSymlink']): Side => {
  files.makeDirectory(root, 0o755)
  files.makeDirectory(`${root}/log`, 0o700)
  files.makeDirectory(`${root}/log/sub`, 0o777)
  files.makeDirectory(`${root}/other`, 0o755)
  const directories = ['', '/log', '/log/sub'].map((below) => files.openDirectory(root + below))
  return { files, root, directories, descriptors: [], plantSymlink }
}

// A directory can be open for reading, too; what it takes is each filesystem's own affair.
const real: FileSystem = {
  ...directFileSystem(native()),
  size: (descriptor) =>
    fs.fstatSync(descriptor).isDirectory() ? 0 : realFileSystem.size(descriptor),
}

const plantReal = (link: string, target: string): void => {
  if (fs.lstatSync(link, { throwIfNoEntry: false })) fs.unlinkSync(link)
  fs.symlinkSync(target, link)
}

const outcome = (action: () => unknown): unknown => {
  try {
    return { value: action() }
  } catch (error) {
    return { code: codeOf(error) }
  }
}

/**
 * Everything below `at`: status by path, content where there is any, and the inode as its
 * place in the order of `inodes`, which tells the names of one file from those of another.
 */
const tree = (
  side: Side,
  read: (path: string) => Uint8Array,
  at = side.root,
  inodes: Map<unknown, number> = new Map(),
): Record<string, unknown> => {
  const found: Record<string, unknown> = {}
  const directory = side.files.openDirectory(at)
  for (const entry of directory.list().sort(byName)) {
    const below = `${at}/${entry.name}`
    const status = directory.stat(entry.name)
    if (!inodes.has(status?.inode)) inodes.set(status?.inode, inodes.size)
    found[below.slice(side.root.length)] = {
      status: comparable(status),
      inode: inodes.get(status?.inode),
      content: status?.kind === 'file' ? fromBytes(read(below)) : '',
    }
    if (entry.directory) Object.assign(found, tree(side, read, below, inodes))
  }
  directory.close()
  return found
}

const agree = (operations: readonly Operation[]): void => {
  const place = fs.mkdtempSync(join(tmpdir(), 'logrun-twin-'))
  fs.chmodSync(place, 0o755)
  const onDisk = newSide(real, join(place, 'root'), plantReal)
  const memory = new MemoryFileSystem()
  const twin = newSide(memory, '/root', (link, target) => memory.plantSymlink(link, target))
  const inMemory = (path: string): Uint8Array =>
    memory.snapshot(dirname(path))[basename(path)]?.content ?? Buffer.alloc(0)
  try {
    for (const each of operations)
      expect(
        outcome(() => each.run(twin)),
        each.words,
      ).toEqual(outcome(() => each.run(onDisk)))
    expect(tree(twin, inMemory)).toEqual(tree(onDisk, (path) => fs.readFileSync(toBytes(path))))
  } finally {
    for (const directory of onDisk.directories) directory.close()
    for (const at of onDisk.descriptors.keys()) closeSlot(onDisk, at)
    fs.rmSync(place, { recursive: true })
  }
}

let umask: number
beforeAll(() => {
  umask = process.umask(0o022)
})
afterAll(() => {
  process.umask(umask)
})

test('any calls give the same results, errors and files in memory as on a real disk', () => {
  const operations = fc.array(operation, { minLength: 1, maxLength: 60, size: 'max' })

  fc.assert(fc.property(operations, agree), { numRuns: 200 })
})

test('a power loss leaves the names as they were after one of the changes since the last sync', () => {
  const change = fc.tuple(
    fc.constantFrom('create', 'link', 'rename', 'remove', 'sync file', 'sync directory'),
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.constantFrom('a', 'b', 'c', 'd'),
  )

  fc.assert(
    fc.property(fc.array(change, { maxLength: 40, size: 'max' }), fc.nat(), (changes, chosen) => {
      const memory = new MemoryFileSystem()
      const log = memory.openDirectory('/')
      const names = () =>
        Object.entries(memory.snapshot('/')).map(([name, { inode, links }]) => [name, inode, links])
      const states = [names()]
      for (const [what, from, to] of changes) {
        outcome(() => {
          if (what === 'create') log.open(from, 'append', 0o600)
          if (what === 'link') log.link(from, to)
          if (what === 'rename') log.rename(from, to)
          if (what === 'remove') log.remove(from)
          if (what === 'sync file') memory.sync(log.open(from, 'read', 0))
          if (what === 'sync directory') log.sync()
        })
        const newest = states[states.length - 1]
        if (JSON.stringify(newest) !== JSON.stringify(names())) states.push(names())
      }
      const pending = memory.pending()
      const keep = chosen % (pending + 1)

      memory.crash(keep)

      expect(names()).toEqual(states[states.length - 1 - pending + keep])
    }),
  )
})
