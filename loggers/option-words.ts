// The words of the commands that read logs: options from a table, by letter and by long name,
// among paths. Nothing is looked at here but the words.

import type { ByteString } from '../src/bytes.js'

/**
 * By letter and by long name; `takes` is what its value is called, where it takes one, and
 * `words` what that may be, or what it often is. Completions are made of this.
 */
export type Option = {
  readonly letter?: string
  readonly name: string
  readonly takes?: string
  readonly words?: readonly string[]
}

/** Words that ask for nothing that can be had; the message says which. */
export class Misuse extends Error {}

/** What was given: the values of each option in their order, '' of one that takes none. */
export class Given<Name extends string> {
  readonly paths: ByteString[] = []
  readonly #values = new Map<string, ByteString[]>()

  add(name: string, value: ByteString): void {
    this.#values.set(name, [...this.all(name as Name), value])
  }

  has(name: Name): boolean {
    return this.#values.has(name)
  }

  all(name: Name): readonly ByteString[] {
    return this.#values.get(name) ?? []
  }

  /** The last value given, which holds. */
  last(name: Name): ByteString | undefined {
    return this.all(name).at(-1)
  }

  /** The same as a property to be spread: none where the option was not given. */
  maybe<Key extends string>(name: Name, key: Key): { [K in Key]?: ByteString } {
    const value = this.last(name)
    return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: ByteString }
  }

  /** The last value given, or `fallback`; one of `all`, or misuse. */
  oneOf<T extends string>(all: readonly T[], name: Name, fallback: T): T {
    const word = this.last(name)
    if (word === undefined) return fallback
    const found = all.find((one) => one === word)
    if (found === undefined) throw new Misuse(`--${name} is one of ${all.join(', ')}: ${word}`)
    return found
  }
}

/**
 * Reads the words; throws `Misuse`. Options may stand among paths, up to `--`; or `first`, and
 * whatever is behind the first path is a path.
 */
export const readWords = <const Options extends readonly Option[]>(
  words: readonly ByteString[],
  options: Options,
  where: 'among' | 'first' = 'among',
): Given<Options[number]['name']> => {
  const given = new Given<Options[number]['name']>()
  const left = [...words]
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') given.paths.push(...left.splice(0))
    else if (word.startsWith('--')) readLong(word, left, options, given)
    else if (/^-./s.test(word)) readLetters(word.slice(1), left, options, given)
    else if (where === 'among') given.paths.push(word)
    else given.paths.push(word, ...left.splice(0))
  }
  return given
}

const readLong = (
  word: ByteString,
  left: ByteString[],
  options: readonly Option[],
  given: Given<string>,
): void => {
  const equals = word.indexOf('=')
  const name = word.slice(2, equals < 0 ? undefined : equals)
  const option = options.find((each) => each.name === name)
  if (!option) throw new Misuse(`no option is called --${name}`)
  if (option.takes === undefined) {
    if (equals >= 0) throw new Misuse(`--${name} takes no value`)
    given.add(name, '')
  } else given.add(name, needed(equals < 0 ? left.shift() : word.slice(equals + 1), `--${name}`))
}

const readLetters = (
  letters: string,
  left: ByteString[],
  options: readonly Option[],
  given: Given<string>,
): void => {
  for (let k = 0; k < letters.length; k++) {
    const letter = letters[k] as string
    const option = options.find((each) => each.letter === letter)
    if (!option) throw new Misuse(`no option is called -${letter}`)
    if (option.takes === undefined) {
      given.add(option.name, '')
      continue
    }
    const rest = letters.slice(k + 1)
    given.add(option.name, needed(rest === '' ? left.shift() : rest, `-${letter}`))
    return
  }
}

const needed = (value: ByteString | undefined, said: string): ByteString => {
  if (value === undefined) throw new Misuse(`${said} needs a value`)
  return value
}
