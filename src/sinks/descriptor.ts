// An open descriptor as the place where lines go: the standard output of a filter. Takes
// every byte handed to it, in as few calls as the descriptor allows.

import type { Batch } from '../batch.js'
import { codeOf, type Fault } from '../fault/fault.js'
import type { FileSystem } from '../system/filesystem.js'

/** Writes all of a batch to `descriptor`, waiting by `waitForRoom` where it is non-blocking. */
export const writeBatch = (
  batch: Pick<Batch, 'bytes' | 'start' | 'end'>,
  descriptor: number,
  filesystem: FileSystem,
  waitForRoom: () => void,
): Fault | undefined => {
  let at = batch.start
  while (at < batch.end) {
    try {
      at += filesystem.write(descriptor, batch.bytes, at, batch.end)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'EAGAIN') waitForRoom()
      else if (code !== 'EINTR') return { operation: 'write-output', code }
    }
  }
  return undefined
}
