// A directory tree as plain data that two runs of a logger can be compared by.
//
// Moments are folded: an archive's label or date becomes its number in name order (`@1.s`,
// `_1.s`), a label inside a file becomes `@LABEL`, a date `DATE_TIME`, `DATETTIME`, `DATE TIME`
// or, in the basic form, `STAMP`. So are a port of the loopback network (`127.0.0.1:PORT`), a
// process number in the name of tinylog (`tinylog[PID]`), and the place's own path (`HERE`).

import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { type ByteString, fromBytes } from '../../src/bytes.js'
import type { Place } from './places.js'

/** Name relative to the working directory → mode and content, e.g. `0744 one\n`. */
export type Snapshot = Readonly<Record<ByteString, ByteString>>

// Files beyond this are told by their length: a sparse file of 2 GB is one.
const READABLE = 1 << 20

const LABEL = /@[0-9a-f]{24}/g
// As s6-log lays it; the two blanks behind it are part of the form (spec/s6-log.md §4).
const LOCAL_TIME = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9}(?= {2})/g
const DATE = /\b\d{4}-\d\d-\d\d([_T])\d\d:\d\d:\d\d\.\d{5}\b/g
const LOOPBACK = /(?<!\d)127(?:\.\d+){3}:\d{4,5}\b/g
const BASIC = /(?<!\d)\d{8}T\d{6}\.\d{6}(?!\d)/g
const PROCESS = /\btinylog\[\d+\](?=:)/g
const LABELLED = /^(?:@[0-9a-f]{24}|_\d{8}T\d{6}\.\d{6})(?=\.|$)/

/** Moments, ports and the place's path in `text`, folded. */
export const fold = (text: ByteString, place: Place): ByteString =>
  text
    .replaceAll(place.root, 'HERE')
    .replace(LABEL, '@LABEL')
    .replace(LOCAL_TIME, 'DATE TIME')
    .replace(DATE, 'DATE$1TIME')
    .replace(BASIC, 'STAMP')
    .replace(PROCESS, 'tinylog[PID]')
    .replace(LOOPBACK, '127.0.0.1:PORT')

const describe = (place: Place, name: ByteString): ByteString => {
  const status = lstatSync(place.at(name))
  const mode = (status.mode & 0o7777).toString(8).padStart(4, '0')
  if (status.isDirectory()) return `${mode} directory`
  if (!status.isFile()) return `${mode} special`
  if (status.size > READABLE) return `${mode} (${status.size} bytes)`
  return `${mode} ${fold(fromBytes(readFileSync(place.at(name))), place)}`
}

const byName = (a: ByteString, b: ByteString): number => (a < b ? -1 : 1)

/** Everything below the working directory, in name order. */
export const snapshot = (place: Place): Snapshot => {
  const found: Record<ByteString, ByteString> = {}
  const visit = (path: ByteString, shown: ByteString): void => {
    const entries = readdirSync(place.at(path), { encoding: 'latin1', withFileTypes: true })
    const sorted = entries.sort((a: Dirent, b: Dirent) => byName(a.name, b.name))
    let archives = 0
    for (const entry of sorted) {
      const folded = entry.name.replace(LABELLED, ([mark]) => `${mark}${++archives}`)
      found[shown + folded] = describe(place, path + entry.name)
      if (entry.isDirectory()) visit(`${path}${entry.name}/`, `${shown}${folded}/`)
    }
  }
  visit('', '')
  return found
}

const number = (name: string): number => Number(/[@_](\d+)/.exec(name)?.[1] ?? Infinity)

/** The contents of a log directory in the order they were logged: archives, then `current`. */
export const logged = (files: Snapshot, directory: ByteString): readonly ByteString[] =>
  Object.keys(files)
    .filter((name) => name.startsWith(`${directory}/`))
    .map((name) => name.slice(directory.length + 1))
    .filter((name) => /^[@_]\d+(\.|$)/.test(name) || name === 'current')
    .sort((a, b) => number(a) - number(b))
    .map((name) => (files[`${directory}/${name}`] ?? '').slice('0000 '.length))
