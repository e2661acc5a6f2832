// What a start makes of what it finds: spec/svlogd.md §7.4.

import { old } from './archives.js'
import { conforms, type Scenario } from './scenario.js'
import { leftover } from './svlogd-directory.js'

type Files = Parameters<typeof leftover>[1]

/** A start after a previous life, and one line. */
const found = (
  title: string,
  files: Files,
  expected: Partial<Scenario>,
  config: readonly string[] = [],
): Scenario => ({
  title,
  script: ['./main'],
  given: leftover(config, files),
  input: 'new\n',
  ...expected,
})

const recovery: readonly Scenario[] = [
  found('nothing', {}, { names: ['current'], files: { 'main/current': '0744 new\n' } }),
  found(
    'an empty file, clean',
    { current: ['', 0o744] },
    { names: ['current'], files: { 'main/current': '0744 new\n' } },
  ),
  found(
    'an empty file, unclean',
    { current: ['', 0o644] },
    { names: ['current'], files: { 'main/current': '0744 new\n' } },
  ),
  found(
    'a clean file is continued',
    { current: ['old\n', 0o744] },
    { names: ['current'], files: { 'main/current': '0744 old\nnew\n' } },
  ),
  found(
    'the bit of the owner alone tells',
    { current: ['old\n', 0o100] },
    { names: ['current'], files: { 'main/current': '0744 old\nnew\n' } },
  ),
  found(
    'the bits of others tell nothing',
    { current: ['old\n', 0o655] },
    { names: ['@1.u', 'current'], files: { 'main/@1.u': '0655 old\n' } },
  ),
  found(
    'an unclean file is put away with its mode',
    { current: ['old\npart', 0o644] },
    {
      names: ['@1.u', 'current'],
      files: { 'main/@1.u': '0644 old\npart', 'main/current': '0744 new\n' },
    },
  ),
  found(
    'an unclean file is not processed',
    { current: ['old\n', 0o644] },
    { names: ['@1.u', 'current'], files: { 'main/@1.u': '0644 old\n' } },
    ['!tr a-z A-Z'],
  ),
  found(
    'a clean file that ends inside a line is continued there',
    { current: ['part', 0o744] },
    { names: ['current'], files: { 'main/current': '0744 partnew\n' } },
  ),
  found(
    'leftovers of a processor stay at a clean start',
    { current: ['', 0o744], [old(0, '.u')]: ['u', 0o744], [old(0, '.t')]: ['t', 0o644] },
    { names: ['@1.t', '@2.u', 'current'] },
  ),
  found(
    'a recovery removes an output that was not finished',
    { current: ['old\n', 0o644], [old(0, '.u')]: ['u', 0o744], [old(0, '.t')]: ['t', 0o644] },
    {
      names: ['@1.u', '@2.u', 'current'],
      files: { 'main/@1.u': '0744 u', 'main/@2.u': '0644 old\n' },
    },
  ),
  found(
    'a recovery prunes',
    { current: ['old\n', 0o644], [old(0)]: ['0', 0o744], [old(1)]: ['1', 0o744] },
    {
      deviation: 'svlogd: pruning',
      names: ['@1.s', '@2.u', 'current'],
      files: { 'main/@1.s': '0744 1', 'main/@2.u': '0644 old\n' },
      theirs: { names: ['@1.s', '@2.s', '@3.u', 'current'] },
    },
    ['n2'],
  ),
  found(
    'state and newstate stay',
    { current: ['', 0o744], state: ['s', 0o600], newstate: ['n', 0o600] },
    { files: { 'main/state': '0600 s', 'main/newstate': '0600 n' } },
  ),
]

conforms('svlogd', 'recovery', recovery)
