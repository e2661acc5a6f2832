// Lines through the automaton as far as nothing new happens to them: the twin is
// Automaton.judge (../../select/automaton.ts), which goes on where this stops.
//
// What it works on lies from `place` on: see KernelSteps (../steps.ts).

const COLUMNS = 0
const WAITING = 256
const INITIAL = WAITING + 1024
const TAKEN = INITIAL + 1024
const SETS = TAKEN + 256
const CONTROL = SETS + 64
const JOINS = CONTROL + 64
const FOLLOWS = JOINS + (4096 << 4)
const OUTCOMES = FOLLOWS + (4096 << 4)
const TABLE = OUTCOMES + (1024 << 3)

// In CONTROL: where and how a line has stopped; how many spans there are; how lines begin.
const AT = 0
const ROW = 4
const COUNT = 8
const OUTCOME = 12
const NOTED = 16
const BEGIN = 20
const WAITED = 24
const RESTS = 28
const BEGUN = 32

const LINE_FEED = 0x0a
const EMPTY = 0

const LOW = i8x16.splat(0x0f)
const BITS = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128)
const PLACES = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

/**
 * Looks for a byte of a set, and may find one behind `to`. Of a set there are two halves, for
 * bytes below 128 and others: by a byte's lower four bits, a bit for each of its next three.
 */
function find(at: i32, to: i32, lower: v128, upper: v128): i32 {
  while (at < to) {
    const bytes = v128.load(at)
    const column = v128.and(bytes, LOW)
    const half = v128.bitselect(
      i8x16.swizzle(upper, column),
      i8x16.swizzle(lower, column),
      i8x16.shr_s(bytes, 7),
    )
    const bit = i8x16.swizzle(BITS, i8x16.shr_u(bytes, 4))
    const found = i8x16.bitmask(i8x16.eq(v128.and(half, bit), bit))
    if (found) return at + ctz(found)
    at += 16
  }
  return at
}

/** The one byte of a set's half, as far as it is this half's. */
function only(byte: u8): v128 {
  return v128.and(i8x16.eq(PLACES, i8x16.splat(byte & 15)), i8x16.splat(1 << ((byte >> 4) & 7)))
}

/** The state of two, where it is known; -1 elsewhere. */
function joined(joins: i32, one: i32, other: i32): i32 {
  const slot = joins + (((one * 31 + other) & 4095) << 4)
  const known = load<i32>(slot) === one && load<i32>(slot, 4) === other
  return known ? load<i32>(slot, 8) : -1
}

/** Where it is told what comes of an outcome by a cell; 0 where that is not known. */
function followed(follows: i32, outcome: i32, cell: i32): i32 {
  const slot = follows + (((outcome * 31 + cell) & 4095) << 4)
  return load<i32>(slot) === outcome && load<i32>(slot, 4) === cell ? slot : 0
}

/**
 * Takes lines `line` to `lines`, the first of which begins at `from`, on their first `window`
 * bytes, and notes their verdicts at `spans`, where there are `count`: a line and its verdict,
 * which holds for those that follow. Gives the first line to which something happens that is
 * not known here, having noted how far it is.
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
): i32 {
  const table = place + TABLE
  const waiting = place + WAITING
  const follows = place + FOLLOWS
  const outcomes = place + OUTCOMES
  const awaitedLower = v128.load(place + SETS)
  const awaitedUpper = v128.load(place + SETS, 16)
  const restingLower = v128.load(place + SETS, 32)
  const restingUpper = v128.load(place + SETS, 48)
  const begin = load<i32>(place + CONTROL, BEGIN)
  const waited = load<i32>(place + CONTROL, WAITED)
  const rests = load<i32>(place + CONTROL, RESTS) !== 0
  const begun = load<i32>(place + CONTROL, BEGUN)
  const lineFeed: i32 = load<u8>(place + COLUMNS + LINE_FEED)
  let noted = spans + (count << 3)
  let previous = count === 0 ? -1 : load<i32>(noted - 4)
  for (; line < lines; line++) {
    const end = load<i32>(ends + (line << 2))
    const to = end - from > window ? from + window : end
    let lower = awaitedLower
    let upper = awaitedUpper
    let row = begin
    let pending = waited
    let outcome = begun
    let verdict = -1
    let taken = 0
    let at = from
    let stopped = false
    while (at < to) {
      if (row === EMPTY) at = pending === 0 ? to : find(at, to, lower, upper)
      else if (rests && row === begin && pending === 0)
        at = find(at, to, restingLower, restingUpper)
      if (at >= to) break
      const byte = load<u8>(at)
      const column: i32 = load<u8>(place + COLUMNS + byte)
      let cell = load<i32>(table + ((row + column) << 2))
      const woken = load<i32>(waiting + ((<i32>byte) << 2))
      let other = woken === EMPTY ? EMPTY : load<i32>(table + ((woken + column) << 2))
      let then = outcome
      if ((cell | other) < EMPTY) {
        if (cell < EMPTY) {
          const known = followed(follows, then, cell)
          stopped = known === 0
          if (stopped) break
          cell = load<i32>(known, 8)
          then = load<i32>(known, 12)
        }
        if (other < EMPTY) {
          const known = followed(follows, then, other)
          stopped = known === 0
          if (stopped) break
          other = load<i32>(known, 8)
          then = load<i32>(known, 12)
        }
      }
      let next = cell | other
      if (cell !== EMPTY && other !== EMPTY) {
        next = joined(place + JOINS, cell, other)
        stopped = next < EMPTY
        if (stopped) break
      }
      if (woken !== EMPTY) {
        store<i32>(waiting + ((<i32>byte) << 2), EMPTY)
        store<u8>(place + TAKEN + taken, byte)
        taken++
        pending--
        if (byte < 128) lower = v128.andnot(lower, only(byte))
        else upper = v128.andnot(upper, only(byte))
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
      store<i32>(place + CONTROL, at, AT)
      store<i32>(place + CONTROL, row, ROW)
      store<i32>(place + CONTROL, taken, COUNT)
      store<i32>(place + CONTROL, outcome, OUTCOME)
      break
    }
    for (let k = 0; k < taken; k++) {
      const byte: i32 = load<u8>(place + TAKEN + k)
      store<i32>(waiting + (byte << 2), load<i32>(place + INITIAL + (byte << 2)))
    }
    if (verdict !== previous) {
      store<i32>(noted, line)
      store<i32>(noted, verdict, 4)
      noted += 8
      previous = verdict
    }
    from = end
  }
  store<i32>(place + CONTROL, (noted - spans) >> 3, NOTED)
  return line
}
