// The one seam to the C library: the handful of calls Node has no name for. Nothing
// outside this file knows koffi, and it is loaded at the first call that needs it, so a
// command that locks nothing and waits for nothing starts without it.

import { createRequire } from 'node:module'
import { type ByteString, toBytes } from '../bytes.js'
import type { Instant } from '../time/clock.js'
import { type Call, type NameCalls, nameCallsBy, once } from './name-calls.js'
import { type Runtime, runtimeBy } from './runtime.js'
import { type Calls, type Transfer, type Transfers, transfersBy } from './transfers.js'

/** Broken-down local time, fields as C's `struct tm` has them but for full year and month. */
export type CalendarFields = {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  /** 0 to 60: zones of the `right/` kind show leap seconds. */
  readonly second: number
}

/** Calls that fail return an error number (`os.constants.errno`), 0 for none, and never throw. */
export type Native = Runtime &
  Transfers &
  NameCalls & {
    /** `poll` on another thread. */
    pollLater(set: Uint8Array, count: number, timeout: number): Promise<number>
    /** flock(2) LOCK_EX|LOCK_NB. */
    lockFile(descriptor: number): number
    /** A write lock on the whole file by fcntl(2), owned by the open file description. */
    lockRange(descriptor: number): number
    /** F_SETPIPE_SZ, in bytes. */
    resizePipe(descriptor: number, size: number): number
    /** CLOCK_REALTIME. */
    wallClock(): Instant
    /** localtime(3) with the C library's `TZ` rules; undefined where it fails. */
    localTime(seconds: number | bigint): CalendarFields | undefined
    /** Lets signals through that the parent left blocked. */
    unblock(signals: readonly number[]): void
    /**
     * openlog(3) without options; gives syslog(3) for this identity and facility: it sends a
     * text that ends at a NUL, if it holds one, as it is.
     */
    systemLog(identity: ByteString, facility: number): (priority: number, text: Uint8Array) => void
    /**
     * tee(2), without waiting: copies up to `count` bytes from one pipe to another and leaves
     * them where they are. Returns how many, or minus the error number.
     */
    copyPipe(from: number, to: number, count: number): number
    /** splice(2), without waiting: moves up to `count` bytes from a pipe. Returns as `copyPipe`. */
    movePipe(from: number, to: number, count: number): number
    /**
     * pipe2(2), close-on-exec, and non-blocking unless it is for a program: its reading and its
     * writing end; none where it fails.
     */
    pipe(use?: 'for a program'): readonly [number, number] | undefined
    /** A new eventfd(2), close-on-exec and non-blocking; -1 where it fails. */
    wakeUp(): number
  }

const LOCK_EX_NB = 2 | 4
const F_OFD_SETLK = 37
const F_SETPIPE_SZ = 1031
const F_WRLCK = 1
const CLOCK_REALTIME = 0
const SIG_UNBLOCK = 1
const CLOEXEC = 0o2000000
const CLOEXEC_NONBLOCK = CLOEXEC | 0o4000
const SPLICE_F_NONBLOCK = 2

/**
 * koffi's binary for this machine as it is: what its package does to find it takes several
 * times as long as all of ours. It is asked where the binary is not in the usual place, or is
 * for another C library.
 */
const loadKoffi = (): typeof import('koffi') => {
  const require = createRequire(import.meta.url)
  try {
    return require(`@koromix/koffi-linux-${process.arch}/linux_${process.arch}/koffi.node`)
  } catch {
    return require('koffi')
  }
}

