// What a pattern of svlogd matches, in a form too simple to be wrong: spec/svlogd.md §5.

export type Rule = 'ours' | 'theirs'

const afterRun = (rest: string, text: string, rule: Rule): boolean => {
  const [byte, ...others] = rest
  // The original compares with what lies behind the text: nothing yet, if no longer text
  // came before.
  if (byte === undefined) return rule === 'ours' ? text === '+' : text === ''
  let run = 0
  while (run < text.length && text[run] === byte) run++
  if (run === 0) return false
  const left = others.join('')
  if (run === text.length && rule === 'theirs') return true
  return matches(left, text.slice(run), rule)
}

/** Whether `pattern` matches all of `text`; neither holds a zero byte. */
export const matches = (pattern: string, text: string, rule: Rule): boolean => {
  const [operator, rest] = [pattern[0], pattern.slice(1)]
  if (operator === undefined) return text === ''
  if (operator === '+') return afterRun(rest, text, rule)
  if (operator !== '*') return text[0] === operator && matches(rest, text.slice(1), rule)
  const next = rest[0]
  if (next === undefined) return true
  const found = text.indexOf(next)
  return found >= 0 && matches(rest, text.slice(found), rule)
}

/** Whether a line is logged under lines of config such as `-*`, `+a`: the last one decides. */
export const selected = (rules: readonly string[], text: string, rule: Rule): boolean => {
  const last = rules.filter((line) => matches(line.slice(1), text, rule)).at(-1)
  return last === undefined || last.startsWith('+')
}
