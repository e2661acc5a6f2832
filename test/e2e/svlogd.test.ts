// svlogd under runsv: numbered lines arrive whole, in order and once, whatever the logger is
// told meanwhile. The original loses lines at TERM, so ours has no turns with it here.

import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { skipWithout } from '../helpers/originals.js'
import { until } from '../helpers/waiting.js'
import { disturbances } from './disturbances.js'
import { LogService } from './log-service.js'
import { archives, logText, settled, stamps, unstamped } from './log-text.js'
import { lastWords, numberedLines } from './numbered-lines.js'
import { runit } from './supervisors.js'

let service: LogService

/** Starts the service with this config in its log directory. */
const start = async (options: string, ...config: readonly string[]): Promise<void> => {
  service = new LogService(runit, numberedLines())
  mkdirSync(service.main)
  configure(...config)
  service.use(`${process.execPath} ${command('svlogd')}`, options)
  await service.start()
}

const configure = (...lines: readonly string[]): void =>
  writeFileSync(`${service.main}/config`, lines.map((line) => `${line}\n`).join(''))

const idle = (): boolean => !archives(service.main).some((name) => /\.[tu]$/.test(name))

/** All that was said, once the log ends with it and nothing is left to process. */
const allSaid = async (): Promise<string> => {
  // Processors may have made it upper case.
  const truth = await lastWords(
    service,
    (line) => settled(service.main).toLowerCase().endsWith(line) && idle(),
  )
  await service.stop()
  return truth
}

/** HUP, once the logger is at work: before, it would end it. */
const hangUp = async (): Promise<void> => {
  await service.rotations(1)
  execFileSync('sv', ['hup', service.log], { stdio: 'pipe' })
}

describe('svlogd under runsv', { timeout: 240_000 }, () => {
  beforeEach(({ skip }) => {
    skipWithout(runit.programs, skip)
  })

  afterEach(async () => {
    await service?.end()
  })

  it('numbered lines keep their order and number across TERM, ALRM and HUP', async () => {
    await start('-t', 's20000', 'n0')

    for (const each of disturbances(['t', 't', 't', 't', 'a', 'a', 'a'], 6)) {
      await service.suffer(each)
      await hangUp()
    }
    const truth = await allSaid()

    const text = logText(service.main)
    expect(unstamped(text)).toBe(truth)
    expect(stamps(text)).toEqual(stamps(text).toSorted())
    expect(service.stderr()).toBe('')
  })

  it('processors get every line once, across TERM too', async () => {
    await start('', 's20000', 'n0', '!tr a-z A-Z')

    for (const each of disturbances(['t', 't', 'a', 'a'], 4)) await service.suffer(each)
    const truth = await allSaid()

    const text = logText(service.main)
    const current = readFileSync(`${service.main}/current`, 'latin1')
    const processed = truth.length - current.length
    expect(text).toBe(truth.slice(0, processed).toUpperCase() + truth.slice(processed))
    expect(service.stderr()).toBe('')
  })

  it('a processor that always fails stops neither the log nor the service', async () => {
    await start('', 's20000', 'n0', '!exit 1')
    await until('a failure', () => service.stderr().includes('processor failed'))
    const waiting = (): number =>
      archives(service.main).filter((name) => name.endsWith('.u')).length
    await until('files that wait', () => waiting() > 5)

    await service.stop()

    expect(statSync(`${service.main}/current`).mode & 0o777).toBe(0o744)
    expect(archives(service.main).some((name) => name.endsWith('.s'))).toBe(false)
  })

  it('lines reach a socket on the loopback network as they are logged', async () => {
    const socket = createSocket('udp4')
    const received: string[] = []
    socket.on('message', (datagram) => received.push(datagram.toString('latin1')))
    await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound))
    const { port } = socket.address() as AddressInfo

    // No line of the service is so long that its datagram would be cut short.
    await start('-l4000 -b4001', `u127.0.0.1:${port}`, 'p> ', '-*', '+*00000007*')
    await until('a datagram', () => received.length > 0)
    await service.stop()
    socket.close()

    expect(received[0]).toMatch(/^> tcpserver: ok 00000007 \.+\n$/)
    expect(logText(service.main)).toContain(received[0])
  })
})
