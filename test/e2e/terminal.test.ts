// What readers show on a terminal: through a pager as git has it, in colours, and with no byte
// of a log that would command the terminal.

import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { installed } from '../helpers/needs.js'
import { Place } from '../helpers/places.js'
import { Terminal } from '../helpers/terminal.js'
import { until } from '../helpers/waiting.js'

let place: Place
let terminal: Terminal | undefined

beforeEach(() => {
  place = new Place()
})

afterEach(() => {
  terminal?.close()
  terminal = undefined
  place.clear()
})

const STAMP = '@400000005f5e100a075bcbf4'
const DATE = '2020-09-13 12:26:40.123456500'
const GREEN = `\x1b[32m${DATE}\x1b[0m`

/** Runs `logrun ...` on a terminal. */
const start = (words: string, env: NodeJS.ProcessEnv = {}): Terminal => {
  terminal = new Terminal(`'${command('logrun')}' ${words}`, { cwd: place.work, env })
  return terminal
}

/** What it shows to its end, and its exit code. */
const shown = async (words: string, env: NodeJS.ProcessEnv = {}): Promise<[string, number]> => {
  const running = start(words, env)
  const code = await running.ended
  return [running.text, code]
}

const lines = (count: number): string =>
  Array.from({ length: count }, (_, k) => `${STAMP} line ${k}\n`).join('')

const plain = (count: number): string => lines(count).replaceAll(STAMP, DATE)

