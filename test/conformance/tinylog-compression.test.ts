// Compressed archives: spec/tinylog.md §7, and §14 T3, T5, T8, T10, T15.

import { gunzipSync } from 'node:zlib'
import { toBytes } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'
import { type SheetScenario, sheet } from './scenario.js'
import { old, records, STARTING } from './tinylog-scenario.js'

const ARCHIVE = records(19)
const REST = records(1, 100, 19)

/** A program that compresses, in the directory it is started from; known by TINYLOG_ZIP. */
const by = (lines: string): Pick<SheetScenario, 'given' | 'shell'> => ({
  given: (place) => place.file('zip', `#!/bin/sh\n${lines}\n`, 0o755),
  shell: 'export TINYLOG_ZIP="$PWD/zip"',
})

/** One rotation with -z. */
const compresses = (title: string, rest: Partial<SheetScenario>): SheetScenario => ({
  title,
  script: ['-z', '-s2000', './main'],
  input: ARCHIVE + REST,
  stderr: STARTING,
  ...rest,
})

const GZIPPED: Partial<SheetScenario> = {
  names: ['_1.s.Z', 'current'],
  files: { 'main/current': `0744 ${REST}` },
  also: ({ files }) => {
    const archive = files['main/_1.s.Z'] ?? ''
    if (!archive.startsWith('0644 ')) throw new Error(archive.slice(0, 5))
    const text = gunzipSync(toBytes(archive.slice(5))).toString('latin1')
    if (text !== ARCHIVE) throw new Error(text)
  },
}

sheet('tinylog', 'compression', [
  compresses('archives are compressed in the format of gzip', GZIPPED),
  compresses('an empty TINYLOG_ZIP is none', { ...GZIPPED, shell: 'export TINYLOG_ZIP=' }),
  compresses('TINYLOG_ZIP does it, and has no arguments', {
    ...by('tr . _; printf %s $#'),
    names: ['_1.s.Z', 'current'],
    files: { 'main/_1.s.Z': `0644 ${ARCHIVE.replaceAll('.', '_')}0` },
  }),
  compresses('... and works in the log directory, in our environment', {
    ...by('cat >/dev/null; echo "$(basename "$PWD") $MARK" >>../seen; echo "$0" >>../seen'),
    shell: 'export TINYLOG_ZIP="$PWD/zip" MARK=mark',
    names: ['_1.s.Z', 'current'],
    files: { seen: '0644 main mark\nHERE/work/zip\n' },
  }),
  compresses('... and speaks on our standard error', {
    ...by('cat; echo said >&2'),
    stderr: `${STARTING}said\n`,
    names: ['_1.s.Z', 'current'],
  }),
  compresses('a name without a slash is in the log directory', {
    given: (place) => {
      place.directory('main')
      place.file('main/gzip', '#!/bin/sh\nexec tr . _\n', 0o755)
    },
    shell: 'export TINYLOG_ZIP=gzip',
    files: { 'main/_1.s.Z': `0644 ${ARCHIVE.replaceAll('.', '_')}` },
  }),
  compresses('what a crash left is compressed too', {
    given: (place) => {
      place.directory('main')
      place.file('main/current', 'left\n')
      place.file('zip', '#!/bin/sh\nexec cat\n', 0o755)
    },
    shell: 'export TINYLOG_ZIP="$PWD/zip"',
    input: 'new\n',
    names: ['_1.u.Z', 'current'],
    files: { 'main/_1.u.Z': '0644 left\n', 'main/current': '0744 new\n' },
  }),
  compresses('a clean current that -r archives too', {
    script: ['-rz', './main'],
    given: (place) => {
      place.directory('main')
      place.file('main/current', 'left\n', 0o744)
      place.file('zip', '#!/bin/sh\nexec cat\n', 0o755)
    },
    shell: 'export TINYLOG_ZIP="$PWD/zip"',
    input: 'new\n',
    names: ['_1.s.Z', 'current'],
    files: { 'main/_1.s.Z': '0644 left\n' },
  }),
  compresses('with -k 0 nothing is left', {
    script: ['-zk0', '-s2000', './main'],
    names: ['current'],
  }),
  compresses('compressed archives count', {
    ...by('exec cat'),
    script: ['-zk2', '-s2000', './main'],
    input: records(19 * 6 + 1),
    names: ['_1.s.Z', '_2.s.Z', 'current'],
    text: records(19 * 2 + 1, 100, 19 * 4),
  }),
])

/** Nothing is lost where it fails: the archive stays as it is. */
const fails = (title: string, text: string, rest: Partial<SheetScenario>): SheetScenario =>
  compresses(title, {
    stderr: STARTING + text,
    names: ['_1.s', 'current'],
    files: { 'main/_1.s': `0644 ${ARCHIVE}`, 'main/current': `0744 ${REST}` },
    ...rest,
  })

