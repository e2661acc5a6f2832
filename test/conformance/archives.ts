// Log directories that already hold old files, and what remains of them.

import type { Place } from '../helpers/places.js'
import type { RunningLogger } from '../helpers/run-logger.js'
import type { Expected } from './expected.js'

export const full = (byte: string): string => `${byte.repeat(4095)}\n`

/** An old name: moment k of the distant past, and what follows the label. */
export const old = (k: number, rest = '.s'): string =>
  `@40000000000000${String(k).padStart(10, '0')}${rest}`

/** A directory holding these names, each file containing its own name's rest. */
export const holding =
  (names: readonly string[], current?: number) =>
  (place: Place): void => {
    place.directory('main')
    for (const [k, name] of names.entries()) place.file(`main/${name}`, `old ${k}\n`)
    if (current !== undefined) place.file('main/current', 'before\n', current)
  }

export const kept =
  (...names: readonly string[]): NonNullable<Expected['also']> =>
  ({ files }) => {
    const contents = Object.entries(files)
      .filter(([name]) => name.startsWith('main/@'))
      .map(([, text]) =>
        text
          .slice(5)
          .replace(/^([a-z])\1{4094}\n$/, '$1')
          .trim(),
      )
    if (contents.join() !== names.join()) throw new Error(`kept ${contents.join()}`)
  }

/** Whether a rotation of main has left its last trace: an archive, and nothing on the way to one. */
export const rotated = ({ place }: RunningLogger): boolean => {
  if (!place.has('main')) return false
  const names = place.names('main')
  const onTheWay = ['previous', 'processed', 'newstate']
  return (
    names.some((name) => name.startsWith('@')) &&
    names.includes('current') &&
    !names.some((name) => onTheWay.includes(name))
  )
}