describe('a pager', () => {
  const ONE = { LOGRUN_PAGER: 'sed s/^/paged:/', NO_COLOR: '1' }

  test('is LOGRUN_PAGER, or PAGER', async () => {
    place.file('x', lines(2))
    const paged = [plain(2).replace(/^/gm, 'paged:').slice(0, -'paged:'.length), 0]

    expect(await shown('cat x', ONE)).toEqual(paged)
    expect(await shown('cat x', { PAGER: 'sed s/^/paged:/', NO_COLOR: '1' })).toEqual(paged)
    expect(await shown('cat x', { ...ONE, PAGER: 'false' })).toEqual(paged)
    expect(await shown('cat x', { ...ONE, LOGRUN_PAGER: `sed 's/^/pa''ged:/'` })).toEqual(paged)
  })

  test.each([
    ['--no-pager', ONE],
    ['', { ...ONE, LOGRUN_PAGER: '' }],
    ['', { ...ONE, LOGRUN_PAGER: 'cat' }],
    ['', { ...ONE, LOGRUN_PAGER: '', PAGER: 'false' }],
    ['', { ...ONE, LOGRUN_PAGER: 'no-such-pager -x' }],
  ])('may be none: %s %j', async (words, env) => {
    place.file('x', lines(2))

    expect(await shown(`cat x ${words}`, env)).toEqual([plain(2), 0])
  })

  test('is for a terminal alone, and for what shows something', async () => {
    place.file('x', lines(2))
    const env = { LOGRUN_PAGER: 'echo paged', NO_COLOR: '1' }

    expect(await shown('cat x | cat', env)).toEqual([plain(2), 0])
    expect(await shown('cat -g nothing x', env)).toEqual(['', 1])
    expect(await shown('cat -S soon x', env)).toEqual([
      'logrun cat: fatal: no moment is called soon\n',
      100,
    ])
  })

  test('is told what git tells it, unless it has been told', async () => {
    place.file('x', lines(1))
    const env = { LOGRUN_PAGER: 'sed "s/.*/$LESS $LV/"' }

    expect(await shown('cat x', env)).toEqual(['FRX -c\n', 0])
    expect(await shown('cat x', { ...env, LESS: 'S' })).toEqual(['S -c\n', 0])
  })

  test('has the terminal to itself: what there is to say comes behind it', async () => {
    place.file('x', lines(1))
    const env = { LOGRUN_PAGER: 'wc -l; echo ended', NO_COLOR: '1' }

    expect(await shown('cat x missing', env)).toEqual([
      'logrun cat: warning: unable to read missing: file does not exist\n1\nended\n',
      2,
    ])
    expect(await shown('cat -g nothing x d', env)).toEqual([
      'logrun cat: warning: unable to read d: file does not exist\n',
      2,
    ])
    place.directory('d')
    place.file('d/current', '\x1f\x8b\x08\0\0\0\0\0\0\0')
    place.file('d/@400000005f5e100b075bcbf4.s', lines(1))
    expect(await shown('cat d', env)).toEqual([
      '1\nended\nlogrun cat: warning: d/current is cut short: its end is missing\n',
      2,
    ])
  })

  test('shows pages too', async () => {
    const env = { LOGRUN_PAGER: 'sed -n 1s/^/paged:/p' }

    expect(await shown('help cat', env)).toEqual(['paged:# logrun cat\n', 0])
    expect(await shown('cat --help', env)).toEqual(['paged:# logrun cat\n', 0])
    expect(await shown('help multilog', env)).toEqual(['paged:# multilog\n', 0])
  })

  describe.skipIf(!installed('less'))('that is less', () => {
    test('ends by itself where all fits on the screen', async () => {
      place.file('x', `${STAMP} a\n${STAMP} b\n`)

      const [text, code] = await shown('cat x')

      expect(text).toContain(`${GREEN} a`)
      expect(text).toContain(`${GREEN} b`)
      expect(code).toBe(0)
    })

    test('may be quit before it has seen all, in silence', async () => {
      place.file('x', lines(100_000))
      const running = start('cat x', { NO_COLOR: '1' })
      await running.shows('line 20')

      running.type('q')

      expect(await running.ended).toBe(128 + 13)
      expect(running.text).not.toMatch(/logrun|line 40|EPIPE/)
    })

    test('shows all to its end', async () => {
      place.file('x', lines(30_000))
      const running = start('cat x', { NO_COLOR: '1' })
      await running.shows('line 20')

      running.type('G')
      await running.shows('line 29999')
      running.type('q')

      expect(await running.ended).toBe(0)
    })

    test('lives on at an interrupt, which ends what it is shown', async () => {
      place.file('x', lines(100_000))
      const running = start('cat x', { NO_COLOR: '1' })
      await running.shows('line 20')

      running.type('\x03')
      // It throws away what was typed before it has noticed; and a terminal keeps 4 kB.
      let looks = 0
      await until('a pager that obeys', () => {
        if (looks++ % 50 === 0) running.type('j')
        return running.over || running.shown.includes('line 30')
      })
      expect(running.over).toBe(false)
      running.type('q')

      expect(await running.ended).toBe(128 + 2)
      expect(running.text).not.toContain('line 99999')
    })
  })
})

