// What a processor starts with: spec/svlogd.md §8.5. The programs are fixtures/programs.

import { conforms, type Scenario } from './scenario.js'
import { directory, processing } from './svlogd-directory.js'
import { processed, programs, scenario } from './svlogd-processors.js'

const state: readonly Scenario[] = [
  scenario('state begins empty', 'cat <&4; cat', {
    'main/@1.s': '0744 one\n',
    'main/state': '0644 ',
  }),
  scenario(
    'state passes from one run to the next',
    `${programs}/keeps-count`,
    {
      'main/@1.s': '0744 run 1\none\n',
      'main/@2.s': '0744 run 2\ntwo\n',
      'main/@3.s': '0744 run 3\nthree\n',
      'main/state': '0644 3\n',
    },
    {
      steps: async (logger) => {
        for (const [k, text] of ['one\n', 'two\n', 'three\n'].entries())
          await processed(logger, text, k + 1)
      },
    },
  ),
  scenario(
    'state survives a restart',
    `${programs}/keeps-count`,
    {
      'main/@1.s': '0744 run 1\none\n',
      'main/@2.s': '0744 run 2\none\n',
      'main/state': '0644 2\n',
    },
    { again: [{ script: ['./main'], steps: (logger) => processed(logger, 'one\n', 2) }] },
  ),
  scenario(
    'state given beforehand is read',
    'cat <&4; cat',
    { 'main/@1.s': '0744 given\none\n', 'main/state': '0644 ' },
    {
      given: (place) => {
        directory(place, 'main', '!cat <&4; cat')
        place.file('main/state', 'given\n', 0o600)
        place.file('main/newstate', 'never read\n', 0o644)
      },
    },
  ),
]

const descriptors =
  'for n in 0 1 4 5; do readlink /proc/$$/fd/$n; done; for n in 3 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo $n; done; :'

const surroundings: readonly Scenario[] = [
  scenario('$0 is sh, and there are no arguments', 'echo "$0 $#"', { 'main/@1.s': '0744 sh 0\n' }),
  scenario('it runs in the log directory', 'basename "$PWD"; ls config', {
    'main/@1.s': '0744 main\nconfig\n',
  }),
  scenario(
    'descriptors 0, 1, 4 and 5 are files of the directory, no others are open',
    descriptors,
    {
      'main/@1.s': [
        '0744 HERE/work/main/@LABEL.u',
        'HERE/work/main/@LABEL.t',
        'HERE/work/main/state',
        'HERE/work/main/newstate\n',
      ].join('\n'),
    },
  ),
  scenario(
    'descriptor 0 can only be read, 1 only written',
    'echo no 2>/dev/null >&0 || echo sealed',
    { 'main/@1.s': '0744 sealed\n' },
  ),
  scenario(
    'descriptor 4 can only be read, 5 only written',
    'echo no 2>/dev/null >&4 || cat 2>/dev/null <&5 || echo sealed',
    { 'main/@1.s': '0744 sealed\n' },
  ),
  scenario(
    'the environment is that of the logger',
    'echo "$FLAVOUR $TZ"',
    {
      'main/@1.s': '0744 sour UTC\n',
    },
    { shell: 'FLAVOUR=sour; export FLAVOUR' },
  ),
  ...(['TERM', 'ALRM', 'HUP'] as const).map((name) =>
    scenario(`${name} ends it by default`, `exec 2>/dev/null; sh -c 'kill -${name} $$'; echo $?`, {
      'main/@1.s': `0744 ${{ TERM: 143, ALRM: 142, HUP: 129 }[name]}\n`,
    }),
  ),
  scenario(
    'no signal is blocked in it',
    'exec grep SigBlk /proc/self/status',
    { 'main/@1.s': '0744 SigBlk:\t0000000000000000\n' },
    {
      deviation: 'svlogd: blocked CHLD',
      theirs: { files: { 'main/@1.s': '0744 SigBlk:\t0000000000010000\n' } },
    },
  ),
]

const interrupted: readonly Scenario[] = [
  scenario(
    'what a killed logger left of a processor is processed after the next start',
    '$PROGRAMS/waits',
    { 'main/@1.s': '0744 one\n', 'main/current': '0744 two\n' },
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await logger.wake('SIGALRM')
        await processing(logger)
        logger.kill()
      },
      exit: 'SIGKILL, 0',
      deviation: 'svlogd: interrupted processors',
      again: [
        {
          script: ['./main'],
          steps: async (logger) => {
            logger.place.file('go')
            await logger.feed('two\n')
          },
        },
      ],
      names: ['@1.s', 'current'],
      theirs: { exit: 'SIGKILL, 0', names: ['@1.t', '@2.u', 'current', 'newstate'] },
    },
  ),
]

conforms('svlogd', 'interrupted processors', interrupted)
conforms('svlogd', 'state of processors', state)
conforms('svlogd', 'surroundings of processors', surroundings)
