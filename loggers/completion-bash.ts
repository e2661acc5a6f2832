// logrun(1) completed by bash. Words are parted at `=` and `:` there, so that `--output=js` is
// three of them; nothing but bash itself is needed.

import { COMMON, type Commands, type Known, kindOf } from './completion.js'
import type { Option } from './option-words.js'

/** The script that completes `logrun` in bash 4 and later. */
export const bashCompletion = ({ known, tools, services }: Commands): string => `\
# logrun(1) in bash: eval "$(logrun completion bash)"
_logrun() {
  local now=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= ended= k
  COMPREPLY=()
  for ((k = 1; k < COMP_CWORD; k++)); do
    case \${COMP_WORDS[k]} in
      --) [ -n "$command" ] && ended=yes ;;
      ${names([...known, ...tools, { name: 'help' }, { name: 'completion' }]).join('|')})
        [ -n "$command" ] || command=\${COMP_WORDS[k]} ;;
    esac
  done
  if [ "$now" = = ]; then
    now=
  elif [ "$before" = = ]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  [ -z "$ended" ] || before=
  case $command:$before in
${known.flatMap(valuesOf).join('\n')}
  esac
  if [ -n "$ended" ]; then
    _logrun_paths -f
    return
  fi
  case $command:$now in
    :*) [ "$before" = --full ] && _logrun_words 'wait prune:' && return ;;&
    :-*) _logrun_words '--full=wait --full=prune: --help --version' ;;
    :*) _logrun_words '${names([...known, ...tools]).join(' ')} help completion' ;;
    help:*) _logrun_words '${names([...known, ...tools]).join(' ')} completion logrun' ;;
    completion:*) _logrun_words 'bash zsh fish' ;;
${known.map(optionsOf).join('\n')}
    *) _logrun_paths -f ;;
  esac
  case $command in
${known.flatMap(operandsOf).join('\n')}
  esac
}

_logrun_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$now")
  case \${COMPREPLY[0]-} in *[=:]) compopt -o nospace ;; esac
}

# Names from directories: no shell must expand them.
_logrun_services() {
  local each said
  compopt -o filenames
  for each in \${SVDIR:+"$SVDIR"/*/} ${services.map((each) => `${each}/*/`).join(' ')}; do
    [ -d "$each" ] || continue
    each=\${each%/} each=\${each##*/}
    printf -v said %q "$each"
    [[ $each == "$now"* || $said == "$now"* ]] && COMPREPLY+=("$each")
  done
}

_logrun_paths() {
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen "$1" -- "$now")
}

_logrun_operands() {
  local each
  for each in $1; do
    [[ $each == "$now"* ]] && COMPREPLY+=("$each")
  done
}

complete -F _logrun logrun
`

const names = (all: readonly { readonly name: string }[]): readonly string[] =>
  all.map(({ name }) => name)

/** The cases in which the value of an option is completed. */
const valuesOf = ({ name, options }: Known): readonly string[] => {
  const flags = options.flatMap(({ letter, takes }) => (takes ? [] : (letter ?? []))).join('')
  return options
    .filter(({ takes }) => takes !== undefined)
    .map((option) => {
      const { letter, name: long } = option
      // A letter may stand behind two that take no value.
      const letters = flags === '' ? [''] : ['', `[${flags}]`, `[${flags}][${flags}]`]
      const said = [`--${long}`, ...(letter ? letters.map((before) => `-${before}${letter}`) : [])]
      const cases = said.map((word) => `${name}:${word}`).join(' | ')
      return `    ${cases}) ${actionOf(option)} return ;;`
    })
}

const operandsOf = ({ name, operands }: Known): readonly string[] =>
  operands.length === 0 ? [] : [`    ${name}) _logrun_operands '${operands.join(' ')}' ;;`]

const actionOf = (option: Option): string => {
  switch (kindOf(option)) {
    case 'words':
      return `_logrun_words '${option.words?.join(' ')}';`
    case 'services':
      return '_logrun_services;'
    case 'files':
      return '_logrun_paths -f;'
    case 'directories':
      return '_logrun_paths -d;'
    case 'nothing':
      return ''
  }
}

const optionsOf = ({ name, options }: Known): string => {
  const words = [...options, ...COMMON].flatMap((option) => [
    ...(option.letter ? [`-${option.letter}`] : []),
    `--${option.name}${option.takes ? '=' : ''}`,
  ])
  return `    ${name}:-*) _logrun_words '${words.join(' ')}' ;;`
}
