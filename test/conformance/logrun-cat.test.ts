// logrun cat on directories the originals wrote, and ours beside them: every line once, in
// order, and dated as the family's own filters date it.

import { describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { runToEnd } from '../helpers/run-to-end.js'

const ZONE = 'Europe/Paris'

/** Lines of many lengths, no two alike. */
const LINES = Array.from({ length: 700 }, (_, k) => `${'.'.repeat(k % 90)}${k} \xe9`)
const INPUT = LINES.map((line) => `${line}\n`).join('')

const run = (program: string, words: readonly string[], input: string, place: Place): string => {
  const { status, stdout, stderr } = runToEnd(program, words, {
    cwd: place.work,
    input: Buffer.from(input, 'latin1'),
    env: { TZ: ZONE },
  })
  expect(status, `${program} ${words.join(' ')}: ${stderr}`).toBe(0)
  return stdout
}

type Writer = {
  readonly name: string
  readonly words: readonly string[]
  /** What dates its lines as they are to be dated. */
  readonly filter?: string
}

const writers: readonly Writer[] = [
  { name: 'multilog', words: ['t', 's4096', 'n1000', './main'], filter: 'tai64nlocal' },
  { name: 'multilog', words: ['t', 's4096', 'n1000', '!gzip', './main'] },
  { name: 'multilog', words: ['s4096', 'n1000', './main'] },
  { name: 's6-log', words: ['t', 's4096', 'n1000', './main'], filter: 's6-tai64nlocal' },
  { name: 's6-log', words: ['T', 's4096', 'n1000', './main'] },
  { name: 's6-log', words: ['t', 's4096', 'n1000', '?gzip', './main'] },
  { name: 'svlogd', words: ['-t', './main'], filter: 'tai64nlocal' },
  { name: 'svlogd', words: ['-tt', './main'] },
  { name: 'svlogd', words: ['-ttt', './main'] },
]

const LOCAL = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} /

/** Minutes since 1970 in local time, as a date's first 16 bytes tell them. */
const minutes = (date: string): number => Date.parse(`${date.slice(0, 16)}Z`) / 60_000

const shows = (program: string, { words, filter }: Writer): void => {
  const place = new Place()
  try {
    place.directory('main')
    place.file('main/config', 's4096\nn1000\n')
    const cat = (...asked: string[]): string =>
      run(command('logrun'), ['cat', ...asked, 'main'], '', place)
    run(program, words, INPUT, place)

    const shown = cat()

    const lines = shown.split('\n').slice(0, -1)
    expect(lines.map((line) => line.replace(LOCAL, ''))).toEqual(LINES)
    expect(cat('-n', '3', '-r')).toBe(
      lines
        .slice(-3)
        .reverse()
        .map((line) => `${line}\n`)
        .join(''),
    )
    if (!words.some((word) => /^-?[tT]+$/.test(word))) return
    // A few moments ago; 27 seconds are seen by the filter.
    const now = minutes(run('date', ['+%Y-%m-%d %H:%M'], '', place))
    for (const line of lines) expect(now - minutes(line)).toBeLessThan(30)
    const dates = filter && original(filter)
    if (dates) expect(run(dates, [], cat('-o', 'raw'), place)).toBe(shown)
  } finally {
    place.clear()
  }
}

describe.each(writers)('$name $words', (writer) => {
  test('by ours', () => shows(command(writer.name), writer))

  test('by the original', ({ skip }) => {
    const program = original(writer.name)
    if (!program) return skip(missing(writer.name))
    shows(program, writer)
  })
})
