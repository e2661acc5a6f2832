// Where the C programs are that ours stand in for.

import { accessSync, closeSync, constants, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

const ELF = '\x7fELF'

// One of our own commands may be first on PATH under the same name; an original is
// machine code.
const isMachineCode = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    return false
  }
  const head = Buffer.alloc(ELF.length)
  const descriptor = openSync(path, 'r')
  readSync(descriptor, head)
  closeSync(descriptor)
  return head.toString('latin1') === ELF
}

/**
 * The path of the installed original called `name`, or undefined where it is not
 * installed. Where nothing may be skipped (CI=true), a missing one is an error.
 */
export const original = (name: string): string | undefined => {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '')
  const path = folders.map((folder) => join(folder, name)).find(isMachineCode)
  if (path === undefined && process.env.CI === 'true')
    throw new Error(`${name} is not installed, and CI skips nothing: .ci/run installs it`)
  return path
}

/** What a test says when it skips for want of an original. */
export const missing = (name: string): string => `${name} is not installed: ours ran alone`

/** Skips where one of these is not installed. */
export const skipWithout = (names: readonly string[], skip: (reason: string) => unknown): void => {
  const absent = names.find((name) => original(name) === undefined)
  if (absent !== undefined) skip(missing(absent))
}
