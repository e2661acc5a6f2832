// Sizes and numbers of files: spec/multilog.md §1.1.
//
// S shows where a long line is cut. A great S shows at once on a complete `current`
// (a hole) of S - 1 bytes: one byte more is cut off it. N shows in how many of a dozen
// full files remain.

import { truncateSync } from 'node:fs'
import type { Place } from '../helpers/places.js'
import { conforms, type Scenario } from './scenario.js'

const sizes: readonly (readonly [action: string, size: number])[] = [
  ['s', 4096],
  ['s0', 4096],
  ['s-5', 4096],
  ['s+5000', 4096],
  ['s 5000', 4096],
  ['sxyz', 4096],
  ['s0x2000', 4096],
  ['s4095', 4096],
  ['s4096', 4096],
  ['s4097', 4097],
  ['s05000', 5000],
  ['s5000xyz', 5000],
  ['s5000\xb9', 5000],
  ['s18446744073709551616', 4096],
  ['s18446744073709556616', 5000],
  ['s36893488147419108232', 5000],
]

// Such that the last piece stays in `current`, whatever the size above.
const length = 10_100

const cuts = (size: number): readonly number[] => {
  const full = Math.floor(length / size)
  return [...Array<number>(full).fill(size), length - full * size + 1]
}

const full = `${'x'.repeat(4095)}\n`

/** [action, N] */
const numbers: readonly (readonly [action: string, number: number])[] = [
  ['', 10],
  ['n', 2],
  ['n0', 2],
  ['n1', 2],
  ['n-5', 2],
  ['nnn', 2],
  ['n2', 2],
  ['n3', 3],
  ['n5x', 5],
  ['n08', 8],
  ['n 5', 2],
  ['n18446744073709551617', 2],
  ['n18446744073709551620', 4],
]

/** A complete `current` of `size` bytes, no matter how many. */
const hole =
  (size: number) =>
  (place: Place): void => {
    place.directory('main')
    place.file('main/current', '', 0o744)
    truncateSync(place.at('main/current'), size)
  }

const great = (action: string, size: number): Scenario => ({
  title: `${action} is ${size}`,
  script: [action, './main'],
  given: hole(size - 1),
  input: 'xyz',
  files: { 'main/@1.s': `0744 (${size} bytes)`, 'main/current': '0744 yz\n' },
})

conforms(
  'multilog',
  'sizes',
  sizes.map(([action, size]) => ({
    title: `${JSON.stringify(action)} is ${size}`,
    script: [action, './main'],
    input: 'x'.repeat(length),
    sizes: cuts(size),
  })),
)

conforms(
  'multilog',
  'numbers of files',
  numbers.map(([action, number]) => ({
    title: `${JSON.stringify(action)} keeps ${number - 1} old files`,
    script: ['s4096', action, './main'],
    input: full.repeat(12),
    sizes: [...Array<number>(number - 1).fill(4096), 0],
  })),
)

conforms('multilog', 'great sizes', [
  { ...great('', 99_999), title: 'without s it is 99999', files: {}, sizes: [99_999, 3] },
  great('s16777214', 16_777_214),
  great('s16777215', 16_777_215),
])

conforms('multilog', 'which directory a setting is for', [
  {
    title: 'the last setting before a directory is its own, and later ones are not',
    script: ['s9000', 's5000', 'n9', 'n3', './main', 's4096', './other', 's8000', 'n2'],
    input: 'x'.repeat(9_999),
    sizes: [5000, 5000, 0],
    files: { 'other/current': `0744 ${'x'.repeat(1807)}\n` },
  },
])
