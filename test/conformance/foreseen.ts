// What `logrun check` says of the next start, beside what that start did.

import { spawnSync } from 'node:child_process'
import { closeSync, lstatSync, openSync } from 'node:fs'
import { expect } from 'vitest'
import type { Outcome } from '../../src/inspection/next-start.js'
import { command } from '../helpers/commands.js'
import type { Place } from '../helpers/places.js'
import { RunningLogger } from '../helpers/run-logger.js'

/** What check says in JSON. */
export type Checked = {
  readonly path: string
  readonly writer: { readonly tool: string; readonly told: string } | null
  readonly holders: readonly { readonly pid: number }[]
  readonly next_start: readonly Outcome[]
  readonly findings: readonly { readonly severity: string; readonly kind: string }[]
}

/** Checks directories. */
export const check = (place: Place, ...words: readonly string[]): readonly Checked[] => {
  const { stdout } = spawnSync(command('logrun'), ['check', '--json', ...words], {
    cwd: place.work,
    encoding: 'latin1',
  })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

type Seen = Readonly<Record<string, { readonly inode: number; readonly size: number }>>

/** What is in a directory, but for what no start touches. */
export const look = (place: Place, directory: string): Seen =>
  Object.fromEntries(
    place
      .names(directory)
      .filter((name) => name !== 'lock' && name !== 'config')
      .map((name) => {
        const { ino, size } = lstatSync(place.at(`${directory}/${name}`))
        return [name, { inode: ino, size }]
      }),
  )

/** Does `act` with all files of a directory open, so that no new one gets the inode of an old. */
export const whileOpen = async (
  place: Place,
  directory: string,
  act: () => Promise<void>,
): Promise<void> => {
  const open = place.names(directory).map((name) => openSync(place.at(`${directory}/${name}`), 'r'))
  try {
    await act()
  } finally {
    for (const descriptor of open) closeSync(descriptor)
  }
}

let runs = 1

/** Starts a logger with nothing to log, once more where the first start is known to fail. */
export const startOnce = async (
  program: string,
  place: Place,
  script: readonly string[],
  mayFail = false,
): Promise<void> => {
  const logger = new RunningLogger(program, place, { script }, runs++)
  const code = await logger.finish()
  await logger.close()
  if (code === '111' && mayFail) return startOnce(program, place, script)
  expect(code, logger.stderr()).toBe('0')
}

/** Expects of `after` what `outcomes` say of `before`, and nothing else. */
export const expectForeseen = (before: Seen, after: Seen, outcomes: readonly Outcome[]): void => {
  expect(become(before, after)).toEqual(told(before, outcomes))
}

/** What became of each file, told from the two looks. */
const become = (before: Seen, after: Seen): readonly string[] => {
  const fates = Object.entries(before).map(([name, { inode, size }]) => {
    if (name === 'state' && after.state)
      return size > 0 && after.state.size === 0 ? 'state emptied' : ''
    if (after[name]?.inode === inode) return name === 'current' ? 'current resumed' : ''
    const now = Object.keys(after).find((other) => after[other]?.inode === inode)
    if (now === undefined || before[now]) return `${name} gone`
    return /^@/.test(now) ? `${name} archive ${now.slice(26)}` : `${name} is ${now}`
  })
  const begun = after.current?.inode !== before.current?.inode ? ['current begun'] : []
  return [...fates, ...begun].filter((fate) => fate !== '').sort()
}

const told = (before: Seen, outcomes: readonly Outcome[]): readonly string[] =>
  outcomes
    .filter(({ file }) => file === 'current' || before[file])
    .map((outcome) => {
      if (outcome.becomes === 'archive') return `${outcome.file} archive ${outcome.code}`
      const gone = outcome.becomes === 'deleted' || outcome.becomes === 'pruned'
      return `${outcome.file} ${gone ? 'gone' : outcome.becomes}`
    })
    .sort()
