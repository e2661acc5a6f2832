// A command's page as a manual page, in the man macros of roff.

import { summaryOf } from '../page-words.js'
import { type Block, blocksOf, linksOf, type Piece, piecesOf } from './markdown.js'

/** What stands at the edges of a manual page. */
type Edition = { readonly version: string; readonly date: string }

/** Commands for users are of section 1; those that run as services, and their filters, of 8. */
export const sectionOf = (name: string): 1 | 8 => (/^logrun(-|$)/.test(name) ? 1 : 8)

/** The manual page of the command whose page this is. Throws where the page has no usage. */
export const manPage = (name: string, page: string, { version, date }: Edition): string => {
  const [, ...blocks] = blocksOf(page)
  const first = blocks.find((block) => block.is === 'code')
  if (!first) throw new Error(`${name}: a page without usage`)
  const [usage = [], examples = []] = parted(first.lines)
  const links = linksOf(page)
  const others = [...links, ...(name === 'logrun' || links.includes('logrun') ? [] : ['logrun'])]
  const lines = [
    `.TH "${name.toUpperCase()}" ${sectionOf(name)} "${date}" "logrun ${version}"`,
    '.nh',
    '.ad l',
    '.SH NAME',
    `${codeText(name)} \\- ${plainText(summaryOf(page))}`,
    '.SH SYNOPSIS',
    ...usage.map(synopsis).join('\n.br\n').split('\n'),
    '.SH DESCRIPTION',
    ...body(
      blocks.filter((block) => block !== first),
      true,
    ),
    ...(examples.length > 0 ? ['.SH EXAMPLES', ...codeLines(examples, true)] : []),
    '.SH "SEE ALSO"',
    others.map((other) => `\\fB${codeText(other)}\\fR(${sectionOf(other)})`).join(',\n'),
  ]
  return `${lines.join('\n')}\n`
}

/** A page's first code is how a command is called and, behind an empty line, for what. */
const parted = (lines: readonly string[]): readonly (readonly string[])[] => {
  const end = lines.indexOf('')
  return end < 0 ? [lines] : [lines.slice(0, end), lines.slice(end + 1)]
}

const synopsis = (line: string): string => {
  const [command = '', ...rest] = line.split(' ')
  return [`\\fB${codeText(command)}\\fR`, ...rest.map(codeText)].join(' ')
}

/** `fresh`: nothing stands before it that it must be parted from. */
const body = (blocks: readonly Block[], fresh = false): readonly string[] =>
  blocks.flatMap((block, k) => {
    const before = blocks[k - 1]
    return roffOf(block, before ? before.is === 'heading' : fresh)
  })

const roffOf = (block: Block, fresh: boolean): readonly string[] => {
  switch (block.is) {
    case 'heading':
      return [
        block.level > 2 ? `.SS ${quoted(block.text)}` : `.SH ${quoted(block.text.toUpperCase())}`,
      ]
    case 'paragraph':
      return [...(fresh ? [] : ['.PP']), ...textLines(block.text)]
    case 'code':
      return codeLines(block.lines, fresh)
    case 'list':
      return block.items.flatMap(itemLines)
    case 'table':
      return block.rows.flatMap((row) => rowLines(block.head, row))
  }
}

const codeLines = (lines: readonly string[], fresh: boolean): readonly string[] => [
  ...(fresh ? [] : ['.sp']),
  '.RS 4',
  '.nf',
  ...lines.map((line) => safe(codeText(line))),
  '.fi',
  '.RE',
]

const itemLines = ([first, ...rest]: readonly Block[]): readonly string[] => [
  '.IP \\(bu 2',
  ...(first?.is === 'paragraph' ? textLines(first.text) : []),
  ...(rest.length > 0 ? ['.RS 2', ...body(rest), '.RE'] : []),
]

/** A row is what its first cell says, and behind that the others. */
const rowLines = (
  head: readonly string[],
  [tag = '', meaning = '', ...rest]: readonly string[],
): readonly string[] => {
  const more = rest.flatMap((cell, k) => (cell === '' ? [] : `${head[k + 2]}: ${cell}`))
  const text = [meaning, ...(more.length > 0 ? [`(${more.join('; ')})`] : [])]
  return ['.TP', roffText(tag), ...textLines(text.filter((each) => each !== '').join(' ') || '\\&')]
}

const textLines = (text: string): readonly string[] => roffText(text).split('\n').map(safe)

const roffText = (text: string): string => piecesOf(text).map(pieceText).join('')

const pieceText = ({ is, text }: Piece): string => {
  switch (is) {
    case 'plain':
      return plainText(text)
    case 'code':
      return optionText(text)
    case 'strong':
      return `\\fB${roffText(text)}\\fR`
    case 'emphasis':
      return `\\fI${roffText(text)}\\fR`
  }
}

/** Code; of an option with a value, the value is set apart. */
const optionText = (text: string): string => {
  const [, option, value] = /^(--?[\w-]+[ =])([A-Z]+)$/.exec(text) ?? []
  return option === undefined || value === undefined
    ? `\\fB${codeText(text)}\\fR`
    : `\\fB${codeText(option)}\\fR\\fI${value}\\fR`
}

/** Text that is to be read as it is, character for character. */
const codeText = (text: string): string =>
  plainText(text).replaceAll("'", '\\(aq').replace(/\\?-/g, '\\-')

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '^': '\\(ha',
  '~': '\\(ti',
  '`': '\\(ga',
}

/** What roff would take for its own, and what is not ASCII. A hyphen inside a word stays one. */
const plainText = (text: string): string =>
  text
    .replace(/[\\^~`]/g, (found) => SPECIAL[found] ?? found)
    .replace(/(?<![a-z])-|-(?![a-z])/gi, '\\-')
    .replace(/[^\n -~]/gu, (found) => {
      const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      return `\\[u${code}]`
    })

/** A line that roff would take for a request is none. */
const safe = (line: string): string => line.replace(/^(?=[.'])/, '\\&')

const quoted = (text: string): string => `"${plainText(text).replaceAll('"', '\\(dq')}"`
