// Where files end, and what is said of it: spec/cyclog.md §5.

import { main, records, rotated, sized, TERMINATED } from './cyclog-scenario.js'
import { ANY } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'

const x = (count: number): string => 'x'.repeat(count)

const rotates = (
  title: string,
  script: readonly string[],
  input: string,
  rest: Partial<SheetScenario>,
): SheetScenario => ({ title, script: [...script, './main'], given: main, input, ...rest })

const SMALL = ['--max-file-size', '4096']

sheet('cyclog', 'rotation', [
  rotates('lines of 100 bytes', SMALL, records(150), {
    also: sized(3600, 3600, 3600, 3600, 600),
    stderr: rotated(4),
  }),
  rotates('the same with letters', ['-s4096', '-m', '512'], records(150), {
    also: sized(3600, 3600, 3600, 3600, 600),
    stderr: rotated(4),
  }),
  rotates('a smaller size is 4096', ['--max-file-size', '100'], records(40), {
    also: sized(3600, 400),
    stderr: rotated(),
  }),
  rotates('a line longer than a file is cut at its end', SMALL, `${x(10_000)}\nshort\n`, {
    files: {
      'main/@1.s': `0744 @LABEL ${x(4070)}`,
      'main/@2.s': `0744 ${x(4096)}`,
      'main/current': `0744 ${x(10_000 - 4070 - 4096)}\n@LABEL short\n`,
    },
    stderr: rotated(2),
  }),
  rotates('a file filled to its last byte ends at once', SMALL, x(4070), {
    also: sized(4096, 0),
    stderr: rotated(),
  }),
  rotates('what goes on with such a line in another life has a label', SMALL, x(4070), {
    again: [{ script: [...SMALL, './main'], input: 'y\n' }],
    files: { 'main/@1.s': `0744 @LABEL ${x(4070)}`, 'main/current': '0744 @LABEL y\n' },
    stderr: rotated(),
  }),
  rotates('3583 bytes: the next line still goes in', SMALL, `${x(3556)}\ny\n`, {
    also: sized(3583 + 28, 0),
    stderr: rotated(),
  }),
  rotates('3584 bytes: it does not', SMALL, `${x(3557)}\ny\n`, {
    also: sized(3584, 28),
    stderr: rotated(),
  }),
  rotates('a margin of 8192: every line has its file', [...SMALL, '--margin', '9999'], 'a\nb\n', {
    files: {
      'main/@1.s': '0744 @LABEL a\n',
      'main/@2.s': '0744 @LABEL b\n',
      'main/current': '0744 ',
    },
    stderr: rotated(2),
  }),
  rotates('an archive follows the newest there is, whatever the clock says', SMALL, records(36), {
    given: (place) => {
      place.directory('main')
      place.file(`main/@4000000${'f'.repeat(9)}00000000.s`, 'later\n', 0o744)
    },
    also: ({ files }) => {
      if (!files['main/@2.s']?.includes('xxx')) throw new Error('out of order')
    },
    stderr: rotated(),
  }),
  rotates('a current that somebody took away is made anew', SMALL, '', {
    steps: async (logger) => {
      await logger.feed('lost\n')
      logger.place.remove('main/current')
      await logger.feed(records(36))
      logger.signal('SIGTERM')
      await logger.exit()
    },
    files: { 'main/current': '0744 @LABEL '.slice(0, 5) },
    stderr: ANY,
    also: ({ stderr }) => {
      const expected = `renaming ./main/current: No such file or directory, going on.\n${TERMINATED}`
      if (stderr !== expected) throw new Error(stderr)
    },
  }),
])
