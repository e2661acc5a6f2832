// The loggers that rotate directories, as far as inspecting what they wrote needs them: what a
// command line means, and how the originals differ from it.

import { type ByteString, baseName } from '../src/bytes.js'
import type { Habits } from '../src/inspection/finding.js'
import type { Plan } from '../src/plan.js'
import * as cyclog from './cyclog.js'
import * as multilog from './multilog.js'
import { parseOptions } from './s6-log-options.js'
import { parseScript } from './s6-log-script.js'
import * as svlogd from './svlogd.js'
import * as tinylog from './tinylog.js'

/** The loggers that rotate directories. */
export type Tool = keyof typeof tools

type Directories = { readonly at: ByteString }

// With a word for the directory, every script has a plan; what is refused has none.
const tools = {
  multilog: {
    plan: (words: readonly ByteString[]): Plan | undefined => multilog.parse(words),
    // A rotation renames over `previous`, and counts all that begins like an archive.
    habits: { overwrites: true, countsForeign: /^@.{24}/s },
  },
  svlogd: {
    plan: (words: readonly ByteString[], { at }: Directories): Plan | undefined => {
      const options = svlogd.parse(words)
      if ('refused' in options) return undefined
      const reading = svlogd.readConfig(at)
      return svlogd.planOf(
        options,
        options.directories.map(() => reading),
      )
    },
    habits: { deletesOne: true, forgets: true, countsForeign: /^@.{26}$/s },
  },
  's6-log': {
    plan: (words: readonly ByteString[]): Plan | undefined => {
      const parsed = parseOptions(words)
      if (!parsed) return undefined
      const { actions } = parseScript(parsed.script, MASK, () => undefined)
      return { ...NOTHING, actions }
    },
    habits: { overwrites: true, startsTwice: true },
  },
  cyclog: {
    plan: (words: readonly ByteString[]): Plan | undefined => {
      const options = cyclog.parse(words)
      return 'directories' in options ? cyclog.planOf(options, 'tai') : undefined
    },
    habits: {},
  },
  tinylog: {
    plan: (words: readonly ByteString[]): Plan | undefined => {
      const options = tinylog.parse(words)
      return 'directory' in options ? tinylog.planOf(options, 0) : undefined
    },
    habits: { overwrites: true, countsForeign: /^_.{8}T.{13}/s },
  },
} satisfies Record<
  string,
  {
    readonly plan: (words: readonly ByteString[], where: Directories) => Plan | undefined
    readonly habits: Habits
  }
>

const MASK = 0o022
const NOTHING: Plan = {
  lines: { window: 0, completeLastLine: true },
  actions: [],
  signals: {},
  pause: 0,
}

/** The names of all. */
export const TOOLS: ReadonlySet<string> = new Set(Object.keys(tools))

/** How the original of a tool differs from its plan. */
export const habitsOf = (tool: Tool): Habits => tools[tool].habits

/** A command that is one of these tools. */
export type Called = {
  readonly tool: Tool
  readonly ours?: boolean
  readonly words: readonly ByteString[]
}

/** Which tool a command is, and its words; one of ours is run by Node, or by the umbrella. */
export const toolIn = ([program = '', ...words]: readonly ByteString[]): Called | undefined => {
  const name = baseName(program).replace(/\.c?js$/, '')
  if (isTool(name)) return { tool: name, ours: baseName(program) !== name, words }
  const rest = words.slice(words.findIndex((word) => !word.startsWith('-')))
  if (name === 'node' || name === 'nodejs' || name === 'logrun') {
    const inner = toolIn(rest)
    return inner && { ...inner, ours: true }
  }
  return name === 'busybox' ? toolIn(words) : undefined
}

/** Whether a name is that of a tool. */
export const isTool = (name: ByteString): name is Tool => Object.hasOwn(tools, name)

/** The plan of a command for the directory `at`; undefined where it is none. */
export const planOf = ({ tool, words }: Called, at: ByteString): Plan | undefined => {
  try {
    return tools[tool].plan(words, { at })
  } catch {
    // The words of a script that only its shell understands.
    return undefined
  }
}
