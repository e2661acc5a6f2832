// Every row of the recovery table, as steps.

import { expect, test } from 'vitest'
import { type Mark, recover } from '../../../src/rotation/recover.js'
import type { Step } from '../../../src/rotation/steps.js'

const words = (step: Step): string =>
  step.do === 'archive'
    ? `archive ${step.file} .${step.code}`
    : step.do === 'remove'
      ? `remove ${step.file}`
      : step.do === 'open-current'
        ? `open-current ${step.resume ? 'resume' : 'fresh'}`
        : step.do

const CLEAR = ['remove state', 'remove newstate']
const FRESH = ['clear-state', 'open-current fresh', 'mark-current']
const RESUME = ['open-current resume', 'mark-current']
const TRUST_PREVIOUS = ['remove processed', 'archive previous .u', 'archive current .u']
const TRUST_PROCESSED = ['remove previous', 'archive processed .s', 'archive current .u']

const rows: [Mark, Mark, string[]][] = [
  ['complete', 'absent', RESUME],
  ['complete', 'in-use', RESUME],
  ['complete', 'complete', RESUME],
  ['absent', 'absent', [...CLEAR, ...TRUST_PREVIOUS, ...FRESH]],
  ['absent', 'in-use', [...CLEAR, ...TRUST_PREVIOUS, ...FRESH]],
  ['absent', 'complete', [...CLEAR, ...TRUST_PROCESSED, ...FRESH]],
  ['in-use', 'absent', [...CLEAR, ...TRUST_PREVIOUS, ...FRESH]],
  ['in-use', 'in-use', [...CLEAR, ...TRUST_PREVIOUS, ...FRESH]],
  ['in-use', 'complete', [...CLEAR, ...TRUST_PROCESSED, ...FRESH]],
]

test.each(rows)('current %s, processed %s', (current, processed, expected) => {
  const steps = recover({ current, processed }, { code: 's' })

  expect(steps.map(words)).toEqual(expected)
})

test('what only tidies up may fail, what the log depends on may not', () => {
  const severities = recover({ current: 'absent', processed: 'absent' }, { code: 's' }).map(
    (step) => `${words(step)}: ${step.severity}`,
  )

  expect(severities).toEqual([
    'remove state: ignore',
    'remove newstate: ignore',
    'remove processed: ignore',
    'archive previous .u: pause',
    'archive current .u: pause',
    'clear-state: fatal',
    'open-current fresh: fatal',
    'mark-current: fatal',
  ])
})

test('previous must go where processed stands for it, or its lines would be there twice', () => {
  const steps = recover({ current: 'absent', processed: 'complete' }, { code: 's' })

  expect(steps.find((step) => words(step) === 'remove previous')?.severity).toBe('pause')
})
