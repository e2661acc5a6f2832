// What the scenarios of cyclog share.

import { expect } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'
import { logged } from '../helpers/snapshot.js'
import type { Expected } from './expected.js'

/** Its directories must be there before it is. */
export const main = (place: Place): void => place.directory('main')

/** The bytes of a label and its blank before a line. */
const LABEL = '@'.length + 24 + ' '.length

/** `count` lines that are `size` bytes each once they are stamped. */
export const records = (count: number, size = 100): ByteString =>
  `${'x'.repeat(size - LABEL - 1)}\n`.repeat(count)

/** Bytes in each archive of `main`, oldest first, then in its `current`, labels as they were. */
export const sized =
  (...sizes: readonly number[]): NonNullable<Expected['also']> =>
  ({ files }) => {
    const texts = logged(files, 'main').map((text) => text.replaceAll('@LABEL ', '@'.padEnd(LABEL)))
    expect(texts.map((text) => text.length)).toEqual(sizes)
  }

/** What is said of `count` rotations in a row. */
export const rotated = (count = 1, directory = './main'): string =>
  `Flushing   ${directory}/@LABEL.u.\nClosed     ${directory}/@LABEL.s.\n`.repeat(count)

export const removed = (size: number): string =>
  `Removed  ./main/@LABEL.s to reclaim ${size} bytes\n`

export const TERMINATED = 'cyclog: INFO: Terminated.\n'
export const FORCED = 'cyclog: INFO: Forced log rotation.\n'
