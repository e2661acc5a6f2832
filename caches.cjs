// What V8 makes of the commands' code, kept, so that no start has to make it anew: half of
// what a start costs beyond that of Node itself.
//
//   node caches.cjs     makes a NAME.cache beside each dist/code/NAME.js
//
// V8 refuses what another version of it has made, and the command starts as it would without.
// The build makes them, and they are packed; whoever has another Node may make them anew.

const { mkdtempSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { dirname, join } = require('node:path')
const { spawnSync } = require('node:child_process')
const vm = require('node:vm')

const DIST = join(__dirname, 'dist')

/** Commands as they are mostly used. Code that none of them calls is in no cache. */
const runs = [
  ['multilog', 't', 's4096', './log'],
  ['cyclog', './cyclog'],
  ['dumblog', './dumblog'],
  ['tinylog', '-t', './tinylog'],
  ['svlogd', '-tt', './log'],
  ['s6-log', 't', './s6-log'],
  // More of it would be in the system's log.
  ['sissylog', '--version'],
  ['tai64n'],
  ['tai64nlocal'],
  ['accustamp'],
  ['tailocal'],
  ['s6-tai64n'],
  ['s6-tai64nlocal'],
  ['logrun', 'multilog', 't', './log'],
  ['logrun', 'cat', './log'],
  ['logrun', 'stat', './log'],
  ['logrun', 'check', './log'],
  ['logrun', 'histogram', './log'],
  ['logrun', 'explain', 'multilog', 't', './log'],
  ['logrun', 'completion', 'bash'],
]

const makeAll = () => {
  const cwd = mkdtempSync(join(tmpdir(), 'logrun-'))
  // A cache made under other flags is refused as well.
  const env = { ...process.env, NODE_OPTIONS: '' }
  for (const [name, ...words] of runs)
    spawnSync(process.execPath, ['--require', __filename, join(DIST, `${name}.cjs`), ...words], {
      cwd,
      env,
      input: 'a line\nanother\n',
      stdio: ['pipe', 'ignore', 'ignore'],
    })
  rmSync(cwd, { recursive: true, force: true })
}

/** From now on the cache of each script made in this process is written at its end. */
const keepCaches = () => {
  const { Script } = vm
  vm.Script = class extends Script {
    constructor(code, options) {
      super(code, options)
      if (dirname(options?.filename ?? '') === join(DIST, 'code'))
        process.on('exit', () => keep(options.filename.replace(/js$/, 'cache'), this))
    }
  }
}

// V8 looks at the beginning alone and trusts the rest, so nobody is to see half of one, nor
// what a power loss has left.
const keep = (path, script) => {
  const made = `${path}.${process.pid}`
  writeFileSync(made, script.createCachedData(), { flush: true })
  renameSync(made, path)
}

if (require.main !== module) keepCaches()
else {
  try {
    makeAll()
  } catch (error) {
    // Nothing is wrong without them.
    console.error(`no code caches: ${error.message}`)
  }
}
