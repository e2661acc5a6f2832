// logrun check beside the loggers themselves: what it says of the next start is what the next
// start does, of every state a directory can be left in, and of those that kills leave.

import { describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { inPlace, type Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'
import { check, expectForeseen, look, startOnce, whileOpen } from './foreseen.js'

type Tool = 'multilog' | 's6-log' | 'svlogd'
type Mode = number | undefined

const MODES: readonly Mode[] = [undefined, 0o644, 0o744]
const LOCKS = { multilog: 0o600, 's6-log': 0o644, svlogd: 0o600 }

const programOf = (tool: Tool, whose: string): string | undefined =>
  whose === 'ours' ? command(tool) : original(tool)

/** A service's script, from which limits and patterns are told. */
const scriptOf = (place: Place, tool: Tool, whose: string, words: readonly string[]): void =>
  place.file(
    'run',
    `#!/bin/sh\nexec ${whose === 'ours' ? 'logrun ' : ''}${tool} ${words.join(' ')}\n`,
  )

const fill = (place: Place, name: string, mode: Mode, text = `${name}\n`): void => {
  if (mode !== undefined) place.file(name, text, mode)
}

describe.each(['the original', 'ours'])('%s', (whose) => {
  for (const tool of ['multilog', 's6-log'] as const)
    test(`${tool}: what a start finds, in every state`, async (context) => {
      const program = programOf(tool, whose)
      if (program === undefined) return context.skip(missing(tool))
      await inPlace(async (place) => {
        const states = MODES.flatMap((current) =>
          MODES.flatMap((processed) => MODES.map((previous) => ({ current, processed, previous }))),
        )
        for (const [k, state] of states.entries()) {
          place.directory(`d${k}`)
          place.file(`d${k}/lock`, '', LOCKS[tool])
          place.file(`d${k}/state`, 'state\n')
          place.file(`d${k}/newstate`, 'new\n')
          for (const [name, mode] of Object.entries(state)) fill(place, `d${k}/${name}`, mode)
        }
        const names = states.map((_, k) => `d${k}`)
        scriptOf(
          place,
          tool,
          whose,
          names.map((name) => `./${name}`),
        )
        const checked = check(place, ...names)

        for (const [k, name] of names.entries()) {
          const before = look(place, name)
          await whileOpen(place, name, () =>
            startOnce(program, place, [`./${name}`], tool === 's6-log'),
          )
          expectForeseen(before, look(place, name), checked[k]?.next_start ?? [])
        }
      })
    })

  test('svlogd: what a start finds, in every state', async (context) => {
    const program = programOf('svlogd', whose)
    if (program === undefined) return context.skip(missing('svlogd'))
    await inPlace(async (place) => {
      const states = MODES.flatMap((current) => ['', 'x\n'].map((text) => ({ current, text })))
      const label = `@${'4'.padEnd(16, '0')}0000000a`
      for (const [k, { current, text }] of states.entries()) {
        place.directory(`d${k}`)
        place.file(`d${k}/lock`, '', LOCKS.svlogd)
        place.file(`d${k}/config`, 's5000\n')
        fill(place, `d${k}/current`, current, text)
        place.file(`d${k}/${label}.u`, 'u\n', 0o744)
        place.file(`d${k}/${label}.t`, 't\n')
      }
      const names = states.map((_, k) => `d${k}`)
      scriptOf(
        place,
        'svlogd',
        whose,
        names.map((name) => `./${name}`),
      )
      const checked = check(place, ...names)

      for (const [k, name] of names.entries()) {
        const before = look(place, name)
        await whileOpen(place, name, () => startOnce(program, place, [`./${name}`]))
        expectForeseen(before, look(place, name), checked[k]?.next_start ?? [])
      }
    })
  })

  const killed: readonly (readonly [Tool, string, readonly string[], string])[] = [
    ['multilog', 'in a rotation', ['t', 's4096', 'n3', './d'], ''],
    ['multilog', 'with a processor', ['t', 's4096', 'n3', "'!cat'", './d'], ''],
    ['s6-log', 'in a rotation', ['t', 's4096', 'n3', './d'], ''],
    ['s6-log', 'with a processor', ['t', 's4096', 'n3', "'?cat'", './d'], ''],
    ['svlogd', 'in a rotation', ['-b', '2048', './d'], 's4096\nn1000\n'],
    ['svlogd', 'with a processor', ['-b', '2048', './d'], 's4096\nn1000\n!cat\n'],
  ]

  for (const [tool, when, words, config] of killed)
    test(`${tool} killed ${when}`, async (context) => {
      const program = programOf(tool, whose)
      if (program === undefined) return context.skip(missing(tool))
      for (let round = 0; round < ROUNDS; round++)
        await inPlace(async (place) => {
          place.directory('d')
          if (config !== '') place.file('d/config', config)
          scriptOf(place, tool, whose, words)
          const script = words.map((word) => word.replaceAll("'", ''))
          await killWhileRotating(program, place, script, round)

          const [checked] = check(place, 'd')
          const before = look(place, 'd')
          await whileOpen(place, 'd', () => startOnce(program, place, script, tool === 's6-log'))

          expect(checked?.writer).toMatchObject({ tool, told: 'script' })
          expect(checked?.holders).toEqual([])
          const waited = checked?.next_start.some(({ becomes }) => becomes === 'processed')
          if (!waited) expectForeseen(before, look(place, 'd'), checked?.next_start ?? [])
        })
    })

  test('multilog killed while its processor runs', async (context) => {
    const program = programOf('multilog', whose)
    if (program === undefined) return context.skip(missing('multilog'))
    await inPlace(async (place) => {
      const script = ['s4096', '!cat; exec sleep 1000', './d']
      scriptOf(place, 'multilog', whose, ['s4096', "'!cat; exec sleep 1000'", './d'])
      const logger = new RunningLogger(program, place, { script })
      await logger.write('x'.repeat(99).concat('\n').repeat(60))
      await logger.until('a processor', () => place.size('d/processed') > 0)
      logger.kill()
      await logger.close()

      const [checked] = check(place, 'd')
      const before = look(place, 'd')
      await whileOpen(place, 'd', () => startOnce(program, place, ['./d']))

      expect(Object.keys(before)).toEqual(['current', 'newstate', 'previous', 'processed', 'state'])
      expectForeseen(before, look(place, 'd'), checked?.next_start ?? [])
      expect(checked?.next_start).toEqual(
        expect.arrayContaining([{ file: 'previous', becomes: 'archive', code: 'u' }]),
      )
    })
  })
})

const ROUNDS = 4

/** Kills a logger somewhere behind its first archives, while it is writing. */
const killWhileRotating = async (
  program: string,
  place: Place,
  script: readonly string[],
  round: number,
): Promise<void> => {
  const logger = new RunningLogger(program, place, { script })
  const flood = logger.write('x'.repeat(99).concat('\n').repeat(3000)).catch(() => undefined)
  await until('archives', () => {
    const archives = place.has('d') ? place.names('d').filter((name) => name.startsWith('@')) : []
    return logger.ended || archives.length > round % 2
  })
  logger.kill()
  await logger.close()
  await flood
}
