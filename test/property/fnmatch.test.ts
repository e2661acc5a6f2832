// Our shell patterns against the C library's own fnmatch, called in this process. Patterns
// come from a grammar rather than from any bytes at all: what is malformed deep inside a
// bracket is read one way by us and in several ways by the library (bracket.ts).

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ByteString, toBytes } from '../../src/bytes.js'
import { fnmatch, matches } from '../helpers/patterns.js'

const library = async (): Promise<(pattern: ByteString, line: ByteString) => boolean> => {
  const { default: koffi } = await import('koffi')
  const call = koffi
    .load(null)
    .func('int fnmatch(const void *pattern, const void *line, int flags)')
  const terminated = (text: ByteString): Uint8Array => toBytes(`${text}\0`)
  return (pattern, line) => call(terminated(pattern), terminated(line), 0) === 0
}

const loaded = await library().catch((error: Error) => error)

const byte = fc.constantFrom(...'abz09-.:=!^/ \xe9\xff')
const special = fc.constantFrom('\\', '*', '?', '[', ']')
const joined = (arbitrary: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(arbitrary, { maxLength }).map((parts) => parts.join(''))

const escaped = fc.oneof(byte, special).map((one) => `\\${one}`)
const member = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...'abz09.:=/\xe9\xff') },
  { weight: 1, arbitrary: escaped },
  { weight: 1, arbitrary: byte.map((one) => `[.${one}.]`) },
)
const item = fc.oneof(
  { weight: 4, arbitrary: member },
  { weight: 3, arbitrary: fc.tuple(member, member).map((ends) => ends.join('-')) },
  { weight: 1, arbitrary: byte.map((one) => `[=${one}=]`) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('alpha', 'alnum', 'digit', 'lower', 'space', 'punct', 'cntrl', 'graph')
      .map((name) => `[:${name}:]`),
  },
)
// A bracket comes first as a member, a hyphen first or last.
const bracket = fc
  .tuple(
    fc.constantFrom('', '!', '^'),
    fc.constantFrom('', '', '', ']', '-'),
    fc.array(item, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', '', 'a-'),
  )
  .map(([sign, first, items, last]) => `[${sign}${first}${items.join('')}${last}]`)

const element = fc.oneof(
  { weight: 5, arbitrary: byte },
  { weight: 3, arbitrary: fc.constantFrom('*', '*', '?') },
  { weight: 1, arbitrary: escaped },
  { weight: 3, arbitrary: bracket },
)
const unfinished = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\\', '[', '[]', '[!', '[ab', '[!a-z', '[[:alpha:', '[[:no:]]'),
  },
)
const pattern = fc.tuple(joined(element, 7), unfinished).map((parts) => parts.join(''))

// Lines made from the pattern match it far more often than lines made from nothing.
const lineFor = (text: ByteString): fc.Arbitrary<ByteString> =>
  fc.oneof(
    joined(fc.oneof(byte, special), 8),
    joined(fc.constantFrom(...text, 'a', '0'), 8),
    fc
      .array(joined(fc.oneof(byte, special), 2), { minLength: 16, maxLength: 16 })
      .map((fills) => text.replace(/\[[^\]]*\]+|[*?]/g, () => fills.pop() ?? '').slice(0, 64)),
  )

test('a pattern matches what the C library says it matches', (context) => {
  if (loaded instanceof Error) return context.skip(`no fnmatch to compare with: ${loaded.message}`)

  fc.assert(
    fc.property(
      pattern.chain((text) => fc.tuple(fc.constant(text), fc.array(lineFor(text)))),
      ([text, lines]) => {
        const machine = fnmatch(text)

        expect(lines.map((line) => matches(machine, line))).toEqual(
          lines.map((line) => loaded(text, line)),
        )
      },
    ),
    { numRuns: 2000 },
  )
})
