// A file system of its own that somebody else fills and frees, in memory.

import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import type { ByteString } from '../../src/bytes.js'
import type { Place } from './places.js'

const PAGE = Buffer.alloc(4096)

export class SmallDisk {
  readonly #path: string
  readonly #filler: string

  /** Mounted on the directory `name`; `size` in bytes. Needs `mount` (needs.ts). */
  constructor(place: Place, name: ByteString, size: number) {
    this.#path = `${place.work}/${name}`
    this.#filler = `${this.#path}/filler`
    place.directory(name)
    const options = `size=${size},mode=700`
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'none', this.#path])
  }

  /** Takes all room that is left, but for the ends of pages. */
  fill(): void {
    const descriptor = openSync(this.#filler, 'a')
    try {
      for (;;) writeSync(descriptor, PAGE)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    } finally {
      closeSync(descriptor)
    }
  }

  /** Gives it back. */
  free(): void {
    rmSync(this.#filler)
  }

  unmount(): void {
    execFileSync('umount', ['--lazy', this.#path])
  }
}
