// What the copy of an archive is called. A name keeps its place and its meaning: a label is
// laid by the rule its lines get, and all else stays, the `.s` or `.u` of loggers among it.
//
// A compressed archive with a label keeps its name too: svlogd counts and deletes names of 27
// bytes alone, and reads by them. tinylog compresses what is not called `.Z`, so its archives
// are. What is no longer compressed is not called so. `spec/svlogd.md §7`, `spec/tinylog.md §3`.

import type { ByteString } from '../bytes.js'
import type { LogFile } from '../reading/log-files.js'
import { asLabelled, type Dialect, fromTai, LABEL_LENGTH, labelOf, toTai } from '../time/tai64n.js'

/** How a file is laid out on disk. */
export type Format = 'plain' | 'gzip'

/** What gzip is called by. */
const COMPRESSED = /\.(gz|Z|z)$/

/** The name of a file's copy, whose labels count by `to` where the file's count by `from`. */
export const nameOfCopy = (
  { name, named }: LogFile,
  { from, to, format }: { readonly from: Dialect; readonly to: Dialect; readonly format: Format },
): ByteString => {
  if (!named) return name
  const bare = name.replace(COMPRESSED, '')
  const suffix = named.by === 'date' ? '.Z' : name.slice(bare.length)
  const renamed = format === 'gzip' ? bare + suffix : bare
  if (named.by !== 'label' || from === to) return renamed
  const posix = fromTai(toTai(named.instant.seconds, 'djb'), from)
  const label = labelOf({ ...named.instant, seconds: asLabelled(posix, to) })
  return label + renamed.slice(LABEL_LENGTH)
}

/** A file and the name of its copy; in files of one rule, names are in order. */
export type Named = { readonly file: LogFile; readonly name: ByteString; readonly from: Dialect }

/**
 * The first copy, in the order of the files, that would be called like another one or come
 * before one of the same rule that it followed, as may happen in an inserted second; undefined
 * where all is well.
 */
export const misplaced = <Each extends Named>(copies: readonly Each[]): Each | undefined => {
  const taken = new Set<ByteString>()
  const last = { djb: '', tai: '' }
  return copies.find(({ file, name, from }) => {
    const label = file.named?.by === 'label' ? name.slice(0, LABEL_LENGTH) : last[from]
    const wrong = taken.has(name) || label < last[from]
    taken.add(name)
    last[from] = label
    return wrong
  })
}
