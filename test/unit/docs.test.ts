// The pages: their links lead somewhere, and what they say is shown is shown.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...['loggers', 'src', 'test', 'bench', 'fixtures/corpora'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
]

test.each(pages)('every link of %s leads to a file, and to a heading if it names one', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))

  for (const link of links) {
    const [file = '', heading] = link.split('#')
    const path = file === '' ? page : join(dirname(page), file)
    expect(existsSync(path), link).toBe(true)
    if (heading === undefined) continue
    const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text]) =>
      (text ?? '').toLowerCase().replaceAll(' ', '-'),
    )
    expect(headings, link).toContain(heading)
  }
})

const rowsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => /^\| [^|]+ \|/.test(line) && !/^\| (matter|---|promise)/.test(line))

const [, promises = ''] = readFileSync('RELIABILITY.md', 'utf8').split(/^## .*$/m)

test.each([
  ['deviation', rowsOf(readFileSync('DEVIATIONS.md', 'utf8')), 30],
  ['promise', rowsOf(promises), 8],
])('every %s names tests that exist', (_, rows, least) => {
  expect(rows.length).toBeGreaterThan(least)

  for (const row of rows) {
    const shown = [...(row.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)
    expect(shown.length, row).toBeGreaterThan(0)
    for (const name of shown)
      expect(existsSync(`test/${name}`) || existsSync(`test/${name}.test.ts`), name).toBe(true)
  }
})

test('every command has its page, and the README a row for it', () => {
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))
  const readme = readFileSync('README.md', 'utf8')

  for (const name of Object.keys(bin)) {
    expect(readme, name).toMatch(new RegExp(`^\\| \\[?\`${name}\``, 'm'))
    if (name !== 'logrun') expect(existsSync(`loggers/${name}.md`), name).toBe(true)
  }
})
