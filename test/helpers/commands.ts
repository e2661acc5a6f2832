// Where our own commands are: built by programs.ts before the first test.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { inject } from 'vitest'

/** The path of the built command `name`; throws where there is none. */
export const command = (name: string): string => {
  if (!inject('built')) throw new Error(`${name} was not built: node build.mjs --commands`)
  const path = resolve('dist', `${name}.cjs`)
  if (!existsSync(path)) throw new Error(`no command of ours is called ${name}: ${path}`)
  return path
}
