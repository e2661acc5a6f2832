// Every difference from an original that the conformance tests allow, with its reason.
//
// A scenario that differs names its entry here, and what each side does is stated in
// the scenario. A difference without an entry fails; so does a scenario with an entry
// on which both sides agree, and an entry no scenario names (deviations.test.ts).

export const deviations = {
  'signals while busy':
    'the original says nothing and enters one more read before it acts on a signal that came while it was busy, so a stop hangs until the next line',
  'foreign names':
    'the original counts and removes whatever starts with @ and is long enough, and pauses for ever over a directory; only valid labels are archives',
  'clock set back':
    'with an archive from the future the original deletes every file it has just finished; ours names it after the newest there is',
  'union of variants':
    'the installed original lacks T, d, m (encore, sagredo), F, S and w (encore), which ours has',
  'great sizes': 'the original stops at 16777215 bytes a file, ours at 2147483647 as encore does',
  'hard links':
    'the original takes a second link for an archive and removes the name; ours looks for the archive',
  'symbolic links':
    'the original follows links in place of its own files, ours writes through none of them',
  'missing state':
    'without state every run of a processor fails for ever in the original; a missing one is empty',
  'leftover previous':
    'the original overwrites a previous it left alone at a clean start; ours saves it as a .u first',
  'removed current':
    'the original waits for ever for a current that somebody took away; ours makes a new one',
  'removed previous':
    'the original waits for ever to remove a previous its processor has removed already',
  'stale reason':
    'after a crashed processor the original prints the reason of whatever failed last, long before',
  'read errors':
    'the original takes every read error for the end of input; ours says so and exits 111',
  'non-blocking input': 'the original takes EAGAIN for the end of input; ours waits',
  SIGPIPE: 'a broken standard error kills the original; ours goes on logging',
  SIGXFSZ:
    'at a file size limit the original dies by XFSZ unless its parent ignored it; ours pauses',
  'ignored signals':
    'a process of ours starts with every signal at its default, whatever its parent ignored',
  'leaked descriptors':
    'descriptors from 3 on that the parent left open reach the processors of the original',
  'closed outputs':
    'with 1 and 2 closed the original writes e lines into its status file; ours has 2 open on /dev/null',
  's6-log: back-references':
    'the C library matches back-references by backtracking; ours refuses the directive',

  'svlogd: cut runs':
    'where the text ends inside a run of +x the original matches whatever pattern is left, and a + at the end of a pattern is compared with a byte behind the text; ours demands the rest, and takes the last + for itself',
  'svlogd: version': 'the original prints the mark of its sources, ours its name and version',
  'svlogd: closed input':
    'with 0 closed the original reads the directory it keeps open there; ours has 0 open on /dev/null',
  'svlogd: unfinished line':
    'the original drops a last line without line feed that is shorter than its line length; ours logs it',
  'svlogd: pruning':
    'the original of Debian neither counts nor removes .u and removes one file a rotation; ours follows runit 2.3, and comes down to n',
  'svlogd: foreign names':
    'the original counts and removes whatever starts with @ and is 27 bytes long, and warns at directories; only valid labels are archives',
  'svlogd: removed current':
    'the original logs into the removed file and then waits for ever to rename it; ours makes a new one',
  'svlogd: blocked CHLD': 'processors of the original start with CHLD blocked',
  'svlogd: killed processors':
    'the original takes a processor that a signal ended for one that succeeded; ours starts it again',
  'svlogd: failing processors':
    'the original starts a failing processor again at once, then blocks at the next rotation, and no signal ends it; ours pauses ever longer, goes on logging, and TERM leaves the file for later',
  'svlogd: lines lost by TERM':
    'at TERM the original takes one more read if it can, and drops the last line of it, or the line it was in; ours takes nothing but the rest of a line it has begun, and logs it',
  'svlogd: standard error after HUP':
    'without rules for standard error the original goes on as with its last line; ours prints nothing',
  'svlogd: deselected tails':
    'after HUP inside a deselected long line the original logs the rest of it; ours does not',
  'svlogd: lost config':
    'where config is gone or unreadable at HUP the original falls back to defaults and to a line it read before; ours warns and keeps what it had',
  'svlogd: HUP while processing':
    'the original forgets a running processor at HUP and leaves its files; ours finishes them',
  'svlogd: shared input':
    'the original leaves standard input non-blocking for whoever shares it; ours never makes it so',
  'svlogd: broken standard error': 'a broken standard error kills the original; ours goes on',
  'svlogd: interrupted processors':
    'the original leaves a file whose processor was interrupted; ours processes it at the next start',
  'svlogd: bad addresses':
    'behind a U without a valid address the original drops every line; ours warns and logs to disk',
  's6-log: options of the newest':
    'the installed original is 2.11; ours knows -t and R, and prints the synopsis with them',
  's6-log: numbers checked late':
    'the original opens directories while it still reads its script; ours reads it whole first',
  's6-log: shell processors':
    'after the next action the original gives the command of ? to execlineb',
  's6-log: great status files': 'from about 8 million bytes on the original dies by SEGV',
  's6-log: text without an end': 'the original drops what the end of input leaves unterminated',
  's6-log: crash during processing':
    'the original gives previous and current the same archive name, and does not start',
  's6-log: hard links':
    'the original takes any second link for an archive and removes the name; ours looks for the archive',
  's6-log: missing state':
    'beside a clean current without state no processor of the original ever starts; a missing one is empty',
  's6-log: leftover previous':
    'the original overwrites a previous beside a clean current; ours saves it as a .u first',
  's6-log: removed current':
    'the original writes on into the removed file and loses it; ours makes a new current',
  's6-log: foreign names':
    'the original takes any 24 digits of either case for a label; ours only valid labels',
  's6-log: clock set back':
    'with an archive from the future the original deletes the file it has just finished; ours names it after the newest there is',
  's6-log: closed descriptor 5':
    'with no other descriptor open the original closes the one for newstate',
  's6-log: same directory twice':
    'the original opens a directory again that it is writing to; ours refuses the script',
  's6-log: symbolic links':
    'the original follows links in place of its own files; ours writes through none of them',
  's6-log: full current':
    'the original rotates a clean current of full size before it writes to it; ours after the next line, as 2.14 does',
  's6-log: locks of others':
    'the original does not see the locks of multilog and svlogd; ours takes both kinds',
  's6-log: wait for the last line':
    'after TERM the original waits for ever for the end of a line, ours for 2 s as 2.12 does',
  's6-log: NUL in the last line': 'after TERM the original takes a NUL for a byte of the line',
  's6-log: limit of the last line':
    'after TERM the original cuts a line one byte behind its limit, ours at it as 2.12 does',
  's6-log: archives that stay':
    'with S and an archive that cannot be removed the original runs past its list and dies by SEGV',
  's6-log: leaked descriptors':
    'descriptors from 3 on that the parent left open reach the processors of the original',
  's6-log: ignored signals':
    'a process of ours starts with every signal at its default, whatever its parent ignored',
  's6-log: SIGXFSZ':
    'at a file size limit the original dies by XFSZ unless its parent ignored it; ours waits as on a full disk',
} as const satisfies Record<string, string>

export type Deviation = keyof typeof deviations
