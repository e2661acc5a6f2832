// Makes a fresh clone ready: installs the locked packages when they are missing or
// older than the lock file, and builds the commands. Says nothing on standard output,
// and leaves standard input alone: what follows may be a logger reading it.

import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(fileURLToPath(import.meta.url)))

const installed = 'node_modules/.package-lock.json'
const stale = () =>
  !existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs

const quietly = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  if (status === 0) return
  process.stderr.write(stdout ?? '')
  process.stderr.write(stderr ?? '')
  process.exit(status ?? 1)
}

if (stale()) quietly('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
quietly(process.execPath, ['build.mjs', '--commands'])
