// TAI64N labels at the start of lines to dates, within one minute: the twin is
// LabelConverter.convert (../../time/label-converter.ts) with Tai64nLabels.

import { copyLine } from './copy'
import { allHexadecimal, words, writeDecimal, writeNine } from './digits'

const AT: u8 = 0x40
const LABEL_LENGTH = 25
/** `YYYY-MM-DD HH:MM:SS.` */
const TEXT_LENGTH = 20
const SECOND_AT = 17

let upper: u64 = 0
let start: u32 = 0
let first: u32 = 0
let span: u32 = 0
let text: i32 = 0

/** Where the last call's output ended. */
export let converted: i32 = 0

/**
 * Labels that begin with the 8 digits at `digits` are those of a minute that began at the
 * second `minute` (of the next 8 digits), as long as they are `span` seconds from its
 * second `firstSecond` on. Its text is at `textAt`.
 */
export function setMinute(
  digits: i32,
  minute: u32,
  firstSecond: u32,
  seconds: u32,
  textAt: i32,
): void {
  upper = load<u64>(digits)
  start = minute
  first = firstSecond
  span = seconds
  text = textAt
}

/**
 * Converts lines of [at, end) to `out`, a line feed being at `end`; with `midLine` the first
 * one from inside. Ends early before a label that it leaves to its twin. Gives where in the
 * input it ended: `end` + 1 where the last line goes on.
 */
export function convert(at: i32, end: i32, out: i32, midLine: bool): i32 {
  do {
    if (!midLine && load<u8>(at) === AT) {
      if (end - at <= LABEL_LENGTH || load<u64>(at + 1) !== upper) break
      const digits = v128.load(at + 9)
      if (!allHexadecimal(digits)) break
      const both = words(digits)
      const second = <u32>(both >> 32) - start
      const nanoseconds = <u32>both
      if (second - first >= span || nanoseconds > 999999999) break
      v128.store(out, v128.load(text))
      store<u32>(out + 16, load<u32>(text + 16))
      writeDecimal(out + SECOND_AT, 2, second)
      writeNine(out + TEXT_LENGTH, nanoseconds)
      at += LABEL_LENGTH
      out += TEXT_LENGTH + 9
    }
    midLine = false
    const next = copyLine(at, out)
    out += next - at
    at = next
  } while (at < end)
  converted = out
  return at
}
