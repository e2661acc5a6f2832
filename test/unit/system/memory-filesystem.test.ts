import { constants } from 'node:os'
import { beforeEach, describe, expect, test } from 'vitest'
import { fromBytes, toBytes } from '../../../src/bytes.js'
import type { Directory } from '../../../src/system/filesystem.js'
import { MemoryFileSystem, Stopped } from '../../../src/system/memory-filesystem.js'

const { EAGAIN, EBADF, ENOLCK } = constants.errno

let memory: MemoryFileSystem
let log: Directory

beforeEach(() => {
  memory = new MemoryFileSystem()
  memory.makeDirectory('/log', 0o700)
  log = memory.openDirectory('/log')
  log.sync()
  memory.openDirectory('/').sync()
  memory.calls.forget()
})

const write = (descriptor: number, text: string, position?: number): number =>
  memory.write(descriptor, toBytes(text), 0, text.length, position)

const create = (name: string, text = ''): number => {
  const descriptor = log.open(name, 'append', 0o600)
  write(descriptor, text)
  return descriptor
}

/** What is in the log directory: content by name. */
const contents = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(memory.snapshot('/log')).map(([name, { content }]) => [
      name,
      fromBytes(content),
    ]),
  )

const code = (value: string) => expect.objectContaining({ code: value })

describe('files and names', () => {
  test('a file is created with its mode less the umask 022', () => {
    log.open('current', 'append', 0o666)

    expect(log.stat('current')).toMatchObject({ kind: 'file', mode: 0o644, size: 0, links: 1 })
  })

  test('a mode that is set is set exactly', () => {
    const current = log.open('current', 'append', 0o600)

    memory.setMode(current, 0o666)
    log.setMode('current', 0o4777)

    expect(log.stat('current')?.mode).toBe(0o4777)
  })

  test('a position writes there and leaves the place of the next write alone', () => {
    log.open('status', 'replace', 0o644)
    const status = log.open('status', 'overwrite', 0)

    write(status, 'abcdef')
    write(status, 'XY', 1)
    write(status, 'g')
    write(status, '!', 9)

    expect(contents()).toEqual({ status: 'aXYdefg\0\0!' })
  })

  test('a descriptor outlives the name of its file', () => {
    const current = create('current', 'one')

    log.remove('current')
    write(current, 'two')

    expect(memory.size(current)).toBe(6)
    expect(contents()).toEqual({})
  })

  test('renaming over a file takes a name from the file that had it', () => {
    create('newstate', 'new')
    const old = create('state', 'old')
    log.link('state', 'kept')

    log.rename('newstate', 'state')

    expect(contents()).toEqual({ kept: 'old', state: 'new' })
    expect(log.stat('kept')?.links).toBe(1)
    expect(memory.size(old)).toBe(3)
  })

  test('renaming one name of a file onto another changes nothing', () => {
    create('a', 'text')
    log.link('a', 'b')

    log.rename('a', 'b')

    expect(contents()).toEqual({ a: 'text', b: 'text' })
    expect(log.stat('a')).toEqual(log.stat('b'))
  })

  test('an open directory resolves names in itself after it was renamed and replaced', () => {
    memory.openDirectory('/').rename('log', 'moved')
    memory.makeDirectory('/log', 0o700)

    create('current', 'text')

    expect(log.path).toBe('/moved')
    expect(Object.keys(memory.snapshot('/moved'))).toEqual(['current'])
    expect(memory.snapshot('/log')).toEqual({})
  })

  test('a directory that another was renamed over holds nothing and takes nothing', () => {
    memory.makeDirectory('/other', 0o700)

    memory.openDirectory('/').rename('other', 'log')

    expect(log.list()).toEqual([])
    expect(log.stat('current')).toBeUndefined()
    expect(() => create('current')).toThrow(code('ENOENT'))
    expect(memory.snapshot('/log')).toEqual({})
  })

  test('a symbolic link is refused by name, followed by path, and told apart', () => {
    memory.plant('/elsewhere/target', 'text', 0o600)
    memory.plantSymlink('/log/current', '../elsewhere/target')

    const byPath = memory.open('/log/current', 'append', 0o600)

    expect(memory.size(byPath)).toBe(4)
    expect(log.stat('current')).toMatchObject({ kind: 'symlink', size: 19 })
    expect(() => log.open('current', 'append', 0o600)).toThrow(code('ELOOP'))
  })

  test.each([
    ['link to a name that is taken', 'EEXIST', () => log.link('a', 'b')],
    ['link from a name that is missing', 'ENOENT', () => log.link('missing', 'c')],
    ['link to a directory', 'EPERM', () => log.link('sub', 'c')],
    ['remove a directory', 'EISDIR', () => log.remove('sub')],
    ['remove a missing name', 'ENOENT', () => log.remove('missing')],
    ['rename a file over a directory', 'EISDIR', () => log.rename('a', 'sub')],
    ['rename a directory over a file', 'ENOTDIR', () => log.rename('sub', 'a')],
    ['append to a directory', 'EISDIR', () => log.open('sub', 'append', 0o600)],
    ['overwrite a missing file', 'ENOENT', () => log.open('missing', 'overwrite', 0)],
    ['look below a file', 'ENOTDIR', () => log.stat('a/b')],
    ['open a file as a directory', 'ENOTDIR', () => memory.openDirectory('/log/a')],
    ['make a directory that exists', 'EEXIST', () => memory.makeDirectory('/log', 0o700)],
    ['make two levels at once', 'ENOENT', () => memory.makeDirectory('/x/y', 0o700)],
    ['write to what is open for reading', 'EBADF', () => write(log.open('a', 'read', 0), 'x')],
    ['create a name of 256 bytes', 'ENAMETOOLONG', () => log.open('x'.repeat(256), 'append', 0)],
  ])('to %s is %s', (_, expected, action) => {
    create('a')
    create('b')
    memory.makeDirectory('/log/sub', 0o700)

    expect(action).toThrow(code(expected))
  })

  test('a closed descriptor is bad for ever, as its number is not given again', () => {
    const first = create('a')

    memory.close(first)
    const second = create('b')

    expect(second).not.toBe(first)
    expect(() => write(first, 'x')).toThrow(code('EBADF'))
    expect(() => memory.close(first)).toThrow(code('EBADF'))
  })
})

