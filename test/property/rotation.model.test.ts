// The rotation machine, by way of `previous`, beside a model of it.

import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { inOrder } from '../helpers/pipeline-world.js'
import { type Action, holdsItsModel, type Layout } from './directory-machine.js'

const plain: Layout = {
  plan: { path: './log', maximum: 4096, reserve: 2000, files: 1e6, code: 's' },
  found: inOrder,
}

const processing: Layout = {
  ...plain,
  plan: { ...plain.plan, processor: 'copy' },
  processed: ({ previous }) => ({
    processed: previous?.content ?? Buffer.alloc(0),
    newstate: Buffer.from('state'),
  }),
}

const kept: [Action[]][] = JSON.parse(
  readFileSync('fixtures/regressions/rotation.model.json', 'utf8'),
).map(({ actions }: { actions: Action[] }) => [actions])

test.each([
  ['a directory', plain],
  ['a directory whose archives are linked', { ...plain, replaces: true } as const],
  ['a directory with a processor', processing],
])('%s holds what its model holds, whatever happens', async (_, layout) => {
  await holdsItsModel(layout, 150, kept)
})
