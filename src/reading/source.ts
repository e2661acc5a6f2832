// One log's part in what is read: its stream between two moments, and the time of the line
// that is next.
//
// A line without a stamp belongs to the line before it. The first lines of all have the time
// of the first stamp behind them, or, if none is near, of their file's end, which its name or
// its status tells. A log whose later files have no stamps would stand still: so a file's first
// line is never much earlier than the end of the file before.
//
// For the two moments, a file that begins without stamps is as old as its end.
//
// `since` is where the first line stamped so or later is, `until` where the first one stamped
// later is: in between, lines are shown whatever their stamps, as clocks are set back.

import { lineEnd } from '../lines.js'
import { compareInstants, type Instant, later } from '../time/clock.js'
import type { PlacedFile } from './log.js'
import { momentIn } from './log-files.js'
import type { LogStream } from './stream.js'

/** From when to when; both ends included. */
export type Span = { readonly since?: Instant; readonly until?: Instant }

/** So many seconds after its last stamp, a file was ended by something else than that line. */
const PAUSE = 60

export class Source {
  readonly stream: LogStream
  /** Its place among the sources: of lines of one moment, the first source's come first. */
  readonly index: number
  /** The time of the line at the window's start, once `readHead` was called. */
  seconds = 0
  nanoseconds = 0
  readonly #since: Instant | undefined
  /** The first moment that is too late. */
  readonly #end: Instant | undefined
  #begun: boolean
  #ended = false
  /** A line's time is known. */
  #dated = false
  #file: PlacedFile | undefined
  /** When that was written last. */
  #fileEnd: Instant | undefined

  constructor(stream: LogStream, index: number, { since, until }: Span = {}) {
    this.stream = stream
    this.index = index
    this.#since = since
    this.#end = until && later(until, 1)
    this.#begun = since === undefined
  }

  /** The first line that is too late has come. */
  get ended(): boolean {
    return this.#ended
  }

  /** The next window of the stream, less what is not between the two moments. */
  fill(): boolean | Promise<boolean> {
    for (;;) {
      if (this.#ended) return false
      const filled = this.stream.fill()
      if (typeof filled !== 'boolean')
        return filled.then((done) => (done ? this.#confine() || this.fill() : false))
      if (!filled || this.#confine()) return filled
    }
  }

  /** Learns the time of the line at `at`, which is next. */
  readHead(at = this.stream.start): void {
    const { stamps, file } = this.stream
    const turned = file !== this.#file
    if (stamps.read(at) > 0) this.#take(stamps)
    else if (turned) this.#guess()
    if (turned) this.#fileEnd = endOf(this.stream)
    this.#file = file
  }

  /** Takes the time that stamps tell. */
  #take({ seconds, nanoseconds }: Instant): void {
    this.seconds = seconds
    this.nanoseconds = nanoseconds
    this.#dated = true
  }

  /** The time of a file's first line, which has no stamp. */
  #guess(): void {
    const { stream } = this
    const before = this.#fileEnd
    if (!this.#dated)
      this.#take(this.#firstStamped(stream.start) < 0 ? endOf(stream) : stream.stamps)
    else if (before && before.seconds > this.seconds + PAUSE) this.#take(before)
  }

  /** Takes off what is not asked for; false where nothing is left. */
  #confine(): boolean {
    const { stream } = this
    if (!this.#begun && this.#since) {
      const from = this.#firstFrom(this.#since)
      if (from < 0) return false
      stream.start = from
      stream.continued = false
      this.#begun = true
    }
    if (this.#end) {
      const to = this.#firstFrom(this.#end)
      if (to >= 0) {
        this.#ended = true
        stream.end = to
        stream.open = false
        stream.close()
      }
    }
    return stream.start < stream.end || stream.continued
  }

  /** Where the first line of the window is whose time is `moment` or later; -1 for nowhere. */
  #firstFrom(moment: Instant): number {
    const { stream } = this
    const { stamps } = stream
    const first = this.#firstStamped(stream.start)
    if (first < 0) {
      const whole = stream.offsetOf(stream.start) === 0 && !stream.continued
      return whole && compareInstants(endOf(stream), moment) >= 0 ? stream.start : -1
    }
    for (let at = first; at < stream.end; at = lineEnd(stream.view, at))
      if (stamps.read(at) > 0 && compareInstants(stamps, moment) >= 0) return at
    return -1
  }

  /** Where the first line with a stamp is, from the line at `from` on; -1 for nowhere. */
  #firstStamped(from: number): number {
    const { stamps, view, end, start, continued } = this.stream
    let at = continued && from === start ? lineEnd(view, from) : from
    while (at < end) {
      if (stamps.read(at) > 0) return at
      at = lineEnd(view, at)
    }
    return -1
  }
}

/** What is known of when a stream's file was written last, apart from its lines. */
const endOf = ({ file, modified, stamps }: LogStream): Instant => {
  const { named } = file
  return named && named.by !== 'seconds' ? momentIn(named, stamps.dialect) : modified
}
