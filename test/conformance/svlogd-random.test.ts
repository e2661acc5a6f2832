// Configs and inputs nobody thought of: whatever they do, both programs do the same. One
// line is one write on both sides, so even the split points are compared.
//
// Patterns with + differ on purpose; a model says what each side selects.

import fc from 'fast-check'
import { ANY } from './expected.js'
import { conforms, type Run, type Scenario } from './scenario.js'
import { directory } from './svlogd-directory.js'
import { type Rule, selected } from './svlogd-pattern-model.js'

const text = (bytes: string, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...bytes), { maxLength }).map((characters) => characters.join(''))

const rule = fc
  .tuple(fc.constantFrom(...'+-eE'), text('aab* \xff\t', 5))
  .map(([sign, pattern]) => sign + pattern)

const directive = fc.oneof(
  { weight: 4, arbitrary: rule },
  {
    weight: 1,
    arbitrary: fc.constantFrom('-*', 'e*', 'pP', 'p', 's4096', 's5000', 's3k', 's', 'n3', '#', 'x'),
  },
)

const config = fc.array(directive, { maxLength: 6 }).map((lines) => ['n0', 's9999', ...lines])

const options = fc.constantFrom<readonly string[]>(
  [],
  ['-t'],
  ['-ttt'],
  ['-l5'],
  ['-l10', '-b11'],
  ['-tt', '-l6', '-r_'],
  ['-Ra'],
  ['-l3', '-b4', '-Rb', '-r.'],
)

const line = fc.oneof(
  { weight: 8, arbitrary: text('aab* \t\0\xff', 8) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(text('ab*', 3), fc.constantFrom(20, 997, 999, 1000, 1024, 3000), text('ab*', 3))
      .map(([start, length, end]) => start + 'a'.repeat(length) + end),
  },
)

/** The input, and where it is cut into pieces that are waited for. */
const input = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 5 }))
  .map(([lines, cuts]): Pick<Run, 'input' | 'steps'> => {
    const whole = lines.map((bytes) => `${bytes}\n`).join('')
    const places = [...cuts.map((cut) => cut % (whole.length + 1)), whole.length]
    const pieces = places
      .sort((a, b) => a - b)
      .map((end, k) => whole.slice(places[k - 1] ?? 0, end))
    return cuts.length === 0 ? { input: whole } : { steps: (logger) => logger.feed(...pieces) }
  })

// A stamp that a file's end cuts in two could not be told from text.
const fitting = (words: readonly string[], lines: readonly string[]): readonly string[] =>
  words.some((word) => word.startsWith('-t'))
    ? [...lines.filter((line) => !line.startsWith('s')), 's0']
    : lines

conforms(
  'svlogd',
  'random configs do the same',
  fc.sample(fc.tuple(options, config, config, input), 24).map(
    ([words, one, other, run], k): Scenario => ({
      title: `random config ${k + 1}`,
      script: [...words, './main', './other'],
      given: (place) => {
        directory(place, 'main', ...fitting(words, one))
        directory(place, 'other', ...fitting(words, other))
      },
      ...run,
      stderr: ANY,
    }),
  ),
)

const rules = fc.array(
  fc.tuple(fc.constantFrom('+', '-'), text('aab*+', 6)).map(([sign, pattern]) => sign + pattern),
  { minLength: 1, maxLength: 4 },
)

// By length: see svlogd-patterns.test.ts.
const lines = fc
  .uniqueArray(text('aab*+', 8), { minLength: 30, maxLength: 60 })
  .map((all) => all.sort((a, b) => a.length - b.length))

const files = (
  directories: readonly (readonly string[])[],
  all: readonly string[],
  by: Rule,
): NonNullable<Scenario['files']> =>
  Object.fromEntries(
    directories.map((own, k) => {
      const logged = all.filter((bytes) => selected(own, bytes, by))
      return [`d${k}/current`, `0744 ${logged.map((bytes) => `${bytes}\n`).join('')}`]
    }),
  )

const plus = (
  k: number,
  directories: readonly (readonly string[])[],
  all: readonly string[],
): Scenario => {
  const [own, original] = [files(directories, all, 'ours'), files(directories, all, 'theirs')]
  return {
    title: `random rules ${k + 1}`,
    script: directories.map((_, number) => `./d${number}`),
    given: (place) => {
      for (const [number, lines] of directories.entries()) directory(place, `d${number}`, ...lines)
    },
    input: all.map((bytes) => `${bytes}\n`).join(''),
    files: own,
    ...(JSON.stringify(own) !== JSON.stringify(original) && {
      deviation: 'svlogd: cut runs',
      theirs: { files: original },
    }),
  }
}

conforms(
  'svlogd',
  'random rules with + are as the model says',
  fc
    .sample(fc.tuple(fc.array(rules, { minLength: 8, maxLength: 8 }), lines), 8)
    .map(([directories, all], k) => plus(k, directories, all)),
)
