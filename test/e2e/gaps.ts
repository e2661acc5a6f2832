// Compares what a service said with what its log directory holds after loggers were
// killed: which bytes are missing, and that nothing else is wrong.
//
// A kill leaves one mark, the end of a `.u` file. Between two such ends everything was
// logged by processes that ended in their own time, so that part, its stamps removed, is
// one unbroken piece of what was said. Pieces that follow each other leave gaps, or lie
// over each other where the killed logger had written what it had not taken from the pipe.
//
// What was said is searched for each piece, so any text will do, and nothing may be missing
// where no kill was. soak/follower.ts asks less and takes more: it follows an endless input
// whose every word tells its place, file by file, and finds gaps wherever they are.

import { type LogFile, STAMP } from './log-text.js'

export type Gap = {
  /** The `.u` file it follows. */
  readonly after: string
  /** Missing bytes; below zero: so many are there twice. */
  readonly bytes: number
  /** Line ends among them. */
  readonly lines: number
}

// A write cut short by the kill can end inside a stamp.
const TORN_STAMP = /(?<![^\n])(?:@[0-9a-f]{0,24} ?|\d[\dT.]{0,21}:? ?)$/

// What a logger found in the middle of a line has a stamp like any line; what follows a
// rotation in the middle of a line has none.
const withoutStamps = (text: string): string =>
  text.replace(TORN_STAMP, '').replace(new RegExp(STAMP, 'gm'), '')

/**
 * The gap after each kill, 0 bytes ones included. Throws where the files are not pieces
 * of `truth` in its order: something was moved or changed, or more than `doubled` bytes
 * are there twice.
 */
export const gaps = (truth: string, files: readonly LogFile[], doubled = 0): readonly Gap[] => {
  const found: Gap[] = []
  let end = 0
  let piece = ''
  let after = ''
  const place = (): void => {
    const later = truth.indexOf(piece, end)
    const start = later < 0 ? truth.indexOf(piece, Math.max(0, end - doubled)) : later
    if (start < 0) throw new Error(`after byte ${end}: ${departure(truth, piece, end)}`)
    const lines = lineEnds(truth.slice(Math.min(start, end), Math.max(start, end)))
    if (after !== '') found.push({ after, bytes: start - end, lines })
    else if (start > 0) throw new Error(`${start} bytes lost without a kill`)
    end = Math.max(end, start + piece.length)
  }
  let broken = ''
  for (const { name, text } of files) {
    if (broken !== '' && STAMP.test(text)) {
      place()
      after = broken
      broken = ''
      piece = ''
    }
    piece += withoutStamps(text)
    if (name.endsWith('.u')) broken = name
  }
  place()
  if (end < truth.length) throw new Error(`${truth.length - end} bytes lost at the end`)
  return found
}

const lineEnds = (text: string): number => text.split('\n').length - 1

// Where a piece leaves what was said: the bytes around that place, in both.
const departure = (truth: string, piece: string, end: number): string => {
  let same = 0
  let step = piece.length
  while (step >= 1) {
    if (truth.includes(piece.slice(0, same + step), end)) same += step
    else step = Math.floor(step / 2)
  }
  const start = truth.indexOf(piece.slice(0, same), end)
  const around = (text: string, at: number): string =>
    JSON.stringify(text.slice(Math.max(0, at - 150), at + 150))
  return `logged ${around(piece, same)}, said ${around(truth, start + same)}`
}
