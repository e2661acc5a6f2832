// Modules of Node that few runs need: each is loaded when one does. Together they are some
// milliseconds of a start.

import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

export const childProcess = (): typeof import('node:child_process') => load('node:child_process')
export const datagrams = (): typeof import('node:dgram') => load('node:dgram')
export const compression = (): typeof import('node:zlib') => load('node:zlib')
