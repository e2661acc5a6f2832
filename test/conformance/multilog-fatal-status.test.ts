// Status files that cannot be had, with their words: spec/multilog.md §9.2.

import { symlinkSync } from 'node:fs'
import { fatal } from './fatal.js'
import { conforms, type Scenario } from './scenario.js'

const long = 'n'.repeat(256)

const status: readonly Scenario[] = [
  fatal(
    'a status file in a missing directory',
    ['=no/status'],
    'unable to create no/status: file does not exist',
  ),
  fatal('a status file without a name', ['='], 'unable to create : file does not exist'),
  fatal('a status file that is a directory', ['=.'], 'unable to create .: is a directory'),
  fatal(
    'a status file below a file',
    ['=file/status'],
    'unable to create file/status: not a directory',
    (place) => place.file('file'),
  ),
  fatal(
    'a status file that is a circle of links',
    ['=loop'],
    'unable to create loop: symbolic link loop',
    (place) => symlinkSync('loop', place.at('loop')),
  ),
  fatal(
    'a status file with too long a name',
    [`=${long}`],
    `unable to create ${long}: file name too long`,
  ),
  fatal(
    'a status file with 8-bit bytes in its name',
    ['=\xe9/\xff'],
    'unable to create \xe9/\xff: file does not exist',
  ),
  fatal(
    'a later status file fails before any directory is made',
    ['./main', '=status', '=no/x'],
    'unable to create no/x: file does not exist',
    undefined,
    {
      files: { main: undefined, status: '0600 ' },
    },
  ),
]

conforms('multilog', 'status files that fail at start', status)
