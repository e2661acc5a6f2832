// Corpora made by a seeded generator: the same bytes on every machine, nothing to download.

import { closeSync, openSync, writeSync } from 'node:fs'

/** Lines of exactly `lineLength` bytes, line feed included, like those of `tcpserver -v`. */
export type Corpus = { readonly path: string; readonly bytes: number; readonly lines: number }

const WORDS = ['tcpserver: ok', 'tcpserver: end', 'tcpserver: pid', 'qmail: delivery', 'fatal: out']

/** A small linear congruential generator; good enough to vary text. */
const generator = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed
}

/** Writes about `size` bytes of lines to `path`. */
export const writeCorpus = (path: string, lineLength: number, size: number): Corpus => {
  const next = generator(lineLength)
  const block = Array.from({ length: 5000 }, () => {
    const text = `${WORDS[next() % WORDS.length]} ${next() % 65536} 127.0.0.1:${next() % 65536} status ${next()} `
    return `${text.repeat(Math.ceil(lineLength / text.length)).slice(0, lineLength - 1)}\n`
  })
  const bytes = Buffer.from(block.join(''))
  const repeats = Math.ceil(size / bytes.length)
  const descriptor = openSync(path, 'w')
  for (let i = 0; i < repeats; i++) writeSync(descriptor, bytes)
  closeSync(descriptor)
  return { path, bytes: repeats * bytes.length, lines: repeats * block.length }
}
