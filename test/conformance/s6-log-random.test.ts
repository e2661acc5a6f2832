// Patterns, scripts and lines nobody thought of: both do the same.

import fc from 'fast-check'
import { ANY } from './expected.js'
import { labelled } from './s6-selection.js'
import { conforms, type Scenario } from './scenario.js'

const atom = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'aabc.') },
  { weight: 1, arbitrary: fc.constantFrom('[ab]', '[^a]', '[b-d]', '\\w', '[[:alpha:]]', '\xe9') },
)
const repeated = fc.constantFrom('', '', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}')
const simple = fc
  .array(fc.tuple(atom, repeated), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map((part) => part.join('')).join(''))
const grouped = fc
  .tuple(simple, simple, repeated, simple)
  .map(([a, b, r, c]) => `(${a}|${b})${r}${c}`)
const pattern = fc
  .tuple(fc.constantFrom('', '', '^'), fc.oneof(simple, grouped), fc.constantFrom('', '', '$'))
  .map((parts) => parts.join(''))
const line = fc
  .array(fc.constantFrom(...'aaabbcd_ \xe9\r'), { maxLength: 9 })
  .map((characters) => characters.join(''))

const random = fc
  .sample(
    fc.tuple(
      fc.uniqueArray(pattern, { minLength: 20, maxLength: 20 }),
      fc.array(line, { minLength: 60, maxLength: 60 }),
    ),
    6,
  )
  .map(
    ([patterns, lines], k): Scenario => ({
      title: `random patterns ${k + 1}`,
      script: labelled(patterns),
      input: lines.map((each) => `${each}\n`).join(''),
      stdout: ANY,
    }),
  )

const directive = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('-', '+', '+a', '-a', '+b', '-b$', '+^c', 'f') },
  { weight: 3, arbitrary: fc.constantFrom('1', 'p1', 'p2', 'p', 't', '2') },
  { weight: 1, arbitrary: fc.constantFrom('./main', '=st', 'T', 'E3', 'E0', '^9', 'n1', 'l0') },
)

const scripts = fc
  .sample(
    fc.tuple(
      fc.array(directive, { minLength: 1, maxLength: 25 }),
      fc.array(line, { minLength: 30, maxLength: 30 }),
      fc.constantFrom('', '-l48', '-b', '-q'),
    ),
    20,
  )
  .map(([directives, lines, option], k): Scenario => {
    // One directory at most, for ours refuses a second of the same name.
    const at = directives.indexOf('./main')
    const once = directives.filter((word, n) => word !== './main' || n === at)
    return {
      title: `random script ${k + 1}: ${once.join(' ')}`,
      script: [...(option === '' ? [] : [option]), '--', ...once, '1'],
      input: lines.map((each) => `${each.repeat(8)}\n`).join(''),
      stdout: ANY,
      stderr: ANY,
    }
  })

conforms('s6-log', 'random scripts do the same', scripts)
conforms('s6-log', 'random patterns match the same lines', random)
