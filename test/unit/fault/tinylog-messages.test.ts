// What tinylog says: spec/tinylog.md §9.

import { expect, test } from 'vitest'
import type { Fault } from '../../../src/fault/fault.js'
import { fatalText, type Voice, waitingText, warningText } from '../../../src/fault/messages.js'
import {
  tinylogMessage,
  tinylogReasons,
  tinylogSentences,
} from '../../../src/fault/tinylog-messages.js'

const voice: Voice = {
  name: 'tinylog[7]',
  sentences: tinylogSentences,
  reasons: tinylogReasons,
  message: tinylogMessage('tinylog[7]'),
}

const directory = './d'
const current = { directory, file: 'current' }

test.each<[Fault, string]>([
  [
    { operation: 'open-directory', directory, code: 'ENOTDIR' },
    'failure chdir() to log directory ./d: not a directory (ENOTDIR)',
  ],
  [
    { operation: 'lock', directory, code: 'EAGAIN' },
    'failure acquiring lock file tinylog.pid in log directory ./d: temporary i/o failure (EAGAIN)',
  ],
  [
    { operation: 'stat', ...current, code: 'EIO' },
    'failure stat() on current in log directory: input/output error (EIO)',
  ],
  [
    { operation: 'append', ...current, code: 'EACCES' },
    'failure open() on current in log directory: access denied (EACCES)',
  ],
  [
    { operation: 'read-input', code: 'EISDIR' },
    'failure read() on standard input: is a directory (EISDIR)',
  ],
])('fatal: %j', (fault, text) => {
  expect(fatalText(voice, fault)).toBe(`error: tinylog[7]: fatal: ${text}\n`)
})

test.each<[Fault, string]>([
  [
    { operation: 'write', ...current, code: 'ENOSPC' },
    'pausing on write() error: out of disk space (ENOSPC)',
  ],
  [
    { operation: 'rename', ...current, code: 'EPERM' },
    'pausing: failure rename() on current: permission denied (EPERM)',
  ],
  [
    { operation: 'create', ...current, code: 'EDQUOT' },
    'pausing: failure open() for new current: disk quota exceeded (EDQUOT)',
  ],
  [
    { operation: 'link', directory, file: '_x.u', from: 'previous', code: 'EROFS' },
    'pausing: failure link() for previous to _x.u: read-only file system (EROFS)',
  ],
  [
    { operation: 'remove', directory, file: 'previous', code: 'EIO' },
    'pausing: failure unlink() on file previous: input/output error (EIO)',
  ],
  [
    { operation: 'list', directory, code: 'EMFILE' },
    'pausing: failure while pruning log directory: process cannot open more files (EMFILE)',
  ],
])('pausing: %j', (fault, text) => {
  expect(warningText(voice, fault, true)).toBe(`warning: tinylog[7]: ${text}\n`)
})

test('a warning that nothing waits for', () => {
  const fault: Fault = { operation: 'remove-oldest', directory, file: '_x.s', code: 'EPERM' }

  expect(warningText(voice, fault, false)).toBe(
    'warning: tinylog[7]: failure while pruning log directory: unlink() on file _x.s: permission denied (EPERM)\n',
  )
})

test('a request to end that has to wait', () => {
  expect(waitingText(voice, { operation: 'write', ...current, code: 'ENOSPC' })).toBe(
    'warning: tinylog[7]: asked to exit, waiting: pausing on write() error: out of disk space (ENOSPC)\n',
  )
})
