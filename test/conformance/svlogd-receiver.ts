// A real socket on the loopback network that takes what `u` and `U` send. Datagrams go to
// the file `received` in the place, so that both runs are compared by them too.

import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type ByteString, fromBytes } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'
import type { RunningLogger } from '../helpers/run-logger.js'
import { fold } from '../helpers/snapshot.js'
import { until } from '../helpers/waiting.js'
import type { Scenario } from './scenario.js'
import { directory } from './svlogd-directory.js'

const sockets = new WeakMap<Place, Socket>()

const take = (place: Place, datagram: Uint8Array): void => {
  const before = place.has('received') ? place.read('received') : ''
  place.file('received', `${before}> ${fromBytes(datagram)}`)
}

/**
 * A receiver, and main with the lines of config that `config` makes of its address and its
 * port. `host` is any address of 127/8; port 0 means a free one.
 */
export const receiving = (
  config: (host: string, port: number) => readonly ByteString[],
  host: (place: Place) => string = () => '127.0.0.1',
  wanted = 0,
): Pick<Scenario, 'given' | 'after'> => ({
  given: async (place) => {
    const socket = createSocket('udp4', (datagram) => take(place, datagram))
    sockets.set(place, socket)
    socket.bind(wanted, host(place))
    await once(socket, 'listening')
    directory(place, 'main', ...config(host(place), socket.address().port))
  },
  after: (place) => {
    sockets.get(place)?.close()
  },
})

/**
 * Waits until these datagrams came and no others, and the logger sleeps again or has ended:
 * even on one machine a datagram may come after its sender's end.
 */
export const received = async (
  logger: RunningLogger,
  ...datagrams: readonly ByteString[]
): Promise<void> => {
  const all = told(datagrams)
  const { place } = logger
  await until(
    () => `datagrams ${JSON.stringify(all)}; stderr: ${JSON.stringify(logger.stderr())}`,
    () => place.has('received') && fold(place.read('received'), place) === all,
  )
  await logger.settled()
}

/** What `received` holds of them. */
const told = (datagrams: readonly ByteString[]): ByteString =>
  datagrams.map((datagram) => `> ${datagram}`).join('')

/** `input` under this config, in which ADDRESS stands for the receiver's. */
export const sent = (
  title: string,
  config: readonly string[],
  input: ByteString,
  datagrams: readonly ByteString[],
  current: ByteString,
  rest: Partial<Scenario> = {},
): Scenario => ({
  title,
  script: ['./main'],
  ...receiving((host, port) => config.map((line) => line.replace('ADDRESS', `${host}:${port}`))),
  steps: async (logger) => {
    await logger.feed(input)
    await received(logger, ...datagrams)
  },
  files: {
    received: `0644 ${told(datagrams)}`,
    'main/current': `0744 ${current}`,
  },
  ...rest,
})
