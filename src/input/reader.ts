// The only reader of standard input.
//
// The descriptor is shared: with the supervisor that holds the pipe open, and with the
// logger that will follow us on it. So it is never made non-blocking (djb's multilog
// takes EAGAIN for the end of input), and no read is ever left pending that could take
// bytes nobody would write. Waiting is one synchronous poll(2) on the input *and* on the
// event loop's own epoll descriptors, so it ends when any of these comes first:
//  - input: the caller reads what is there and polls again;
//  - something for the loop (a signal's wake-up, a child's end): the caller gives the
//    loop one turn and comes back;
//  - a signal just now: poll is interrupted before the loop knows, the same turn serves;
//  - the deadline.
// A signal between a turn and the poll leaves the loop's descriptor readable, so none is
// slept through. One turn must precede the first wait: the loop adds its wake-up
// descriptor to its epoll set only when it runs.
//
// What is read can be lost with the process until it has been delivered. Reads are small
// therefore (SMALL), as those of the originals are; but where a pipe has more than that to
// give, it is peeked at instead (peek.ts), and emptied by `taken` once all of it has been
// delivered.
//
// Limit: if another process takes the input between poll and read, the read blocks until
// more comes. The locks keep two loggers of one directory from doing that.

import fs from 'node:fs'
import os from 'node:os'
import { systemError } from '../system/errno.js'
import type { LoneInput, LoneOutput, LonePassed } from '../system/lone-lines.js'
import type { Native } from '../system/native.js'
import { Peek } from './peek.js'

const { EAGAIN, EINTR } = os.constants.errno
const POLLIN = 0x001
const PIPE_SIZE = 1 << 20
const O_CLOEXEC = 0o2000000
/** What the originals read at once, more or less. */
const SMALL = 1024

/** What a wait ended with; `turn` means: give the event loop a turn, then wait again. */
export type Ready = 'input' | 'turn' | 'deadline'

/** How a reader is to be. */
export type ReaderOptions = {
  /** The event loop's own descriptors; none: waiting is done on another thread. */
  readonly loop?: readonly number[]
  readonly keeping?: boolean
}

/** What came of lines that went by themselves, and with what that has ended. */
export type Passed = LonePassed & { readonly ended: Ready }

