// A conversion whose calls fail, that is stopped before any of them, or loses power there: no
// archive is ever without a complete copy, and the same again ends it with nothing left over.

import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ConvertPlan } from '../../src/converting/convert.js'
import { Stopped } from '../../src/system/memory-filesystem.js'
import { labelOf } from '../../src/time/tai64n.js'
import { ConversionWorld, type Found, type Planted } from '../helpers/conversion-world.js'

const START = 1_700_000_000

const text = (k: number): string =>
  Array.from({ length: 3 }, (_, line) => {
    const label = labelOf({ seconds: START + 10 * k, nanoseconds: line })
    return `${label} file ${k} line ${line}\n`
  }).join('')

const log: Planted[] = [0, 1, 2].map((k) => {
  const seconds = START + 10 * k
  const name = `${labelOf({ seconds, nanoseconds: 500 })}.s`
  return { name, content: k === 1 ? gzipSync(text(k)) : text(k), modified: seconds }
})

const prepared = (): ConversionWorld => {
  const world = new ConversionWorld()
  world.plant('/log', [...log, { name: 'current', content: 'current\n' }])
  return world
}

type Case = { target: string; wishes: Partial<ConvertPlan> }

const cases: Record<string, Case> = {
  'to another directory': { target: '/new', wishes: { form: 'iso-utc', format: 'gzip' } },
  'to another directory, removing': { target: '/new', wishes: { to: 'tai', remove: true } },
  'in place': { target: '/log', wishes: { form: 'iso-utc', format: 'gzip' } },
  'in place, by other names': { target: '/log', wishes: { to: 'tai', format: 'plain' } },
}

type Directories = Record<string, Record<string, Found>>

const directories = (world: ConversionWorld, target: string): Directories => {
  const there = Object.keys(world.disk.snapshot('/')).map((name) => `/${name}`)
  return Object.fromEntries(
    ['/log', target]
      .filter((path) => there.includes(path))
      .map((path) => {
        const { lock: _, 'convert.lock': __, ...files } = world.found(path)
        return [path, files]
      }),
  )
}

/** What each archive is to become, in the order of names. */
const goal = async ({ target, wishes }: Case): Promise<Directories> => {
  const world = prepared()
  await world.convert('/log', target, wishes)
  expect(world.faults).toEqual([])
  return directories(world, target)
}

/** Each archive's lines are somewhere as they were or as they are to be. */
const expectComplete = (world: ConversionWorld, target: string, ended: Directories): void => {
  const goals = Object.entries(ended[target] ?? {}).filter(([name]) => name.startsWith('@'))
  const now = directories(world, target)
  const staged = now[target]?.converted !== undefined
  for (const [k, { name }] of log.entries()) {
    const original = now['/log']?.[name]?.text === text(k)
    const [called = '', wanted] = goals[k] ?? []
    const texts = [
      now[target]?.[called]?.text,
      ...(staged ? [now[target]?.[`converting-${called}`]?.text] : []),
    ]
    expect(original || texts.includes(wanted?.text), name).toBe(true)
  }
  expect(now['/log']?.current?.text).toBe('current\n')
}

const again = async (
  world: ConversionWorld,
  { target, wishes }: Case,
  ended: Directories,
): Promise<void> => {
  world.disk.kill()
  world.disk.calls.heal()
  await world.convert('/log', target, wishes)
  expect(world.faults).toEqual([])
  expect(directories(world, target)).toEqual(ended)
}

const CALLS = 300

describe.each(Object.entries(cases))('%s', (_, given) => {
  test('any call may fail', async () => {
    const code = 'EIO'
    const ended = await goal(given)

    for (let n = 1; ; n++) {
      const world = prepared()
      world.disk.calls.failAt(n, code)
      await world.convert('/log', given.target, given.wishes)
      if (world.disk.calls.made.every((call) => call.code !== code)) {
        expect(n).toBeGreaterThan(20)
        break
      }

      expectComplete(world, given.target, ended)
      await again(world, given, ended)
      expect(n).toBeLessThan(CALLS)
    }
  })

  test.each<[string, (world: ConversionWorld, n: number) => void]>([
    ['killed', ({ disk }) => disk.kill()],
    ['without power, nothing of late being on disk', ({ disk }) => disk.crash(0)],
    ['without power', ({ disk }, n) => disk.crash(n % (disk.pending() + 1))],
  ])('stopped before any call, %s', async (_how, end) => {
    const ended = await goal(given)

    for (let n = 1; ; n++) {
      const world = prepared()
      world.disk.calls.stopAt(n)
      const stopped = await world.convert('/log', given.target, given.wishes).then(
        () => false,
        (error) => {
          if (!(error instanceof Stopped)) throw error
          return true
        },
      )
      if (!stopped) {
        expect(n).toBeGreaterThan(20)
        break
      }
      end(world, n)

      expectComplete(world, given.target, ended)
      await again(world, given, ended)
      expect(n).toBeLessThan(CALLS)
    }
  })

  test('a full disk', async () => {
    const ended = await goal(given)
    const { used } = prepared().disk

    for (let room = 0; room < 400; room += 13) {
      const world = prepared()
      world.disk.capacity = used + room
      await world.convert('/log', given.target, given.wishes)

      expectComplete(world, given.target, ended)
      world.disk.capacity = Number.POSITIVE_INFINITY
      await again(world, given, ended)
    }
  })
})
