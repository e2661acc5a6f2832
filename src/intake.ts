// What a plan says of its input, as a splitter.

import { Splitter } from './input/splitter.js'
import { stampsLate } from './outputs.js'
import type { Plan } from './plan.js'
import type { Clock } from './time/clock.js'
import { stampFormat } from './time/formats.js'
import type { LocalTime } from './time/zone.js'

/** What lines are told by, and from reads of how many bytes on the kernel works. */
type IntakeWorld = {
  readonly clock: Clock
  readonly localTime: LocalTime
  readonly flood?: number
}

/**
 * The splitter of `plan`; `looks`: somebody looks at its lines. `before`: that of a plan which
 * differs in its actions alone, whose unfinished line this one goes on with; no part of it has been
 * handed on.
 */
export const splitterOf = (
  { stamp, lines, actions, replacement }: Plan,
  looks: boolean,
  { clock, localTime, flood }: IntakeWorld,
  before?: Splitter,
): Splitter => {
  const format = stamp && stampFormat(stamp, localTime)
  const told = stampsLate(actions) ? clock : undefined
  const most = format || told || replacement || looks ? flood : Number.POSITIVE_INFINITY
  const stamping = format && { format, clock }
  const splitter = new Splitter(lines, stamping, told, most, before?.sequence)
  if (!before || before.kept.length === 0) return splitter
  // It has its moment already, unless that is still to come.
  if (lines.stamped !== 'complete') before.sequence?.back()
  splitter.bytes.set(before.kept, splitter.readAt)
  splitter.accept(before.kept.length, 'before')
  splitter.next()
  return splitter
}

/** Whether lines come in alike by two plans that differ in their actions alone. */
export const comesInAlike = (a: Plan, b: Plan): boolean =>
  a.stamp === b.stamp && stampsLate(a.actions) === stampsLate(b.actions)
