// A place in a log as it can be kept.

import type { ContentWorld } from './content.js'
import type { Position } from './cursor.js'
import { evidenceAt } from './fingerprint.js'
import type { Log } from './log.js'
import { stateNow } from './looks.js'
import type { Reckoning } from './seek.js'
import type { FilePlace } from './stream.js'

/** The position of a place in one of the files of `log`; files read under another name included. */
export const positionIn = async (
  log: Log,
  { file, offset }: FilePlace,
  reckoning: Reckoning,
  world: ContentWorld,
): Promise<Position> => {
  const { role, path, name } = file
  const number = log.files.findIndex((each) => each.path === path)
  const next = number < 0 ? undefined : log.files[number + 1]
  const found = await evidenceAt(file, offset, reckoning, world)
  // Nothing more comes into an archive; what comes next is in the next file.
  if (found?.last && role === 'archive' && next)
    return positionIn(log, { file: next, offset: 0 }, reckoning, world)
  const before = log.files.slice(0, Math.max(0, number))
  const archives = before.filter((each) => each.role === 'archive')
  const leftovers = before.length - archives.length
  const after = archives.at(-1)?.name
  const { head, tail, stamp } = found ?? {}
  return {
    file: name,
    identity: stateNow(file, world.files)?.identity ?? '',
    offset,
    ...(head !== undefined && { head }),
    ...(tail !== undefined && { tail }),
    ...(stamp !== undefined && { stamp }),
    ...(role !== 'archive' && after !== undefined && { after }),
    ...(role !== 'archive' && leftovers > 0 && { leftovers }),
  }
}
