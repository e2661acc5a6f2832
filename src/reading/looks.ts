// Short looks at files: whatever is opened for one is closed behind it.

import type { ByteString } from '../bytes.js'
import { ignoring } from '../fault/fault.js'
import type { Instant } from '../time/clock.js'
import type { FileState, Files } from './files.js'

/** A file by its path, and by its descriptor where it is open. */
type Looked = { readonly path: ByteString; readonly descriptor?: number }

/** Asks about an open file; throws the system's error where it cannot be opened. */
export const whileOpen = <T>(
  { path, descriptor }: Looked,
  files: Files,
  ask: (descriptor: number) => T,
): T => {
  const own = descriptor ?? files.open(path)
  try {
    return ask(own)
  } finally {
    if (descriptor === undefined) files.close(own)
  }
}

/** What the system tells of a file; undefined where nothing has its path. */
export const stateNow = ({ path, descriptor }: Looked, files: Files): FileState | undefined =>
  descriptor === undefined ? files.stateOf(path) : files.state(descriptor)

/** When a file was changed last, as far as a number can tell it. */
export const changeOf = ({ modified }: FileState): Instant => {
  const seconds = Math.floor(modified)
  return { seconds, nanoseconds: Math.floor((modified - seconds) * 1e9) }
}

const PIECE = 1 << 14

/** What a small file says, `most` bytes of it; undefined where it cannot be read. */
export const textOf = (path: ByteString, files: Files, most = 1 << 20): ByteString | undefined =>
  ignoring(() =>
    whileOpen({ path }, files, (descriptor) => {
      const pieces: ByteString[] = []
      const bytes = Buffer.alloc(PIECE)
      for (let at = 0; at < most; ) {
        const count = files.read(descriptor, bytes, 0, PIECE, at)
        if (count === 0) break
        pieces.push(bytes.toString('latin1', 0, count))
        at += count
      }
      return pieces.join('')
    }),
  )
