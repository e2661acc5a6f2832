// sissylog and a real socket: what a syslog daemon gets. spec/tinylog.md §12.

import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { command } from '../helpers/commands.js'
import type { Launch, RunningLogger } from '../helpers/run-logger.js'
import { noDaemon, SystemLogDaemon } from './system-log-daemon.js'

const unavailable = await noDaemon()

const b = (count: number): string => 'b'.repeat(count)

describe('datagrams', () => {
  let daemon: SystemLogDaemon
  let logger: RunningLogger | undefined

  beforeEach(async ({ skip }) => {
    if (unavailable !== undefined) skip(unavailable)
    daemon = new SystemLogDaemon()
    await daemon.start()
  })

  afterEach(async () => {
    const last = logger
    logger = undefined
    try {
      await last?.close()
    } finally {
      await daemon?.clear()
    }
  })

  const start = (words: readonly ByteString[], launch: Partial<Launch> = {}): RunningLogger => {
    logger = daemon.run(words, launch)
    return logger
  }

  /** Runs it on this input; gives exit code, standard error and what lies between its own messages. */
  const sent = async (
    words: readonly ByteString[],
    input: ByteString,
    head = '<30>sissylog',
  ): Promise<readonly ByteString[]> => {
    const running = start(words)
    await running.write(input)
    expect(await running.finish()).toBe('0')
    expect(running.stderr()).toBe('')
    const last = `${head}: sissylog: terminating normally on eof reading stdin`
    await daemon.got(last)
    const all = daemon.datagrams()
    expect([all[0], all.at(-1)]).toEqual([`${head}: sissylog: logging from stdin ...`, last])
    return all.slice(1, -1)
  }

  it.each([
    ['hello\n', ['<30>sissylog: hello']],
    ['alert: x\n', ['<25>sissylog: alert: x']],
    ['error: x\n', ['<27>sissylog: error: x']],
    ['warning: x\n', ['<28>sissylog: warning: x']],
    ['notice: x\n', ['<29>sissylog: notice: x']],
    ['debug: x\n', ['<31>sissylog: debug: x']],
    ['prefix alert: zz\n', ['<30>sissylog: prefix alert: zz']],
    ['\n\na\n\n', ['<30>sissylog: a']],
    ['%s%n%99999d\n', ['<30>sissylog: %s%n%99999d']],
    ['a\0b\r\x1b\n\t\x7f\n', ['<30>sissylog: a?b??', '<30>sissylog: \t\x7f']],
    ['no line feed', ['<30>sissylog: no line feed']],
    ['', []],
  ])('%j', async (input, expected) => {
    expect(await sent([], input)).toEqual(expected)
  })

  it('bytes of UTF-8 pass as they are', async () => {
    expect(await sent([], 'caf\xc3\xa9 \x80\xff\n')).toEqual(['<30>sissylog: caf\xc3\xa9 \x80\xff'])
  })

  it('lines of more than 800 bytes come in pieces under their identity and facility', async () => {
    expect(await sent(['id', 'LOG_MAIL'], `${b(801)}\n${b(800)}\n`, '<22>id')).toEqual([
      `<22>id: ${b(800)}`,
      '<22>id: +b',
      `<22>id: ${b(800)}`,
    ])
  })

  it('a line of any length comes in pieces of its priority, its control bytes replaced', async () => {
    const pieces = await sent([], `error: ${'\x01'.repeat(1_000_000)}\n`)

    expect(pieces.length).toBe(Math.ceil(1_000_007 / 800))
    expect(pieces[0]).toBe(`<27>sissylog: error: ${'?'.repeat(793)}`)
    expect(new Set(pieces.slice(1, -1))).toEqual(new Set([`<27>sissylog: +${'?'.repeat(800)}`]))
  })

  it('a read error is told the log, and its reason standard error', async () => {
    const running = start([], { shell: 'exec 0<.' })

    expect(await running.exit()).toBe('111')

    await daemon.got('<29>sissylog: notice: sissylog: terminating on i/o error reading stdin')
    expect(running.stderr()).toBe(
      'sissylog: fatal: unable to read standard input: is a directory\n',
    )
  })

  it('non-blocking input is waited for', async () => {
    const running = start([], { nonBlocking: true })
    await running.feed('one\n', 'two\n')

    expect(await running.finish()).toBe('0')

    await daemon.got('<30>sissylog: two')
  })

  it('closed input is empty', async () => {
    expect(await start([], { shell: 'exec 0<&-' }).exit()).toBe('0')
  })

  it('TERM sends what was read, though the daemon takes its time', async () => {
    const lines = Array.from({ length: 2000 }, (_, k) => `line ${k}`)
    const running = start([])
    await running.feed('first\n')
    await daemon.stop()
    await running.write(lines.map((line) => `${line}\n`).join(''))
    await running.until('all input taken', () => running.waiting() === 0)

    running.signal('SIGTERM')
    daemon.goOn()

    expect(await running.exit()).toBe('0')
    const last = '<30>sissylog: sissylog: terminating normally on sigterm'
    await daemon.got(last)
    expect(daemon.datagrams().slice(1)).toEqual([
      ...['first', ...lines].map((line) => `<30>sissylog: ${line}`),
      last,
    ])
  })

  it('TERM within a line waits for its end and leaves what follows', async () => {
    const running = start([])
    await running.feed('whole\npart')
    await running.wake('SIGTERM')
    await running.write('ial\nnext\n')

    expect(await running.exit()).toBe('0')

    await daemon.got('<30>sissylog: partial')
    logger = undefined
    expect(await running.close()).toBe('next\n')
  })

  it('without a daemon messages are lost, and one that comes is found', async () => {
    await daemon.end()
    const running = start([])
    await running.feed('lost\n')
    await daemon.start()
    await running.feed('kept\n')

    expect(await running.finish()).toBe('0')
    expect(running.stderr()).toBe('')
    await daemon.got('<30>sissylog: sissylog: terminating normally on eof reading stdin')
    expect(daemon.datagrams()[0]).toBe('<30>sissylog: kept')
  })
})

const usage = 'usage: sissylog [-hV] [ ident [ facility ]]\n'

test.each([
  ['-h', 0, usage],
  ['-?', 100, usage],
  ['-x', 100, `sissylog: usage error: invalid option: -x\n${usage}`],
])('%s exits %i', (word, code, said) => {
  const { status, stderr, stdout } = spawnSync(command('sissylog'), [word], { encoding: 'latin1' })

  expect({ status, stderr, stdout }).toEqual({ status: code, stderr: said, stdout: '' })
})

test('-V says which version this is on standard error, --help and --version answer', () => {
  const run = (word: string) => spawnSync(command('sissylog'), [word], { encoding: 'latin1' })

  expect(run('-V')).toMatchObject({
    status: 0,
    stdout: '',
    stderr: expect.stringMatching(/^logrun \S+\n$/),
  })
  expect(run('--version').stdout).toBe(run('-V').stderr)
  expect(run('--help').stdout).toMatch(/^# sissylog\n/)
})
