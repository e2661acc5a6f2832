// Moments for people and for programs, in the forms of `logrun cat`.

import type { ByteString } from '../src/bytes.js'
import { headOf, type TimeForm } from '../src/reading/heads.js'
import type { Instant } from '../src/time/clock.js'
import { localTime } from './span-asked.js'

/** A moment in one of cat's forms. */
export const shownAs = (form: Exclude<TimeForm, 'delta'>, moment: Instant): ByteString => {
  const head = headOf(form, localTime)
  const bytes = Buffer.alloc(head.room)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return bytes.toString('latin1', 0, head.write(bytes, view, 0, { ...moment, leap: false }))
}

/** The same for JSON: RFC 3339 and a label by djb's rule. */
export const inJson = (moment: Instant): { readonly time: string; readonly label: string } => ({
  time: shownAs('iso-utc', moment),
  label: shownAs('tai64n', moment),
})
