// The laws once more, with the kernel at work from the second read on.

import { PipelineWorld } from '../helpers/pipeline-world.js'

PipelineWorld.flood = 0

await import('./laws.test.js')
await import('./s6-log-laws.test.js')
await import('./tinylog-laws.test.js')
await import('./cyclog-laws.test.js')
await import('./sole-directory.test.js')
