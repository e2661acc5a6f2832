// Alerts and status files: spec/s6-log.md §6.2, §6.3.

import type { ByteString } from '../../src/bytes.js'
import { conforms, type Scenario } from './scenario.js'

const digits = (length: number): ByteString => '0123456789'.repeat(length / 10 + 1).slice(0, length)

const alert = (limit: number | undefined, length: number, shown: ByteString): Scenario => ({
  title: `E ${limit ?? 'unset'}, a line of ${length}: ${shown.length} bytes`,
  script: [...(limit === undefined ? [] : [`E${limit}`]), 'pA', '2'],
  input: `${digits(length)}\n`,
  stderr: `s6-log: alert: A ${shown}\n`,
})

const alerts: readonly Scenario[] = [
  alert(undefined, 203, digits(203)),
  alert(undefined, 204, `${digits(200)}...`),
  alert(200, 203, digits(203)),
  alert(200, 204, `${digits(200)}...`),
  alert(10, 13, digits(13)),
  alert(10, 14, '0123456789...'),
  alert(1, 4, '0123'),
  alert(1, 5, '0...'),
  alert(0, 5000, digits(5000)),
  {
    title: 'a broken standard error is no obstacle',
    script: ['2', './main'],
    shell: 'mkfifo p; exec 9<>p; exec 2>p; exec 9<&-',
    input: 'a\nb\n',
    files: { 'main/current': '0744 a\nb\n' },
  },
  {
    title: 'closed standard error swallows alerts',
    script: ['2', './main'],
    shell: 'exec 2>&-',
    input: 'a\n',
    files: { 'main/current': '0744 a\n' },
  },
]

const status = (size: string | undefined, line: ByteString, content: ByteString): Scenario => ({
  title: `${size ?? 'no size'}, a line of ${line.length}: a file of ${content.length}`,
  script: [...(size === undefined ? [] : [size]), '=st'],
  input: `${line}\n`,
  files: { st: `0644 ${content}`, 'st.new': undefined },
})

const statuses: readonly Scenario[] = [
  status(undefined, 'hello', `hello${'\n'.repeat(996)}`),
  status(undefined, digits(1000), `${digits(1000)}\n`),
  status(undefined, digits(1001), digits(1001)),
  status('^10', 'hello', 'hello\n\n\n\n\n'),
  status('^10', 'hello6789', 'hello6789\n'),
  status('^10', 'hello67890', 'hello67890'),
  status('^10', 'hello6789012', 'hello67890'),
  status('^0', 'hello', 'hello\n'),
  status('^0', digits(5000), `${digits(5000)}\n`),
  status('^1', 'hello', 'h'),
  status('^1', '', '\n'),
  {
    title: 'the last selected line is shown',
    script: ['-', '+a', '^0', '=st'],
    input: 'a1\nb1\na2\nb2\n',
    files: { st: '0644 a2\n' },
  },
  {
    title: 'nothing selected, nothing made',
    script: ['-', '=st'],
    input: 'a1\n',
    files: { st: undefined },
  },
  {
    title: 'stamp and prefix count',
    script: ['t', 'pA', '^32', '=st'],
    input: 'hello\n',
    files: { st: '0644 @LABEL A hell' },
  },
  {
    title: 'the file is replaced, not written over',
    script: ['^0', '=st'],
    given: (place) => {
      place.file('st', 'old\n', 0o600)
      place.link('st', 'kept')
    },
    input: 'new\n',
    files: { st: '0644 new\n', kept: '0600 old\n' },
  },
  {
    title: 'a leftover .new is overwritten',
    script: ['^0', '=st'],
    given: (place) => place.file('st.new', 'something longer\n', 0o600),
    input: 'new\n',
    files: { st: '0600 new\n', 'st.new': undefined },
  },
  {
    title: 'a missing folder is a warning',
    script: ['=no/st', '1'],
    input: 'a\n',
    stdout: 'a\n',
    stderr: 's6-log: warning: unable to write status file no/st: No such file or directory\n',
  },
  {
    title: 'a folder in the way is a warning',
    script: ['=st', '1'],
    given: (place) => place.directory('st'),
    input: 'a\n',
    stdout: 'a\n',
    stderr: 's6-log: warning: unable to write status file st: Is a directory\n',
  },
  {
    title: 'the mask of the start holds',
    script: ['=st'],
    shell: 'umask 027',
    input: 'a\n',
    files: { st: `0640 ${'a'.padEnd(1001, '\n')}` },
  },
  {
    title: 'ten million bytes',
    script: ['^10000000', '=st'],
    input: 'a\n',
    deviation: 's6-log: great status files',
    files: { st: '0644 (10000000 bytes)' },
    theirs: { exit: 'SIGSEGV' },
  },
]

conforms('s6-log', 'alerts', alerts)
conforms('s6-log', 'status files', statuses)
