// What a tool has on disk, as pieces of what was said, in the order it was logged. Pieces
// are taken away once they have been looked at, so that a long run needs little room.

import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import type { Layout, Tool } from './contenders.js'
import { Follower, type Gap } from './follower.js'

/** A file of the log, without stamps. */
type Piece = { readonly name: string; readonly bytes: Buffer }

const ARCHIVE: Readonly<Record<Layout, RegExp>> = {
  labels: /^@4[0-9a-f]{23}\.[su]$/,
  dates: /^_\d{8}T\d{6}\.\d{6}\.[su]$/,
  file: /^$/,
}

/** Names that are there only while something is going on. */
const PASSING = ['previous', 'processed', 'newstate', 'zipped']

/** Every other name a log directory of the family may have. */
const OTHERS = new Set(['lock', 'tinylog.pid', 'config', 'current', 'state', ...PASSING])

const STAMPS = /@[0-9a-f]{24} /g
const TORN_STAMP = /@[0-9a-f]{0,24}$/

// No line holds an `@` of its own.
const withoutStamps = (bytes: Buffer): Buffer => {
  if (!bytes.includes('@')) return bytes
  return Buffer.from(bytes.toString('latin1').replace(STAMPS, '').replace(TORN_STAMP, ''), 'latin1')
}

/** A log as it grows. */
export class Log {
  readonly #tool: Tool
  readonly #main: string
  readonly #follower = new Follower()

  constructor(tool: Tool, main: string) {
    this.#tool = tool
    this.#main = main
  }

  /** Bytes said up to the end of what has been looked at. */
  get end(): number {
    return this.#follower.end
  }

  /** What is missing in it, or there twice. */
  get gaps(): readonly Gap[] {
    return this.#follower.gaps
  }

  /** The file that lines go to; tells that it changed. */
  mark(): string {
    const path = this.#tool.layout === 'file' ? this.#main : `${this.#main}/current`
    const { ino, size } = statSync(path, { throwIfNoEntry: false }) ?? { ino: 0, size: 0 }
    return size > 0 ? `${ino} ${size}` : ''
  }

  /**
   * Looks at the files finished meanwhile. Throws at a name, a mode or a content that cannot be.
   */
  inspect(): void {
    this.#inspect(false)
  }

  /** Looks at all that is left after a clean end; `said` bytes there were. Throws too. */
  finish(said: number): void {
    this.#inspect(true)
    this.#follower.finish(said)
    if (this.end !== said) throw new Error(`said ${said} bytes, logged up to ${this.end}`)
  }

  /** Moves a log of one file away; a logger that lives must open it anew before the next look. */
  roll(): void {
    if (existsSync(this.#main)) renameSync(this.#main, this.#rolled)
  }

  *#file(): Iterable<Piece> {
    if (!existsSync(this.#rolled)) this.roll()
    if (!existsSync(this.#rolled)) return
    yield { name: 'main.u', bytes: withoutStamps(readFileSync(this.#rolled)) }
    rmSync(this.#rolled)
  }

  get #rolled(): string {
    return `${this.#main}.u`
  }

  *#archives(clean: boolean): Iterable<Piece> {
    if (!existsSync(this.#main)) return
    const archive = ARCHIVE[this.#tool.layout]
    const names = readdirSync(this.#main).sort()
    const archives = names.filter((name) => archive.test(name))
    const others = names.filter((name) => !archive.test(name))
    const strange = others.filter((name) => !OTHERS.has(name) || (clean && PASSING.includes(name)))
    if (strange.length > 0) throw new Error(`misnamed or left over: ${strange.join(', ')}`)
    // The newest may have a second name yet, by which the next start finishes it.
    for (const name of clean ? archives : archives.slice(0, -1)) {
      yield this.#piece(name)
      rmSync(`${this.#main}/${name}`)
    }
    if (clean) yield this.#piece('current')
  }

  #piece(name: string): Piece {
    const path = `${this.#main}/${name}`
    const mode = statSync(path).mode & 0o7777
    const complete = name.endsWith('.s') ? this.#tool.finished : 0o744
    if (!name.endsWith('.u') && mode !== complete)
      throw new Error(`${name} has mode ${mode.toString(8)}`)
    const bytes = withoutStamps(readFileSync(path))
    if (name.endsWith('.s') && !this.#tool.splits && bytes.at(-1) !== 0x0a)
      throw new Error(`${name} ends inside a line`)
    return { name, bytes }
  }

  // A logger killed between the mark of a full file and its new name leaves a complete
  // `current`, and the next one goes on with it: so a gap may be inside a file too.
  #inspect(clean: boolean): void {
    const pieces = this.#tool.layout === 'file' ? this.#file() : this.#archives(clean)
    for (const { name, bytes } of pieces)
      try {
        this.#follower.follow(bytes)
      } catch (error) {
        throw new Error(`${name} is corrupt: ${error instanceof Error ? error.message : error}`)
      }
  }
}
