// s6-log under s6-supervise: ours and the original take turns on one pipe and one
// directory, at random moments, and every numbered line arrives once and in order.

import { statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { skipWithout } from '../helpers/originals.js'
import { disturbances } from './disturbances.js'
import { logText, stamps, unstamped } from './log-text.js'
import { numberedLines } from './numbered-lines.js'
import { Relay, s6Logs } from './relay.js'
import { s6 } from './supervisors.js'

const MILLISECONDS = 300_000

let relay: Relay

describe('s6-log under s6-supervise', () => {
  beforeEach(async ({ skip }) => {
    skipWithout([...s6.programs, 's6-log'], skip)
    relay = new Relay(s6, numberedLines(), s6Logs())
    await relay.service.start()
  })

  afterEach(async () => {
    await relay?.service.end()
  })

  it(
    'numbered lines keep their order and number across TERM and ALRM',
    async () => {
      for (const each of disturbances(['t', 't', 't', 't', 'a', 'a', 'a', 'a'], 6))
        await relay.suffer(each)
      const truth = await relay.lastWords()

      const text = logText(relay.service.main)
      expect(unstamped(text)).toBe(truth)
      expect(stamps(text)).toEqual(stamps(text).toSorted())
      expect(relay.service.stderr()).toBe('')
    },
    MILLISECONDS,
  )

  it(
    'an order to stay down leaves current clean',
    async () => {
      await relay.service.rotations(1)

      await relay.service.stop()

      expect(statSync(`${relay.service.main}/current`).mode & 0o777).toBe(0o744)
    },
    MILLISECONDS,
  )
})
