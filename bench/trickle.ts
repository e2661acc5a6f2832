// A trickle: one write a line, so many a second; the processor time of the logger beyond its
// start. Those compared run at once, so that they share the machine as it is.

import { isInstalled, median, row, setting } from './machine.js'
import { LINE, loggers, pause, Subject } from './subject.js'

const RATES = [100, 1000, 10_000]

/** At most 2.5 times what multilog uses. */
export const measureTrickle = async (root: string): Promise<void> => {
  const seconds = setting('BENCH_SECONDS', 5)
  const names = Object.keys(loggers).filter((name) => isInstalled(loggers[name]?.[0] ?? ''))
  for (const rate of RATES) {
    const rounds: Record<string, number>[] = []
    for (let round = 0; round < Math.ceil(setting('BENCH_ROUNDS', 7) / 3); round++) {
      const used: Record<string, number> = {}
      for (const name of names)
        used[name] = await usedBy(new Subject(root, loggers[name] ?? []), rate, seconds)
      rounds.push(used)
    }
    const of = (name: string): number[] => rounds.map((round) => round[name] ?? Number.NaN)
    const ratio = median(of('ours').map((ours, k) => ours / (of('multilog')[k] ?? Number.NaN)))
    const figures = names.map((name) => `${name} ${median(of(name)).toFixed(1)} us a line`)
    row(`trickle ${rate}/s`, [...figures, `${ratio.toFixed(2)} x of 2.5`], ratio <= 2.5)
  }
}

/** Microseconds a line. */
const usedBy = async (subject: Subject, rate: number, seconds: number): Promise<number> => {
  subject.feed(LINE)
  await subject.reach(LINE.length)
  await pause(300)
  const before = subject.busy
  const started = performance.now()
  let lines = 0
  // As many writes as are due, one after the other, a look at the clock every millisecond.
  while (lines < rate * seconds) {
    const due = Math.min(rate * seconds, ((performance.now() - started) / 1000) * rate)
    for (; lines < due; lines++) subject.feed(LINE)
    await pause(1)
  }
  await subject.reach((lines + 1) * LINE.length)
  const used = subject.busy - before
  await subject.end()
  return used / lines
}
