// Every kind of call our commands make on their files fails, in real processes: once, twice,
// or until somebody has mended it. What a reader finds must be what a run without the fault
// leaves, and the tool must have said why it waited, or that it cannot begin.
//
// Which of a run's calls fails, and with what, is drawn anew in every run: LOGRUN_SEED
// repeats it. LOGRUN_EVERY_FAULT=true tries every one of them.

import fc from 'fast-check'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { command } from '../helpers/commands.js'
import { inPlace, type Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { type Call, type Injection, runTraced, skipUntraceable } from './injection.js'
import {
  complaints,
  errors,
  found,
  NAMES,
  prepare,
  reasonOf,
  type Tool,
  tools,
} from './traced-tools.js'

// Most of these pause for whole seconds: they wait side by side.
const EVERY = process.env.LOGRUN_EVERY_FAULT === 'true'
vi.setConfig({ maxConcurrency: 16, testTimeout: EVERY ? 1_800_000 : 240_000 })

const text = Array.from({ length: 90 }, (_, k) => `${String(k).padStart(99, '.')}\n`).join('')

const perform = (tool: Tool, place: Place, injection?: Injection) => {
  const { directory, paths = [] } = tool
  const on = { ...(directory && { directory }), paths, names: NAMES }
  const reason = injection && told(injection) ? reasonOf(tool, injection.error) : undefined
  return runTraced(place, [command(tool.name), ...tool.words], {
    on,
    calls: Object.keys(errors),
    input: text,
    ...(injection && { injection }),
    ...(reason && { mendedAt: reason }),
  })
}

// A write of nothing, and what the C library's wrapper tries again by itself.
const told = ({ error }: Injection): boolean => error !== 'nothing' && error !== 'EINTR'

const again = async (tool: Tool, place: Place): Promise<void> => {
  const logger = new RunningLogger(command(tool.name), place, { script: tool.words }, 1)
  await logger.write(text)
  const exit = await logger.finish()
  await logger.close()
  expect({ exit, said: complaints(tool, logger.stderr()) }).toEqual({ exit: '0', said: [] })
}

type Unharmed = { readonly calls: readonly Call[]; readonly log: string }
const known = new Map<Tool, Promise<Unharmed>>()

/** What happens when nothing fails. */
const unharmed = (tool: Tool): Promise<Unharmed> => {
  const run =
    known.get(tool) ??
    inPlace(async (place) => {
      prepare(tool, place)
      const { exit, left, stderr, calls } = await perform(tool, place)
      const said = complaints(tool, stderr)
      expect({ exit, left, said }).toEqual({ exit: '0', left: '', said: [] })
      const log = found(tool, place)
      expect(log.endsWith(text.slice(-3000)), log).toBe(true)
      return { calls, log }
    })
  known.set(tool, run)
  return run
}

/** One fault, and what came of it. */
const check = (tool: Tool, injection: Injection, log: string): Promise<void> =>
  inPlace(async (place) => {
    prepare(tool, place)

    const { exit, left, stderr, calls } = await perform(tool, place, injection)

    // What a look into the directory showed serves for a while: some runs make fewer calls.
    if (calls.filter(({ name }) => name === injection.call).length < injection.from) return
    const struck = calls.filter((call) => call.injected)
    const story = JSON.stringify({ tool: tool.name, injection, struck, exit, stderr }, null, 1)
    expect(struck.length, story).toBeGreaterThan(0)
    const lines = complaints(tool, stderr)
    for (const line of lines) expect(line, story).toMatch(tool.says)
    expectTold(tool, injection, lines, struck, story)
    if (exit !== '0') {
      // It could not begin, and has taken nothing.
      expect(exit, story).toBe(tool.failure.exit)
      expect(lines.at(-1), story).toContain(tool.failure.says)
      expect(left, story).toBe(text)
      await again(tool, place)
    } else expect(left, story).toBe('')
    const whole = found(tool, place)
    const stays = tool.leaves && injection.call === 'unlinkat' && whole.endsWith(log)
    expect(stays ? log : whole, story).toBe(log)
  })

const expectTold = (
  tool: Tool,
  injection: Injection,
  lines: readonly string[],
  struck: readonly Call[],
  story: string,
): void => {
  if (!told(injection)) return
  const reason = reasonOf(tool, injection.error)
  const said = lines.filter((line) => line.includes(`: ${reason}`)).length
  const due = struck.filter(({ text }) => !tool.quiet.test(text)).length
  expect(said, story).toBeGreaterThanOrEqual(injection.to === 'mended' ? Math.min(due, 1) : due)
}

/** Faults of the `count` calls of a run: all, or one that passes and one that is mended. */
const chosen = (call: string, count: number): Injection[] => {
  const possible = errors[call] ?? []
  // The C library tries again without end.
  const lasting = possible.filter((error) => told({ call, from: 1, to: 'mended', error }))
  if (EVERY)
    return Array.from({ length: count }, (_, k) => {
      const from = k + 1
      const error = possible[k % possible.length] ?? ''
      const passing = { call, from, to: from + (k % 3 === 0 ? 1 : 0), error }
      return [
        passing,
        { ...passing, to: 'mended', error: lasting[k % lasting.length] ?? '' } as const,
      ]
    }).flat()
  const from = fc.integer({ min: 1, max: count })
  const passing = fc.record({ from, more: fc.nat(1), error: fc.constantFrom(...possible) })
  const mended = fc.record({ from, error: fc.constantFrom(...lasting) })
  return [
    ...fc.sample(passing, 1).map(({ more, ...rest }) => ({ call, ...rest, to: rest.from + more })),
    ...fc.sample(mended, 1).map((rest) => ({ call, ...rest, to: 'mended' as const })),
  ]
}

for (const tool of tools)
  describe.concurrent(`${tool.name}: a call that fails for a while loses nothing`, () => {
    for (const call of Object.keys(errors))
      test(call, async (context) => {
        skipUntraceable(context)
        const { calls, log } = await unharmed(tool)
        const count = calls.filter(({ name }) => name === call).length
        // Not every tool makes every call.
        for (const injection of count === 0 ? [] : chosen(call, count)) {
          await check(tool, injection, log)
          tried++
        }
      })
  })

let tried = 0
afterAll(() => {
  if (EVERY) console.info(`${tried} faults`)
})
