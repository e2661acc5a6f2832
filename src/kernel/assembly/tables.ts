// Where an automaton's tables lie (see KernelSteps, ../steps.ts), and what they tell.

export const COLUMNS = 0
export const WAITING = 256
export const INITIAL = WAITING + 1024
export const TAKEN = INITIAL + 1024
export const SETS = TAKEN + 256
export const MATCH_STARTS = SETS + 96
export const CONTROL = MATCH_STARTS + 96
export const JOINS = CONTROL + 128
export const FOLLOWS = JOINS + (4096 << 4)
export const OUTCOMES = FOLLOWS + (2048 << 5)
export const NEXT_WAITING = OUTCOMES + (1024 << 3)
export const TABLE = NEXT_WAITING + 1024

// In CONTROL: where and how a line has stopped; how many spans there are; how lines begin.
export const AT = 0
export const ROW = 4
export const COUNT = 8
export const OUTCOME = 12
export const NOTED = 16
export const BEGIN = 20
export const WAITED = 24
export const RESTS = 28
export const BEGUN = 32
export const SEARCHED = 36
export const NEW = 40
// ... and how the next line goes on, behind the bytes that are alike if one has come there.
export const BEHIND = 44
export const NEXT_ROW = 48
export const NEXT_PENDING = 52
export const NEXT_OUTCOME = 56
export const NEXT_TAKEN = 60
// ... and what a stopped line waits for.
export const PENDING = 64
// ... from which state and with which outcome a way leads to what is not known, at NEW.
export const NEW_ROW = 68
export const NEW_OUTCOME = 72
// ... and up to four bytes that lines wait for, each with the state of what waits.
export const FIRSTS = 80

// In SETS: the bytes awaited, those that leave the row lines begin in, the awaited of the next line.
export const AWAITED = 0
export const RESTING = 32
export const NEXT_AWAITED = 64

/** The state of no patterns, and a cell that is not known; below that are events. */
export const EMPTY = 0
export const UNKNOWN = -1

/** The state of two, where it is known; UNKNOWN elsewhere. */
export function joined(joins: i32, one: i32, other: i32): i32 {
  const slot = joins + (((one * 31 + other) & 4095) << 4)
  const known = load<i32>(slot) === one && load<i32>(slot, 4) === other
  return known ? load<i32>(slot, 8) : UNKNOWN
}

/** Where it is told what comes of an outcome by a cell; 0 where that is not known. */
export function followed(follows: i32, outcome: i32, cell: i32): i32 {
  const slot = follows + (((outcome * 31 + cell) & 2047) << 5)
  return load<i32>(slot) === outcome && load<i32>(slot, 4) === cell ? slot : 0
}

/** For the bytes taken the same waits as in `before`, those before number `from` excepted. */
export function restore(place: i32, before: i32, from: i32, taken: i32): void {
  for (let k = from; k < taken; k++) {
    const byte: i32 = load<u8>(place + TAKEN + k)
    store<i32>(place + WAITING + (byte << 2), load<i32>(before + (byte << 2)))
  }
}
