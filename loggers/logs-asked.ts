// The logs that paths, patterns of paths and names of services ask for.

import type { ByteString } from '../src/bytes.js'
import { codeOf, type Fault } from '../src/fault/fault.js'
import { closeLog, type Log } from '../src/reading/log.js'
import { distinctNames, logAt } from '../src/reading/services.js'
import { realFiles } from '../src/system/real-files.js'
import { setting } from './world.js'

/** Where services are looked for by name, in this order, beside `SVDIR`. */
export const SERVICES = ['/service', '/run/service', '/var/service', '/etc/service', '/etc/sv']

/** What is asked for: paths or patterns of paths, and names of services. */
export type Wanted = {
  readonly paths: readonly ByteString[]
  readonly services: readonly ByteString[]
}

/**
 * The logs at all paths and of all services, each once, with names that differ; the one here
 * where neither is given. What is none is reported.
 */
export const findLogs = async (
  wanted: Wanted,
  report: (fault: Fault) => void,
): Promise<readonly Log[]> => {
  const logs: Log[] = []
  for (const path of await pathsOf(wanted)) {
    const log = logOrFault(path)
    if ('operation' in log) report(log)
    else if (logs.some((other) => other.path === log.path)) closeLog(log, realFiles)
    else logs.push(log)
  }
  return distinctNames(logs)
}

/** The bytes of all files of logs, as they are on disk. */
export const bytesOf = (logs: readonly Log[]): number =>
  logs
    .flatMap(({ files }) => files)
    .reduce((sum, { path }) => sum + (realFiles.stateOf(path)?.size ?? 0), 0)

/** The same as time goes on: each call gives the logs that have come. */
export class LogFinder {
  readonly #wanted: Wanted
  readonly #report: (fault: Fault) => void
  /** Paths whose logs were found, and those of which something was said. */
  readonly #found = new Set<ByteString>()
  readonly #said = new Set<ByteString>()
  readonly #logs = new Set<ByteString>()
  readonly #names = new Set<ByteString>()

  /** What is no log yet is reported once. */
  constructor(wanted: Wanted, report: (fault: Fault) => void) {
    this.#wanted = wanted
    this.#report = report
  }

  readonly find = async (): Promise<readonly Log[]> => {
    const paths = await pathsOf(this.#wanted)
    const found = paths.flatMap((path) => this.#at(path) ?? [])
    const logs = distinctNames(found).map((log) =>
      this.#names.has(log.name) ? { ...log, name: log.path } : log,
    )
    for (const { name } of logs) this.#names.add(name)
    return logs
  }

  #at(path: ByteString): Log | undefined {
    if (this.#found.has(path)) return undefined
    const log = logOrFault(path)
    if ('operation' in log) {
      if (!this.#said.has(path)) this.#report(log)
      this.#said.add(path)
      return undefined
    }
    this.#found.add(path)
    if (this.#logs.has(log.path)) {
      closeLog(log, realFiles)
      return undefined
    }
    this.#logs.add(log.path)
    return log
  }
}

/** Whether it may be more than one log that is asked for. */
export const mayBeSeveral = ({ paths, services }: Wanted): boolean =>
  paths.length + services.length > 1 ||
  paths.some((path) => GLOB.test(path) && !realFiles.stateOf(path))

/** The paths that are meant, patterns expanded and services found; the one here for none. */
export const pathsOf = async ({ paths, services }: Wanted): Promise<readonly ByteString[]> =>
  paths.length === 0 && services.length === 0
    ? ['.']
    : [...services.map(serviceAt), ...(await expanded(paths))]

const logOrFault = (path: ByteString): Log | Fault => {
  try {
    return logAt(path, realFiles) ?? { operation: 'no-log', file: path }
  } catch (error) {
    return { operation: 'read-log', file: path, code: codeOf(error) }
  }
}

/** The directory of a service by its name; the name as it is where there is none. */
const serviceAt = (name: ByteString): ByteString => {
  const own = setting('SVDIR')
  const folders = [...(own === undefined ? [] : [own]), ...SERVICES]
  const candidates = folders.map((folder) => `${folder}/${name}`)
  return candidates.find((path) => realFiles.stateOf(path)) ?? name
}

const GLOB = /[*?[{]/

/** Paths that are there as they are, and what the others are patterns of. */
const expanded = async (paths: readonly ByteString[]): Promise<readonly ByteString[]> => {
  const all: ByteString[] = []
  for (const path of paths) {
    if (!GLOB.test(path) || realFiles.stateOf(path)) {
      all.push(path)
      continue
    }
    const { expand } = await import('./globs.js')
    const matches = expand(path, realFiles)
    all.push(...(matches.length > 0 ? matches : [path]))
  }
  return all
}
