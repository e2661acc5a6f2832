// What a plan's actions come to: the selector, and the sinks that get what it selects, in
// the script's order. A reloaded plan gets outputs of its own.

import { toBytes } from './bytes.js'
import type { Action, Dialect, DirectoryPlan, Form } from './plan.js'
import type { BackgroundWork } from './rotation/background-work.js'
import type { DirectoryWorld } from './rotation/directory-world.js'
import type { MakeRoomFor } from './rotation/room.js'
import { erePattern } from './select/ere.js'
import { fnmatchPattern } from './select/fnmatch.js'
import type { PatternMachine } from './select/pattern.js'
import { plusPattern } from './select/plus.js'
import { type Rule, Selector } from './select/selector.js'
import { starPattern } from './select/star.js'
import { Alert } from './sinks/alert.js'
import { Aside } from './sinks/aside.js'
import { Datagrams, type SendTo, udp } from './sinks/datagram.js'
import { Formed } from './sinks/formed.js'
import type { Held } from './sinks/held.js'
import { LogDirectory } from './sinks/log-directory.js'
import { PlainFile } from './sinks/plain-file.js'
import { ReplacedFile } from './sinks/replaced-file.js'
import type { Sink } from './sinks/sink.js'
import { type OutputSurroundings, StandardOutput } from './sinks/standard-output.js'
import { StatusFile } from './sinks/status-file.js'
import { type OpenSystemLog, SystemLog, systemLog } from './sinks/system-log.js'
import { stampFormat } from './time/formats.js'
import type { LocalTime } from './time/zone.js'

/** What outputs write to. */
export type OutputWorld = DirectoryWorld &
  Pick<OutputSurroundings, 'hasRoom'> & {
    /** Puts text where somebody may see it; never fails and never waits. */
    readonly say: (text: Uint8Array) => void
    readonly localTime: LocalTime
    /** How datagrams leave; by UDP where nobody says otherwise. */
    readonly sendTo?: SendTo
    /** How messages reach the system's log; by the C library where nobody says otherwise. */
    readonly openSystemLog?: OpenSystemLog
  }

/** A sink's place in the script. */
export type Output = {
  readonly sink: Sink
  /** The directory without which it is nothing, and the sink of that itself. */
  readonly of?: DirectoryPlan
  readonly log?: LogDirectory
  /** What never blocks the others. */
  readonly held?: Held
  /** Its directory could not be had. */
  dead: boolean
}

/** A sink that takes all lines at once. */
type Sole = Sink & Required<Pick<Sink, 'takeAll'>>

const takesAll = (sink: Sink): sink is Sole => sink.takeAll !== undefined

const PATTERNS: Readonly<Record<Dialect, (pattern: Uint8Array) => PatternMachine>> = {
  star: starPattern,
  fnmatch: fnmatchPattern,
  plus: plusPattern,
  ere: erePattern,
}

/** Selector and sinks of one plan. */
export class Outputs {
  readonly selector: Selector
  /** Numbered as the selector has them. */
  readonly all: readonly Output[]
  /** Two sinks may share a terminal or a file: there the order of lines and sinks shows. */
  readonly lineByLine: boolean
  /** The one that gets all lines, where there is but one. */
  sole: Sole | undefined
  /** Those that can be had. */
  live: readonly Output[]
  /** Those of them that never block the others. */
  held: readonly Held[] = []
  /** What wants to be woken, of those that can be had. */
  waking: readonly { readonly deadline: number }[] = []

  /** `backgrounds`: work on archives going on already, by their directory; new ones are added. */
  constructor(
    actions: readonly Action[],
    window: number,
    world: OutputWorld,
    backgrounds: Map<string, BackgroundWork>,
  ) {
    const count = (kind: Action['do']): number => actions.filter((each) => each.do === kind).length
    this.selector = new Selector(actions.map(ruleOf), window)
    this.lineByLine =
      count('alert') > 1 ||
      count('append') > 1 ||
      count('status') > 1 ||
      count('send') > 0 ||
      count('print') > 1
    const logs = new Map<DirectoryPlan, LogDirectory>()
    for (const action of actions) {
      if (action.do !== 'log') continue
      const { directory } = action
      const log = new LogDirectory(directory, world, backgrounds.get(directory.path))
      backgrounds.set(directory.path, log.background)
      logs.set(directory, log)
    }
    const standardOutput = new StandardOutput(world)
    this.all = actions.flatMap((action) => outputOf(action, logs, standardOutput, world))
    this.live = this.all
    this.#sort()
  }

