// No process can be made for a processor: once, twice, or until somebody has mended it.
// Nothing is lost, the reason is said, and every file finished meanwhile is processed.

import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { command } from '../helpers/commands.js'
import { inPlace, type Place } from '../helpers/places.js'
import { logged, snapshot } from '../helpers/snapshot.js'
import { type Injection, runTraced, skipUntraceable } from './injection.js'

vi.setConfig({ maxConcurrency: 16, testTimeout: 240_000 })

const text = Array.from({ length: 90 }, (_, k) => `${String(k).padStart(99, '.')}\n`).join('')

const tools = [
  {
    name: 'multilog',
    words: ['s4096', 'n100', '!cat; echo processed', './log'],
    says: 'multilog: warning: unable to fork for processor in ./log, pausing: ',
    reasons: { EAGAIN: 'temporary failure', ENOMEM: 'out of memory' },
  },
  {
    name: 'svlogd',
    words: ['-l200', './log'],
    config: 's4000\nn100\n!cat; echo processed\n',
    says: 'svlogd: pausing: unable to fork for processor: ./log: ',
    reasons: { EAGAIN: 'temporary failure', ENOMEM: 'out of memory' },
  },
  {
    name: 's6-log',
    words: ['s4096', 'l500', 'r50', 'n100', '?cat; echo processed', './log'],
    says: 's6-log: warning: unable to spawn processor for logdir ./log: ',
    reasons: { EAGAIN: 'Resource temporarily unavailable', ENOMEM: 'Cannot allocate memory' },
  },
] as const

const faults = fc.record({
  from: fc.integer({ min: 1, max: 2 }),
  error: fc.constantFrom('EAGAIN', 'ENOMEM'),
})

const prepare = (place: Place, config?: string): void => {
  place.directory('log')
  if (config !== undefined) place.file('log/config', config)
}

describe.concurrent('a processor that cannot be forked', () => {
  for (const tool of tools)
    test.for([0, 1, 'mended'] as const)(`${tool.name}, %s more`, async (more, context) => {
      skipUntraceable(context)
      for (const { from, error } of fc.sample(faults, 1))
        await inPlace(async (place) => {
          prepare(place, 'config' in tool ? tool.config : undefined)
          const to = more === 'mended' ? more : from + more
          const injection: Injection = { call: 'clone', from, to, error }
          const words = [command(tool.name), ...tool.words]
          const says = `${tool.says}${tool.reasons[error]}\n`

          // Threads are made by another call.
          const calls = ['clone']
          const run = { calls, input: text, injection, mendedAt: says }
          const { exit, left, stderr } = await runTraced(place, words, run)

          const told = stderr.split(says).length - 1
          const story = JSON.stringify({ injection, stderr })
          expect(stderr.replaceAll(says, ''), story).toBe('')
          expect({ exit, left }, story).toEqual({ exit: '0', left: '' })
          if (more === 'mended') expect(told, story).toBeGreaterThan(0)
          else expect(told, story).toBe(more + 1)
          const files = logged(snapshot(place), 'log')
          expect(files.join('').replaceAll('processed\n', '')).toBe(text)
          for (const file of files.slice(0, -1)) expect(file, story).toMatch(/processed\n$/)
        })
    })
})
