// Every test file draws property tests from a fresh seed, so that each run looks
// somewhere new. A file in which a test fails prints its seed once, at the end of the
// report of that test; LOGRUN_SEED=<that number> repeats the draw.

import { configureGlobal, readConfigureGlobal } from 'fast-check'
import { beforeEach } from 'vitest'

const given = process.env.LOGRUN_SEED
const seed = given === undefined ? Math.floor(Math.random() * 0x7fffffff) : Number(given)
if (!Number.isInteger(seed)) throw new Error(`LOGRUN_SEED is not an integer: ${given}`)

configureGlobal({ ...readConfigureGlobal(), seed })

let printed = false

beforeEach(({ onTestFailed }) => {
  onTestFailed(() => {
    if (printed) return
    printed = true
    console.error(`drawn from LOGRUN_SEED=${seed}`)
  })
})
