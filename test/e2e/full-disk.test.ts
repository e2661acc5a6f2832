// A disk that is really full, under every logger that keeps archives: nobody makes room but
// the logger itself.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { command } from '../helpers/commands.js'
import { allowed, refused } from '../helpers/needs.js'

let place: string
let main: string

const logrun = (words: readonly string[], input = '') =>
  spawnSync(process.execPath, [command('logrun'), ...words], {
    cwd: place,
    input,
    encoding: 'latin1',
    timeout: 60_000,
  })

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'logrun-'))
  main = join(place, 'main')
  mkdirSync(main)
})

afterEach(() => rmSync(place, { recursive: true, force: true }))

const archives = (): string[] =>
  readdirSync(main)
    .filter((name) => /^[@_]/.test(name))
    .sort()

const logged = (): string =>
  [...archives(), 'current'].map((name) => readFileSync(join(main, name), 'latin1')).join('')

const TOLD = /^logrun: disk full: removed (\d+) archives?, \d+ bytes: .*\n/gm

const tools: Readonly<Record<string, readonly string[]>> = {
  multilog: ['s8192', 'n1000', './main'],
  's6-log': ['s8192', 'n1000', './main'],
  svlogd: ['./main'],
  cyclog: ['--max-file-size', '8192', './main'],
  tinylog: ['-s', '8000', '-k', '1000', './main'],
}

describe('on a file system of 128 KiB', () => {
  const mountable = allowed('mount')

  for (const [tool, words] of Object.entries(tools))
    it.skipIf(!mountable)(
      `${tool} deletes its oldest archives and tells so${mountable ? '' : `: ${refused('mount')}`}`,
      () => {
        const lines = Array.from({ length: 6000 }, (_, k) => `line number ${k} of very many\n`)
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k,mode=700', 'none', main])
        try {
          if (tool === 'svlogd') writeFileSync(join(main, 'config'), 's8192\nn0\n')

          const { status, stderr } = logrun(['--full=prune:1', tool, ...words], lines.join(''))

          const text = logged().replace(/^@[0-9a-f]{24} /gm, '')
          const kept = text.replace(TOLD, '')
          expect([
            status,
            stderr.split('\n').filter((each) => /pausing|sleeping/.test(each)),
          ]).toEqual([0, []])
          expect(kept.length).toBeGreaterThan(50_000)
          expect(lines.join('').endsWith(kept)).toBe(true)
          expect(kept).toMatch(/^line number/)
          const told = [...text.matchAll(TOLD)].map(([, count]) => Number(count))
          const warned = stderr.split('\n').filter((each) => /disk (full|space)/.test(each)).length
          expect(told.length).toBeGreaterThan(0)
          expect(told.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(warned)
        } finally {
          execFileSync('umount', [main])
        }
      },
    )
})

describe('the option', () => {
  it.each([
    [['--full=2', 'multilog', './main'], '--full takes =wait or =prune:N, N being digits'],
    [['--full', 'multilog', './main'], '--full takes =wait or =prune:N, N being digits'],
    [
      ['--full=prune:2', 'dumblog', './main/log'],
      'dumblog keeps no archives that --full=prune could delete',
    ],
  ])('%j is misuse, before anything is touched', (words, why) => {
    const { status, stderr } = logrun(words, 'line\n')

    expect(status).toBe(100)
    expect(stderr).toMatch(new RegExp(`^logrun: fatal: ${why}\nusage: logrun `))
    expect(readdirSync(main)).toEqual([])
  })

  it('changes nothing where there is room', () => {
    const { status, stderr } = logrun(['--full=prune:0', 'multilog', './main'], 'line\n')

    expect([status, stderr, logged()]).toEqual([0, '', 'line\n'])
  })
})
