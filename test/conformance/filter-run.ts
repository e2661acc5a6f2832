// tai64n and tai64nlocal run beside their originals: from standard input to standard
// output, an exit code, and nothing else to be seen.

import type { TestContext } from 'vitest'
import type { ByteString } from '../../src/bytes.js'
import { command } from '../helpers/commands.js'
import { missing, original } from '../helpers/originals.js'
import { Place } from '../helpers/places.js'
import { type Launch, RunningLogger } from '../helpers/run-logger.js'

export type FilterRun = Partial<Launch> & {
  /** Written at once, then the input ends. */
  readonly input?: ByteString
  /** What happens instead; the input ends afterwards. */
  readonly steps?: (filter: RunningLogger) => Promise<void>
}

/** All output, and exit code or signal. */
export type Seen = {
  readonly stdout: ByteString
  readonly stderr: ByteString
  readonly exit: string
}

const perform = async (program: string, run: FilterRun): Promise<Seen> => {
  const place = new Place()
  try {
    const filter = new RunningLogger(program, place, { script: [], ...run })
    try {
      await (run.steps ? run.steps(filter) : filter.write(run.input ?? ''))
      const exit = await filter.finish()
      return { stdout: filter.stdout(), stderr: filter.stderr(), exit }
    } finally {
      await filter.close()
    }
  } finally {
    place.clear()
  }
}

/** What ours shows. */
export const ours = (tool: string, run: FilterRun): Promise<Seen> => perform(command(tool), run)

/** What the original shows; skips the rest of the test where it is not installed. */
export const theirs = (tool: string, run: FilterRun, context: TestContext): Promise<Seen> => {
  const program = original(tool)
  return program === undefined ? context.skip(missing(tool)) : perform(program, run)
}

/** What a run must show: standard error stays empty, the exit is 0 unless it is named. */
export const shows = (stdout: ByteString, exit = '0'): Seen => ({ stdout, stderr: '', exit })
