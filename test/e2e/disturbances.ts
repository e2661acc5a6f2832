// What happens to a logger at work: orders at random moments, drawn from the printed seed.

import fc, { readConfigureGlobal } from 'fast-check'
import type { Order } from './supervisors.js'

export type Disturbance = {
  readonly order: Exclude<Order, 'd'>
  /** Signalled with kill(2) rather than by the supervisor. */
  readonly past: boolean
  /** It comes so many rotations after the one before … */
  readonly rotations: number
  /** … and so many milliseconds. */
  readonly delay: number
}

/** These orders in some sequence, each at some moment, `far` rotations after the last at most. */
export const disturbances = (
  orders: readonly Disturbance['order'][],
  far: number,
): readonly Disturbance[] => {
  const moment = {
    past: fc.boolean(),
    rotations: fc.integer({ min: 1, max: far }),
    delay: fc.nat(40),
  }
  const drawn = fc
    .shuffledSubarray([...orders], { minLength: orders.length })
    .chain((sequence) =>
      fc.tuple(...sequence.map((order) => fc.record({ order: fc.constant(order), ...moment }))),
    )
  const { seed } = readConfigureGlobal() ?? {}
  const seeded = seed === undefined ? {} : { seed }
  // Without bias, which would prefer the smallest numbers.
  const [first = []] = fc.sample(fc.noBias(drawn), { ...seeded, numRuns: 1 })
  return first
}