const WARNING = 'warning: tinylog[PID]: '
const UNCOMPRESSED = `${WARNING}failure gzip on log archive _STAMP.s\n`

sheet('tinylog', 'compression that fails', [
  fails('an exit code', `${WARNING}gzip process exited non-zero error code: 3\n${UNCOMPRESSED}`, {
    ...by('cat; exit 3'),
  }),
  fails(
    'a signal',
    `${WARNING}gzip process terminated on signal: SIGKILL\n${UNCOMPRESSED}`,
    by('cat; kill -KILL $$'),
  ),
  fails(
    'no program',
    `error: tinylog[PID]: fatal: fail execve() for gzip process: file does not exist (ENOENT)\n${UNCOMPRESSED}`,
    { shell: 'export TINYLOG_ZIP=gzip' },
  ),
  fails(
    'no program that may be executed',
    `error: tinylog[PID]: fatal: fail execve() for gzip process: access denied (EACCES)\n${UNCOMPRESSED}`,
    {
      given: (place) => place.file('zip', '', 0o644),
      shell: 'export TINYLOG_ZIP="$PWD/zip"',
    },
  ),
  compresses('what failed is compressed at the next start', {
    given: (place) => {
      place.directory('main')
      place.file(`main/${old(0)}`, 'old\n')
      place.file(`main/${old(1, '.u')}`, 'older\n')
      place.file('zip', '#!/bin/sh\nexec cat\n', 0o755)
    },
    shell: 'export TINYLOG_ZIP="$PWD/zip"',
    input: 'new\n',
    names: ['_1.s.Z', '_2.u.Z', 'current'],
    files: { 'main/_1.s.Z': '0644 old\n', 'main/_2.u.Z': '0644 older\n' },
  }),
  compresses('an archive with a second name is left alone', {
    given: (place) => {
      place.directory('main')
      place.file('main/current', 'left\n')
      place.link('main/current', `main/${old(0, '.u')}`)
      place.link('main/current', 'elsewhere')
    },
    input: 'new\n',
    names: ['_1.u', 'current'],
    files: { 'main/_1.u': '0644 left\n', 'main/current': '0744 new\n' },
  }),
  compresses('a directory in the way of zipped costs the compression, and nothing else', {
    ...by('exec cat'),
    given: (place: Place) => {
      place.file('zip', '#!/bin/sh\nexec cat\n', 0o755)
      place.directory('main/zipped')
    },
    input: records(45),
    stderr:
      STARTING +
      `${WARNING}failure gzip on log archive _STAMP.s: is a directory (EISDIR)\n`.repeat(2),
    names: ['_1.s', '_2.s', 'current', 'zipped'],
    text: records(45),
  }),
])

sheet('tinylog', 'signals while compressing', [
  compresses('lines are logged, and HUP rotates', {
    ...by('while ! [ -e ../go ]; do sleep 0.01; done; exec cat'),
    steps: async (logger) => {
      await logger.feed(ARCHIVE + REST)
      await logger.until('a compressor at work', () => logger.place.has('main/zipped'))
      await logger.wake('SIGHUP')
      await logger.feed('next\n')
      if (logger.place.read('main/current') !== 'next\n') throw new Error('not rotated')
      logger.place.file('go')
      await logger.until('compressed archives', () =>
        logger.place.names('main').every((name) => !/\.s$|^zipped$/.test(name)),
      )
    },
    names: ['_1.s.Z', '_2.s.Z', 'current'],
    files: {
      'main/_1.s.Z': `0644 ${ARCHIVE}`,
      'main/_2.s.Z': `0644 ${REST}`,
      'main/current': '0744 next\n',
    },
  }),
  compresses('TERM ends it, and the next start goes on', {
    ...by('[ -e ../go ] && exec cat; echo part; exec sleep 1000'),
    steps: async (logger) => {
      await logger.feed(ARCHIVE + REST)
      await logger.until('a compressor at work', () => logger.place.size('main/zipped') > 0)
      logger.signal('SIGTERM')
      await logger.exit()
      const names = logger.place.names('main')
      if (names.includes('zipped') || !names.some((name) => name.endsWith('.s')))
        throw new Error(names.join(' '))
      logger.place.file('go')
    },
    again: [{ script: ['-z', './main'], shell: 'export TINYLOG_ZIP="$PWD/zip"' }],
    stderr: STARTING + STARTING,
    names: ['_1.s.Z', 'current'],
    files: { 'main/_1.s.Z': `0644 ${ARCHIVE}`, 'main/current': `0744 ${REST}` },
  }),
])
