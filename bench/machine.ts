// Where and when a record was made, and the places it needs.

import { accessSync, constants, mkdtempSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'

/** One line for the top of a record. */
export const machineLine = (): string => {
  const date = new Date().toISOString().slice(0, 10)
  const cpus = os.cpus()
  const load = os.loadavg()[0]?.toFixed(1)
  return `${date}  node ${process.version}  ${cpus.length} x ${cpus[0]?.model.trim()}  Linux ${os.release()}  load ${load} at the start`
}

/** A directory of our own on tmpfs, or below BENCH_OUTPUT. */
export const makeRoot = (): string =>
  mkdtempSync(join(process.env.BENCH_OUTPUT ?? '/dev/shm', 'bench-'))

/** A number from the environment. */
export const setting = (name: string, otherwise: number): number =>
  Number(process.env[name] ?? otherwise)

/** Whether the first word of a command is a program that is here. */
export const isInstalled = (command: string): boolean => {
  const [program = ''] = command.split(' ')
  const places = program.startsWith('/') ? [''] : (process.env.PATH ?? '').split(':')
  return places.some((place) => {
    try {
      accessSync(place ? join(place, program) : program, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** The value below which `part` of all numbers lie. */
export const quantile = (numbers: readonly number[], part: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * part)] ?? Number.NaN

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5)

/** One row of a record; `met` where it reaches what it is to reach. */
export const row = (name: string, figures: readonly string[], met: boolean | undefined): void => {
  const mark = met === undefined ? '' : met ? 'reached' : 'short'
  console.log(
    [name.padEnd(24), ...figures.map((figure) => figure.padEnd(22)), mark].join(' ').trimEnd(),
  )
}
