// What a command's page says in a line: of the command, and of each of its options. So that
// completions and manual pages need no second list.

import type { Option } from './option-words.js'

/** What a command does: the first sentence of its page, as far as a colon or a semicolon. */
export const summaryOf = (page: string): string => {
  const [, paragraph = ''] = /^# .*\n\n((?:\S.*\n)+)/.exec(page) ?? []
  const [summary = ''] = /^.*?(?=[:;.](\s|$))/s.exec(plain(paragraph)) ?? []
  return summary.charAt(0).toLowerCase() + summary.slice(1)
}

/** What an option means: the row of its long name; '' where the page has none. */
export const meaningOf = (page: string, { name }: Pick<Option, 'name'>): string => {
  const row = new RegExp(`^\\| [^|]*\`--${name}[\` =][^|]*\\|((?:\\\\.|[^|\\\\])*)\\|`, 'm').exec(
    page,
  )
  return plain(row?.[1] ?? '').trim()
}

/** Text without what Markdown adds to it, in one line. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]|\\(?=\|)/g, '')
    .replace(/\s+/g, ' ')
