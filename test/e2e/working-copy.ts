// A copy of this working copy, for commands that write into the one they run in: nothing
// is built in it, and its node_modules are links.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

// Made by commands, or not part of what is published.
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'demo', 'logs'])

/** Makes the copy and gives its path, which is the caller's to remove. */
export const copyWorkingCopy = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'logrun-copy-'))
  for (const name of readdirSync('.'))
    if (!LEFT_OUT.has(name)) cpSync(name, join(copy, name), { recursive: true })
  linkPackages(copy)
  return copy
}

// A directory of links, not one link: an npm that decides to install afresh empties it,
// and must not reach the packages these tests run on.
const linkPackages = (copy: string): void => {
  mkdirSync(join(copy, 'node_modules'))
  for (const name of readdirSync('node_modules'))
    if (name !== '.package-lock.json')
      symlinkSync(resolve('node_modules', name), join(copy, 'node_modules', name))
  // Newer than the lock file, as after an install.
  writeFileSync(join(copy, 'node_modules', '.package-lock.json'), '{}')
}

// What the npm that runs these tests says about itself and about our package; the rest,
// such as where packages come from, holds for the npm a test runs as well.
const NPM_OWN =
  /^npm_(package|lifecycle|command|execpath|config_(ignore_scripts|prefix|local_prefix|global_prefix|loglevel)$)/

/** The environment for an npm that is to behave as if typed at a shell. */
export const shellEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !NPM_OWN.test(name)))
