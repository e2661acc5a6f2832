// One scenario: what is there before, what is run, what is seen afterwards. It is run on
// our program and, where it is installed, on the original, each in a place of its own.
// What the sheet says must be true of both, and all that can be seen must be the same.

import { describe, type TestContext, test } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { command } from '../helpers/commands.js'
import { allowed, type Need, refused } from '../helpers/needs.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { type Launch, RunningLogger } from '../helpers/run-logger.js'
import { fold, snapshot } from '../helpers/snapshot.js'
import { difference, same, type Transcript } from '../helpers/transcript.js'
import { type Deviation, deviations } from './deviations.js'
import { comparable, type Expected, joined, verify } from './expected.js'

/** One run of the program. */
export type Run = Launch & {
  /** Written at once, then the input ends. */
  readonly input?: ByteString
  /** What happens instead; the input ends afterwards if it has not. */
  readonly steps?: (logger: RunningLogger) => Promise<void>
}

/** A scenario of a tool whose original is not to be had. */
export type SheetScenario = Run &
  Expected & {
    /** The behaviour shown, as a sentence. */
    readonly title: string
    /** What is there before the first run. */
    readonly given?: (place: Place) => unknown
    /** Undoes what `given` did outside the place's own files; the runs have ended. */
    readonly after?: (place: Place) => void
    /** Something this machine may not allow; without it the scenario is skipped. */
    readonly needs?: Need
    /** Further runs in the same place. */
    readonly again?: readonly Run[]
    /** It is looked at in a pause: how many of them there were by then is no matter. */
    readonly pausing?: true
  }

export type Scenario = SheetScenario & {
  /**
   * `joined`: archives and `current` are compared as one text, where split points may
   * differ with the reads (design §2.4).
   */
  readonly compare?: 'joined'
  /** What ours is run with instead, where the original does not know how. */
  readonly ours?: Partial<Run>
  /** The entry that allows a difference. */
  readonly deviation?: Deviation
  /** What is seen of the original, where it is not the same. */
  readonly theirs?: Expected
}

// What is said before each pause, once where it is said again and again.
const onceAPause = (text: ByteString): ByteString => text.replace(/^((?:.*\n)+?)\1+/gm, '$1')

const runOnce = async (logger: RunningLogger, run: Run): Promise<void> => {
  if (run.steps === undefined) await logger.write(run.input ?? '')
  else await run.steps(logger)
}

const perform = async (
  tool: string,
  program: string,
  scenario: SheetScenario,
): Promise<Transcript> => {
  const place = new Place()
  const seen = { exit: [] as string[], stdout: '', stderr: '', left: '' }
  try {
    await scenario.given?.(place)
    for (const [k, run] of [scenario, ...(scenario.again ?? [])].entries()) {
      const logger = new RunningLogger(program, place, run, k)
      try {
        await runOnce(logger, run)
        seen.exit.push(await logger.finish())
      } finally {
        seen.left += await logger.close()
        seen.stdout += fold(logger.stdout(), place)
        // Usage repeats the path by which the program was called.
        seen.stderr += fold(logger.stderr().replaceAll(program, tool), place)
      }
    }
    const stderr = scenario.pausing ? onceAPause(seen.stderr) : seen.stderr
    return { ...seen, stderr, exit: seen.exit.join(', '), files: snapshot(place) }
  } finally {
    scenario.after?.(place)
    place.clear()
  }
}

const compare = (scenario: Scenario, theirs: Transcript, ours: Transcript): void => {
  const view = scenario.compare === 'joined' ? joined : comparable
  const agree = same(view(theirs), view(ours))
  if (scenario.deviation === undefined && !agree)
    throw new Error(`unlisted: ${difference(view(theirs), view(ours))}`)
  if (scenario.deviation !== undefined && agree)
    throw new Error(`no difference any more: ${deviations[scenario.deviation]}`)
}

const check = async (tool: string, scenario: Scenario, context: TestContext): Promise<void> => {
  if (scenario.needs && !allowed(scenario.needs)) return context.skip(refused(scenario.needs))
  const program = original(tool)
  if (process.env.LOGRUN_ORIGINAL_ALONE === 'true') {
    if (program !== undefined)
      verify(scenario.theirs ?? scenario, await perform(tool, program, scenario))
    return
  }
  const [ours, theirs] = await Promise.all([
    perform(tool, command(tool), { ...scenario, ...scenario.ours }),
    program === undefined ? undefined : perform(tool, program, scenario),
  ])

  // Whether the scenario is right, then the difference with both sides whole, then ours.
  if (theirs !== undefined) {
    verify(scenario.theirs ?? scenario, theirs)
    compare(scenario, theirs, ours)
  }
  verify(scenario, ours)
  if (theirs === undefined) context.skip(missing(tool))
}

/** Declares one test a scenario, run side by side. */
export const conforms = (tool: string, topic: string, scenarios: readonly Scenario[]): void => {
  describe.concurrent(`${tool}: ${topic}`, () => {
    for (const scenario of scenarios)
      test(scenario.title, (context) => check(tool, scenario, context))
  })
}

const checkAlone = async (
  tool: string,
  scenario: SheetScenario,
  context: TestContext,
): Promise<void> => {
  if (process.env.LOGRUN_ORIGINAL_ALONE === 'true') return context.skip(`${tool} has no original`)
  if (scenario.needs && !allowed(scenario.needs)) return context.skip(refused(scenario.needs))
  verify(scenario, await perform(tool, command(tool), scenario))
}

/** The same for a tool whose original is not to be had: its sheet against ours alone. */
export const sheet = (tool: string, topic: string, scenarios: readonly SheetScenario[]): void => {
  describe.concurrent(`${tool}: ${topic}`, () => {
    for (const scenario of scenarios)
      test(scenario.title, (context) => checkAlone(tool, scenario, context))
  })
}
