// An explanation, and what becomes of lines, as text.

import type { ByteString } from '../../src/bytes.js'
import type { Action } from '../../src/plan.js'
import type { Rehearsed } from '../../src/rehearsal.js'
import type { Explanation } from './explanation.js'
import { columnFor, type Note, note, row, type Style } from './layout.js'
import { quoted } from './patterns.js'

/** Every directive with what it means and what is doubtful about it. */
export const explanationText = (explanation: Explanation, style: Style): ByteString => {
  const { entries, warnings, refusal } = explanation
  const column = columnFor(
    entries.map(({ word }) => word),
    style,
  )
  const refused = (at: number | undefined): Note[] =>
    refusal && refusal.at === at ? [refusalNote(refusal.message, refusal.code)] : []
  const rows = entries.map(({ word, at, means, warnings }) =>
    row(
      word === '' ? "''" : word,
      [
        ...(means === '' ? [] : [{ text: means }]),
        ...warnings.map(warningNote),
        ...(at === undefined ? [] : refused(at)),
      ],
      column,
      style,
    ),
  )
  const whole = [...warnings.map(warningNote), ...refused(undefined)]
  return [...rows, ...whole.map((each) => note(each, 0, style))].join('')
}

const warningNote = (text: ByteString): Note => ({ text, mark: 'warning: ', colour: 'warning' })

const refusalNote = (message: ByteString, code: number): Note => ({
  text: `${message.replace(/\n(?=.)/g, ' ').replace(/\n/g, '')} (exit ${code})`,
  mark: 'refused: ',
  colour: 'bad',
})

/** What became of a line: what each pattern said, and what each output is given. */
export const lineText = (
  line: ByteString,
  pieces: readonly Rehearsed[],
  { plan, labels }: Explanation,
  style: Style,
): ByteString => {
  const actions = plan?.actions ?? []
  const named = labels.map((label) => label ?? '')
  const column = columnFor(['line', ...named], style)
  const dropped: Note = { text: 'dropped: empty lines are', colour: 'bad' }
  if (pieces.length === 0) return row('line', [{ text: line }, dropped], column, style)
  return pieces
    .map((piece, k) => {
      const head = pieces.length > 1 ? `line ${k + 1}/${pieces.length}` : 'line'
      const shown = pieces.length > 1 ? piece.seen : line
      const seen =
        piece.seen === shown ? [] : [{ text: piece.seen, mark: 'seen as ', whole: true } as const]
      const rows = actions.flatMap((action, at) =>
        labels[at] === undefined
          ? []
          : [row(labels[at] ?? '', fateNotes(action, at, piece, named), column, style)],
      )
      return [row(head, [{ text: shown, whole: true }, ...seen], column, style), ...rows].join('')
    })
    .join('')
}

const fateNotes = (
  action: Action,
  at: number,
  piece: Rehearsed,
  labels: readonly ByteString[],
): Note[] => {
  const before = at === 0 || piece.selected[at - 1] === true
  const after = piece.selected[at] === true
  if (action.do === 'select' || action.do === 'deselect') {
    const text = patternText(piece.matches[at] === true, before, after)
    return [{ text, ...(before !== after && { colour: after ? 'good' : 'bad' }) }]
  }
  if (action.do === 'select-unacted')
    return [{ text: after ? 'has gone nowhere yet: selected' : 'has gone somewhere: deselected' }]
  const given = piece.given[at]
  const by = decidedBy(at, piece.selected, labels)
  if (given === undefined)
    return [{ text: by === '' ? 'no' : `no: deselected${by}`, colour: 'bad' }]
  return [
    { text: `${destination(action)}${by}`, colour: 'good' },
    { text: leftOf(action, given), whole: true },
  ]
}

const patternText = (matches: boolean, before: boolean, after: boolean): ByteString => {
  if (!matches) return 'does not match'
  if (before === after) return `matches; it is ${after ? 'selected' : 'deselected'} already`
  return `matches: ${after ? 'selected' : 'deselected'}`
}

/** The directive before `at` that was the last to change anything. */
export const decider = (at: number, selected: readonly boolean[]): number | undefined => {
  for (let k = at - 1; k >= 0; k--) if (selected[k] !== (k === 0 || selected[k - 1])) return k
  return undefined
}

const decidedBy = (
  at: number,
  selected: readonly boolean[],
  labels: readonly ByteString[],
): ByteString => {
  const by = decider(at, selected)
  if (by === undefined) return ''
  return labels[by] ? ` by ${/ /.test(labels[by]) ? quoted(labels[by]) : labels[by]}` : ''
}

/** What an action leaves of a line it is given, without line feeds at its end. */
export const leftOf = (action: Action, given: ByteString): ByteString => {
  const text = given.replace(/\n$/, '')
  if (action.do === 'status') return text.slice(0, action.size - 1)
  return action.do === 'replace' && action.size > 0 ? text.slice(0, action.size) : text
}

/** Where the lines of an action go. */
export const destination = (action: Action): ByteString => {
  switch (action.do) {
    case 'alert':
      return 'to standard error'
    case 'print':
      return 'to standard output'
    case 'log':
      return `to ${action.directory.path}/current`
    case 'status':
      return `kept in ${action.file}, padded with line feeds to ${action.size} bytes`
    case 'replace':
      return action.size === 0
        ? `kept in ${action.file}`
        : `kept in ${action.file}, cut or padded with line feeds to ${action.size} bytes`
    case 'send':
      return `by UDP to ${action.to.address} port ${action.to.port}`
    default:
      return ''
  }
}
