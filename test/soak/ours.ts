import { resolve } from 'node:path'
import type { Tool } from './contenders.js'

/** What runs our command of this name, built before. */
export const ours = ({ name }: Tool): readonly string[] => [
  process.execPath,
  resolve(`dist/${name}.cjs`),
]
