import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { follow } from './tcpserver-log.js'

const LOG = readFileSync('fixtures/corpora/tcpserver.log', 'latin1').trimEnd().split('\n')

const somewhere = fc.nat(LOG.length - 1)

it('a real log of tcpserver is followed to its end without a flaw', () => {
  const { flaws, ports } = follow(LOG)

  expect(flaws).toEqual([])
  expect(ports).toHaveLength(470)
})

it('a line missing from a real log of tcpserver is noticed', () => {
  fc.assert(
    fc.property(somewhere, (k) => {
      const { flaws } = follow(LOG.toSpliced(k, 1))

      expect(flaws).not.toEqual([])
    }),
  )
})

it('a line doubled in a real log of tcpserver is noticed', () => {
  fc.assert(
    fc.property(somewhere, (k) => {
      const { flaws } = follow(LOG.toSpliced(k, 0, LOG[k] ?? ''))

      expect(flaws).not.toEqual([])
    }),
  )
})
