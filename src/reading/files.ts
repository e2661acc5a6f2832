// The calls on disk that reading makes, and no other. Names and paths are byte strings; a
// call that fails throws an error whose `code` is the errno name. The real ones are in
// system/real-files.ts. The loggers' own filesystem follows no links and knows no times;
// a reader is shown both.

import type { ByteString } from '../bytes.js'

/** What a status tells of a file. */
export type FileState = {
  readonly kind: 'file' | 'directory' | 'other'
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number
  /** Bytes. */
  readonly size: number
  /** Device and inode: equal for two names of one file. */
  readonly identity: string
  /** When the content was changed last, in POSIX seconds with a fraction. */
  readonly modified: number
}

export type Files = {
  /** Every entry but `.` and `..`, in no order; links count as what they lead to. */
  list(directory: ByteString): readonly { readonly name: ByteString; readonly directory: boolean }[]
  /** Follows links; undefined where nothing is there. */
  stateOf(path: ByteString): FileState | undefined
  /** Opens a file for reading, without waiting for anything. */
  open(path: ByteString): number
  state(descriptor: number): FileState
  /** read(2) into bytes[start..end) from `position`; returns how many came, 0 at the end. */
  read(descriptor: number, bytes: Uint8Array, start: number, end: number, position: number): number
  close(descriptor: number): void
}
