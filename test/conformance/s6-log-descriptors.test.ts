// Standard output and input: spec/s6-log.md §6.1, §8.2, §11.

import { closeSync, constants, openSync, readSync } from 'node:fs'
import type { ByteString } from '../../src/bytes.js'
import type { Place } from '../helpers/places.js'
import { until } from '../helpers/waiting.js'
import { ANY } from './expected.js'
import { conforms, type Scenario } from './scenario.js'

/** What comes out of the pipe `out`, until `length` bytes have. */
const drained = async (place: Place, length: number): Promise<ByteString> => {
  const descriptor = openSync(place.at('out'), constants.O_RDONLY | constants.O_NONBLOCK)
  const buffer = Buffer.alloc(65_536)
  let text = ''
  await until('all output', () => {
    try {
      text += buffer.toString('latin1', 0, readSync(descriptor, buffer))
    } catch {
      // Nothing there yet.
    }
    return text.length >= length
  })
  closeSync(descriptor)
  return text
}

const many = `${'0123456789'.repeat(10)}\n`.repeat(3000)
const GIVEN_UP = 's6-log: warning: unable to write to stdout, closing the stream - error was: '

const stdout: readonly Scenario[] = [
  {
    title: 'a slow reader stops nothing',
    script: ['1', './main'],
    shell: 'mkfifo out; exec 1<>out',
    steps: async (logger) => {
      await logger.feed(many)
      logger.end()
      const text = await drained(logger.place, many.length)
      if (text !== many) throw new Error(`${text.length} bytes came`)
    },
    compare: 'joined',
    text: many,
  },
  {
    title: '-b reads no more while it waits for its reader',
    script: ['-b', '1'],
    shell: 'mkfifo out; exec 1<>out',
    steps: async (logger) => {
      // A pipe's worth waits on either side; the rest is still with the writer.
      const writing = logger.write(many)
      await logger.until('a full pipe', () => logger.waiting() > 50_000 && logger.sleeps())
      const text = await drained(logger.place, many.length)
      await writing
      if (text !== many) throw new Error(`${text.length} bytes came`)
    },
  },
  {
    title: 'a broken pipe is given up',
    script: ['1', './main'],
    shell: 'mkfifo p; exec 9<>p; exec 1>p; exec 9<&-',
    steps: (logger) => logger.feed('a\n', 'b\n'),
    stderr: `${GIVEN_UP}Broken pipe\n`,
    files: { 'main/current': '0744 a\nb\n' },
  },
  {
    title: 'a full disk is given up',
    script: ['1', './main'],
    shell: 'exec 1>/dev/full',
    steps: (logger) => logger.feed('a\n', 'b\n'),
    stderr: `${GIVEN_UP}No space left on device\n`,
    files: { 'main/current': '0744 a\nb\n' },
  },
  {
    title: '-q does not silence that',
    script: ['-q', '1'],
    shell: 'exec 1>/dev/full',
    input: 'a\n',
    stderr: `${GIVEN_UP}No space left on device\n`,
  },
  {
    title: 'closed standard output swallows lines',
    script: ['1', './main'],
    shell: 'exec 1>&-',
    input: 'a\n',
    files: { 'main/current': '0744 a\n' },
  },
  {
    title: 'standard output that can only be read',
    script: ['1', './main'],
    shell: 'exec 1</dev/null',
    input: 'a\n',
    stderr: ANY,
    files: { 'main/current': '0744 a\n' },
  },
  {
    title: 'closed standard input is the end of input',
    script: ['1', './main'],
    shell: 'exec 0<&-',
    files: { 'main/current': '0744 ' },
  },
  {
    title: 'a directory as standard input is warned of',
    script: ['./main'],
    shell: 'exec 0<.',
    stderr: 's6-log: warning: unable to read from stdin: Is a directory\n',
    files: { 'main/current': '0744 ' },
  },
]

conforms('s6-log', 'standard output and input', stdout)
