// What a start makes of what it finds: spec/cyclog.md §4, §9.

import type { Place } from '../helpers/places.js'
import { old } from './archives.js'
import { records, removed, rotated } from './cyclog-scenario.js'
import { type SheetScenario, sheet } from './scenario.js'

const RECOVERED = 'Recovering ./main/@LABEL.u.\n'

const starts = (
  title: string,
  found: { readonly content: string; readonly mode: number } | undefined,
  files: Readonly<Record<string, string>>,
  rest: Partial<SheetScenario> = {},
): SheetScenario => ({
  title,
  script: ['./main'],
  given: (place: Place) => {
    place.directory('main')
    if (found) place.file('main/current', found.content, found.mode)
  },
  input: 'new\n',
  files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`main/${name}`, text])),
  names: Object.keys(files).toSorted(),
  ...rest,
})

const x = (count: number): string => 'x'.repeat(count)
const SMALL = ['--max-file-size', '4096', './main']

sheet('cyclog', 'what a start finds', [
  starts('nothing', undefined, { current: '0744 @LABEL new\n' }),
  starts(
    'a clean current is gone on with',
    { content: 'old\n', mode: 0o744 },
    {
      current: '0744 old\n@LABEL new\n',
    },
  ),
  starts(
    'a clean current that ends inside a line gets no label',
    { content: 'old', mode: 0o744 },
    { current: '0744 oldnew\n' },
  ),
  starts(
    'an empty clean one begins a line',
    { content: '', mode: 0o744 },
    { current: '0744 @LABEL new\n' },
  ),
  starts(
    'an unclean current keeps its mode',
    { content: 'old', mode: 0o600 },
    { '@1.u': '0600 old', current: '0744 @LABEL new\n' },
    { stderr: RECOVERED },
  ),
  starts(
    'an unclean current that is empty',
    { content: '', mode: 0o644 },
    { '@1.u': '0644 ', current: '0744 @LABEL new\n' },
    { stderr: RECOVERED },
  ),
  starts(
    'a full current is rotated first',
    { content: `${x(3583)}\n`, mode: 0o744 },
    { '@1.s': `0744 ${x(3583)}\n`, current: '0744 @LABEL new\n' },
    { script: SMALL, stderr: rotated() },
  ),
  starts(
    'one that is not full is not',
    { content: `${x(3582)}\n`, mode: 0o744 },
    { '@1.s': `0744 ${x(3582)}\n@LABEL new\n`, current: '0744 ' },
    { script: SMALL, stderr: rotated() },
  ),
  starts(
    'inside a line one may be as great as it may be',
    { content: x(4095), mode: 0o744 },
    { '@1.s': `0744 ${x(4095)}n`, current: '0744 ew\n' },
    { script: SMALL, stderr: rotated() },
  ),
  starts(
    'one too great that ends inside a line is rotated, and the next line has its label',
    { content: x(5000), mode: 0o744 },
    { '@1.s': `0744 ${x(5000)}`, current: '0744 @LABEL new\n' },
    { script: SMALL, stderr: rotated() },
  ),
  starts(
    'a margin as great as the file makes no empty archive',
    { content: '', mode: 0o744 },
    { '@1.s': '0744 @LABEL new\n', current: '0744 ' },
    { script: ['--margin', '8192', ...SMALL], stderr: rotated() },
  ),
  starts(
    'the umask changes no mode of a log',
    undefined,
    { current: '0744 @LABEL new\n' },
    { shell: 'umask 0177' },
  ),
  {
    ...starts('a line goes on where the logger before left it', undefined, {
      current: '0744 @LABEL one\n@LABEL two and more\n@LABEL three\n',
    }),
    input: 'one\ntwo',
    again: [
      { script: ['./main'], input: ' and' },
      { script: ['./main'], input: ' more\nthree\n' },
    ],
  },
  {
    ...starts('in all directories, where it goes on in any', undefined, {}),
    names: ['current'],
    given: (place) => {
      place.directory('main')
      place.directory('other')
      place.file('main/current', 'old', 0o744)
    },
    script: ['./main', './other'],
    files: { 'main/current': '0744 oldnew\n', 'other/current': '0744 new\n' },
  },
  {
    ...starts('KILL leaves what the next start recovers', undefined, {
      '@1.u': `0644 @LABEL one\n@LABEL tw`,
      current: '0744 @LABEL new\n',
    }),
    steps: async (logger) => {
      await logger.feed('one\ntw')
      logger.kill()
      await logger.exit()
    },
    again: [{ script: ['./main'], input: 'new\n' }],
    exit: 'SIGKILL, 0',
    stderr: RECOVERED,
  },
  {
    ...starts('a sum too great is brought down before anything else', undefined, {}),
    names: ['@1.s', 'current'],
    script: ['--max-total-size', '4096', ...SMALL],
    given: (place) => {
      place.directory('main')
      place.file(`main/${old(1)}`, records(30), 0o744)
      place.file(`main/${old(2)}`, records(30), 0o744)
    },
    input: '',
    stderr: removed(30 * 74),
  },
])
