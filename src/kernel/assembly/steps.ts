// Lines through the automaton as far as nothing new happens to them: the twin is
// Automaton.judge (../../select/automaton.ts), which goes on where this stops.
//
// What it works on lies from `place` on: see KernelSteps (../steps.ts). There are more
// variables here than registers: what a line needs but once is kept in memory.

import { find, only } from './sets'
import {
  AT,
  AWAITED,
  BEGIN,
  BEGUN,
  BEHIND,
  COLUMNS,
  CONTROL,
  COUNT,
  EMPTY,
  FOLLOWS,
  followed,
  INITIAL,
  JOINS,
  joined,
  NEXT_AWAITED,
  NEXT_OUTCOME,
  NEXT_PENDING,
  NEXT_ROW,
  NEXT_TAKEN,
  NEXT_WAITING,
  OUTCOME,
  OUTCOMES,
  PENDING,
  RESTING,
  RESTS,
  ROW,
  restore,
  SETS,
  TABLE,
  TAKEN,
  WAITED,
  WAITING,
} from './tables'
import { note } from './verdicts'

const LINE_FEED = 0x0a

/** There is room for so many bytes taken; two may be added at once. */
const MOST_TAKEN = 254

/**
 * Takes lines `line` to `lines`, the first of which begins at `from`, on their first `window`
 * bytes, and notes their verdicts. Behind their first `alike` bytes all lines are in one state.
 * Gives the first line to which something happens that is not known here, having noted how far
 * it is.
 */
