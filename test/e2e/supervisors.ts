// The three supervisors a log service runs under, as data: how each is started, told
// what to do with one service, and asked for its process.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What all three are told with the same letters: TERM, ALRM, KILL, HUP, stay down. */
export type Order = 't' | 'a' | 'k' | 'h' | 'd'

export type Supervisor = {
  readonly name: string
  /** What must be installed. */
  readonly programs: readonly string[]
  /** The command that supervises `root`/service and `root`/service/log with a pipe between. */
  readonly start: (root: string) => readonly string[]
  readonly order: (order: Order, directory: string) => readonly string[]
  /** The process of the service in `directory`, 0 while it is down; throws where nobody supervises. */
  readonly pid: (directory: string) => number
}

// Both keep a label, then the process number, least byte first.
const pidInStatus = (directory: string): number =>
  readFileSync(`${directory}/supervise/status`).readUInt32LE(12)

export const daemontools: Supervisor = {
  name: 'supervise',
  programs: ['svscan', 'supervise', 'svc'],
  start: (root) => ['svscan', root],
  order: (order, directory) => ['svc', `-${order}`, directory],
  pid: pidInStatus,
}

export const runit: Supervisor = {
  name: 'runsv',
  programs: ['runsv', 'sv'],
  start: (root) => ['runsv', `${root}/service`],
  order: (order, directory) => ['sv', order, directory],
  pid: pidInStatus,
}

export const s6: Supervisor = {
  name: 's6-supervise',
  programs: ['s6-svscan', 's6-supervise', 's6-svc', 's6-svstat'],
  start: (root) => ['s6-svscan', root],
  order: (order, directory) => ['s6-svc', `-${order}`, directory],
  pid: (directory) => {
    const answer = execFileSync('s6-svstat', ['-o', 'pid', directory], { stdio: 'pipe' })
    return Math.max(0, Number(answer.toString()))
  },
}
