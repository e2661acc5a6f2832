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
