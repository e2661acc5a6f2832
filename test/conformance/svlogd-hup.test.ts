// HUP closes every directory and opens it again, with its config: spec/svlogd.md §3, §9.

import { conforms, type Scenario } from './scenario.js'
import { archived, logs } from './svlogd-directory.js'
import { changed, rewritten } from './svlogd-hup.js'

const config: readonly Scenario[] = [
  changed('nothing changed: the file is continued', ['pX'], () => {}, {
    names: ['current'],
    files: { 'main/current': '0744 Xone\nXtwo\n' },
  }),
  changed('without config', [], () => {}, {
    names: ['current'],
    files: { 'main/current': '0744 one\ntwo\n' },
  }),
  changed('a new prefix', ['pX'], rewritten('pY'), {
    files: { 'main/current': '0744 Xone\nYtwo\n' },
  }),
  changed('a config that was not there', [], rewritten('pY'), {
    files: { 'main/current': '0744 one\nYtwo\n' },
  }),
  changed('an empty config means defaults', ['pX', '-two', 's5'], rewritten(), {
    files: { 'main/current': '0744 Xone\ntwo\n' },
    script: ['./main'],
    names: ['current'],
  }),
  changed('rules that are gone are gone', ['-two', '-one'], rewritten('-one'), {
    files: { 'main/current': '0744 two\n' },
  }),
  changed('new rules', [], rewritten('-*', 'e*'), {
    files: { 'main/current': '0744 one\n' },
    stderr: 'two\n',
  }),
  changed('a new size', [], rewritten('s7'), {
    names: ['@1.s', 'current'],
    files: { 'main/@1.s': '0744 one\ntwo', 'main/current': '0744 \n' },
  }),
  changed('a processor from now on', [], rewritten('!tr a-z A-Z'), {
    steps: async (logger) => {
      await logger.feed('one\n')
      rewritten('!tr a-z A-Z')(logger.place)
      await logger.wake('SIGHUP')
      await logger.wake('SIGALRM')
      await archived(logger, 1)
    },
    files: { 'main/@1.s': '0744 ONE\n' },
  }),
  logs(
    'HUP inside a short line: the line is logged by the new config',
    ['pX'],
    {
      steps: async (logger) => {
        await logger.feed('one\npar')
        rewritten('pY')(logger.place)
        await logger.wake('SIGHUP')
        await logger.feed('tial\n')
      },
    },
    { files: { 'main/current': '0744 Xone\nYpartial\n' } },
  ),
  logs(
    'HUP inside a long line: the line goes on',
    ['pX'],
    {
      steps: async (logger) => {
        await logger.feed('x'.repeat(1500))
        await logger.wake('SIGHUP')
        await logger.feed('y\nnext\n')
      },
    },
    { files: { 'main/current': `0744 X${'x'.repeat(1500)}y\nXnext\n` } },
  ),
  logs(
    'HUP again and again',
    ['pX'],
    {
      steps: async (logger) => {
        await logger.feed('one\n')
        for (let k = 0; k < 3; k++) await logger.wake('SIGHUP')
        await logger.feed('two\n')
      },
    },
    { names: ['current'], files: { 'main/current': '0744 Xone\nXtwo\n' } },
  ),
  changed(
    'a current that was taken away is made again',
    [],
    (place) => place.remove('main/current'),
    {
      names: ['current'],
      files: { 'main/current': '0744 two\n' },
    },
  ),
]

conforms('svlogd', 'HUP and config', config)
