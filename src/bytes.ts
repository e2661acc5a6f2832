// Byte strings: names, paths, patterns and messages as JavaScript strings with one
// character a byte (U+0000 to U+00FF). A Unix name is bytes, not text; this form keeps
// every byte, compares and sorts as bytes do, and works with string methods. And views of
// bytes, for whoever moves them by the word.

/** A string with one character a byte. */
export type ByteString = string

/** The bytes of a byte string. Throws if a character is no byte. */
export const toBytes = (text: ByteString): Buffer => {
  for (let i = 0; i < text.length; i++)
    if (text.charCodeAt(i) > 0xff) throw new Error(`not a byte string: ${JSON.stringify(text)}`)
  return Buffer.from(text, 'latin1')
}

/** Ordinary text as the byte string of its UTF-8 form. */
export const fromText = (text: string): ByteString => Buffer.from(text).toString('latin1')

/** Bytes as a byte string. */
export const fromBytes = (bytes: Uint8Array): ByteString =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** The last name in a path. */
export const baseName = (path: ByteString): ByteString => path.slice(path.lastIndexOf('/') + 1)

/** For four bytes at any offset, of a buffer that starts where it likes. */
export const viewOf = (buffer: Buffer): DataView =>
  new DataView(buffer.buffer, buffer.byteOffset, buffer.length)
