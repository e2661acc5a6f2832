// A program run to its end, and what is left of it.

import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process'

/** What is left of a program; no status where a signal has ended it. */
export type Ended = { stdout: string; stderr: string; status: number | null }

type Settings = Partial<SpawnSyncOptionsWithStringEncoding> & { readonly cwd: string }

/** Runs a program, which sees nothing of the environment but PATH and `env`. */
export const runToEnd = (
  program: string,
  words: readonly string[],
  { env, ...settings }: Settings,
): Ended => {
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'latin1',
    maxBuffer: 1 << 26,
    ...settings,
    env: { PATH: process.env.PATH, ...env },
  })
  return { stdout, stderr, status }
}
