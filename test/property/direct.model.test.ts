// The direct layout beside a model of it, as the loggers that have it use it: labels with
// processors in the background, labels under a sum, dates with compression.

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { test } from 'vitest'
import { planOf as cyclogPlan } from '../../loggers/cyclog.js'
import { parse as svlogdOptions, planOf as svlogdPlan } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import { parse as tinylogOptions, planOf as tinylogPlan } from '../../loggers/tinylog.js'
import type { DirectoryPlan, Plan } from '../../src/plan.js'
import { inOrder } from '../helpers/pipeline-world.js'
import { type Action, type Files, holdsItsModel, type Layout } from './directory-machine.js'

const SIZE = 4096

/** The directory of a logger's plan, to be made where it is not there. */
const directoryOf = ({ actions }: Plan): DirectoryPlan => {
  const [directory] = actions.flatMap((action) => (action.do === 'log' ? [action.directory] : []))
  if (!directory) throw new Error('no directory')
  return { ...directory, making: 'attempted' }
}

const svlogd = (config: string): DirectoryPlan => {
  const options = svlogdOptions(['./log'])
  if ('refused' in options) throw new Error(options.refused)
  return directoryOf(svlogdPlan(options, [{ config: parseConfig(config), read: true }]))
}

const cyclog = directoryOf(
  cyclogPlan(
    { maximum: SIZE, total: 1e12, margin: 512, files: 1e6, directories: ['./log'] },
    'tai',
  ),
)

const tinylog = (...words: readonly string[]): DirectoryPlan => {
  const options = tinylogOptions([...words, '-k1000000', `-s${SIZE}`, './log'])
  if (!('directory' in options)) throw new Error('usage')
  return directoryOf(tinylogPlan(options, 1))
}

/** By the time in its name, each once: what is processed or compressed may be there in both forms. */
const once = (files: Files): Buffer => {
  const forms = Object.entries(files).filter(([name]) => /^[@_].*\.[su](\.Z)?$/.test(name))
  const contents = forms.map(([name, { content }]): [string, Buffer] => [
    name.replace(/\.[su](\.Z)?$/, ''),
    name.endsWith('.Z') ? gunzipSync(content) : content,
  ])
  const sorted = [...new Map(contents)].sort(([a], [b]) => (a < b ? -1 : 1))
  const pieces = [...sorted.map(([, content]) => content), files.current?.content]
  return Buffer.concat(pieces.filter((piece) => piece !== undefined))
}

/** The oldest complete `.u` is what a processor has been given. */
const processed: Layout['processed'] = (files) => {
  const waiting = Object.entries(files).filter(
    ([name, { mode }]) => /^@.*\.u$/.test(name) && (mode & 0o100) !== 0,
  )
  const [name = '', file] = waiting.sort(([a], [b]) => (a < b ? -1 : 1))[0] ?? []
  const content = file?.content ?? Buffer.alloc(0)
  return { [name.replace(/u$/, 't')]: content, newstate: Buffer.from('state') }
}

const layouts: readonly (readonly [tool: string, layout: Layout, runs: number])[] = [
  ['svlogd', { plan: svlogd(`s${SIZE}\nn0\n`), found: inOrder }, 150],
  [
    'svlogd with a processor',
    { plan: svlogd(`s${SIZE}\nn0\n!copy\n`), processed, found: once },
    150,
  ],
  ['cyclog', { plan: cyclog, found: inOrder }, 150],
  ['tinylog', { plan: tinylog(), found: inOrder }, 100],
  ['tinylog -z', { plan: tinylog('-z'), found: once }, 60],
]

const kept: [Action[]][] = JSON.parse(
  readFileSync('fixtures/regressions/direct.model.json', 'utf8'),
).map(({ actions }: { actions: Action[] }) => [actions])

test.each(layouts)(
  'a directory of %s holds what its model holds, whatever happens',
  async (_, layout, runs) => {
    await holdsItsModel(layout, runs, kept)
  },
)
