// Which logger writes a directory, and by which plan: told by the process that holds the lock,
// by the service's script, or by what the files look like, in this order.

import { type ByteString, baseName, fromText } from '../src/bytes.js'
import type { Evidence } from '../src/inspection/evidence.js'
import type { Habits } from '../src/inspection/finding.js'
import type { Entry, Inspected } from '../src/inspection/world.js'
import type { DirectoryPlan, Plan } from '../src/plan.js'
import { namedBy } from '../src/reading/log-files.js'
import { textOf } from '../src/reading/looks.js'
import { toTai } from '../src/time/tai64n.js'
import { loggerIn } from './explain/command-line.js'
import { type Called, habitsOf, isTool, planOf, TOOLS, type Tool, toolIn } from './family.js'

/** What is known of a directory's logger. */
export type Writer = {
  readonly tool: Tool
  /** It is one of ours and not its original; undefined where that cannot be told. */
  readonly ours?: boolean
  readonly told: 'process' | 'script' | 'files'
  readonly plan: DirectoryPlan
  /** The plan is the one it was started with, and not only what is usual. */
  readonly limited: boolean
  /** Files its plan writes beside the log. */
  readonly beside: readonly ByteString[]
  readonly habits: Habits
}

/** The logger of a directory; undefined where nothing tells. `asked`: the path somebody gave. */
export const writerOf = (
  evidence: Evidence,
  asked: ByteString,
  world: Inspected,
): Writer | undefined =>
  byProcess(evidence, world) ?? byScript(evidence, asked, world) ?? byFiles(evidence)

const byProcess = (evidence: Evidence, world: Inspected): Writer | undefined => {
  for (const { words, name, directory } of evidence.holders ?? []) {
    const found = toolIn(words) ?? toolIn(name === undefined ? [] : [name])
    if (!found) continue
    return writer(found, 'process', evidence, directory ?? evidence.path, world)
  }
  return undefined
}

const byScript = (evidence: Evidence, asked: ByteString, world: Inspected): Writer | undefined => {
  const { path } = evidence
  // What only a shell understands still names the logger.
  let unlimited: Writer | undefined
  for (const service of [`${asked}/log`, asked, `${path}/..`, path]) {
    const script = textOf(`${service}/run`, world)
    const said = script === undefined ? undefined : loggerIn(script, TOOLS, service)
    if (!said || !isTool(said.logger)) continue
    const { logger: tool, words, before, directory } = said
    const ours = before.some((word) => baseName(word) === 'logrun')
    const found = writer(
      { tool, words, ...(ours && { ours }) },
      'script',
      evidence,
      directory,
      world,
    )
    if (found.limited) return found
    if (words.some((word) => word.includes('$'))) unlimited ??= found
  }
  return unlimited
}

/** By what the files look like: a guess. `spec/*.md`, the tables of files. */
const byFiles = (evidence: Evidence): Writer | undefined => {
  const tool = looksLike(evidence.entries)
  return tool && usual({ tool, words: [] }, 'files', evidence)
}

const looksLike = (entries: readonly Entry[]): Tool | undefined => {
  const has = (name: RegExp): boolean => entries.some((entry) => name.test(entry.name))
  const lock = entries.find(({ name }) => name === 'lock')
  if (has(/^tinylog\.pid$|^_\d{8}T\d{6}\.\d{6}\.[su]/)) return 'tinylog'
  if (has(/^config$|^@[\da-f]{24}\.t$/)) return 'svlogd'
  if (!lock) return undefined
  const current = entries.find(({ name }) => name === 'current')
  // s6-log alone makes all its files by the umask; others have 0600 for locks, 0644 for logs.
  if (lock.mode !== 0o600 || (current && (current.mode & 0o044) !== 0o044)) return 's6-log'
  if (has(/^(state|previous|processed)$/)) return 'multilog'
  if (!current) return undefined
  return entries.some(isNamedInTai) ? 'cyclog' : 'svlogd'
}

