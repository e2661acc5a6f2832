// Opening directories: modes, failures, and one writer each. spec/s6-log.md §7.1, §7.3.

import type { ByteString } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'
import { ANY } from './expected.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`

const masked = (mask: string, plain: string, done: string, own: string): Scenario => ({
  title: `mask ${mask}`,
  script: ['-d3', 's4096', './plain', '?cat; echo s >&5', './main', '=st'],
  shell: `umask ${mask}; exec 3>/dev/null`,
  input: full,
  files: {
    main: `${own} directory`,
    'main/@1.s': `${done} ${full}`,
    'main/current': `${done} `,
    'main/state': `${plain} s\n`,
    'main/lock': `${plain} `,
    'plain/@1.s': `${done} ${full}`,
    'plain/current': `${done} `,
    st: `${plain} ${full.slice(0, 1001)}`,
  },
})

const modes: readonly Scenario[] = [
  masked('022', '0644', '0744', '0700'),
  masked('027', '0640', '0740', '0700'),
  masked('077', '0600', '0700', '0700'),
  masked('000', '0666', '0766', '0700'),
  masked('002', '0664', '0764', '0700'),
  {
    title: 'the mode of an existing directory stays',
    script: ['./main'],
    given: (place) => place.directory('main', 0o2755),
    files: { main: '2755 directory' },
  },
  {
    title: 'modes while running and after a kill',
    script: ['./main'],
    shell: 'umask 027',
    steps: async (logger) => {
      await logger.feed('one\n')
      logger.kill()
    },
    exit: 'SIGKILL',
    files: { 'main/current': '0640 one\n' },
  },
  {
    title: 'a clean current of another mode gets the usual ones',
    script: ['./main'],
    given: (place) => {
      place.directory('main')
      place.file('main/current', 'old\n', 0o777)
    },
    input: 'new\n',
    files: { 'main/current': '0744 old\nnew\n' },
  },
]

const fatal = (
  title: string,
  text: string,
  given: (place: Place) => void = () => {},
  rest: Partial<Scenario> = {},
): Scenario => ({
  title,
  script: ['./main'],
  given,
  input: 'unread\n',
  exit: '111',
  stderr: `s6-log: fatal: ${text}\n`,
  left: 'unread\n',
  ...rest,
})

const folder =
  (name: ByteString) =>
  (place: Place): void => {
    place.directory('main')
    place.directory(`main/${name}`)
  }

const failures: readonly Scenario[] = [
  fatal(
    'only one level is made',
    'unable to mkdir ./no/main: No such file or directory',
    undefined,
    {
      script: ['./no/main'],
    },
  ),
  fatal('a file in its place', 'unable to open ./main/lock: Not a directory', (place) =>
    place.file('main'),
  ),
  fatal('no place for it', 'unable to mkdir /proc/main: No such file or directory', undefined, {
    script: ['/proc/main'],
  }),
  fatal('a folder as lock', 'unable to open ./main/lock: Is a directory', folder('lock')),
  fatal('a folder as state', 'unable to open_trunc ./main/state: Is a directory', folder('state')),
  fatal(
    'a folder as previous',
    'unable to finish previous .u for logdir ./main: Is a directory',
    folder('previous'),
  ),
  fatal('the second of two', 'unable to mkdir ./no/main: No such file or directory', undefined, {
    script: ['./main', './no/main'],
    files: { 'main/current': '0644 ' },
  }),
]

const kinds: readonly Scenario[] = [
  {
    title: 'the working directory itself',
    script: ['.'],
    input: 'one\n',
    files: { current: '0744 one\n', lock: '0644 ', state: '0644 ' },
  },
  {
    title: 'a hidden name, for every word that begins with a dot is a directory',
    script: ['.main'],
    input: 'one\n',
    files: { '.main/current': '0744 one\n' },
  },
  {
    title: 'a name of any bytes',
    script: ['./m\xe9 \n'],
    input: 'one\n',
    files: { 'm\xe9 \n/current': '0744 one\n' },
  },
  {
    title: 'a link to a directory',
    script: ['./link'],
    shell: 'mkdir main; ln -s main link',
    input: 'one\n',
    files: { 'main/current': '0744 one\n' },
  },
  {
    title: 'the same directory twice',
    script: ['./main', 'pB', './main'],
    input: 'unread\n',
    deviation: 's6-log: same directory twice',
    exit: '100',
    stderr: ANY,
    left: 'unread\n',
    files: { main: undefined },
    theirs: {
      files: {
        'main/@1.u': '0744 unread\n',
        'main/current': '0744 B unread\n',
      },
    },
  },
  {
    title: 'the same directory by another name',
    script: ['./main', '././main/'],
    input: 'unread\n',
    deviation: 's6-log: same directory twice',
    exit: '111',
    stderr: ANY,
    left: 'unread\n',
    theirs: { stderr: ANY },
  },
  {
    title: 'a link in place of current',
    script: ['./main'],
    shell: 'mkdir main; : >file; chmod 744 file; ln -s ../file main/current',
    input: 'unread\n',
    deviation: 's6-log: symbolic links',
    exit: '111',
    stderr: ANY,
    left: 'unread\n',
    files: { file: '0744 ' },
    theirs: { files: { file: '0744 unread\n' } },
  },
  {
    title: 'a dangling link in place of current',
    script: ['./main'],
    shell: 'mkdir main; ln -s ../file main/current',
    input: 'unread\n',
    deviation: 's6-log: symbolic links',
    exit: '111',
    stderr: ANY,
    left: 'unread\n',
    files: { file: undefined },
    theirs: { files: { file: '0744 unread\n' } },
  },
]

conforms('s6-log', 'modes', modes)
conforms('s6-log', 'starts that fail', failures)
conforms('s6-log', 'what a directory can be', kinds)
