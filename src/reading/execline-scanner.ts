// Execline's words: one command, for a line end is but a blank to it.

import type { ByteString } from '../bytes.js'
import { Gathering } from './gathering.js'

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07' }

/** The command that a script of execline is. */
export class ExeclineScanner extends Gathering {
  constructor(text: ByteString) {
    super(text)
    while (this.at < text.length) this.#scan()
    this.endCommand()
  }

  #scan(): void {
    if (this.take(/\s+/y)) this.endWord()
    else if (this.between && this.take(/#[^\n]*/y)) return
    else if (this.take(/"/y)) this.#quoted()
    else if (this.take(/\\\n/y)) return
    else if (this.take(/\\/y)) this.add(this.take(/.?/sy)?.[0] ?? '')
    else {
      const variable = this.take(/\$\{?\w+\}?/y)
      if (variable) this.addUnknown(variable[0])
      else this.add(this.text.charAt(this.at++))
    }
  }

  #quoted(): void {
    this.add('')
    while (this.at < this.text.length && !this.take(/"/y)) {
      const escaped = this.take(/\\(.)/sy)?.[1]
      this.add(escaped === undefined ? this.text.charAt(this.at++) : (ESCAPES[escaped] ?? escaped))
    }
  }
}