export function judge(
  place: i32,
  line: i32,
  lines: i32,
  from: i32,
  ends: i32,
  window: i32,
  alike: i32,
): i32 {
  const table = place + TABLE
  const waiting = place + WAITING
  const follows = place + FOLLOWS
  const outcomes = place + OUTCOMES
  const control = place + CONTROL
  const sets = place + SETS
  const begin = load<i32>(control, BEGIN)
  const rests = load<i32>(control, RESTS) !== 0
  const lineFeed: i32 = load<u8>(place + COLUMNS + LINE_FEED)
  store<i32>(control, 0, BEHIND)
  store<i32>(control, begin, NEXT_ROW)
  store<i32>(control, load<i32>(control, WAITED), NEXT_PENDING)
  store<i32>(control, load<i32>(control, BEGUN), NEXT_OUTCOME)
  store<i32>(control, 0, NEXT_TAKEN)
  v128.store(sets, v128.load(sets, AWAITED), NEXT_AWAITED)
  v128.store(sets, v128.load(sets, AWAITED + 16), NEXT_AWAITED + 16)
  let before = place + INITIAL
  for (; line < lines; line++) {
    const end = load<i32>(ends + (line << 2))
    const to = end - from > window ? from + window : end
    let lower = v128.load(sets, NEXT_AWAITED)
    let upper = v128.load(sets, NEXT_AWAITED + 16)
    let row = load<i32>(control, NEXT_ROW)
    let pending = load<i32>(control, NEXT_PENDING)
    let outcome = load<i32>(control, NEXT_OUTCOME)
    let taken = load<i32>(control, NEXT_TAKEN)
    const behind = load<i32>(control, BEHIND)
    let at = from + behind
    // Of most lines the first byte that counts tells all.
    if (behind === alike && pending === 0 && at < to) {
      const column: i32 = load<u8>(place + COLUMNS + load<u8>(at))
      if (load<i32>(table + ((row + column) << 2)) === EMPTY) {
        note(line, load<i32>(outcomes + (outcome << 3), 4))
        from = end
        continue
      }
    }
    let verdict = -1
    let stopped = false
    while (at < to) {
      if (behind < alike && at === from + alike) {
        store<i32>(control, alike, BEHIND)
        store<i32>(control, row, NEXT_ROW)
        store<i32>(control, pending, NEXT_PENDING)
        store<i32>(control, outcome, NEXT_OUTCOME)
        store<i32>(control, taken, NEXT_TAKEN)
        v128.store(sets, lower, NEXT_AWAITED)
        v128.store(sets, upper, NEXT_AWAITED + 16)
        before = place + NEXT_WAITING
        memory.copy(before, waiting, 1024)
      }
      if (row === EMPTY) at = pending === 0 ? to : find(at, to, lower, upper)
      else if (rests && row === begin && pending === 0)
        at = find(at, to, v128.load(sets, RESTING), v128.load(sets, RESTING + 16))
      if (at >= to) break
      const byte = load<u8>(at)
      const column: i32 = load<u8>(place + COLUMNS + byte)
      let cell = load<i32>(table + ((row + column) << 2))
      const woken = load<i32>(waiting + ((<i32>byte) << 2))
      let other = woken === EMPTY ? EMPTY : load<i32>(table + ((woken + column) << 2))
      let then = outcome
      let added = -1
      let addedRow = EMPTY
      if ((cell | other) < EMPTY) {
        if (cell < EMPTY) {
          const known = followed(follows, then, cell)
          stopped = known === 0
          if (stopped) break
          cell = load<i32>(known, 8)
          then = load<i32>(known, 12)
          added = load<i32>(known, 16)
          addedRow = load<i32>(known, 20)
        }
        if (other < EMPTY) {
          const known = followed(follows, then, other)
          // Two at once are for the plain automaton.
          stopped = known === 0 || (added >= 0 && load<i32>(known, 16) >= 0)
          if (stopped) break
          other = load<i32>(known, 8)
          then = load<i32>(known, 12)
          if (added < 0) {
            added = load<i32>(known, 16)
            addedRow = load<i32>(known, 20)
          }
        }
        if (added >= 0) {
          const others = added === <i32>byte ? EMPTY : load<i32>(waiting + (added << 2))
          if (others !== EMPTY) addedRow = joined(place + JOINS, others, addedRow)
          stopped = addedRow < EMPTY || taken >= MOST_TAKEN
          if (stopped) break
        }
      }
      let next = cell | other
      if (cell !== EMPTY && other !== EMPTY) {
        next = joined(place + JOINS, cell, other)
        stopped = next < EMPTY
        if (stopped) break
      }
      if (woken !== EMPTY) {
        stopped = taken > MOST_TAKEN
        if (stopped) break
        store<i32>(waiting + ((<i32>byte) << 2), EMPTY)
        store<u8>(place + TAKEN + taken, byte)
        taken++
        pending--
        if (byte < 128) lower = v128.andnot(lower, only(byte))
        else upper = v128.andnot(upper, only(byte))
      }
      if (added >= 0) {
        if (load<i32>(waiting + (added << 2)) === EMPTY) pending++
        store<i32>(waiting + (added << 2), addedRow)
        store<u8>(place + TAKEN + taken, <u8>added)
        taken++
        if (added < 128) lower = v128.or(lower, only(<u8>added))
        else upper = v128.or(upper, only(<u8>added))
      }
      row = next
      at++
      if (then === outcome) continue
      outcome = then
      verdict = load<i32>(outcomes + (outcome << 3))
      if (verdict >= 0) break
    }
    if (!stopped && verdict < 0) {
      at = to
      let last = outcome
      const cell = load<i32>(table + ((row + lineFeed) << 2))
      if (cell < EMPTY) {
        const known = followed(follows, outcome, cell)
        stopped = known === 0
        if (!stopped) last = load<i32>(known, 12)
      }
      verdict = load<i32>(outcomes + (last << 3), 4)
    }
    if (stopped) {
      store<i32>(control, at, AT)
      store<i32>(control, row, ROW)
      store<i32>(control, taken, COUNT)
      store<i32>(control, outcome, OUTCOME)
      store<i32>(control, pending, PENDING)
      return line
    }
    restore(place, before, load<i32>(control, NEXT_TAKEN), taken)
    note(line, verdict)
    from = end
  }
  restore(place, place + INITIAL, 0, load<i32>(control, NEXT_TAKEN))
  return line
}
