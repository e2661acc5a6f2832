// From a path somebody gives to the logs meant: a file, a log directory, or the directory of
// a service, whose logger's script says where its log is.

import { resolve } from 'node:path'
import type { ByteString } from '../bytes.js'
import { ignoring } from '../fault/fault.js'
import type { Files } from './files.js'
import { type Log, logIn, logOf } from './log.js'
import { textOf } from './looks.js'

/** Names that say nothing of whose log it is. */
const COMMON = new Set(['main', 'log', 'logs', 'current'])

/** Bytes of a script that are looked at. */
const SCRIPT = 1 << 16

/**
 * The log at a path; undefined where there is none. Throws the system's error where a path
 * cannot be looked at, ENOENT if nothing is there.
 */
export const logAt = (path: ByteString, files: Files): Log | undefined => {
  const state = files.stateOf(path)
  if (!state) throw Object.assign(new Error('nothing there'), { code: 'ENOENT' })
  const name = nameOf(path)
  if (state.kind !== 'directory') return state.kind === 'file' ? logOf(path, name) : undefined
  const here = trimmed(path)
  const found = logIn(here, name, files)
  if (found) return found
  for (const directory of [
    `${here}/log/main`,
    ...namedInScript(`${here}/log`, files),
    `${here}/log`,
  ]) {
    const log = logInIfAny(directory, name, files)
    if (log) return log
  }
  return (
    namedInScript(here, files)
      .map((directory) => logInIfAny(directory, name, files))
      .find((log) => log !== undefined) ?? logInIfAny(`${here}/main`, name, files)
  )
}

/** Whose log a path is likely to be: its last name that tells something. */
export const nameOf = (path: ByteString): ByteString => {
  const names = resolve(path)
    .split('/')
    .filter((name) => name !== '')
  const file = names.at(-1) ?? '/'
  const telling = names.findLast((name) => !COMMON.has(name) && !/^[@_]\w{15}/.test(name))
  return telling ?? file
}

const trimmed = (path: ByteString): ByteString => path.replace(/(?!^)\/+$/, '')

const logInIfAny = (directory: ByteString, name: ByteString, files: Files): Log | undefined => {
  const isThere = (): boolean => files.stateOf(directory)?.kind === 'directory'
  return ignoring(() => (isThere() ? logIn(directory, name, files) : undefined))
}

/** The words of a service's script that may be directories, from where it is started. */
const namedInScript = (service: ByteString, files: Files): ByteString[] => {
  const script = scriptOf(service, files).replace(/^\s*#.*$/gm, '')
  const words = script.split(/[\s;|&<>()'"]+/).filter((word) => /^[\w./][^$`*?=]*$/.test(word))
  return words.map((word) => (word.startsWith('/') ? word : `${service}/${word}`)).map(trimmed)
}

const scriptOf = (service: ByteString, files: Files): ByteString => {
  const path = `${service}/run`
  const isFile = ignoring(() => files.stateOf(path))?.kind === 'file'
  return (isFile && textOf(path, files, SCRIPT)) || ''
}

/** Names that tell logs apart: a name two of them have gives way to their paths. */
export const distinctNames = (logs: readonly Log[]): readonly Log[] => {
  const counts = new Map<ByteString, number>()
  for (const { name } of logs) counts.set(name, (counts.get(name) ?? 0) + 1)
  return logs.map((log) => ((counts.get(log.name) ?? 0) > 1 ? { ...log, name: log.path } : log))
}
