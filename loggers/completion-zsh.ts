// logrun(1) completed by zsh.

import { COMMON, type Commands, type Known, kindOf } from './completion.js'
import type { Option } from './option-words.js'

/** The script that completes `logrun` in zsh: as a file `_logrun` of `fpath`, or by eval. */
export const zshCompletion = ({ known, tools, services }: Commands): string => `\
#compdef logrun
# logrun(1) in zsh: eval "$(logrun completion zsh)", or as _logrun in a directory of $fpath

_logrun_services() {
  local -a found
  found=(\${SVDIR:+$SVDIR/*(N/:t)} ${services.map((each) => `${each}/*(N-/:t)`).join(' ')})
  compadd "$@" -a found
}

_logrun_full() {
  compadd "$@" wait
  compadd "$@" -S '' prune:
}

_logrun_commands() {
  local -a readers tools
  readers=(
${described(known)}
  )
  tools=(
${described(tools)}
  )
  _describe -t readers 'what reads' readers
  _describe -t tools 'tool' tools
}

_logrun() {
  local curcontext=$curcontext state line
  local -a own
  own=('help:show a page' 'completion:print what completes logrun in a shell')
  _arguments -C \\
    '*--full=[what to do on a full disk]:WHAT:_logrun_full' \\
    '--help[show how it is called]' '--version[show the version]' \\
    '1: :->command' '*:: :->words'
  case $state in
    command)
      _logrun_commands
      _describe -t own 'of its own' own
      ;;
    words)
      case $words[1] in
${known.map(caseOf).join('\n')}
        help) _logrun_commands; compadd completion logrun ;;
        completion) compadd bash zsh fish ;;
        *) _files ;;
      esac
      ;;
  esac
}

if [ "$funcstack[1]" = _logrun ]; then _logrun "$@"; else compdef _logrun logrun; fi
`

const described = (all: readonly { readonly name: string; readonly summary: string }[]): string =>
  all.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')

const caseOf = ({ name, options, operands }: Known): string => {
  const specs = [...options, ...COMMON].map((option) => `          ${specOf(option)} \\`)
  return `        ${name})\n          _arguments -s -S \\\n${specs.join('\n')}\n          ${operandsOf(operands)} ;;`
}

const operandsOf = (words: readonly string[]): string =>
  words.length === 0
    ? "'*:path:_files'"
    : `'*:path:_alternative "words:word:(${words.join(' ')})" "files:path:_files"'`

const specOf = (option: Option & { readonly meaning: string }): string => {
  const { letter, name, takes, meaning } = option
  const said = `[${meaning.replace(/[[\]\\]/g, '\\$&')}]`
  const value = takes === undefined ? '' : `:${takes}:${actionOf(option)}`
  if (letter === undefined) return quoted(`*--${name}${takes ? '=' : ''}${said}${value}`)
  const [short, long] = takes ? [`-${letter}+`, `--${name}=`] : [`-${letter}`, `--${name}`]
  return `'*'{${short},${long}}${quoted(`${said}${value}`)}`
}

const actionOf = (option: Option): string => {
  switch (kindOf(option)) {
    case 'words':
      return `(${option.words?.join(' ')})`
    case 'services':
      return '_logrun_services'
    case 'files':
      return '_files'
    case 'directories':
      return '_files -/'
    case 'nothing':
      return ' '
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
