// What is too long for CI:
//
//   npm run soak                                10 GB through every logger of ours together
//   npm run soak -- drive GIGABYTES [SECONDS]   ... with a signal or a restart every so often
//   npm run soak -- kills [ROUNDS [SEED]]       kills of every logger, and of the originals
//
// Tables go to standard output, for records/; standard error tells what is going on.

import { drive } from './drive.js'
import { kills } from './kills.js'

const [what = 'drive', ...rest] = process.argv.slice(2)
const numbers = rest.map(Number)
const [amount, second] = numbers

if (!['drive', 'kills'].includes(what) || numbers.some((number) => !(number > 0))) {
  console.error('usage: npm run soak [-- drive [GIGABYTES [SECONDS]] | -- kills [ROUNDS [SEED]]]')
  process.exitCode = 100
} else if (what === 'kills') await kills(amount ?? 1000, second ?? 1)
else await drive(amount ?? 10, second ?? 1)
