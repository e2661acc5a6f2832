import { describe, expect, test } from 'vitest'
import { type Batch, findLines, lineStart } from '../../../src/batch.js'
import { type ByteString, fromBytes } from '../../../src/bytes.js'
import { type Rule, Selector } from '../../../src/select/selector.js'
import { batchOf, fnmatch, star } from '../../helpers/patterns.js'

/** `+pattern`, `-pattern`, `F+pattern`, `F-pattern`, or `.` for a sink. */
const rules = (...script: readonly ByteString[]): Rule[] =>
  script.map((word) => {
    if (word === '.') return { do: 'deliver' }
    const dialect = word.startsWith('F') ? fnmatch : star
    const [sign, pattern] = [word.replace(/^F/, '')[0], word.replace(/^F?[+-]/, '')]
    return { do: sign === '+' ? 'select' : 'deselect', machine: dialect(pattern) }
  })

/** The runs of one sink. */
const runsOf = (selector: Selector, sink = 0): 'everything' | number[][] => {
  const { everything, count, bounds } = selector.runs(sink)
  if (everything) return 'everything'
  return Array.from({ length: count }, (_, i) => Array.from(bounds.subarray(2 * i, 2 * i + 2)))
}

/** The bytes of one sink's lines. */
const given = (selector: Selector, batch: Batch, sink = 0): ByteString => {
  const runs = runsOf(selector, sink)
  if (runs === 'everything') return fromBytes(batch.bytes.subarray(batch.start, batch.end))
  const texts = runs.map(([from = 0, to = 0]) =>
    fromBytes(batch.bytes.subarray(lineStart(batch, from), batch.ends[to - 1])),
  )
  return texts.join('')
}

const judged = (script: readonly ByteString[], text: ByteString, window = 1000): ByteString => {
  const selector = new Selector(rules(...script, '.'), window)
  const batch = batchOf(text)
  selector.judge(batch)
  return given(selector, batch)
}

describe('the rules of a script', () => {
  test('lines are selected until a pattern says otherwise', () => {
    expect(judged(['-b*'], 'a\nb\nab\n')).toBe('a\nab\n')
  })

  test('a later pattern takes back what an earlier one did', () => {
    expect(judged(['-*', '+b*', '-*x'], 'a\nb\nbx\nby\n')).toBe('b\nby\n')
  })

  test('a select pattern does nothing to a line that is selected', () => {
    expect(judged(['+a', '-b'], 'a\nb\nc\n')).toBe('a\nc\n')
  })

  test('both dialects can stand in one script, each pattern keeping its own', () => {
    expect(judged(['-?', 'F-?b', '+??'], '?\nx\nxb\n??\n')).toBe('x\n??\n')
  })

  test('an empty line is a line', () => {
    expect(judged(['-'], '\n\na\n\n')).toBe('a\n')
  })
})

describe('several sinks', () => {
  const script = rules('.', '-*', '+*b*', '.', '+*c*', '.', '-*', '.')
  const text = 'a\nb\nc\nbc\na\n'

  test('each gets what is selected at its place', () => {
    const selector = new Selector(script, 1000)

    selector.judge(batchOf(text))

    const all = [0, 1, 2, 3].map((sink) => runsOf(selector, sink))
    expect(all).toEqual([
      'everything',
      [
        [1, 2],
        [3, 4],
      ],
      [[1, 4]],
      [],
    ])
  })

  test('asking in any order, or twice, gives the same', () => {
    const selector = new Selector(script, 1000)

    selector.judge(batchOf(text))
    runsOf(selector, 2)

    expect([runsOf(selector, 1), runsOf(selector, 1)]).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [3, 4],
      ],
    ])
  })

  test('only what no line can change is certain', () => {
    const selector = new Selector(rules('.', '-*', '.', '+a', '.'), 1000)

    selector.judge(batchOf('a\nb\n'))

    expect(selector.certain).toEqual([selector.runs(0), selector.runs(1), undefined])
  })

  test('there is no sink beyond the last', () => {
    const selector = new Selector(script, 1000)

    expect(() => selector.runs(4)).toThrow('no sink 4')
  })
})

describe('what need not be looked at', () => {
  test.each([
    [['.'], ['everything']],
    [['-*', '+*', '.'], ['everything']],
    [['+a', '.', '-b'], ['everything']],
    [['-*', '.'], [[]]],
    [
      ['-a', '-*', '.', '+*', '.'],
      [[], 'everything'],
    ],
    [[], []],
  ])('%j leaves the lines unfound', (script, expected) => {
    const selector = new Selector(rules(...script), 1000)
    const batch = batchOf('a\nb\n')

    selector.judge(batch)

    expect(selector.looks).toBe(false)
    expect(batch.lines).toBe(-1)
    expect(expected.map((_, sink) => runsOf(selector, sink))).toEqual(expected)
  })

  test.each([[['-a', '.']], [['.', '-a', '.']], [['-*', '+a', '.']]])(
    '%j makes a selector look',
    (script) => {
      const selector = new Selector(rules(...script), 1000)
      const batch = batchOf('a\nb\n')

      selector.judge(batch)

      expect(selector.looks).toBe(true)
      expect(batch.lines).toBe(2)
    },
  )

  test('lines that another stage has found are not looked for again', () => {
    const selector = new Selector(rules('-c', '.'), 1000)
    const batch = batchOf('a\nb\n')
    findLines(batch)
    batch.lines = 1

    selector.judge(batch)

    expect(runsOf(selector)).toEqual([[0, 1]])
  })
})

