import { expect, it } from 'vitest'
import { gaps } from './gaps.js'

const STAMP = '@400000006b0167eb12748684 '

const SAID = 'one 1\ntwo 2\nthree 3\nfour 4\n'

const stamped = (...lines: readonly string[]): string => lines.map((line) => STAMP + line).join('')

it('a log without kills has no gaps', () => {
  const files = [
    { name: '@1.s', text: stamped('one 1\n', 'two') },
    { name: 'current', text: ` 2\n${stamped('three 3\n', 'four 4\n')}` },
  ]

  expect(gaps(SAID, files)).toEqual([])
})

it('what a kill cost is the gap between a .u file and the next', () => {
  const files = [
    { name: '@1.u', text: stamped('one 1\n', 'tw') },
    { name: 'current', text: stamped('ree 3\n', 'four 4\n') },
  ]

  expect(gaps(SAID, files)).toEqual([{ after: '@1.u', bytes: 6, lines: 1 }])
})

it('what a killed logger had written and not taken is there twice', () => {
  const files = [
    { name: '@1.u', text: stamped('one 1\n', 'two 2\n', 'three') },
    { name: 'current', text: stamped('two 2\n', 'three 3\n', 'four 4\n') },
  ]

  expect(gaps(SAID, files, 11)).toEqual([{ after: '@1.u', bytes: -11, lines: 1 }])
  expect(() => gaps(SAID, files, 10)).toThrow('after byte')
})

it('a stamp cut short by a kill, and empty .u files, are no text', () => {
  const files = [
    { name: '@1.u', text: `${stamped('one 1\n')}@40000000` },
    { name: '@2.u', text: '' },
    { name: 'current', text: stamped('two 2\n', 'three 3\n', 'four 4\n') },
  ]

  expect(gaps(SAID, files)).toEqual([{ after: '@2.u', bytes: 0, lines: 0 }])
})

it.each([
  ['a line missing without a kill', stamped('one 1\n', 'three 3\n', 'four 4\n')],
  ['a line doubled', stamped('one 1\n', 'one 1\n', 'two 2\n', 'three 3\n', 'four 4\n')],
  ['lines in another order', stamped('two 2\n', 'one 1\n', 'three 3\n', 'four 4\n')],
  ['no beginning', stamped('two 2\n', 'three 3\n', 'four 4\n')],
  ['no end', stamped('one 1\n', 'two 2\n', 'three 3\n')],
])('%s is an error', (_, text) => {
  expect(() => gaps(SAID, [{ name: 'current', text }])).toThrow(/after byte|bytes lost/)
})
