// The C library's calls on names in an open directory, and those that a rotation makes beside
// them. To the kernel such a name is less than a path by /proc/self/fd, and these cost less
// than Node's.

import os from 'node:os'
import { type ByteString, toBytes } from '../bytes.js'

const { EINTR, ENOSYS } = os.constants.errno
const RENAME_NOREPLACE = 1

/** Each gives 0 or minus the error number, and goes on where a signal interrupts it. */
export type NameCalls = {
  /** renameat(2) within one directory. */
  renameAt(directory: number, from: ByteString, to: ByteString): number
  /** The same by renameat2(2), which never replaces; ENOSYS in a C library without it. */
  renameNewAt(directory: number, from: ByteString, to: ByteString): number
  /** linkat(2) within one directory. */
  linkAt(directory: number, from: ByteString, to: ByteString): number
  /** unlinkat(2) of what is no directory. */
  unlinkAt(directory: number, name: ByteString): number
  /** fsync(2). */
  sync(descriptor: number): number
  /** fchmod(2). */
  setMode(descriptor: number, mode: number): number
}

/** A call as C has it; gives what is not negative, or minus the error number. */
export type Call = (...values: (number | string | Uint8Array | null)[]) => number

/** These calls, each had from `declare` by its name and C's types at its first use. */
export const nameCallsBy = (declare: (name: string, parameters: string[]) => Call): NameCalls => {
  const two = ['int', 'str', 'int', 'str']
  const rename = once(() => declare('renameat', two))
  const renameNew = once(() => declare('renameat2', [...two, 'uint']))
  const link = once(() => declare('linkat', [...two, 'int']))
  const unlink = once(() => declare('unlinkat', ['int', 'str', 'int']))
  const sync = once(() => declare('fsync', ['int']))
  const setMode = once(() => declare('fchmod', ['int', 'uint']))
  return {
    renameAt: (at, from, to) => persisting(() => rename()(at, passed(from), at, passed(to))),
    renameNewAt: (at, from, to) =>
      persisting(() => renameNew()(at, passed(from), at, passed(to), RENAME_NOREPLACE)),
    linkAt: (at, from, to) => persisting(() => link()(at, passed(from), at, passed(to), 0)),
    unlinkAt: (at, name) => persisting(() => unlink()(at, passed(name), 0)),
    sync: (descriptor) => persisting(() => sync()(descriptor)),
    setMode: (descriptor, mode) => persisting(() => setMode()(descriptor, mode)),
  }
}

/** Gives what `declare` gives, from its first use on; without such a call one that says so. */
export const once = (declare: () => Call): (() => Call) => {
  let call: Call | undefined
  return () => {
    call ??= orNone(declare)
    return call
  }
}

const orNone = (declare: () => Call): Call => {
  try {
    return declare()
  } catch {
    return () => -ENOSYS
  }
}

const persisting = (call: () => number): number => {
  for (;;) {
    const result = call()
    if (result !== -EINTR) return result
  }
}

/** What a string is passed on as it is: no path from elsewhere, and the same in any encoding. */
const PLAIN = /^[!-.0-~][ -~]*$/

const passed = (name: ByteString): string | Uint8Array =>
  PLAIN.test(name) ? name : toBytes(`./${name}\0`)
