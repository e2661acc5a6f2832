// Names in a log directory that are not ours to count or remove (spec/multilog.md §13.12).

import { full, holding, kept, old } from './archives.js'
import { conforms, type Scenario } from './scenario.js'

/** Names that are no label of ours: [what it is, name]. */
const foreign: readonly (readonly [string, string])[] = [
  ['of capital digits', '@4000000000000000000000AB.s'],
  ['of other letters', '@400000000000000000zzzzzz.s'],
  ['longer than a label', '@4000000000000000000000001x.s'],
  ['with nanoseconds past a second', '@40000000000000013b9aca00.s'],
  ['with reserved seconds', '@80000000000000010000000a.s'],
]

const spared: readonly Scenario[] = [
  ...foreign.map(
    ([what, name]): Scenario => ({
      title: `a name ${what} is left alone and takes no place`,
      script: ['s4096', 'n2', './main'],
      given: holding([name]),
      input: full('z'),
      deviation: 'foreign names',
      also: ({ files }) => {
        const contents = Object.values(files).map((text) => text.slice(5))
        if (!contents.includes('old 0\n') || !contents.includes(full('z')))
          throw new Error('something was removed')
      },
      theirs: {
        also: ({ files }) => {
          const contents = Object.values(files).map((text) => text.slice(5))
          if (contents.includes('old 0\n') && contents.includes(full('z')))
            throw new Error('nothing was removed')
        },
      },
    }),
  ),
  {
    title: 'a directory with the name of an archive is left alone and takes no place',
    script: ['s4096', 'n2', './main'],
    given: (place) => place.directory(`main/${old(1)}`),
    steps: async (logger) => {
      await logger.write(full('z'))
      await logger.settled()
      logger.signal('SIGKILL')
      await logger.exit()
    },
    pausing: true,
    exit: 'SIGKILL',
    deviation: 'foreign names',
    files: { 'main/@2.s': `0744 ${full('z')}` },
    theirs: {
      exit: 'SIGKILL',
      stderr: 'multilog: warning: unable to read ./main, pausing: is a directory\n',
    },
  },
  {
    title: 'an archive from the future does not cost the file just finished',
    script: ['s4096', 'n2', './main'],
    given: holding(['@400000010000000000000001.s']),
    input: full('z'),
    deviation: 'clock set back',
    also: kept('z'),
    theirs: { also: kept('old 0') },
  },
]

conforms('multilog', 'names that are not removed', spared)
