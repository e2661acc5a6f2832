// Objects as JSON, one a line, with names that are bytes: UTF-8 stays, and a byte that is none
// stands as the lone surrogate U+DC80 to U+DCFF, as in reading/json.ts.

import type { ByteString } from '../src/bytes.js'

const OTHERS =
  /\x7f|\xc2[\x80-\x9f]|([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|[\x80-\xff]/g

/** An object whose strings are bytes, as a line of JSON in ASCII and UTF-8. */
export const jsonLine = (object: object): ByteString =>
  `${JSON.stringify(object).replace(OTHERS, (found, character?: ByteString) => character ?? escaped(found))}\n`

const escaped = (found: ByteString): ByteString => {
  const byte = found.charCodeAt(found.length - 1)
  const unit = found.length > 1 || byte < 0x80 ? byte : 0xdc00 + byte
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
