// Drives a transformation from one descriptor to another: the shape of tai64n and
// tai64nlocal. What was read is transformed and written before the next read, so an
// unfinished line is seen at once.

import { codeOf, type Fault } from './fault/fault.js'
import type { Reader } from './input/reader.js'
import { READ_SIZE, type Splitter } from './input/splitter.js'
import { FLOOD } from './kernel/kernel.js'
import { writeBatch } from './sinks/descriptor.js'
import type { FileSystem } from './system/filesystem.js'
import type { LabelConverter } from './time/label-converter.js'

/** A stretch of bytes ready to be written. */
export type Stretch = {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

/** A transformation over a buffer of its own. */
export type Transformation = {
  readonly bytes: Uint8Array
  /** Where the next read must put its bytes, `readSize` at most. */
  readonly readAt: number
  readonly readSize: number
  /** Takes in `count` bytes put at `readAt`. */
  accept(count: number): void
  /** The next stretch of output; undefined when more must be read first. */
  next(): Stretch | undefined
  /** What is left at the end of input. */
  finish(): Stretch | undefined
}

/** What a filter reads from and writes to. */
export type FilterWorld = {
  readonly reader: Pick<Reader, 'wait' | 'read'>
  readonly filesystem: FileSystem
  readonly output: number
  /** Waits until a non-blocking output takes more. */
  readonly waitForRoom: () => void
}

/** Runs until the end of input (undefined) or the first failed call. */
export const filter = async (
  transformation: Transformation,
  world: FilterWorld,
): Promise<Fault | undefined> => {
  const { reader, filesystem, output, waitForRoom } = world
  const write = (stretch: Stretch): Fault | undefined =>
    writeBatch(stretch, output, filesystem, waitForRoom)
  for (;;) {
    const { bytes, readAt, readSize } = transformation
    let count = 0
    let failed: Fault | undefined
    try {
      count = reader.read(bytes, readAt, readAt + readSize)
    } catch (error) {
      failed = { operation: 'read-input', code: codeOf(error) }
    }
    // Nothing there on a non-blocking input.
    if (count < 0) await reader.wait(-1)
    if (count > 0) transformation.accept(count)
    for (let out = transformation.next(); out; out = transformation.next()) {
      const fault = write(out)
      if (fault) return fault
    }
    if (count !== 0) continue
    const last = transformation.finish()
    return (last && write(last)) ?? failed
  }
}

/** Lines stamped by a splitter that has a stamp stage, batch by batch. */
export const stamping = (splitter: Splitter): Transformation => ({
  get bytes() {
    return splitter.bytes
  },
  readAt: splitter.readAt,
  readSize: READ_SIZE,
  accept: (count) => splitter.accept(count),
  next: () => splitter.next(),
  finish: () => splitter.finish(),
})

/**
 * Labels converted, read by read; the converter's capacity is READ_SIZE. From reads of `flood`
 * bytes on the kernel works.
 */
export const converting = (converter: LabelConverter, flood = FLOOD): Transformation => {
  const stretch = (end: number): Stretch => ({ bytes: converter.output, start: 0, end })
  let accepted = 0
  let flooded = false
  return {
    get bytes() {
      return converter.bytes
    },
    readAt: converter.readAt,
    readSize: READ_SIZE,
    accept: (count) => {
      accepted = count
      flooded = count >= flood
    },
    next: () => {
      if (accepted > 0) {
        const end = converter.convert(accepted)
        accepted = 0
        return stretch(end)
      }
      if (flooded) converter.speedUp()
      flooded = false
      return undefined
    },
    finish: () => stretch(converter.finish()),
  }
}
