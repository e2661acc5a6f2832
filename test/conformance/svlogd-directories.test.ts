// Directories that can and cannot be used: spec/svlogd.md §1, §2. A directory that fails
// is left out with a warning; without any it is fatal.

import { chmodSync } from 'node:fs'
import type { Place } from '../helpers/places.js'
import { conforms, type Scenario } from './scenario.js'
import { directory, main } from './svlogd-directory.js'

const FATAL = 'svlogd: fatal: no functional log directories.\n'

const warning = (what: string, name: string, reason: string): string =>
  `svlogd: warning: unable to ${what}: ${name}: ${reason}\n`

/** A start at which ./bad fails, alone and then beside main. */
const failing = (
  title: string,
  text: string,
  given: (place: Place) => void,
  rest: Partial<Scenario> = {},
): readonly Scenario[] => [
  {
    title: `${title}: alone it is fatal`,
    script: ['./bad'],
    given,
    input: 'unread\n',
    exit: '111',
    stderr: text + FATAL,
    left: 'unread\n',
    ...rest,
  },
  {
    title: `${title}: the others are used`,
    script: ['./bad', './main'],
    given: (place) => {
      given(place)
      directory(place, 'main')
    },
    input: 'one\n',
    stderr: text,
    files: { 'main/current': '0744 one\n' },
    ...rest,
  },
]

const bad: readonly Scenario[] = [
  ...failing(
    'a directory that is missing',
    warning('open log directory', './bad', 'file does not exist'),
    () => {},
  ),
  ...failing('a file', warning('change directory', './bad', 'not a directory'), (place) =>
    place.file('bad'),
  ),
  ...failing(
    'a lock that is a directory',
    warning('lock directory', './bad', 'is a directory'),
    (place) => place.directory('bad/lock'),
  ),
  ...failing(
    'a lock that is held',
    warning('lock directory', './bad', 'temporary failure'),
    (place) => place.directory('bad'),
    { shell: 'exec 9>>bad/lock; flock -n 9' },
  ),
  {
    title: 'two that are missing are told of in order',
    script: ['./b', './a'],
    exit: '111',
    stderr:
      warning('open log directory', './b', 'file does not exist') +
      warning('open log directory', './a', 'file does not exist') +
      FATAL,
  },
  {
    title: 'an empty name',
    script: [''],
    exit: '111',
    stderr: warning('open log directory', '', 'file does not exist') + FATAL,
  },
]

const good: readonly Scenario[] = [
  {
    title: 'the same directory twice is used once',
    script: ['./main', 'main'],
    given: main(),
    input: 'one\n',
    stderr: warning('lock directory', 'main', 'temporary failure'),
    files: { 'main/current': '0744 one\n' },
  },
  {
    title: 'ten directories get every line',
    script: Array.from({ length: 10 }, (_, k) => `./d${k}`),
    given: (place) => {
      for (let k = 0; k < 10; k++) directory(place, `d${k}`, `p${k} `)
    },
    input: 'one\ntwo\n',
    files: Object.fromEntries(
      Array.from({ length: 10 }, (_, k) => [`d${k}/current`, `0744 ${k} one\n${k} two\n`]),
    ),
  },
  {
    title: 'relative names start where the program did',
    script: ['a', 'b', 'a/deep'],
    given: (place) => {
      for (const name of ['a', 'b', 'a/deep']) directory(place, name)
    },
    input: 'one\n',
    files: {
      'a/current': '0744 one\n',
      'b/current': '0744 one\n',
      'a/deep/current': '0744 one\n',
    },
  },
  {
    title: 'the mode of a directory stays',
    script: ['./main'],
    given: (place) => {
      directory(place, 'main')
      chmodSync(place.at('main'), 0o2755)
    },
    input: 'one\n',
    files: { main: '2755 directory', 'main/current': '0744 one\n' },
  },
  {
    title: 'a lock that is there keeps its mode and content',
    script: ['./main'],
    given: (place) => {
      directory(place, 'main')
      place.file('main/lock', 'mine\n', 0o640)
    },
    input: 'one\n',
    files: { 'main/lock': '0640 mine\n', 'main/current': '0744 one\n' },
  },
  {
    title: 'sizes are counted for each directory',
    script: ['-l4', './main', './other'],
    given: (place) => {
      directory(place, 'main', 's5', 'n0', '-b')
      directory(place, 'other', 's9', 'n0')
    },
    input: 'a\nb\nc\nd\n',
    sizes: [2, 2, 2, 0],
    files: { 'other/@1.s': '0744 a\nb\nc\n', 'other/current': '0744 d\n' },
  },
]

conforms('svlogd', 'directories that fail', bad)
conforms('svlogd', 'directories', good)
