import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deviations } from './deviations.js'

const folder = 'test/conformance'
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n')

test.each(Object.keys(deviations))('the deviation "%s" is named by a scenario', (name) => {
  expect(scenarios).toContain(`deviation: '${name}'`)
})
