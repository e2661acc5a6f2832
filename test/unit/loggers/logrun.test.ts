import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { options, parse } from '../../../loggers/logrun.js'

describe('what to do on a full disk', () => {
  test.each([
    [['multilog', 't', './main'], 'wait'],
    [['--full=wait', 'multilog', 't', './main'], 'wait'],
    [['--full=prune:2', 'multilog', 't', './main'], { prune: 2 }],
    [['--full=prune:0', 'multilog', 't', './main'], { prune: 0 }],
    [['--full=wait', '--full=prune:7', 'multilog', 't', './main'], { prune: 7 }],
  ])('%j', (words, full) => {
    expect(parse(words)).toEqual({ full, name: 'multilog', words: ['t', './main'] })
  })

  test('an option behind the name is the tool’s own', () => {
    const words = ['--full=prune:1', './main']

    expect(parse(['multilog', ...words])).toEqual({ full: 'wait', name: 'multilog', words })
  })

  test.each([
    '--full',
    '--full=',
    '--full=forever',
    '--full=prune',
    '--full=prune:',
    '--full=prune:-1',
    '--full=prune:two',
    '--full=prune:1k',
    '--full=prune: 1',
    '--full=WAIT',
  ])('%s is refused', (word) => {
    expect(parse([word, 'multilog'])).toEqual({
      refused: '--full takes =wait or =prune:N, N being digits',
    })
  })

  test.each(['multilog', 'svlogd', 's6-log', 'cyclog', 'tinylog'])('%s prunes', (name) => {
    expect(parse(['--full=prune:1', name])).toMatchObject({ name })
  })

  test.each(['cat', 'dumblog', 'sissylog', 'tai64n', 'tai64nlocal', 'accustamp', 's6-tai64n'])(
    '%s keeps no archives, and says so; waiting is no news to it',
    (name) => {
      expect(parse(['--full=prune:1', name])).toEqual({
        refused: `${name} keeps no archives that --full=prune could delete`,
      })
      expect(parse(['--full=wait', name])).toMatchObject({ full: 'wait', name })
    },
  )
})

test('the page has a row for every option', () => {
  const page = readFileSync('loggers/logrun.md', 'utf8')

  for (const name of Object.keys(options)) expect(page).toContain(`| \`--${name}`)
})
