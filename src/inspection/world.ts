// What an inspection asks of the machine beside what reading does: entries as they are, links
// not followed, with their owners; the room on a file system; and, through the same calls, what
// /proc tells. The real calls are in system/real-inspection.ts.

import type { ByteString } from '../bytes.js'
import type { Files } from '../reading/files.js'

/** An entry of a directory by itself. */
export type Entry = {
  readonly name: ByteString
  readonly kind: 'file' | 'directory' | 'symbolic link' | 'FIFO' | 'socket' | 'device'
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number
  /** Bytes. */
  readonly size: number
  /** Hard links. */
  readonly links: number
  /** Device and inode: equal for two names of one file. */
  readonly identity: string
  /** User id. */
  readonly owner: number
  /** When the content was changed last, in POSIX seconds with a fraction. */
  readonly modified: number
  /** When content, mode, owner or name were changed last. */
  readonly changed: number
}

/** What is free on a file system, for those who are not root. */
export type Room = {
  readonly bytes: number
  /** How many files can be made; nothing where the file system knows no bound. */
  readonly files?: number
  readonly readOnly: boolean
}

export type Inspected = Files & {
  /** Follows no link; undefined where nothing is there. */
  entryOf(path: ByteString): Entry | undefined
  /** Where a symbolic link leads; undefined where that cannot be told. */
  linkOf(path: ByteString): ByteString | undefined
  /** Undefined where the system does not tell. */
  roomOf(directory: ByteString): Room | undefined
}
