// Which archives have been read, whatever became of their names: a processor makes `.s` of a
// complete `.u`, a compressor puts its suffix behind a name. An incomplete `.u` is what a killed
// writer has left, and may have the label of another archive (log-files.ts); or a writer is
// about to call it `.s`, the file being the same.

import type { ByteString } from '../bytes.js'
import type { FileState } from './files.js'
import { isComplete, plainName } from './log-files.js'

/** Names remembered beside those of twice as many archives as there are. */
const ROOM = 4096

export class SeenArchives {
  /**
   * Names without the suffixes of compressors, and labels alone for all names but incomplete
   * `.u`, of which the identity is kept.
   */
  readonly #seen = new Map<ByteString, string>()

  get any(): boolean {
    return this.#seen.size > 0
  }

  add(name: ByteString, state: FileState | undefined): void {
    const plain = plainName(name)
    this.#seen.set(plain, state?.identity ?? '')
    // One that has gone already has been ended.
    if (!plain.endsWith('.u') || !state || isComplete(state)) this.#seen.set(labelOf(plain), '')
  }

  /** Whether an archive was read, by this name or another; its state is asked for rarely. */
  has(name: ByteString, stateOf: () => FileState | undefined): boolean {
    const plain = plainName(name)
    if (this.#seen.has(plain)) return true
    const label = labelOf(plain)
    if (this.#seen.has(label)) return !plain.endsWith('.u') || isComplete(stateOf())
    const unfinished = this.#seen.get(`${label}.u`)
    return unfinished !== undefined && unfinished === stateOf()?.identity
  }

  // A directory that is read while names move may miss one that is there: so what has gone
  // is remembered for a while.
  /** Forgets the oldest names that cannot be among `count` archives. */
  forget(count: number): void {
    let surplus = this.#seen.size - 4 * count - ROOM
    for (const name of this.#seen.keys()) {
      if (surplus-- <= 0) return
      this.#seen.delete(name)
    }
  }
}

const labelOf = (plain: ByteString): ByteString => /^[^.]*(\.\d{6})?/.exec(plain)?.[0] ?? plain
