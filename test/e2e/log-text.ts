// What a log directory holds, as text in the order it was logged.

import { readdirSync, readFileSync } from 'node:fs'

export type LogFile = { readonly name: string; readonly text: string }

/** A label, or universal time in its basic form. */
export const STAMP = /^(?:@[0-9a-f]{24}|\d{8}T\d{6}\.\d{6}:) /

/** The names of the finished files, oldest first. */
export const archives = (directory: string): readonly string[] =>
  readdirSync(directory)
    .filter((name) => /^[@_]/.test(name))
    .sort()

/** Archives by label, then `current`; one character a byte. */
export const logFiles = (directory: string): readonly LogFile[] =>
  [...archives(directory), 'current'].map((name) => ({
    name,
    text: readFileSync(`${directory}/${name}`, 'latin1'),
  }))

/** Everything logged, files joined. */
export const logText = (directory: string): string =>
  logFiles(directory)
    .map(({ text }) => text)
    .join('')

/** What a log directory holds; nothing while a rotation changes it between two looks. */
export const settled = (main: string): string => {
  try {
    return logText(main)
  } catch {
    return ''
  }
}

/** `text` with the stamp of every line removed; throws at a line that has none. */
export const unstamped = (text: string): string =>
  text.replace(/^.*\n?/gm, (line) => {
    if (line === '') return ''
    if (!STAMP.test(line)) throw new Error(`no stamp: ${JSON.stringify(line.slice(0, 80))}`)
    return line.replace(STAMP, '')
  })

/** The lines of `text` without their stamps; what is unfinished may still be being written. */
export const wholeLines = (text: string): readonly string[] =>
  unstamped(text.slice(0, text.lastIndexOf('\n') + 1))
    .split('\n')
    .slice(0, -1)

/** The stamps of `text`, as they follow each other. */
export const stamps = (text: string): readonly string[] => text.match(new RegExp(STAMP, 'gm')) ?? []
