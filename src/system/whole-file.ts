// A file that is never seen half written: it gets its name when it is whole and on disk.

import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { type ByteString, toBytes } from '../bytes.js'

const { O_WRONLY, O_CREAT, O_EXCL } = fs.constants

/**
 * Puts a file at `path`, in place of any there was; what is no file, as a terminal, is written
 * to. Throws the system's error, having left what there was.
 */
export const writeWhole = (path: ByteString, content: Uint8Array): void => {
  if (fs.statSync(toBytes(path), { throwIfNoEntry: false })?.isFile() === false) {
    fs.writeFileSync(toBytes(path), content)
    return
  }
  const fresh = toBytes(`${path}.${randomBytes(6).toString('hex')}`)
  const descriptor = fs.openSync(fresh, O_WRONLY | O_CREAT | O_EXCL, 0o666)
  try {
    try {
      fs.writeFileSync(descriptor, content)
      fs.fsyncSync(descriptor)
    } finally {
      fs.closeSync(descriptor)
    }
    fs.renameSync(fresh, toBytes(path))
  } catch (error) {
    fs.rmSync(fresh, { force: true })
    throw error
  }
}
