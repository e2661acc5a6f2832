// The example that builds a logger from stages alone does what it says.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'

test('a logger from stages selects, stamps and logs', () => {
  const root = mkdtempSync(join(tmpdir(), 'minimal-'))
  // Beside node_modules, where koffi is found.
  const program = join('dist', 'minimal-logger.mjs')
  buildSync({
    entryPoints: ['fixtures/programs/minimal-logger.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['koffi'],
  })

  execFileSync(process.execPath, [program, '* error*', join(root, 'errors'), join(root, 'all')], {
    input: 'start\nerror: 1\nstop',
  })

  const current = (name: string): string =>
    readFileSync(join(root, name, 'current'), 'latin1').replace(/@[0-9a-f]{24}/g, '@')
  expect(current('all')).toBe('@ start\n@ error: 1\n@ stop\n')
  expect(current('errors')).toBe('@ error: 1\n')
  rmSync(root, { recursive: true })
  rmSync(program)
})
