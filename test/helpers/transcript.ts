// All that can be seen of one or more runs of a logger in one place, and how two such
// records are compared.

import type { ByteString } from '../../src/bytes.js'
import type { Snapshot } from './snapshot.js'

export type Transcript = {
  /** Exit code or signal of each run, as in `0` or `SIGKILL, 0`. */
  readonly exit: string
  readonly stdout: ByteString
  readonly stderr: ByteString
  readonly files: Snapshot
  /** What the runs left in their input pipe. */
  readonly left: ByteString
}

// One line a line of content, every odd byte visible.
const visible = (text: ByteString): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\n', '\\n\n    ')
    .replace(/[\x7f-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`)

const render = (transcript: Transcript): string => {
  const { files, ...rest } = transcript
  const parts = [...Object.entries(rest), ...Object.entries(files)]
  return parts.map(([name, text]) => `${visible(name)}: ${visible(text)}\n`).join('')
}

export const same = (one: Transcript, other: Transcript): boolean => render(one) === render(other)

/** Both transcripts whole, with the first line in which they differ. */
export const difference = (original: Transcript, ours: Transcript): string => {
  const [theirs, own] = [render(original), render(ours)]
  const lines = own.split('\n')
  const first = theirs.split('\n').findIndex((line, k) => line !== lines[k])
  return `first difference in line ${first + 1}\n--- original\n${theirs}--- ours\n${own}`
}
