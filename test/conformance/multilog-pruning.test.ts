// Which old files are removed, and when: spec/multilog.md §5.2.

import { full, holding, kept, old } from './archives.js'
import { conforms, type Scenario } from './scenario.js'

const scenarios: readonly Scenario[] = [
  ...[2, 3, 4].map((number) => ({
    title: `n${number}: ${number - 1} old files remain, the latest`,
    script: ['s4096', `n${number}`, './main'],
    input: [...'abcdef'].map(full).join(''),
    also: kept(...[...'cdef'].slice(5 - number)),
  })),
  {
    title: 'several old files go at once',
    script: ['s4096', 'n3', './main'],
    given: holding(
      [1, 2, 3, 4, 5, 6].map((k) => old(k)),
      0o744,
    ),
    input: full('z'),
    also: kept('old 5', `before\n${'z'.repeat(4089)}`),
  },
  {
    title: '.u, .gz, names without a suffix and names of equal labels count',
    script: ['s4096', 'n4', './main'],
    given: holding([
      old(1, '.u'),
      old(2, '.s.gz'),
      old(3, ''),
      old(4, '.'),
      old(5, '.x'),
      old(5, '.y'),
    ]),
    input: full('z'),
    also: kept('old 4', 'old 5', 'z'),
  },
  {
    title: 'names shorter than a label, and names without @, do not count',
    script: ['s4096', 'n2', './main'],
    given: holding(['@short', old(1).slice(0, 24), 'other', `x${old(1)}`, '.hidden', '@']),
    input: full('z'),
    names: [
      '.hidden',
      '@',
      old(1).slice(0, 24),
      '@1.s',
      '@short',
      'current',
      'other',
      `x${old(1)}`,
    ],
  },
  {
    title: 'a clean start prunes nothing',
    script: ['n2', './main'],
    given: holding(
      [1, 2, 3, 4].map((k) => old(k)),
      0o744,
    ),
    input: 'one\n',
    also: kept('old 0', 'old 1', 'old 2', 'old 3'),
  },
  {
    title: 'an unclean start prunes when it finished something',
    script: ['n3', './main'],
    given: holding(
      [1, 2, 3, 4].map((k) => old(k)),
      0o644,
    ),
    input: 'one\n',
    also: kept('old 3', 'before'),
  },
  {
    title: 'a start without current, finishing nothing, prunes nothing',
    script: ['n2', './main'],
    given: holding([1, 2, 3, 4].map((k) => old(k))),
    input: 'one\n',
    also: kept('old 0', 'old 1', 'old 2', 'old 3'),
  },
  {
    title: 'as many as n old files are there: the oldest goes',
    script: ['s4096', 'n3', './main'],
    given: holding([1, 2].map((k) => old(k))),
    input: full('z'),
    also: kept('old 1', 'z'),
  },
  {
    title: 'ALRM prunes as any rotation does',
    script: ['n2', './main'],
    given: holding([1, 2].map((k) => old(k))),
    steps: async (logger) => {
      await logger.feed('one\n')
      await logger.wake('SIGALRM')
    },
    also: kept('one'),
  },
]

conforms('multilog', 'pruning', scenarios)
