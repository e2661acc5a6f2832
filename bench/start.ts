// From a command's start until the first line is in `current`, beside the life of `node -e 0`.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { median, row, setting } from './machine.js'
import { LINE, loggers, Subject } from './subject.js'

/** At most 1.3 times as long. */
export const measureStart = async (root: string): Promise<void> => {
  const pairs: { ours: number; bare: number }[] = []
  for (let round = 0; round < 3 * setting('BENCH_ROUNDS', 7); round++) {
    const first = round % 2 === 0 ? await bare() : undefined
    const ours = await firstLine(root)
    pairs.push({ ours, bare: first ?? (await bare()) })
  }
  const ratio = median(pairs.map((pair) => pair.ours / pair.bare))
  const of = (key: 'ours' | 'bare'): string =>
    `${median(pairs.map((pair) => pair[key])).toFixed(0)} ms`
  const figures = [`ours ${of('ours')}`, `node -e 0 ${of('bare')}`, `${ratio.toFixed(2)} x of 1.3`]
  row('start', figures, ratio <= 1.3)
}

const bare = async (): Promise<number> => {
  const started = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - started
}

const firstLine = async (root: string): Promise<number> => {
  const subject = new Subject(root, loggers.ours ?? [])
  subject.feed(LINE)
  await subject.reach(LINE.length, 1)
  const elapsed = performance.now() - subject.started
  await subject.end()
  return elapsed
}
