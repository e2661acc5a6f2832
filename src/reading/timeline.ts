// Several logs as one, in the order of time: a merge of streams, run by run. A run is as many
// lines of one source as come before the next line of every other; what a line costs here is
// a look at its stamp and one for its end.
//
// Each source keeps its own order, whatever its stamps say; lines of one moment come in the
// order of the sources. So the merge is the stable sort by the latest stamp so far.
//
// A line that is handed on in pieces is not interrupted.

import { lineEnd } from '../lines.js'
import type { Source } from './source.js'

/** Lines of one source, or pieces of one: bytes[start..end) of its stream. */
export type Run = {
  source: Source
  start: number
  end: number
  /** It begins inside a line. */
  continued: boolean
  /** It ends inside a line. */
  open: boolean
}

/**
 * Who takes runs; valid during the call alone. False: no more are wanted, and what was is up
 * to the run's `end`.
 */
export type Taker = (run: Run) => boolean

/** Makes a source's window the next one, as `Source.fill`. */
export type Fill = (source: Source) => boolean | Promise<boolean>

/**
 * Hands on all lines of the sources; resolves when there are no more, or none are wanted: with
 * whether more are.
 */
export const tell = async (
  sources: readonly Source[],
  take: Taker,
  fill: Fill = (source) => source.fill(),
): Promise<boolean> => {
  const [first, second] = sources
  if (!first) return true
  return second ? merge(sources, take, fill) : handAll(first, take, fill)
}

// Nothing to be compared: no line is looked at.
const handAll = async (source: Source, take: Taker, fill: Fill): Promise<boolean> => {
  const run: Run = { source, start: 0, end: 0, continued: false, open: false }
  for (;;) {
    const filled = fill(source)
    if (!(typeof filled === 'boolean' ? filled : await filled)) return true
    if (!handWindow(source, run, take)) return false
  }
}

const handWindow = (source: Source, run: Run, take: Taker): boolean => {
  const { stream } = source
  run.source = source
  run.start = stream.start
  run.end = stream.end
  run.continued = stream.continued
  run.open = stream.open
  stream.start = stream.end
  return take(run)
}

const merge = async (sources: readonly Source[], take: Taker, fill: Fill): Promise<boolean> => {
  const run: Run = { source: sources[0] as Source, start: 0, end: 0, continued: false, open: false }
  const heap: Source[] = []
  for (const source of sources) {
    const found = await advance(source, run, take, fill)
    if (found === 'unwanted') return false
    if (found === 'line') heap.push(source)
  }
  for (let k = (heap.length >> 1) - 1; k >= 0; k--) sink(heap, k)
  while (heap.length > 0) {
    const source = heap[0] as Source
    const { stream } = source
    if (!handRun(source, next(heap), run, take)) return false
    if (stream.start >= stream.end) {
      const found = await advance(source, run, take, fill)
      if (found === 'unwanted') return false
      if (found === 'nothing') {
        const last = heap.pop() as Source
        if (heap.length === 0) return true
        if (last !== source) heap[0] = last
      }
    }
    sink(heap, 0)
  }
  return true
}

/** What a source has next: a line, whose head was read; nothing; or what nobody wants. */
type Advance = 'line' | 'nothing' | 'unwanted'

/** Fills until a line begins in the window; the rest of one that was begun is handed on. */
const advance = async (source: Source, run: Run, take: Taker, fill: Fill): Promise<Advance> => {
  const { stream } = source
  for (;;) {
    const filled = fill(source)
    if (!(typeof filled === 'boolean' ? filled : await filled)) return 'nothing'
    if (!stream.continued) break
    if (!handContinued(source, run, take)) return 'unwanted'
    if (stream.start < stream.end) return 'line'
  }
  source.readHead()
  return 'line'
}

/** The rest of a line whose beginning was handed on, or a piece of it. */
const handContinued = (source: Source, run: Run, take: Taker): boolean => {
  const { stream } = source
  if (stream.open && stream.start === stream.end) return true
  run.source = source
  run.start = stream.start
  run.end = Math.min(lineEnd(stream.view, stream.start), stream.end)
  run.continued = true
  run.open = run.end === stream.end && stream.open
  stream.start = run.end
  stream.continued = false
  if (stream.start < stream.end) source.readHead()
  return take(run)
}

/** Hands on the lines that come before the rival's next one, as far as the window goes. */
const handRun = (source: Source, rival: Source | undefined, run: Run, take: Taker): boolean => {
  if (!rival) return handWindow(source, run, take)
  const { stream } = source
  const { view, start, end } = stream
  let at = start
  do {
    at = lineEnd(view, at)
    if (at >= end) break
    source.readHead(at)
  } while (isBefore(source, rival))
  run.source = source
  run.start = start
  run.end = Math.min(at, end)
  run.continued = false
  run.open = at > end
  stream.start = run.end
  return take(run)
}

/** Whose line comes after those of the first source. */
const next = (heap: readonly Source[]): Source | undefined => {
  const [, left, right] = heap
  return left && right && isBefore(right, left) ? right : left
}

const isBefore = (a: Source, b: Source): boolean => {
  if (a.seconds !== b.seconds) return a.seconds < b.seconds
  if (a.nanoseconds !== b.nanoseconds) return a.nanoseconds < b.nanoseconds
  return a.index < b.index
}

/** Moves the source at `from` down to its place. */
const sink = (heap: Source[], from: number): void => {
  const source = heap[from] as Source
  let at = from
  for (;;) {
    const left = 2 * at + 1
    const right = left + 1
    const first = heap[left]
    if (!first) break
    const second = heap[right]
    const lesser = second && isBefore(second, first) ? right : left
    const child = heap[lesser] as Source
    if (isBefore(source, child)) break
    heap[at] = child
    at = lesser
  }
  heap[at] = source
}
