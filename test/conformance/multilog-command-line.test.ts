// What each argument is taken for: spec/multilog.md §1.

import { conforms, type Scenario } from './scenario.js'

const input = 'one\ntwo\n'
const logged = { 'main/current': '0744 one\ntwo\n' }
const stamped = { 'main/current': '0744 @LABEL one\n@LABEL two\n' }

/** Words that must do nothing to two lines logged in ./main. */
const ignored = ['', 'E', 'foo', 'x', '?', '\xff', '\x81', '~', '@', '%', '#', ' ./other', '\n./x']

const words: readonly Scenario[] = ignored.map((word) => ({
  title: `the word ${JSON.stringify(word)} is ignored`,
  script: [word, './main', word],
  input,
  files: { ...logged, './other': undefined },
}))

/** [first argument, whether it stamps] */
const first: readonly (readonly [word: string, stamps: boolean])[] = [
  ['t', true],
  ['tx', true],
  ['time', true],
  ['t\xff', true],
]

const stamps: readonly Scenario[] = [
  ...first.map(([word]) => ({
    title: `${JSON.stringify(word)} as the first argument stamps`,
    script: [word, './main'],
    input,
    files: stamped,
  })),
  {
    title: 't behind another action is ignored',
    script: ['e', 't', './main'],
    input,
    stderr: input,
    files: logged,
  },
  {
    title: 't behind an empty argument is ignored',
    script: ['', 't', './main'],
    input,
    files: logged,
  },
  { title: 't behind a directory is ignored', script: ['./main', 't'], input, files: logged },
  { title: 'd behind t is ignored', script: ['t', 'd', './main'], input, files: stamped },
  { title: 't twice stamps once', script: ['t', 't', './main'], input, files: stamped },
]

const traps: readonly Scenario[] = [
  {
    title: 'no arguments: input is read and discarded',
    script: [],
    input: 'x'.repeat(100_000),
    also: ({ files }) => {
      if (Object.keys(files).length > 0) throw new Error('made files')
    },
  },
  { title: 'no arguments and no input', script: [] },
  { title: 'a word alone discards input', script: ['foo'], input },
  { title: 'only minus: nothing is printed', script: ['-*', 'e'], input },
  { title: 'echo means e', script: ['echo'], input, stderr: input },
  {
    title: 'size means s without a number, which is 4096',
    script: ['size', './main'],
    input: 'x'.repeat(5000),
    sizes: [4096, 905],
  },
  {
    title: 'status and std mean s too',
    script: ['s9000', 'status', './main', 's9000', 'std', './other'],
    input: 'x'.repeat(5000),
    sizes: [4096, 905],
  },
  {
    title: 'name means n without a number, which is 2',
    script: ['s4096', 'name', './main'],
    input: `${'x'.repeat(4095)}\n`.repeat(4),
    sizes: [4096, 0],
  },
  ...['--help', '-h', '-t', '--version'].map((word) => ({
    title: `${word} deselects the line "${word.slice(1)}"`,
    script: [word, 'e'],
    input: `${word.slice(1)}\nanother\n`,
    stderr: 'another\n',
    exit: '0',
  })),
]

/** Names that are log directories. */
const names = [
  '.hid',
  '..x',
  './sp ace',
  './\xff\x80',
  "./it's",
  './new\nline',
  '.$HOME',
  './-',
  './@',
]

const directories: readonly Scenario[] = [
  ...names.map((name) => ({
    title: `${JSON.stringify(name)} is a log directory`,
    script: [name],
    input,
    files: {
      [name.replace('./', '')]: '0700 directory',
      [`${name.replace('./', '')}/current`]: '0744 one\ntwo\n',
      [`${name.replace('./', '')}/lock`]: '0600 ',
      [`${name.replace('./', '')}/state`]: '0644 ',
    },
  })),
  {
    title: 'a dot is the directory it was started in',
    script: ['.'],
    input,
    files: { current: '0744 one\ntwo\n', lock: '0600 ', state: '0644 ' },
  },
  {
    title: 'a path from the root, and one with slashes to spare',
    script: ['.//main//'],
    input,
    files: logged,
  },
  {
    title: 'an existing directory keeps its mode',
    script: ['./main'],
    input,
    given: (place) => place.directory('main', 0o2755),
    files: { main: '2755 directory', ...logged },
  },
  {
    title: 'relative names start where the program did, whatever directories came before',
    script: ['./a', './b', '=status', './a/deep', '.'],
    input,
    files: {
      'a/current': '0744 one\ntwo\n',
      'b/current': '0744 one\ntwo\n',
      'a/deep/current': '0744 one\ntwo\n',
      current: '0744 one\ntwo\n',
      status: `0600 ${'two'.padEnd(1001, '\n')}`,
    },
  },
  {
    title: 'files and directories are made under umask 022 whatever it was',
    script: ['=status', './main'],
    shell: 'umask 077',
    input,
    files: {
      main: '0700 directory',
      'main/state': '0644 ',
      status: `0600 ${'two'.padEnd(1001, '\n')}`,
    },
  },
  {
    title: 'two hundred arguments all act in order',
    script: [...Array.from({ length: 100 }, (_, k) => [`-${k}`, `+${k * 2}`]).flat(), 'e'],
    input: '2\n3\n198\n99\n100\n',
    stderr: '198\n100\n',
  },
]

conforms('multilog', 'words that mean nothing', words)
conforms('multilog', 'stamps', stamps)
conforms('multilog', 'words that mean something', traps)
conforms('multilog', 'directories', directories)
