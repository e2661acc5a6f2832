// A full disk: spec/cyclog.md §8. A pause is 1 s.

import { execFileSync } from 'node:child_process'
import { TERMINATED } from './cyclog-scenario.js'
import { ANY } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'

const line = '0123456789abcde\n'
const FULL = 'flushing ./main/current: No space left on device'

const small: Partial<SheetScenario> = {
  needs: 'mount',
  script: ['./main'],
  given: (place) => {
    place.directory('main')
    const options = ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'none']
    execFileSync('mount', [...options, place.at('main').toString()])
    place.file('main/filler', 'f'.repeat(32_768))
    place.file('main/@4000000000000000000000001.s', 'not ours: 25 digits')
  },
  after: (place) => execFileSync('umount', [place.at('main').toString()]),
  stderr: ANY,
}

sheet('cyclog', 'a full disk', [
  {
    title: 'stops the log, which is whole once there is room again',
    ...small,
    script: ['./main'],
    steps: async (logger) => {
      await logger.write(line.repeat(1000))
      await logger.says(`${FULL}, sleeping for 1 second.\n`)
      logger.place.remove('main/filler')
    },
    files: { 'main/current': `0744 ${`@LABEL ${line}`.repeat(1000)}` },
  },
  {
    title: 'does not hide TERM, which says what it waits for and drops nothing',
    ...small,
    script: ['./main'],
    steps: async (logger) => {
      await logger.write(line.repeat(1000))
      await logger.says('sleeping for 1 second.')
      logger.signal('SIGTERM')
      await logger.says(`${TERMINATED}cyclog: INFO: asked to exit, waiting: ${FULL}\n`)
      logger.place.remove('main/filler')
      await logger.exit()
    },
    files: { 'main/current': `0744 ${`@LABEL ${line}`.repeat(1000)}` },
  },
])
