// What is explained is what happens: a rehearsal gives each output the bytes that a logger
// would write, its patterns and the selector agree, and a directive that is said to have no
// effect has none.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asJson } from '../../loggers/explain/as-json.js'
import type { Explanation } from '../../loggers/explain/explanation.js'
import { explainMultilog } from '../../loggers/explain/multilog.js'
import { explainS6Log } from '../../loggers/explain/s6-log.js'
import { selectedBefore } from '../../loggers/explain/selected.js'
import { explainSvlogd } from '../../loggers/explain/svlogd.js'
import { explainTinylog } from '../../loggers/explain/tinylog.js'
import { decider, explanationText, leftOf, lineText } from '../../loggers/explain/told.js'
import { parse as parseSvlogd, planOf as planSvlogd } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import { type ByteString, fromBytes, toBytes } from '../../src/bytes.js'
import type { Plan } from '../../src/plan.js'
import { Rehearsal, type Rehearsed } from '../../src/rehearsal.js'
import { ManualClock } from '../../src/time/clock.js'
import { logged, PipelineWorld, reads } from '../helpers/pipeline-world.js'

const BEGINNING = { seconds: 1600000000, nanoseconds: 123456789 }
const nowhere = { at: (path: ByteString) => path, has: () => false }

const letters = fc.constantFrom('a', 'b', ' ', '*', '+', '@', '4', '\xe9')
const text = fc.array(letters, { maxLength: 4 }).map((all) => all.join(''))
const lines = fc.array(
  fc.oneof(
    fc.array(letters, { maxLength: 8 }).map((all) => all.join('')),
    fc.nat(300).map((length) => 'b'.repeat(length)),
    fc.constantFrom(999, 1000, 1001, 5000).map((length) => 'a '.repeat(length / 2)),
  ),
  { minLength: 1, maxLength: 6 },
)

const oneOf = (...all: readonly fc.Arbitrary<ByteString>[]): fc.Arbitrary<ByteString> =>
  fc.oneof(...all)
const pattern = (letters: readonly string[]): fc.Arbitrary<ByteString> =>
  fc
    .tuple(fc.constantFrom(...letters), oneOf(text, fc.constant('*')))
    .map((parts) => parts.join(''))

const multilogScript = fc
  .tuple(
    fc.constantFrom([], ['t'], ['T']),
    fc.array(oneOf(pattern(['+', '-']), fc.constantFrom('F', 'S', '-*', '+*', 'e', '=st')), {
      maxLength: 6,
    }),
    fc.constantFrom(['./a'], ['./a', '-*', '+a*', './b'], []),
  )
  .map((parts) => parts.flat())

const expression = fc.constantFrom('', 'a', '^a', 'b$', '^$', '(a|b) ', '.{3}', '^@', '[4@]+')
const s6Script = fc
  .tuple(
    fc.constantFrom([], ['-l48'], ['-l0']),
    fc.array(
      oneOf(
        fc.tuple(fc.constantFrom('+', '-'), expression).map((parts) => parts.join('')),
        fc.constantFrom('f', 't', 'pX', 'p', 'E3', '^5', '^0', '2', '=st'),
      ),
      { maxLength: 6 },
    ),
    fc.constantFrom(['./a'], ['./a', 'f', './b'], ['t', './a', '-', '+a', './b']),
  )
  .map(([options, script, end]) => [...options, '--', ...script, ...end])

