// What /proc tells about a running program.

import { readdirSync, readFileSync } from 'node:fs'

const read = (pid: number, name: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return ''
  }
}

/**
 * Whether a logger sleeps until there is input: wchan names the kernel function it sleeps
 * in, which is then a read of the pipe, poll or epoll, and is 0 while it runs. A pause is
 * such a sleep too.
 */
export const sleepsForInput = (pid: number): boolean => /pipe|poll/.test(read(pid, 'wchan'))

/** Whether a program waits for a child to end, and for nothing else. */
export const waitsForChild = (pid: number): boolean => /^(__)?do_wait/.test(read(pid, 'wchan'))

/** How often the program has gone to sleep by itself. */
export const wakings = (pid: number): number =>
  Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0)

/** Who traces the program; 0 where nobody does. */
export const tracerOf = (pid: number): number =>
  Number(/^TracerPid:\s*(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0)

/** Whether SIGSTOP has been obeyed. */
export const isStopped = (pid: number): boolean => /^State:\s*T/m.test(read(pid, 'status'))

/** Whether a process of this group is left that has not ended. */
export const groupLives = (group: number): boolean =>
  readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false
    // Behind the name, which may hold anything: state, parent, group.
    const [state, , own] = read(Number(name), 'stat')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(own) === group && state !== 'Z' && state !== 'X'
  })
