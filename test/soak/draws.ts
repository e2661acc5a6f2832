/** Whole numbers from 0 up to a limit, the same ones for the same seed. */
export const draws = (seed: number): ((limit: number) => number) => {
  let state = seed >>> 0
  // Numerical Recipes' linear congruential generator; its high bits are random enough.
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
