// A file that keeps where reading stopped: one run's at a time, and never half written.
//
// It is locked itself, not a second file. Whoever saves puts a new file in its place; so a
// lock counts on the file that has the name still.

import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { dirname } from 'node:path'
import { type ByteString, fromBytes, toBytes } from '../src/bytes.js'
import { codeOf, type Fault, ignoring } from '../src/fault/fault.js'
import { type Cursor, cursorText, InvalidCursor, parseCursor } from '../src/reading/cursor.js'
import { errnoName } from '../src/system/errno.js'
import { native } from '../src/system/native.js'
import { Unable } from './reader-command.js'

const { O_RDWR, O_WRONLY, O_CREAT, O_EXCL, O_NONBLOCK } = fs.constants

/** No cursor is longer, in bytes. */
const LONGEST = 1 << 24

/** An open one, which nobody else opens as long as this process runs. */
export type CursorFile = {
  /** What it held; undefined where it was not there, or empty. */
  readonly cursor?: Cursor
  /** Puts another in its place, once that is on disk. Throws `Unable`. */
  save(cursor: Cursor): void
}

/**
 * Opens the one at `path`, or makes an empty one. Throws `Unable` where it cannot be had, is
 * in use, or holds something else.
 */
export const openCursorFile = (path: ByteString): CursorFile => {
  const real = trying('read-cursor', path, () => {
    const descriptor = openLocked(path)
    const own = fromBytes(fs.realpathSync(toBytes(path), 'buffer'))
    return { path: own, descriptor, mode: fs.fstatSync(descriptor).mode & 0o777 }
  })
  // To be known before anything is shown.
  trying('write-cursor', path, () => fs.accessSync(toBytes(dirname(real.path)), fs.constants.W_OK))
  const cursor = cursorIn(real.descriptor, path)
  let own = real.descriptor
  const save = (next: Cursor): void => {
    const fresh = replace(real.path, real.mode, next)
    fs.closeSync(own)
    own = fresh
  }
  return {
    ...(cursor && { cursor }),
    save: (next) => trying('write-cursor', path, () => save(next)),
  }
}

const trying = <T>(operation: Fault['operation'], file: ByteString, act: () => T): T => {
  try {
    return act()
  } catch (error) {
    if (error instanceof Unable) throw error
    throw new Unable({ operation, file, code: codeOf(error) })
  }
}

const openLocked = (path: ByteString): number => {
  for (;;) {
    const descriptor = fs.openSync(toBytes(path), O_RDWR | O_CREAT | O_NONBLOCK, 0o644)
    const state = fs.fstatSync(descriptor)
    if (!state.isFile()) throw new Unable(refused(path, 'it is no regular file'))
    // Some network filesystems have no locks; there a file is whole still.
    const busy = native().lockFile(descriptor)
    if (busy !== 0 && errnoName(busy) === 'EAGAIN')
      throw new Unable({ operation: 'lock-cursor', file: path })
    const named = fs.statSync(toBytes(path), { throwIfNoEntry: false })
    if (named?.ino === state.ino && named.dev === state.dev) return descriptor
    fs.closeSync(descriptor)
  }
}

const cursorIn = (descriptor: number, path: ByteString): Cursor | undefined => {
  const { size } = fs.fstatSync(descriptor)
  if (size === 0) return undefined
  if (size > LONGEST) throw new Unable(refused(path, 'it is no cursor'))
  const text = trying('read-cursor', path, () => fs.readFileSync(descriptor, 'latin1'))
  try {
    return parseCursor(text)
  } catch (error) {
    if (!(error instanceof InvalidCursor)) throw error
    throw new Unable(refused(path, error.message))
  }
}

const refused = (file: ByteString, reason: string): Fault => ({
  operation: 'refuse-cursor',
  file,
  to: reason,
})

/** Gives the new file, open and locked before it has the name. */
const replace = (path: ByteString, mode: number, cursor: Cursor): number => {
  const fresh = toBytes(`${path}.${randomBytes(6).toString('hex')}`)
  const descriptor = fs.openSync(fresh, O_WRONLY | O_CREAT | O_EXCL, mode)
  try {
    native().lockFile(descriptor)
    fs.fchmodSync(descriptor, mode)
    fs.writeFileSync(descriptor, `${cursorText(cursor)}\n`)
    fs.fsyncSync(descriptor)
    fs.renameSync(fresh, toBytes(path))
    return descriptor
  } catch (error) {
    fs.closeSync(descriptor)
    ignoring(() => fs.unlinkSync(fresh))
    throw error
  }
}
