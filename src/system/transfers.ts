// read(2) and write(2) on parts of buffers, for calls that know an address and a count alone.

/** Both return how many bytes went over, or minus the error number. */
export type Transfers = {
  /**
   * read(2) into bytes[from..to); 0 at the end. This and `write` cost half of what Node's
   * cost where the caches are cold: what they are made of was used by `poll` a moment ago.
   */
  read(descriptor: number, bytes: Uint8Array, from: number, to: number): number
  /** write(2) of bytes[start..end). */
  write(descriptor: number, bytes: Uint8Array, start: number, end: number): number
}

/** A call that takes a descriptor, where bytes begin, and how many there are. */
export type Transfer = (descriptor: number, bytes: Uint8Array, count: number) => number

/** Both, by the calls that have these names. */
export const transfersBy = (named: (name: 'read' | 'write') => Transfer): Transfers => ({
  read: ofParts(named('read')),
  write: ofParts(named('write')),
})

/** `call` for bytes[from..to). Where they begin is most often where they began the last time. */
const ofParts = (call: Transfer): Transfers['read'] => {
  let of: Uint8Array | undefined
  let at = 0
  let view: Uint8Array = new Uint8Array(0)
  return (descriptor, bytes, from, to) => {
    // Nobody behind this knows where they end.
    if (!(from >= 0 && from <= to && to <= bytes.length))
      throw new RangeError(`no bytes ${from} to ${to} of ${bytes.length}`)
    if (from === 0) return call(descriptor, bytes, to)
    if (bytes !== of || from !== at) {
      view = bytes.subarray(from)
      of = bytes
      at = from
    }
    return call(descriptor, view, to - from)
  }
}
