// What all commands share: words from the process, a pipeline's surroundings from the
// machine, exit codes to the process. The only place that touches `process`.

import fs from 'node:fs'
import { join } from 'node:path'
import { type ByteString, fromBytes, fromText, toBytes } from '../src/bytes.js'
import type { Fault } from '../src/fault/fault.js'
import { fatalText, noteText, type Voice, waitingText, warningText } from '../src/fault/messages.js'
import type { Note } from '../src/fault/note.js'
import type { Report } from '../src/fault/patience.js'
import { filter, type Transformation } from '../src/filter.js'
import { loopDescriptors, Reader } from '../src/input/reader.js'
import { run as runLogger } from '../src/logger.js'
import type { Plan } from '../src/plan.js'
import { runProcessor } from '../src/rotation/processor.js'
import { writeBatch } from '../src/sinks/descriptor.js'
import { native } from '../src/system/native.js'
import { directFileSystem, realFileSystem } from '../src/system/real-filesystem.js'
import { Events, listen } from '../src/system/signals.js'
import { directClock } from '../src/time/clock.js'
import { type WhenFull, whenFull } from '../src/when-full.js'

const POLLOUT = 0x004

declare const LOGRUN_VERSION: string

/** Temporary trouble; the family's word for "the supervisor should try again". */
export const TROUBLE = 111
/** Misuse. */
export const MISUSE = 100

/** Runs one command with the words of this process and leaves its exit code. */
export const main = (
  name: string,
  run: (words: readonly ByteString[]) => Promise<number>,
): void => {
  // Node would open a debugger's port; the originals die.
  restoreDefault('SIGUSR1')
  run(wordsOf(process.argv.slice(2))).then(
    (code) => {
      process.exitCode = code
    },
    (error: unknown) => {
      say(toBytes(fromText(`${name}: fatal: ${error instanceof Error ? error.stack : error}\n`)))
      process.exit(TROUBLE)
    },
  )
}

// Node reads arguments as UTF-8 and spoils what is not; the kernel has kept the bytes.
const wordsOf = (texts: readonly string[]): ByteString[] => {
  if (texts.some((text) => text.includes('\ufffd'))) {
    try {
      const words = fromBytes(fs.readFileSync('/proc/self/cmdline')).split('\0').slice(0, -1)
      return words.slice(words.length - texts.length)
    } catch {
      // No /proc here: the spoilt words must do.
    }
  }
  return texts.map(fromText)
}

/** What is to be said once nothing else is on the terminal. */
let held: Uint8Array[] | undefined

/** Keeps back what is to be said on a terminal; returns what says it. */
export const holdSaying = (): (() => void) => {
  const saying: Uint8Array[] = []
  if (isTerminal('stderr')) held = saying
  return () => {
    held = undefined
    saying.forEach(say)
  }
}

/** Whether there is a line that is to be taken away. */
let lineShown = false

/** A line on the terminal that standard error is, in place of the last such; '' takes it away. */
export const showLine = (line: string): void => {
  if (line === '' && !lineShown) return
  lineShown = line !== ''
  try {
    fs.writeSync(2, `\r${line}\x1b[K`)
  } catch {
    // As in `say`.
  }
}

/** Puts text on standard error; what it refuses is not said twice. */
export const say = (text: Uint8Array): void => {
  showLine('')
  if (held) {
    held.push(text)
    return
  }
  try {
    fs.writeSync(2, text)
  } catch {
    // Closed, full or broken: a logger has nowhere else to complain.
  }
}

/** Writes all of bytes[start..end) to a descriptor, waiting where it must. */
export const writeAll = (
  descriptor: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): Fault | undefined =>
  writeBatch({ bytes, start, end }, descriptor, realFileSystem, () => {
    const set = Buffer.alloc(8)
    set.writeInt32LE(descriptor, 0)
    set.writeInt16LE(POLLOUT, 4)
    native().poll(set, 1, -1)
  })

/** Standard output for whoever shows a lot: what is refused ends it, and is kept. */
export class Output {
  fault: Fault | undefined

  /** Takes bytes[start..end); false once nobody wants any more. */
  readonly write = (bytes: Uint8Array, start: number, end: number): boolean => {
    this.fault ??= writeAll(1, bytes, start, end)
    return this.fault === undefined
  }

  /** Dies as a reader's going away has it. */
  close(): void {
    if (this.fault?.code === 'EPIPE') dieBy('SIGPIPE')
  }
}

/**
 * Whether standard output or error is a terminal. What tells it is loaded only where it may
 * be one: it is much.
 */
