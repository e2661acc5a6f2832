// The words of `logrun cat` to what they ask for. Nothing is looked at here but the words.

import type { ByteString } from '../src/bytes.js'
import type { Form } from '../src/reading/read.js'

/** By letter and by long name, what each option takes; the page has a row for each. */
export const options = [
  { letter: 'S', name: 'since', takes: 'TIME' },
  { letter: 'U', name: 'until', takes: 'TIME' },
  { letter: 'n', name: 'lines', takes: 'N' },
  { letter: 'r', name: 'reverse' },
  { letter: 'g', name: 'grep', takes: 'PATTERN' },
  { letter: 'u', name: 'unit', takes: 'NAME' },
  { letter: 'o', name: 'output', takes: 'FORM' },
  { letter: '0', name: 'null' },
  { letter: 'q', name: 'quiet' },
  { name: 'tai', takes: 'RULE' },
  { name: 'color', takes: 'WHEN' },
] as const satisfies readonly Option[]

type Option = { readonly letter?: string; readonly name: string; readonly takes?: string }
type Name = (typeof options)[number]['name']

export const FORMS = ['short', 'iso', 'iso-utc', 'tai64n', 'raw', 'json', 'delta'] as const
const RULES = ['djb', 'real', 'auto'] as const
const WHENS = ['auto', 'always', 'never'] as const

/** What is asked for. Moments are words still: what they say hangs on clock and zone. */
export type Asked = {
  readonly paths: readonly ByteString[]
  readonly services: readonly ByteString[]
  readonly since?: ByteString
  readonly until?: ByteString
  readonly first?: number
  readonly last?: number
  readonly reverse: boolean
  readonly pattern?: ByteString
  readonly form: Form
  readonly rule: (typeof RULES)[number]
  readonly colour: (typeof WHENS)[number]
  readonly nul: boolean
  readonly quiet: boolean
}

/** Words that ask for nothing that can be had; the message says which. */
export class Misuse extends Error {}

/** Reads the words; throws `Misuse`. Options may stand among paths, up to `--`. */
export const parse = (words: readonly ByteString[]): Asked => {
  const given = new Map<Name, ByteString[]>()
  const paths: ByteString[] = []
  const left = [...words]
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') paths.push(...left.splice(0))
    else if (word.startsWith('--')) readLong(word, left, given)
    else if (/^-./s.test(word)) readLetters(word.slice(1), left, given)
    else paths.push(word)
  }
  return asked(paths, given)
}

type Given = Map<Name, ByteString[]>

const readLong = (word: ByteString, left: ByteString[], given: Given): void => {
  const equals = word.indexOf('=')
  const name = word.slice(2, equals < 0 ? undefined : equals)
  const option = options.find((each) => each.name === name)
  if (!option) throw new Misuse(`no option is called --${name}`)
  const takes = 'takes' in option
  if (!takes && equals >= 0) throw new Misuse(`--${name} takes no value`)
  const value = takes ? (equals < 0 ? left.shift() : word.slice(equals + 1)) : ''
  give(option.name, value, `--${name}`, given)
}

const readLetters = (letters: string, left: ByteString[], given: Given): void => {
  for (let k = 0; k < letters.length; k++) {
    const letter = letters[k] as string
    const option = options.find((each) => 'letter' in each && each.letter === letter)
    if (!option) throw new Misuse(`no option is called -${letter}`)
    const rest = letters.slice(k + 1)
    if (!('takes' in option)) {
      give(option.name, '', letter, given)
      continue
    }
    give(option.name, rest === '' ? left.shift() : rest, `-${letter}`, given)
    return
  }
}

const give = (name: Name, value: ByteString | undefined, said: string, given: Given): void => {
  if (value === undefined) throw new Misuse(`${said} needs a value`)
  given.set(name, [...(given.get(name) ?? []), value])
}

const asked = (paths: readonly ByteString[], given: Given): Asked => {
  const last = (name: Name): ByteString | undefined => given.get(name)?.at(-1)
  const [since, until, pattern] = [last('since'), last('until'), last('grep')]
  return {
    paths,
    services: given.get('unit') ?? [],
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(pattern !== undefined && { pattern }),
    ...countIn(last('lines')),
    form: oneOf(FORMS, last('output') ?? 'short', '-o'),
    rule: oneOf(RULES, last('tai') ?? 'auto', '--tai'),
    colour: oneOf(WHENS, last('color') ?? 'auto', '--color'),
    reverse: given.has('reverse'),
    nul: given.has('null'),
    quiet: given.has('quiet'),
  }
}

/** `N`: the last ones; `+N`: the first. */
const countIn = (word: ByteString | undefined): { first?: number; last?: number } => {
  if (word === undefined) return {}
  if (!/^\+?\d{1,15}$/.test(word)) throw new Misuse(`-n needs a number of lines: ${word}`)
  return word.startsWith('+') ? { first: Number(word) } : { last: Number(word) }
}

const oneOf = <T extends string>(all: readonly T[], word: ByteString, option: string): T => {
  const found = all.find((one) => one === word)
  if (found === undefined) throw new Misuse(`${option} is one of ${all.join(', ')}: ${word}`)
  return found
}
