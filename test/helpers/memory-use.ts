// How much memory a logger has needed.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What a logger may need beyond a node that does nothing: its buffers, its code, koffi. */
const ALLOWANCE = 40 << 20

/** The most memory a process has had at one time, in bytes, by its /proc/PID/status. */
const peak = (status: string): number => Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024

/** The same of a process that runs. */
export const peakOf = (pid: number): number => peak(readFileSync(`/proc/${pid}/status`, 'latin1'))

/** Bytes that no logger may need more of. */
export const memoryBound = (): number => {
  const text = "process.stdout.write(require('node:fs').readFileSync('/proc/self/status'))"
  return peak(execFileSync(process.execPath, ['-e', text]).toString()) + ALLOWANCE
}

/**
 * Shell commands that put a `feeder` before a logger's own input. It keeps the pipe open until
 * our own end of input, so that the logger can be looked at when it has had everything: then
 * there is a file `fed` beside the working directory.
 */
export const feeding = (feeder: string): string => `
mkfifo ../feed
exec 4<&0
{ ${feeder}; : >../fed; cat <&4; } >../feed &
exec <../feed 4<&-`
