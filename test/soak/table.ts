// Tables of figures, with the day and the machine they are of.

import os from 'node:os'

export const HEADING = [
  new Date().toISOString().slice(0, 10),
  `node ${process.version}`,
  `${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown processor'}`,
  `Linux ${os.release()}`,
].join('  ')

export type Cell = string | number

/** Cells in columns of these widths; negative ones are aligned to the left. */
export const row = (cells: readonly Cell[], widths: readonly number[]): string =>
  cells
    .map((cell, k) => {
      const width = widths[k] ?? 0
      return width < 0 ? `${cell}`.padEnd(-width) : `${cell}`.padStart(width)
    })
    .join('  ')
    .trimEnd()
