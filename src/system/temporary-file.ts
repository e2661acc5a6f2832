// A file that nobody else sees: it has lost its name before anything is written to it, and is
// gone when it is closed, or this process.

import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import type { Spool } from '../reading/ends.js'

const { O_RDWR, O_CREAT, O_EXCL } = fs.constants

/** Makes one in `directory`. Throws the system's error. */
export const temporaryFile = (directory: string): Spool => {
  const path = `${directory}/logrun-${randomBytes(12).toString('hex')}`
  const descriptor = fs.openSync(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
  fs.unlinkSync(path)
  let size = 0
  return {
    get size(): number {
      return size
    },
    write: (bytes, start, end) => {
      for (let at = start; at < end; )
        at += fs.writeSync(descriptor, bytes, at, end - at, size + at - start)
      size += end - start
    },
    read: (bytes, start, end, position) => {
      for (let at = start; at < end; ) {
        const count = fs.readSync(descriptor, bytes, at, end - at, position + at - start)
        if (count === 0) throw new Error('a temporary file that has become shorter')
        at += count
      }
    },
    close: () => fs.closeSync(descriptor),
  }
}
