// The direct layout: what a start makes of what it finds, and which old files go.

import { describe, expect, test } from 'vitest'
import {
  directClosing,
  directOpening,
  directRecovery,
  directRotation,
  oldFiles,
  thinned,
} from '../../../src/rotation/direct.js'
import type { Step } from '../../../src/rotation/steps.js'

const label = (k: number): string => `@4000000000000000${String(k).padStart(8, '0')}`
const plan = {
  path: './d',
  maximum: 100,
  reserve: 10,
  files: 3,
  code: 's',
  layout: 'direct',
} as const

const names = (steps: readonly Step[]): readonly string[] => steps.map((step) => step.do)
const discarded = (steps: readonly Step[]): readonly string[] =>
  steps.map((step) => (step.do === 'discard' ? `${step.as} ${step.file.slice(-2)}` : step.do))

describe('what a start does', () => {
  const fresh = ['open-current', 'mark-current', 'tell', 'process-next']

  test.each([
    ['an absent current', 'absent', false, fresh],
    ['an empty one in use', 'in-use', true, fresh],
    ['an empty complete one', 'complete', true, fresh],
    ['a complete one', 'complete', false, fresh],
    ['one in use', 'in-use', false, ['seal', 'retire', 'sync-names', 'thin', ...fresh]],
  ] as const)('with %s', (_, mark, empty, expected) => {
    expect(names(directRecovery(plan, mark, empty))).toEqual(expected)
  })

  test.each([
    ['an empty one in use, to be archived', { empties: 'archived' }, 'in-use', true, 'u'],
    ['a complete one, to begin anew', { begins: 'anew' }, 'complete', false, 's'],
    ['an empty complete one, to begin anew', { begins: 'anew' }, 'complete', true, 's'],
  ] as const)('with %s', (_, more, mark, empty, code) => {
    const steps = directRecovery({ ...plan, ...more }, mark, empty)

    const sealed = mark === 'in-use' ? ['seal'] : []
    expect(steps.find((step) => step.do === 'retire')).toMatchObject({ code })
    expect(names(steps)).toEqual([...sealed, 'retire', 'sync-names', 'thin', ...fresh])
  })

  test('where the total counts, old files are looked at before current is opened', () => {
    const steps = directRecovery({ ...plan, total: 1000 }, 'complete', false)

    expect(names(steps)).toEqual(['thin', ...fresh])
  })

  test.each([
    ['complete', ['open-current', 'mark-current', 'tell', 'take-up', 'process-next']],
    ['absent', fresh],
  ] as const)(
    'one that is %s is taken up as it was left where the plan says so',
    (mark, expected) => {
      const steps = directRecovery({ ...plan, resumes: 'as-left' }, mark, false)

      expect(names(steps)).toEqual(expected)
    },
  )

  test('what was recovered is unfinished, and on disk before it gets its name', () => {
    const [seal, retire] = directRecovery(plan, 'in-use', false)

    expect(seal).toMatchObject({ do: 'seal', file: 'current' })
    expect(retire).toMatchObject({ do: 'retire', code: 'u' })
  })

  test('what is no file is not opened', () => {
    expect(names(directRecovery(plan, 'in-use', false, false))[0]).toBe('retire')
  })

  test.each([
    [undefined, 'pause'],
    ['fatal', 'fatal'],
  ] as const)('recovery %s: a current that cannot be opened is %s', (recovery, severity) => {
    const steps = directRecovery({ ...plan, ...(recovery && { recovery }) }, 'complete', false)

    for (const step of ['open-current', 'mark-current'])
      expect(steps.find((each) => each.do === step)).toMatchObject({ severity })
  })

  test('notes and remarks of the plan come when the lock is held, and not before', () => {
    const remarks = [{ operation: 'scan-address', file: 'x' }] as const
    const notes = [{ did: 'read', directory: './d' }] as const

    const steps = directOpening({ ...plan, remarks, notes })

    expect(names(steps)).toEqual(['open-directory', 'lock', 'tell', 'warn', 'survey-current'])
  })
})

test('a rotation makes current safe before it renames it, and processes last', () => {
  expect(names(directRotation({ ...plan, processor: 'cat' }))).toEqual([
    'sync-current',
    'mark-current',
    'retire',
    'close-current',
    'create-current',
    'mark-current',
    'sync-names',
    'thin',
    'process-next',
  ])
})

test.each([
  [undefined, 's'],
  ['cat', 'u'],
])('with the processor %s current becomes .%s', (processor, code) => {
  const steps = directRotation({ ...plan, ...(processor && { processor }) })

  expect(steps.find((step) => step.do === 'retire')).toMatchObject({ code })
})

test('the end leaves a complete current', () => {
  expect(directClosing('./d')).toContainEqual({
    do: 'mark-current',
    mode: 0o744,
    severity: 'pause',
  })
})

test('old files have a valid label and a suffix of one byte', () => {
  const entries = [`${label(2)}.s`, `${label(1)}.u`, label(3), `${label(4)}.gz`, 'current', '@x.s']
  const listed = entries.map((name) => ({ name, directory: false }))

  const found = oldFiles([...listed, { name: `${label(0)}.s`, directory: true }])

  expect(found).toEqual([`${label(1)}.u`, `${label(2)}.s`])
})

describe('what must go', () => {
  const old = [`${label(1)}.u`, `${label(2)}.t`, `${label(2)}.u`, `${label(3)}.s`, `${label(4)}.s`]

  test('outputs, and the oldest of the others down to the number', () => {
    expect(discarded(thinned(old, 3, undefined))).toEqual(['leftover .t', 'oldest .u', 'oldest .u'])
  })

  test('what is being processed counts and stays', () => {
    expect(discarded(thinned(old, 3, label(2)))).toEqual(['oldest .u', 'oldest .s'])
  })

  test('nothing but outputs where there is no limit', () => {
    expect(discarded(thinned(old, Number.POSITIVE_INFINITY, undefined))).toEqual(['leftover .t'])
  })
})
