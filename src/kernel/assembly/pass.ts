// All lines of a batch through the automaton, each way in which that can be done where it is the
// cheapest. Where patterns wait for bytes, what their matches begin with is looked for before,
// across lines: one without any, whose first byte ends all that waits for none, has the verdict
// it began with.

import { endsAt, few, firsts, stop } from './firsts'
import { findMatchStart } from './sets'
import { judge } from './steps'
import {
  BEGIN,
  BEGUN,
  BEHIND,
  COLUMNS,
  CONTROL,
  EMPTY,
  INITIAL,
  MATCH_STARTS,
  NEW,
  NEXT_OUTCOME,
  NEXT_ROW,
  NEXT_WAITING,
  NOTED,
  OUTCOMES,
  RESTING,
  RESTS,
  SEARCHED,
  SETS,
  TABLE,
  UNKNOWN,
} from './tables'
import { beginNotes, note, notes } from './verdicts'

const LINE_FEED = 0x0a

/**
 * The search is given up where most lines have something; sooner where each line by itself costs
 * little.
 */
const CREDIT = 16

/** From so many bytes a line on, those that are awaited are found sooner than what begins with them. */
const LONG = 128

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

/** Whether the byte at `at` is the first of its kind from `from` on: what waits for it ends there. */
function isFirst(from: i32, at: i32): bool {
  const byte = i8x16.splat(load<i8>(at))
  for (; from < at; from += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(from), byte))
    if (found) return from + ctz(found) === at
  }
  return true
}

/** Whether no byte leaves the state in which lines begin as it is. */
function leavesAtOnce(place: i32): bool {
  if (load<i32>(place + CONTROL, RESTS) === 0) return true
  const leaving = v128.and(v128.load(place + SETS, RESTING), v128.load(place + SETS, RESTING + 16))
  return i8x16.all_true(i8x16.eq(leaving, i8x16.splat(-1)))
}

/** As `judge`, of which it makes use where it must. */
function search(
  place: i32,
  line: i32,
  lines: i32,
  from: i32,
  ends: i32,
  window: i32,
  byFirsts: bool,
): i32 {
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
      end - from <= window && load<u8>(end - 1) === LINE_FEED && endsAt(place, row, from)
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
      const waiting: i32 = load<u8>(start)
      stop(place, from, begun, load<i32>(place + INITIAL + (waiting << 2)), start)
      return line
    } else {
      if (judge(place, line, line + 1, from, ends, window, 0) === line) return line
      credit -= byFirsts ? 8 : 2
    }
    from = end
  }
  if (line === lines) return line
  return byFirsts
    ? firsts(place, line, lines, from, ends, window, 0, row, begun)
    : judge(place, line, lines, from, ends, window, 0)
}

/** As `judge`, by the cheapest way. */
function go(place: i32, line: i32, lines: i32, from: i32, ends: i32, window: i32, alike: i32): i32 {
  const control = place + CONTROL
  if (alike > 0) {
    // How lines go on behind what is alike is told by the first of them.
    if (judge(place, line, line + 1, from, ends, window, alike) === line) return line
    from = load<i32>(ends + (line << 2))
    line++
    if (load<i32>(control, BEHIND) === alike && few(place, place + NEXT_WAITING)) {
      const row = load<i32>(control, NEXT_ROW)
      const outcome = load<i32>(control, NEXT_OUTCOME)
      return firsts(place, line, lines, from, ends, window, alike, row, outcome)
    }
  }
  const byFirsts = alike === 0 && leavesAtOnce(place) && few(place, place + INITIAL)
  const searched = load<i32>(control, SEARCHED) !== 0
  const length = load<i32>(ends + ((lines - 1) << 2)) - from
  if (byFirsts && (!searched || length >= (lines - line) * LONG)) {
    const row = load<i32>(control, BEGIN)
    return firsts(place, line, lines, from, ends, window, 0, row, load<i32>(control, BEGUN))
  }
  return searched
    ? search(place, line, lines, from, ends, window, byFirsts)
    : judge(place, line, lines, from, ends, window, alike)
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
  const passed = go(place, line, lines, from, ends, window, alike)
  store<i32>(control, notes(spans), NOTED)
  return passed
}
