// Every logger of ours in a flood, with signals and restarts all the time: every byte is there
// once and in order, and nothing grows. `npm run soak` does the same at length.

import { expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { runSeed } from '../helpers/run-seed.js'
import { tools } from '../soak/contenders.js'
import { checkFlat } from '../soak/drive.js'
import { driving } from '../soak/driving.js'

const BYTES = 20_000_000

it.each(tools)('$name: every byte once and in order, and nothing grows', async (tool) => {
  const program = [process.execPath, command(tool.name)]
  const seed = runSeed()

  const story = await driving(program, tool, { bytes: BYTES, every: 20, seed })

  expect(story.bytes).toBeGreaterThanOrEqual(BYTES)
  checkFlat(tool.name, story)
})
