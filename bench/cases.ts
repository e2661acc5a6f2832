// What is measured by the time a whole corpus takes: each case asks one question, and names
// who answers it too. Commands are the shell's; `$LOG` is the directory they write to.

import type { Kind } from './corpus.js'

/** Somebody who does the same, and how many times as fast we are to be. */
export type Rival = {
  readonly name: string
  readonly command: string
  readonly reach: number
  /** The same for corpora other than `qmail`, where that is another. */
  readonly elsewhere?: number
  /** It does less than the same: what it writes is not compared. */
  readonly limit?: boolean
}

export type Case = {
  readonly name: string
  readonly question: string
  readonly corpora: readonly Kind[]
  readonly ours: string
  readonly rivals: readonly Rival[]
  /** Old files are deleted on the way, so that what is left tells nothing. */
  readonly pruned?: boolean
  /** A file that must be in the directory beforehand. */
  readonly config?: string
  readonly zone?: string
}

const SIZES = 's16777215 n1000'

/** One of our commands, as built. */
const our = (tool: string, words: string): string => `${process.execPath} dist/${tool}.cjs ${words}`

/** The same words for the original. */
const beside = (tool: string, words: string, reach: number): Rival => ({
  name: tool,
  command: `${tool} ${words}`,
  reach,
})

const cat = (reach: number): Rival => ({
  name: 'cat',
  command: 'cat > $LOG/out',
  reach,
  limit: true,
})

const LINES: readonly Kind[] = ['qmail', 'short', 'json']

const WORDS = 'panic alert timeout refused denied error broken lost overflow invalid'.split(' ')

/** Patterns that may match anywhere in a line, and do in none. */
const patterns = (count: number): string =>
  Array.from({ length: count }, (_, k) => `'+*${WORDS[k % WORDS.length]}-${k}*'`).join(' ')

const expressions = (count: number): string =>
  Array.from({ length: count }, (_, k) => `'+^(fatal|panic${k}): [a-z]+ to '`).join(' ')

const FOUR = [
  "'-*' '+fatal: *' $LOG/fatal",
  "'-*' '+* status *' $LOG/status",
  "'+*' '-* delivery *' $LOG/others",
  "'-*' '+*: end *' $LOG/end",
].join(' ')

export const cases: readonly Case[] = [
  {
    name: 'plain',
    question: 'pipe to directory, nothing looks at lines',
    corpora: LINES,
    ours: our('multilog', `${SIZES} $LOG`),
    rivals: [beside('multilog', `${SIZES} $LOG`, 10), cat(0.6)],
  },
  {
    name: 'tai64n-lines',
    question: 'every line stamped',
    corpora: LINES,
    ours: our('multilog', `t ${SIZES} $LOG`),
    rivals: [
      { ...beside('multilog', `t ${SIZES} $LOG`, 7), elsewhere: 5 },
      { ...beside('s6-log', `t ${SIZES} $LOG`, 4.5), elsewhere: 5 },
      { ...beside('svlogd', '-t $LOG', 8), elsewhere: 5 },
    ],
    config: 's16777215\nn0\n',
  },
  {
    name: 'filter',
    question: 'every line stamped, one in ten selected by a pattern',
    corpora: LINES,
    ours: our('multilog', `t '-*' '+* fatal: *' ${SIZES} $LOG`),
    rivals: [beside('multilog', `t '-*' '+* fatal: *' ${SIZES} $LOG`, 8)],
  },
  ...[20, 200].map(
    (count): Case => ({
      name: `patterns-${count}`,
      question: `${count} patterns that match anywhere; and what one of them costs us`,
      corpora: ['qmail'],
      ours: our('multilog', `'-*' ${patterns(count)} ${SIZES} $LOG`),
      rivals: [
        beside('multilog', `'-*' ${patterns(count)} ${SIZES} $LOG`, 7),
        {
          name: 'ours-1',
          command: our('multilog', `'-*' ${patterns(1)} ${SIZES} $LOG`),
          reach: 1 / 1.5,
        },
      ],
    }),
  ),
  ...[1, 10].map(
    (count): Case => ({
      name: `expressions-${count}`,
      question: `s6-log, ${count} extended expressions`,
      corpora: ['qmail'],
      ours: our('s6-log', `-- - ${expressions(count)} ${SIZES} $LOG`),
      rivals: [beside('s6-log', `-- - ${expressions(count)} ${SIZES} $LOG`, count === 1 ? 4 : 15)],
    }),
  ),
  {
    name: 'four',
    question: 'four directories, each its own selection',
    corpora: ['qmail'],
    ours: our('multilog', `${SIZES} ${FOUR}`),
    rivals: [beside('multilog', `${SIZES} ${FOUR}`, 6)],
  },
  {
    name: 'svlogd',
    question: 'svlogd as it comes',
    corpora: ['qmail'],
    ours: our('svlogd', '$LOG'),
    rivals: [beside('svlogd', '$LOG', 5)],
    pruned: true,
  },
  {
    name: 's6-log',
    question: 's6-log as it comes',
    corpora: ['qmail'],
    ours: our('s6-log', '$LOG'),
    rivals: [beside('s6-log', '$LOG', 5)],
    pruned: true,
  },
  {
    name: 's6-log-t',
    question: 's6-log, every line stamped',
    corpora: LINES,
    ours: our('s6-log', `t ${SIZES} $LOG`),
    rivals: [{ ...beside('s6-log', `t ${SIZES} $LOG`, 4.5), elsewhere: 5 }],
  },
  {
    name: 'svlogd-tt',
    question: 'svlogd, every line under a date',
    corpora: LINES,
    ours: our('svlogd', '-tt $LOG'),
    rivals: [{ ...beside('svlogd', '-tt $LOG', 8), elsewhere: 5 }],
    config: 's16777215\nn0\n',
  },
  {
    name: 'tinylog',
    question: 'tinylog -t',
    corpora: ['qmail'],
    ours: our('tinylog', '-t $LOG'),
    rivals: [beside('tinylog', '-t $LOG', 5)],
    pruned: true,
  },
  {
    name: 'cyclog',
    question: 'cyclog as it comes',
    corpora: ['qmail'],
    ours: our('cyclog', '$LOG'),
    rivals: [beside('cyclog', '$LOG', 5)],
    pruned: true,
  },
  {
    name: 'tai64n',
    question: 'the filter: pipe to file',
    corpora: LINES,
    ours: our('tai64n', '> $LOG/out'),
    rivals: [beside('tai64n', '> $LOG/out', 6), beside('s6-tai64n', '> $LOG/out', 3)],
  },
  ...['Europe/Berlin', ''].map(
    (zone): Case => ({
      name: `tai64nlocal${zone ? '' : '-unset'}`,
      question: `labels to local dates, TZ ${zone ? 'set' : 'unset'}: many lines a second, each line another second`,
      corpora: ['labels', 'seconds'],
      ours: our('tai64nlocal', '> $LOG/out'),
      rivals: [
        beside('tai64nlocal', '> $LOG/out', zone ? 6 : 15),
        beside('s6-tai64nlocal', '> $LOG/out', 4),
        cat(0),
      ],
      zone,
    }),
  ),
]
