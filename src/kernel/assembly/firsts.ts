// Lines of which few bytes are awaited: each way through the table is gone by itself, from where
// the line begins and from the first of each awaited byte. What patterns come to together does
// not depend on whose way is gone first, so states need not be joined, and what comes behind the
// ends of all ways is not looked at.

import { judge } from './steps'
import {
  AT,
  BEGIN,
  BEGUN,
  COLUMNS,
  CONTROL,
  COUNT,
  EMPTY,
  FIRSTS,
  FOLLOWS,
  followed,
  NEW,
  NEW_OUTCOME,
  NEW_ROW,
  OUTCOME,
  OUTCOMES,
  PENDING,
  ROW,
  TABLE,
  WAITED,
} from './tables'
import { note } from './verdicts'

const LINE_FEED = 0x0a

/** So many awaited bytes cost less one by one than as a set. */
const MOST = 4

/** In place of an outcome: something is not known yet, or is another loop's to see to. */
const UNKNOWN = -1
const OTHER = -2

/** Whether few bytes are awaited by `waiting`: then they are noted, each with its state. */
export function few(place: i32, waiting: i32): bool {
  let noted = place + CONTROL + FIRSTS
  const most = noted + (MOST << 3)
  for (let byte = 0; byte < 256; byte++) {
    const row = load<i32>(waiting + (byte << 2))
    if (row === EMPTY) continue
    if (noted === most) return false
    store<i32>(noted, byte)
    store<i32>(noted, row, 4)
    noted += 8
  }
  if (noted < most) store<i32>(noted, -1)
  return true
}

/** Where a byte is first, from `at` on; `end` or more where it is not before that. */
function first(byte: i32, at: i32, end: i32): i32 {
  const bytes = i8x16.splat(<i8>byte)
  for (; at < end; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), bytes))
    if (found) return at + ctz(found)
  }
  return end
}

/** What comes of `outcome` on the way from `at` on, in the state `row`. */
function follow(place: i32, outcome: i32, row: i32, at: i32, end: i32): i32 {
  for (; row > EMPTY && at < end; at++) {
    const column: i32 = load<u8>(place + COLUMNS + load<u8>(at))
    row = load<i32>(place + TABLE + ((row + column) << 2))
    if (row >= EMPTY) continue
    const known = followed(place + FOLLOWS, outcome, row)
    if (known === 0) return UNKNOWN
    // A byte that is awaited from there on.
    if (load<i32>(known, 16) >= 0) return OTHER
    row = load<i32>(known, 8)
    outcome = load<i32>(known, 12)
  }
  return outcome
}

/** Whether the byte at `at` ends all that is under way in the state `row`. */
export function endsAt(place: i32, row: i32, at: i32): bool {
  const column: i32 = load<u8>(place + COLUMNS + load<u8>(at))
  return load<i32>(place + TABLE + ((row + column) << 2)) === EMPTY
}

/**
 * Notes that the way from `at` on, in the state `row` and with `outcome`, leads to what is not
 * known, and that the plain automaton is to take the line from its beginning.
 */
export function stop(place: i32, from: i32, outcome: i32, row: i32, at: i32): void {
  const control = place + CONTROL
  store<i32>(control, from, AT)
  store<i32>(control, load<i32>(control, BEGIN), ROW)
  store<i32>(control, 0, COUNT)
  store<i32>(control, load<i32>(control, BEGUN), OUTCOME)
  store<i32>(control, load<i32>(control, WAITED), PENDING)
  store<i32>(control, at, NEW)
  store<i32>(control, row, NEW_ROW)
  store<i32>(control, outcome, NEW_OUTCOME)
}

/**
 * As `judge`, of which it makes use where it must. Behind their first `alike` bytes all lines are
 * in the state `row`, with the outcome `begun`, and `few` has noted what they wait for.
 */
export function firsts(
  place: i32,
  line: i32,
  lines: i32,
  from: i32,
  ends: i32,
  window: i32,
  alike: i32,
  row: i32,
  begun: i32,
): i32 {
  const outcomes = place + OUTCOMES
  const noted = place + CONTROL + FIRSTS
  const behind = noted + (MOST << 3)
  const alone = load<i32>(noted) < 0
  const untouched = load<i32>(outcomes + (begun << 3), 4)
  for (; line < lines; line++) {
    const end = load<i32>(ends + (line << 2))
    const at = from + alike
    // Of most lines the first byte that counts tells all.
    if (alone && at < end && alike < window && endsAt(place, row, at)) {
      note(line, untouched)
      from = end
      continue
    }
    // What is cut short or goes on may match where these bytes do not.
    const whole = end - from <= window && at < end && load<u8>(end - 1) === LINE_FEED
    let outcome = whole ? follow(place, begun, row, at, end) : OTHER
    if (outcome === UNKNOWN) {
      stop(place, from, begun, row, at)
      return line
    }
    for (let wait = noted; outcome >= 0 && wait < behind; wait += 8) {
      const byte = load<i32>(wait)
      if (byte < 0 || load<i32>(outcomes + (outcome << 3)) >= 0) break
      const where = first(byte, at, end)
      if (where >= end) continue
      const before = outcome
      outcome = follow(place, before, load<i32>(wait, 4), where, end)
      if (outcome === UNKNOWN) {
        stop(place, from, before, load<i32>(wait, 4), where)
        return line
      }
    }
    if (outcome >= 0) note(line, load<i32>(outcomes + (outcome << 3), 4))
    else if (judge(place, line, line + 1, from, ends, window, 0) === line) return line
    from = end
  }
  return line
}
