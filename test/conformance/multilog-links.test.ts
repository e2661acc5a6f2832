// Files with a second name, links in their place, and files that went missing: where ours
// keeps what the originals lose.

import { symlinkSync } from 'node:fs'
import type { Place } from '../helpers/places.js'
import { rotated } from './archives.js'
import { conforms, type Scenario } from './scenario.js'

const full = `${'x'.repeat(4095)}\n`
const OLD = '@400000000000000000000001'

const prepared =
  (make: (place: Place) => void) =>
  (place: Place): void => {
    place.directory('main')
    make(place)
  }

const linked = (name: string, mode: number, code: string): Scenario => ({
  title: `${name} with a second name becomes an archive`,
  script: ['./main'],
  given: prepared((place) => {
    place.file(`main/${name}`, 'old\n', mode)
    place.link(`main/${name}`, 'main/second')
  }),
  deviation: 'hard links',
  names: [`@1.${code}`, 'current', 'second'],
  theirs: { names: ['current', 'second'] },
})

const named = (name: string, mode: number, code: string): Scenario => ({
  title: `${name} that already has an archive's name gets no second one`,
  script: ['./main'],
  given: prepared((place) => {
    place.file(`main/${name}`, 'old\n', mode)
    place.link(`main/${name}`, `main/${OLD}.${code}`)
  }),
  names: [`@1.${code}`, 'current'],
})

const links: readonly Scenario[] = [
  linked('current', 0o644, 'u'),
  linked('previous', 0o744, 'u'),
  linked('processed', 0o744, 's'),
  named('current', 0o644, 'u'),
  named('previous', 0o744, 's'),
  named('processed', 0o744, 's'),
  {
    title: 'current as a link to a file elsewhere is refused',
    script: ['./main'],
    given: prepared((place) => {
      place.file('elsewhere', 'old\n', 0o744)
      symlinkSync('../elsewhere', place.at('main/current'))
    }),
    input: 'one\n',
    deviation: 'symbolic links',
    exit: '111',
    left: 'one\n',
    stderr: 'multilog: fatal: unable to stat ./main/current: symbolic link loop\n',
    files: { elsewhere: '0744 old\n' },
    theirs: { files: { elsewhere: '0744 old\none\n' } },
  },
]

const toNowhere: Scenario = {
  title: 'current as a link to nowhere is refused as a link',
  script: ['./main'],
  given: prepared((place) => symlinkSync('no/where', place.at('main/current'))),
  deviation: 'symbolic links',
  exit: '111',
  stderr: 'multilog: fatal: unable to stat ./main/current: symbolic link loop\n',
  theirs: {
    exit: '111',
    stderr: 'multilog: fatal: unable to write to ./main/current: file does not exist\n',
  },
}

const missing: readonly Scenario[] = [
  {
    title: 'a missing state is an empty one',
    script: ['s4096', '!cat <&4; cat', './main'],
    given: prepared((place) => place.file('main/current', '', 0o744)),
    steps: async (logger) => {
      await logger.write(full)
      await logger.until(
        'an archive or a pause',
        () => logger.stderr().includes('pausing') || rotated(logger),
      )
      logger.kill()
    },
    pausing: true,
    deviation: 'missing state',
    exit: 'SIGKILL',
    files: { 'main/@1.s': `0744 ${full}`, 'main/state': '0644 ' },
    theirs: {
      exit: 'SIGKILL',
      stderr:
        'multilog: fatal: unable to run cat <&4; cat: file does not exist\nmultilog: warning: processor failed in ./main, pausing\n',
    },
  },
  {
    title: 'a previous left beside a clean current is saved before the next rotation',
    script: ['s4096', './main'],
    given: prepared((place) => {
      place.file('main/current', '', 0o744)
      place.file('main/previous', 'left over\n', 0o744)
    }),
    input: full,
    deviation: 'leftover previous',
    names: ['@1.u', '@2.s', 'current'],
    files: { 'main/@1.u': '0744 left over\n' },
    theirs: { names: ['@1.s', 'current'], files: { 'main/@1.s': `0744 ${full}` } },
  },
  {
    title: 'a previous left beside a clean current stays while nothing is rotated',
    script: ['./main'],
    given: prepared((place) => {
      place.file('main/current', '', 0o744)
      place.file('main/previous', 'left over\n', 0o744)
    }),
    input: 'one\n',
    names: ['current', 'previous'],
  },
  ...(['', '!cat'] as const).map(
    (processor): Scenario => ({
      title: `a removed current is made again${processor && ', with a processor too'}`,
      script: ['s4096', processor, './main'],
      steps: async (logger) => {
        await logger.feed('one\n')
        logger.place.remove('main/current')
        await logger.write(`${full.slice(-3000)}next\n`)
        await logger.says('unable to rename')
        await logger.until(
          'an end or a pause',
          () => logger.stderr().includes('pausing') || logger.place.size('main/current') === 5,
        )
        logger.kill()
      },
      pausing: true,
      deviation: 'removed current',
      exit: 'SIGKILL',
      stderr:
        'multilog: warning: unable to rename current to previous in directory ./main: file does not exist\n',
      files: { 'main/current': '0644 next\n', 'main/previous': undefined },
      theirs: {
        exit: 'SIGKILL',
        stderr:
          'multilog: warning: unable to rename current to previous in directory ./main, pausing: file does not exist\n',
        files: { 'main/current': undefined },
      },
    }),
  ),
]

conforms('multilog', 'links', [...links, toNowhere])
conforms('multilog', 'files that are missing or left over', missing)