  /** Those that are directories. */
  get directories(): readonly Output[] {
    return this.all.filter(({ log }) => log)
  }

  /** This directory cannot be had, nor what is of it. */
  leave(directory: DirectoryPlan | undefined): void {
    for (const each of this.all) if (each.of === directory) each.dead = true
    this.#sort()
  }

  // Asked for with every read, and seldom changed.
  #sort(): void {
    this.live = this.all.filter(({ dead }) => !dead)
    const [only] = this.live
    const sole = this.all.length === 1 && this.selector.certain[0]?.everything
    this.sole = sole && only && takesAll(only.sink) ? only.sink : undefined
    this.held = this.live.flatMap(({ held }) => held ?? [])
    this.waking = this.live.flatMap(({ held, log }) => held ?? log ?? [])
  }
}

/** Whether any line of these actions is stamped at its sink. */
export const stampsLate = (actions: readonly Action[]): boolean =>
  actions.some((action) => 'form' in action && (action.form?.stamps.length ?? 0) > 0)

/** An action as far as selection goes. Throws where its pattern is none. */
export const ruleOf = (action: Action): Rule => {
  if (action.do === 'reset' || action.do === 'select-unacted') return action
  if (action.do !== 'select' && action.do !== 'deselect') return { do: 'deliver' }
  return { do: action.do, machine: PATTERNS[action.dialect](toBytes(action.pattern)) }
}

const outputOf = (
  action: Action,
  logs: ReadonlyMap<DirectoryPlan, LogDirectory>,
  standardOutput: StandardOutput,
  world: OutputWorld,
): Output[] => {
  switch (action.do) {
    case 'alert': {
      const sink = formed(new Alert(world.say), action.form, world)
      return [{ sink, ...(action.of && { of: action.of }), dead: false }]
    }
    case 'append':
      return [{ sink: new PlainFile(action.file, world.filesystem), dead: false }]
    case 'status': {
      const sink = new StatusFile(action.file, action.size, world.filesystem, roomIn(logs))
      return [{ sink, dead: false }]
    }
    case 'replace': {
      const sink = new ReplacedFile(action.file, action.size, world.filesystem, roomIn(logs))
      return [{ sink: formed(sink, action.form, world), dead: false }]
    }
    case 'print':
      return [
        { sink: formed(standardOutput, action.form, world), held: standardOutput, dead: false },
      ]
    case 'send': {
      const log = logs.get(action.of)
      if (!log) throw new Error(`nothing is logged to ${action.of.path}`)
      const sink = new Datagrams(action.of.path, action.to, world.sendTo ?? udp, log)
      return [{ sink: formed(sink, action.form, world), of: action.of, dead: false }]
    }
    case 'syslog': {
      const send = (world.openSystemLog ?? systemLog)(action.as)
      return [{ sink: new SystemLog(action.messages, send), dead: false }]
    }
    case 'log': {
      const log = logs.get(action.directory)
      if (!log) return []
      const { aside } = action.directory
      const held = aside && new Aside(log, aside.pause, world)
      const sink = formed(held ?? log, action.form, world)
      return [{ sink, of: action.directory, log, ...(held && { held }), dead: false }]
    }
    default:
      return []
  }
}

/** The first directory that can make room does. */
const roomIn =
  (logs: ReadonlyMap<DirectoryPlan, LogDirectory>): MakeRoomFor =>
  (code, descriptor) =>
    [...logs.values()].some((log) => log.makeRoom(code, descriptor))

const isPlain = ({ lead, stamps, prefix, clip }: Form): boolean =>
  !lead && stamps.length === 0 && prefix === '' && !clip

/** `sink` behind what gives its lines a form. Lines that stay as they are need no batches of their own. */
export const formed = (
  sink: Sink,
  form: Form | undefined,
  { localTime }: Pick<OutputWorld, 'localTime'>,
): Sink => {
  if (!form || isPlain(form)) return sink
  const stamps = form.stamps.map((stamp) => stampFormat(stamp, localTime))
  return new Formed({ ...form, stamps }, sink)
}
