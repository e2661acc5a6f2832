// What went as it should, for users who want to follow it. Facts, as faults are.

import type { ByteString } from '../bytes.js'

/** One thing done. Names are byte strings; a directory is told as it was given. */
export type Note =
  /** `current` was made, or is gone on with; config was read; the directory was given back. */
  | { readonly did: 'new' | 'append' | 'read' | 'close'; readonly directory: ByteString }
  /** `current`, of `size` bytes, is now the archive `file`. */
  | {
      readonly did: 'archive'
      readonly directory: ByteString
      readonly file: ByteString
      readonly size: number
    }
  /** An archive of `size` bytes was pruned. */
  | {
      readonly did: 'delete'
      readonly directory: ByteString
      readonly file: ByteString
      readonly size: number
    }
  /** An unclean `current` is now the archive `file`; a processor got one, or has left one. */
  | {
      readonly did: 'recover' | 'processing' | 'processed'
      readonly directory: ByteString
      readonly file: ByteString
    }
  | { readonly did: 'signal'; readonly signal: string }
