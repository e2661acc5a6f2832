// Our extended regular expressions against the C library's own, called in this process; and
// what they say of themselves.
//
// Two things of the library are left out: it forgets assertions in the later turns of a
// repetition (src/select/ere.ts), and needs exponential time to read stacked counts.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ByteString, toBytes } from '../../src/bytes.js'
import { Automaton } from '../../src/select/automaton.js'
import { erePattern, InvalidExpression, UnsupportedExpression } from '../../src/select/ere.js'
import type { Fate } from '../../src/select/pattern.js'
import { matches, placesAfter } from '../helpers/patterns.js'

const REG_EXTENDED = 1
const REG_NEWLINE = 4
const REG_NOSUB = 8
// Enough for a regex_t of any machine.
const REGEX_SIZE = 256

/** Which of the lines match; undefined where the expression is invalid. */
type Oracle = (pattern: ByteString, lines: readonly ByteString[]) => boolean[] | undefined

const library = async (): Promise<Oracle> => {
  const { default: koffi } = await import('koffi')
  const c = koffi.load(null)
  // Other libraries have other extensions.
  c.func('const char *gnu_get_libc_version(void)')()
  const compile = c.func('int regcomp(void *regex, const void *pattern, int flags)')
  const run = c.func('int regexec(void *regex, const void *line, size_t n, void *m, int flags)')
  const free = c.func('void regfree(void *regex)')
  const terminated = (text: ByteString): Uint8Array => toBytes(`${text}\0`)
  return (pattern, lines) => {
    const regex = Buffer.alloc(REGEX_SIZE)
    if (compile(regex, terminated(pattern), REG_EXTENDED | REG_NEWLINE | REG_NOSUB) !== 0)
      return undefined
    const found = lines.map((line) => run(regex, terminated(line), 0, null, 0) === 0)
    free(regex)
    return found
  }
}

const loaded = await library().catch((error: Error) => error)

const ours: Oracle = (pattern, lines) => {
  try {
    const machine = erePattern(toBytes(pattern))
    return lines.map((line) => matches(machine, line))
  } catch (error) {
    if (error instanceof InvalidExpression) return undefined
    throw error
  }
}

const joined = (part: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc.array(part, { maxLength }).map((parts) => parts.join(''))

const atom = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '_', '-', ' ', '\xe9', '}', ']', '.'),
  fc.constantFrom('[ab]', '[^a]', '[]b]', '[^]b-]', '[a-c]', '[\\b]', '[\xe0-\xff]', '[a-]'),
  fc.constantFrom('[[:alpha:]]', '[^[:alnum:]_]', '[[=a=]b]', '[[.-.]b]', '[[.a.]-c]'),
  fc.constantFrom('\\w', '\\W', '\\s', '\\S', '\\.', '\\*', '\\a', '\\{', '.*', '.+'),
)
const anchor = fc.constantFrom('^', '$', '\\b', '\\B', '\\<', '\\>', '\\`', "\\'")
const atMostOnce = fc.constantFrom('', '', '', '*', '?', '{0}', '{1}', '{,1}')
const often = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,3}', '{,2}', '{2,}', '{,}')

/** An expression, with groups so many deep; repeated often only what asserts nothing. */
const expression = (depth: number, asserting: boolean): fc.Arbitrary<string> => {
  const group = (inner: boolean): fc.Arbitrary<string> =>
    depth === 0 ? atom : expression(depth - 1, inner).map((inside) => `(${inside})`)
  const plain = fc.tuple(fc.oneof(atom, group(false)), often).map((parts) => parts.join(''))
  const bound = fc.tuple(group(true), atMostOnce).map((parts) => parts.join(''))
  const piece = asserting ? fc.oneof(plain, plain, bound, anchor) : plain
  return fc
    .array(joined(piece, 4), { minLength: 1, maxLength: 3 })
    .map((branches) => branches.join('|'))
}

/** The expression without all but its first few repetitions. */
const readable = (pattern: string): string => {
  let operators = 0
  return pattern.replace(/(?<!\\)(?:[*+?]|\{[0-9,]+\})/g, (operator) =>
    ++operators > 3 ? '' : operator,
  )
}

const token = fc.constantFrom(
  ...'ab()[]{}12,*+?|^$\\.-:=_\xe9',
  ...['[:alpha:]', '[.a.]', '[=b=]', '[:', '.]', '=]', '[^', '\\b', '\\w', '\\1'],
)
const line = joined(fc.constantFrom(...'aabbc_- .*]}\xe9\xff'), 8)
const lines = fc.array(line, { minLength: 10, maxLength: 10 })

test('an expression matches what the C library says it matches', (context) => {
  if (loaded instanceof Error) return context.skip(`no regcomp to compare with: ${loaded.message}`)

  fc.assert(
    fc.property(expression(2, true).map(readable), lines, (pattern, texts) => {
      expect(ours(pattern, texts)).toEqual(loaded(pattern, texts))
    }),
    { numRuns: 600 },
  )
})

test('any bytes are an expression to us if they are one to the C library', (context) => {
  if (loaded instanceof Error) return context.skip(`no regcomp to compare with: ${loaded.message}`)
  // Repetitions of assertions are left out by leaving out one of the two.
  const text = fc.oneof(
    joined(token, 8).filter((pattern) => !/[+{]/.test(pattern)),
    joined(token, 8).filter((pattern) => !/[\^$]|\\b/.test(pattern)),
  )

  fc.assert(
    fc.property(text, lines, (pattern, texts) => {
      try {
        expect(ours(pattern, texts)).toEqual(loaded(pattern, texts))
      } catch (error) {
        if (!(error instanceof UnsupportedExpression)) throw error
        expect(loaded(pattern, [])).toEqual([])
      }
    }),
    { numRuns: 1000 },
  )
})

test('what an expression says of itself is true of it', () => {
  fc.assert(
    fc.property(expression(2, true), line, line, (pattern, head, tail) => {
      const machine = erePattern(toBytes(pattern))
      const places = placesAfter(machine, head)

      const fate = machine.fate(places)
      const awaited = machine.awaits(places)

      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
      if (fate !== 'open') expect(matches(machine, head + tail)).toBe(fate === 'match')
      if (awaited !== undefined) expect(machine.accepts(places)).toBe(false)
      for (const byte of toBytes('abcz_- \xe9')) {
        const next = machine.step(places, byte)
        if (awaited !== undefined && byte !== awaited) expect(next).toEqual(places)
        const alike = machine.kinds.indexOf(machine.kinds[byte] as number)
        expect(machine.step(places, alike)).toEqual(next)
      }
    }),
    { numRuns: 600 },
  )
})

test('expressions in one automaton match what each matches alone', () => {
  const settle = (fates: readonly Fate[]): string | undefined =>
    fates.includes('open') ? undefined : fates.join()
  const patterns = fc.array(expression(1, true), { maxLength: 5 })

  fc.assert(
    fc.property(patterns, lines, fc.constantFrom(0, 5, 50), (sources, texts, limit) => {
      const machines = sources.map((pattern) => erePattern(toBytes(pattern)))
      const automaton = new Automaton(machines, settle, limit)
      const judge = (text: ByteString): string => automaton.judge(toBytes(text), 0, text.length)

      const verdicts = texts.map(judge)

      const alone = (text: ByteString): string =>
        machines.map((machine) => (matches(machine, text) ? 'match' : 'fail')).join()
      expect(verdicts).toEqual(texts.map(alone))
    }),
    { numRuns: 300 },
  )
})
