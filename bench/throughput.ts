// The time a whole corpus takes. A round runs ours and each rival once, in an order that is
// turned round every time; what counts is the median of the rounds' own ratios, so that a
// machine that slows down slows all. On a machine that does other things at once the
// processor time of ours and theirs (and of the cat that feeds them) says more.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Case, cases, type Rival } from './cases.js'
import { type Corpus, type Kind, writeCorpus } from './corpus.js'
import { isInstalled, median, row, setting } from './machine.js'

type Measurement = { readonly seconds: number; readonly busy: number; readonly bytes: number }

const OURS = 'ours'

/** Measures the cases whose names begin with one of `wanted`; all where there is none. */
export const measureThroughput = (root: string, wanted: readonly string[]): void => {
  const chosen = cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const size = setting('BENCH_BYTES', 512e6)
  for (const kind of new Set(chosen.flatMap(({ corpora }) => corpora))) {
    const corpus = writeCorpus(join(root, 'corpus'), kind, size)
    for (const each of chosen) if (each.corpora.includes(kind)) compare(root, each, kind, corpus)
  }
}

const compare = (root: string, benchCase: Case, kind: Kind, corpus: Corpus): void => {
  const present = benchCase.rivals.filter(({ command }) => isInstalled(command))
  // Not counted: the machine may have to find the memory that files take, once.
  run(root, benchCase, benchCase.ours, corpus)
  const commands = [{ name: OURS, command: benchCase.ours }, ...present]
  const rounds = Array.from({ length: setting('BENCH_ROUNDS', 7) }, (_, round) => {
    const order = round % 2 === 0 ? commands : commands.toReversed()
    return new Map(order.map((each) => [each.name, run(root, benchCase, each.command, corpus)]))
  })
  const name = `${benchCase.name}-${kind}`
  const figure = (who: string): Measurement[] => rounds.flatMap((round) => round.get(who) ?? [])
  const speed = (who: string): string =>
    `${(corpus.bytes / 1e6 / median(figure(who).map(({ seconds }) => seconds))).toFixed(0)} MB/s`
  if (present.length === 0) row(name, [`ours ${speed(OURS)}`, 'no rival installed'], undefined)
  for (const rival of present) {
    check(name, benchCase, rival, figure(OURS), figure(rival.name))
    const ratios = (of: 'seconds' | 'busy'): number =>
      median(
        rounds.map((round) => (round.get(rival.name)?.[of] ?? 0) / (round.get(OURS)?.[of] ?? 0)),
      )
    const ratio = ratios('seconds')
    const reach = kind === 'qmail' ? rival.reach : (rival.elsewhere ?? rival.reach)
    const figures = [
      `ours ${speed(OURS)}`,
      `${rival.name} ${speed(rival.name)}`,
      `${ratio.toFixed(2)} x of ${reach.toFixed(1)}`,
      `processor ${ratios('busy').toFixed(2)} x`,
    ]
    row(name, figures, ratio >= reach)
  }
}

// A case that logs something else than it must is no case.
const check = (
  name: string,
  { pruned }: Case,
  { limit, name: rival }: Rival,
  ours: readonly Measurement[],
  theirs: readonly Measurement[],
): void => {
  const sizes = new Set([...ours, ...theirs].map(({ bytes }) => bytes))
  if (!pruned && !limit && rival !== 'ours-1' && sizes.size > 1)
    throw new Error(`${name}: ${rival} and ours log ${[...sizes]} bytes`)
}

/** Runs a command on a corpus in a fresh directory. */
const run = (root: string, benchCase: Case, command: string, corpus: Corpus): Measurement => {
  const log = join(root, 'log')
  mkdirSync(log)
  if (benchCase.config !== undefined) writeFileSync(join(log, 'config'), benchCase.config)
  const fed =
    process.env.BENCH_INPUT === 'file'
      ? `${command} < '${corpus.path}'`
      : `cat '${corpus.path}' | ${command}`
  const env = { ...process.env, LOG: log, TZ: benchCase.zone || undefined }
  const started = performance.now()
  const { status, stdout } = spawnSync('/bin/sh', ['-c', `${fed} || exit 1; times`], {
    env,
    encoding: 'latin1',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const seconds = (performance.now() - started) / 1000
  if (status !== 0) throw new Error(`${command} ended with ${status}`)
  const bytes = bytesIn(log)
  rmSync(log, { recursive: true })
  return { seconds, busy: busyOf(stdout), bytes }
}

/** What `times` says of the shell's children, in seconds. */
const busyOf = (times: string): number => {
  const [user = '', system = ''] = times.trim().split('\n').at(-1)?.split(' ') ?? []
  return [user, system]
    .map((text) => text.split('m'))
    .reduce(
      (sum, [minutes = '0', rest = '0']) => sum + 60 * Number(minutes) + Number.parseFloat(rest),
      0,
    )
}

const bytesIn = (directory: string): number =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name !== 'config')
    .map((name) => statSync(join(directory, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)
