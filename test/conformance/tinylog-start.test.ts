// What a start makes of what it finds: spec/tinylog.md §3, §4, §9, §13.

import { mkdirSync } from 'node:fs'
import type { Place } from '../helpers/places.js'
import { type SheetScenario, sheet } from './scenario.js'
import { fatal, old, STARTING } from './tinylog-scenario.js'

const current =
  (content: string, mode: number) =>
  (place: Place): void => {
    place.directory('main')
    place.file('main/current', content, mode)
  }

const starts = (
  title: string,
  given: (place: Place) => void,
  files: Readonly<Record<string, string>>,
  ...options: readonly string[]
): SheetScenario => ({
  title: `${title}${options.length > 0 ? `, ${options.join(' ')}` : ''}`,
  script: [...options, './main'],
  given,
  input: 'new\n',
  stderr: STARTING,
  files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`main/${name}`, text])),
  names: Object.keys(files).toSorted(),
})

sheet('tinylog', 'what a start finds', [
  starts('nothing', () => undefined, { current: '0744 new\n' }),
  starts('nothing', () => undefined, { current: '0744 new\n' }, '-r'),
  starts('a clean current', current('old\n', 0o744), { current: '0744 old\nnew\n' }),
  starts(
    'a clean current',
    current('old\n', 0o744),
    { '_1.s': '0744 old\n', current: '0744 new\n' },
    '-r',
  ),
  starts(
    'a clean current that is empty',
    current('', 0o744),
    { '_1.s': '0744 ', current: '0744 new\n' },
    '-r',
  ),
  starts('a clean current that is empty', current('', 0o744), { current: '0744 new\n' }),
  starts('an unclean current', current('old\n', 0o644), {
    '_1.u': '0644 old\n',
    current: '0744 new\n',
  }),
  starts('an unclean current keeps its mode', current('old\n', 0o600), {
    '_1.u': '0600 old\n',
    current: '0744 new\n',
  }),
  starts('an unclean current that is empty', current('', 0o644), {
    '_1.u': '0644 ',
    current: '0744 new\n',
  }),
  starts('a clean current of any other mode', current('old\n', 0o700), {
    current: '0744 old\nnew\n',
  }),
  starts(
    'a current that has its archive already',
    (place) => {
      current('old\n', 0o644)(place)
      place.link('main/current', `main/${old(0)}`)
    },
    { '_1.s': '0644 old\n', current: '0744 new\n' },
  ),
  starts(
    'a previous that has no archive',
    (place) => {
      place.directory('main')
      place.file('main/previous', 'older\n')
    },
    { '_1.u': '0644 older\n', current: '0744 new\n' },
  ),
  starts(
    'a previous beside an unclean current comes first',
    (place) => {
      current('old\n', 0o644)(place)
      place.file('main/previous', 'older\n')
    },
    { '_1.u': '0644 older\n', '_2.u': '0644 old\n', current: '0744 new\n' },
  ),
  starts(
    'a previous that has its archive already',
    (place) => {
      current('old\n', 0o744)(place)
      place.file('main/previous', 'older\n')
      place.link('main/previous', `main/${old(0)}`)
    },
    { '_1.s': '0644 older\n', current: '0744 old\nnew\n' },
  ),
])

const refuses = (
  title: string,
  given: (place: Place) => void,
  text: string,
  rest: Partial<SheetScenario> = {},
): SheetScenario => ({
  title,
  script: ['./main'],
  given,
  input: 'unread\n',
  exit: '111',
  stderr: fatal(text),
  left: 'unread\n',
  ...rest,
})

sheet('tinylog', 'what ends a start', [
  refuses(
    'the directory is a file',
    (place) => place.file('main'),
    'failure chdir() to log directory ./main: not a directory (ENOTDIR)',
  ),
  {
    ...refuses('its parent is missing', () => undefined, ''),
    script: ['./none/main'],
    stderr: fatal(
      'failure chdir() to log directory ./none/main: file does not exist (ENOENT)',
    ).replace('./main', './none/main'),
  },
  refuses(
    'current is a directory',
    (place) => {
      place.directory('main')
      mkdirSync(place.at('main/current'), { mode: 0o755 })
    },
    'failure open() on current in log directory: is a directory (EISDIR)',
  ),
  refuses(
    'the lock is a directory',
    (place) => place.directory('main/tinylog.pid'),
    'failure acquiring lock file tinylog.pid in log directory ./main: is a directory (EISDIR)',
  ),
])

sheet('tinylog', 'the directory', [
  {
    title: 'it is made with mode 700, less the umask',
    shell: 'umask 0277',
    script: ['./main'],
    given: () => undefined,
    input: 'one\n',
    exit: process.getuid?.() === 0 ? '0' : '111',
    stderr:
      process.getuid?.() === 0
        ? STARTING
        : fatal(
            'failure acquiring lock file tinylog.pid in log directory ./main: access denied (EACCES)',
          ),
    left: process.getuid?.() === 0 ? '' : 'one\n',
    files: { main: '0500 directory' },
  },
  {
    title: 'its mode is left alone',
    script: ['./main'],
    given: (place) => place.directory('main', 0o750),
    stderr: STARTING,
    files: { main: '0750 directory', 'main/current': '0744 ' },
  },
  {
    title: 'a stale lock file is harmless, and left at the end',
    script: ['./main'],
    given: (place) => {
      place.directory('main')
      place.file('main/tinylog.pid', '123456789012345\n', 0o600)
    },
    steps: async (logger) => {
      await logger.until('a directory', () => logger.place.has('main/current'))
      const pid = logger.place.read('main/tinylog.pid')
      if (pid !== `${logger.pid}\n`) throw new Error(pid)
    },
    stderr: STARTING,
    also: ({ files }) => {
      if (!/^0644 \d+\n$/.test(files['main/tinylog.pid'] ?? '')) throw new Error('tinylog.pid')
    },
  },
])
