// The line in a log that tells what a full disk has cost it. It looks like all other lines
// there, and its stamp is the moment at which it is told.

import { toBytes, viewOf } from '../bytes.js'
import type { Form } from '../plan.js'
import type { DirectoryWorld } from '../rotation/directory-world.js'
import { stampFormat } from '../time/formats.js'
import { LineHead } from './line-head.js'

/** Lays such lines for one directory. */
export class AccountLine {
  readonly #head: LineHead
  readonly #clock: DirectoryWorld['clock']

  /** `form`: that of the directory's lines. */
  constructor(
    { lead = '', stamps, prefix }: Form = { stamps: [], prefix: '' },
    { clock, localTime = () => undefined }: Pick<DirectoryWorld, 'clock' | 'localTime'>,
  ) {
    const formats = stamps.map((stamp) => stampFormat(stamp, localTime))
    this.#head = new LineHead({ lead, stamps: formats, prefix })
    this.#clock = clock
  }

  /** `text` as a line; `between`: the one before has ended. */
  line(text: string, between: boolean): Buffer {
    const head = Buffer.alloc(this.#head.width)
    this.#head.lay(head, viewOf(head), 0, this.#clock.wall())
    return Buffer.concat([toBytes(between ? '' : '\n'), head, toBytes(`${text}\n`)])
  }
}
