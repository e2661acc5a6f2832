// What some scenarios need of the machine, tried once.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * `mount`: file systems of our own. `attributes`: chattr +a and +i. `port 514`: to listen
 * there. `trace`: to make calls of programs fail; strace is installed. `devices`: to make them.
 */
export type Need = 'mount' | 'attributes' | 'port 514' | 'trace' | 'devices'

const trials: Readonly<Record<Need, string>> = {
  mount: 'mount -t tmpfs -o size=64k none . && umount "$PWD"',
  attributes: 'chattr +i file && chattr -i file',
  devices: 'mknod device c 1 5',
  trace: 'strace -D -o /dev/null --trace=none true',
  'port 514': '[ "$(id -u)" = 0 ]',
}

const known = new Map<Need, boolean>()

const attempt = (need: Need): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'logrun-'))
  writeFileSync(join(folder, 'file'), '')
  const { status } = spawnSync('/bin/sh', ['-c', trials[need]], { cwd: folder, stdio: 'ignore' })
  rmSync(folder, { recursive: true, force: true })
  return status === 0
}

/** Whether this machine allows it. Never an error: no test may demand to be root. */
export const allowed = (need: Need): boolean => {
  const before = known.get(need)
  if (before !== undefined) return before
  const now = attempt(need)
  known.set(need, now)
  return now
}

/**
 * Whether a program is installed that tests drive. Where nothing may be skipped (CI=true), a
 * missing one is an error.
 */
export const installed = (program: string): boolean => {
  const { status } = spawnSync('/bin/sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
  if (status !== 0 && process.env.CI === 'true')
    throw new Error(`${program} is not installed, and CI skips nothing: .ci/run installs it`)
  return status === 0
}

/** What a test says when it skips for want of it. */
export const refused = (need: Need): string => `this machine does not allow it: ${trials[need]}`
