// The rules of a script, and what is selected behind each of them.

import type { Fate, PatternMachine } from './pattern.js'

/** One step of a script, as far as selection goes. */
export type Rule =
  | { readonly do: 'select' | 'deselect'; readonly machine: PatternMachine }
  /** Whatever came before, a line is selected here, or is not. */
  | { readonly do: 'reset'; readonly selected: boolean }
  /** What no sink so far gets is selected here, and nothing else. */
  | { readonly do: 'select-unacted' }
  /** A sink's place in the script. Sinks are numbered from 0 in the order of theirs. */
  | { readonly do: 'deliver' }

/** Whether a line is selected; undefined while that hangs on open patterns. */
export type Selection = boolean | undefined

/**
 * What is selected behind each rule, from the fates of the patterns in their order. Selection
 * starts true, and a pattern can only turn it round. `spec/multilog.md §2.5`,
 * `spec/s6-log.md §3.1`.
 */
export const follow = (rules: readonly Rule[], fates: readonly Fate[]): readonly Selection[] => {
  let selected: Selection = true
  let acted: Selection = false
  let pattern = 0
  return rules.map((rule) => {
    if (rule.do === 'deliver') acted = either(acted, selected)
    else if (rule.do === 'reset') selected = rule.selected
    else if (rule.do === 'select-unacted') selected = acted === undefined ? undefined : !acted
    else {
      const fate = fates[pattern++]
      const wanted = rule.do === 'select'
      if (fate !== 'fail' && selected !== wanted) selected = fate === 'match' ? wanted : undefined
    }
    return selected
  })
}

const either = (a: Selection, b: Selection): Selection =>
  a || b ? true : a === undefined || b === undefined ? undefined : false

/** What is certain of the rules' patterns before any byte of a line is known. */
export const fatesBefore = (rules: readonly Rule[]): readonly Fate[] =>
  rules.flatMap((rule) => ('machine' in rule ? [rule.machine.fate(rule.machine.start)] : []))

/**
 * The fates of the rules' patterns on one line, each tried by itself. For whoever wants to tell
 * why; a selector has one automaton for all. `line`: the bytes judged, without a line feed.
 */
export const fatesOn = (rules: readonly Rule[], line: Uint8Array): readonly Fate[] =>
  rules.flatMap((rule) => ('machine' in rule ? [fateOn(rule.machine, line)] : []))

const fateOn = (machine: PatternMachine, line: Uint8Array): Fate => {
  let places = machine.start
  for (const byte of line) {
    const fate = machine.fate(places)
    if (fate !== 'open') return fate
    places = machine.step(places, byte)
  }
  const fate = machine.fate(places)
  return fate === 'open' ? (machine.accepts(places) ? 'match' : 'fail') : fate
}
