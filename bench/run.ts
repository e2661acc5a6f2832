// Measures our commands beside the originals: `npm run bench [-- CASE ...]`.
//
// Every measurement is a fresh process fed through a pipe from cat, writing to tmpfs.
// Ours and the rival run in turn, the order reversed each round, so that a machine that
// slows down slows both; what is reported is the median of the rounds' own ratios.

import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { type Case, cases } from './cases.js'
import { type Corpus, writeCorpus } from './corpus.js'

const SIZE = Number(process.env.BENCH_BYTES ?? 512e6)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7)

const root = mkdtempSync(
  join(statSync('/dev/shm').isDirectory() ? '/dev/shm' : os.tmpdir(), 'bench-'),
)

/** Seconds from start to exit, and bytes left in the log directory. */
type Measurement = { readonly seconds: number; readonly bytes: number }

const measure = async (command: readonly string[], corpus: Corpus): Promise<Measurement> => {
  const directory = join(root, 'log')
  const words = [...command, directory].map((word) => `'${word}'`).join(' ')
  const started = performance.now()
  const child = spawn('/bin/sh', ['-c', `cat '${corpus.path}' | ${words}`], { stdio: 'inherit' })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  const seconds = (performance.now() - started) / 1000
  if (code !== 0) throw new Error(`${words} ended with ${code}`)
  const bytes = readdirSync(directory)
    .map((name) => statSync(join(directory, name)).size)
    .reduce((sum, size) => sum + size, 0)
  rmSync(directory, { recursive: true })
  return { seconds, bytes }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN

const compare = async (benchCase: Case, corpus: Corpus): Promise<void> => {
  const ours = [process.execPath, 'dist/multilog.cjs', ...benchCase.script]
  const rival = [benchCase.rival, ...benchCase.script]
  const expected = benchCase.yields(corpus)
  const pairs: { ours: number; rival: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? [ours, rival] : [rival, ours]
    const [a, b] = [await measure(order[0] ?? [], corpus), await measure(order[1] ?? [], corpus)]
    if (a.bytes !== b.bytes) throw new Error(`${benchCase.name}: logs differ in size`)
    if (expected >= 0 && a.bytes !== expected)
      throw new Error(`${benchCase.name}: ${a.bytes} bytes logged, not ${expected}`)
    const [our, their] = round % 2 === 0 ? [a, b] : [b, a]
    pairs.push({ ours: our.seconds, rival: their.seconds })
  }
  const speed = (seconds: number): string => `${(corpus.bytes / 1e6 / seconds).toFixed(0)} MB/s`
  const ratio = median(pairs.map((pair) => pair.rival / pair.ours))
  console.log(
    [
      benchCase.name.padEnd(12),
      `ours ${speed(median(pairs.map((pair) => pair.ours)))}`.padEnd(18),
      `${benchCase.rival} ${speed(median(pairs.map((pair) => pair.rival)))}`.padEnd(20),
      `${ratio.toFixed(1)} x`.padEnd(8),
      benchCase.question,
    ].join('  '),
  )
}

const wanted = process.argv.slice(2)
const cpu = os.cpus()[0]?.model ?? 'unknown processor'
console.log(
  `${new Date().toISOString().slice(0, 10)}  node ${process.version}  ${os.cpus().length} x ${cpu}  ` +
    `Linux ${os.release()}  ${SIZE / 1e6} MB, ${ROUNDS} rounds`,
)
try {
  for (const benchCase of cases.filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  )) {
    const corpus = writeCorpus(join(root, 'corpus'), benchCase.lineLength, SIZE)
    await compare(benchCase, corpus)
  }
} finally {
  rmSync(root, { recursive: true, force: true })
}
