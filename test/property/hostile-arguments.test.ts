// Arguments, scripts and settings made of anything: every parser gives a plan, or says what is
// wrong with them, and never throws; and what a plan comes to is a logger that logs, or says
// why it cannot. Commands are tried as processes too: in a moment they have ended, with one
// of their exit codes and without a control byte on standard error.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse as parseCyclog, planOf as planCyclog } from '../../loggers/cyclog.js'
import { parse as parseDumblog, planOf as planDumblog } from '../../loggers/dumblog.js'
import { parse as parseMultilog } from '../../loggers/multilog.js'
import { planOf as planS6Log } from '../../loggers/s6-log.js'
import { parseOptions } from '../../loggers/s6-log-options.js'
import { parseScript, Refused } from '../../loggers/s6-log-script.js'
import { parse as parseSissylog } from '../../loggers/sissylog.js'
import { parse as parseSvlogd, planOf as planSvlogd } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import { parse as parseTinylog, planOf as planTinylog } from '../../loggers/tinylog.js'
import { type ByteString, fromBytes } from '../../src/bytes.js'
import type { Plan } from '../../src/plan.js'
import { command } from '../helpers/commands.js'
import { PipelineWorld, reads } from '../helpers/pipeline-world.js'
import { inPlace } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'

const anything = fc.uint8Array({ maxLength: 30 }).map(fromBytes)
const number = fc.oneof(
  fc.nat().map(String),
  fc.bigInt({ min: 0n, max: 1n << 70n }).map(String),
  fc.constantFrom(
    '',
    '0',
    '00',
    '-1',
    '+1',
    '1e9',
    '0x10',
    '4294967296',
    '9'.repeat(400),
    ' 1',
    '1 ',
  ),
)
const pattern = fc
  .array(
    fc.constantFrom(
      '*',
      '+',
      '?',
      '[',
      ']',
      '[!',
      '\\',
      '(',
      ')',
      '|',
      '{',
      '}',
      '{0,255}',
      '^',
      '$',
      '.',
      'a',
      '-',
      '[:',
      ':]',
      '\\1',
      '\xff',
      '\0',
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(''))

/** A letter of the tool, or any, with something behind it. */
const directive = (letters: string): fc.Arbitrary<ByteString> =>
  fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...letters),
        anything.map((bytes) => bytes.slice(0, 1)),
      ),
      fc.oneof(number, pattern, anything),
    )
    .map((parts) => parts.join(''))

const option = (letters: string): fc.Arbitrary<ByteString> =>
  fc.oneof(
    fc.constantFrom('-', '--', '---', '', '-\n', './log', 'log/../log'),
    directive(letters).map((text) => `-${text}`),
    number,
    anything,
  )

const noNul = (words: readonly ByteString[]): ByteString[] =>
  words.map((word) => word.replaceAll('\0', ''))

const wordsOf = (arbitrary: fc.Arbitrary<ByteString>): fc.Arbitrary<ByteString[]> =>
  fc.array(arbitrary, { maxLength: 8 }).map(noNul)

type Tool = {
  readonly name: string
  readonly words: fc.Arbitrary<ByteString[]>
  /** A plan of words, if they make one. */
  readonly planOf: (words: readonly ByteString[], config: ByteString) => Plan | undefined
}

