// Words of commands as a scanner of some language comes upon their parts.

import type { ByteString } from '../bytes.js'

/** One word of a command. */
export type ShellWord = {
  readonly text: ByteString
  /** What would be put in place of these is not known; they stand in `text` as written. */
  readonly unknown: readonly ByteString[]
  /** It holds characters that the shell takes for a pattern of file names. */
  readonly glob: boolean
}

/** Words being gathered from `text`. */
export class Gathering {
  readonly commands: ShellWord[][] = []
  protected readonly text: ByteString
  protected at = 0
  #command: ShellWord[] = []
  #word: ByteString | undefined
  #unknown: ByteString[] = []
  #glob = false

  constructor(text: ByteString) {
    this.text = text
  }

  protected get next(): ByteString {
    return this.text.charAt(this.at)
  }

  /** Nothing of a word has come. */
  protected get between(): boolean {
    return this.#word === undefined
  }

  protected get soFar(): ByteString {
    return this.#word ?? ''
  }

  protected add(text: ByteString, glob = false): void {
    this.#word = (this.#word ?? '') + text
    this.#glob ||= glob
  }

  protected addUnknown(text: ByteString): void {
    this.add(text)
    this.#unknown.push(text)
  }

  protected drop(): void {
    this.#word = undefined
    this.#unknown = []
    this.#glob = false
  }

  protected endWord(): ShellWord | undefined {
    if (this.#word === undefined) return undefined
    const word = { text: this.#word, unknown: this.#unknown, glob: this.#glob }
    this.drop()
    this.#command.push(word)
    return word
  }

  protected endCommand(): readonly ShellWord[] {
    this.endWord()
    const command = this.#command
    this.#command = []
    if (command.length > 0) this.commands.push(command)
    return command
  }

  /** Forgets the last word of the command. */
  protected forgetWord(): void {
    this.#command.pop()
  }

  /** Takes what `pattern`, which is sticky, finds here. */
  protected take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text) ?? undefined
    if (found) this.at = pattern.lastIndex
    return found
  }
}
