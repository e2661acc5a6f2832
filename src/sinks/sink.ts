// The contract of everything at the end of the pipeline.
//
// A sink takes its part of a batch and settles: it does what it can at once and says what
// keeps it from the rest. Whoever drives it waits that out and settles again; the sink
// goes on exactly where it stood. Until it has settled, the batch stays as it is.

import type { Batch } from '../batch.js'
import type { ByteString } from '../bytes.js'
import type { Fault } from '../fault/fault.js'
import type { Runs } from '../select/selector.js'
import type { LoneOutput, LonePassed } from '../system/lone-lines.js'

/** What keeps a sink from going on. */
export type Blocked =
  /**
   * A call failed: say so, then pause and settle again, settle again at once, or give up. Or
   * there is just no room yet: `wait` a moment, and settle again.
   */
  | {
      readonly fault: Fault
      readonly remedy: 'pause' | 'wait' | 'go-on' | 'give-up'
      /** Asked for meanwhile, this is not put off: the sink is rotated, or done with. */
      readonly heeds?: 'rotate' | 'finish'
    }
  /** A processor is at work in `directory`: settle again when `until` resolves. */
  | { readonly until: Promise<void>; readonly directory: ByteString }

/** One destination of lines. */
export type Sink = {
  /** Asks for whatever must be there before the first line; `settle` does it. */
  open(): void
  /** Takes its lines of a batch; `settle` delivers them. */
  take(batch: Batch, runs: Runs): void
  /**
   * `take` of all lines of a batch, and `settle`, in one: a line that comes alone pays for each
   * function called.
   */
  takeAll?(batch: Batch): Blocked | undefined
  /** What takes whole lines by itself just now; undefined where more is to be done about them. */
  readonly lone?: LoneOutput | undefined
  /** Takes what came of that, which has gone from `bytes`; `settle` does what was refused. */
  passed?(lines: LonePassed, bytes: Uint8Array): Blocked | undefined
  /** Asks for a rotation where there is something to rotate. */
  rotate(): void
  /** Asks for a clean end. */
  finish(): void
  /** Lines it has taken are not written yet; a sink that does not tell may have some. */
  readonly unwritten?: boolean
  /** Does what was asked, in order; undefined when all of it is done. */
  settle(): Blocked | undefined
  /** When it wants to be woken though no line has come: monotonic milliseconds, or Infinity. */
  readonly deadline?: number
  /** Does what has fallen due; `settle` finishes it. */
  wake?(): void
}
