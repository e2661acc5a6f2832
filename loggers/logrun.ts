// logrun: the umbrella. `logrun <tool> ...` runs any command of the family, so that a
// machine whose PATH has the originals can use both.

import type { ByteString } from '../src/bytes.js'
import * as accustamp from './accustamp.js'
import * as cyclog from './cyclog.js'
import * as dumblog from './dumblog.js'
import * as multilog from './multilog.js'
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

type Command = { readonly run: (words: readonly ByteString[]) => Promise<number> }

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

const usage = `usage: logrun <tool> [argument ...]
       logrun help [<tool>]
       logrun --version
tools: ${Object.keys(commands).join(' ')}
`

/** Runs a tool by name; gives its exit code, or 100 for a name that is none. */
export const run = async ([name, ...words]: readonly ByteString[]): Promise<number> => {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command) return command.run(words)
  switch (name) {
    case '--version':
    case 'version':
      print(versionText())
      return 0
    case '--help':
    case '-h':
    case 'help':
      return help(words[0])
    default:
      say(Buffer.from(usage))
      return MISUSE
  }
}

const help = (tool: ByteString | undefined): number => {
  if (tool === undefined) {
    print(usage)
    return 0
  }
  if (!Object.hasOwn(commands, tool)) {
    say(Buffer.from(`logrun: fatal: no tool is called ${tool}\n${usage}`, 'latin1'))
    return MISUSE
  }
  print(page(tool))
  return 0
}
