// Log directories as svlogd wants them: made beforehand, with a `config` of lines.

import type { ByteString } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'
import type { RunningLogger } from '../helpers/run-logger.js'
import type { Run, Scenario } from './scenario.js'

/** Makes `name` with these lines of config, or with none at all. */
export const directory = (
  place: Place,
  name: ByteString,
  ...lines: readonly ByteString[]
): void => {
  place.directory(name)
  if (lines.length > 0) place.file(`${name}/config`, lines.map((line) => `${line}\n`).join(''))
}

/** `given` of a scenario whose only directory is main. */
export const main =
  (...lines: readonly ByteString[]) =>
  (place: Place): void =>
    directory(place, 'main', ...lines)

/** A scenario that logs to main, which has these lines of config. */
export const logs = (
  title: string,
  config: readonly ByteString[],
  run: Pick<Run, 'input' | 'steps'>,
  rest: Partial<Scenario>,
): Scenario => ({ title, script: ['./main'], given: main(...config), ...run, ...rest })

/** Input, and what is in `current` afterwards; `script` comes before the directory. */
export const logsAs = (
  title: string,
  script: readonly string[],
  input: string,
  logged: string,
  rest: Partial<Scenario> = {},
): Scenario => ({
  title,
  script: [...script, './main'],
  given: main(),
  input,
  files: { 'main/current': `0744 ${logged}` },
  ...rest,
})

/** What a start finds in main after a previous life: files by name, with mode and content. */
export const leftover =
  (
    config: readonly ByteString[],
    files: Readonly<Record<ByteString, readonly [content: ByteString, mode: number]>>,
  ) =>
  (place: Place): void => {
    directory(place, 'main', ...config)
    for (const [name, [content, mode]] of Object.entries(files))
      place.file(`main/${name}`, content, mode)
  }

/** Names in main, or in `directory`, that are archives and end in `end`. */
export const ending = (place: Place, end: string, directory = 'main'): readonly ByteString[] =>
  place.names(directory).filter((name) => name.startsWith('@') && name.endsWith(end))

/** The moment of a label, in milliseconds since 1970. Its seconds begin 2^62 + 10 earlier. */
export const labelled = (text: ByteString): number =>
  Number(BigInt(`0x${text.slice(1, 17)}`) - 2n ** 62n - 10n) * 1000 +
  Number.parseInt(text.slice(17, 25), 16) / 1e6

/** Waits until main has `count` archives that end in `end`, and the logger sleeps again. */
export const archived = async (logger: RunningLogger, count: number, end = '.s'): Promise<void> => {
  await logger.until(`${count} archives ${end}`, () => ending(logger.place, end).length === count)
  await logger.idle()
}

/** Waits until the directory `name` is open and the logger sleeps. */
export const started = (logger: RunningLogger, name = 'main'): Promise<void> =>
  logger.until('a start', () => logger.place.has(`${name}/current`)).then(() => logger.idle())

/** Waits until fixtures/programs/waits runs as processor, and the logger sleeps again. */
export const processing = (logger: RunningLogger): Promise<void> =>
  logger.until('a processor', () => logger.place.has('running')).then(() => logger.idle())
