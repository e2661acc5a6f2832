// Places in a log, found by names and by halving.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logIn } from '../../../src/reading/log.js'
import { Seeker } from '../../../src/reading/seek.js'
import { labelOf } from '../../../src/time/tai64n.js'
import { universalTime } from '../../../src/time/universal-time.js'
import { Zone } from '../../../src/time/zone.js'
import { MemoryFiles } from '../../helpers/memory-files.js'

const zone = new Zone(universalTime)
const at = (seconds: number): string => labelOf({ seconds, nanoseconds: 0 })

test('before the place for a moment every stamp is earlier, and the moment is near', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(2000), fc.nat(3)), { minLength: 1, maxLength: 8 }),
      fc.nat(9000),
      (shape, moment) => {
        const files = new MemoryFiles()
        let seconds = 1000
        const texts = shape.map(([lines, gap], k) => {
          let text = ''
          for (let n = 0; n < lines; n++) {
            seconds += gap
            text += `${at(seconds)} ${'x'.repeat(100)}\n`
          }
          seconds += 1
          files.plant(k === shape.length - 1 ? 'd/current' : `d/${at(seconds)}.s`, text)
          return text
        })
        const log = logIn('d', 'd', files)
        if (!log) throw new Error('no log')

        const place = new Seeker(log, { dialect: 'djb', zone }, { files }).since({
          seconds: moment,
          nanoseconds: 0,
        })

        const before =
          texts.slice(0, place.file).join('') + texts[place.file]?.slice(0, place.offset)
        const stamps = before.match(/@\w+/g) ?? []
        expect(stamps.every((stamp) => stamp < at(moment))).toBe(true)
        const rest = texts[place.file]?.slice(place.offset) ?? ''
        const found = rest.search(/(?<=^|\n)@/)
        expect(found).toBeLessThanOrEqual(0)
      },
    ),
    { numRuns: 100 },
  )
})