export const isTerminal = (of: 'stdout' | 'stderr' = 'stdout'): boolean => {
  const descriptor = of === 'stdout' ? 1 : 2
  try {
    if (!fs.fstatSync(descriptor).isCharacterDevice()) return false
  } catch {
    return false
  }
  return process.getBuiltinModule('node:tty').isatty(descriptor)
}

/** Whether standard output is kept, or thrown away: nobody who sees a terminal reads it. */
export const isKept = (): boolean => {
  try {
    const state = fs.fstatSync(1)
    return state.isFile() || (state.isCharacterDevice() && !isTerminal())
  } catch {
    return false
  }
}

/** What programs started from here see of the environment. */
export const environment = (): NodeJS.ProcessEnv => process.env

/** Calls `act` in place of what an interrupt from the terminal does; returns what ends that. */
export const onInterrupt = (act: () => void): (() => void) => {
  process.on('SIGINT', act)
  return () => process.off('SIGINT', act)
}

/** The lines of standard input, without their line feeds, as they come. */
export function* inputLines(): Generator<ByteString> {
  const bytes = Buffer.alloc(1 << 16)
  let left = ''
  for (let count = fs.readSync(0, bytes); count > 0; count = fs.readSync(0, bytes)) {
    const lines = (left + fromBytes(bytes.subarray(0, count))).split('\n')
    left = lines.pop() ?? ''
    yield* lines
  }
  if (left !== '') yield left
}

/** Columns of the terminal on standard output; undefined where it is none. */
export const terminalWidth = (): number | undefined => process.stdout.columns

/** Its rows. */
export const terminalHeight = (): number | undefined => process.stdout.rows

/** Text the user asked for, on standard output. */
export const print = (text: string): void => {
  process.stdout.write(text)
}

/** What `--version` prints. */
export const versionText = (name = 'logrun'): string => `${name} ${LOGRUN_VERSION}\n`

/** A command's page, which is its help. */
export const page = (name: string): string =>
  fs.readFileSync(join(import.meta.dirname, `../loggers/${name}.md`), 'utf8')

/** Answers --help and --version for a command whose original knows no arguments. */
export const helpOrVersion = (name: string, words: readonly ByteString[]): boolean => {
  if (words[0] === '--help') print(page(name))
  else if (words[0] === '--version') print(versionText())
  else return false
  return true
}

/**
 * Runs a logger on standard input; gives its exit code. Speaks in `voice`. `full`: what to do
 * on a full disk; `reload` gives the plan anew; `umask` is set where there is one; `ready` is
 * called once everything is open; `ended` once everything is delivered, with what ended it:
 * the input, a request, or a fault.
 */
export const logger = async (
  plan: Plan,
  voice: Voice,
  {
    umask,
    reload,
    ready,
    ended,
    full = 'wait',
  }: {
    readonly umask?: number
    readonly full?: WhenFull | undefined
    readonly reload?: () => Plan
    readonly ready?: () => void
    readonly ended?: (by: 'input' | 'request' | Fault) => void
  } = {},
): Promise<number> => {
  if (umask !== undefined) process.umask(umask)
  const events = new Events()
  const note = voice.notes && ((what: Note): void => say(toBytes(noteText(voice, what))))
  const received = (signal: string): void => note?.({ did: 'signal', signal })
  const forget = listen(plan.signals, events, native().unblock, received)
  const reader = inputReader(plan.actions.some(isFile))
  events.hear(() => reader.wake())

  const fault = await runLogger(whenFull(plan, full), {
    reader,
    events,
    say,
    report: (report) => say(toBytes(textOf(report, voice))),
    ...(note && { note }),
    ...(reload && { reload: () => whenFull(reload(), full) }),
    ...(ready && { ready }),
    hasRoom,
    filesystem: directFileSystem(native()),
    clock: directClock(native()),
    locks: native(),
    localTime: native().localTime,
    runProcessor,
    sleep,
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  })

  ended?.(fault ?? (events.has('finish') ? 'request' : 'input'))
  forget()
  reader.close()
  if (!fault) return 0
  say(toBytes(fatalText(voice, fault)))
  return TROUBLE
}

/** A variable of the environment. */
export const variable = (name: string): string | undefined => process.env[name]

/** Where the link to the machine's time zone leads; undefined where it is none. */
export const localZone = (): string | undefined => {
  try {
    return fs.readlinkSync('/etc/localtime')
  } catch {
    return undefined
  }
}

/** The mask for modes of new files. */
export const umask = (): number => process.umask()

/** What this process goes by. */
export const pid = (): number => process.pid

