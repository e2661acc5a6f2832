// Signals to events, in this very process.

import { expect, test } from 'vitest'
import { Events, listen } from '../../../src/system/signals.js'
import { until } from '../../helpers/waiting.js'

test('what has been asked for already is not told again, until it has been taken', async () => {
  const told: string[] = []
  const events = new Events()
  let count = 0
  events.hear(() => count++)
  const forget = listen(
    { SIGUSR2: 'rotate' },
    events,
    () => undefined,
    (name) => told.push(name),
  )
  const send = async (): Promise<void> => {
    const before = count
    process.kill(process.pid, 'SIGUSR2')
    await until('the signal', () => count > before)
  }

  try {
    await send()
    await send()
    expect(told).toEqual(['SIGUSR2'])
    events.take('rotate')
    await send()
    expect(told).toEqual(['SIGUSR2', 'SIGUSR2'])
  } finally {
    forget()
  }
})
