// Resident memory at rest and after a gigabyte, beside a Node that does nothing.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { median, row, setting } from './machine.js'
import { LINE, pause, Subject } from './subject.js'

const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  plain: ['s16777215', 'n3'],
  stamped: ['t', '-*', '+* fatal: *', '+* tcpserver: *', 's16777215', 'n3'],
}
const CHUNK = Buffer.alloc(700 * LINE.length, LINE)

/** At most 1.25 times as much. */
export const measureMemory = async (root: string): Promise<void> => {
  const size = setting('BENCH_MEMORY_BYTES', 1e9)
  for (const [name, script] of Object.entries(SCRIPTS)) {
    const bare: number[] = []
    const idle: number[] = []
    const after: number[] = []
    for (let round = 0; round < Math.ceil(setting('BENCH_ROUNDS', 7) / 3); round++) {
      bare.push(await bareNode())
      const subject = new Subject(root, [process.execPath, 'dist/multilog.cjs', ...script])
      subject.feed(LINE)
      await subject.reach(LINE.length)
      await pause(300)
      idle.push(subject.resident)
      for (let fed = 0; fed < size; fed += CHUNK.length) subject.feed(CHUNK)
      await pause(300)
      after.push(subject.resident)
      await subject.end()
    }
    for (const [when, figures] of Object.entries({ idle, after })) {
      const ratio = median(figures.map((figure, k) => figure / (bare[k] ?? Number.NaN)))
      const shown = [
        `ours ${(median(figures) / 1024).toFixed(1)} MiB`,
        `node ${(median(bare) / 1024).toFixed(1)} MiB`,
        `${ratio.toFixed(2)} x of 1.25`,
      ]
      row(`memory ${name} ${when}`, shown, ratio <= 1.25)
    }
  }
}

const bareNode = async (): Promise<number> => {
  const script = 'process.stdout.write("up"); setTimeout(() => 0, 1e6)'
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child.stdout, 'data')
  await pause(300)
  const status = readFileSync(`/proc/${child.pid}/status`, 'latin1')
  const ended = once(child, 'exit')
  child.kill()
  await ended
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
}