const load = (): Native => {
  const koffi = loadKoffi()
  const c = koffi.load(null)
  const poll = c.func('poll', 'int', ['void *', 'unsigned long', 'int'])
  const flock = c.func('flock', 'int', ['int', 'int'])
  const fcntl = c.func('int fcntl(int, int, ...)')
  const clockGettime = c.func('clock_gettime', 'int', ['int', 'void *'])
  // struct timespec: seconds in 64 bits, nanoseconds in as many.
  const timespec = new Uint32Array(new ArrayBuffer(16))
  const timespecAt = koffi.address(timespec)
  const failed = (result: number): number => (result < 0 ? koffi.errno() : 0)
  const counted = (result: number): number => (result < 0 ? -koffi.errno() : result)
  const declared = (name: string): Transfer =>
    c.func(name, 'long', ['int', 'void *', 'ulong']) as unknown as Transfer
  const calls = {
    read: declared('read'),
    write: declared('write'),
    poll: poll as unknown as Calls['poll'],
  }
  const called =
    (result: string) =>
    (name: string, parameters: string[]): Call => {
      const call = c.func(name, result, parameters)
      return (...values) => counted(call(...values) as number)
    }
  // Most loggers never meet a flood.
  const tee = once(() => called('long')('tee', ['int', 'int', 'ulong', 'uint']))
  const splice = once(() =>
    called('long')('splice', ['int', 'void *', 'int', 'void *', 'ulong', 'uint']),
  )
  return {
    pollLater: (set, count, timeout) =>
      new Promise((resolve) => {
        poll.async(set, count, timeout, (_: unknown, ready: number) => resolve(ready))
      }),
    ...transfersBy(calls, koffi),
    ...runtimeBy((...words) => c.func(...words)),
    ...nameCallsBy(called('int')),
    lockFile: (descriptor) => failed(flock(descriptor, LOCK_EX_NB) as number),
    lockRange: (descriptor) => {
      // struct flock: l_type and l_whence are 16 bits, l_start and l_len 64 (0, 0: all
      // of it), l_pid 32, which must be 0 for this kind of lock.
      const range = Buffer.alloc(32)
      range.writeInt16LE(F_WRLCK, 0)
      return failed(fcntl(descriptor, F_OFD_SETLK, 'void *', range) as number)
    },
    resizePipe: (descriptor, size) =>
      failed(fcntl(descriptor, F_SETPIPE_SZ, 'int', size) as number),
    wallClock: () => {
      clockGettime(CLOCK_REALTIME, timespecAt)
      return {
        seconds: (timespec[0] as number) + ((timespec[1] as number) | 0) * 2 ** 32,
        nanoseconds: timespec[2] as number,
      }
    },
    localTime: localTimeOf(c),
    unblock: (signals) => {
      const mask = Buffer.alloc(128)
      for (const signal of signals) {
        const bit = signal - 1
        mask[bit >> 3] = (mask[bit >> 3] ?? 0) | (1 << (bit & 7))
      }
      c.func('pthread_sigmask', 'int', ['int', 'void *', 'void *'])(SIG_UNBLOCK, mask, null)
    },
    systemLog: systemLogOf(c),
    copyPipe: (from, to, count) => tee()(from, to, count, SPLICE_F_NONBLOCK),
    movePipe: (from, to, count) => splice()(from, null, to, null, count, SPLICE_F_NONBLOCK),
    pipe: (use) => {
      const ends = Buffer.alloc(8)
      const flags = use ? CLOEXEC : CLOEXEC_NONBLOCK
      const result = c.func('pipe2', 'int', ['void *', 'int'])(ends, flags) as number
      return result < 0 ? undefined : [ends.readInt32LE(0), ends.readInt32LE(4)]
    },
    wakeUp: () => c.func('eventfd', 'int', ['uint', 'int'])(0, CLOEXEC_NONBLOCK) as number,
  }
}

type Library = ReturnType<typeof import('koffi').load>

// localtime_r need not look at TZ; localtime does, each time. tzset first makes them equal.
const localTimeOf = (c: Library): Native['localTime'] => {
  let convert: ((second: Buffer, fields: Buffer) => unknown) | undefined
  let zone: (() => unknown) | undefined
  const second = Buffer.alloc(8)
  const tm = Buffer.alloc(64)
  return (seconds) => {
    zone ??= c.func('tzset', 'void', [])
    convert ??= c.func('localtime_r', 'void *', ['void *', 'void *'])
    second.writeBigInt64LE(BigInt(seconds))
    zone()
    if (convert(second, tm) === null) return undefined
    return {
      year: tm.readInt32LE(20) + 1900,
      month: tm.readInt32LE(16) + 1,
      day: tm.readInt32LE(12),
      hour: tm.readInt32LE(8),
      minute: tm.readInt32LE(4),
      second: tm.readInt32LE(0),
    }
  }
}

// There is one log a process. The library keeps the pointer to the identity, so that memory
// must stay where it is.
const systemLogOf = (c: Library): Native['systemLog'] => {
  let opened: Buffer | undefined
  return (identity, facility) => {
    const open = c.func('openlog', 'void', ['void *', 'int', 'int'])
    const send = c.func('void syslog(int, const char *, ...)')
    const tag = Buffer.allocUnsafeSlow(identity.length + 1)
    tag.set(toBytes(`${identity}\0`))
    return (priority, text) => {
      if (opened !== tag) open(tag, 0, facility)
      opened = tag
      send(priority, '%.*s', 'int', text.length, 'void *', text)
    }
  }
}

let loaded: Native | undefined

/** The C library, loaded when first asked for. Throws where koffi has no binary for this machine. */
export const native = (): Native => {
  loaded ??= load()
  return loaded
}