/** Waits for and reads one descriptor. Made once for a descriptor's life. */
export class Reader {
  readonly #descriptor: number
  readonly #native: Native
  /** `struct pollfd` array: the input first, then what else ends a wait. */
  readonly #set: Buffer
  readonly #count: number
  /** Written to end an asynchronous wait; -1 where waiting is synchronous. */
  readonly #wakeUp: number
  /** The last wait ended with a turn: input goes first now, so a busy loop cannot starve it. */
  #turned = false
  /** There was more than a small read could take. */
  #flooded = false
  /** Undefined: not tried yet; false: not possible, or not wanted. */
  #peek: Peek | false | undefined
  /** To be called when all that was read has been delivered. */
  readonly taken = (): void => {
    if (this.#peek) this.#peek.take()
  }

  /** `keeping`: what is read is kept in the pipe until `taken`, where that is possible. */
  constructor(
    descriptor: number,
    native: Native,
    { loop = loopDescriptors(), keeping = false }: ReaderOptions = {},
  ) {
    this.#descriptor = descriptor
    this.#peek = keeping ? undefined : false
    this.#native = native
    this.#wakeUp = loop.length > 0 ? -1 : native.wakeUp()
    const watched = [descriptor, ...(loop.length > 0 ? loop : [this.#wakeUp])]
    this.#count = watched.length
    this.#set = Buffer.alloc(8 * watched.length)
    for (const [i, each] of watched.entries()) {
      this.#set.writeInt32LE(each, 8 * i)
      this.#set.writeInt16LE(POLLIN, 8 * i + 4)
    }
    // Not allowed, or not a pipe: the size it has will do.
    native.resizePipe(descriptor, PIPE_SIZE)
  }

  /** Waits `timeout` milliseconds at most (-1: for ever). */
  wait(timeout: number): Ready | Promise<Ready> {
    if (this.#wakeUp < 0) {
      const ready = this.#native.poll(this.#set, this.#count, timeout)
      // Bytes and nothing else, as most often.
      const usual = ready === 1 && this.#set[6] === POLLIN && this.#set[7] === 0
      return usual && !this.#turned ? 'input' : this.#judge(ready)
    }
    return this.#native.pollLater(this.#set, this.#count, timeout).then((ready) => {
      this.#drainWakeUp()
      return this.#judge(ready)
    })
  }

  /** Ends an asynchronous wait; a synchronous one ends by itself. For signal handlers. */
  wake(): void {
    if (this.#wakeUp >= 0) fs.writeSync(this.#wakeUp, WAKE)
  }

  /**
   * Reads into bytes[from..to). Returns how many bytes came, 0 at the end of input, or -1
   * when there was nothing after all. Throws the system's error.
   */
  read(bytes: Uint8Array, from: number, to: number): number {
    let most = to - from
    if (most > SMALL && this.#flooded) {
      const peeked = this.#peekAt(bytes, from, to)
      this.#flooded = peeked >= SMALL
      if (peeked > 0) return peeked
    }
    if (most > SMALL && this.#peek !== false) most = SMALL
    const count = this.#native.read(this.#descriptor, bytes, from, from + most)
    this.#flooded = count === SMALL
    if (count >= 0) return count
    if (count === -EAGAIN || count === -EINTR) return -1
    throw systemError('read', -count)
  }

  /** Whether lines that come alone may go by themselves next: in no flood, and behind no turn. */
  get passes(): boolean {
    return !this.#flooded && !this.#turned && this.#wakeUp < 0
  }

  /**
   * Waits, and lets such lines go to `output`, until there is something else to be done. `most`:
   * what a read may take.
   */
  pass(lines: LoneInput, output: LoneOutput, most: number): Passed {
    const least = this.#peek === false ? most : Math.min(most, SMALL)
    const { passLone } = this.#native
    const passed = passLone(this.#set, this.#count, this.#descriptor, least, lines, output)
    const { written, count, refused } = passed
    this.#flooded = count === SMALL
    const waiting = count === undefined && !refused
    return { written, count, refused, ended: waiting ? this.#judge(passed.ready) : 'input' }
  }

  /** How many bytes could be peeked at; where there were none, a read is next. */
  #peekAt(bytes: Uint8Array, from: number, to: number): number {
    this.#peek ??= Peek.at(this.#descriptor, this.#native) ?? false
    const count = this.#peek ? this.#peek.read(bytes, from, to) : -1
    if (count < 0) this.#peek = false
    return count
  }

  /** Releases what the reader opened; the input itself stays open. */
  close(): void {
    if (this.#wakeUp >= 0) fs.closeSync(this.#wakeUp)
    if (this.#peek) this.#peek.close()
  }

  #judge(ready: number): Ready {
    if (ready === 0) return 'deadline'
    const input = ready > 0 && (this.#set[6] !== 0 || this.#set[7] !== 0)
    const others = ready === -EINTR || ready > (input ? 1 : 0)
    if (others && !(input && this.#turned)) {
      this.#turned = true
      return 'turn'
    }
    this.#turned = false
    // Any other failure of poll: let read say what is the matter.
    return 'input'
  }

  #drainWakeUp(): void {
    try {
      fs.readSync(this.#wakeUp, Buffer.alloc(8))
    } catch {
      // Nobody had written.
    }
  }
}

/** An eventfd takes one 64-bit count. */
const WAKE = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0])

/**
 * The epoll descriptors of this process's own event loops; none where /proc is missing.
 * One that is not close-on-exec was inherited, belongs to somebody else, and could stay
 * ready for ever.
 */
export const loopDescriptors = (): number[] => {
  try {
    return fs
      .readdirSync('/proc/self/fd')
      .filter((name) => isOwnLoop(name))
      .map(Number)
  } catch {
    return []
  }
}

const isOwnLoop = (descriptor: string): boolean => {
  try {
    if (fs.readlinkSync(`/proc/self/fd/${descriptor}`) !== 'anon_inode:[eventpoll]') return false
    const flags = /^flags:\s*(\d+)/m.exec(
      fs.readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'),
    )
    return flags?.[1] !== undefined && (Number.parseInt(flags[1], 8) & O_CLOEXEC) !== 0
  } catch {
    // The listing's own descriptor, closed by now.
    return false
  }
}