describe('record and failures', () => {
  test('every call is recorded in order with its names, where, and how it failed', () => {
    const current = create('current', 'text')
    memory.sync(current)
    log.rename('current', 'previous')
    memory.close(current)
    expect(() => log.remove('state')).toThrow()
    log.sync()

    expect(memory.calls.trace()).toEqual([
      'open current',
      'write current',
      'sync current',
      'rename current previous',
      'close current',
      'remove state ENOENT',
      'syncDirectory',
    ])
    expect(memory.calls.made.every(({ directory }) => directory === '/log')).toBe(true)
  })

  test('a call planned to fail does so once and changes nothing', () => {
    create('current', 'text')
    memory.calls.failAt(2, 'EIO')

    log.stat('current')
    expect(() => log.rename('current', 'previous')).toThrow(code('EIO'))
    expect(contents()).toEqual({ current: 'text' })

    log.rename('current', 'previous')
    expect(contents()).toEqual({ previous: 'text' })
  })

  test('a persistent failure goes on until it is healed', () => {
    memory.calls.failAlways(({ operation }) => operation === 'list', 'EACCES')

    expect(() => log.list()).toThrow(code('EACCES'))
    expect(() => log.list()).toThrow(code('EACCES'))
    memory.calls.heal()

    expect(log.list()).toEqual([])
  })

  test('a close that fails has closed nevertheless', () => {
    const current = create('current')
    memory.calls.failAt(1, 'EIO')

    expect(() => memory.close(current)).toThrow(code('EIO'))

    expect(() => memory.size(current)).toThrow(code('EBADF'))
  })

  test('a stopped process does nothing more until it is killed', () => {
    const current = create('current', 'one')
    memory.calls.stopAt(2)

    write(current, 'two')
    expect(() => write(current, 'three')).toThrow(Stopped)
    expect(() => log.remove('current')).toThrow(Stopped)
    memory.kill()

    expect(contents()).toEqual({ current: 'onetwo' })
    expect(memory.openDirectory('/log').list()).toEqual([{ name: 'current', directory: false }])
  })

  test('another process has its own record and is not made to fail', () => {
    memory.calls.failAlways(() => true, 'EIO')

    const other = memory.anotherProcess()
    other.openDirectory('/log').open('current', 'append', 0o600)

    expect(contents()).toEqual({ current: '' })
    expect(memory.calls.made).toEqual([])
  })
})

