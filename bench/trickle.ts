// A trickle: one write a line, so many a second; the processor time of the logger beyond its
// start. Those compared run one after the other, round by round.

import { isInstalled, median, row, setting } from './machine.js'
import { LINE, loggersWith, pause, Subject } from './subject.js'

const RATES = [100, 1000, 10_000]

/** A label and the blank behind it, in bytes. */
const STAMP = 26

/** At most 2.5 times what multilog uses. */
export const measureTrickle = async (root: string): Promise<void> => {
  await measureLines(root, 'trickle', loggersWith(), LINE.length)
  await measureLines(root, 'trickle t', loggersWith('t'), STAMP + LINE.length)
}

/** `length`: of a line as it is logged. */
const measureLines = async (
  root: string,
  title: string,
  loggers: ReturnType<typeof loggersWith>,
  length: number,
): Promise<void> => {
  const seconds = setting('BENCH_SECONDS', 5)
  const names = Object.keys(loggers).filter((name) => isInstalled(loggers[name]?.[0] ?? ''))
  for (const rate of RATES) {
    const rounds: Record<string, number>[] = []
    for (let round = 0; round < Math.ceil(setting('BENCH_ROUNDS', 7) / 3); round++) {
      const used: Record<string, number> = {}
      for (const name of names)
        used[name] = await usedBy(new Subject(root, loggers[name] ?? []), length, rate, seconds)
      rounds.push(used)
    }
    const of = (name: string): number[] => rounds.map((round) => round[name] ?? Number.NaN)
    const ratio = median(of('ours').map((ours, k) => ours / (of('multilog')[k] ?? Number.NaN)))
    const figures = names.map((name) => `${name} ${median(of(name)).toFixed(1)} us a line`)
    row(`${title} ${rate}/s`, [...figures, `${ratio.toFixed(2)} x of 2.5`], ratio <= 2.5)
  }
}

/** Microseconds a line. */
const usedBy = async (
  subject: Subject,
  length: number,
  rate: number,
  seconds: number,
): Promise<number> => {
  subject.feed(LINE)
  await subject.reach(length)
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
  await subject.reach((lines + 1) * length)
  const used = subject.busy - before
  await subject.end()
  return used / lines
}
