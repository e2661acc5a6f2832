// Where shown bytes go: a buffer that is written when it is full enough. Whoever shows
// lines asks once a line, so that nothing within a line need look for room.

/** Takes bytes[start..end); false: nobody wants any more. */
export type Write = (bytes: Uint8Array, start: number, end: number) => boolean

/** So many bytes are written at once, or a little more. */
export const ENOUGH = 1 << 17

export class Shown {
  readonly bytes: Buffer
  readonly view: DataView
  /** What was shown ends here. */
  end = 0
  /** False once nobody wants any more. */
  wanted = true
  readonly #write: Write

  /** `longest`: bytes shown between two calls of `makeRoom` at most. */
  constructor(write: Write, longest: number) {
    this.#write = write
    this.bytes = Buffer.allocUnsafeSlow(ENOUGH + longest)
    this.view = new DataView(this.bytes.buffer)
  }

  makeRoom(): void {
    if (this.end >= ENOUGH) this.flush()
  }

  /** Writes what there is. */
  flush(): void {
    if (this.end > 0 && this.wanted) this.wanted = this.#write(this.bytes, 0, this.end)
    this.end = 0
  }

  /** Shows all of `part`, which is short. */
  put(part: Uint8Array): void {
    for (let k = 0; k < part.length; k++) this.bytes[this.end++] = part[k] as number
  }

  /** Writes bytes that need not be copied, behind what there is. */
  pass(bytes: Uint8Array, start: number, end: number): void {
    this.flush()
    if (end > start && this.wanted) this.wanted = this.#write(bytes, start, end)
  }
}