describe('writes that take less', () => {
  test('a short write takes the bytes it is told to', () => {
    const current = create('current')
    memory.shortWrites = (asked) => asked - 2

    expect(write(current, 'abcdef')).toBe(4)
    expect(write(current, 'x')).toBe(0)

    expect(contents()).toEqual({ current: 'abcd' })
  })

  test('a full disk takes what fits, then nothing, until it is enlarged', () => {
    const current = create('current')
    memory.capacity = 4

    expect(write(current, 'abcdef')).toBe(4)
    expect(() => write(current, 'ef')).toThrow(code('ENOSPC'))
    memory.capacity = 5

    expect(write(current, 'ef')).toBe(1)
    expect(contents()).toEqual({ current: 'abcde' })
  })

  test('a removed file makes room once nobody has it open', () => {
    const old = create('old', 'abcd')
    const current = create('current')
    memory.capacity = 4

    log.remove('old')
    expect(() => write(current, 'x')).toThrow(code('ENOSPC'))
    memory.close(old)

    expect(write(current, 'x')).toBe(1)
    expect(memory.used).toBe(1)
  })

  test('writing over old bytes needs no room', () => {
    create('status', 'abcd')
    const status = log.open('status', 'overwrite', 0)
    memory.capacity = 4

    expect(write(status, 'WXYZ!')).toBe(4)

    expect(contents()).toEqual({ status: 'WXYZ' })
  })
})

describe('locks', () => {
  test.each(['lockFile', 'lockRange'] as const)(
    '%s excludes every other open of the file',
    (lock) => {
      const mine = log.open('lock', 'append', 0o600)
      const second = log.open('lock', 'append', 0o600)
      const other = memory.anotherProcess()
      const theirs = other.open('/log/lock', 'append', 0o600)

      expect(memory[lock](mine)).toBe(0)
      expect(memory[lock](mine)).toBe(0)
      expect(memory[lock](second)).toBe(EAGAIN)
      expect(other[lock](theirs)).toBe(EAGAIN)
      memory.close(mine)

      expect(other[lock](theirs)).toBe(0)
    },
  )

  test('the two kinds of lock know nothing of each other', () => {
    const mine = log.open('lock', 'append', 0o600)
    const other = log.open('lock', 'append', 0o600)

    expect([memory.lockFile(mine), memory.lockRange(other)]).toEqual([0, 0])
  })

  test('a lock call gives its failure as a number', () => {
    const reading = log.open('lock', 'read-create', 0o600)
    memory.calls.failAt(2, 'ENOLCK')

    expect(memory.lockRange(reading)).toBe(EBADF)
    expect(memory.lockFile(reading)).toBe(ENOLCK)
  })

  test('a killed process holds no lock', () => {
    memory.lockFile(log.open('lock', 'append', 0o600))
    const other = memory.anotherProcess()

    memory.kill()

    expect(other.lockFile(other.open('/log/lock', 'append', 0o600))).toBe(0)
  })
})

describe('death of the process', () => {
  test('loses nothing but what was open', () => {
    const current = create('current', 'unsynced')

    memory.kill()

    expect(contents()).toEqual({ current: 'unsynced' })
    expect(() => write(current, 'x')).toThrow(code('EBADF'))
    expect(() => log.list()).toThrow(code('EBADF'))
  })
})

