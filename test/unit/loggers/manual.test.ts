// Manual pages made of the pages: every page is understood, whole, and shown as it was meant.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { manPage, sectionOf } from '../../../loggers/manual/man-page.js'
import { blocksOf, piecesOf } from '../../../loggers/manual/markdown.js'
import { installed } from '../../helpers/needs.js'

const EDITION = { version: '1.2.3', date: '2026-11-21' }
const names = readdirSync('loggers').flatMap((file) => /^(.*)\.md$/.exec(file)?.[1] ?? [])
const pageOf = (name: string): string => readFileSync(`loggers/${name}.md`, 'utf8')

test('every page has its place among the manual pages that are installed', () => {
  const { man } = JSON.parse(readFileSync('package.json', 'utf8'))

  const expected = names.map((name) => [name, sectionOf(name)] as const)
  expect(man.toSorted()).toEqual(
    expected.map(([name, section]) => `dist/man/man${section}/${name}.${section}`).sort(),
  )
  expect(sectionOf('multilog')).toBe(8)
  expect(sectionOf('logrun-cat')).toBe(1)
})

describe.each(names)('%s', (name) => {
  test('becomes a manual page with its name, its usage and all its headings', () => {
    const roff = manPage(name, pageOf(name), EDITION)

    expect(roff).toMatch(/^\.TH "[A-Z0-9-]+" [18] "2026-11-21" "logrun 1\.2\.3"$/m)
    expect(roff).toMatch(/^\.SH NAME\n[a-z0-9\\-]+ \\- [a-z].*[^.:;]\n\.SH SYNOPSIS\n\\fB/m)
    for (const [, heading = ''] of pageOf(name).matchAll(/^## (.*)$/gm))
      expect(roff).toContain(`.SH "${heading.toUpperCase()}"`)
    expect(roff.replace(/^\.nf$.*?^\.fi$/gms, '.code')).not.toMatch(/\n\s*\n/)
    expect(roff).toMatch(/^[\n -~]*$/)
  })

  test.skipIf(!installed('mandoc'))('is shown without a warning, and with every word', () => {
    const input = manPage(name, pageOf(name), EDITION)
    const words = ['-T', 'utf8', '-O', 'width=1000', '-W', 'warning,stop']

    const { status, stdout, stderr } = spawnSync('mandoc', words, { input, encoding: 'utf8' })

    expect([status, stderr]).toEqual([0, ''])
    const shown = stdout.replace(/.[\b]/gu, '').replace(/\s+/g, ' ')
    for (const block of blocksOf(pageOf(name))) {
      if (block.is === 'paragraph') expect(shown).toContain(textOf(block.text))
      if (block.is === 'table')
        for (const row of block.rows) for (const cell of row) expect(shown).toContain(textOf(cell))
      if (block.is === 'code')
        for (const line of block.lines) expect(shown).toContain(line.replace(/\s+/g, ' ').trim())
    }
  })
})

const textOf = (markdown: string): string =>
  piecesOf(markdown)
    .map(({ is, text }): string => (is === 'strong' ? textOf(text) : text))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

const roffOf = (text: string): string =>
  manPage('x', `# x\n\nDoes it.\n\n    x\n\n${text}`, EDITION).replace(
    /^.*\.PP\n|\n\.SH "SEE.*/gs,
    '',
  )

describe('roff takes for its own', () => {
  test.each([
    ['.a line', '\\&.a line'],
    ["'a line'", "\\&'a line'"],
    ['a\\b ^~', 'a\\eb \\(ha\\(ti'],
    ['a well-kept -x', 'a well-kept \\-x'],
    ["`a-b \\ 'c'`", '\\fBa\\-b \\e \\(aqc\\(aq\\fR'],
    ['\u00e9\u20ac', '\\[u00E9]\\[u20AC]'],
    ['**a `b-c`** *d*', '\\fBa \\fBb\\-c\\fR\\fR \\fId\\fR'],
    ['[`a`](multilog.md) b', '\\fBa\\fR b'],
  ])('nothing of %s', (text, roff) => {
    expect(roffOf(`${text}\n`)).toBe(roff)
  })

  test('nothing of code', () => {
    expect(roffOf("a\n\n    .sh 'x'\n\n    \\n\n")).toBe(
      'a\n.sp\n.RS 4\n.nf\n\\&.sh \\(aqx\\(aq\n\n\\en\n.fi\n.RE',
    )
  })
})

test('a row is its first cell, and what the others say of it', () => {
  const table = '| option | meaning | default |\n| --- | --- | --- |\n'

  expect(roffOf(`a\n\n${table}| \`-a N\`, \`--all\` | b\\|c | 1 |\n| \`d\` | e | |\n`)).toBe(
    'a\n.TP\n\\fB\\-a \\fR\\fIN\\fR, \\fB\\-\\-all\\fR\nb|c (default: 1)\n.TP\n\\fBd\\fR\ne',
  )
})

test('a list is its items, with what is inside them', () => {
  expect(roffOf('a\n\n- **b** c\n  d:\n\n      e\n- f\n')).toBe(
    'a\n.IP \\(bu 2\n\\fBb\\fR c\nd:\n.RS 2\n.sp\n.RS 4\n.nf\ne\n.fi\n.RE\n.RE\n.IP \\(bu 2\nf',
  )
})

test.each(['1. one', '> said', '```', '* one', '---', '  indented', '![x](y)', '| a |\n| b |'])(
  'what no page uses is refused: %s',
  (text) => {
    expect(() => blocksOf(`# x\n\n${text}\n`)).toThrow()
  },
)