/** What the environment says of `name`; undefined where it says nothing. */
export const setting = (name: string): ByteString | undefined => {
  const value = process.env[name]
  return value ? fromText(value) : undefined
}

/** Whether a program of this name is on PATH. */
export const isOnPath = (name: string): boolean =>
  (process.env.PATH ?? '').split(':').some((directory) => {
    try {
      fs.accessSync(`${directory || '.'}/${name}`, fs.constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/**
 * Whether somebody has given this process a descriptor to write to. Those of the runtime are
 * told by their kinds: what an event loop is made of, and pipes both ends of which are here.
 */
export const isGiven = (descriptor: number): boolean => {
  try {
    const target = targetOf(descriptor)
    const flags = /^flags:\s*(\d+)/m.exec(
      fs.readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'),
    )
    const writable = (Number.parseInt(flags?.[1] ?? '0', 8) & 3) !== 0
    const ends = fs.readdirSync('/proc/self/fd').filter((each) => sameTarget(each, target))
    return (
      writable &&
      !target.startsWith('anon_inode:') &&
      !(target.startsWith('pipe:') && ends.length > 1)
    )
  } catch {
    return false
  }
}

const targetOf = (descriptor: number | string): string =>
  fs.readlinkSync(`/proc/self/fd/${descriptor}`)

const sameTarget = (descriptor: string, target: string): boolean => {
  try {
    return targetOf(descriptor) === target
  } catch {
    // The listing's own descriptor, closed by now.
    return false
  }
}

/** Says on a descriptor, once and for all, that this logger is ready; whether heard or not. */
export const sayReady = (descriptor: number): void => {
  try {
    fs.writeSync(descriptor, '\n')
  } catch {
    // Nobody is waiting any more.
  }
  fs.closeSync(descriptor)
}

const room = Buffer.alloc(8)

/** Whether a descriptor takes something without blocking. */
const hasRoom = (descriptor: number): boolean => {
  room.writeInt32LE(descriptor, 0)
  room.writeInt16LE(POLLOUT, 4)
  return native().poll(room, 1, 0) !== 0
}

// What commands do that a library must not: the memory is the process's, and so is the loop. A
// look through /proc takes ten times as long, and finds the loops of other threads too.
const inputReader = (keeping = false): Reader => {
  native().giveBackMemory()
  const loop = native().mainLoop()
  return new Reader(0, native(), { loop: loop < 0 ? loopDescriptors() : [loop], keeping })
}

/** What was sent away would be sent again by the next logger. */
const isFile = ({ do: does }: Plan['actions'][number]): boolean =>
  does === 'log' || does === 'append'

/**
 * Runs a transformation from standard input to standard output; gives the exit code. A
 * failed call is said where there is a voice; a closed pipe ends it by signal. A read error
 * ends it as trouble does, or as the end of input does.
 */
export const filterInput = async (
  transformation: Transformation,
  voice?: Voice,
  readErrors: Plan['readErrors'] = 'fatal',
): Promise<number> => {
  const reader = inputReader()
  const room = Buffer.alloc(8)
  room.writeInt32LE(1, 0)
  room.writeInt16LE(POLLOUT, 4)
  const fault = await filter(transformation, {
    reader,
    filesystem: directFileSystem(native()),
    output: 1,
    waitForRoom: () => native().poll(room, 1, -1),
  })
  reader.close()
  if (!fault) return 0
  const asEnd = fault.operation === 'read-input' && readErrors === 'end'
  if (fault.code === 'EPIPE') dieBy('SIGPIPE')
  else if (voice) say(toBytes((asEnd ? warningText : fatalText)(voice, fault, false)))
  return asEnd ? 0 : TROUBLE
}

/** Ends this process by a signal. Node ignores SIGPIPE from its start. */
export const dieBy = (signal: NodeJS.Signals): void => {
  restoreDefault(signal)
  process.kill(process.pid, signal)
}

/** Taking a handler away again leaves the default action, whatever there was before. */
const restoreDefault = (signal: NodeJS.Signals): void => {
  const handler = (): void => undefined
  process.on(signal, handler)
  process.off(signal, handler)
}

const textOf = (report: Report, voice: Voice): ByteString =>
  report.kind === 'waiting'
    ? waitingText(voice, report.for)
    : warningText(voice, report.fault, report.kind === 'pausing')

/** Resolves after so many milliseconds, and sooner at any event. */
export const sleep = (milliseconds: number, events: Events): Promise<void> =>
  new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer)
      stopHearing()
      resolve()
    }
    const timer = setTimeout(wake, milliseconds)
    const stopHearing = events.hear(wake)
  })
