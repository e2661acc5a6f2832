// What is refused, what is told, and directories that cannot be had: spec/cyclog.md §1.

import { mkdirSync } from 'node:fs'
import { main } from './cyclog-scenario.js'
import { ANY } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'

const refused = (
  script: readonly string[],
  text: string,
  rest: Partial<SheetScenario> = {},
): SheetScenario => ({
  title: `${text}: ${script.join(' ')}`,
  script,
  given: main,
  input: 'unread\n',
  exit: '1',
  stderr: `cyclog: FATAL: ${text}\n`,
  left: 'unread\n',
  files: { 'main/current': undefined },
  ...rest,
})

sheet('cyclog', 'what is refused', [
  refused([], 'Missing log directory name.'),
  refused(['--'], 'Missing log directory name.'),
  refused(['--bogus', './main'], '--bogus: unrecognized option'),
  refused(['--margin=5', './main'], '--margin=5: unrecognized option'),
  refused(['-z', './main'], '-z: unrecognized option(s)'),
  refused(['--max-file-size'], 'max-file-size: missing option argument'),
  refused(['--max-file-size', 'x', './main'], 'x: not a number'),
  refused(['./main', '--margin', '5'], '--margin: No such file or directory'),
  refused(['nodir'], 'nodir: No such file or directory'),
  refused(['f'], 'f: Not a directory', { given: (place) => place.file('f') }),
  refused(['./main', './main'], './main/lock: Resource temporarily unavailable'),
  refused(['./main', 'nodir'], 'nodir: No such file or directory'),
  refused(['./main', './other'], './other/lock: Is a directory', {
    given: (place) => {
      main(place)
      place.directory('other')
      mkdirSync(place.at('other/lock'))
    },
  }),
])

sheet('cyclog', 'what is told', [
  ...['--help', '-?'].map(
    (word): SheetScenario => ({
      title: `${word} tells the options`,
      script: [word, './main'],
      stdout: ANY,
      also: ({ stdout }) => {
        for (const option of ['--max-file-size', '--max-total-size', '--margin'])
          if (!stdout.includes(option)) throw new Error(`no ${option}: ${stdout}`)
      },
    }),
  ),
  {
    title: '--usage tells them in one line',
    script: ['--usage'],
    stdout:
      'usage: cyclog [--max-file-size BYTES] [--max-total-size BYTES] [--margin BYTES] DIR...\n',
  },
])
