// A stamp before every line: the twin is StampStage.fill (../../time/stamp.ts).

import { copyLine } from './copy'
import { writeFraction } from './digits'

/** Where the last call's output ended, how many line ends it noted, and the next moment. */
export let stampedTo: i32 = 0
export let stampedLines: i32 = 0
export let nextNanoseconds: i32 = 0

/**
 * Copies lines of [from, to) to `out`, each that begins there stamped, as far as there is
 * room before `room`, and notes where they end at `ends`. The stamp is the 32 bytes at
 * `template`, of which `width` count; `digits` of its fraction are at `fractionAt`, decimal
 * ones of nanoseconds over `unit`, or hexadecimal ones where that is 0. It ends early when the second
 * is full. Gives where in the input it ended.
 */
export function stamp(
  out: i32,
  room: i32,
  from: i32,
  to: i32,
  midLine: bool,
  template: i32,
  width: i32,
  fractionAt: i32,
  digits: i32,
  unit: i32,
  nanoseconds: i32,
  ends: i32,
): i32 {
  const first = v128.load(template)
  const second = v128.load(template, 16)
  let at = from
  let noted = ends
  while (at < to && out + width + to - at <= room && nanoseconds < 1000000000) {
    if (!midLine) {
      v128.store(out, first)
      v128.store(out, second, 16)
      if (digits > 0) writeFraction(out + fractionAt, digits, unit, nanoseconds)
      out += width
      nanoseconds++
    }
    midLine = false
    const next = copyLine(at, out)
    out += next - at
    at = next
    store<i32>(noted, out)
    noted += 4
  }
  stampedTo = out
  stampedLines = (noted - ends) >> 2
  nextNanoseconds = nanoseconds
  return at
}
