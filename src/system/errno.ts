// The names of error numbers.

import { constants } from 'node:os'
import { getSystemErrorName } from 'node:util'

/** The name of an error number. Node knows no name of some that disks give: EDQUOT, ESTALE, ENOLCK. */
export const errnoName = (number: number): string => {
  const name = getSystemErrorName(-number)
  if (!name.startsWith('Unknown')) return name
  return Object.entries(constants.errno).find(([, each]) => each === number)?.[0] ?? name
}
