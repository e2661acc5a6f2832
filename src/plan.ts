// What a frontend asks for, as data. Frontends differ in these values alone; no stage
// asks which tool it serves.

import type { ByteString } from './bytes.js'
import type { Fault } from './fault/fault.js'
import type { Note } from './fault/note.js'
import type { LinePolicy } from './input/line-policy.js'
import type { Replacement } from './input/replacement.js'
import type { ArchiveNames } from './rotation/archives.js'
import type { LockPlan } from './rotation/lock.js'
import type { Interpreter } from './rotation/processor.js'
import type { Destination } from './sinks/datagram.js'
import type { MessageForm, Speaker } from './sinks/system-log.js'
import type { SignalPlan } from './system/signals.js'

/** How a line's moment is written before it. `spec/tai64.md §6`. */
export type Stamp =
  | 'tai64n'
  | 'tai64n-tai'
  | 'accustamp'
  | 'ctime' // local, as the C library's function writes it, without its line feed
  | 'local'
  | 'local-wide' // with a second blank behind it
  | 'local-milliseconds'
  | 'universal'
  | 'universal-t'
  | 'universal-basic' // without dashes, colons and blanks, and with a colon behind it

/** How a pattern is read. */
export type Dialect = 'star' | 'fnmatch' | 'plus' | 'ere'

/** A rotated directory. `spec/multilog.md §5`. */
export type DirectoryPlan = {
  readonly path: ByteString
  /** A file is finished at `maximum` bytes at the latest. */
  readonly maximum: number
  /** ... and at the first line end from `maximum - reserve` bytes on. */
  readonly reserve: number
  /**
   * A file of `maximum` bytes that ends inside a line is rotated when the next byte comes
   * (the default), or at once.
   */
  readonly full?: 'at-once'
  /**
   * A `current` gone on with is taken up as it was left: rotated first if it has ended, and
   * inside a line, without a stamp, where it ends inside one. Otherwise a line begins with
   * the first byte.
   */
  readonly resumes?: 'as-left'
  /** Files in the directory, `current` included; older ones are pruned. */
  readonly files: number
  /** Shell command every finished file passes through. */
  readonly processor?: ByteString
  /** What reads that command: the shell (the default), or execlineb. */
  readonly interpreter?: Interpreter
  /**
   * Finished archives are compressed in the background, in the direct layout: by a program,
   * its path, from standard input to standard output; in gzip's format where none is named.
   * `spec/tinylog.md §7`.
   */
  readonly compression?: { readonly program?: ByteString }
  /** Suffix of a finished archive, without its dot. */
  readonly code: ByteString
  /** What tells the time in an archive's name: a label (the default), or a date. */
  readonly names?: ArchiveNames
  /**
   * A file ends before the line that would bring it to `maximum` bytes, and no line is
   * split; `reserve` counts for nothing. A line as long as that is alone in its file.
   */
  readonly whole?: true
  /**
   * A rotation that was asked for, or that `age` brings about, happens at once (the
   * default), or before the next line.
   */
  readonly due?: 'at-once' | 'at-next-line'
  /** Another file than `lock`, and what is written to it once it is locked. */
  readonly lock?: LockPlan
  /**
   * How `current` becomes an archive: by way of `previous`, with processors in between (the
   * default), or directly, with processors in the background. `spec/svlogd.md §7`.
   */
  readonly layout?: 'previous' | 'direct'
  /** An optional directory that cannot be had is warned about and left out. */
  readonly opening?: 'required' | 'optional'
  /** On a full disk the oldest archive is deleted as long as there are more than this many. */
  readonly floor?: number
  /**
   * ... whatever call finds it full, a quota used up included, and a line in this form tells
   * in the log what went. Without it only a write of `current` counts, and nothing is told.
   */
  readonly account?: Form
  /** What is not empty is rotated every so many milliseconds. */
  readonly age?: number
  /**
   * Archives are deleted, oldest first, until their sizes sum up to this many bytes at most;
   * `current` counts where there is one.
   */
  readonly total?: number
  /** Which names are archives: with any suffix or none (the default), or with `.s` and `.u` alone. */
  readonly archives?: 'any' | 'own'
  /** How labels of archives tell time: by djb's rule (the default), or in TAI as it is. */
  readonly labels?: 'djb' | 'tai'
  /** Modes of files in use and of complete ones; 0644 and 0744 where nothing is said. */
  readonly modes?: { readonly inUse: number; readonly complete: number }
  /**
   * A directory that cannot be made is looked for all the same, or is fatal. By way of
   * `previous` the first is the default; directly none is made where nothing is said.
   */
  readonly making?: 'attempted' | 'required'
  /** A `current` found clean at a start is gone on with (the default), or archived. */
  readonly begins?: 'anew'
  /** One found unclean and empty is gone on with (the default), or archived. */
  readonly empties?: 'kept' | 'archived'
  /** An archive made by a rotation has the mode of a complete file (the default), or this. */
  readonly retired?: 'in-use'
  /**
   * A failure of anything found at a start is waited out (the default), or ends it; directly,
   * that of opening `current`.
   */
  readonly recovery?: 'patient' | 'fatal'
  /** An archive that cannot be deleted stops the directory (the default), or is warned about. */
  readonly deleting?: 'required' | 'attempted'
  /** Where somebody has taken `current` away, an empty one is left at the end. */
  readonly leaves?: 'current'
  /** What a processor that died by a signal is: crashed and failed (the default), or crashed. */
  readonly crashes?: 'failures' | 'crashes'
  /**
   * While the directory is blocked its lines wait in memory and all others go on; a failed
   * call is made again after so many milliseconds. Without it one directory blocks all.
   */
  readonly aside?: { readonly pause: number }
  /** Told and warned about once the directory is locked. */
  readonly notes?: readonly Note[]
  readonly remarks?: readonly Fault[]
}

