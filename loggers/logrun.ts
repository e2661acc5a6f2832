// logrun: the umbrella. `logrun <tool> ...` runs any command of the family, so that a
// machine whose PATH has the originals can use both.

import type { ByteString } from '../src/bytes.js'
import { visible } from '../src/fault/visible.js'
import type { WhenFull } from '../src/when-full.js'
import * as accustamp from './accustamp.js'
import * as cyclog from './cyclog.js'
import * as dumblog from './dumblog.js'
import type { Tabled } from './logrun-completion.js'
import * as multilog from './multilog.js'
import type { Option } from './option-words.js'
import { showPage } from './pager.js'
import * as s6Log from './s6-log.js'
import * as s6Tai64n from './s6-tai64n.js'
import * as s6Tai64nlocal from './s6-tai64nlocal.js'
import * as sissylog from './sissylog.js'
import * as svlogd from './svlogd.js'
import * as tai64n from './tai64n.js'
import * as tai64nlocal from './tai64nlocal.js'
import * as tailocal from './tailocal.js'
import * as tinylog from './tinylog.js'
import { MISUSE, page, print, say, versionText } from './world.js'

type Command = {
  readonly run: (words: readonly ByteString[], full?: WhenFull) => Promise<number>
}

/** A command that reads logs, with its options, and words that are wanted in place of paths. */
type ReaderCommand = Command & {
  readonly options: readonly Option[]
  readonly operands?: readonly string[]
}

const commands: Readonly<Record<string, Command>> = {
  multilog,
  svlogd,
  cyclog,
  dumblog,
  tinylog,
  tai64n,
  tai64nlocal,
  accustamp,
  tailocal,
  's6-log': s6Log,
  's6-tai64n': s6Tai64n,
  's6-tai64nlocal': s6Tai64nlocal,
  sissylog,
}

/** Commands that read logs: each a file of its own, loaded when it is asked for. */
const readers: Readonly<Record<string, () => Promise<ReaderCommand>>> = {
  cat: () => import('./logrun-cat.js'),
  stat: () => import('./logrun-stat.js'),
  check: () => import('./logrun-check.js'),
  convert: () => import('./logrun-convert.js'),
  explain: () => import('./logrun-explain.js'),
  histogram: () => import('./logrun-histogram.js'),
  follow: () => import('./logrun-follow.js'),
}

/** Those that keep archives. The others have nothing that could be pruned. */
const PRUNING = ['multilog', 'svlogd', 'cyclog', 's6-log', 'tinylog']

/** Options before the tool's name. */
export const options: Readonly<Record<string, string>> = {
  full: 'what to do on a full disk: wait (the default), or prune:N',
}

const usage = `usage: logrun [--full=wait|prune:N] <tool> [argument ...]
       logrun <reader> [argument ...]
       logrun help [<tool>|<reader>|completion|logrun]
       logrun completion bash|zsh|fish
       logrun --version
       --full=wait     on a full disk, wait for room as the original does (the default)
       --full=prune:N  delete the oldest archives first, as long as there are more than N
tools: ${Object.keys(commands).join(' ')}
readers: ${Object.keys(readers).join(' ')}
`

/** What a command line asks for, or what is wrong with its options. */
export type Request =
  | { readonly full: WhenFull; readonly name: ByteString | undefined; readonly words: ByteString[] }
  | { readonly refused: string }

/** Reads the options before the tool's name; of several the last one holds. */
export const parse = (words: readonly ByteString[]): Request => {
  let full: WhenFull = 'wait'
  let k = 0
  for (; /^--full(=|$)/.test(words[k] ?? ''); k++) {
    const found = /^--full=(?:wait|prune:([0-9]+))$/.exec(words[k] ?? '')
    if (!found) return { refused: '--full takes =wait or =prune:N, N being digits' }
    full = found[1] === undefined ? 'wait' : { prune: Number(found[1]) }
  }
  const name = words[k]
  if (full !== 'wait' && (isTool(name) || isReader(name)) && !PRUNING.includes(name))
    return { refused: `${name} keeps no archives that --full=prune could delete` }
  return { full, name, words: words.slice(k + 1) }
}

const isTool = (name: ByteString | undefined): name is string =>
  name !== undefined && Object.hasOwn(commands, name)

const isReader = (name: ByteString | undefined): name is string =>
  name !== undefined && Object.hasOwn(readers, name)

/** Runs a tool by name; gives its exit code, or 100 for a name that is none. */
export const run = async (line: readonly ByteString[]): Promise<number> => {
  const request = parse(line)
  if ('refused' in request) {
    say(Buffer.from(`logrun: fatal: ${request.refused}\n${usage}`))
    return MISUSE
  }
  const { full, name, words } = request
  const command = isTool(name) ? commands[name] : undefined
  if (command) return command.run(words, full)
  const reader = isReader(name) ? await readers[name]?.() : undefined
  if (reader) return reader.run(words)
  switch (name) {
    case '--version':
    case 'version':
      print(versionText())
      return 0
    case 'completion':
      return completion(words)
    case '--help':
    case '-h':
    case 'help':
      return help(words[0])
    default:
      say(Buffer.from(usage))
      return MISUSE
  }
}

/** Completions know of what is here, and of the options that readers tell. */
const completion = async (words: readonly ByteString[]): Promise<number> => {
  const { completionCommand } = await import('./logrun-completion.js')
  const tell = async (): Promise<readonly Tabled[]> =>
    Promise.all(
      Object.entries(readers).map(async ([name, load]) => {
        const { options, operands = [] } = await load()
        return { name, options, operands }
      }),
    )
  return completionCommand(Object.keys(commands), tell)(words)
}

const help = async (tool: ByteString | undefined): Promise<number> => {
  if (tool === undefined) print(usage)
  else if (isReader(tool) || tool === 'completion') await showPage(page(`logrun-${tool}`))
  else if (tool === 'logrun' || isTool(tool)) await showPage(page(tool))
  else {
    say(Buffer.from(`logrun: fatal: no tool is called ${visible(tool)}\n${usage}`, 'latin1'))
    return MISUSE
  }
  return 0
}
