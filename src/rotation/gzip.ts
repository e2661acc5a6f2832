// Files to gzip's format and back, chunk by chunk: memory is bounded whatever their size.
// The work is done in the thread pool; the disk is read and written here, between the
// chunks. Descriptors stay the caller's to close. A stop rejects with an AbortError.

import { pipeline } from 'node:stream/promises'
import { codeOf } from '../fault/fault.js'
import type { FileSystem } from '../system/filesystem.js'
import { compression } from '../system/seldom.js'

/** Bytes read or written at a time. */
export const CHUNK = 1 << 16

/** What the work needs of its surroundings. */
export type GzipWorld = {
  readonly filesystem: Pick<FileSystem, 'read' | 'write'>
  readonly signal: AbortSignal
}

/** Writes what `plain` holds from its offset on to `zipped`. Rejects with the system's error. */
export const zip = (
  plain: number,
  zipped: number,
  { filesystem, signal }: GzipWorld,
): Promise<void> =>
  pipeline(
    chunksOf(plain, filesystem),
    compression().createGzip({ chunkSize: CHUNK }),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks)
        for (let at = 0; at < chunk.length; )
          at += filesystem.write(zipped, chunk, at, chunk.length)
    },
    { signal },
  )

/**
 * Whether `zipped` inflates to what `plain` holds, byte for byte; false where it is in
 * another format or cut short. Rejects with the system's error.
 */
export const holds = async (
  zipped: number,
  plain: number,
  { filesystem, signal }: GzipWorld,
): Promise<boolean> => {
  const expected = Buffer.allocUnsafeSlow(CHUNK)
  let equal = true
  try {
    await pipeline(
      chunksOf(zipped, filesystem),
      compression().createGunzip({ chunkSize: CHUNK }),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks)
          equal &&= chunk.equals(fill(plain, expected.subarray(0, chunk.length), filesystem))
      },
      { signal },
    )
  } catch (error) {
    if (codeOf(error).startsWith('Z_')) return false
    throw error
  }
  return equal && fill(plain, expected.subarray(0, 1), filesystem).length === 0
}

/** As much of `bytes` as could be read. */
const fill = (
  descriptor: number,
  bytes: Uint8Array,
  filesystem: GzipWorld['filesystem'],
): Uint8Array => {
  let at = 0
  while (at < bytes.length) {
    const count = filesystem.read(descriptor, bytes, at, bytes.length)
    if (count === 0) break
    at += count
  }
  return bytes.subarray(0, at)
}

function* chunksOf(descriptor: number, filesystem: GzipWorld['filesystem']): Generator<Buffer> {
  for (;;) {
    // A new one each time: the last may be in a thread's hands.
    const bytes = Buffer.allocUnsafeSlow(CHUNK)
    const count = filesystem.read(descriptor, bytes, 0, CHUNK)
    if (count === 0) return
    yield bytes.subarray(0, count)
  }
}