describe('power loss', () => {
  test('takes content and mode back to the last sync of the file', () => {
    const current = create('current', 'synced')
    memory.sync(current)
    write(current, ' and not')
    memory.setMode(current, 0o744)

    memory.crash(memory.pending())

    expect(contents()).toEqual({ current: 'synced' })
    expect(memory.snapshot('/log').current?.mode).toBe(0o600)
  })

  test('empties a file that was never synced, if it leaves the name', () => {
    create('a', 'text')
    create('b', 'text')

    memory.crash(1)

    expect(contents()).toEqual({ a: '' })
  })

  test('undoes truncation that was not synced', () => {
    memory.sync(create('state', 'old'))
    write(log.open('state', 'replace', 0o644), 'new')

    memory.crash(memory.pending())

    expect(contents()).toEqual({ state: 'old' })
  })

  test('brings back a removed and a replaced file, with content and link count', () => {
    memory.plant('/log/previous', 'first', 0o644)
    memory.plant('/log/current', 'second', 0o744)
    log.link('current', '@a.s')
    log.rename('current', 'previous')
    log.remove('@a.s')

    memory.crash(1)

    expect(contents()).toEqual({ '@a.s': 'second', current: 'second', previous: 'first' })
    expect(memory.snapshot('/log').current?.links).toBe(2)
    expect(memory.snapshot('/log').previous?.links).toBe(1)
  })

  test('keeps every change up to the last sync of the directory', () => {
    create('current')
    log.rename('current', 'previous')
    log.sync()
    log.rename('previous', 'lost')

    expect(memory.pending()).toBe(1)
    memory.crash(0)

    expect(contents()).toEqual({ previous: '' })
  })

  test('keeps the creation of a synced file, what came before it, and no later name', () => {
    create('older')
    const current = create('current', 'text')
    log.rename('current', 'previous')
    memory.sync(current)

    memory.crash(0)

    expect(contents()).toEqual({ current: 'text', older: '' })
  })

  test('keeps what came before the last change in a synced directory, elsewhere too', () => {
    create('in-log')
    memory.makeDirectory('/other', 0o700)
    create('later')
    memory.openDirectory('/').sync()

    memory.crash(0)

    expect(contents()).toEqual({ 'in-log': '' })
    expect(memory.snapshot('/other')).toEqual({})
  })

  test('goes back to the same state as often as it happens', () => {
    memory.plant('/log/status', 'synced', 0o644)

    for (let loss = 0; loss < 2; loss++) {
      write(memory.open('/log/status', 'overwrite', 0), 'other!')
      memory.crash(0)
    }

    expect(contents()).toEqual({ status: 'synced' })
  })

  test('takes the mode of a directory back to its last sync', () => {
    const root = memory.openDirectory('/')
    root.setMode('log', 0o755)
    log.sync()
    root.setMode('log', 0o711)

    memory.crash(0)

    expect(memory.snapshot('/').log?.mode).toBe(0o755)
  })

  test('closes everything in every process', () => {
    const mine = create('lock')
    memory.lockFile(mine)
    log.sync()
    const other = memory.anotherProcess()
    const theirs = other.open('/log/lock', 'append', 0o600)

    other.crash(0)

    expect(() => memory.size(mine)).toThrow(code('EBADF'))
    expect(() => log.stat('lock')).toThrow(code('EBADF'))
    expect(() => other.size(theirs)).toThrow(code('EBADF'))
    expect(other.lockFile(other.open('/log/lock', 'append', 0o600))).toBe(0)
  })

  test('cannot keep more changes than there are', () => {
    create('current')

    expect(() => memory.crash(2)).toThrow('cannot keep 2 of 1 pending changes')
  })
})

describe('planting and looking', () => {
  test('a planted file is there exactly, on the disk and unrecorded', () => {
    memory.calls.failAlways(() => true, 'EIO')

    memory.plant('/log/current', 'text', 0o722)
    memory.plant('/new/deep/file', Uint8Array.of(0, 255), 0o600)
    memory.crash(0)

    expect(memory.snapshot('/log').current).toMatchObject({ kind: 'file', mode: 0o722, links: 1 })
    expect(memory.snapshot('/new/deep').file?.content).toEqual(Buffer.of(0, 255))
    expect(memory.calls.made).toEqual([])
  })

  test('a planted file takes the place of another, which goes on for who has it open', () => {
    const current = create('current', 'old')

    memory.plant('/log/current', 'new', 0o644)

    expect(contents()).toEqual({ current: 'new' })
    expect(memory.size(current)).toBe(3)
  })

  test('a snapshot lists names in the order of their bytes and keeps what it saw', () => {
    memory.plant('/log/b', 'b', 0o600)
    const current = create('a', 'before')

    const seen = memory.snapshot('/log')
    write(current, ' after')

    expect(Object.keys(seen)).toEqual(['a', 'b'])
    expect(fromBytes(seen.a?.content ?? Buffer.of())).toBe('before')
  })

  test('whether a file is remote is what the test says', () => {
    const lock = create('lock')

    memory.remote = true

    expect(memory.isRemote(lock)).toBe(true)
  })
})
