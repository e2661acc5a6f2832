// What npm packs, installed the way a user installs it: no build tools, no scripts run,
// and little more than node on the PATH.

import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { logText, unstamped } from './log-text.js'
import { copyWorkingCopy, shellEnvironment } from './working-copy.js'

const MINUTE = 60_000

/** Where the package is installed, and everything else of this file. */
let prefix: string
let copy: string

const run = (
  program: string,
  words: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; input?: string },
): string => {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    ...options,
    encoding: 'latin1',
    timeout: 4 * MINUTE,
  })
  expect(status, `${program} ${words.join(' ')}: ${error ?? stdout + stderr}`).toBe(0)
  return stdout
}

/** Runs an installed command in `prefix`, which sees nothing but node, cat and tr. */
const installed = (command: string, words: readonly string[], input = ''): string =>
  run(join(prefix, 'bin', command), words, {
    cwd: prefix,
    env: { PATH: join(prefix, 'path'), TZ: 'UTC' },
    input,
  })

beforeAll(() => {
  copy = copyWorkingCopy()
  prefix = mkdtempSync(join(tmpdir(), 'logrun-prefix-'))
  const env = shellEnvironment()
  run('npm', ['pack', '--foreground-scripts', '--pack-destination', prefix], { cwd: copy, env })
  const archive = readdirSync(prefix).find((name) => name.endsWith('.tgz')) ?? ''
  const install = ['install', '--global', '--ignore-scripts', '--prefer-offline', '--silent']
  run('npm', [...install, '--prefix', prefix, join(prefix, archive)], { cwd: prefix, env })
  mkdirSync(join(prefix, 'path'))
  symlinkSync(process.execPath, join(prefix, 'path', 'node'))
  for (const name of ['cat', 'tr']) symlinkSync(`/usr/bin/${name}`, join(prefix, 'path', name))
}, 9 * MINUTE)

afterAll(() => {
  rmSync(prefix, { recursive: true, force: true })
  rmSync(copy, { recursive: true, force: true })
})

it('multilog logs', () => {
  installed('multilog', ['t', 's4096', './main'], 'a\nb\n')

  expect(unstamped(logText(`${prefix}/main`))).toBe('a\nb\n')
})

it('multilog runs processors', () => {
  const line = `${'a'.repeat(99)}\n`

  installed('multilog', ['s4096', '!tr a b', './processed'], line.repeat(30))

  expect(logText(`${prefix}/processed`)).toMatch(/^(b{99}\n)+(a{99}\n)+$/)
})

it('tai64n stamps, and tai64nlocal turns stamps into local time', () => {
  const stamped = installed('tai64n', [], 'a\nb\n')
  const local = installed('tai64nlocal', [], stamped)

  expect(stamped).toMatch(/^@[0-9a-f]{24} a\n@[0-9a-f]{24} b\n$/)
  expect(local).toMatch(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} [ab]\n){2}$/)
})

it('logrun cat reads a log, by pattern too', () => {
  installed('multilog', ['t', './read'], 'a\nb\n')

  const shown = installed('logrun', ['cat', '-o', 'raw', 're*'])

  expect(unstamped(shown)).toBe('a\nb\n')
})

it('logrun runs a tool by its name', () => {
  installed('logrun', ['multilog', './by-name'], 'a\nb\n')

  expect(logText(`${prefix}/by-name`)).toBe('a\nb\n')
})

it('the library is importable by name, with its declarations', () => {
  const probe = join(prefix, 'lib', 'probe.mjs')
  writeFileSync(
    probe,
    `import { labelOf, parseLabel, run, starPattern, systemClock } from 'logrun'
     console.log([labelOf, parseLabel, run, starPattern, systemClock].map((each) => typeof each).join())`,
  )

  const types = run(process.execPath, [probe], { cwd: prefix, env: {} })

  expect(types).toBe('function,function,function,function,object\n')
  expect(readdirSync(join(prefix, 'lib/node_modules/logrun/dist'))).toContain('index.d.ts')
})

it('man and shells find what is told of every command', () => {
  const pages = ['man8/multilog.8', 'man8/s6-log.8', 'man1/logrun.1', 'man1/logrun-cat.1']

  for (const page of pages)
    expect(readFileSync(join(prefix, 'share/man', page), 'latin1')).toMatch(/^\.TH "[\w-]+" [18] /)
  const completions = join(prefix, 'lib/node_modules/logrun/dist/completions')
  for (const [name, shell] of [
    ['logrun.bash', 'bash'],
    ['_logrun', 'zsh'],
    ['logrun.fish', 'fish'],
  ] as const)
    expect(readFileSync(join(completions, name), 'utf8')).toBe(
      installed('logrun', ['completion', shell]),
    )
})

it('what is bundled of other packages comes with their licences', () => {
  const dist = join(prefix, 'lib/node_modules/logrun/dist')
  // Where nothing is made small, the bundler names each file whose code follows.
  const { outputFiles } = buildSync({
    entryPoints: readdirSync(join(copy, 'loggers'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(copy, 'loggers', name)),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['koffi'],
    outdir: copy,
    write: false,
  })
  const bundled = outputFiles.flatMap(({ text }) =>
    [...text.matchAll(/^ *\/\/ (.*node_modules\/.*)$/gm)].map(
      ([, path = '']) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '',
    ),
  )
  const packages = [...new Set(bundled)].map((path) => resolve(path))

  const licences = readFileSync(join(dist, 'LICENSES.txt'), 'utf8')

  expect(packages.map((path) => basename(path))).toContain('micromatch')
  for (const path of packages) {
    const { name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
    const licence = readFileSync(join(path, 'LICENSE'), 'utf8').trim()
    expect(licences).toContain(`${name} ${version}\n\n${licence}\n`)
  }
})

it('nothing is packed but the commands, the library, their pages and the papers', () => {
  const names = readdirSync(join(prefix, 'lib/node_modules/logrun'))

  const papers = ['CHANGELOG.md', 'DEVIATIONS.md', 'LICENSE', 'README.md', 'package.json']
  const expected = new Set(['caches.cjs', 'dist', 'loggers', 'node_modules', ...papers])
  expect(names.filter((name) => !expected.has(name))).toEqual([])
})

it('what V8 has made of the commands can be made anew, for another Node', () => {
  const root = join(prefix, 'lib/node_modules/logrun')
  const packed = ['multilog.cache', 'logrun.cache', 'logrun-cat.cache']
  for (const name of packed) rmSync(join(root, 'dist/code', name))

  run(process.execPath, [join(root, 'caches.cjs')], { cwd: prefix, env: {} })

  expect(readdirSync(join(root, 'dist/code'))).toEqual(expect.arrayContaining(packed))
})