const svlogdPlan = fc
  .tuple(
    fc.constantFrom([], ['-t'], ['-tt'], ['-r_'], ['-l5']),
    fc.array(
      fc.array(oneOf(pattern(['+', '-', 'e', 'E']), fc.constantFrom('-*', 'pX')), { maxLength: 5 }),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([options, configs]) => {
    const parsed = parseSvlogd([...options, ...configs.map((_, k) => (k === 0 ? './a' : './b'))])
    if ('refused' in parsed) throw new Error(parsed.refused)
    const readings = configs.map((config) => ({
      config: parseConfig(config.map((line) => `${line}\n`).join('')),
      read: true,
    }))
    return planSvlogd(parsed, readings)
  })

const multilogPlan = (words: readonly ByteString[]): Plan => planOf(explainMultilog(words, nowhere))
const planOf = ({ plan, refusal }: Explanation): Plan => {
  if (!plan) throw new Error(refusal?.message)
  return plan
}
const plans: Record<string, fc.Arbitrary<Plan>> = {
  multilog: multilogScript.map(multilogPlan),
  svlogd: svlogdPlan,
  's6-log': s6Script.map((words) => planOf(explainS6Log(words))),
  tinylog: fc
    .constantFrom([], ['-t'], ['-s', '2000', '-k99'])
    .map((words) => planOf(explainTinylog([...words, './a']))),
}

const rehearsed = (plan: Plan, all: readonly ByteString[]): Rehearsed[] => {
  const world = { clock: new ManualClock(BEGINNING), localTime: () => undefined }
  const rehearsal = new Rehearsal(plan, world)
  return all.flatMap((line) => rehearsal.line(line))
}

/** Everything one kind of action is given, in order of lines. */
const givenTo = (
  pieces: readonly Rehearsed[],
  plan: Plan,
  isTarget: (k: number) => boolean,
): string =>
  pieces
    .flatMap(({ given }) => given.filter((_, k) => isTarget(k) && plan.actions[k]))
    .map((bytes) => bytes ?? '')
    .join('')

describe.each(Object.keys(plans))('%s', (name) => {
  const plan = plans[name] as fc.Arbitrary<Plan>

  test('what is told is what is written', async () => {
    await fc.assert(
      fc.asyncProperty(plan, lines, async (plan, all) => {
        const world = new PipelineWorld()
        for (const action of plan.actions)
          if (action.do === 'log' && action.directory.layout === 'direct')
            world.filesystem.makeDirectory(action.directory.path, 0o755)
        await world.runPlan(plan, reads(toBytes(all.map((line) => `${line}\n`).join(''))))

        const pieces = rehearsed(plan, all)

        const { actions } = plan
        for (const [k, action] of actions.entries())
          if (action.do === 'log')
            expect(givenTo(pieces, plan, (each) => each === k)).toBe(
              fromBytes(logged(world.filesystem, action.directory.path)),
            )
        expect(givenTo(pieces, plan, (each) => actions[each]?.do === 'alert')).toBe(
          fromBytes(Buffer.concat(world.said)),
        )
        const kept = pieces.flatMap(({ given }) =>
          actions.flatMap((action, k) => {
            const bytes = given[k]
            if (bytes === undefined || (action.do !== 'status' && action.do !== 'replace'))
              return []
            const text = leftOf(action, bytes)
            return action.size === 0 ? `${text}\n` : text.padEnd(action.size, '\n')
          }),
        )
        const { st } = world.filesystem.snapshot('.')
        expect(st?.content.toString('latin1') ?? '').toBe(kept.at(-1) ?? '')
      }),
    )
  })

  test('patterns one by one come to the verdict of the selector', () => {
    fc.assert(
      fc.property(plan, lines, (plan, all) => {
        const before = selectedBefore(plan.actions)
        const isOutput = plan.actions.map(({ do: does }) => !/select|reset/.test(does))

        for (const { selected, given } of rehearsed(plan, all))
          for (const [k, bytes] of given.entries()) {
            if (isOutput[k]) expect(bytes !== undefined).toBe(selected[k])
            if (before[k] !== undefined && k > 0) expect(selected[k - 1]).toBe(before[k])
            const by = decider(k, selected)
            if (by !== undefined) expect(selected[by]).toBe(selected[Math.max(k - 1, 0)])
          }
      }),
    )
  })
})

describe('a directive that is said to have no effect has none', () => {
  const outputsOf = (plan: Plan, all: readonly ByteString[]): string[] =>
    rehearsed(plan, all).flatMap(({ given }) =>
      given
        .map((bytes) => bytes ?? 'nothing')
        .filter(
          (_, k) =>
            'directory' in (plan.actions[k] ?? {}) ||
            /alert|status|replace/.test(plan.actions[k]?.do ?? ''),
        ),
    )

  const without = (
    words: readonly ByteString[],
    explain: (words: readonly ByteString[]) => Explanation,
    all: readonly ByteString[],
  ): void => {
    const explanation = explain(words)
    const idle = explanation.entries.filter(
      ({ at, warnings }) => (at ?? 0) > 0 && /no effect/.test(warnings.join()),
    )
    for (const { at } of idle) {
      const rest = words.filter((_, k) => k !== at)
      expect(outputsOf(planOf(explain(rest)), all)).toEqual(outputsOf(planOf(explanation), all))
    }
  }

  test('multilog', () => {
    fc.assert(
      fc.property(multilogScript, lines, (words, all) =>
        without(words, (each) => explainMultilog(each, nowhere), all),
      ),
    )
  })

  test('s6-log', () => {
    fc.assert(fc.property(s6Script, lines, (words, all) => without(words, explainS6Log, all)))
  })
})

test('whatever the words are, each is explained, and nothing commands a terminal', () => {
  const word = fc.tuple(
    fc.constantFrom(...'tTdmFSewsnN!=+-./fSlrRE^p?12uUb#', '', '-l', '--'),
    fc.oneof(
      fc.uint8Array({ maxLength: 8 }).map(fromBytes),
      fc.nat().map(String),
      text,
      fc.constantFrom('*+', '+', '[', '(', '\\', '-', '{0,255}'),
    ),
  )
  const words = fc.array(
    word.map((parts) => parts.join('')),
    { maxLength: 6 },
  )
  const style = { width: 60, coloured: false }
  fc.assert(
    fc.property(words, text, (words, line) => {
      for (const explanation of [
        explainMultilog(words, nowhere),
        explainS6Log(words),
        explainSvlogd(words, nowhere),
        explainTinylog(words),
      ]) {
        const pieces = explanation.plan ? rehearsed(explanation.plan, [line]) : []
        const shown =
          explanationText(explanation, style) + lineText(line, pieces, explanation, style)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none must be there
        expect(shown).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/)
        JSON.parse(asJson('x', words, explanation, [{ line, pieces }]))
        if (!explanation.refusal) expect(explanation.plan).toBeDefined()
      }
      expect(explainMultilog(words, nowhere).entries.map(({ word }) => word)).toEqual(words)
    }),
  )
})
