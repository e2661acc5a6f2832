// The end of input, and inputs of every kind: spec/cyclog.md §4, §7, §8, §9 N1 and N9.

import { main } from './cyclog-scenario.js'
import { type SheetScenario, sheet } from './scenario.js'

const ends = (
  title: string,
  rest: Partial<SheetScenario>,
  content = '@LABEL one\n@LABEL two',
): SheetScenario => ({
  title,
  script: ['./main'],
  given: main,
  files: { 'main/current': `0744 ${content}` },
  ...rest,
})

sheet('cyclog', 'ends', [
  ends('a pipe', { input: 'one\ntwo' }),
  ends('a file', { inputFile: 'one\ntwo' }),
  ends('a device', { shell: 'exec </dev/null' }, ''),
  ends('a closed input', { shell: 'exec <&-' }, ''),
  ends('a pipe that does not block', { input: 'one\ntwo', nonBlocking: true }),
  ends(
    'a read error is said, and ends it as the end of input does',
    { shell: 'exec <.', stderr: 'cyclog: FATAL: Is a directory\n' },
    '',
  ),
])
