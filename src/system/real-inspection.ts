// What an inspection asks of the disk, on the real one.

import fs from 'node:fs'
import { type ByteString, fromBytes, toBytes } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import type { Entry, Inspected, Room } from '../inspection/world.js'
import { realFiles } from './real-files.js'

const { S_IFMT, S_IFREG, S_IFDIR, S_IFLNK, S_IFIFO, S_IFSOCK } = fs.constants

const KINDS = new Map<number, Entry['kind']>([
  [S_IFREG, 'file'],
  [S_IFDIR, 'directory'],
  [S_IFLNK, 'symbolic link'],
  [S_IFIFO, 'FIFO'],
  [S_IFSOCK, 'socket'],
])

const entryOf = (path: ByteString): Entry | undefined => {
  try {
    const { mode, size, nlink, dev, ino, uid, mtimeMs, ctimeMs } = fs.lstatSync(toBytes(path))
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      kind: KINDS.get(mode & S_IFMT) ?? 'device',
      mode: mode & 0o7777,
      size,
      links: nlink,
      identity: `${dev}:${ino}`,
      owner: uid,
      modified: mtimeMs / 1000,
      changed: ctimeMs / 1000,
    }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

const ifTold = <T>(ask: () => T): T | undefined => {
  try {
    return ask()
  } catch (error) {
    codeOf(error)
    return undefined
  }
}

const roomOf = (directory: ByteString): Room | undefined =>
  ifTold(() => {
    const { bavail, bsize, files, ffree } = fs.statfsSync(toBytes(directory))
    return {
      bytes: bavail * bsize,
      ...(files > 0 && { files: ffree }),
      readOnly: isReadOnly(directory),
    }
  })

const isReadOnly = (directory: ByteString): boolean => {
  try {
    fs.accessSync(toBytes(directory), fs.constants.W_OK)
    return false
  } catch (error) {
    return codeOf(error) === 'EROFS'
  }
}

/** The machine's own, through `node:fs`. */
export const realInspection: Inspected = {
  ...realFiles,
  entryOf,
  linkOf: (path) => ifTold(() => fromBytes(fs.readlinkSync(toBytes(path), 'buffer'))),
  roomOf,
}
