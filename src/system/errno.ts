// The names of error numbers.

import { constants } from 'node:os'
import { getSystemErrorName } from 'node:util'

/** The name of an error number. Node knows no name of some that disks give: EDQUOT, ESTALE, ENOLCK. */
export const errnoName = (number: number): string => {
  const name = getSystemErrorName(-number)
  if (!name.startsWith('Unknown')) return name
  return Object.entries(constants.errno).find(([, each]) => each === number)?.[0] ?? name
}

/** The error of a call that failed with an error number, as Node throws them. */
export const systemError = (call: string, number: number): Error => {
  const code = errnoName(number)
  return Object.assign(new Error(`${code}, ${call}`), { code, errno: -number, syscall: call })
}
