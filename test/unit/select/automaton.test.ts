import { expect, test } from 'vitest'
import { toBytes } from '../../../src/bytes.js'
import { Automaton } from '../../../src/select/automaton.js'
import { erePattern } from '../../../src/select/ere.js'
import type { Fate, PatternMachine, Places } from '../../../src/select/pattern.js'
import { fnmatch, star } from '../../helpers/patterns.js'

/** The numbers of the patterns that match, once none is open. */
const matching = (fates: readonly Fate[]): readonly number[] | undefined =>
  fates.includes('open')
    ? undefined
    : fates.flatMap((fate, pattern) => (fate === 'match' ? [pattern] : []))

/** Patterns in one machine that counts their steps. */
const counted = (machines: readonly PatternMachine[], settle = matching, limit?: number) => {
  const count = { steps: 0 }
  const counting = machines.map((machine) => ({
    ...machine,
    step: (places: Places, byte: number) => {
      count.steps++
      return machine.step(places, byte)
    },
  }))
  const automaton = new Automaton(counting, settle, limit)
  const judge = (line: string): readonly number[] => {
    const bytes = toBytes(line)
    return automaton.judge(bytes, 0, bytes.length)
  }
  return { count, judge, automaton }
}

const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i))

/** Lines that show the letters in ever new orders. */
const shuffled = Array.from({ length: 2000 }, (_, line) =>
  letters.map((_, i) => letters[(i * (2 * (line % 13) + 3) + line * line * 7) % 26]).join(''),
)

test.each([
  ['one by one', star, '*'],
  ['behind a common beginning', star, '@* *'],
  ['with several stars each', fnmatch, '*@*'],
])('many patterns that look for different words cost few steps: %s', (_, dialect, before) => {
  const { count, judge } = counted(letters.map((letter) => dialect(`${before}${letter}${letter}*`)))

  for (const line of shuffled) judge(`@4 ${line}`)

  // One by one, they would take 26 steps for each of 29 bytes of 2000 lines: 1,508,000.
  expect(count.steps).toBeLessThan(50_000)
})

test('a line is read no further than its verdict hangs on', () => {
  const either = (fates: readonly Fate[]) => (fates.includes('match') ? [] : matching(fates))
  const { count, judge } = counted([star('a*'), fnmatch('*?z')], either)

  expect(judge('abcdefgh')).toEqual([])
  expect(count.steps).toBe(2)
})

test('when states are forgotten the verdicts stay the same', () => {
  const machines = letters.map((letter) => fnmatch(`*${letter}?${letter}*z`))
  const lines = shuffled.map((line) => `${line}aba${line}z`)
  const remembering = counted(machines)
  const forgetting = counted(machines, matching, 0)

  const verdicts = lines.map(forgetting.judge)

  expect(verdicts).toEqual(lines.map(remembering.judge))
  expect(forgetting.count.steps).toBeGreaterThan(10 * remembering.count.steps)
})

test('one long line makes no more be remembered than many', () => {
  const patterns = Array.from({ length: 10 }, (_, k) => `(a|b)*a(a|b){${10 + k}}c`)
  const machines = patterns.map((pattern) => erePattern(toBytes(pattern)))
  const { judge, automaton } = counted(machines, matching, 300)
  // A sequence in which each stretch of 11 comes but once.
  let word = 1
  const byte = (): string => {
    word = (word >> 1) ^ (word & 1 ? 0x8016 : 0)
    return word & 1 ? 'a' : 'b'
  }
  const line = Array.from({ length: 3000 }, byte).join('')

  const last = `${line.slice(0, 1000)}a${'b'.repeat(12)}c`
  const verdicts = [judge(line), judge(last)]

  const expected = patterns.flatMap((pattern, k) => (new RegExp(pattern).test(last) ? [k] : []))
  expect(verdicts).toEqual([[], expected])
  expect(automaton.size).toBeLessThan(600)
})

test('the line feed is no part of the line', () => {
  const { judge } = counted([star('ab'), star('a*'), star('*b')])

  expect(judge('ab')).toEqual([0, 1, 2])
  expect(judge('ab\n')).toEqual([0, 1, 2])
  expect(judge('a\n')).toEqual([1])
  expect(judge('\n')).toEqual([])
})

test('a line feed in a pattern matches no line', () => {
  const { judge } = counted([star('a\nb'), star('a*\n'), fnmatch('a[!b]')])

  expect(judge('a\n')).toEqual([])
})
