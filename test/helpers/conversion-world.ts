// Converting in a test: a disk in memory that has times too, whose calls can fail, and what is
// said of it.

import { gunzipSync } from 'node:zlib'
import { type ByteString, fromBytes } from '../../src/bytes.js'
import { STAGED } from '../../src/converting/commit.js'
import { type ConvertNote, type ConvertPlan, convertLog } from '../../src/converting/convert.js'
import { type Fault, ignoring } from '../../src/fault/fault.js'
import type { FileState, Files } from '../../src/reading/files.js'
import { logIn } from '../../src/reading/log.js'
import { MemoryFileSystem, type Snapshot } from '../../src/system/memory-filesystem.js'
import { universalTime } from '../../src/time/universal-time.js'

/** A file to begin with. */
export type Planted = {
  name: ByteString
  content: ByteString | Buffer
  mode?: number
  modified?: number
}

/** What is found: content as it is read, mode, time, and how it is laid out. */
export type Found = {
  readonly text: ByteString
  readonly zipped: boolean
  readonly mode: number
  readonly modified: number
}

const DEFAULTS: Omit<ConvertPlan, 'log' | 'target'> = {
  form: 'raw',
  dialect: 'djb',
  level: 1,
  current: false,
  lockFiles: ['lock', 'tinylog.pid'],
  remove: false,
  dry: false,
}

/** Half an hour off, and so no zone that anything could be by chance. */
const SHIFT = 5.5 * 3600

export class ConversionWorld {
  readonly disk = new MemoryFileSystem()
  faults: Fault[] = []
  notes: ConvertNote[] = []
  /** By inode, which outlives names. */
  readonly #times = new Map<number, number>()
  readonly #opened = new Map<number, ByteString>()

  plant(directory: ByteString, files: readonly Planted[]): void {
    for (const { name, content, mode = 0o744, modified = 0 } of files) {
      this.disk.plant(`${directory}/${name}`, content, mode)
      this.#times.set(this.#entry(`${directory}/${name}`)?.inode ?? 0, modified)
    }
  }

  /** Every file of a directory as a reader has it: compressed ones inflated. */
  found(directory: ByteString): Record<ByteString, Found> {
    const entries = Object.entries(this.disk.snapshot(directory))
    return Object.fromEntries(
      entries.map(([name, { content, mode, inode }]) => {
        const inflated = inflate(content)
        const [text, zipped] = [fromBytes(inflated ?? content), inflated !== undefined]
        return [name, { text, zipped, mode, modified: this.#times.get(inode) ?? 0 }]
      }),
    )
  }

  /** Converts the log in `directory`; what is said is in `faults` and `notes`. */
  async convert(
    directory: ByteString,
    target: ByteString,
    wishes: Partial<ConvertPlan> = {},
  ): Promise<void> {
    this.faults = []
    this.notes = []
    const { files } = this
    const log = logIn(directory, 'log', files) ?? { name: 'log', path: directory, files: [] }
    await convertLog(
      { ...DEFAULTS, log, target, ...wishes },
      {
        files,
        filesystem: this.disk,
        locks: this.disk,
        localTime: (seconds) => universalTime(Number(seconds) + SHIFT),
        makeLike: (descriptor, path) => {
          const like = files.stateOf(path)
          this.disk.setMode(descriptor, like?.mode ?? 0)
          const { directory: at, names } =
            this.disk.calls.made.findLast(({ names: [name] }) => name?.startsWith(STAGED)) ?? {}
          this.#times.set(this.#entry(`${at}/${names?.[0]}`)?.inode ?? 0, like?.modified ?? 0)
        },
        report: (fault) => this.faults.push(fault),
        note: (note) => this.notes.push(note),
      },
    )
  }

  /** Reading fails as the disk does; looking never does. */
  readonly files: Files = {
    list: (directory) =>
      Object.entries(this.disk.snapshot(directory)).map(([name, { kind }]) => ({
        name,
        directory: kind === 'directory',
      })),
    stateOf: (path) => this.#state(path),
    open: (path) => {
      const descriptor = this.disk.open(path, 'read', 0)
      this.#opened.set(descriptor, path)
      return descriptor
    },
    state: (descriptor) => {
      const state = this.#state(this.#opened.get(descriptor) ?? '')
      if (!state) throw new Error('a file that has lost its name')
      return state
    },
    read: (descriptor, bytes, start, end, position) =>
      this.disk.read(descriptor, bytes, start, end, position),
    // As on Linux, nothing is left that could fail.
    close: (descriptor) => ignoring(() => this.disk.close(descriptor)),
  }

  #state(path: ByteString): FileState | undefined {
    const entry = this.#entry(path)
    if (!entry) return undefined
    const { kind, mode, size, inode } = entry
    const modified = this.#times.get(inode) ?? 0
    return { kind: kind === 'symlink' ? 'other' : kind, mode, size, identity: `${inode}`, modified }
  }

  #entry(path: ByteString): Snapshot | undefined {
    const [, above, name = ''] = /^(.*)\/([^/]+)$/s.exec(path) ?? []
    return this.disk.snapshot(above || '/')[name]
  }
}

/** Nothing where `content` is no whole file of gzip's. */
const inflate = (content: Buffer): Buffer | undefined => {
  try {
    return gunzipSync(content)
  } catch {
    return undefined
  }
}
