const LOW = i8x16.splat(0x0f)
const NONE = i8x16.splat(0)
const BITS = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128)
const PLACES = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

/**
 * Looks for a byte of a set, and may find one behind `to`. Of a set there are two halves, for
 * bytes below 128 and others: by a byte's lower four bits, a bit for each of its next three.
 */
export function find(at: i32, to: i32, lower: v128, upper: v128): i32 {
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
export function only(byte: u8): v128 {
  return v128.and(i8x16.eq(PLACES, i8x16.splat(byte & 15)), i8x16.splat(1 << ((byte >> 4) & 7)))
}

/** The groups that have each of these bytes at one place. */
function groups(bytes: v128, byLower: v128, byUpper: v128): v128 {
  return v128.and(
    i8x16.swizzle(byLower, v128.and(bytes, LOW)),
    i8x16.swizzle(byUpper, i8x16.shr_u(bytes, 4)),
  )
}

/**
 * Looks for three bytes that may be what a match begins with, and may find some behind `to`.
 * At `sets` are, for each of the three, the groups by lower and by upper four bits, 16 bytes each.
 */
export function findMatchStart(at: i32, to: i32, sets: i32): i32 {
  const firstLower = v128.load(sets)
  const firstUpper = v128.load(sets, 16)
  const secondLower = v128.load(sets, 32)
  const secondUpper = v128.load(sets, 48)
  const thirdLower = v128.load(sets, 64)
  const thirdUpper = v128.load(sets, 80)
  while (at < to) {
    const candidates = v128.and(
      groups(v128.load(at), firstLower, firstUpper),
      v128.and(
        groups(v128.load(at, 1), secondLower, secondUpper),
        groups(v128.load(at, 2), thirdLower, thirdUpper),
      ),
    )
    if (v128.any_true(candidates)) return at + ctz(i8x16.bitmask(i8x16.ne(candidates, NONE)))
    at += 16
  }
  return at
}
