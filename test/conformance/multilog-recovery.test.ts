// The files a directory is found with at start, and what becomes of them: the result
// matrix of spec/multilog.md §5.3, whole. One run a mode of `current` opens one directory
// for each combination of the others; every directory is then compared by itself.
//
// Not covered here: files with a second hard link (multilog-links.test.ts).

import { beforeAll, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'
import { type Snapshot, snapshot } from '../helpers/snapshot.js'

type Mode = number | undefined
type Found = { processed: Mode; previous: Mode; state: boolean; newstate: boolean }

const show = (mode: Mode): string => (mode === undefined ? 'absent' : `0${mode.toString(8)}`)
const currents: readonly Mode[] = [
  ...[undefined, 0o644, 0o744],
  ...[0o100, 0o500, 0o700, 0o011, 0o444, 0o655],
]
const modes: readonly Mode[] = [undefined, 0o644, 0o744]
const combinations: readonly Found[] = modes.flatMap((processed) =>
  modes.flatMap((previous) =>
    [true, false].flatMap((state) =>
      [true, false].map((newstate) => ({ processed, previous, state, newstate })),
    ),
  ),
)

const prepare = (place: Place, directory: string, current: Mode, found: Found): void => {
  const file = (name: string, mode: Mode): void => {
    if (mode !== undefined) place.file(`${directory}/${name}`, `${name} before\n`, mode)
  }
  place.directory(directory)
  file('current', current)
  file('processed', found.processed)
  file('previous', found.previous)
  file('state', found.state ? 0o600 : undefined)
  file('newstate', found.newstate ? 0o600 : undefined)
}

const closed = (mode: Mode): boolean => mode !== undefined && (mode & 0o100) !== 0

/** What spec/multilog.md §5.3 says becomes of the files, one line logged afterwards. */
const outcome = (current: Mode, found: Found): Snapshot => {
  const before = (name: string, mode: Mode): readonly (readonly [string, string])[] =>
    mode === undefined ? [] : [[name, `0${mode.toString(8).padStart(3, '0')} ${name} before\n`]]
  const untouched = [
    ...before('processed', found.processed),
    ...before('previous', found.previous),
    ...before('state', found.state ? 0o600 : undefined),
    ...before('newstate', found.newstate ? 0o600 : undefined),
  ]
  if (closed(current))
    return Object.fromEntries([...untouched, ['current', '0744 current before\nnow\n']])
  const finished = [
    ...(closed(found.processed)
      ? before('processed', found.processed).map(([, text]) => ['s', text])
      : before('previous', found.previous).map(([, text]) => ['u', text])),
    ...before('current', current).map(([, text]) => ['u', text]),
  ]
  const archives = finished.map(([code, text], k) => [`@${k + 1}.${code}`, text])
  return Object.fromEntries([...archives, ['current', '0744 now\n'], ['state', '0644 ']])
}

const recoverAll = async (program: string, current: Mode): Promise<Snapshot> => {
  const place = new Place()
  try {
    for (const [k, found] of combinations.entries()) prepare(place, `d${k}`, current, found)
    const script = combinations.map((_, k) => `./d${k}`)
    const logger = new RunningLogger(program, place, { script })
    await logger.write('now\n')
    expect(await logger.finish()).toBe('0')
    expect(logger.stderr()).toBe('')
    await logger.close()
    return snapshot(place)
  } finally {
    place.clear()
  }
}

/** Files of one directory but for `lock`, by name. */
const inside = (files: Snapshot, directory: string): Snapshot =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => name.startsWith(`${directory}/`) && name !== `${directory}/lock`)
      .map(([name, text]) => [name.slice(directory.length + 1), text]),
  )

const title = ({ processed, previous, state, newstate }: Found): string =>
  [
    `processed ${show(processed)}`,
    `previous ${show(previous)}`,
    state ? 'a state' : 'no state',
    newstate ? 'a newstate' : 'no newstate',
  ].join(', ')

for (const current of currents) {
  describe(`multilog: a directory found with current ${show(current)}`, () => {
    const program = original('multilog')
    const alone = process.env.LOGRUN_ORIGINAL_ALONE === 'true'
    let ours: Snapshot = {}
    let theirs: Snapshot | undefined

    beforeAll(async () => {
      if (!alone) ours = await recoverAll(command('multilog'), current)
      if (program !== undefined) theirs = await recoverAll(program, current)
      if (alone) ours = theirs ?? {}
    })

    for (const [k, found] of combinations.entries()) {
      test(`and ${title(found)}`, (context) => {
        const directory = `d${k}`

        expect(inside(ours, directory)).toEqual(outcome(current, found))
        if (theirs === undefined) return context.skip(missing('multilog'))
        expect(inside(theirs, directory)).toEqual(inside(ours, directory))
      })
    }
  })
}
