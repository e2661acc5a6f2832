// Standard input is shared with the supervisor and with the logger that comes next: a
// logger that ends leaves in the pipe what it has not logged, and never makes the pipe
// non-blocking for the others. spec/multilog.md §8.

import { readFileSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { until } from '../helpers/waiting.js'
import { archives, logText } from './log-text.js'

// Processes are not worth shrinking: the first failing round is the report.
const ROUNDS = { numRuns: 20, endOnFailure: true }

// Every round starts a logger or two.
const TIMEOUT = { timeout: 300_000 }

const O_NONBLOCK = 0o4000

// Not more than PIPE_BUF: such a piece is in the pipe whole or not at all.
const PIECE = 4096

const FLOOD = Array.from({ length: 400_000 }, (_, k) => `line ${k} ${'.'.repeat(k % 97)}\n`).join(
  '',
)

let logger: RunningLogger | undefined

const start = (): RunningLogger => {
  logger = new RunningLogger(command('multilog'), new Place(), {
    script: ['s16384', 'n20000', './main'],
  })
  return logger
}

/** Ends the logger for good; gives what it logged and what it left in the pipe. */
const close = async (ended: RunningLogger): Promise<{ logged: string; left: string }> => {
  logger = undefined
  const left = await ended.close()
  const logged = logText(mainOf(ended))
  ended.place.clear()
  return { logged, left }
}

const mainOf = ({ place }: RunningLogger): string => `${place.work}/main`

/** TERM, and the end. */
const terminate = async (idle: RunningLogger): Promise<void> => {
  idle.signal('SIGTERM')
  await until('an end after TERM', () => idle.ended)
}

/** Writes the flood until the pipe is closed; gives how much of it went in. */
const flood = async (target: RunningLogger): Promise<number> => {
  let at = 0
  try {
    for (; at < FLOOD.length; at += PIECE) {
      await target.write(FLOOD.slice(at, at + PIECE))
      // Others have their turn, were the logger never so fast.
      await turn()
    }
  } catch {
    // The pipe has been closed.
  }
  return Math.min(at, FLOOD.length)
}

const rotations = (target: RunningLogger, count: number): Promise<void> =>
  target.until(`${count} archives`, () => {
    return target.place.has('main') && archives(mainOf(target)).length >= count
  })

const nonBlocking = ({ pid }: RunningLogger): boolean => {
  const flags = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/0`, 'latin1'))?.[1]
  return (Number.parseInt(flags ?? '', 8) & O_NONBLOCK) !== 0
}

afterEach(async () => {
  if (logger !== undefined) await close(logger)
})

it('standard input stays blocking, idle and flooded', TIMEOUT, async () => {
  const target = start()
  await target.feed('a line\n')
  const whileIdle = nonBlocking(target)

  const flooding = flood(target)
  await rotations(target, 5)
  const whileFlooded = nonBlocking(target)
  await terminate(target)
  await close(target)
  await flooding

  expect({ whileIdle, whileFlooded }).toEqual({ whileIdle: false, whileFlooded: false })
})

it('TERM at rest ends the logger, with everything logged', TIMEOUT, async () => {
  const lines = fc.array(fc.stringMatching(/^[a-z]{0,1500}\n$/), { maxLength: 20 })

  await fc.assert(
    fc.asyncProperty(lines, async (pieces) => {
      const target = start()
      await target.until('a start', () => target.place.has('main/current'))
      await target.idle()
      await target.feed(...pieces)

      await terminate(target)

      expect(await target.exit()).toBe('0')
      expect(await close(target)).toEqual({ logged: pieces.join(''), left: '' })
    }),
    ROUNDS,
  )
})

it('TERM in a flood logs what was taken and leaves the rest in the pipe', TIMEOUT, async () => {
  const rotated = fc.integer({ min: 0, max: 30 })

  await fc.assert(
    fc.asyncProperty(rotated, async (count) => {
      const target = start()
      const flooding = flood(target)
      await rotations(target, count)

      await terminate(target)

      expect(await target.exit()).toBe('0')
      const { logged, left } = await close(target)
      const written = await flooding
      expect(logged + left === FLOOD.slice(0, written)).toBe(true)
      expect(logged.slice(-1)).toMatch(/^\n?$/)
      expect(written, 'the flood outlasts the logger').toBeLessThan(FLOOD.length)
    }),
    ROUNDS,
  )
})

it('TERM inside a line waits for its newline and takes nothing after it', TIMEOUT, async () => {
  const parts = fc.array(fc.stringMatching(/^[a-z]{1,700}$/), { minLength: 2, maxLength: 5 })

  await fc.assert(
    fc.asyncProperty(parts, async ([first = '', ...others]) => {
      const target = start()
      await target.feed('whole\n', first)
      await target.wake('SIGTERM')
      await target.feed(...others)

      await target.write('\nnext\nand more')
      await until('an end after the newline', () => target.ended)

      expect(await target.exit()).toBe('0')
      const logged = `whole\n${first}${others.join('')}\n`
      expect(await close(target)).toEqual({ logged, left: 'next\nand more' })
    }),
    ROUNDS,
  )
})
