// The story: a logger that had just rotated waited for its next line in one synchronous
// poll, and the archive waited with it: the run had begun with promises, and nothing the
// event loop polls for was on its way.

import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fromText } from '../../../src/bytes.js'
import { Reader, type Ready } from '../../../src/input/reader.js'
import { Compression } from '../../../src/rotation/compression.js'
import { runProcessor } from '../../../src/rotation/processor.js'
import { native } from '../../../src/system/native.js'
import { realFileSystem } from '../../../src/system/real-filesystem.js'
import { systemClock } from '../../../src/time/clock.js'
import { InputPipe } from '../../helpers/pipes.js'
import { Place } from '../../helpers/places.js'

let place: Place
let reader: Reader

beforeEach(() => {
  place = new Place()
  reader = new Reader(new InputPipe(join(place.root, 'pipe')).forProgram, native())
})
afterEach(() => {
  reader.close()
  place.clear()
})

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test.each([{}, { program: '/bin/cat' }])(
  'archives are compressed while no input comes: %j',
  async (compression) => {
    for (const k of [1, 2, 3])
      place.file(`_20260101T00000${k}.000000.s`, `${k}\n`.repeat(100_000 * k))
    const path = fromText(place.work)
    const plan = { path, maximum: 1, reserve: 0, files: 9, code: 's', names: 'date' } as const
    const work = new Compression(path, {
      filesystem: realFileSystem,
      clock: systemClock,
      locks: native(),
      runProcessor,
    })
    const directory = realFileSystem.openDirectory(path)
    // What else the event loop has to do would hide what is missing.
    while ((await reader.wait(100)) === 'turn') await turn()

    work.attach({ ...plan, layout: 'direct', compression }, directory)
    directory.close()
    let ready: Ready = 'turn'
    while (ready === 'turn' && work.ending(false)) {
      ready = await reader.wait(20_000)
      if (ready === 'turn') await turn()
    }

    expect(ready).toBe('turn')
    expect(place.names('.').filter((name) => !name.endsWith('.Z'))).toEqual([])
  },
)
