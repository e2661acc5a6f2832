// Compiles the kernel, if need be, and gives it as text to be put into bundles.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const compiled = join(here, '../../../dist/kernel.wasm')

const newest = () =>
  Math.max(...readdirSync(here).map((name) => statSync(join(here, name)).mtimeMs))

const compile = () => {
  const { resolve } = createRequire(import.meta.url)
  const compiler = join(dirname(resolve('assemblyscript/package.json')), 'bin/asc.js')
  mkdirSync(dirname(compiled), { recursive: true })
  // Of two that compile at once each has its own file until it is whole.
  const own = `${compiled}.${process.pid}`
  const flags = [
    '-O3',
    '--noAssert',
    '--runtime',
    'stub',
    '--importMemory',
    '--enable',
    'simd',
    '--disableWarning',
    '112',
  ]
  const { status, stderr } = spawnSync(
    process.execPath,
    [compiler, join(here, 'index.ts'), ...flags, '--outFile', own],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the kernel does not compile:\n${stderr}`)
  renameSync(own, compiled)
}

/** The kernel in base64. */
export const kernelText = () => {
  if (!existsSync(compiled) || statSync(compiled).mtimeMs < newest()) compile()
  return readFileSync(compiled, 'base64')
}
