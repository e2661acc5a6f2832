// What a message may quote of names, arguments and settings. They come from strangers as
// lines do, and messages are read on terminals: no byte of them may command one.

import type { ByteString } from '../bytes.js'

/**
 * Where several begin alike the first counts: controls but the tab; C1 controls in UTF-8;
 * whole characters in UTF-8, which stay; C1 controls as single bytes. A terminal obeys each
 * kind of control.
 */
const NOTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\x00-\x08\x0a-\x1f\x7f]|\xc2[\x80-\x9f]|([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3})|[\x80-\x9f]/g

/** `text` with each control byte as `\x1b`; all else as it is, be it UTF-8 or not. */
export const visible = (text: ByteString): ByteString =>
  text.replace(NOTABLE, (found, character?: ByteString) => character ?? escaped(found))

const escaped = (bytes: ByteString): string =>
  Array.from(bytes, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')

/** A fault or a note with all it quotes made visible. */
export const visibly = <T extends object>(facts: T): T => {
  const shown = Object.entries(facts).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? visible(fact) : fact,
  ])
  return Object.fromEntries(shown)
}
