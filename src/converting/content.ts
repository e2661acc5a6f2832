// What a file of a log becomes: its lines with their stamps laid anew, handed on as they
// come, whatever the size of the file; and what a file on disk holds, as count and hash.

import { createHash } from 'node:crypto'
import type { ByteString } from '../bytes.js'
import { type ContentWorld, openContent } from '../reading/content.js'
import { type StampForm, stampHeadOf } from '../reading/heads.js'
import type { PlacedFile } from '../reading/log.js'
import { FoundFiles } from '../reading/order.js'
import { Rewriter, type Rewriting } from '../reading/rewriter.js'
import { Shown } from '../reading/shown.js'
import { Source } from '../reading/source.js'
import { LogStream, WINDOW_ROOM } from '../reading/stream.js'
import type { Run } from '../reading/timeline.js'
import type { Dialect } from '../time/tai64n.js'
import { type LocalTime, Zone } from '../time/zone.js'

/** How lines are changed. `raw`: labels alone, and those only where the rules differ. */
export type Recipe = {
  readonly form: StampForm | 'raw'
  /** How labels count in the file, and how in its copy. */
  readonly from: Dialect
  readonly to: Dialect
}

/** Bytes read at a time. */
const BLOCK = 1 << 17

/** Who takes bytes. What is handed over is valid during the call alone. */
export type Drain = {
  take(bytes: Uint8Array, start: number, end: number): void
  /** Resolves when more may be handed over. */
  ready(): Promise<void> | undefined
}

/** Hands on what `file` becomes. What cannot be read is reported, and ends it. */
export const rewrite = async (
  file: PlacedFile,
  recipe: Recipe,
  drain: Drain,
  localTime: LocalTime,
  world: ContentWorld,
): Promise<void> => {
  const log = { name: file.name, path: file.path, files: [file] }
  const order = new FoundFiles(log, 0, world.files)
  const reading = { dialect: recipe.from, zone: new Zone(localTime), order, offset: 0 }
  const stream = new LogStream(log, BLOCK, reading, world)
  const source = new Source(stream, 0)
  const take = takerOf(recipe, drain, localTime)
  try {
    while (await source.fill()) {
      const { start, end, continued, open } = stream
      take({ source, start, end, continued, open })
      await drain.ready()
    }
  } finally {
    stream.close()
  }
}

const takerOf = (recipe: Recipe, drain: Drain, localTime: LocalTime): ((run: Run) => void) => {
  const rewriting = rewritingOf(recipe, localTime)
  if (!rewriting) return ({ source, start, end }) => drain.take(source.stream.bytes, start, end)
  const write = (bytes: Uint8Array, start: number, end: number): boolean => {
    drain.take(bytes, start, end)
    return true
  }
  const shown = new Shown(write, BLOCK + WINDOW_ROOM + rewriting.head.room)
  const rewriter = new Rewriter(shown, rewriting)
  return (run) => {
    rewriter.take(run)
    shown.flush()
  }
}

/** Nothing where lines stay as they are. */
const rewritingOf = ({ form, from, to }: Recipe, localTime: LocalTime): Rewriting | undefined => {
  if (form === 'raw' && from === to) return undefined
  const laid = form === 'raw' ? 'tai64n' : form
  return { form: laid, head: stampHeadOf(laid, to, localTime), labelsOnly: form === 'raw' }
}

/** Counts and hashes what it is given, and hands it on. */
export class Tally {
  readonly #hash = createHash('sha256')
  #count = 0

  take(bytes: Uint8Array, start: number, end: number): void {
    this.#count += end - start
    this.#hash.update(bytes.subarray(start, end))
  }

  ready(): undefined {
    return undefined
  }

  /** Equal for equal bytes; to be asked once. */
  get sum(): string {
    return `${this.#count} ${this.#hash.digest('hex')}`
  }
}

/** The sum of what the file at `path` holds, inflated; undefined where it cannot be read whole. */
export const sumOf = async (
  path: ByteString,
  { files }: Pick<ContentWorld, 'files'>,
): Promise<string | undefined> => {
  let whole = true
  const report = (): void => {
    whole = false
  }
  const content = openContent({ name: path, path, role: 'archive' }, { files, report })
  if (!content) return undefined
  const bytes = Buffer.allocUnsafeSlow(BLOCK)
  const tally = new Tally()
  try {
    for (;;) {
      const count = await content.read(bytes, 0, BLOCK)
      if (count === 0) break
      tally.take(bytes, 0, count)
    }
  } finally {
    content.close()
  }
  return whole ? tally.sum : undefined
}
