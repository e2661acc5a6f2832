import { expect, test } from 'vitest'
import { Splitter } from '../../../src/input/splitter.js'
import { linesOf, split } from '../../helpers/split.js'

/** What each batch holds: its lines, with `<` where the first is a rest and `>` where the last goes on. */
const feed = (splitter: Splitter, ...pieces: string[]): string[][] => {
  const seen: string[][] = []
  const bytes = pieces.map((piece) => Buffer.from(piece))
  split(splitter, bytes, (batch) => {
    const lines = linesOf(batch)
    if (batch.continued) lines[0] = `<${lines[0]}`
    if (batch.open) lines.push(`${lines.pop()}>`)
    seen.push(lines)
  })
  return seen
}

const policy = { window: 5, completeLastLine: true }

test('lines of one read are one batch', () => {
  expect(feed(new Splitter(policy), 'a\nbc\n\n')).toEqual([['a\n', 'bc\n', '\n']])
})

test('an unfinished line shorter than the window waits for its rest', () => {
  expect(feed(new Splitter(policy), 'a\nbc', 'd', '\ne\n')).toEqual([['a\n'], ['bcd\n', 'e\n']])
})

test('a line whose window is full goes on as it comes', () => {
  expect(feed(new Splitter(policy), 'a\nbcdef', 'g', 'h\ni\n')).toEqual([
    ['a\n', 'bcdef>'],
    ['<g>'],
    ['<h\n', 'i\n'],
  ])
})

test('a last line without line feed gets one', () => {
  expect(feed(new Splitter(policy), 'a\nb')).toEqual([['a\n'], ['b\n']])
  expect(feed(new Splitter(policy), 'abcdef')).toEqual([['abcdef>'], ['<\n']])
})

test('a last line stays unfinished where the plan says so', () => {
  const asItIs = { window: 0, completeLastLine: false }

  expect(feed(new Splitter(asItIs), 'a\nb')).toEqual([['a\n', 'b>']])
})

test('empty input and input that ends with a line feed add nothing', () => {
  expect(feed(new Splitter(policy))).toEqual([])
  expect(feed(new Splitter(policy), 'a\n')).toEqual([['a\n']])
})

test('the first bytes may go on with a line of somebody before', () => {
  const splitter = new Splitter(policy)
  splitter.resume()

  expect(splitter.midLine).toBe(true)
  expect(feed(splitter, 'a', 'b\nc\n')).toEqual([['<a>'], ['<b\n', 'c\n']])
})

test('it knows whether a line is open', () => {
  const splitter = new Splitter(policy)

  const states = ['a\nb', 'c', '\n', 'longer', 'x', '\n'].map((piece) => {
    splitter.bytes.write(piece, splitter.readAt)
    splitter.accept(piece.length)
    while (splitter.next());
    return splitter.midLine
  })

  expect(states).toEqual([true, true, false, true, true, false])
})
