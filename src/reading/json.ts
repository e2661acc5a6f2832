// Lines as JSON, one object a line:
//
//   {"time":"2026-11-20T10:00:00.123456789Z","label":"@4000…","service":"smtpd",
//    "file":"current","offset":8192,"text":"…"}
//
// `time` is RFC 3339, `label` as djb's programs write it; both are null where a line has no
// stamp. `offset` is where the line begins in its file as it was logged. A text is UTF-8; any
// byte that is none stands as the lone surrogate U+DC80 to U+DCFF (as Python's
// `surrogateescape` has it), so that every text can be had back byte for byte.

import type { ByteString } from '../bytes.js'
import { lineEnd } from '../lines.js'
import { universalTime } from '../time/universal-time.js'
import { isLater, isSecond, lengthOf } from './characters.js'
import { type Head, headOf } from './heads.js'
import type { Renderer } from './renderer.js'
import type { Shown } from './shown.js'
import type { Run } from './timeline.js'

const BLANK = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const DELETE = 0x7f

/** Bytes one byte of a text takes at most: `\udcff`. */
export const JSON_GROWTH = 6
/** ... and a line beside its text and names. */
export const JSON_ROOM = 4096

const NULL = Buffer.from('null')
const TIME = Buffer.from('{"time":')
const LABEL = Buffer.from(',"label":')

export class JsonRenderer implements Renderer {
  readonly #shown: Shown
  readonly #ending: number
  readonly #time: Head = headOf('iso-utc', universalTime)
  readonly #label: Head = headOf('tai64n', universalTime)
  #open = false
  /** What the last file's lines have in common. */
  #file: object | undefined
  #between: Buffer = NULL
  /** Bytes of a character whose end has not come. */
  readonly #begun: number[] = []
  /** ... and how many it lacks. */
  #missing = 0

  constructor(shown: Shown, ending: number) {
    this.#shown = shown
    this.#ending = ending
  }

  take(run: Run): void {
    const { stream } = run.source
    const { end } = run
    let at = run.start
    if (!run.continued) this.#endLine()
    else if (at < end) at = this.#putText(stream.bytes, at, Math.min(lineEnd(stream.view, at), end))
    if (run.continued && at > run.start && stream.bytes[at - 1] === 0x0a) this.#endLine()
    while (at < end && this.#shown.wanted) {
      this.#shown.makeRoom()
      const length = this.#putHead(run, at)
      at = this.#putText(stream.bytes, at + length, Math.min(lineEnd(stream.view, at), end))
      if (at < end || !run.open) this.#endLine()
    }
  }

  finish(): void {
    this.#endLine()
    this.#shown.flush()
  }

  /** Everything before the text; returns how many bytes of the line that is. */
  #putHead(run: Run, at: number): number {
    const shown = this.#shown
    const { stream } = run.source
    const length = stream.stamps.read(at)
    shown.put(TIME)
    this.#putTime(length > 0 ? this.#time : undefined, run)
    shown.put(LABEL)
    this.#putTime(length > 0 ? this.#label : undefined, run)
    if (stream.file !== this.#file) {
      this.#file = stream.file
      const named = `,"service":${quoted(stream.log.name)},"file":${quoted(stream.file.name)}`
      this.#between = Buffer.from(`${named},"offset":`, 'latin1')
    }
    shown.put(this.#between)
    shown.end += shown.bytes.write(`${stream.offsetOf(at)},"text":"`, shown.end, 'latin1')
    this.#open = true
    // The blank that parts a stamp from its text is of neither.
    return length > 0 && stream.bytes[at + length] === BLANK ? length + 1 : length
  }

  #putTime(head: Head | undefined, run: Run): void {
    const shown = this.#shown
    if (!head) {
      shown.put(NULL)
      return
    }
    shown.bytes[shown.end++] = QUOTE
    shown.end = head.write(shown.bytes, shown.view, shown.end, run.source.stream.stamps)
    shown.bytes[shown.end++] = QUOTE
  }

  /** Shows the text up to `end`, its line feed not included. */
  #putText(bytes: Buffer, from: number, end: number): number {
    const shown = this.#shown
    const to = bytes[end - 1] === 0x0a && end > from ? end - 1 : end
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number
      if (byte >= BLANK && byte < DELETE && this.#missing === 0) {
        if (byte === QUOTE || byte === BACKSLASH) shown.bytes[shown.end++] = BACKSLASH
        shown.bytes[shown.end++] = byte
      } else this.#putOther(byte)
    }
    return end
  }

  #putOther(byte: number): void {
    if (this.#missing > 0) {
      const [first = 0, second] = this.#begun
      if (second === undefined ? isSecond(first, byte) : isLater(byte)) {
        this.#begun.push(byte)
        if (--this.#missing === 0) this.#putCharacter()
        return
      }
      this.#giveUp()
    }
    const length = lengthOf(byte)
    if (length > 1) {
      this.#begun.push(byte)
      this.#missing = length - 1
    } else if (byte < BLANK || byte === DELETE) this.#putEscape(byte)
    else if (byte < DELETE) {
      if (byte === QUOTE || byte === BACKSLASH) this.#shown.bytes[this.#shown.end++] = BACKSLASH
      this.#shown.bytes[this.#shown.end++] = byte
    } else this.#putEscape(0xdc00 + byte)
  }

  /** Terminals obey U+0080 to U+009F. */
  #putCharacter(): void {
    const [first, second = 0] = this.#begun
    if (first === 0xc2 && second < 0xa0) this.#putEscape(second)
    else for (const byte of this.#begun) this.#shown.bytes[this.#shown.end++] = byte
    this.#begun.length = 0
  }

  /** What was begun is no character. */
  #giveUp(): void {
    for (const byte of this.#begun) this.#putEscape(0xdc00 + byte)
    this.#begun.length = 0
    this.#missing = 0
  }

  #putEscape(unit: number): void {
    const digits = unit.toString(16).padStart(4, '0')
    this.#shown.end += this.#shown.bytes.write(`\\u${digits}`, this.#shown.end, 'latin1')
  }

  #endLine(): void {
    if (!this.#open) return
    this.#open = false
    if (this.#missing > 0) this.#giveUp()
    const shown = this.#shown
    shown.end += shown.bytes.write('"}', shown.end, 'latin1')
    shown.bytes[shown.end++] = this.#ending
  }
}

/** A name as a JSON string of bytes. */
const quoted = (name: ByteString): ByteString => {
  const text = JSON.stringify(Buffer.from(name, 'latin1').toString())
  const escaped = text.replace(/[\x7f-\x9f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)
  return Buffer.from(escaped).toString('latin1')
}
