// One file made like another: its mode, its times and, where this process may, its owner.

import fs from 'node:fs'
import { type ByteString, toBytes } from '../bytes.js'
import { ignoring } from '../fault/fault.js'

/** Makes the open file like the one at `path`. Throws the system's error. */
export const makeLike = (descriptor: number, path: ByteString): void => {
  const { uid, gid, mode, atime, mtime } = fs.statSync(toBytes(path))
  const own = fs.fstatSync(descriptor)
  // Who is not the superuser may not, and need not.
  if (own.uid !== uid || own.gid !== gid) ignoring(() => fs.fchownSync(descriptor, uid, gid))
  fs.fchmodSync(descriptor, mode & 0o777)
  fs.futimesSync(descriptor, atime, mtime)
}
