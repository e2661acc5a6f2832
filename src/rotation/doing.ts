// What is being done in a directory, kept for the fault that it may come to.

import type { ByteString } from '../bytes.js'
import type { Fault, Operation } from '../fault/fault.js'

/** The operation in hand; cheap to say, for few of them fail. */
export class Doing {
  readonly #directory: ByteString
  #operation: Operation = 'open-directory'
  #names: readonly (ByteString | undefined)[] = []

  /** `directory`: its path, as given. */
  constructor(directory: ByteString) {
    this.#directory = directory
  }

  /** `file`, `to`, `from`: as in a fault. */
  is(
    operation: Operation,
    ...names: [file?: ByteString, to?: ByteString, from?: ByteString]
  ): void {
    this.#operation = operation
    this.#names = names
  }

  /** The fault where it failed with `code`. */
  fault(code: string): Fault & { readonly code: string } {
    const [file, to, from] = this.#names
    const names = { ...(file !== undefined && { file }), ...(to && { to }), ...(from && { from }) }
    return { operation: this.#operation, directory: this.#directory, ...names, code }
  }
}
