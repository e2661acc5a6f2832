// The directives of a script of s6-log in words. `spec/s6-log.md §2`.

import type { ByteString } from '../../src/bytes.js'
import { counted } from '../../src/inspection/amounts.js'
import type { Action, DirectoryPlan, Form } from '../../src/plan.js'
import type { Selection } from '../../src/select/rules.js'
import { bytesText, type Entry } from './explanation.js'
import { linesMatching, trapsIn } from './patterns.js'
import { controlText } from './s6-log-controls.js'
import { linesHere, selections, unlessAny } from './selected.js'

/** A script's words, each with the action it has become. */
export class ScriptInWords {
  readonly #words: readonly ByteString[]
  readonly #actions: readonly (Action | undefined)[]
  readonly #before: ReadonlyMap<Action, Selection>

  constructor(words: readonly ByteString[], actions: readonly (Action | undefined)[]) {
    this.#words = words
    this.#actions = actions
    this.#before = selections(actions.flatMap((action) => action ?? []))
  }

  entry(word: ByteString, k: number, at: number): Entry {
    const action = this.#actions[k]
    const [means = '', ...warnings] = action
      ? this.#action(word, k, action)
      : controlText(word, k, this.#words)
    return { word, at, means, warnings }
  }

  #action(word: ByteString, k: number, action: Action): ByteString[] {
    const selected = this.#before.get(action)
    switch (action.do) {
      case 'select':
      case 'deselect':
      case 'select-unacted':
        return this.#selection(k, action, selected)
      case 'print':
        return [
          `prints ${linesHere(selected)} on standard output${formText(action.form)}`,
          ...this.#warnings(k, action, selected),
        ]
      case 'alert':
        return [
          `prints ${linesHere(selected)} on standard error behind "s6-log: alert: "${formText(action.form)}${clipText(action.form)}`,
          ...this.#warnings(k, action, selected),
        ]
      case 'replace':
        return [
          `replaces ${action.file} by the last of ${linesHere(selected)}${formText(action.form)}${action.size === 0 ? '' : `, cut or padded with line feeds to ${bytesText(action.size)}`}`,
          ...this.#warnings(k, action, selected),
        ]
      case 'log':
        return [
          directoryText(action.directory, selected, action.form),
          ...directoryTraps(action.directory),
          ...this.#warnings(k, action, selected),
        ]
      default:
        return [word]
    }
  }

  #selection(k: number, action: Action, selected: Selection): ByteString[] {
    const follows = this.#words.slice(k + 1).some(isAction)
    const idle = (text: ByteString): ByteString[] => [
      follows ? text : 'no action comes after it: it has no effect',
    ]
    if (action.do === 'select-unacted') {
      const acted = this.#words.slice(0, k).some(isAction)
      return [
        acted
          ? 'selects the lines that no action before has had, and no others'
          : 'selects every line: no action before has had any',
        ...(follows && (acted || !selected)
          ? []
          : idle('no effect: every line is selected here already')),
      ]
    }
    if (action.do !== 'select' && action.do !== 'deselect') return []
    const wanted = action.do === 'select'
    const lines = linesMatching(action.pattern, 'ere')
    return [
      wanted ? `selects ${lines}` : `deselects ${lines}`,
      ...(follows && selected !== wanted
        ? []
        : idle(
            wanted
              ? 'no effect: every line is selected here already; put - before it to have these lines alone'
              : 'no effect: no line is selected here',
          )),
      ...trapsIn(action.pattern, 'ere'),
    ]
  }

  #warnings(k: number, action: Action, selected: Selection): ByteString[] {
    const stamped = (other: Action | undefined): boolean =>
      other !== undefined && 'form' in other && (other.form?.stamps.length ?? 0) > 0
    return [
      ...unlessAny(selected),
      ...(!stamped(action) && this.#actions.slice(0, k).some(stamped)
        ? ['not stamped: t and T hold for one action alone']
        : []),
    ]
  }
}

const isAction = (word: ByteString): boolean => /^[12=./]/.test(word)

const formText = (form: Form | undefined): ByteString => {
  const stamps = (form?.stamps ?? []).map((stamp) =>
    stamp === 'local-wide' ? 'local time' : 'a label',
  )
  const parts = [...stamps, ...(form?.prefix ? [`"${form.prefix}"`] : [])]
  return parts.length === 0 ? '' : `, with ${parts.join(' and ')} before it`
}

const clipText = ({ clip }: Form): ByteString =>
  clip ? `; of lines of ${clip.from} bytes and more ${clip.keep} and "..."` : ''

const directoryText = (
  { path, reserve, maximum, files, total, processor, interpreter, age }: DirectoryPlan,
  selected: Selection,
  form: Form | undefined,
): ByteString => {
  const from = maximum - reserve
  const kept = files === 1 ? 'no archive is kept' : `${counted(files - 1, 'archive')} kept`
  const sum = total === undefined || files === 1 ? '' : `, of ${bytesText(total)} together`
  const passed =
    processor === undefined
      ? ''
      : `, passed through ${interpreter === 'execline' ? 'execlineb -Pc' : 'sh -c'} "${processor}"`
  const often = age === undefined ? '' : ` or every ${counted(age / 1000, 'second')}`
  return `appends ${linesHere(selected)} to ${path}/current${formText(form)}; that becomes ${path}/@<label>.s at the first line end from ${bytesText(Math.max(0, from))} on${often}${passed}; ${kept}${sum}`
}

const directoryTraps = ({ maximum, reserve, total, files }: DirectoryPlan): ByteString[] => {
  const from = maximum - reserve
  return [
    ...(from <= 0 ? ['l is not less than s here: every line is a file of its own'] : []),
    ...(total !== undefined && files > 1 && total < from
      ? ['S is less than one archive: each goes as soon as it is made']
      : []),
  ]
}
