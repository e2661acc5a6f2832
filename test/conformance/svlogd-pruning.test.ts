// Which old files go at a rotation: spec/svlogd.md §8.4 and §12. The reference is runit
// 2.3, which counts .u too; the installed original of Debian does not.

import type { ByteString } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'
import { kept, old } from './archives.js'
import { conforms, type Scenario } from './scenario.js'
import { directory, logs, started } from './svlogd-directory.js'

/** One rotation of the file "new" among these old names, each holding its number. */
const pruned = (
  title: string,
  config: readonly string[],
  names: readonly ByteString[],
  rest: Partial<Scenario>,
): Scenario => ({
  title,
  script: ['./main'],
  given: (place: Place) => {
    directory(place, 'main', ...config)
    for (const [k, name] of names.entries()) place.file(`main/${name}`, `${k}\n`)
  },
  steps: async (logger) => {
    await logger.feed('new\n')
    await logger.wake('SIGALRM')
  },
  ...rest,
})

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, k) => old(k))

const agreed: readonly Scenario[] = [
  pruned('nothing goes while there are no more than n', ['n3'], numbers(2), {
    also: kept('0', '1', 'new'),
  }),
  pruned('the oldest goes when there is one more than n', ['n3'], numbers(3), {
    also: kept('1', '2', 'new'),
  }),
  pruned('ten are kept by default', [], numbers(10), {
    also: kept('1', '2', '3', '4', '5', '6', '7', '8', '9', 'new'),
  }),
  pruned('n1 keeps the new one', ['n1'], numbers(1), { also: kept('new') }),
  pruned('n0 keeps everything', ['n0'], numbers(12), {
    also: kept(...numbers(12).map((_, k) => String(k)), 'new'),
  }),
  pruned('nfoo is n0', ['nfoo'], numbers(11), {
    also: kept(...numbers(11).map((_, k) => String(k)), 'new'),
  }),
  pruned('n2x is n2', ['n2x'], numbers(2), { also: kept('1', 'new') }),
  pruned('the last n counts', ['n1', 'n2'], numbers(2), { also: kept('1', 'new') }),
  pruned('N is no limit for a rotation', ['n2', 'N1'], numbers(2), { also: kept('1', 'new') }),
  pruned('leftovers of a processor go, and do not count', ['n2'], [old(0), old(1, '.t')], {
    also: kept('0', 'new'),
  }),
  pruned('without a line nothing goes', ['n1'], [...numbers(3), old(4, '.t')], {
    steps: async (logger) => {
      await started(logger)
      await logger.wake('SIGALRM')
    },
    also: kept('0', '1', '2', '3'),
  }),
  pruned('a start prunes nothing', ['n1'], [...numbers(3), old(4, '.t')], {
    steps: (logger) => logger.feed('new\n'),
    files: { 'main/current': '0744 new\n' },
    also: kept('0', '1', '2', '3'),
  }),
  logs(
    'size after size, n stay',
    ['s5', 'n2'],
    { input: 'a\nb\nc\nd\ne\n' },
    {
      script: ['-l4', './main'],
      names: ['@1.s', '@2.s', 'current'],
      files: { 'main/@1.s': '0744 d\n', 'main/@2.s': '0744 e\n', 'main/current': '0744 ' },
    },
  ),
  pruned(
    'names that are no archives stay',
    ['n1'],
    ['@1.s', `${old(1)}x`, `x${old(2)}`, 'previous', '@'],
    {
      files: { 'main/@1.s': '0644 0\n', 'main/previous': '0644 3\n', 'main/@': '0644 4\n' },
      also: ({ files }) => {
        const count = Object.keys(files).filter((name) => name.startsWith('main/')).length
        // The five, config, current, lock and the new archive.
        if (count !== 9) throw new Error(`${count} files`)
      },
    },
  ),
]

const PRUNING = { deviation: 'svlogd: pruning' } as const

const runit23: readonly Scenario[] = [
  pruned('several too many go at once', ['n2'], numbers(5), {
    ...PRUNING,
    also: kept('4', 'new'),
    theirs: { also: kept('1', '2', '3', '4', 'new') },
  }),
  pruned('.u counts', ['n2'], [old(0, '.u'), old(1)], {
    ...PRUNING,
    also: kept('1', 'new'),
    theirs: { also: kept('0', '1', 'new') },
  }),
  pruned('.u goes when it is the oldest', ['n1'], [old(0, '.u')], {
    ...PRUNING,
    also: kept('new'),
    theirs: { also: kept('0', 'new') },
  }),
  pruned('with a processor n stay, not one more', ['n2', '!cat'], numbers(2), {
    ...PRUNING,
    also: kept('1', 'new'),
    theirs: { also: kept('0', '1', 'new') },
  }),
]

const foreign = `@${'z'.repeat(24)}.s`
const upper = '@40000000AAAAAAAAAAAAAAAA.s'
const doubtful = '@4000000000000000ffffffff.s'

const strangers: readonly Scenario[] = [
  pruned('what is 27 bytes long and no label is left alone', ['n1'], [upper, doubtful, foreign], {
    deviation: 'svlogd: foreign names',
    files: {
      [`main/${upper}`]: '0644 0\n',
      [`main/${foreign}`]: '0644 2\n',
    },
    also: ({ files }) => {
      if (!Object.values(files).includes('0644 1\n')) throw new Error('deleted')
      if (!Object.values(files).includes('0744 new\n')) throw new Error('deleted the new one')
    },
    theirs: {},
  }),
  pruned('a directory by the name of an archive', ['n2'], numbers(2), {
    deviation: 'svlogd: foreign names',
    given: (place) => {
      directory(place, 'main', 'n2')
      place.directory(`main/${old(0)}`)
      place.file(`main/${old(1)}`, '1\n')
      place.file(`main/${old(2)}`, '2\n')
    },
    also: ({ files }) => {
      const names = Object.keys(files).filter((name) => /main\/@\d\.s$/.test(name))
      if (names.length !== 3) throw new Error(names.join())
    },
    theirs: {
      stderr: 'svlogd: warning: unable to unlink oldest logfile: ./main: is a directory\n',
    },
  }),
]

conforms('svlogd', 'pruning', agreed)
conforms('svlogd', 'pruning as runit 2.3 does', runit23)
conforms('svlogd', 'foreign names', strangers)
