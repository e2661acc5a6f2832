// A private directory for one run of one program. Names are byte strings
// (src/bytes.ts): a path given to a logger need not be text.

import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import koffi from 'koffi'
import { type ByteString, fromBytes, toBytes } from '../../src/bytes.js'

// bits/stat.h; the number of /dev/zero.
const NODES = {
  fifo: { type: 0o010000, device: 0 },
  socket: { type: 0o140000, device: 0 },
  zero: { type: 0o020000, device: 0x0105 },
} as const

const mknod = koffi.load(null).func('int mknod(const void *path, uint mode, uint64 device)')

/** Does `act` in a place of its own, which is gone afterwards. */
export const inPlace = async <T>(act: (place: Place) => Promise<T>): Promise<T> => {
  const place = new Place()
  try {
    return await act(place)
  } finally {
    place.clear()
  }
}

const SHARED_MEMORY = '/dev/shm'

/** Where files cost no time: in memory, if the machine has such a place. */
export const inMemory = (): string => (existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir())

export class Place {
  /** The harness's own files. */
  readonly root: string
  /** Where the program is started; nothing here but what the test and the program make. */
  readonly work: string

  constructor(folder = tmpdir()) {
    this.root = mkdtempSync(join(folder, 'logrun-'))
    this.work = join(this.root, 'work')
    mkdirSync(this.work)
  }

  /** The path of `name` in the working directory, for the calls of node:fs. */
  at(name: ByteString): Buffer {
    return toBytes(`${this.work}/${name}`)
  }

  has(name: ByteString): boolean {
    return existsSync(this.at(name))
  }

  /** Bytes; -1 while there is no such file. */
  size(name: ByteString): number {
    return statSync(this.at(name), { throwIfNoEntry: false })?.size ?? -1
  }

  /** What is in `directory`, in name order. */
  names(directory: ByteString): readonly ByteString[] {
    return readdirSync(this.at(directory), { encoding: 'latin1' }).sort()
  }

  read(name: ByteString): ByteString {
    return fromBytes(readFileSync(this.at(name)))
  }

  /** Makes a file with exactly this content and mode. */
  file(name: ByteString, content: ByteString = '', mode = 0o644): void {
    writeFileSync(this.at(name), toBytes(content))
    chmodSync(this.at(name), mode)
  }

  directory(name: ByteString, mode = 0o700): void {
    mkdirSync(this.at(name), { recursive: true })
    chmodSync(this.at(name), mode)
  }

  remove(name: ByteString): void {
    rmSync(this.at(name))
  }

  /** Makes something that is no file. `zero` is a device, and needs `devices` (needs.ts). */
  node(name: ByteString, kind: 'fifo' | 'socket' | 'zero', mode = 0o644): void {
    const { type, device } = NODES[kind]
    if (mknod(this.at(`${name}\0`), type | mode, device) !== 0) throw new Error(`mknod ${name}`)
    chmodSync(this.at(name), mode)
  }

  rename(from: ByteString, to: ByteString): void {
    renameSync(this.at(from), this.at(to))
  }

  /** A second name for the file `from`. */
  link(from: ByteString, to: ByteString): void {
    linkSync(this.at(from), this.at(to))
  }

  /** Removes everything; the programs that used it have ended. */
  clear(): void {
    // One that was killed may be in the middle of its last call.
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10 })
  }
}
