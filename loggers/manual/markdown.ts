// The Markdown that the pages are written in, to blocks. It is theirs alone: what none of them
// uses is refused, so that no page is ever half understood.

/** A part of a page. Texts are Markdown still, of one paragraph. */
export type Block =
  | { readonly is: 'heading'; readonly level: number; readonly text: string }
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'code'; readonly lines: readonly string[] }
  | { readonly is: 'list'; readonly items: readonly (readonly Block[])[] }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly Row[] }

/** The cells of a row. */
type Row = readonly string[]

/** A piece of a text. */
export type Piece = { readonly is: 'plain' | 'code' | 'strong' | 'emphasis'; readonly text: string }

const CODE = /^ {4}/
const ITEM = /^- /
const INSIDE = /^ {2}/
/** Numbered lists, quotations, rules, fences, pictures, and what is set in by chance. */
const REFUSED = /^(([0-9]+[.)]|[*+>]|-{2,})(\s|$)|`{3}|!\[|\s)/

/** Reads a page, or what is inside an item of a list. Throws where it knows no such thing. */
export const blocksOf = (page: string): readonly Block[] => {
  const lines = page.split('\n')
  const blocks: Block[] = []
  const takeWhile = (wanted: (line: string) => boolean): string[] => {
    const end = lines.findIndex((line) => !wanted(line))
    return lines.splice(0, end < 0 ? lines.length : end)
  }
  for (let line = lines[0]; line !== undefined; line = lines[0]) {
    if (line === '') lines.shift()
    else if (CODE.test(line)) blocks.push(codeOf(takeWhile((l) => CODE.test(l) || l === '')))
    else if (line.startsWith('|')) blocks.push(tableOf(takeWhile((l) => l.startsWith('|'))))
    else if (/^#+ /.test(line)) blocks.push(headingOf(lines.shift() ?? ''))
    else if (ITEM.test(line))
      blocks.push(listOf(takeWhile((l) => ITEM.test(l) || INSIDE.test(l) || l === '')))
    else if (REFUSED.test(line)) throw new Error(`not in our Markdown: ${line}`)
    else {
      const text = takeWhile((l) => /^\S/.test(l) && !/^([|#]|- )/.test(l))
      blocks.push({ is: 'paragraph', text: text.join('\n') })
    }
  }
  return blocks
}

const headingOf = (line: string): Block => {
  const [, marks = '', text = ''] = /^(#+) (.*)$/.exec(line) ?? []
  return { is: 'heading', level: marks.length, text }
}

const codeOf = (lines: readonly string[]): Block => ({
  is: 'code',
  lines: lines
    .join('\n')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(CODE, '')),
})

const listOf = (lines: readonly string[]): Block => ({
  is: 'list',
  items: lines
    .join('\n')
    .split(/^- /m)
    .slice(1)
    .map((item) => blocksOf(item.replace(/^ {2}/gm, ''))),
})

const tableOf = (lines: readonly string[]): Block => {
  const [head = [], rule = [], ...rows] = lines.map(cellsOf)
  if (!rule.every((cell) => /^:?-+:?$/.test(cell)))
    throw new Error(`a table without a rule: ${head}`)
  return { is: 'table', head, rows }
}

const cellsOf = (line: string): Row =>
  [...line.matchAll(/\|((?:\\.|[^|\\])*)(?=\|)/g)].map(([, cell = '']) =>
    cell.trim().replaceAll('\\|', '|'),
  )

const PIECE =
  /(`+)(.+?)\1|\*\*(.+?)\*\*|\*([^\s*](?:[^*]*[^\s*])?)\*|\[([^\]]+)\]\([^)\s]+\)|\\([\\`*_|[\]<>])/gs

/** The pieces of a text; of a link, its text stays. */
export const piecesOf = (text: string): readonly Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  for (const found of text.matchAll(PIECE)) {
    const [all, , code, strong, emphasis, link, escaped] = found
    pieces.push({ is: 'plain', text: text.slice(at, found.index) })
    if (code !== undefined) pieces.push({ is: 'code', text: code })
    else if (strong !== undefined) pieces.push({ is: 'strong', text: strong })
    else if (emphasis !== undefined) pieces.push({ is: 'emphasis', text: emphasis })
    else if (link !== undefined) pieces.push(...piecesOf(link))
    else pieces.push({ is: 'plain', text: escaped ?? '' })
    at = found.index + all.length
  }
  pieces.push({ is: 'plain', text: text.slice(at) })
  return pieces.filter((piece) => piece.text !== '')
}

/** The pages a page has links to, by their names. */
export const linksOf = (page: string): readonly string[] => [
  ...new Set([...page.matchAll(/\]\(([a-z0-9-]+)\.md(?:#[^)]*)?\)/g)].map(([, name = '']) => name)),
]
