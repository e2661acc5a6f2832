// What a full disk has cost a log and the log has not yet told.

import type { ByteString } from '../bytes.js'

/** What went for room and has not been told of in the log. */
export class Removals {
  /** There is nothing to tell. */
  none = true
  #count = 0
  #bytes = 0
  #oldest: ByteString = ''
  #newest: ByteString = ''

  /** `file`, of `size` bytes, has gone. */
  add(file: ByteString, size: number): void {
    if (this.none) this.#oldest = file
    this.none = false
    this.#newest = file
    this.#count++
    this.#bytes += size
  }

  /** What a line in the log says, and begins to count anew. Names are shown in ASCII. */
  tell(): ByteString {
    const oldest = shown(this.#oldest)
    const [what, which] =
      this.#count === 1
        ? ['1 archive', oldest]
        : [`${this.#count} archives`, `${oldest} to ${shown(this.#newest)}`]
    const text = `logrun: disk full: removed ${what}, ${this.#bytes} bytes: ${which}`
    this.none = true
    this.#count = 0
    this.#bytes = 0
    return text
  }
}

// A suffix may be somebody else's.
const shown = (name: ByteString): ByteString => name.replace(/[^!-~]/g, '?')
