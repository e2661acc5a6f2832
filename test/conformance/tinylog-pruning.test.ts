// Which archives go: spec/tinylog.md §6, §13, §14.

import { mkdirSync } from 'node:fs'
import type { Place } from '../helpers/places.js'
import { type SheetScenario, sheet } from './scenario.js'
import { old, records, STARTING } from './tinylog-scenario.js'

const holding =
  (names: readonly string[]) =>
  (place: Place): void => {
    place.directory('main')
    for (const name of names) place.file(`main/${name}`, `${name}\n`)
  }

const olds = (count: number): string[] => Array.from({ length: count }, (_, k) => old(k))

/** One rotation in a directory that holds these. */
const rotating = (
  title: string,
  given: readonly string[],
  keep: number,
  rest: Partial<SheetScenario>,
): SheetScenario => ({
  title,
  script: [`-k${keep}`, '-s2000', './main'],
  given: holding(given),
  input: records(20),
  stderr: STARTING,
  ...rest,
})

sheet('tinylog', 'pruning', [
  {
    title: '-k 0: the archive just made goes at once',
    script: ['-k0', '-s2000', './main'],
    input: records(60),
    stderr: STARTING,
    names: ['current'],
    sizes: [300],
  },
  {
    title: '-k 2: the newest two and current',
    script: ['-k2', '-s2000', './main'],
    input: records(400),
    stderr: STARTING,
    names: ['_1.s', '_2.s', 'current'],
    sizes: [1900, 1900, 100],
    text: records(39, 100, 361),
  },
  {
    title: 'five are kept where nothing is said',
    script: ['-s2000', './main'],
    input: records(200),
    stderr: STARTING,
    names: ['_1.s', '_2.s', '_3.s', '_4.s', '_5.s', 'current'],
  },
  rotating('all surplus goes at once', olds(8), 2, {
    names: ['_1.s', '_2.s', 'current'],
    files: { 'main/_1.s': `0644 _STAMP.s\n`, 'main/_2.s': `0644 ${records(19)}` },
  }),
  {
    ...rotating('a smaller -k counts from the next archive on', olds(8), 2, {}),
    input: 'one\n',
    names: [...Array.from({ length: 8 }, (_, k) => `_${k + 1}.s`), 'current'],
  },
  rotating('.u and .Z count', [old(0), old(1, '.u'), old(2, '.s.Z'), old(3, '.u.Z')], 3, {
    names: ['_1.s.Z', '_2.u.Z', '_3.s', 'current'],
  }),
  rotating('a huge -k keeps everything', olds(8), 4294967295, {
    names: [...Array.from({ length: 9 }, (_, k) => `_${k + 1}.s`), 'current'],
  }),
  rotating(
    'other names of a like shape do not count',
    [
      '_20010101T000000.000000',
      '_20010101T000000.000000.x',
      `${old(0)}.gz`,
      `${old(0)}${'x'.repeat(90)}`,
      '_zzzzzzzzTzzzzzz.zzzzzz.s',
    ],
    1,
    {
      also: ({ files }) => {
        const count = Object.keys(files).filter((name) => name.startsWith('main/_')).length
        if (count !== 6) throw new Error(Object.keys(files).join(' '))
      },
    },
  ),
  {
    ...rotating('a directory of that name neither counts nor blocks', [], 1, {}),
    given: (place) => {
      place.directory('main')
      mkdirSync(place.at(`main/${old(0)}`))
    },
    input: records(60),
    names: ['_1.s', '_2.s', 'current'],
    files: { 'main/_1.s': '0755 directory' },
  },
  {
    title: 'recovery at a start prunes too',
    script: ['-k2', './main'],
    given: (place) => {
      holding(olds(8))(place)
      place.file('main/current', 'left\n')
    },
    stderr: STARTING,
    names: ['_1.s', '_2.u', 'current'],
    files: { 'main/_2.u': '0644 left\n' },
  },
])
