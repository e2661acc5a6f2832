// The direct layout beside a model of it: labels with processors in the background, labels
// under a sum, dates with compression.

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { test } from 'vitest'
import type { DirectoryPlan } from '../../src/plan.js'
import { inOrder } from '../helpers/pipeline-world.js'
import { type Action, type Files, holdsItsModel, type Layout } from './directory-machine.js'

const PLAN: DirectoryPlan = {
  path: './log',
  layout: 'direct',
  making: 'attempted',
  maximum: 4096,
  reserve: 2000,
  files: 1e6,
  code: 's',
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

const layouts: readonly (readonly [title: string, layout: Layout, runs: number])[] = [
  ['labels', { plan: PLAN, found: inOrder }, 150],
  [
    'labels, with a processor',
    { plan: { ...PLAN, processor: 'copy' }, processed, found: once },
    150,
  ],
  [
    'labels under a sum, taken up as left',
    {
      plan: { ...PLAN, full: 'at-once', resumes: 'as-left', total: 1e12, archives: 'own' },
      found: inOrder,
    },
    150,
  ],
  [
    'dates, whole lines, compressed',
    { plan: { ...PLAN, names: 'date', whole: true, compression: {} }, found: once },
    60,
  ],
]

const kept: [Action[]][] = JSON.parse(
  readFileSync('fixtures/regressions/direct.model.json', 'utf8'),
).map(({ actions }: { actions: Action[] }) => [actions])

test.each(layouts)(
  'a directory with %s holds what its model holds, whatever happens',
  async (_, layout, runs) => {
    await holdsItsModel(layout, runs, kept)
  },
)