const tools: readonly Tool[] = [
  {
    name: 'multilog',
    words: wordsOf(directive('tTdm+-FSe=sn!w./')),
    planOf: parseMultilog,
  },
  {
    name: 'svlogd',
    words: wordsOf(option('trRlbvV')),
    planOf: (words, config) => {
      const options = parseSvlogd(words)
      if ('refused' in options) return undefined
      const reading = { config: parseConfig(config), read: true }
      return planSvlogd(
        options,
        options.directories.map(() => reading),
      )
    },
  },
  {
    name: 's6-log',
    words: wordsOf(fc.oneof(option('dqvbplt'), directive('+-fnsSlrRE^p!?tT12=./'))),
    planOf: (words) => {
      const parsed = parseOptions(words)
      if (!parsed) return undefined
      try {
        return planS6Log(
          parsed.options,
          parseScript(parsed.script, 0o022, () => undefined),
        )
      } catch (error) {
        if (error instanceof Refused) return undefined
        throw error
      }
    },
  },
  {
    name: 'cyclog',
    words: wordsOf(
      fc.oneof(option('smn?'), fc.constantFrom('--max-file-size', '--max-total-size', '--margin')),
    ),
    planOf: (words) => {
      const options = parseCyclog(words)
      return 'directories' in options ? planCyclog(options, 'tai') : undefined
    },
  },
  {
    name: 'tinylog',
    words: wordsOf(option('hVkmrstz')),
    planOf: (words) => {
      const options = parseTinylog(words)
      return 'directory' in options ? planTinylog(options, 1) : undefined
    },
  },
  {
    name: 'dumblog',
    words: wordsOf(option('cV?')),
    planOf: (words) => {
      const request = parseDumblog(words)
      return request.do === 'log' ? planDumblog(request.file, request.stamped) : undefined
    },
  },
]

const config = fc
  .array(fc.oneof(directive('snNt!uUp+-eE#'), anything), { maxLength: 8 })
  .map((lines) => lines.join('\n'))

const input = fc
  .array(fc.oneof(anything, pattern), { maxLength: 20 })
  .map((lines) => lines.join('\n'))

/** Runs a plan in memory: it ends, or waits and has said for what. */
const runs = async (plan: Plan, text: ByteString): Promise<void> => {
  const waits = new Error('it waits')
  const world = new PipelineWorld()
  world.filesystem.makeDirectory('./log', 0o700)
  let pauses = 0
  world.onPause = () => {
    if (++pauses > 20 && world.reports.length > 0) throw waits
    if (pauses > 10_000) throw new Error('it waits and says nothing')
  }
  await world.runPlan(plan, reads(Buffer.from(text, 'latin1'))).catch((error: unknown) => {
    if (error !== waits) throw error
  })
}

describe.each(tools)('$name', ({ words, planOf }) => {
  test('any words make a plan that runs, or none', async () => {
    await fc.assert(
      fc.asyncProperty(words, config, input, async (given, settings, text) => {
        const plan = planOf(given, settings)
        if (plan) await runs(plan, text)
      }),
      { numRuns: 300 },
    )
  })
})

test('sissylog: any words name a speaker, or are answered', () => {
  fc.assert(
    fc.property(wordsOf(option('hV?')), (words) => {
      expect(parseSissylog(words)).toBeDefined()
    }),
  )
})

// Nothing here may leave the place it runs in, or run anything.
const tame = (words: readonly ByteString[]): ByteString[] =>
  words.map((word) =>
    word
      .replaceAll('/', '_')
      .replaceAll('..', '__')
      .replace(/^([!?]).+/s, '$1:'),
  )

const commands: readonly (readonly [name: string, words: fc.Arbitrary<ByteString[]>])[] = [
  ...tools.map(({ name, words }) => [name, words] as const),
  ...['tai64n', 'tai64nlocal', 'accustamp', 'tailocal', 's6-tai64n', 's6-tai64nlocal'].map(
    (name) => [name, wordsOf(option('gh'))] as const,
  ),
  [
    'logrun',
    wordsOf(fc.oneof(option('hV'), fc.constantFrom('help', 'multilog', '__proto__', 'tai64n'))),
  ],
]

test.concurrent.for(commands)('%s ends in order whatever it is given', async ([name, words]) => {
  await fc.assert(
    fc.asyncProperty(words, (given) =>
      inPlace(async (place) => {
        const script = tame(given)
        const logger = new RunningLogger(command(name), place, { script })
        const exit = await logger.finish()
        await logger.close()

        const stderr = logger.stderr()
        expect(['0', '1', '100', '111'], stderr).toContain(exit)
        expect(stderr).not.toMatch(/[^\n\t -~\x80-\xff]|\n {4}at /)
        expect(Buffer.from(stderr, 'latin1').toString()).not.toMatch(/[\x80-\x9f]/)
      }),
    ),
    { numRuns: 5, endOnFailure: true },
  )
})
