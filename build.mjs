// Builds dist/: each command as one CommonJS file in code/, which starts 2-3 ms sooner than
// ESM, beside it what V8 has made of it (caches.cjs), and what runs both; and the library as
// ESM with declarations. koffi stays outside the bundles: it finds its prebuilt binary beside
// its own package.
//
//   node build.mjs              everything
//   node build.mjs --commands   the commands alone, for a working copy
//   node build.mjs --clean      everything, into an empty dist/

import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { kernelText } from './src/kernel/assembly/compile.mjs'

const { version, bin, man } = JSON.parse(readFileSync('package.json', 'utf8'))
const flags = new Set(process.argv.slice(2))
if (flags.has('--clean')) rmSync('dist', { recursive: true, force: true })

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  external: ['koffi'],
  define: {
    LOGRUN_VERSION: JSON.stringify(version),
    LOGRUN_KERNEL: JSON.stringify(kernelText()),
  },
  metafile: true,
  logLevel: 'warning',
  minify: true,
}

// A command's file only exports `run`, so that the umbrella can hold them all; what
// starts the process is this line.
const entry = (name) => `
  import { main } from './loggers/world.js'
  import { run } from './loggers/${name}.js'
  main(${JSON.stringify(name)}, run)
`
// What reads logs has a file of its own, so that no logger starts the later for it: the
// umbrella requires it when it is asked for.
const readers = readdirSync('loggers').flatMap(
  (name) => /^(logrun-[a-z]+)\.ts$/.exec(name)?.[1] ?? [],
)
const apart = {
  name: 'readers apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/logrun-[a-z]+\.js$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: path.replace(/js$/, 'cjs'), external: true } : undefined,
    ),
}
// Node's modules as they are. What esbuild makes of a default import is a copy, name by name,
// in each file that has one; and all that `createRequire` gives is here already.
const builtins = {
  name: 'builtins as they are',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'builtin' } : undefined,
    )
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => {
      if (path === 'node:module') return { contents: 'export const createRequire = () => require' }
      const names = Object.keys(process.getBuiltinModule(path))
      const taken = names.map(
        (name) => `export const ${name} = /* @__PURE__ */ (() => all.${name})()`,
      )
      const contents = [`const all = require('${path}')`, 'export default all', ...taken].join('\n')
      return { contents }
    })
  },
}
// A file's functions as `function`s. V8 skips their bodies until they are called, but it reads
// those of arrow functions within another function, as all of a CommonJS file is. (esbuild's own
// way to do without arrow functions spoils those that are fields of classes.)
const SIGNATURE =
  /^((?:export )?const \w+ =) (async )?(\((?:[^\n=]*|\n(?: {2}.*\n)+)\)(?:: [^\n=]+)?) => \{$/gm
const skippable = {
  name: 'skippable functions',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/(src|loggers)\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(SIGNATURE, '$1 $2function $3 {'),
      loader: 'ts',
    })),
}
const bundle = {
  ...shared,
  format: 'cjs',
  define: {
    ...shared.define,
    'import.meta.url': '__filename',
    'import.meta.dirname': '__dirname',
  },
  // Otherwise a dynamic import would load the loader of modules.
  supported: { 'dynamic-import': false },
  plugins: [apart, builtins, skippable],
}
/** The directories of other people's packages of which some part is in what was built. */
const foreign = new Set()
const buildNoting = async (options) => {
  const { metafile, outputFiles } = await build(options)
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const directory = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]
      if (directory && bytesInOutput > 0) foreign.add(directory)
    }
  return outputFiles
}
// Loads a command's code, by its cache where there is one. Where V8 does not take that, it goes
// by the code.
const loading = (name) => `'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')
const path = __dirname + '/code/${name}'
let cachedData
try {
  cachedData = readFileSync(path + '.cache')
} catch {}
const code = readFileSync(path + '.js', 'latin1')
const script = new Script(code, { filename: path + '.js', cachedData })
script.runInThisContext()(exports, require, module, __filename, __dirname)
`
/** Writes dist/NAME.cjs, and the code it loads. */
const buildCommand = async (name, options, shebang = '') => {
  const [{ text }] = await buildNoting({ ...bundle, ...options, write: false })
  // V8 would take it for that of the new code, were both of one length.
  rmSync(`dist/code/${name}.cache`, { force: true })
  writeFileSync(
    `dist/code/${name}.js`,
    `(function (exports, require, module, __filename, __dirname) {${text}})`,
  )
  writeFileSync(`dist/${name}.cjs`, shebang + loading(name))
}
mkdirSync('dist/code', { recursive: true })
for (const name of Object.keys(bin)) {
  const contents = entry(name)
  const stdin = { contents, resolveDir: '.', sourcefile: `${name}.js` }
  await buildCommand(name, { stdin }, '#!/usr/bin/env node\n')
  chmodSync(bin[name], 0o755)
}
for (const name of readers) await buildCommand(name, { entryPoints: [`loggers/${name}.ts`] })
spawnSync(process.execPath, ['caches.cjs'], { stdio: 'inherit' })

if (!flags.has('--commands')) {
  await buildNoting({ ...shared, entryPoints: ['src/index.ts'], format: 'esm', outdir: 'dist' })
  const tsc = existsSync('node_modules/.bin/tsc') ? 'node_modules/.bin/tsc' : 'tsc'
  const declarations = ['--noEmit', 'false', '--emitDeclarationOnly', '--declaration']
  const { status } = spawnSync(tsc, ['-p', 'tsconfig.build.json', ...declarations], {
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1

  // A page for people, in the form of man(1), of every command.
  const { outputFiles } = await build({
    entryPoints: ['loggers/manual/man-page.ts'],
    bundle: true,
    format: 'esm',
    write: false,
  })
  const source = Buffer.from(outputFiles[0].contents).toString('base64')
  const { manPage } = await import(`data:text/javascript;base64,${source}`)
  const seconds = Number(process.env.SOURCE_DATE_EPOCH ?? Date.now() / 1000)
  const date = new Date(seconds * 1000).toISOString().slice(0, 10)
  for (const file of man) {
    const [name] = basename(file).split('.')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(
      file,
      manPage(name, readFileSync(`loggers/${name}.md`, 'utf8'), { version, date }),
    )
  }

  // By the names under which shells look for them.
  mkdirSync('dist/completions', { recursive: true })
  for (const [shell, name] of [
    ['bash', 'logrun.bash'],
    ['zsh', '_logrun'],
    ['fish', 'logrun.fish'],
  ]) {
    const made = spawnSync(process.execPath, [bin.logrun, 'completion', shell])
    if (made.status !== 0) throw new Error(`no completion for ${shell}: ${made.stderr}`)
    writeFileSync(`dist/completions/${name}`, made.stdout)
  }
}

// Their licences ask to go where their code goes.
const licenceOf = (directory) => {
  const { name, version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each))
  if (!file) throw new Error(`no licence file in ${directory}`)
  return `${name} ${version}\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`
}
const licences = new Set([...foreign].map(licenceOf))
writeFileSync('dist/LICENSES.txt', [...licences].sort().join(`\n${'-'.repeat(72)}\n\n`))
