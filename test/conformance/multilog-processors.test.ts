// Processors that work: spec/multilog.md §7.1. The programs are fixtures/programs.

import { conforms, type Scenario } from './scenario.js'

/** A line that fills a file of S = 4096 by itself. */
const full = `${'x'.repeat(4095)}\n`
const programs = '$PROGRAMS'

const scenario = (
  title: string,
  processor: string,
  files: Scenario['files'],
  rest: Partial<Scenario> = {},
): Scenario => ({
  title,
  script: ['s4096', `!${processor}`, './main'],
  input: full,
  ...rest,
  ...(files && { files: { 'main/previous': undefined, 'main/processed': undefined, ...files } }),
})

const output: readonly Scenario[] = [
  scenario('a copy', 'cat', { 'main/@1.s': `0744 ${full}`, 'main/newstate': undefined }),
  scenario('something else', 'wc -c', { 'main/@1.s': '0744 4096\n' }),
  scenario('a processor that reads nothing', `${programs}/never-reads`, {
    'main/@1.s': '0744 instead\n',
  }),
  scenario('no output is a file of no bytes', 'cat >/dev/null', { 'main/@1.s': '0744 ' }),
  scenario('the empty command keeps nothing', '', { 'main/@1.s': '0744 ' }),
  scenario('deleted outputs are made empty', `${programs}/deletes-outputs`, {
    'main/@1.s': '0744 ',
    'main/state': '0600 ',
  }),
  scenario('a command with 8-bit bytes', "printf '\\351\xff\x81\xe9'", {
    'main/@1.s': '0744 \xe9\xff\x81\xe9',
  }),
  scenario('standard error is the one of the logger', 'echo said >&2; cat', undefined, {
    stderr: 'said\n',
    sizes: [4096, 0],
  }),
  scenario(
    'a line after a rotation waits for the processor and then is logged',
    'sort',
    {
      'main/@1.s': `0744 ${full}`,
      'main/current': '0744 next\n',
    },
    { input: `${full}next\n` },
  ),
  scenario('each directory has its own processor', 'echo one', undefined, {
    script: ['s4096', './plain', '!echo one', './main', '!echo two', './other', '!echo three'],
    files: {
      'plain/@1.s': `0744 ${full}`,
      'main/@1.s': '0744 one\n',
      'other/@1.s': '0744 two\n',
    },
  }),
  scenario(
    'a rotation by ALRM is processed too',
    'tr a-z A-Z',
    {
      'main/@1.s': '0744 ONE\n',
      'main/current': '0744 two\n',
    },
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        await logger.wake('SIGALRM')
        await logger.feed('two\n')
      },
    },
  ),
]

const state: readonly Scenario[] = [
  scenario(
    'state passes from one run to the next',
    `${programs}/keeps-count`,
    {
      'main/@1.s': `0744 run 1\n${full}`,
      'main/@2.s': `0744 run 2\n${full}`,
      'main/@3.s': `0744 run 3\n${full}`,
      'main/state': '0644 3\n',
    },
    { input: full.repeat(3) },
  ),
  scenario(
    'state survives a clean restart',
    `${programs}/keeps-count`,
    {
      'main/@1.s': `0744 run 1\n${full}`,
      'main/@2.s': `0744 run 2\n${full}`,
      'main/state': '0644 2\n',
    },
    { again: [{ script: ['s4096', `!${programs}/keeps-count`, './main'], input: full }] },
  ),
  scenario(
    'state begins empty after an unclean end',
    `${programs}/keeps-count`,
    {
      'main/@1.s': `0744 run 1\n${full}`,
      'main/@2.u': '0644 rest\n',
      'main/@3.s': `0744 run 1\n${full}`,
      'main/state': '0644 1\n',
    },
    {
      steps: async (logger) => {
        await logger.feed(full)
        await logger.until('a finished rotation', () => !logger.place.has('main/previous'))
        await logger.feed('rest\n')
        await logger.until('a written line', () => logger.place.size('main/current') === 5)
        logger.signal('SIGKILL')
        await logger.exit()
      },
      exit: 'SIGKILL, 0',
      again: [{ script: ['s4096', `!${programs}/keeps-count`, './main'], input: full }],
    },
  ),
  scenario(
    'state given to a clean start is read',
    'cat <&4; cat',
    {
      'main/@1.s': `0744 given\n${full}`,
      'main/state': '0644 ',
    },
    {
      given: (place) => {
        place.directory('main')
        place.file('main/current', '', 0o744)
        place.file('main/state', 'given\n', 0o600)
      },
    },
  ),
]

const descriptors =
  'for n in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo $n $(readlink /proc/$$/fd/$n); done; :'

const surroundings: readonly Scenario[] = [
  scenario('$0 is sh, and there are no arguments', 'echo "$0 $#"', { 'main/@1.s': '0744 sh 0\n' }),
  scenario('directory, mask, signals and environment', `${programs}/reports`, undefined, {
    shell: 'umask 077',
    also: ({ files }) => {
      if (!files['main/@1.s']?.startsWith('0744 umask 0022, in main\n'))
        throw new Error(files['main/@1.s'])
    },
  }),
  scenario('descriptors 0, 1, 2, 4 and 5 are open', descriptors, undefined, {
    also: ({ files }) => {
      const open = ['previous', 'processed', '', 'state', 'newstate']
      for (const name of open) if (!files['main/@1.s']?.includes(`/${name}`)) throw new Error(name)
    },
  }),
  scenario(
    'descriptor 0 can only be read, 1 only written',
    'echo no 2>/dev/null >&0 || echo sealed',
    {
      'main/@1.s': '0744 sealed\n',
    },
  ),
  scenario('TERM ends a processor by default', 'kill -TERM $$ & wait; cat', undefined, {
    script: ['s4096', "!exec 2>/dev/null; sh -c 'kill -TERM $$'; echo $?", './main'],
    files: { 'main/@1.s': '0744 143\n' },
  }),
  scenario('ALRM ends a processor by default', '', undefined, {
    script: ['s4096', "!exec 2>/dev/null; sh -c 'kill -ALRM $$'; echo $?", './main'],
    files: { 'main/@1.s': '0744 142\n' },
  }),
]

conforms('multilog', 'what processors write', output)
conforms('multilog', 'state of processors', state)
conforms('multilog', 'surroundings of processors', surroundings)
