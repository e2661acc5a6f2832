// All lines of a batch through the automaton. Where patterns wait for bytes, what their matches
// begin with is looked for before, across lines: one without any, whose first byte ends all that
// waits for none, has the verdict it began with.

import { findMatchStart } from './sets'
import { judge } from './steps'
import {
  AT,
  BEGIN,
  BEGUN,
  COLUMNS,
  CONTROL,
  COUNT,
  EMPTY,
  INITIAL,
  MATCH_STARTS,
  NEW,
  NOTED,
  OUTCOME,
  OUTCOMES,
  PENDING,
  ROW,
  SEARCHED,
  TABLE,
  UNKNOWN,
  WAITED,
} from './tables'
import { beginNotes, note, notes } from './verdicts'

const LINE_FEED = 0x0a

/** The search is given up where most lines have something. */
const CREDIT = 16

/**
 * What patterns come to that wait for the byte at `at`, by that and those behind it: EMPTY where
 * it is nothing, else UNKNOWN or the event.
 */
function walk(place: i32, at: i32): i32 {
  let row = load<i32>(place + INITIAL + ((<i32>load<u8>(at)) << 2))
  for (; row > EMPTY; at++) {
    const column: i32 = load<u8>(place + COLUMNS + load<u8>(at))
    row = load<i32>(place + TABLE + ((row + column) << 2))
  }
  return row
}

/** Whether the byte at `at` ends all that is under way in the state `row`. */
function diesAt(place: i32, row: i32, at: i32): bool {
  const column: i32 = load<u8>(place + COLUMNS + load<u8>(at))
  return load<i32>(place + TABLE + ((row + column) << 2)) === EMPTY
}

/** Whether the byte at `at` is the first of its kind from `from` on: what waits for it ends there. */
function isFirst(from: i32, at: i32): bool {
  const byte = i8x16.splat(load<i8>(at))
  for (; from < at; from += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(from), byte))
    if (found) return from + ctz(found) === at
  }
  return true
}

/** As `judge`, of which it makes use where it must. */
function search(place: i32, line: i32, lines: i32, from: i32, ends: i32, window: i32): i32 {
  const sets = place + MATCH_STARTS
  const control = place + CONTROL
  const row = load<i32>(control, BEGIN)
  const begun = load<i32>(control, BEGUN)
  const untouched = load<i32>(place + OUTCOMES + (begun << 3), 4)
  const last = load<i32>(ends + ((lines - 1) << 2))
  let credit = CREDIT
  let start = from
  for (; line < lines && credit > 0; line++) {
    const end = load<i32>(ends + (line << 2))
    // What is cut short or goes on may match where these bytes do not.
    const whole =
      end - from <= window && load<u8>(end - 1) === LINE_FEED && diesAt(place, row, from)
    let fate = EMPTY
    if (whole) {
      if (start <= from) start = findMatchStart(from, last, sets)
      while (start < end) {
        fate = walk(place, start)
        if (fate !== EMPTY && isFirst(from, start)) break
        fate = EMPTY
        start = findMatchStart(start + 1, last, sets)
      }
    }
    if (whole && fate === EMPTY) {
      note(line, untouched)
      credit++
    } else if (fate === UNKNOWN) {
      store<i32>(control, from, AT)
      store<i32>(control, row, ROW)
      store<i32>(control, 0, COUNT)
      store<i32>(control, begun, OUTCOME)
      store<i32>(control, load<i32>(control, WAITED), PENDING)
      store<i32>(control, start, NEW)
      return line
    } else {
      if (judge(place, line, line + 1, from, ends, window, 0) === line) return line
      credit -= 2
    }
    from = end
  }
  return line === lines ? line : judge(place, line, lines, from, ends, window, 0)
}

/**
 * Takes lines `line` to `lines`, the first of which begins at `from`, on their first `window`
 * bytes, and notes their verdicts at `spans`, where there are `count`: a line and its verdict,
 * which holds for those that follow. Behind their first `alike` bytes all lines are in one state.
 * Gives the first line to which something happens that is not known here, having noted how far it
 * is.
 */
export function pass(
  place: i32,
  line: i32,
  lines: i32,
  from: i32,
  ends: i32,
  window: i32,
  spans: i32,
  count: i32,
  alike: i32,
): i32 {
  const control = place + CONTROL
  beginNotes(spans, count)
  store<i32>(control, -1, NEW)
  const passed =
    load<i32>(control, SEARCHED) === 0
      ? judge(place, line, lines, from, ends, window, alike)
      : search(place, line, lines, from, ends, window)
  store<i32>(control, notes(spans), NOTED)
  return passed
}
