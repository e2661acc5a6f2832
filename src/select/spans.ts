// The verdicts on the lines of a batch: neighbouring lines that have the same one make a span,
// so that a sink's part of a batch comes as few long runs.

/** Spans of a batch's lines. */
export class Spans {
  /** Span i begins at line numbers[2i] and has the verdict numbers[2i + 1]. */
  numbers: Int32Array
  count = 0

  /** `numbers`: room for two a line. */
  constructor(numbers: Int32Array) {
    this.numbers = numbers
  }

  /** The verdict on the line noted last; -1 where there is none. */
  get last(): number {
    return this.count === 0 ? -1 : (this.numbers[2 * this.count - 1] as number)
  }

  /** From line `line` on the verdict is `verdict`. */
  note(line: number, verdict: number): void {
    if (verdict === this.last) return
    this.numbers[2 * this.count] = line
    this.numbers[2 * this.count + 1] = verdict
    this.count++
  }
}
