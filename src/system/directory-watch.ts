// Changes in a directory, as far as the system tells of them: inotify does for local file
// systems, and not of what other machines write.

import fs from 'node:fs'
import { type ByteString, toBytes } from '../bytes.js'
import { codeOf } from '../fault/fault.js'

/**
 * Calls `changed` after names or files in a directory have changed, until the function it gives
 * is called. Undefined where the system has no more watches, or no such directory.
 */
export const watchDirectory = (
  directory: ByteString,
  changed: () => void,
): (() => void) | undefined => {
  try {
    const watcher = fs.watch(toBytes(directory), { encoding: 'buffer', persistent: false }, changed)
    // What has happened to it, a look shows.
    watcher.on('error', changed)
    return () => watcher.close()
  } catch (error) {
    codeOf(error)
    return undefined
  }
}
