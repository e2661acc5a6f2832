// read(2), write(2) and poll(2) on buffers, by calls that know an address and a count alone.
//
// They are what every lone line costs, so they go straight to the calls. Where bytes lie, and
// how many they are, is asked only of bytes other than the last ones: nothing here moves a
// buffer's memory, lets it grow or gives it away.

import { type PassLone, passLoneBy } from './lone-lines.js'

/** All return what the calls do, or minus the error number. */
export type Transfers = {
  /**
   * read(2) into bytes[from..to); 0 at the end. This and `write` cost half of what Node's
   * cost where the caches are cold: what they are made of was used by `poll` a moment ago.
   */
  read(descriptor: number, bytes: Uint8Array, from: number, to: number): number
  /** write(2) of bytes[start..end). */
  write(descriptor: number, bytes: Uint8Array, start: number, end: number): number
  /**
   * poll(2). `set` is an array of `struct pollfd`, 8 bytes each: descriptor (int32),
   * events and revents (int16 each, native order). `timeout` is in milliseconds, -1 for
   * ever. Returns how many are ready, or minus the error number.
   */
  poll(set: Uint8Array, count: number, timeout: number): number
  readonly passLone: PassLone
}

/** A call that takes a descriptor, where bytes begin, and how many there are. */
export type Transfer = (descriptor: number, address: bigint, count: number) => number

/** The calls as the C library has them: -1 is a failure. */
export type Calls = {
  readonly read: Transfer
  readonly write: Transfer
  readonly poll: (address: bigint, count: number, timeout: number) => number
}

/** Tells where bytes lie, and why the last call failed. */
export type Memory = {
  readonly address: (bytes: Uint8Array) => bigint
  readonly errno: () => number
}

/** All of them, by these calls. */
export const transfersBy = (calls: Calls, memory: Memory): Transfers => ({
  read: ofParts(calls.read, memory),
  write: ofParts(calls.write, memory),
  poll: ofSets(calls.poll, memory),
  passLone: passLoneBy(calls, memory),
})

const ofParts = (call: Transfer, { address, errno }: Memory): Transfers['read'] => {
  let of: Uint8Array | undefined
  let first = 0n
  let length = 0
  let at = 0
  let begin = 0n
  return (descriptor, bytes, from, to) => {
    if (bytes !== of) {
      first = address(bytes)
      length = bytes.length
      at = -1
      of = bytes
    }
    // Nobody behind this knows where they end.
    if (!(from >= 0 && from <= to && to <= length))
      throw new RangeError(`no bytes ${from} to ${to} of ${length}`)
    if (from !== at) {
      at = from
      begin = first + BigInt(from)
    }
    const count = call(descriptor, begin, to - from)
    return count < 0 ? -errno() : count
  }
}

const ofSets = (call: Calls['poll'], { address, errno }: Memory): Transfers['poll'] => {
  let of: Uint8Array | undefined
  let begin = 0n
  return (set, count, timeout) => {
    if (set !== of) {
      begin = address(set)
      of = set
    }
    const ready = call(begin, count, timeout)
    return ready < 0 ? -errno() : ready
  }
}
