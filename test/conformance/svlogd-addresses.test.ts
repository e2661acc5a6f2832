// Addresses for UDP, good and bad, and datagrams that cannot be sent: spec/svlogd.md §3 and
// §6.
//
// Not covered: no socket to be had (a limit of descriptors that only a C program can live
// with).

import { createHash } from 'node:crypto'
import type { Place } from '../helpers/places.js'
import { conforms, type Scenario } from './scenario.js'
import { logs } from './svlogd-directory.js'
import { received, receiving, sent } from './svlogd-receiver.js'

const x = (count: number): string => 'x'.repeat(count)

const big = x(66_000)
const FAILED = 'warning: failure sending through udp: '
const great: Partial<Scenario> = { script: ['-l70000', '-b70001', './main'] }

const failures: readonly Scenario[] = [
  logs(
    'u and a datagram that is too big',
    ['u127.0.0.1:9'],
    { input: `${big}\na\n` },
    {
      ...great,
      files: { 'main/current': `0744 ${FAILED}${big}\n${big}\na\n` },
    },
  ),
  logs(
    'U and a datagram that is too big',
    ['U127.0.0.1:9'],
    { input: `${big}\na\n` },
    {
      ...great,
      files: { 'main/current': `0744 ${FAILED}${big}\n` },
    },
  ),
  logs(
    'stamp and prefix of what was not sent',
    ['U127.0.0.1:9', 'pP '],
    { input: `${big}\n` },
    {
      script: ['-t', ...(great.script ?? [])],
      files: { 'main/current': `0744 ${FAILED}@LABEL P ${big}\n` },
    },
  ),
]

// An address of its own for each place, since the port is the same for all.
const own = (place: Place): string => {
  const [a = 1, b = 1, c = 1] = createHash('sha256').update(place.root).digest()
  return `127.${a}.${b}.${(c % 250) + 2}`
}

const addresses: readonly Scenario[] = [
  sent('the last address counts', ['u127.0.0.1:9', 'uADDRESS'], 'a\n', ['a\n'], 'a\n'),
  sent(
    'u behind U changes the address, not the rest',
    ['U127.0.0.1:9', 'uADDRESS'],
    'a\n',
    ['a\n'],
    '',
  ),
  sent('U behind u', ['u127.0.0.1:9', 'UADDRESS'], 'a\n', ['a\n'], ''),
  ...(
    [
      ['octets', (port: number) => `383.256.512.1:${port}`],
      ['a port', (port: number) => `127.0.0.1:${port + 65_536}`],
    ] as const
  ).map(
    ([what, address]): Scenario => ({
      ...sent(`${what} beyond the range wrap around`, [], 'a\n', ['a\n'], 'a\n'),
      ...receiving((_, port) => [`u${address(port)}`]),
      steps: async (logger) => {
        await logger.feed('a\n')
        await received(logger, 'a\n')
        logger.place.remove('main/config')
      },
    }),
  ),
  sent('text behind the port is ignored', ['uADDRESS foo'], 'a\n', ['a\n'], 'a\n'),
  {
    ...sent('without a port it is 514', [], 'a\n', ['a\n'], 'a\n'),
    ...receiving((host) => [`u${host}`], own, 514),
    needs: 'port 514',
    steps: async (logger) => {
      await logger.feed('a\n')
      await received(logger, 'a\n')
      // It names the address of this place.
      logger.place.remove('main/config')
    },
  },
  sent('a bad u leaves the one before in force', ['uADDRESS', 'ufoo'], 'a\n', ['a\n'], 'a\n', {
    stderr: 'svlogd: warning: unable to scan ip address: foo\n',
  }),
  ...['foo', ' 127.0.0.1', 'localhost:9', '1.2.3', '1.2.3.', '', ':9'].map((address) =>
    logs(
      `u${address} is no address`,
      [`u${address}`],
      { input: 'a\n' },
      {
        stderr: `svlogd: warning: unable to scan ip address: ${address}\n`,
        files: { 'main/current': '0744 a\n' },
      },
    ),
  ),
  ...['', '0', 'x', '-1', ' 9'].map((port) =>
    logs(
      `${JSON.stringify(port)} is no port`,
      [`u127.0.0.1:${port}`],
      { input: 'a\n' },
      {
        stderr: `svlogd: warning: unable to scan port number: ${port}\n`,
        files: { 'main/current': '0744 a\n' },
      },
    ),
  ),
  ...(
    [
      ['foo', 'ip address: foo'],
      ['127.0.0.1:x', 'port number: x'],
    ] as const
  ).map(([address, reason]) =>
    logs(
      `U${address} does not stop the log`,
      [`U${address}`],
      { input: 'a\n' },
      {
        deviation: 'svlogd: bad addresses',
        stderr: `svlogd: warning: unable to scan ${reason}\n`,
        files: { 'main/current': '0744 a\n' },
        theirs: {
          stderr: `svlogd: warning: unable to scan ${reason}\n`,
          files: { 'main/current': '0744 ' },
        },
      },
    ),
  ),
]

conforms('svlogd', 'datagrams that cannot be sent', failures)
conforms('svlogd', 'addresses', addresses)
