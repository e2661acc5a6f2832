// Before any test: dist/ holds the commands built from the sources as they are now.
//
// A build that fails stops no unit test, since those need no command; it is reported,
// and every test that asks for a command then fails (commands.ts).

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether dist/ holds the commands as the sources say. */
    built: boolean
  }
}

const modified = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

const newestSource = (): number => {
  const sources = ['src', 'loggers'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  return Math.max(
    ...[...sources, 'build.mjs', 'caches.cjs', 'package.json', 'package-lock.json'].map(modified),
  )
}

const oldestCommand = (): number => {
  const { bin }: { bin: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
  return Math.min(...Object.values(bin).map(modified))
}

/** Builds the commands when one is missing or older than the newest source. */
export const setup = ({ provide }: TestProject): void => {
  if (oldestCommand() <= newestSource()) {
    const { status, stderr } = spawnSync(process.execPath, ['build.mjs', '--commands'])
    if (status !== 0) process.stderr.write(`the commands do not build:\n${stderr}\n`)
    provide('built', status === 0)
  } else provide('built', true)
}
