// KILL at random while lines flow: the next logger recovers by itself, no file is torn, misnamed
// or corrupt, and no more is lost than a small read held. `npm run soak -- kills` does the same
// at length, and with the originals.

import { describe, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { runSeed } from '../helpers/run-seed.js'
import { DOUBLED, LOSS, tools } from '../soak/contenders.js'
import { cost } from '../soak/follower.js'
import { killing, schedule } from '../soak/killing.js'
import type { Load } from '../soak/speaking.js'

const ROUNDS = 3

const loads: readonly Load[] = ['flood', 'bursts', 'trickle']

const seed = runSeed()

describe.each(tools)('$name', (tool) => {
  it.each(loads)('killed at random, it costs next to nothing (%s)', async (load) => {
    const program = [process.execPath, command(tool.name)]

    const { gaps, broken } = await killing(program, tool, schedule(seed, ROUNDS), load, seed)

    expect(broken).toBeUndefined()
    for (const gap of gaps) {
      expect(cost(gap)).toBeLessThanOrEqual(gap.kills * LOSS)
      expect(-cost(gap)).toBeLessThanOrEqual(gap.kills * DOUBLED)
    }
  })
})
