// The files a directory is found with at start, and what becomes of them: spec/s6-log.md
// §7.3. An immediate end of input follows, unless there is a line to log.

import type { ByteString } from '../../src/bytes.js'
import { CLEAN, type Files, found, OPEN } from './s6-found.js'
import { conforms, type Scenario } from './scenario.js'

/** The files of `main` afterwards: all of them, `lock` aside. */
const becomes = (
  files: Files,
  after: Readonly<Record<ByteString, ByteString>>,
  rest: Partial<Scenario> = {},
): Scenario => ({
  title: Object.entries(files)
    .map(([name, mode]) => `${name} 0${mode.toString(8)}`)
    .join(', '),
  script: ['./main'],
  given: found(files),
  names: Object.keys(after).filter((name) => name !== 'state'),
  files: Object.fromEntries(Object.entries(after).map(([name, text]) => [`main/${name}`, text])),
  ...rest,
})

const EMPTY = { current: '0744 ', state: '0644 ' }

const matrix: readonly Scenario[] = [
  becomes({}, EMPTY, { title: 'an empty directory' }),
  becomes({ current: CLEAN, state: 0o600 }, { current: '0744 current\n', state: '0600 state\n' }),
  becomes({ current: 0o100, state: OPEN }, { current: '0744 current\n', state: '0644 state\n' }),
  becomes({ current: 0o655, state: OPEN }, { '@1.u': '0655 current\n', ...EMPTY }),
  becomes({ current: OPEN, state: OPEN }, { '@1.u': '0644 current\n', ...EMPTY }),
  becomes({ current: OPEN }, { '@1.u': '0644 current\n', ...EMPTY }),
  becomes({ previous: CLEAN, state: OPEN }, { '@1.u': '0744 previous\n', ...EMPTY }),
  becomes({ previous: OPEN }, { '@1.u': '0644 previous\n', ...EMPTY }),
  becomes({ processed: CLEAN }, { '@1.s': '0744 processed\n', ...EMPTY }),
  becomes({ processed: OPEN }, EMPTY),
  becomes({ newstate: OPEN, state: OPEN }, EMPTY),
  becomes({ processed: CLEAN, previous: CLEAN }, { '@1.s': '0744 processed\n', ...EMPTY }),
  becomes({ processed: OPEN, previous: CLEAN }, { '@1.u': '0744 previous\n', ...EMPTY }),
  becomes(
    { current: CLEAN, state: OPEN, newstate: OPEN },
    { current: '0744 current\n', newstate: '0644 newstate\n', state: '0644 state\n' },
  ),
  {
    ...becomes({ current: OPEN }, { '@1.u': '0644 ', ...EMPTY }),
    title: 'an empty current 0644',
    given: (place) => {
      place.directory('main')
      place.file('main/current', '', OPEN)
    },
  },
]

const FILE_EXISTS = 's6-log: fatal: unable to finish current .u for logdir ./main: File exists\n'

/** The original gives both files the same name, and fails. */
const crashed = (files: Files, after: Readonly<Record<ByteString, ByteString>>): Scenario =>
  becomes(files, after, {
    deviation: 's6-log: crash during processing',
    theirs: { exit: '111', stderr: FILE_EXISTS },
  })

const crashes: readonly Scenario[] = [
  crashed(
    { current: OPEN, previous: CLEAN },
    { '@1.u': '0744 previous\n', '@2.u': '0644 current\n', ...EMPTY },
  ),
  crashed(
    { current: OPEN, previous: CLEAN, processed: OPEN, newstate: OPEN, state: OPEN },
    { '@1.u': '0744 previous\n', '@2.u': '0644 current\n', ...EMPTY },
  ),
  becomes(
    { current: OPEN, processed: CLEAN },
    { '@1.s': '0744 processed\n', '@2.u': '0644 current\n', ...EMPTY },
  ),
  becomes(
    { current: OPEN, processed: CLEAN, previous: CLEAN, state: OPEN, newstate: OPEN },
    { '@1.s': '0744 processed\n', '@2.u': '0644 current\n', ...EMPTY },
  ),
]

conforms('s6-log', 'a directory found with', matrix)
conforms('s6-log', 'a directory found after a crash', crashes)
