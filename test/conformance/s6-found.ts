// Files a directory is found with, spec/s6-log.md §7.3.

import type { ByteString } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'

/** Modes by name in `main`. */
export type Files = Readonly<Record<ByteString, number>>

/** Each file with its own name as content. */
export const found =
  (files: Files) =>
  (place: Place): void => {
    place.directory('main')
    for (const [name, mode] of Object.entries(files)) place.file(`main/${name}`, `${name}\n`, mode)
  }

/** Modes of a `current`: closed in order, and not. */
export const CLEAN = 0o744
export const OPEN = 0o644
