// logrun completion: what makes a shell complete logrun's words, on standard output.

import type { ByteString } from '../src/bytes.js'
import type { Commands } from './completion.js'
import { bashCompletion } from './completion-bash.js'
import { fishCompletion } from './completion-fish.js'
import { zshCompletion } from './completion-zsh.js'
import { SERVICES } from './logs-asked.js'
import { Misuse, type Option } from './option-words.js'
import { meaningOf, summaryOf } from './page-words.js'
import { readerCommand } from './reader-command.js'
import { page, print } from './world.js'

/** A command that has a table of options. */
export type Tabled = {
  readonly name: string
  readonly options: readonly Option[]
  readonly operands: readonly string[]
}

const SHELLS: Readonly<Record<string, (commands: Commands) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
}

/** Makes `logrun completion` for these tools, and readers that are loaded when they are needed. */
export const completionCommand = (
  tools: readonly string[],
  readers: () => Promise<readonly Tabled[]>,
): ((words: readonly ByteString[]) => Promise<number>) =>
  readerCommand('completion', async (words) => {
    const [shell = ''] = words
    const script = Object.hasOwn(SHELLS, shell) && words.length === 1 ? SHELLS[shell] : undefined
    if (!script) throw new Misuse(`say one of ${Object.keys(SHELLS).join(', ')}`)
    print(script(commandsOf(tools, await readers())))
    return 0
  })

const commandsOf = (tools: readonly string[], readers: readonly Tabled[]): Commands => ({
  known: readers.map(({ name, options, operands }) => {
    const text = page(`logrun-${name}`)
    const told = options.map((option) => ({ ...option, meaning: meaningOf(text, option) }))
    return { name, summary: summaryOf(text), options: told, operands }
  }),
  tools: tools.map((name) => ({ name, summary: summaryOf(page(name)) })),
  services: SERVICES,
})
