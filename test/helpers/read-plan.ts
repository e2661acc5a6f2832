// Reading logs in a test: what is shown, and what is said of it.

import type { Fault } from '../../src/fault/fault.js'
import type { Cursor } from '../../src/reading/cursor.js'
import type { Files } from '../../src/reading/files.js'
import type { Log } from '../../src/reading/log.js'
import { type ReadPlan, readLogs } from '../../src/reading/read.js'
import { temporaryFile } from '../../src/system/temporary-file.js'
import { universalTime } from '../../src/time/universal-time.js'
import type { LocalTime } from '../../src/time/zone.js'

/** What a plan has where nothing is wished. */
export const DEFAULTS: Omit<ReadPlan, 'logs'> = {
  span: () => ({}),
  form: 'short',
  dialect: 'djb',
  reverse: false,
  ending: 0x0a,
  dress: {},
}

export type Reading = {
  shown: string
  faults: Fault[]
  found: boolean
  counting: string[]
  /** Where to go on, if that was asked for. */
  cursor: Cursor | undefined
}

/** Reads `logs` by a plan of defaults and `wishes`; local time is UTC unless told. */
export const reading = async (
  logs: readonly Log[],
  files: Files,
  wishes: Partial<ReadPlan> = {},
  { localTime = universalTime, whole = false }: { localTime?: LocalTime; whole?: boolean } = {},
): Promise<Reading> => {
  const parts: Buffer[] = []
  const faults: Fault[] = []
  const counting: string[] = []
  let cursor: Cursor | undefined
  const found = await readLogs(
    { ...DEFAULTS, logs, ...wishes },
    {
      files,
      localTime,
      report: (fault) => faults.push(fault),
      write: (bytes, start, end) => {
        parts.push(Buffer.from(bytes.subarray(start, end)))
        return true
      },
      spool: () => temporaryFile('/tmp'),
      counts: (paths) => counting.push(...paths),
      ...(whole && {
        passed: (where: Cursor) => {
          cursor = where
        },
      }),
    },
  )
  return { shown: Buffer.concat(parts).toString('latin1'), faults, found, counting, cursor }
}
