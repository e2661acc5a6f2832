// Words completed in the shells themselves: keys are typed, and what the command line has
// become is what logrun would have been given.

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../helpers/commands.js'
import { installed } from '../helpers/needs.js'
import { Place } from '../helpers/places.js'
import { Terminal } from '../helpers/terminal.js'

let place: Place
let terminal: Terminal | undefined

beforeEach(() => {
  place = new Place()
  for (const name of ['qmail-send', 'qmail smtpd', '$(touch spoilt)'])
    place.directory(`services/${name}`)
  place.directory('logs/inner')
  place.file('long-name', '')
})

afterEach(() => {
  terminal?.close()
  terminal = undefined
  place.clear()
})

const scriptFor = (shell: string): string => {
  const { status, stdout, stderr } = spawnSync(command('logrun'), ['completion', shell], {
    encoding: 'latin1',
  })
  expect([status, stderr]).toEqual([0, ''])
  return stdout
}

/** Says what it was given, in place of logrun. */
const SAYS = `PS1='ready> '; logrun() { printf '<%s>' "$@"; echo .; }`

const SHELLS = {
  bash: (script: string): string => {
    writeFileSync(place.at('rc'), `${script}${SAYS}\n`)
    return 'bash --noprofile --rcfile rc -i'
  },
  zsh: (script: string): string => {
    const start = `autoload -U compinit; compinit -u -D\n`
    writeFileSync(place.at('.zshrc'), `${start}${script}${SAYS}\n`)
    return 'ZDOTDIR=. zsh -i'
  },
}

// Where a shell puts a blank behind the word, none is typed.
const LINES: readonly (readonly [string, string])[] = [
  ['ca\t-n 1 x', '<cat><-n><1><x>'],
  ['multil\tt', '<multilog><t>'],
  ['--full=pru\t2 multil\tt', '<--full=prune:2><multilog><t>'],
  ['help tai64nl\t', '<help><tai64nlocal>'],
  ['completion zs\t', '<completion><zsh>'],
  ['cat --rever\tlong-n\t', '<cat><--reverse><long-name>'],
  ['cat --outp\tjs\t', '<cat><--output=json>'],
  ['cat --output js\t', '<cat><--output><json>'],
  ['cat -o js\t', '<cat><-o><json>'],
  ['cat -ro js\t', '<cat><-ro><json>'],
  ['cat --since=yes\t', '<cat><--since=yesterday>'],
  ['cat -u qmail-\t', '<cat><-u><qmail-send>'],
  ['cat -u qmail\\ \t', '<cat><-u><qmail smtpd>'],
  ['cat --unit=qmail-\t', '<cat><--unit=qmail-send>'],
  ['explain mult\tt', '<explain><multilog><t>'],
  ['explain lon\t', '<explain><long-name>'],
  ['cat lo\tgs/in\t', '<cat><logs/inner'],
  ['cat -- lon\t', '<cat><--><long-name>'],
  ['multilog long-\t', '<multilog><long-name>'],
]

describe.each(Object.entries(SHELLS))('%s', (shell, start) => {
  test.skipIf(!installed(shell))('completes what is typed', async () => {
    const env = { SVDIR: `${place.work}/services`, INPUTRC: '/dev/null' }
    terminal = new Terminal(start(scriptFor(shell)), { cwd: place.work, env })
    await terminal.shows('ready> ')

    for (const [typed, given] of LINES) {
      const since = terminal.shown.length
      terminal.type(`logrun ${typed}`)
      terminal.type('\r')
      await terminal.shows(/\.\r\n.*ready> /s, since)
      expect(terminal.shown.slice(since), typed).toContain(given)
    }
    terminal.type('exit\r')
    await terminal.ended
    expect(place.names('.')).not.toContain('spoilt')
  })
})

describe('fish', () => {
  const FISH: readonly (readonly [string, readonly string[]])[] = [
    ['logrun ca', ['cat']],
    ['logrun --fu', ['--full']],
    ['logrun help multil', ['multilog']],
    ['logrun completion z', ['zsh']],
    ['logrun cat --outp', ['--output']],
    ['logrun cat -o js', ['json']],
    ['logrun cat --output=js', ['--output=json']],
    ['logrun cat --since=yes', ['--since=yesterday']],
    ['logrun cat -u qmail', ['qmail smtpd', 'qmail-send']],
    ['logrun cat long', ['long-name']],
    ['logrun multilog long', ['long-name']],
    ['logrun explain mul', ['multilog']],
  ]

  test.skipIf(!installed('fish')).each(FISH)('completes %s', (typed, words) => {
    writeFileSync(place.at('logrun.fish'), scriptFor('fish'))

    const { stdout, stderr } = spawnSync(
      'fish',
      ['--no-config', '-c', 'source logrun.fish; complete -C $argv[1]', typed],
      {
        cwd: place.work,
        encoding: 'latin1',
        env: { ...process.env, HOME: place.work, SVDIR: `${place.work}/services` },
      },
    )

    expect(stderr).toBe('')
    const shown = stdout.split('\n').filter((line) => line !== '')
    expect(shown.map((line) => line.replace(/\t.*/, '')).sort()).toEqual(words)
  })
})

describe('the command', () => {
  const run = (...words: string[]): string => {
    const { status, stdout, stderr } = spawnSync(command('logrun'), words, { encoding: 'latin1' })
    return `${stdout}${stderr}${status}`
  }

  test('needs the name of a shell', () => {
    const message = 'logrun completion: fatal: say one of bash, zsh, fish'

    for (const words of [[], ['tcsh'], ['bash', 'zsh'], ['toString']])
      expect(run('completion', ...words)).toBe(`${message}\n100`)
  })

  test('has a page', () => {
    expect(run('completion', '--help')).toMatch(/^# logrun completion\n.*0$/s)
    expect(run('help', 'completion')).toBe(run('completion', '--help'))
  })
})
