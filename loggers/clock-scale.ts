// Which time the system's clock keeps: UTC, or TAI less ten seconds where the machine runs
// on a `right/` zone. Judged once, by names alone. `spec/cyclog.md §2`.

import type { Dialect } from '../src/time/tai64n.js'

/**
 * How a clock becomes TAI: by the table of leap seconds where it keeps UTC, by ten seconds
 * where it keeps TAI. `local`: where /etc/localtime leads.
 */
export const dialectOf = (
  zone: string | undefined,
  folder: string | undefined,
  local: string | undefined,
): Dialect => {
  const names = [zone, folder && `${/[^/]*$/.exec(folder)}/`, local && below(local)]
  const decisive = names.find((name) => /^(right|posix)\//.test(name ?? ''))
  return decisive?.startsWith('right/') ? 'djb' : 'tai'
}

const below = (path: string): string | undefined =>
  /(?:^|\/)usr\/share\/zoneinfo\/(.*)$/s.exec(path)?.[1]
