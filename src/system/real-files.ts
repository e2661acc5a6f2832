// What reading asks of the disk, on the real one.

import fs from 'node:fs'
import { type ByteString, fromBytes, toBytes } from '../bytes.js'
import { codeOf } from '../fault/fault.js'
import type { FileState, Files } from '../reading/files.js'

const { O_RDONLY, O_NONBLOCK } = fs.constants

const stateFrom = (stat: fs.Stats): FileState => ({
  kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other',
  mode: stat.mode & 0o7777,
  size: stat.size,
  identity: `${stat.dev}:${stat.ino}`,
  modified: stat.mtimeMs / 1000,
})

const stateOf = (path: ByteString): FileState | undefined => {
  try {
    return stateFrom(fs.statSync(toBytes(path)))
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** The machine's own files, through `node:fs`. */
export const realFiles: Files = {
  list: (directory) => {
    const entries = fs.readdirSync(toBytes(directory), {
      encoding: 'buffer',
      withFileTypes: true,
    }) as unknown as fs.Dirent<Buffer>[]
    return entries.map((entry) => {
      const name = fromBytes(entry.name)
      const linked = entry.isSymbolicLink() && stateOf(`${directory}/${name}`)?.kind === 'directory'
      return { name, directory: entry.isDirectory() || linked }
    })
  },
  stateOf,
  open: (path) => fs.openSync(toBytes(path), O_RDONLY | O_NONBLOCK),
  state: (descriptor) => stateFrom(fs.fstatSync(descriptor)),
  read: (descriptor, bytes, start, end, position) =>
    fs.readSync(descriptor, bytes, start, end - start, position),
  close: (descriptor) => fs.closeSync(descriptor),
}
