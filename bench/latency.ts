// One line at a time: from its write until `current` shows it.

import { isInstalled, median, quantile, row, setting } from './machine.js'
import { LINE, loggers, pause, Subject } from './subject.js'

const LINES = 300

/** No worse than twice multilog. */
export const measureLatency = async (root: string): Promise<void> => {
  const names = ['ours', 'multilog'].filter((name) => isInstalled(loggers[name]?.[0] ?? ''))
  const rounds: Record<string, number[]>[] = []
  for (let round = 0; round < setting('BENCH_ROUNDS', 7); round++) {
    const delays: Record<string, number[]> = {}
    for (const name of round % 2 === 0 ? names : names.toReversed())
      delays[name] = await delaysOf(new Subject(root, loggers[name] ?? []))
    rounds.push(delays)
  }
  for (const part of [0.5, 0.99]) {
    const of = (name: string): number[] => rounds.map((round) => quantile(round[name] ?? [], part))
    const ratio = median(of('ours').map((ours, k) => ours / (of('multilog')[k] ?? Number.NaN)))
    const figures = names.map((name) => `${name} ${median(of(name)).toFixed(0)} us`)
    row(`latency p${100 * part}`, [...figures, `${ratio.toFixed(2)} x of 2.0`], ratio <= 2)
  }
}

const delaysOf = async (subject: Subject): Promise<number[]> => {
  const delays: number[] = []
  for (let line = 1; line <= LINES; line++) {
    const written = performance.now()
    subject.feed(LINE)
    await subject.reach(line * LINE.length)
    if (line > LINES / 10) delays.push(1000 * (performance.now() - written))
    await pause(1)
  }
  await subject.end()
  return delays
}
