// A service that says the stream of stream.ts on standard output, as much as its reader
// takes, in bursts, or line by line, until there is a file ./enough: then it ends its line, writes to
// ./said how many bytes it has said, and ends.
//
//   speaker.mjs flood|bursts|trickle SEED [BYTES]      so many bytes at most

import { existsSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { draws } from './draws.js'
import { lineEnd, streamed } from './stream.js'

const [load, seed, most = Number.POSITIVE_INFINITY] = process.argv.slice(2)
const below = draws(Number(seed))
const clock = new Int32Array(new SharedArrayBuffer(4))

const CHUNK = 1 << 17

let said = 0
const say = (count: number): void => {
  const bytes = streamed(said, said + count)
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
  said += count
}

while (said < Number(most) && !existsSync('enough')) {
  if (load === 'flood') say(CHUNK)
  else {
    say(load === 'trickle' ? lineEnd(said) - said : 1 + below(below(20) === 0 ? 150_000 : 4000))
    Atomics.wait(clock, 0, 0, below(4))
  }
}
say(lineEnd(said) - said)
writeFileSync('said.new', String(said))
renameSync('said.new', 'said')
