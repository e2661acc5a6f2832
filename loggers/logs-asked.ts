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