/** Of the loggers that leave no more than archives, cyclog alone has names that count leap seconds. */
const isNamedInTai = ({ name, modified }: Entry): boolean => {
  const named = namedBy(name)
  const seconds = Math.floor(modified)
  const leaps = toTai(seconds, 'tai') - toTai(seconds, 'djb')
  return named?.by === 'label' && Math.abs(named.instant.seconds - modified - leaps) < DELAY
}

/** A file gets its name so many seconds after it was written, at most. */
const DELAY = 5

/** What a command says of this directory; with what is usual where it says nothing of it. */
const writer = (
  called: Called,
  told: Writer['told'],
  evidence: Evidence,
  from: ByteString,
  world: Inspected,
): Writer => {
  const plan = planOf(called, evidence.path)
  const directories = directoriesIn(plan)
  const own =
    directories.find(({ path }) => isHere(path, from, evidence, world)) ??
    directories.find(({ path }) => baseName(path) === baseName(realOf(evidence, world)))
  const chosen = own ?? (directories.length === 1 ? directories[0] : undefined)
  if (!chosen || !plan) return usual(called, told, evidence)
  return {
    ...known(called, told),
    plan: chosen,
    limited: true,
    beside: besideIn(plan, evidence),
  }
}

const known = (
  { tool, ours }: Called,
  told: Writer['told'],
): Pick<Writer, 'tool' | 'ours' | 'told' | 'habits'> => ({
  tool,
  told,
  ...(ours !== undefined && { ours }),
  habits: ours ? {} : habitsOf(tool),
})

const usual = (called: Called, told: Writer['told'], evidence: Evidence): Writer => {
  const plan = planOf({ ...called, words: ['./usual'] }, evidence.path)
  const [directory] = directoriesIn(plan)
  if (!directory) throw new Error(`no usual plan of ${called.tool}`)
  // The file `config` tells all there is to tell.
  const limited = called.tool === 'svlogd' && evidence.entries.some(({ name }) => name === 'config')
  const { total: _, ...unlimited } = { ...directory, files: Number.POSITIVE_INFINITY }
  return { ...known(called, told), plan: limited ? directory : unlimited, limited, beside: [] }
}

const directoriesIn = (plan: Plan | undefined): readonly DirectoryPlan[] =>
  (plan?.actions ?? []).flatMap((action) => (action.do === 'log' ? action.directory : []))

/** A plan for directories of which nobody knows who writes them. */
export const anyPlan: DirectoryPlan = { path: '', maximum: 0, reserve: 0, files: 0, code: 's' }

/** Loggers make their directory their own: a path may be relative to where they were started. */
const isHere = (
  path: ByteString,
  from: ByteString,
  evidence: Evidence,
  world: Inspected,
): boolean => {
  const full = path.startsWith('/') ? path : `${from}/${path}`
  return world.entryOf(`${full}/.`)?.identity === evidence.directory.identity
}

const realOf = ({ path }: Evidence, world: Inspected): ByteString =>
  baseName(path) === '.' || path === '.' ? (world.linkOf('/proc/self/cwd') ?? path) : path

/** Status files of a plan, by the names they have in a directory. */
const besideIn = ({ actions }: Plan, { path }: Evidence): readonly ByteString[] =>
  actions.flatMap((action) =>
    (action.do === 'status' || action.do === 'replace') && action.file.includes(baseName(path))
      ? [baseName(action.file), `${baseName(action.file)}.new`]
      : [],
  )

/** A writer in a word or two: `multilog`, `svlogd (logrun)`, `s6-log?` where it is guessed. */
export const writerText = (writer: Writer | undefined): ByteString => {
  if (!writer) return '?'
  const { tool, ours, told } = writer
  return fromText(`${tool}${ours ? ' (logrun)' : ''}${told === 'files' ? '?' : ''}`)
}
