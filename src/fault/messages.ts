// Faults to the exact bytes each tool prints. Pure: a sentence is the tool's name, the
// weight it gives the fault, what could not be done to what, and why. What it quotes is made
// visible first.

import type { ByteString } from '../bytes.js'
import type { Fault } from './fault.js'
import type { Note } from './note.js'
import { visible, visibly } from './visible.js'

/** How one tool speaks. */
export type Voice = {
  readonly name: string
  /** How a pause is said: behind a warning's sentence (the default), or as its weight. */
  readonly pauses?: 'appended' | 'instead' | 'unsaid'
  /** What of warnings is said; all where there is none. */
  readonly warns?: (fault: Fault) => boolean
  /** What it says of things done; nothing of all, or of some, where there is none. */
  readonly notes?: (note: Note) => ByteString | undefined
  readonly sentences: (fault: Fault) => ByteString
  /** The errno name by which a lock that somebody else holds goes; EAGAIN where nothing is said. */
  readonly held?: string
  readonly reasons: Readonly<Record<string, string>>
  /**
   * The whole of a message but its line feed, where it is not `NAME: WEIGHT: SENTENCE: REASON`.
   * `reason`: the words for `code`, an errno name; both undefined where the system gave none.
   */
  readonly message?: (
    weight: Weight,
    sentence: ByteString,
    reason?: string,
    code?: string,
  ) => ByteString
}

/** What a message is: a pause is a warning about what will be tried again. */
export type Weight = 'fatal' | 'warning' | 'pausing' | 'waiting' | 'info'

/** `multilog: fatal: unable to open directory ./x: file does not exist`, as bytes. */
export const fatalText = (voice: Voice, fault: Fault): ByteString =>
  message(voice, 'fatal', sentence(voice, fault), fault)

/** The same as a warning; `pausing` says that it will be tried again. */
export const warningText = (voice: Voice, fault: Fault, pausing: boolean): ByteString => {
  if (voice.warns?.(fault) === false) return ''
  // What the originals' processor children say before they die is fatal for them.
  if (fault.operation === 'run' || fault.operation === 'open-for-processor')
    return fatalText(voice, fault)
  return message(voice, pausing ? 'pausing' : 'warning', sentence(voice, fault), fault)
}

/** What was done, as information. */
export const noteText = (voice: Voice, note: Note): ByteString => {
  const said = voice.notes?.(visibly(note))
  return said === undefined ? '' : message(voice, 'info', said)
}

/** What a logger that was asked to end is still waiting for. */
export const waitingText = (voice: Voice, what: Fault | ByteString): ByteString =>
  typeof what === 'string'
    ? message(voice, 'waiting', `asked to exit, waiting for processor in ${visible(what)}`)
    : message(voice, 'waiting', `asked to exit, waiting: ${sentence(voice, what)}`, what)

const sentence = (voice: Voice, fault: Fault): ByteString => voice.sentences(visibly(fault))

const message = (voice: Voice, weight: Weight, said: ByteString, fault?: Fault): ByteString => {
  const why = fault && reason(voice, fault)
  const text = (voice.message ?? usualMessage(voice))(weight, said, why, fault?.code)
  return `${text}\n`
}

/** The grammar of djb and his followers. */
const usualMessage =
  ({ name, pauses = 'appended' }: Voice): NonNullable<Voice['message']> =>
  (weight, sentence, why) => {
    const pausing = weight === 'pausing'
    const pause = pausing && pauses === 'appended' ? ', pausing' : ''
    const shown = pausing && pauses === 'instead' ? weight : WORDS[weight]
    return `${name}: ${shown}: ${sentence}${pause}${why === undefined ? '' : `: ${why}`}`
  }

const WORDS: Readonly<Record<Weight, string>> = {
  fatal: 'fatal',
  warning: 'warning',
  pausing: 'warning',
  waiting: 'warning',
  info: 'info',
}

const reason = (voice: Voice, { operation, code }: Fault): string | undefined => {
  if (code === undefined) return undefined
  const held = operation === 'lock' && code === 'EAGAIN' && voice.reasons[voice.held ?? code]
  return held || (voice.reasons[code] ?? 'unknown error')
}
