// logrun(1) completed by fish.

import { COMMON, type Commands, type Known, kindOf } from './completion.js'
import type { Option } from './option-words.js'

/** The script that completes `logrun` in fish. */
export const fishCompletion = ({ known, tools, services }: Commands): string => `\
# logrun(1) in fish: logrun completion fish | source
function __logrun_command
    for word in (commandline -opc)[2..]
        string match -q -- '-*' $word; or begin
            echo $word
            return
        end
    end
end

function __logrun_is
    set -l command (__logrun_command)
    contains -- "$command" $argv
end

function __logrun_services
    for folder in $SVDIR ${services.join(' ')}
        for each in $folder/*/
            basename $each
        end
    end
end

complete -c logrun -n '__logrun_is ""' -f
complete -c logrun -n '__logrun_is ""' -l full -x -a 'wait prune:' -d 'What to do on a full disk'
complete -c logrun -n '__logrun_is ""' -l help -d 'Show how it is called'
complete -c logrun -n '__logrun_is ""' -l version -d 'Show the version'
${[...known, ...tools].map(commandOf).join('\n')}
complete -c logrun -n '__logrun_is ""' -a help -d 'Show a page'
complete -c logrun -n '__logrun_is ""' -a completion -d 'Print what completes logrun in a shell'
complete -c logrun -n '__logrun_is help' -f -a 'completion logrun'
complete -c logrun -n '__logrun_is completion' -f -a 'bash zsh fish'
${known.flatMap(optionsOf).join('\n')}
${known.flatMap(operandsOf).join('\n')}
`

const commandOf = ({ name, summary }: Commands['tools'][number]): string =>
  `complete -c logrun -n '__logrun_is "" help' -f -a ${name} -d ${quoted(summary)}`

const optionsOf = ({ name, options }: Known): readonly string[] =>
  [...options, ...COMMON].map((option) => {
    const letter = option.letter === undefined ? '' : ` -s ${option.letter}`
    const said = option.meaning === '' ? '' : ` -d ${quoted(option.meaning)}`
    return `complete -c logrun -n '__logrun_is ${name}'${letter} -l ${option.name}${valueWords(option)}${said}`
  })

const operandsOf = ({ name, operands }: Known): readonly string[] =>
  operands.length === 0
    ? []
    : [`complete -c logrun -n '__logrun_is ${name}' -a ${quoted(operands.join(' '))}`]

const valueWords = (option: Option): string => {
  if (option.takes === undefined) return ''
  switch (kindOf(option)) {
    case 'words':
      return ` -x -a ${quoted(option.words?.join(' ') ?? '')}`
    case 'services':
      return " -x -a '(__logrun_services)'"
    case 'files':
      return ' -r -F'
    case 'directories':
      return " -x -a '(__fish_complete_directories)'"
    case 'nothing':
      return ' -x'
  }
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
