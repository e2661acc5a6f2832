// What every pattern dialect is parsed to.

/** What is known of a pattern's answer. Once it is not open, no further byte changes it. */
export type Fate = 'match' | 'fail' | 'open'

/** The places in a pattern that matching may have come to, in ascending order. */
export type Places = readonly number[]

/**
 * One parsed pattern as a machine over the bytes of a line. It remembers nothing itself:
 * places are values, equal places have equal futures, and whoever steps may forget them.
 */
export type PatternMachine = {
  /** Before the first byte. */
  readonly start: Places
  step(places: Places, byte: number): Places
  /** Whether a line that ends here matches. */
  accepts(places: Places): boolean
  fate(places: Places): Fate
  /**
   * The one byte that changes anything here, where there is but one and a line that ends
   * here does not match; else undefined.
   */
  awaits(places: Places): number | undefined
  /** For each of the 256 bytes its kind: bytes of one kind are alike to this pattern. */
  readonly kinds: Uint8Array
}
