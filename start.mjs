// npm start: the main job, on real input.
//
//   npm start                            the bundled log of a tcpserver into ./demo/
//   ANYTHING | npm start                 that input into ./demo/
//   ANYTHING | npm start --silent -- t s1000000 n10 ./logs/x
//                                        multilog with that script
//
// Then, for the demo, the directory and its last lines with human time.

import { spawnSync } from 'node:child_process'
import { fstatSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const program = (name) => join(root, 'dist', `${name}.cjs`)
const command = (name, words, stdio) =>
  spawnSync(process.execPath, [program(name), ...words], { stdio })

/** How long a pipe may take to show its first byte, in milliseconds. */
const PATIENCE = 1000
const POLLIN = 0x001

// A terminal or /dev/null has nothing for us; nor has an empty file, or a pipe that
// somebody merely left open.
const hasInput = () => {
  const input = fstatSync(0)
  if (input.isFile()) return input.size > 0
  if (!input.isFIFO() && !input.isSocket()) return false
  const koffi = createRequire(import.meta.url)('koffi')
  const poll = koffi.load(null).func('poll', 'int', ['void *', 'unsigned long', 'int'])
  const set = Buffer.alloc(8)
  set.writeInt16LE(POLLIN, 4)
  poll(set, 1, PATIENCE)
  return (set.readInt16LE(6) & POLLIN) !== 0
}

// multilog makes one level of directory; whoever types a path here expects all of it.
const makeParents = (words) => {
  for (const word of words) if (/^[./]/.test(word)) mkdirSync(dirname(word), { recursive: true })
}

const show = (directory) => {
  console.log(`${directory}`)
  for (const name of readdirSync(directory).sort()) {
    const { mode, size } = statSync(join(directory, name))
    console.log(`  ${(mode & 0o777).toString(8)} ${String(size).padStart(8)}  ${name}`)
  }
  console.log('\nlast lines, by tai64nlocal:')
  const last = spawnSync('tail', ['-n', '5', join(directory, 'current')]).stdout
  const local = spawnSync(process.execPath, [program('tai64nlocal')], { input: last })
  console.log(local.stdout.toString('latin1').trimEnd().replace(/^/gm, '  '))
}

const script = process.argv.slice(2)
if (script.length > 0) {
  makeParents(script)
  process.exitCode = command('multilog', script, 'inherit').status ?? 111
} else {
  const bundled = join(root, 'fixtures', 'corpora', 'tcpserver.log')
  const input = hasInput() ? 'inherit' : openSync(bundled, 'r')
  const { status } = command('multilog', ['t', 's32768', 'n10', './demo'], [input, 1, 2])
  process.exitCode = status ?? 111
  if (status === 0) show('./demo')
}
