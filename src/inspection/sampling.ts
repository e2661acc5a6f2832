// How many lines and bytes a log has, without reading it: lines are counted at the beginnings of
// some files, and what a gzip file inflates to is told by its last four bytes, of its last
// member alone and modulo 2^32.

import { ignoring } from '../fault/fault.js'
import { lineEnd } from '../lines.js'
import { type ContentWorld, formatOf, openContent } from '../reading/content.js'
import type { FileState, Files } from '../reading/files.js'
import type { PlacedFile } from '../reading/log.js'
import { whileOpen } from '../reading/looks.js'

/** Behind a buffer's bytes there is a line feed, and words of four are read past it. */
const ROOM_BEHIND = 8

/** Bytes looked at in one file, and files looked at. */
export const LOOK = 1 << 16
const SAMPLES = 16

/** A file of a log and its size. */
export type Measured = {
  readonly file: PlacedFile
  readonly state: FileState
  /** As logged: known, or told by the file's end. */
  readonly logged: number
}

/** What was counted: bytes of a file as they were logged, and lines in them; `all` of them. */
type Sample = { readonly bytes: number; readonly lines: number; readonly all: boolean }

const LINE_FEED = 0x0a

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** The size of a file on disk and as it was logged; undefined of what is no file. */
export const measure = (file: PlacedFile, files: Files): Measured | undefined => {
  const state = files.stateOf(file.path)
  if (state?.kind !== 'file') return undefined
  return { file, state, logged: Math.max(state.size, inflatedSize(file, state.size, files)) }
}

/** What a gzip file says it inflates to, at its end; 0 of others. */
const inflatedSize = ({ path }: PlacedFile, size: number, files: Files): number => {
  const told = (descriptor: number): number => {
    if (formatOf(descriptor, files) !== 'gzip' || size < TRAILER) return 0
    const bytes = Buffer.alloc(TRAILER)
    files.read(descriptor, bytes, 0, TRAILER, size - TRAILER)
    return bytes.readUInt32LE()
  }
  // Reading it says what is wrong.
  return ignoring(() => whileOpen({ path }, files, told)) ?? 0
}

const TRAILER = 4

/** Counts lines in some files, their beginnings; or in all files, the whole. */
export const sampled = async (
  measured: readonly Measured[],
  world: ContentWorld,
  count: boolean,
): Promise<ReadonlyMap<PlacedFile, Sample>> => {
  const stride = count ? 1 : Math.ceil(measured.length / SAMPLES)
  // The newest one is among them.
  const chosen = measured.filter((_, k) => (measured.length - 1 - k) % stride === 0)
  const samples = new Map<PlacedFile, Sample>()
  for (const { file } of chosen)
    samples.set(file, await countIn(file, world, count ? Number.POSITIVE_INFINITY : LOOK))
  return samples
}

/** Counts lines at a file's beginning, `most` bytes of it or a little more. */
const countIn = async (file: PlacedFile, world: ContentWorld, most: number): Promise<Sample> => {
  const { descriptor: _, ...alone } = file
  const content = openContent(alone, world)
  if (!content) return { bytes: 0, lines: 0, all: true }
  const block = Buffer.allocUnsafeSlow(LOOK + ROOM_BEHIND)
  const view = new DataView(block.buffer)
  let bytes = 0
  let lines = 0
  while (bytes < most) {
    const came = await content.read(block, 0, LOOK)
    if (came === 0) {
      content.close()
      return { bytes, lines, all: true }
    }
    bytes += came
    block[came] = LINE_FEED
    for (let at = lineEnd(view, 0); at <= came; at = lineEnd(view, at)) lines++
  }
  content.close()
  return { bytes, lines, all: false }
}

/** Lines a byte, where nothing is known of a file. */
export const meanOf = (samples: readonly Sample[]): number => {
  const bytes = sum(samples.map((sample) => sample.bytes))
  return bytes === 0 ? 0 : sum(samples.map(({ lines }) => lines)) / bytes
}

/** Lines in a file, counted or reckoned. */
export const linesIn = ({ logged }: Measured, sample: Sample | undefined, mean: number): number => {
  if (sample?.all) return sample.lines
  const density = sample && sample.bytes > 0 ? sample.lines / sample.bytes : mean
  return logged * density
}

/** Bytes of a file as they were logged. */
export const loggedIn = ({ logged }: Measured, sample: Sample | undefined): number =>
  sample?.all ? sample.bytes : logged
