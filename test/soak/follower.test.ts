import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cost, Follower } from './follower.js'
import { streamed } from './stream.js'

/** A life: it begins so many bytes behind the end of the one before, and writes so many. */
const life = fc.record({
  skip: fc.integer({ min: -3000, max: 3000 }),
  length: fc.oneof(fc.nat(20), fc.nat(3000)),
})

test('what kills have cost is counted to the byte, whatever files it is in', () => {
  fc.assert(
    fc.property(fc.array(life), fc.array(fc.nat(4000)), (lives, cuts) => {
      let at = 10_000
      const pieces = [streamed(0, at)]
      let missing = 0
      for (const { skip, length } of lives) {
        const start = Math.max(0, at + skip)
        missing += start - at
        pieces.push(streamed(start, start + length))
        at = start + length
      }
      pieces.push(streamed(at, at + 100))
      const all = Buffer.concat(pieces)

      const follower = new Follower()
      let from = 0
      for (const cut of [...cuts, all.length]) {
        follower.follow(all.subarray(from, from + cut))
        from = Math.min(all.length, from + cut)
      }
      follower.finish(at + 100)

      expect(follower.end).toBe(at + 100)
      expect(follower.gaps.reduce((sum, gap) => sum + cost(gap), 0)).toBe(missing)
      // A piece too short to be placed looks like two where a file ends within it.
      expect(follower.gaps.reduce((sum, gap) => sum + gap.kills, 0)).toBeLessThanOrEqual(
        lives.length + cuts.length,
      )
    }),
  )
})

test('what is none of the input is an error', () => {
  for (const text of ['x', 'one\ntwo\n', '0'.repeat(400)])
    expect(() => new Follower().follow(Buffer.from(text))).toThrow(/no piece/)
})
