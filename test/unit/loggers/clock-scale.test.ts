// Whether the clock keeps UTC or TAI, judged by names: spec/cyclog.md §2.

import { expect, test } from 'vitest'
import { dialectOf } from '../../../loggers/clock-scale.js'

const RIGHT = '/usr/share/zoneinfo/right/Europe/Paris'

test.each([
  [undefined, undefined, undefined, 'tai'],
  ['right/UTC', undefined, undefined, 'djb'],
  ['posix/UTC', '/usr/share/zoneinfo/right', RIGHT, 'tai'],
  ['Europe/Paris', undefined, undefined, 'tai'],
  ['Europe/Paris', '/usr/share/zoneinfo/right', undefined, 'djb'],
  [undefined, '/usr/share/zoneinfo/posix', RIGHT, 'tai'],
  [undefined, '/usr/share/upright', undefined, 'tai'],
  [undefined, undefined, RIGHT, 'djb'],
  ['', '', '../usr/share/zoneinfo/right/UTC', 'djb'],
  [undefined, undefined, '/usr/share/zoneinfo/Europe/Paris', 'tai'],
  [undefined, undefined, '/home/right/UTC', 'tai'],
])('TZ %s, TZDIR %s, /etc/localtime at %s: %s', (zone, folder, local, dialect) => {
  expect(dialectOf(zone, folder, local)).toBe(dialect)
})
