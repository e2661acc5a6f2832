// The seed of this run (seed.ts), for what is drawn without fast-check.

import { readConfigureGlobal } from 'fast-check'

/** The number that LOGRUN_SEED repeats. */
export const runSeed = (): number => readConfigureGlobal()?.seed ?? 0