// `spec/multilog.md §3.1`, the window edge.
describe('a line is judged on its window', () => {
  const z = (at: number): ByteString => `${'x'.repeat(at - 1)}Z${'x'.repeat(500)}\n`

  test.each([
    ['x'.repeat(1000), `${'x'.repeat(1000)}\n`, true],
    ['x'.repeat(1000), `${'x'.repeat(1001)}\n`, true],
    ['x'.repeat(1000), `${'x'.repeat(1500)}\n`, true],
    ['x'.repeat(1000), `${'x'.repeat(999)}\n`, false],
    ['x'.repeat(1001), `${'x'.repeat(1000)}\n`, false],
    ['x'.repeat(1001), `${'x'.repeat(1001)}\n`, false],
    ['*Z', z(1000), true],
    ['*Z*', z(1000), true],
    ['*Z', z(1001), false],
    ['*Z*', z(1001), false],
    ['*Z', z(999), false],
    ['*Z*', z(999), true],
  ])('case %#', (pattern, line, expected) => {
    expect(judged(['-*', `+${pattern}`], line)).toBe(expected ? line : '')
  })

  test('which counts the stamp', () => {
    const label = `@${'4'.repeat(24)} `
    const line = (at: number): ByteString => `${label}${'x'.repeat(at - 1)}Z${'x'.repeat(500)}\n`

    expect(judged(['-*', '+*Z*'], line(974))).toBe(line(974))
    expect(judged(['-*', '+*Z*'], line(975))).toBe('')
  })

  test('and of a window of nothing only an empty pattern knows', () => {
    expect(judged(['-*', '+'], 'a\n\n', 0)).toBe('a\n\n')
    expect(judged(['-*', '+a'], 'a\n\n', 0)).toBe('')
  })
})

describe('lines in more than one batch', () => {
  /** What one sink gets of the batches in turn. */
  const parts = (script: readonly ByteString[], ...batches: readonly Batch[]): ByteString[] => {
    const selector = new Selector(rules(...script, '.'), 4)
    return batches.map((batch) => {
      selector.judge(batch)
      return given(selector, batch)
    })
  }

  test('the rest of a line follows its window', () => {
    const batches = [
      batchOf('no\nyes!', { open: true }),
      batchOf('n', { continued: true, open: true }),
      batchOf('no\nno\nnope', { continued: true, open: true }),
      batchOf('yes!', { continued: true, open: true }),
      batchOf('\nyes!\n', { continued: true }),
    ]

    expect(parts(['-*', '+y*'], ...batches)).toEqual(['yes!', 'n', 'no\n', '', 'yes!\n'])
  })

  test('a batch without lines changes nothing', () => {
    const batches = [
      batchOf('yes!', { open: true }),
      batchOf('', { continued: true, open: true }),
      batchOf('no\n', { continued: true }),
    ]

    expect(parts(['-*', '+y*'], ...batches)).toEqual(['yes!', '', 'no\n'])
    expect(parts(['-y*'], ...batches)).toEqual(['', '', ''])
  })

  test('a last line need not have its line feed', () => {
    expect(parts(['-*', '+yes'], batchOf('no\nyes'))).toEqual(['yes'])
  })

  test('the verdict on a line goes on even if the states behind it are forgotten', () => {
    const selector = new Selector(rules('-*', '+*y*', '.'), 4, 0)
    selector.judge(batchOf('a\nb\nyyyy', { open: true }))

    selector.judge(batchOf('b\nb\ny\n', { continued: true }))

    expect(runsOf(selector)).toEqual([
      [0, 1],
      [2, 3],
    ])
  })
})

test('a large batch after a small one has room for all its runs', () => {
  const selector = new Selector(rules('-b', '.'), 1000)
  const batch = batchOf('a\nb\n'.repeat(1000))

  selector.judge(batchOf('a\n'))
  selector.judge(batch)

  expect(selector.runs(0).count).toBe(1000)
  expect(given(selector, batch)).toBe('a\n'.repeat(1000))
})

describe('what has gone nowhere yet', () => {
  // `spec/s6-log.md §3.3`, as machines of whole lines.
  const got = (line: string, ...rules: Rule[]): boolean[] => {
    const selector = new Selector(rules, 100)
    selector.judge(batchOf(`${line}\n`))
    const count = rules.filter((rule) => rule.do === 'deliver').length
    return Array.from({ length: count }, (_, k) => {
      const runs = selector.runs(k)
      return runs.everything || runs.count > 0
    })
  }
  const select = (pattern: string): Rule => ({ do: 'select', machine: star(pattern) })
  const none: Rule = { do: 'reset', selected: false }
  const deliver: Rule = { do: 'deliver' }
  const rest: Rule = { do: 'select-unacted' }

  test('goes to the sink behind it, and what has gone somewhere does not', () => {
    const rules = [none, select('a*'), deliver, none, select('*b'), deliver, rest, deliver]

    expect(got('a', ...rules)).toEqual([true, false, false])
    expect(got('b', ...rules)).toEqual([false, true, false])
    expect(got('ab', ...rules)).toEqual([true, true, false])
    expect(got('x', ...rules)).toEqual([false, false, true])
  })

  test('is everything before the first sink, and nothing behind one that gets everything', () => {
    expect(got('x', rest, deliver)).toEqual([true])
    expect(got('x', deliver, rest, deliver)).toEqual([true, false])
  })
})
