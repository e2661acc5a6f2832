// Whether a directory keeps to its limits, and whether there is room for more.

import { namedBy } from '../reading/log-files.js'
import { archivesOf } from '../rotation/archive-files.js'
import { excess } from '../rotation/archives.js'
import { oldFiles } from '../rotation/direct.js'
import { amountOf, counted } from './amounts.js'
import { type Case, type Finding, finding, findingAbout } from './finding.js'

/** What limits say, where they are known, and the disk. */
export const limitFindings = (inspected: Case): readonly Finding[] => [
  ...capFindings(inspected),
  ...roomFindings(inspected),
]

/** Archives that a rotation, and a processor, may have made and not counted yet. */
const UNDER_WAY = 2

const capFindings = ({ evidence, plan, limited, habits }: Case): Finding[] => {
  if (!limited) return []
  const listed = evidence.entries.map((entry) => ({
    name: entry.name,
    directory: entry.kind === 'directory',
  }))
  const direct = plan.layout === 'direct'
  const archives = (direct ? oldFiles(listed, plan) : archivesOf(listed, plan)).filter(
    (name) => !name.endsWith('.t'),
  )
  const sizes = archives.map(
    (name) => evidence.entries.find((each) => each.name === name)?.size ?? 0,
  )
  const slack = (evidence.holders?.length ?? 0) > 0 ? UNDER_WAY : 0
  const isSurplus = archives.length > plan.files + slack
  const surplus = archives.length - (plan.files - 1)
  const tooHeavy = plan.total === undefined ? 0 : excess(sizes, plan.total + slack * sizeOf(plan))
  const large = evidence.entries.filter(
    (entry) => (namedBy(entry.name) || entry.name === 'current') && entry.size > sizeOf(plan),
  )
  return [
    ...(isSurplus
      ? [
          finding(
            'problem',
            'too-many',
            `${counted(archives.length, 'archive')}, where ${plan.files - 1} are kept: ${habits.deletesOne ? 'each rotation deletes only one' : `the next rotation deletes ${surplus}`}`,
          ),
        ]
      : []),
    ...(tooHeavy > 0
      ? [
          finding(
            'problem',
            'too-heavy',
            `archives of ${amountOf(sizes.reduce((a, b) => a + b, 0))}, where ${amountOf(plan.total ?? 0)} are kept: the next rotation deletes ${tooHeavy}`,
          ),
        ]
      : []),
    ...findingAbout(
      'note',
      'too-large',
      large,
      (names) => `larger than ${amountOf(sizeOf(plan))}, the size of files here: ${names}`,
    ),
  ]
}

/** The size a file has at most; a line behind it is allowed where lines are never cut. */
const sizeOf = ({ maximum, reserve }: Case['plan']): number =>
  maximum === Number.MAX_SAFE_INTEGER ? maximum - reserve + LINE : maximum
const LINE = 1 << 20

/** Less than this part of a file is as good as none. */
const SCARCE = 16

const roomFindings = ({ evidence: { room, path }, plan, limited }: Case): Finding[] => {
  if (!room) return []
  const file = limited && Number.isFinite(plan.maximum) ? sizeOf(plan) : 1 << 20
  const free = amountOf(room.bytes)
  if (room.readOnly)
    return [finding('problem', 'read-only', `${path} is on a file system that is read-only`)]
  const full = room.bytes < file / SCARCE
  const nearly = room.bytes < SCARCE * file
  return [
    full
      ? finding('problem', 'full', `the disk is full: ${free} free`)
      : nearly
        ? finding('note', 'room', `the disk is nearly full: ${free} free`)
        : finding('fine', 'room', `${free} free`),
    ...(room.files !== undefined && room.files < SCARCE
      ? [finding('problem', 'inodes', `${counted(room.files, 'inode')} free: a rotation needs one`)]
      : []),
  ]
}
