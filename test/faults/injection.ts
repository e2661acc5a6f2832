// A command of ours under strace, which makes calls on chosen paths fail: the kernel never
// sees those, so what the disk holds is what the calls before and after made of it.
//
// strace runs beside the command, which stays our child. It knows a path by its text, and
// files in a log directory are opened through that directory's descriptor: every name is
// given with every descriptor that could be meant.

import { readFileSync } from 'node:fs'
import type { TestContext } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { allowed, refused } from '../helpers/needs.js'
import { missing, original } from '../helpers/originals.js'
import type { Place } from '../helpers/places.js'
import { tracerOf } from '../helpers/processes.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'

/** What is made to fail: `call` by its name, from a time on to the last, counted from 1. */
export type Injection = {
  readonly call: string
  readonly from: number
  /** `mended`: until who makes it fail lets go. */
  readonly to: number | 'mended'
  /** An errno name; `nothing`: it says that it has done nothing. */
  readonly error: string
}

/** Files by whose paths calls are chosen; any of them may be absent. */
export type Files = {
  /** A log directory, and names in it. */
  readonly directory?: ByteString
  readonly names?: readonly ByteString[]
  readonly paths?: readonly ByteString[]
}

/** How a program is run. */
export type Traced = {
  /** Calls on these files alone; wherever they go where nothing is said. */
  readonly on?: Files
  /** Which calls are written down. */
  readonly calls: readonly string[]
  readonly input: ByteString
  readonly injection?: Injection
  /** What standard error says once the fault of an injection without end has been told. */
  readonly mendedAt?: string
}

/** Runs `words` over all of the input; gives what came of it, and the calls that were made. */
export const runTraced = async (
  place: Place,
  words: readonly ByteString[],
  { on, calls, input, injection, mendedAt }: Traced,
) => {
  const script = [
    '-D',
    // TERM makes it let go.
    '--interruptible=waiting',
    '-y',
    '--quiet=path-resolution,attach',
    '-o',
    log(place),
    ...(on ? pathsOf(on, place).flatMap((path) => ['-P', path]) : []),
    `--trace=${calls.map((call) => `?${call}`).join(',')}`,
    ...(injection ? [injected(injection)] : []),
    ...words,
  ]
  const logger = new RunningLogger('strace', place, { script })
  await logger.write(input)
  logger.end()
  if (injection?.to === 'mended' && mendedAt) await mend(logger, mendedAt)
  const exit = await logger.exit()
  const left = await logger.close()
  return { exit, left, stderr: logger.stderr(), calls: callsOf(place) }
}

const log = (place: Place): string => `${place.root}/strace`

const DESCRIPTORS = Array.from({ length: 40 }, (_, k) => k + 3)

const pathsOf = ({ directory, names = [], paths = [] }: Files, { work }: Place): string[] => {
  const inside = directory === undefined ? [] : ['.', ...names]
  return [
    ...paths.flatMap((path) => [path, `${work}/${path}`]),
    ...(directory === undefined ? [] : [directory, `${work}/${directory}`]),
    ...inside.flatMap((name) => [
      `${work}/${directory}/${name}`,
      ...DESCRIPTORS.map((descriptor) => `/proc/self/fd/${descriptor}/${name}`),
    ]),
  ]
}

// Who makes the calls fail lets go, and the fault is gone.
const mend = async (logger: RunningLogger, said: string): Promise<void> => {
  await until(
    () => `"${said}"; stderr: ${logger.stderr()}`,
    () => logger.ended || logger.stderr().includes(said),
    120,
  )
  const tracer = tracerOf(logger.pid)
  if (tracer) process.kill(tracer, 'SIGTERM')
}

const injected = ({ call, from, to, error }: Injection): string => {
  const what = error === 'nothing' ? 'retval=0' : `error=${error}`
  return `--inject=${call}:${what}:when=${from}${to === 'mended' ? '+' : `..${to}`}`
}

/** One call strace has seen. */
export type Call = { readonly name: string; readonly text: string; readonly injected: boolean }

const callsOf = (place: Place): Call[] =>
  readFileSync(log(place), 'latin1')
    .split('\n')
    .flatMap((text) => {
      const [, name] = /^(\w+)\(/.exec(text) ?? []
      return name === undefined ? [] : [{ name, text, injected: text.includes('(INJECTED)') }]
    })

/** Skips a test where programs cannot be traced. */
export const skipUntraceable = (context: TestContext): void => {
  if (original('strace') === undefined) context.skip(missing('strace'))
  if (!allowed('trace')) context.skip(refused('trace'))
}
