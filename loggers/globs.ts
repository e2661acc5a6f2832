// Paths by pattern, for those a shell has not expanded: a name at a time, so that only
// directories that match are looked into. Names that begin with a dot are left out unless the
// pattern names the dot.

import micromatch from 'micromatch'
import type { ByteString } from '../src/bytes.js'
import { codeOf } from '../src/fault/fault.js'
import type { Files } from '../src/reading/files.js'

/** `[!a]` and `[[:alpha:]]` mean what they mean to a shell. */
const AS_SHELLS = { posix: true }

/** The paths that match, in order; none where none does. `**` is any number of directories. */
export const expand = (pattern: ByteString, files: Files): readonly ByteString[] =>
  micromatch
    .braces(pattern, { expand: true })
    .flatMap((plain: ByteString) => matching(plain, files))

const matching = (pattern: ByteString, files: Files): readonly ByteString[] => {
  const wantsDirectories = pattern.endsWith('/')
  const parts = pattern.split('/').filter((part) => part !== '')
  let found: readonly ByteString[] = [pattern.startsWith('/') ? '/' : '']
  for (const [k, part] of parts.entries()) {
    const inner = k < parts.length - 1 || wantsDirectories
    found = [...new Set(found.flatMap((base) => step(base, part, inner, files)))]
  }
  return found.toSorted()
}

/** What a part of the pattern leads to from `base`. */
const step = (
  base: ByteString,
  part: ByteString,
  inner: boolean,
  files: Files,
): readonly ByteString[] => {
  if (part === '**') return [base, ...below(base, files)]
  if (!micromatch.scan(part).isGlob) {
    const path = join(base, part)
    return files.stateOf(path) ? [path] : []
  }
  return entries(base, files)
    .filter(
      ({ name, directory }) => (directory || !inner) && micromatch.isMatch(name, part, AS_SHELLS),
    )
    .map(({ name }) => join(base, name))
}

/** All directories below `base`; a link that leads back is not followed. */
const below = (
  base: ByteString,
  files: Files,
  above: readonly (string | undefined)[] = [],
): readonly ByteString[] => {
  const identity = files.stateOf(base === '' ? '.' : base)?.identity
  if (above.includes(identity)) return []
  return entries(base, files)
    .filter(({ name, directory }) => directory && !name.startsWith('.'))
    .map(({ name }) => join(base, name))
    .flatMap((path) => [path, ...below(path, files, [...above, identity])])
}

const join = (base: ByteString, name: ByteString): ByteString =>
  base === '' || base.endsWith('/') ? `${base}${name}` : `${base}/${name}`

const entries = (directory: ByteString, files: Files): ReturnType<Files['list']> => {
  try {
    return files.list(directory === '' ? '.' : directory)
  } catch (error) {
    codeOf(error)
    return []
  }
}
