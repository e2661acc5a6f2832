// A log directory under watch: all that was ever written to its `current`, beside what is
// left there; so that what went for room can be held against what the log says of it.

import type { MemoryFileSystem } from '../../src/system/memory-filesystem.js'
import { logged, type PipelineWorld } from './pipeline-world.js'

const TOLD = /logrun: disk full: removed (\d+) archives?, (\d+) bytes: \S+(?: to \S+)?$/

/** What the log of one run was, is, and says. */
export type ToldLog = {
  /** All there ever was in it, archives of before the run included. */
  readonly whole: string
  /** What is there still. */
  readonly left: string
  /** Lines of `whole` but those of the log itself. */
  readonly lines: string
  /** Sums over all that those tell. */
  readonly told: { readonly archives: number; readonly bytes: number }
  /** Archives that standard error was told of. */
  readonly removed: number
}

/** Watches `./log` from now on; to be called before a run, and what it gives after it. */
export const watched = (world: PipelineWorld): (() => ToldLog) => {
  const { filesystem } = world
  const before = logged(filesystem, './log').toString('latin1')
  const written: Buffer[] = []
  const write = filesystem.write.bind(filesystem)
  filesystem.write = (descriptor, bytes, start, end, position) => {
    const taken = write(descriptor, bytes, start, end, position)
    if (nameOfLast(filesystem) === 'current')
      written.push(Buffer.from(bytes.subarray(start, start + taken)))
    return taken
  }
  return () => {
    const whole = before + Buffer.concat(written).toString('latin1')
    const lines = whole.split(/(?<=\n)/)
    const accounts = lines.flatMap((line) => TOLD.exec(line.trimEnd()) ?? [])
    const sum = (group: number): number => {
      let total = 0
      for (let k = group; k < accounts.length; k += 3) total += Number(accounts[k])
      return total
    }
    return {
      whole,
      left: logged(filesystem, './log').toString('latin1'),
      lines: lines.filter((line) => !TOLD.test(line.trimEnd())).join(''),
      told: { archives: sum(1), bytes: sum(2) },
      removed: world.reports.filter(
        (report) => 'fault' in report && report.fault.operation === 'make-room',
      ).length,
    }
  }
}

const nameOfLast = (filesystem: MemoryFileSystem): string | undefined =>
  filesystem.calls.made.at(-1)?.names[0]
