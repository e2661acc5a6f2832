// Digits, eight or nine at a time.

/** Eight lowercase hexadecimal digits, the first one lowest. */
export function hexadecimal(value: u32): u64 {
  let digits = <u64>bswap<u32>(value)
  digits = ((digits & 0xffff0000) << 16) | (digits & 0xffff)
  digits = ((digits << 8) | digits) & 0x00ff00ff00ff00ff
  digits = ((digits >> 4) & 0x000f000f000f000f) | ((digits & 0x000f000f000f000f) << 8)
  const letters = ((digits + 0x0606060606060606) >> 4) & 0x0101010101010101
  return digits + 0x3030303030303030 + letters * 39
}

/** Writes `count` decimal digits, the last of `value`. */
export function writeDecimal(at: i32, count: i32, value: u32): void {
  for (let k = at + count - 1; k >= at; k--) {
    const tens = value / 10
    store<u8>(k, 0x30 + value - 10 * tens)
    value = tens
  }
}

/** Writes nine: the first, and eight that are divided in halves together. */
export function writeNine(at: i32, value: u32): void {
  const first = value / 100000000
  const rest = value - 100000000 * first
  const upper = rest / 10000
  const fours = ((<u64>(rest - 10000 * upper)) << 32) | upper
  // By 100 and by 10, as multiplications that are exact for so few digits.
  const hundreds = ((fours * 5243) >> 19) & 0x0000007f0000007f
  const twos = hundreds | ((fours - 100 * hundreds) << 16)
  const tens = ((twos * 103) >> 10) & 0x000f000f000f000f
  store<u8>(at, 0x30 + first)
  store<u64>(at + 1, 0x3030303030303030 + (tens | ((twos - 10 * tens) << 8)))
}

/**
 * Writes the digits of a fraction: decimal ones of `nanoseconds` over `unit`, or eight hexadecimal
 * ones where that is 0.
 */
export function writeFraction(at: i32, digits: i32, unit: i32, nanoseconds: i32): void {
  if (unit === 0) store<u64>(at, hexadecimal(nanoseconds))
  else if (digits === 9) writeNine(at, nanoseconds)
  else writeDecimal(at, digits, nanoseconds / unit)
}

/** The bytes of 16 digits, two words the last of which is lowest; `allHexadecimal` must hold. */
export function words(digits: v128): u64 {
  const letters = i8x16.gt_u(digits, i8x16.splat(0x39))
  const values = v128.and(i8x16.add(digits, v128.and(letters, i8x16.splat(9))), i8x16.splat(0x0f))
  // A lane holds two digits, the first in its lower half.
  const bytes = v128.and(v128.or(i16x8.shl(values, 4), i16x8.shr_u(values, 8)), i16x8.splat(0xff))
  return bswap<u64>(i64x2.extract_lane(i8x16.narrow_i16x8_u(bytes, bytes), 0))
}

/** Whether all of 16 bytes are hexadecimal digits, of either case. */
export function allHexadecimal(bytes: v128): bool {
  const decimal = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10))
  const lower = v128.or(bytes, i8x16.splat(0x20))
  const letter = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(6))
  return i8x16.all_true(v128.or(decimal, letter))
}
