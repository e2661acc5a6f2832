// The files of a log that goes on: one after the other, whatever happens to their names in
// between, and however often.
//
// The file in hand stays open, so neither a rotation nor a deletion takes anything from it. It
// has ended when another one follows it (unread-files.ts); then it is read to its end once more,
// and no one writes to it any more.
//
// A leftover or `current` is opened, and then looked for again: if no archive has come before
// it, and it is what it was, it is the next one. A name that has gone when it is to be opened
// is no file's any more, and what there is is looked at anew.

import { type ByteString, baseName } from '../bytes.js'
import { ignoring } from '../fault/fault.js'
import type { Zone } from '../time/zone.js'
import type { ContentWorld } from './content.js'
import type { FileState } from './files.js'
import { KeptFiles } from './kept-files.js'
import { isSingle, type Log, opened, type PlacedFile } from './log.js'
import type { FileOrder } from './order.js'
import { type Given, UnreadFiles } from './unread-files.js'

/** Looks that find something moving, before others have their turn. */
const LOOKS = 10

export class LiveLog implements FileOrder {
  readonly log: Log
  /** What streams read it by. */
  readonly world: ContentWorld
  ended = false
  /** No more is waited for. */
  over = false
  readonly #files: KeptFiles
  /** It is one file, wherever that goes. */
  readonly #single: boolean
  readonly #current: ByteString
  readonly #unread: UnreadFiles
  /** What was found behind the file in hand. */
  #ahead: PlacedFile[]
  #hand: Given | undefined
  #sign = ''

  /** `from`: the number of the file to begin with. */
  constructor(log: Log, from: number, zone: Zone, world: ContentWorld) {
    this.log = log
    this.#files = new KeptFiles(world.files)
    this.world = { ...world, files: this.#files }
    this.#single = isSingle(log)
    this.#current = this.#single ? log.path : `${log.path}/current`
    this.#unread = new UnreadFiles(log, zone, this.#files)
    this.#ahead = log.files.slice(from)
    for (const file of log.files.slice(0, from)) {
      this.#unread.take(file)
      if (file.descriptor !== undefined) this.#files.close(file.descriptor)
    }
  }

  /** Whether anything may have changed since this was asked before. */
  hasNews(): boolean {
    const state = this.#files.stateOf(this.#current)
    const sign = state ? signOf(state) : this.#signWithoutCurrent()
    const changed = sign !== this.#sign
    this.#sign = sign
    return changed
  }

  next(): PlacedFile | 'later' | undefined {
    const next = this.#queued() ?? this.#found()
    if (!next) return this.over ? undefined : 'later'
    this.ended = this.#hasEnded(this.#hand)
    this.#hand = this.#unread.take(next)
    return next
  }

  #hasEnded(given: Given | undefined): boolean {
    if (!given || given.cut) return false
    return given.left === undefined || this.#files.stateOf(given.left)?.identity !== given.identity
  }

  close(): void {
    this.#dropAhead()
    this.#unread.close()
  }

  #signWithoutCurrent(): string {
    const directory = this.#files.stateOf(this.log.path)
    const hand = this.#hand?.descriptor
    return `${directory && signOf(directory)} ${hand === undefined ? '' : this.#sizeOf(hand)}`
  }

  #sizeOf(descriptor: number): number {
    return ignoring(() => this.#files.state(descriptor).size) ?? -1
  }

  /** The next one of those found before, unless its name has gone since. */
  #queued(): PlacedFile | undefined {
    const file = this.#ahead.shift()
    const open = file && opened(file, this.#files)
    if (!open) this.#dropAhead()
    return open
  }

  #dropAhead(): void {
    for (const { descriptor } of this.#ahead.splice(0))
      if (descriptor !== undefined) this.#files.close(descriptor)
  }

  #found(): PlacedFile | undefined {
    const hand = this.#hand
    const current = this.#files.stateOf(this.#current)
    if (hand && current && current.identity === hand.identity) return this.#begunAnew(hand, current)
    for (let looks = 0; looks < LOOKS; looks++) {
      const ahead = this.#unread.look()
      const first = ahead?.[0]
      if (ahead && !first) return undefined
      const open = first && opened(first, this.#files)
      if (!ahead || !open) continue
      if (open.role === 'archive' || this.#isNext(open)) {
        this.#ahead = ahead.slice(1).filter(({ role }) => role === 'archive')
        return open
      }
      if (open.descriptor !== undefined) this.#files.close(open.descriptor)
    }
    this.#sign = ''
    return undefined
  }

  /** The file in hand, if it has become shorter: then its beginning is new. */
  #begunAnew(hand: Given, { size }: FileState): PlacedFile | undefined {
    const cut = size < hand.size
    hand.size = size
    if (!cut) return undefined
    this.world.report({ operation: 'truncated', file: this.#current })
    hand.cut = true
    const path = this.#current
    return opened({ name: baseName(path), role: 'current', path }, this.#files)
  }

  #isNext({ name, path, descriptor }: PlacedFile): boolean {
    const first = this.#unread.look()?.[0]
    if (first?.name !== name) return false
    if (descriptor === undefined) return true
    return this.#files.stateOf(path)?.identity === this.#files.state(descriptor).identity
  }
}

const signOf = ({ identity, size, modified }: FileState): string =>
  `${identity} ${size} ${modified}`
