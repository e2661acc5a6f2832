// Which lines rules select, the last match deciding: spec/svlogd.md §5.

import { conforms, type Scenario } from './scenario.js'
import { directory } from './svlogd-directory.js'

const selection = (
  title: string,
  rules: readonly string[],
  input: string,
  rest: Partial<Scenario>,
): Scenario => ({
  title,
  script: ['./main'],
  given: (place) => directory(place, 'main', ...rules),
  input,
  ...rest,
})

const bytes = ['\xe9\xff', '\xe9\x80', '\x81', '\xc3\xa9', 'a\r', 'a']

conforms('svlogd', 'selection', [
  selection('a select rule alone filters nothing', ['+foo*'], 'foo\nbar\n', {
    files: { 'main/current': '0744 foo\nbar\n' },
  }),
  selection('the last rule that matches decides', ['-*', '+a*', '-*b', '+'], 'a\nab\nb\n\nac\n', {
    files: { 'main/current': '0744 a\n\nac\n' },
  }),
  selection('a rule that does not match changes nothing', ['-a', '+b', '-c'], 'a\nb\nc\nd\n', {
    files: { 'main/current': '0744 b\nd\n' },
  }),
  selection('a bare minus drops empty lines', ['-'], 'a\n\nb\n', {
    files: { 'main/current': '0744 a\nb\n' },
  }),
  selection('standard error is chosen apart from the file', ['-b', 'e*', 'Ea'], 'a\nb\nc\n', {
    files: { 'main/current': '0744 a\nc\n' },
    stderr: 'b\nc\n',
  }),
  selection('a deselected line may still go to standard error', ['-*', 'e*x*'], 'a\nxx\n', {
    files: { 'main/current': '0744 ' },
    stderr: 'xx\n',
  }),
  selection('E alone prints nothing', ['Efoo'], 'foo\nbar\n', {
    files: { 'main/current': '0744 foo\nbar\n' },
  }),
  selection('patterns are bytes', ['-*', '+\xe9*', '+\x81', '+a\r'], `${bytes.join('\n')}\n`, {
    files: { 'main/current': '0744 \xe9\xff\n\xe9\x80\n\x81\na\r\n' },
  }),
  {
    title: 'each directory has its own rules',
    script: ['./a', './b', './c'],
    given: (place) => {
      directory(place, 'a', '-*', '+one')
      directory(place, 'b', '-one', 'e*')
      directory(place, 'c')
    },
    input: 'one\ntwo\n',
    files: {
      'a/current': '0744 one\n',
      'b/current': '0744 two\n',
      'c/current': '0744 one\ntwo\n',
    },
    stderr: 'one\ntwo\n',
  },
  {
    title: 'patterns see the head alone, and all of it must match',
    script: ['-l5', './equal', './star'],
    given: (place) => {
      directory(place, 'equal', '-abcde')
      directory(place, 'star', '-*f*')
    },
    input: 'abcd\nabcde\nabcdef\nabcdefg\n',
    files: {
      'equal/current': '0744 abcd\n',
      'star/current': '0744 abcd\nabcde\nabcdef\nabcdefg\n',
    },
  },
  {
    title: 'patterns see neither stamp nor prefix',
    script: ['-t', './main'],
    given: (place) => directory(place, 'main', 'pP: ', '-*', '+one'),
    input: 'one\ntwo\n',
    files: { 'main/current': '0744 @LABEL P: one\n' },
  },
])