describe('a terminal', () => {
  const NONE = { LOGRUN_PAGER: '' }

  test('is shown times in colour, and so is a pager', async () => {
    place.file('x', `${STAMP} a\n`)

    for (const env of [NONE, { LOGRUN_PAGER: 'sed -n p' }]) {
      expect(await shown('cat x', env)).toEqual([`${GREEN} a\n`, 0])
      expect(await shown('cat x', { ...env, NO_COLOR: '1' })).toEqual([`${DATE} a\n`, 0])
      expect(await shown('cat x', { ...env, TERM: 'dumb' })).toEqual([`${DATE} a\n`, 0])
      expect(await shown('cat --color=never x', env)).toEqual([`${DATE} a\n`, 0])
    }
  })

  const EVIL = 'a\x1b]0;b\x07\x9b2J\xc2\x9b\x7f\tc \xc3\xa9 \xe2\x82\xac'
  const SEEN = 'a\\x1b]0;b\\x07\\x9b2J\\xc2\\x9b\\x7f\tc \xc3\xa9 \xe2\x82\xac'

  test('is commanded by no byte of a log, nor by a name', async () => {
    place.file('x', `${STAMP} ${EVIL}\n`)
    place.file('evil\x1b', `${EVIL}\n`)
    const env = { ...NONE, NO_COLOR: '1' }

    for (const each of [env, { ...env, LOGRUN_PAGER: 'sed -n p' }]) {
      expect(await shown('cat x', each)).toEqual([`${DATE} ${SEEN}\n`, 0])
      expect(await shown('cat -o raw x', each)).toEqual([`${STAMP} ${SEEN}\n`, 0])
      expect(await shown('cat -r x', each)).toEqual([`${DATE} ${SEEN}\n`, 0])
      expect(await shown('cat evil* evil* x', each)).toEqual([
        `${DATE} x: ${SEEN}\nevil\\x1b: ${SEEN}\n`,
        0,
      ])
    }
  })

  test('anything else gets the bytes as they are', () => {
    place.file('x', `${STAMP} ${EVIL}\n`)

    const { stdout } = spawnSync(command('logrun'), ['cat', '-o', 'raw', '--color=always', 'x'], {
      cwd: place.work,
      encoding: 'latin1',
    })

    expect(stdout).toBe(`${STAMP} ${EVIL}\n`)
  })
})

describe('how far it has come', () => {
  const AT_ONCE = { LOGRUN_PAGER: '', LOGRUN_PROGRESS_DELAY: '0', NO_COLOR: '1' }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what clears the line
  const LINE = /\rlogrun cat: +\d+% of 4\.3 kB, [\d.]+ [kMG]?B\/s, 0:0\d left\x1b\[K/g
  const GONE = '\r\x1b[K'

  test('is said where work is long, and gone when something is shown', async () => {
    place.file('x', lines(127))

    for (const [words, rest] of [
      ['cat -g nothing x', ''],
      ['cat -n1 -g line x', `${DATE} line 126\n`],
      ['cat -n1 -g line x | cat', `${DATE} line 126\n`],
      ['cat x >file', ''],
      [
        'cat -g nothing x missing',
        'logrun cat: warning: unable to read missing: file does not exist\n',
      ],
    ] as const) {
      const [text] = await shown(words, AT_ONCE)
      expect(text).toMatch(LINE)
      expect(text.replace(LINE, '').replace(GONE, '')).toBe(rest)
    }
    expect(place.read('file')).toBe(plain(127))
  })

  const someLog = (): void => {
    place.directory('log')
    place.file(`log/${STAMP}.s`, lines(127), 0o744)
  }

  test('is said of lines that are counted, or looked at one by one', async () => {
    someLog()

    for (const words of ['stat -c log', 'check -a log', 'histogram log']) {
      const [text] = await shown(words, AT_ONCE)
      const [name = ''] = words.split(' ')
      expect(text.replaceAll(`logrun ${name}`, 'logrun cat')).toMatch(LINE)
      if (words.includes('-'))
        expect((await shown(words.replace(/ -./, ''), AT_ONCE))[0]).not.toContain('%')
    }
  })

  test('is said of a conversion', async () => {
    someLog()

    const [text, code] = await shown('convert --to new log', AT_ONCE)

    expect(text.replaceAll('convert', 'cat')).toMatch(LINE)
    expect([text.replaceAll('convert', 'cat').replace(LINE, ''), code]).toEqual([GONE, 0])
    expect((await shown('convert -q --to newer log', AT_ONCE))[0]).toBe('')
  })

  test.each([
    ['is for a terminal', 'cat x 2>&1 >file | cat', AT_ONCE],
    ['is for one that can show it', 'cat x >file', { ...AT_ONCE, TERM: 'dumb' }],
    ['is of what takes long', 'cat x >file', { NO_COLOR: '1' }],
  ])('%s', async (_, words, env) => {
    place.file('x', lines(127))

    expect((await shown(words, env))[0]).toBe('')
  })
})
