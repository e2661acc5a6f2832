// A shell's words: quotes, expansions of what the script itself sets, redirections, comments.

import type { ByteString } from '../bytes.js'
import { Gathering } from './gathering.js'

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/y
/** What a shell works out: a command's output, a sum, a parameter however it is changed. */
const WORKED_OUT = /\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|\$\{[^}]*\}|\$[\w@*#?$!-]/y
const REDIRECTION = /[<>]{1,3}[&|]?[ \t]*/y
const ASSIGNMENT = /^([A-Za-z_]\w*)=(.*)$/s

/** The commands of a shell's script. */
export class ShellScanner extends Gathering {
  readonly #variables = new Map<ByteString, ByteString>()
  /** The next word is where something is redirected. */
  #redirecting = false

  constructor(text: ByteString) {
    super(text)
    while (this.at < text.length) this.#scan()
    this.#finishCommand()
  }

  #scan(): void {
    if (this.take(/\\\n/y)) return
    if (this.take(/[ \t\r]+/y)) this.#finishWord()
    else if (this.between && this.take(/#[^\n]*/y)) return
    else if (this.take(/[\n;&|()]+/y)) this.#finishCommand()
    else if (this.take(REDIRECTION)) this.#redirect()
    else if (this.take(/'/y)) this.add(this.take(/([^']*)'?/y)?.[1] ?? '')
    else if (this.take(/"/y)) this.#quoted()
    else if (this.take(/\\/y)) this.add(this.take(/.?/sy)?.[0] ?? '')
    else if (this.next === '$' || this.next === '`') this.#expand(false)
    else {
      const plain = this.take(/[^\\\s;&|()<>'"$`]/y)?.[0] ?? ''
      this.add(plain, /[*?[]/.test(plain))
      if (plain === '') this.at++
    }
  }

  /** What is between double quotes, the first of which has been taken. */
  #quoted(): void {
    this.add('')
    while (this.at < this.text.length && !this.take(/"/y)) {
      const escaped = this.take(/\\([$`"\\\n])/y)
      if (escaped) this.add(escaped[1] === '\n' ? '' : (escaped[1] ?? ''))
      else if (this.next === '$' || this.next === '`') this.#expand(true)
      else this.add(this.text.charAt(this.at++))
    }
  }

  #expand(quoted: boolean): void {
    const from = this.at
    const variable = this.take(VARIABLE)
    const value = variable && this.#variables.get(variable[1] ?? variable[2] ?? '')
    if (value !== undefined) {
      this.#put(value, quoted)
      return
    }
    this.at = from
    const found = this.take(VARIABLE) ?? this.take(WORKED_OUT)
    if (found) this.addUnknown(found[0])
    else this.add(this.text.charAt(this.at++))
  }

  /** The value of a variable; outside quotes its blanks part words. */
  #put(value: ByteString, quoted: boolean): void {
    if (quoted) {
      this.add(value)
      return
    }
    for (const [k, field] of value.split(/[ \t\n]+/).entries()) {
      if (k > 0) this.#finishWord()
      if (field !== '') this.add(field, /[*?[]/.test(field))
    }
  }

  #redirect(): void {
    // A number before it says which descriptor.
    if (/^\d+$/.test(this.soFar)) this.drop()
    this.#finishWord()
    this.#redirecting = true
  }

  #finishWord(): void {
    if (!this.endWord() || !this.#redirecting) return
    this.forgetWord()
    this.#redirecting = false
  }

  #finishCommand(): void {
    this.#finishWord()
    this.#redirecting = false
    const words = this.endCommand()
    const settings = words[0]?.text === 'export' ? words.slice(1) : words
    if (!settings.every(({ text }) => ASSIGNMENT.test(text))) return
    for (const { text, unknown } of settings) {
      const [, name = '', value = ''] = ASSIGNMENT.exec(text) ?? []
      if (unknown.length === 0) this.#variables.set(name, value)
      else this.#variables.delete(name)
    }
  }
}
