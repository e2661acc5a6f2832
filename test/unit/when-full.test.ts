import { expect, test } from 'vitest'
import { parse as multilog } from '../../loggers/multilog.js'
import { parse, planOf } from '../../loggers/svlogd.js'
import { parseConfig } from '../../loggers/svlogd-config.js'
import type { DirectoryPlan, Plan } from '../../src/plan.js'
import { whenFull } from '../../src/when-full.js'

const directories = (plan: Plan): DirectoryPlan[] =>
  plan.actions.flatMap((action) => (action.do === 'log' ? [action.directory] : []))

const svlogd = (config: string, ...words: string[]): Plan => {
  const options = parse([...words, './a', './b'])
  if ('refused' in options) throw new Error(options.refused)
  return planOf(
    options,
    options.directories.map(() => ({ config: parseConfig(config), read: true })),
  )
}

test('waiting is what a plan does by itself', () => {
  const plan = svlogd('n20\nN3\n')

  expect(whenFull(plan, 'wait')).toBe(plan)
})

test('pruning is for every directory, whatever it would have left itself', () => {
  const plans = [multilog(['./a', 'n3', './b']), svlogd('n20\nN3\n')]

  for (const plan of plans)
    expect(
      directories(whenFull(plan, { prune: 1 })).map(({ path, floor }) => [path, floor]),
    ).toEqual([
      ['./a', 1],
      ['./b', 1],
    ])
})

test('what is of a directory stays of it', () => {
  const { actions } = whenFull(svlogd('u127.0.0.1\ne*\n'), { prune: 1 })
  const logs = actions.flatMap((action) => (action.do === 'log' ? [action.directory] : []))
  const owners = actions.flatMap((action) =>
    action.do === 'send' || action.do === 'alert' ? [action.of] : [],
  )

  expect(logs.length).toBe(2)
  expect(owners).toEqual([logs[0], logs[0], logs[1], logs[1]])
  for (const owner of owners) expect(logs.some((log) => log === owner)).toBe(true)
})

test('the line that tells looks like all others in its directory', () => {
  const forms = (plan: Plan) =>
    directories(whenFull(plan, { prune: 1 })).map(({ account }) => account)
  const plain = { lead: '', stamps: [], prefix: '' }

  expect(forms(multilog(['./a']))).toEqual([plain])
  expect(forms(multilog(['t', './a']))).toEqual([{ ...plain, stamps: ['tai64n'] }])
  expect(forms(svlogd('phost: \n', '-t'))[0]).toMatchObject({
    stamps: ['tai64n'],
    prefix: 'host: ',
  })
})
