// What is removed: spec/s6-log.md §7.2. Every line fills a file.

import { execFileSync } from 'node:child_process'
import type { ByteString } from '../../src/bytes.js'
import { full, holding, kept, old } from './archives.js'
import { ANY } from './expected.js'
import { conforms, type Scenario } from './scenario.js'

const script = (...controls: readonly string[]): readonly string[] => [
  's4096',
  'l0',
  ...controls,
  './main',
]

const feeds = (...lines: readonly string[]): Pick<Scenario, 'steps'> => ({
  steps: (logger) => logger.feed(...lines),
})

const four = feeds(full('a'), full('b'), full('c'), full('d'))

const line4100 = (byte: string): ByteString => `${byte.repeat(4099)}\n`

/** Archives of 4100 bytes and what a cap on their sum leaves of three. */
const capped = (cap: string, left: readonly number[]): Scenario => ({
  title: `${cap} leaves ${left.length - 1} of three archives of 4100`,
  script: script(cap),
  ...feeds(line4100('a'), line4100('b'), line4100('c')),
  sizes: left,
})

const numbers: readonly Scenario[] = [
  { title: 'n0 keeps none', script: script('n0'), ...four, names: ['current'] },
  { title: 'n1 keeps the newest', script: script('n1'), ...four, also: kept('d') },
  { title: 'n2 keeps two', script: script('n2'), ...four, also: kept('c', 'd') },
  { title: 'ten without n', script: script(), ...four, also: kept('a', 'b', 'c', 'd') },
  {
    title: 'ten of twelve without n',
    script: script(),
    ...feeds(...'abcdefghijkl'.split('').map(full)),
    also: kept(...'cdefghijkl'),
  },
  capped('S0', [4100, 4100, 4100, 0]),
  capped('S12300', [4100, 4100, 4100, 0]),
  capped('S12299', [4100, 4100, 0]),
  capped('S9000', [4100, 4100, 0]),
  capped('S8199', [4100, 0]),
  capped('S1', [0]),
  {
    title: 'n and S together: the stricter',
    script: script('n2', 'S8199'),
    ...feeds(line4100('a'), line4100('b'), line4100('c')),
    sizes: [4100, 0],
  },
  {
    title: 'S counts what is there already',
    script: script('S4108'),
    given: holding([old(1), old(2)], 0o744),
    input: full('a'),
    sizes: [4103, 0],
    also: ({ files }) => {
      if (!files['main/@1.s']?.includes('before')) throw new Error('the wrong one')
    },
  },
]

const foreign: readonly ByteString[] = [
  '@short',
  'notes.s',
  old(1, ''),
  old(1, '.'),
  old(1, '.t'),
  old(1, '.ss'),
  old(1, '.s.gz'),
  `${old(1).slice(0, -3)}g.s`,
]

const names: readonly Scenario[] = [
  {
    title: 'a start removes nothing',
    script: script('n1'),
    given: holding([old(1), old(2), old(3)], 0o744),
    input: 'x\n',
    names: ['@1.s', '@2.s', '@3.s', 'current'],
  },
  {
    title: 'a rotation removes all that are too many',
    script: script('n2'),
    given: holding([old(1), old(2), old(3), old(4)], 0o744),
    input: full('a'),
    names: ['@1.s', '@2.s', 'current'],
  },
  {
    title: '.u counts like .s, in order of names',
    script: script('n2'),
    given: holding([old(3), old(1, '.u'), old(2, '.u')], 0o744),
    input: full('a'),
    also: ({ files }) => {
      if (files['main/@1.s'] !== '0644 old 0\n') throw new Error(JSON.stringify(files))
    },
  },
  {
    title: 'a recovery prunes too',
    script: script('n1'),
    given: holding([old(1), old(2)], 0o644),
    names: ['@1.u', 'current'],
    files: { 'main/@1.u': '0644 before\n' },
  },
  {
    title: 'names of any other form stay',
    script: script('n0'),
    given: holding(foreign, 0o744),
    input: full('a'),
    also: ({ files }) => {
      const found = Object.keys(files).filter((name) => /^main\/(@|notes)/.test(name))
      if (found.length !== foreign.length) throw new Error(found.join())
    },
  },
  {
    title: 'labels in uppercase digits',
    script: script('n0'),
    given: holding([old(1).replace('@4000', '@4ABC')], 0o744),
    input: full('a'),
    deviation: 's6-log: foreign names',
    also: ({ files }) => {
      if (!Object.keys(files).some((name) => name.includes('@4ABC'))) throw new Error('removed')
    },
    theirs: { names: ['current'] },
  },
  {
    title: 'digits that are no moment',
    script: script('n0'),
    given: holding([`@${'f'.repeat(24)}.s`, old(1).replace(/.{8}\.s$/, 'ffffffff.s')], 0o744),
    input: full('a'),
    deviation: 's6-log: foreign names',
    also: ({ files }) => {
      const found = Object.keys(files).filter((name) => name.startsWith('main/@'))
      if (found.length !== 2) throw new Error(found.join())
    },
    theirs: { names: ['current'] },
  },
  {
    title: 'an archive from the future',
    script: script('n1'),
    given: holding([`@${'7'.repeat(16)}${'0'.repeat(8)}.s`], 0o744),
    input: full('a'),
    deviation: 's6-log: clock set back',
    also: kept(`before\n${full('a').trim()}`),
    theirs: { also: kept('old 0') },
  },
]

/** Two archives of the past, the older of which cannot be removed. */
const stuck: Partial<Scenario> = {
  needs: 'attributes',
  given: (place) => {
    holding([old(1), old(2)], 0o744)(place)
    execFileSync('chattr', ['+i', place.at(`main/${old(1)}`).toString()])
  },
  after: (place) => {
    execFileSync('chattr', ['-i', place.at(`main/${old(1)}`).toString()])
  },
}

const STUCK = 's6-log: warning: unable to unlink ./main/@LABEL.s: Operation not permitted\n'

const obstinate: readonly Scenario[] = [
  {
    title: 'an archive that cannot be removed is warned of, and the next one goes',
    script: script('n1'),
    ...stuck,
    input: full('a'),
    stderr: STUCK,
    also: kept('old 0', `before\n${full('a').trim()}`),
  },
  {
    title: 'the same by S',
    script: script('S1'),
    ...stuck,
    input: full('a'),
    deviation: 's6-log: archives that stay',
    stderr: STUCK,
    also: kept('old 0'),
    theirs: { exit: 'SIGSEGV', stderr: ANY },
  },
  {
    title: 'a directory with the name of an archive stays',
    script: script('n0'),
    given: (place) => {
      holding([], 0o744)(place)
      place.directory(`main/${old(1)}`)
    },
    input: full('a'),
    deviation: 's6-log: foreign names',
    names: ['@1.s', 'current'],
    theirs: {
      stderr: 's6-log: warning: unable to unlink ./main/@LABEL.s: Is a directory\n',
      names: ['@1.s', 'current'],
    },
  },
]

conforms('s6-log', 'how many archives are kept', numbers)
conforms('s6-log', 'archives that cannot be removed', obstinate)
conforms('s6-log', 'which names are archives', names)
