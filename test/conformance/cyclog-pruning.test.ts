// Which old files go: spec/cyclog.md §6.

import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { old } from './archives.js'
import { main, records, removed, rotated, sized } from './cyclog-scenario.js'
import { ANY } from './expected.js'
import { type SheetScenario, sheet } from './scenario.js'

const keeps = (
  script: readonly string[],
  count: number,
  sizes: readonly number[],
  stderr: string,
): SheetScenario => ({
  title: script.join(' '),
  script: [...script, './main'],
  given: main,
  input: records(count),
  also: sized(...sizes),
  stderr,
})

const SMALL = ['--max-file-size', '4096']
const once = rotated() + removed(3600)

sheet('cyclog', 'pruning', [
  keeps(
    [...SMALL, '--max-total-size', '10000'],
    150,
    [3600, 3600, 600],
    rotated(2) + once.repeat(2),
  ),
  keeps(
    ['--max-file-size', '8192', '--max-total-size', '1'],
    200,
    [7700, 4600],
    rotated() + rotated() + removed(7700),
  ),
  keeps([...SMALL, '-n', '2'], 150, [3600, 600], rotated() + once.repeat(3)),
  keeps([...SMALL, '-n0'], 150, [600], once.repeat(4)),
  {
    title: 'names of others neither count nor go',
    script: [...SMALL, '--max-total-size', '4096', './main'],
    given: (place) => {
      main(place)
      for (const name of [
        old(1, '.t'),
        old(1, ''),
        old(1, '.s.gz'),
        `@${'A'.repeat(24)}.s`,
        '@00000000869197.s',
        '@00000000869197',
      ])
        place.file(`main/${name}`, 'x'.repeat(5000))
      place.directory(`main/${old(0)}`)
    },
    input: records(36),
    stderr: rotated(),
    also: ({ files }) => {
      const count = Object.keys(files).filter((name) => name.startsWith('main/@')).length
      if (count !== 8) throw new Error(`${count} are left`)
    },
  },
  {
    title: 'a dangling link named like an old file hinders nothing',
    script: [...SMALL, './main'],
    given: (place) => {
      main(place)
      symlinkSync('nowhere', place.at(`main/${old(1)}`))
    },
    input: records(36),
    stderr: rotated(),
    also: ({ files }) => {
      if (!files['main/@2.s']) throw new Error('no archive')
    },
  },
  {
    title: 'a file that cannot be deleted is said, and logging goes on',
    needs: 'attributes',
    script: [...SMALL, '-n2', './main'],
    given: (place) => {
      main(place)
      place.file(`main/${old(1)}`, 'stays\n', 0o744)
    },
    shell: `chattr +i main/${old(1)}`,
    steps: async (logger) => {
      await logger.feed(records(40))
    },
    after: (place) => execFileSync('chattr', ['-i', place.at(`main/${old(1)}`).toString()]),
    stderr: ANY,
    also: ({ stderr }) => {
      const failed = 'removing ./main/@LABEL.s: Operation not permitted, going on.\n'
      if (!stderr.includes(failed)) throw new Error(stderr)
    },
  },
])
