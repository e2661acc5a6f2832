// Measures our commands beside the originals: `npm run bench [-- NAME ...]`.

import { rmSync } from 'node:fs'
import { measureLatency } from './latency.js'
import { machineLine, makeRoot } from './machine.js'
import { measureMemory } from './memory.js'
import { measureStart } from './start.js'
import { measureThroughput } from './throughput.js'
import { measureTrickle } from './trickle.js'

const ALONE = {
  latency: measureLatency,
  trickle: measureTrickle,
  start: measureStart,
  memory: measureMemory,
}

// Certificates that a session names cost every start of Node 35 ms and 2 MiB, and a log/run
// script names none.
delete process.env.NODE_EXTRA_CA_CERTS
delete process.env.NODE_OPTIONS

const wanted = process.argv.slice(2)
const root = makeRoot()
console.log(machineLine())
try {
  const throughput = wanted.filter((name) => !(name in ALONE))
  if (wanted.length === 0 || throughput.length > 0) measureThroughput(root, throughput)
  for (const [name, measure] of Object.entries(ALONE))
    if (wanted.length === 0 || wanted.includes(name)) await measure(root)
} finally {
  rmSync(root, { recursive: true, force: true })
}
