// Files for a reader, in memory: paths of one level of directories, as reading asks for them.

import type { ByteString } from '../../src/bytes.js'
import type { FileState, Files } from '../../src/reading/files.js'

type Planted = { bytes: Buffer; mode: number; modified: number; identity: string }

const missing = (): Error => Object.assign(new Error('no such file'), { code: 'ENOENT' })

export class MemoryFiles implements Files {
  readonly #files = new Map<ByteString, Planted>()
  readonly #open = new Map<number, Planted>()
  #next = 3
  #planted = 0

  /** Puts a file at `path`, in place of one that is there. */
  plant(
    path: ByteString,
    content: ByteString | Buffer = '',
    {
      mode = 0o644,
      modified = 0,
      identity = String(this.#planted++),
    }: { mode?: number; modified?: number; identity?: string } = {},
  ): void {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content
    this.#files.set(path, { bytes, mode, modified, identity })
  }

  /** Puts bytes behind what a file holds. */
  append(path: ByteString, content: ByteString | Buffer, modified?: number): void {
    const file = this.#at(path)
    const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content
    file.bytes = Buffer.concat([file.bytes, bytes])
    if (modified !== undefined) file.modified = modified
  }

  content(path: ByteString): Buffer {
    return this.#at(path).bytes
  }

  rename(from: ByteString, to: ByteString): void {
    this.link(from, to)
    this.remove(from)
  }

  /** A second name for the file `from`. */
  link(from: ByteString, to: ByteString): void {
    this.#files.set(to, this.#at(from))
  }

  remove(path: ByteString): void {
    this.#files.delete(path)
  }

  setMode(path: ByteString, mode: number): void {
    this.#at(path).mode = mode
  }

  /** Names in a directory. */
  names(directory: ByteString): ByteString[] {
    return this.list(directory).map(({ name }) => name)
  }

  /** How many descriptors are open. */
  get opened(): number {
    return this.#open.size
  }

  list(directory: ByteString): { name: ByteString; directory: boolean }[] {
    const within = [...this.#files.keys()].filter((path) => path.startsWith(`${directory}/`))
    const names = within.map((path) => path.slice(directory.length + 1).split('/'))
    const entries = new Map(names.map(([name = '', inner]) => [name, inner !== undefined]))
    return [...entries].map(([name, isDirectory]) => ({ name, directory: isDirectory }))
  }

  stateOf(path: ByteString): FileState | undefined {
    const file = this.#files.get(path)
    if (file) return state(file)
    if (this.list(path).length === 0) return undefined
    return { kind: 'directory', mode: 0o755, size: 0, identity: path, modified: 0 }
  }

  open(path: ByteString): number {
    this.#open.set(this.#next, this.#at(path))
    return this.#next++
  }

  state(descriptor: number): FileState {
    return state(this.#opened(descriptor))
  }

  read(
    descriptor: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    position: number,
  ): number {
    return this.#opened(descriptor).bytes.copy(bytes, start, position, position + end - start)
  }

  close(descriptor: number): void {
    this.#opened(descriptor)
    this.#open.delete(descriptor)
  }

  #at(path: ByteString): Planted {
    const file = this.#files.get(path)
    if (!file) throw missing()
    return file
  }

  #opened(descriptor: number): Planted {
    const file = this.#open.get(descriptor)
    if (!file) throw Object.assign(new Error('closed'), { code: 'EBADF' })
    return file
  }
}

const state = ({ bytes, mode, modified, identity }: Planted): FileState => ({
  kind: 'file',
  mode,
  size: bytes.length,
  identity,
  modified,
})
