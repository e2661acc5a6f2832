// Kills every logger of ours, and every original, on the same schedules, and tells what that
// has cost.

import { original } from '../helpers/originals.js'
import { type Tool, tools } from './contenders.js'
import { killing, schedule, type Toll } from './killing.js'
import { ours } from './ours.js'
import type { Load } from './speaking.js'
import { HEADING, row } from './table.js'
import { figures, type Spread } from './tolls.js'

const LOADS: readonly Load[] = ['flood', 'bursts', 'trickle']
/** Kills in one directory: what goes wrong is found near where it did. */
const CAMPAIGN = 50

const KILLS = [-8, -8, -7, 5, 5, 20, 26, 10, 13, 6]
const KILLS_HEADING = [
  ...['logger', 'whose', 'load', 'kills', 'MB', 'lost a kill', 'doubled a kill'],
  ...['lines lost', 'lines doubled', 'broken'],
]

const shown = ({ median, most, worst }: Spread): string => `${median} / ${most} / ${worst}`

/** Kills one program so many times; where it breaks it begins anew in an empty directory. */
const suffer = async (
  program: readonly string[],
  tool: Tool,
  load: Load,
  rounds: number,
  seed: number,
): Promise<{ readonly toll: Toll; readonly broken: number }> => {
  let all: Toll = { kills: 0, bytes: 0, gaps: [] }
  let broken = 0
  for (let k = seed; all.kills < rounds; k++) {
    const planned = schedule(k, Math.min(CAMPAIGN, rounds - all.kills))
    const toll = await killing(program, tool, planned, load, k)
    all = {
      kills: all.kills + Math.max(1, toll.kills),
      bytes: all.bytes + toll.bytes,
      gaps: [...all.gaps, ...toll.gaps],
    }
    if (toll.broken === undefined) continue
    broken++
    console.error(`seed ${k}, ${program.at(-1)}, ${load}: ${toll.broken}`)
  }
  return { toll: all, broken }
}

/** So many kills a logger, drawn from `seed`. One of ours that breaks fails the process. */
export const kills = async (rounds: number, seed: number): Promise<void> => {
  console.log(`${HEADING}  ${rounds} kills a logger, seed ${seed}`)
  console.log('bytes a kill: median / 99 % / worst\n')
  console.log(row(KILLS_HEADING, KILLS))
  for (const tool of tools)
    for (const load of LOADS) {
      const theirs = tool.rivalled ? original(tool.name) : undefined
      const sides: (readonly [string, readonly string[]])[] = [['ours', ours(tool)]]
      if (theirs !== undefined) sides.push(['original', [theirs]])
      for (const [whose, program] of sides) {
        const { toll, broken } = await suffer(
          program,
          tool,
          load,
          Math.ceil(rounds / LOADS.length),
          seed,
        )
        const { lost, doubled, linesLost, linesDoubled } = figures(toll)
        const size = (toll.bytes / 1e6).toFixed(toll.bytes < 1e7 ? 1 : 0)
        const cells = [toll.kills, size, shown(lost), shown(doubled), linesLost, linesDoubled]
        console.log(row([tool.name, whose, load, ...cells, broken], KILLS))
        if (broken > 0 && whose === 'ours') process.exitCode = 1
      }
    }
}
