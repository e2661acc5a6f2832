// What stands in place of a line's stamp: its time in one of several forms, ready to be
// followed by the blank that parted the stamp from the text.
//
// What belongs to a second is made once a second; a line costs a few stores.

import { viewOf } from '../bytes.js'
import { Calendar } from '../time/calendar.js'
import type { Instant } from '../time/clock.js'
import { writeNine, writePair, writeTriple, writeWord } from '../time/digits.js'
import { stampFormat } from '../time/formats.js'
import { offsetAt } from '../time/local-moment.js'
import { asLabelled, type Dialect, LABEL_LENGTH, writeLabel } from '../time/tai64n.js'
import { universalTime } from '../time/universal-time.js'
import { type LocalTime, Zone } from '../time/zone.js'

/** The time of a line: POSIX; `leap` for the second inserted after that one. */
type LineTime = Instant & { readonly leap: boolean }

/** How times are shown. */
export type TimeForm = 'short' | 'iso' | 'iso-utc' | 'tai64n' | 'delta'

/** Writes times in one form. */
export type Head = {
  /** Bytes it takes at most, words of four written past it included. */
  readonly room: number
  /** Writes a line's time at bytes[at]; returns the offset after it. `view` is of `bytes`. */
  write(bytes: Buffer, view: DataView, at: number, time: LineTime): number
}

/** The head for a form; local time is told by `localTime`. */
export const headOf = (form: TimeForm, localTime: LocalTime): Head => {
  switch (form) {
    case 'short':
      return new DateHead(new Calendar(localTime), ' ', () => '')
    case 'iso': {
      const zone = new Zone(localTime)
      return new DateHead(new Calendar(localTime), 'T', (second) => shift(offsetAt(zone, second)))
    }
    case 'iso-utc':
      return new DateHead(new Calendar(universalTime), 'T', () => 'Z')
    case 'tai64n':
      return labelHead
    case 'delta':
      return new DeltaHead()
  }
}

/** How times are laid in lines that are to be read again; each is one that `Stamps` reads. */
export type StampForm = 'tai64n' | 'iso' | 'iso-utc' | 'short' | 'seconds'

/**
 * The head that lays stamps in a form: labels count by `dialect`, `short` is followed by the
 * second blank of s6-log's, `seconds` are accustamp's and end in 2286.
 */
export const stampHeadOf = (form: StampForm, dialect: Dialect, localTime: LocalTime): Head => {
  switch (form) {
    case 'tai64n':
      return new LabelHead(dialect)
    case 'short':
      return new DateHead(new Calendar(localTime), ' ', () => ' ')
    case 'seconds': {
      const { width, write } = stampFormat('accustamp', localTime)
      return {
        room: width,
        write: (bytes, view, at, { seconds, nanoseconds }) => {
          write(bytes, view, at, seconds, nanoseconds)
          return at + width - 1
        },
      }
    }
    default:
      return headOf(form, localTime)
  }
}

/** `+hh:mm` */
const shift = (offset: number): string => {
  const minutes = Math.round(Math.abs(offset) / 60)
  const pair = (number: number): string => String(number).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${pair(Math.floor(minutes / 60))}:${pair(minutes % 60)}`
}

const TIME_LENGTH = ' hh:mm:ss.'.length

/** `YYYY-MM-DD hh:mm:ss.nnnnnnnnn`, something else between date and time, and a tail. */
class DateHead implements Head {
  readonly room = 64
  readonly #calendar: Calendar
  readonly #between: number
  readonly #tailOf: (second: number) => string
  readonly #date = Buffer.alloc(64)
  readonly #words = viewOf(this.#date)
  #length = 0
  #second = Number.NaN
  #leap = false
  #tail = Buffer.alloc(0)

  constructor(calendar: Calendar, between: string, tailOf: (second: number) => string) {
    this.#calendar = calendar
    this.#between = between.charCodeAt(0)
    this.#tailOf = tailOf
  }

  write(bytes: Buffer, view: DataView, at: number, time: LineTime): number {
    if (time.seconds !== this.#second || time.leap !== this.#leap) this.#show(time)
    const length = this.#length
    const words = this.#words
    for (let k = 0; k < length; k += 4) view.setInt32(at + k, words.getInt32(k, true), true)
    const end = writeNine(bytes, at + length, time.nanoseconds)
    const tail = this.#tail
    for (let k = 0; k < tail.length; k++) bytes[end + k] = tail[k] as number
    return end + tail.length
  }

  #show({ seconds, leap }: LineTime): void {
    const date = this.#date
    this.#second = seconds
    this.#leap = leap
    this.#length = this.#calendar.show(seconds)
    this.#calendar.text.copy(date, 0, 0, this.#length)
    date[this.#length - TIME_LENGTH] = this.#between
    if (leap) writePair(date, this.#length - 3, 60)
    this.#tail = Buffer.from(this.#tailOf(seconds))
  }
}

// Labels by djb's rule, whatever they were by: so that they can be compared.
const labelHead: Head = {
  room: LABEL_LENGTH,
  write: (bytes, _view, at, { seconds, nanoseconds }) => {
    writeLabel(bytes, at, seconds, nanoseconds)
    return at + LABEL_LENGTH
  },
}

/** Labels by a rule; the digits of a second are kept. */
class LabelHead implements Head {
  readonly room = LABEL_LENGTH + 3
  readonly #dialect: Dialect
  readonly #label = Buffer.alloc(28)
  readonly #words = new DataView(this.#label.buffer, this.#label.byteOffset, this.#label.length)
  #second = Number.NaN
  #leap = false

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  write(bytes: Buffer, view: DataView, at: number, time: LineTime): number {
    if (time.seconds !== this.#second || time.leap !== this.#leap) {
      this.#second = time.seconds
      this.#leap = time.leap
      writeLabel(this.#label, 0, asLabelled(time, this.#dialect), 0)
    }
    for (let k = 0; k < 20; k += 4) view.setInt32(at + k, this.#words.getInt32(k, true), true)
    writeWord(bytes, at + 17, time.nanoseconds)
    return at + LABEL_LENGTH
  }
}

/** Columns of a difference; a longer one takes more. */
const DELTA_WIDTH = 14

/** Seconds and microseconds since the line before, aligned: `     +0.000123`. */
class DeltaHead implements Head {
  readonly room = 32
  #last: Instant | undefined

  write(bytes: Buffer, _view: DataView, at: number, time: LineTime): number {
    const last = this.#last ?? time
    this.#last = { seconds: time.seconds, nanoseconds: time.nanoseconds }
    let seconds = time.seconds - last.seconds
    let nanoseconds = time.nanoseconds - last.nanoseconds
    const negative = seconds < 0 || (seconds === 0 && nanoseconds < 0)
    if (negative) [seconds, nanoseconds] = [-seconds, -nanoseconds]
    if (nanoseconds < 0) [seconds, nanoseconds] = [seconds - 1, nanoseconds + 1e9]
    const whole = `${negative ? '-' : '+'}${seconds}.`.padStart(DELTA_WIDTH - 6)
    const end = at + bytes.write(whole, at, 'latin1')
    const microseconds = Math.floor(nanoseconds / 1000)
    return writeTriple(
      bytes,
      writeTriple(bytes, end, Math.floor(microseconds / 1000)),
      microseconds % 1000,
    )
  }
}