/** What a line looks like where it goes. */
export type Form = {
  /** Before everything else. */
  readonly lead?: ByteString
  readonly stamps: readonly Stamp[]
  readonly prefix: ByteString
  /** Lines of `from` bytes and more are cut to `keep` bytes and marked by dots. */
  readonly clip?: { readonly from: number; readonly keep: number }
}

/** One step of a script, in the order given. */
export type Action =
  | {
      readonly do: 'select' | 'deselect'
      readonly pattern: ByteString
      readonly dialect: Dialect
    }
  /** Whatever was selected so far: every line is from here on, or none. */
  | { readonly do: 'reset'; readonly selected: boolean }
  /**
   * Selected lines go to standard error, in a form that cuts them; where they are `of` a
   * directory, only if that could be had.
   */
  | {
      readonly do: 'alert'
      readonly form: Form
      readonly of?: DirectoryPlan
    }
  /** Selected lines go by UDP; what cannot be sent is written to the directory they are `of`. */
  | {
      readonly do: 'send'
      readonly to: Destination
      readonly form?: Form
      readonly of: DirectoryPlan
    }
  /** Selected lines go to the system's log. `spec/tinylog.md §12`. */
  | { readonly do: 'syslog'; readonly as: Speaker; readonly messages: MessageForm }
  /** What has gone nowhere yet is selected from here on, and nothing else. */
  | { readonly do: 'select-unacted' }
  /** Selected lines go to standard output, for as long as it takes them. */
  | { readonly do: 'print'; readonly form?: Form }
  /**
   * The last selected line is all that is in `file`: cut or padded with line feeds to `size`
   * bytes, or as it is where that is 0. The file is replaced by each.
   */
  | {
      readonly do: 'replace'
      readonly file: ByteString
      readonly size: number
      readonly form?: Form
    }
  /** Selected lines are added to `file`, which a rotation closes and opens again by its name. */
  | { readonly do: 'append'; readonly file: ByteString }
  /** The last selected line is kept in `file`, padded with line feeds to `size` bytes. */
  | { readonly do: 'status'; readonly file: ByteString; readonly size: number }
  | { readonly do: 'log'; readonly directory: DirectoryPlan; readonly form?: Form }

/** A whole logger. */
export type Plan = {
  readonly stamp?: Stamp
  readonly lines: LinePolicy
  /** Bytes to put in place of others before anybody looks at them. */
  readonly replacement?: Replacement
  /** A read error ends the logger as trouble does (the default), or as the end of input does. */
  readonly readErrors?: 'fatal' | 'end'
  readonly actions: readonly Action[]
  readonly signals: SignalPlan
  /** Every directory is opened and locked before anything in one is changed. */
  readonly opens?: 'together'
  /** How long to pause after a failed call, in milliseconds. */
  readonly pause: number
  /** Nothing is read while anything waits in memory. */
  readonly blocking?: boolean
  /** How long the end waits for the rest of a line, in milliseconds; for ever without it. */
  readonly patience?: number
}
