// The patterns and outputs of multilog in words. `spec/multilog.md §1`.

import type { ByteString } from '../../src/bytes.js'
import type { Action, DirectoryPlan } from '../../src/plan.js'
import type { Selection } from '../../src/select/rules.js'
import { bytesText } from './explanation.js'
import { restIgnored } from './multilog-settings.js'
import { type Beginning, linesMatching, trapsIn } from './patterns.js'
import { linesHere, unlessAny } from './selected.js'

/** What an output is given, then what is to be warned of. */
export const outputText = (word: ByteString, action: Action, selected: Selection): ByteString[] => {
  switch (action.do) {
    case 'alert':
      return [
        `copies ${linesHere(selected)} to standard error at once; longer ones are cut to 200 bytes and "..."`,
        ...restIgnored(word),
        ...unlessAny(selected),
      ]
    case 'status':
      return [
        `keeps the last of ${linesHere(selected)} in ${action.file}, padded with line feeds to ${action.size} bytes`,
        ...unlessAny(selected),
      ]
    case 'log':
      return [directoryText(action.directory, selected), ...unlessAny(selected)]
    default:
      return []
  }
}

const directoryText = (
  { path, maximum, files, processor, code }: DirectoryPlan,
  selected: Selection,
): ByteString => {
  const passed = processor === undefined ? '' : `, passed through "${processor}"`
  const total = processor === undefined ? `: ${bytesText(files * maximum)} at most` : ''
  return `appends ${linesHere(selected)} to ${path}/current, which becomes ${path}/@<label>.${code} at ${bytesText(maximum)}${passed}; ${files} files${total}`
}

/** Where a pattern stands: what is selected there, whether an action is behind it, how lines begin. */
type Standing = {
  readonly selected: Selection
  readonly isUsed: boolean
  readonly beginning?: Beginning
}

/** What a pattern does, then what is to be warned of. */
export const patternText = (
  word: ByteString,
  action: Action & { readonly do: 'select' | 'deselect' },
  { selected, isUsed, beginning }: Standing,
): ByteString[] => {
  const { pattern, dialect } = action
  const wanted = action.do === 'select'
  const lines = linesMatching(pattern, dialect, beginning)
  const idle = selected === wanted ? [idleText(wanted, lines)] : []
  return [
    wanted ? `selects ${lines}` : `deselects ${lines}`,
    ...(isUsed ? idle : ['no action comes after it: it has no effect']),
    ...trapsIn(pattern, dialect, beginning),
    ...optionLike(word),
  ]
}

const idleText = (wanted: boolean, lines: ByteString): ByteString => {
  if (!wanted) return 'no effect: no line is selected here'
  const instead = lines === 'every line' ? '' : '; put -* before it to have these lines alone'
  return `no effect: every line is selected here already${instead}`
}

const optionLike = (word: ByteString): ByteString[] => {
  if (/^--(line|json|color|no-pager)(=|$)/.test(word))
    return [`it is a pattern here: options of explain come before the logger's name`]
  return /^-(-.*|[a-z]\d*)$/is.test(word) ? ['multilog has no options: this is a pattern'] : []
}
