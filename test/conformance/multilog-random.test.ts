// Scripts and inputs nobody thought of: whatever they do, both programs do the same.
// Directories are compared joined, since split points may differ (design §2.4).

import fc from 'fast-check'
import { ANY } from './expected.js'
import { conforms, type Run, type Scenario } from './scenario.js'

// No letter of these is in a label: what a pattern finds in a stamp would be chance.
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...'xxy* \0\xff'), { maxLength })
    .map((characters) => characters.join(''))

// What sh can pass on, and no directory or setting by chance.
const pattern = text(5).map((characters) => characters.replaceAll('\0', 'y'))

const line = fc.oneof(
  { weight: 8, arbitrary: text(8) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(text(3), fc.constantFrom(170, 197, 970, 996, 999, 3000), text(3))
      .map(([start, length, end]) => start + 'x'.repeat(length) + end),
  },
)

const action = fc.oneof(
  { weight: 3, arbitrary: pattern.map((p) => `+${p}`) },
  { weight: 3, arbitrary: pattern.map((p) => `-${p}`) },
  { weight: 1, arbitrary: fc.constantFrom('e', '=one', '=two', '-*', '+*', 'x', 's9000') },
)

const actions = fc.array(action, { maxLength: 4 })

const script = fc
  .tuple(fc.boolean(), actions, actions, actions, actions)
  .map(([stamps, a, b, c, d]) => [
    ...(stamps ? ['t'] : []),
    ...['s4096', 'n1000', ...a, './main', ...b, './other', ...c, 'e', '=one', ...d, './last'],
  ])

/** The input, and where it is cut into pieces that are waited for. */
const input = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.boolean(), fc.array(fc.nat(), { maxLength: 5 }))
  .map(([lines, ends, cuts]): Pick<Run, 'input' | 'steps'> => {
    const whole = lines.join('\n') + (ends ? '\n' : '')
    const places = [...cuts.map((cut) => cut % (whole.length + 1)), whole.length]
    const pieces = places
      .sort((a, b) => a - b)
      .map((end, k) => whole.slice(places[k - 1] ?? 0, end))
    return cuts.length === 0 ? { input: whole } : { steps: (logger) => logger.feed(...pieces) }
  })

const whatever = (
  k: number,
  words: readonly string[],
  run: Pick<Run, 'input' | 'steps'>,
): Scenario => ({
  title: `random script ${k + 1}`,
  script: words,
  ...run,
  compare: 'joined',
  stderr: ANY,
})

conforms(
  'multilog',
  'random scripts do the same',
  fc.sample(fc.tuple(script, input), 24).map(([words, run], k) => whatever(k, words, run)),
)
