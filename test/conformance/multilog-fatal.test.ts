// Starts that fail, with their words: spec/multilog.md §9.2.
//
// Not provoked: `unable to set mode`, `out of memory`, the two directory changes.

import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { basename } from 'node:path'
import type { Place } from '../helpers/places.js'
import { fatal } from './fatal.js'
import { conforms, type Scenario } from './scenario.js'

const long = 'n'.repeat(256)

const inMain =
  (make: (place: Place) => void) =>
  (place: Place): void => {
    place.directory('main')
    make(place)
  }

const loop = (name: string): ((place: Place) => void) =>
  inMain((place) => symlinkSync(basename(name), place.at(name)))

const directories: readonly Scenario[] = [
  fatal(
    'a directory in a missing directory',
    ['./no/main'],
    'unable to open directory ./no/main: file does not exist',
  ),
  fatal(
    'a directory that is a file',
    ['./file'],
    'unable to open directory ./file: not a directory',
    (place) => place.file('file'),
  ),
  fatal(
    'a directory below a file',
    ['./file/main'],
    'unable to open directory ./file/main: not a directory',
    (place) => place.file('file'),
  ),
  fatal(
    'a directory that is a circle of links',
    ['./loop'],
    'unable to open directory ./loop: symbolic link loop',
    (place) => symlinkSync('loop', place.at('loop')),
  ),
  fatal(
    'a directory with too long a name',
    [`./${long}`],
    `unable to open directory ./${long}: file name too long`,
  ),
  fatal(
    'a directory with 8-bit bytes in its name',
    ['./\xe9/\xff'],
    'unable to open directory ./\xe9/\xff: file does not exist',
  ),
  fatal(
    'a link to nowhere as the directory',
    ['./link'],
    'unable to open directory ./link: file does not exist',
    (place) => symlinkSync('nowhere', place.at('link')),
  ),
  fatal(
    'a lock that is a directory',
    ['./main'],
    'unable to lock directory ./main: is a directory',
    (place) => place.directory('main/lock'),
  ),
  fatal(
    'the same directory twice',
    ['./main', './main'],
    'unable to lock directory ./main: temporary failure',
    undefined,
    {
      names: ['current'],
      files: { 'main/current': '0644 ' },
    },
  ),
  fatal(
    'the same directory by two names',
    ['./main', './../work/main'],
    'unable to lock directory ./../work/main: temporary failure',
  ),
  fatal(
    'a complete current that is a directory',
    ['./main'],
    'unable to append to ./main/current: is a directory',
    (place) => place.directory('main/current'),
  ),
  fatal(
    'a state that is a directory with something in it',
    ['./main'],
    'unable to write to ./main/state: is a directory',
    (place) => place.directory('main/state/full'),
  ),
  fatal(
    'current as a circle of links',
    ['./main'],
    'unable to stat ./main/current: symbolic link loop',
    loop('main/current'),
  ),
  fatal(
    'processed as a circle of links',
    ['./main'],
    'unable to stat ./main/processed: symbolic link loop',
    loop('main/processed'),
  ),
  fatal(
    'a failed start leaves input to the next logger',
    ['./no/main'],
    'unable to open directory ./no/main: file does not exist',
    undefined,
    {
      again: [{ script: ['./main'], input: 'read\n' }],
      exit: '111, 0',
      files: { 'main/current': '0744 read\n' },
    },
  ),
]

const read = inMain((place) => {
  place.file('main/lock')
  execFileSync('mount', ['--bind', place.at('main').toString(), place.at('main').toString()])
  execFileSync('mount', ['-o', 'remount,bind,ro', place.at('main').toString()])
})

const readOnly: readonly Scenario[] = [
  fatal(
    'a directory on a read-only file system',
    ['./main'],
    'unable to lock directory ./main: read-only file system',
    read,
    {
      needs: 'mount',
      after: (place) => execFileSync('umount', [place.at('main').toString()]),
    },
  ),
  fatal(
    'a directory to be made on a read-only file system',
    ['./main/log'],
    'unable to open directory ./main/log: file does not exist',
    read,
    {
      needs: 'mount',
      after: (place) => execFileSync('umount', [place.at('main').toString()]),
    },
  ),
]

conforms('multilog', 'directories that fail at start', directories)
conforms('multilog', 'read-only file systems', readOnly)
