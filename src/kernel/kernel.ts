// The kernel of the fast paths: WebAssembly with memory of its own, for loops over the bytes
// of many lines (assembly/). Its buffers are read to and written from like any others.
//
// It costs a millisecond or two and a megabyte, so it is had where a flood of lines makes
// that up; where it is not to be had at all, its twins in plain TypeScript serve.

import type { KernelForms } from './forms.js'
import type { KernelReplacement } from './replacement.js'
import type { KernelRuns } from './runs.js'
import type { KernelSteps } from './steps.js'

declare const LOGRUN_KERNEL: string

/** What the types of this runtime do not tell. */
declare const WebAssembly: {
  readonly Memory: new (pages: { initial: number; maximum: number }) => { buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { exports: unknown }
}

type Cell = { readonly value: number }

/** The functions of assembly/, as they are documented there; places are offsets in memory. */
export type KernelCalls = {
  stamp(
    out: number,
    room: number,
    from: number,
    to: number,
    midLine: boolean,
    template: number,
    width: number,
    fractionAt: number,
    digits: number,
    unit: number,
    nanoseconds: number,
    ends: number,
  ): number
  readonly stampedTo: Cell
  readonly stampedLines: Cell
  readonly nextNanoseconds: Cell
  setMinute(
    digits: number,
    minute: number,
    firstSecond: number,
    seconds: number,
    textAt: number,
  ): void
  convert(at: number, end: number, out: number, midLine: boolean): number
  readonly converted: Cell
  findLines(at: number, end: number, ends: number): number
  pass(
    place: number,
    line: number,
    lines: number,
    from: number,
    ends: number,
    window: number,
    spans: number,
    count: number,
    alike: number,
  ): number
  replace(
    place: number,
    line: number,
    lines: number,
    from: number,
    ends: number,
    window: number,
  ): void
  gather(start: number, ends: number, bounds: number, count: number, out: number): number
  form(
    bounds: number,
    count: number,
    first: number,
    last: number,
    start: number,
    ends: number,
    origin: number,
    out: number,
    head: number,
    width: number,
    nanoseconds: number,
    noted: number,
  ): number
  readonly formedLines: Cell
}

/** Behind what is copied, so many bytes more may be read and written. */
export const KERNEL_SLACK = 16

/** A read of this many bytes is part of a flood. */
export const FLOOD = 16 * 1024

const PAGE = 65536

/** One kernel, and what lies in its memory. */
export class Kernel {
  readonly calls: KernelCalls
  /** At the beginning of memory, so that an offset here is one for the calls. */
  readonly bytes: Buffer
  /**
   * Room for what replaces bytes, for an automaton, for the runs of lines it selects, and for
   * lines with heads before them, once somebody has asked.
   */
  replacement?: KernelReplacement
  steps?: KernelSteps
  runs?: KernelRuns
  forms?: KernelForms
  readonly #memory: ArrayBuffer
  #reserved: number

  private constructor(calls: KernelCalls, memory: ArrayBuffer, size: number) {
    this.calls = calls
    this.bytes = Buffer.from(memory, 0, size)
    this.#memory = memory
    this.#reserved = aligned(size)
  }

  /** One with `size` bytes, and parts of `beside` to be reserved; undefined where there is none. */
  static open(size: number, ...beside: readonly number[]): Kernel | undefined {
    try {
      module ??= new WebAssembly.Module(Buffer.from(LOGRUN_KERNEL, 'base64'))
      const needed = [size, ...beside].reduce((sum, part) => sum + aligned(part), 0)
      const pages = Math.ceil(needed / PAGE)
      const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
      const { exports } = new WebAssembly.Instance(module, { env: { memory } })
      return new Kernel(exports as KernelCalls, memory.buffer, size)
    } catch {
      // An old processor, a limit on address space, or a copy without a kernel.
      return undefined
    }
  }

  /** The next `size` bytes; their `byteOffset` is where they are for the calls. */
  reserve(size: number): Buffer {
    const at = this.#reserved
    this.#reserved += aligned(size)
    return Buffer.from(this.#memory, at, size)
  }

  /** The next `count` numbers. */
  reserveNumbers(count: number): Int32Array {
    const { buffer, byteOffset } = this.reserve(4 * count)
    return new Int32Array(buffer as ArrayBuffer, byteOffset, count)
  }
}

let module: object | undefined

const aligned = (size: number): number => Math.ceil(size / 16) * 16
