// Options and config to a plan, and the page that tells of them.

import { readFileSync, symlinkSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { options, parse, planOf, type Reading, readConfig } from '../../../loggers/svlogd.js'
import { DEFAULTS, directives, parseConfig } from '../../../loggers/svlogd-config.js'
import type { DirectoryPlan, Plan } from '../../../src/plan.js'
import { inPlace } from '../../helpers/places.js'

const parsed = (...words: string[]) => {
  const result = parse(words)
  if ('refused' in result) throw new Error(result.refused)
  return result
}

const planned = (config: string, ...words: string[]): Plan =>
  planOf(parsed(...words, './d'), [{ config: parseConfig(config), read: true }])

const directoryOf = (config: string, ...words: string[]): DirectoryPlan | undefined => {
  const action = planned(config, ...words).actions.find((each) => each.do === 'log')
  return action?.do === 'log' ? action.directory : undefined
}

describe('options', () => {
  test.each([
    [[]],
    [['-t']],
    [['-x', 'd']],
    [['-r', 'ab', 'd']],
    [['-r']],
    [['-l', '1024', 'd']],
    [['-b', '1000', 'd']],
    [['-V', 'd']],
    [['--help']],
  ])('%j are refused', (words) => {
    expect(parse(words)).toHaveProperty('refused')
  })

  test.each([
    [['-l5x'], 5],
    [['-l', '0'], 1000],
    [['-lfoo'], 1000],
    [['-l18446744073709551621'], 5],
    [['-l99999999', '-b100000000'], 1 << 24],
  ])('%j look at %i bytes of a line', (words, line) => {
    expect(parsed(...words, 'd').line).toBe(line)
  })

  test.each([
    [['-t'], 'tai64n'],
    [['-tt'], 'universal'],
    [['-t', '-t', '-t'], 'universal-t'],
    [['-ttttt'], 'universal-t'],
    [['-v'], undefined],
  ])('%j ask for the stamp %s', (words, stamp) => {
    expect(parsed(...words, 'd').stamp).toBe(stamp)
  })

  test('words behind the first directory, -- or - are directories', () => {
    expect(parsed('-t', 'a', '-v').directories).toEqual(['a', '-v'])
    expect(parsed('--', '-t').directories).toEqual(['-t'])
    expect(parsed('-', '-t').directories).toEqual(['-', '-t'])
  })

  test('no words are too odd', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary-ascii' })), (words) => {
        parse(words)
      }),
    )
  })
})

describe('config', () => {
  test.each([
    ['s5000\n', 5000],
    ['s2k\n', 2048],
    ['s1m\n', 1048576],
    ['s1K\n', 1],
    ['s1\ns2\n', 2],
    ['s3', 3],
  ])('%j is a size', (text, size) => {
    expect(parseConfig(text).size).toBe(size)
  })

  test.each([
    ['t5\n', 5],
    ['t2m\n', 120],
    ['t2h\n', 7200],
    ['t1d\n', 1],
  ])('%j is an age', (text, age) => {
    expect(parseConfig(text).age).toBe(age)
  })

  test.each([
    ['u1.2.3.4', { address: '1.2.3.4', port: 514 }],
    ['u1.2.3.4:5', { address: '1.2.3.4', port: 5 }],
    ['u257.2.3.4:65541 x', { address: '1.2.3.4', port: 5 }],
  ])('%j is an address', (text, to) => {
    expect(parseConfig(text).to).toEqual(to)
  })

  test('a bad U leaves the lines on disk, and says why', () => {
    const { sendOnly, faults } = parseConfig('Ufoo\n')

    expect(sendOnly).toBe(false)
    expect(faults).toEqual([{ operation: 'scan-address', file: 'foo' }])
  })

  test('every text is a config', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        parseConfig(text)
      }),
    )
  })
})

describe('the plan', () => {
  test('files of old ones beside current, a floor only below their number', () => {
    expect(directoryOf('n5\n')).toMatchObject({ files: 6 })
    expect(directoryOf('n5\n')).not.toHaveProperty('floor')
    expect(directoryOf('n0\nN0\n')).toMatchObject({ files: Number.POSITIVE_INFINITY })
    expect(directoryOf('n20\nN3\n')).toMatchObject({ files: 21, floor: 3 })
  })

  test.each([
    ['s100\n', '-l10', 10],
    ['s100\n', '-l100', 100],
    ['s100\n', '-l101', -1],
  ])('with %j and %s a file may end %i bytes early', (config, word, reserve) => {
    expect(directoryOf(config, word)?.reserve).toBe(reserve)
  })

  test('standard error is judged apart, and before the log', () => {
    const kinds = planned('-a\neb\n+c\nEd\n').actions.map((action) => action.do)

    expect(kinds).toEqual([
      'reset',
      'select',
      'deselect',
      'alert',
      'reset',
      'deselect',
      'select',
      'log',
    ])
  })

  test('what is sent alone is not logged', () => {
    const kinds = planned('U1.2.3.4\n').actions.map((action) => action.do)

    expect(kinds).toEqual(['reset', 'send', 'reset', 'log'])
  })

  test('each directory has settings of its own', () => {
    const readings: Reading[] = ['pA\n', 'pB\n'].map((text) => ({
      config: parseConfig(text),
      read: true,
    }))

    const { actions } = planOf(parsed('a', 'b', 'c'), readings)

    const prefixes = actions.flatMap((action) => (action.do === 'log' ? [action.form?.prefix] : []))
    expect(prefixes).toEqual(['A', 'B', DEFAULTS.prefix])
  })
})

describe('the file', () => {
  test('is read through a symbolic link', () =>
    inPlace(async (place) => {
      place.file('elsewhere', 'n3\n')
      symlinkSync('elsewhere', place.at('config'))

      expect(readConfig(place.work)).toMatchObject({ read: true, config: { files: 3 } })
    }))

  test('has no end: it cannot be read', () =>
    inPlace(async (place) => {
      symlinkSync('/dev/zero', place.at('config'))

      const fault = { operation: 'read-config', directory: place.work, code: 'EFBIG' }
      expect(readConfig(place.work)).toEqual({ config: DEFAULTS, read: false, fault })
    }))

  test('of a mebibyte is read, of one byte more it is not', () =>
    inPlace(async (place) => {
      const text = '#'.repeat((1 << 20) - 3)
      place.file('config', `${text}\nn3`)
      const longest = readConfig(place.work)
      place.file('config', `${text}#\nn3`)

      expect(longest).toMatchObject({ read: true, config: { files: 3 } })
      expect(readConfig(place.work)).toMatchObject({ read: false })
    }))
})

test('the page has a row for every option and directive', () => {
  const page = readFileSync('loggers/svlogd.md', 'utf8')
  const [, flags = '', lines = ''] =
    /## Options([\s\S]*?)## config([\s\S]*?)## Lines/.exec(page) ?? []

  for (const letter of Object.keys(options))
    expect(flags).toMatch(new RegExp(`^\\| .*\`-t*${letter}`, 'm'))
  for (const letter of Object.keys(directives)) expect(lines).toContain(`| \`${letter}`)
})
