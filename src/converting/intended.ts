// What a plan intends for a log's files: which of them, and what each is to become.

import type { ByteString } from '../bytes.js'
import { codeOf, unlessGone } from '../fault/fault.js'
import { formatOf } from '../reading/content.js'
import type { Files } from '../reading/files.js'
import type { PlacedFile } from '../reading/log.js'
import { namedBy } from '../reading/log-files.js'
import { whileOpen } from '../reading/looks.js'
import type { Directory } from '../system/filesystem.js'
import type { Copy } from './copies.js'
import type { Hold } from './hold.js'
import { type Format, misplaced, nameOfCopy } from './names.js'
import type { ConvertPlan, ConvertWorld } from './plan.js'
import { rulesOf } from './rules.js'

export const isArchive = ({ role }: PlacedFile): boolean => role === 'archive'

/** The files that are to be converted: archives, and all where that is asked for and safe. */
export const chosenOf = (
  plan: ConvertPlan,
  source: Directory,
  hold: Hold,
): readonly PlacedFile[] => {
  const { log, current } = plan
  const archives = log.files.filter(isArchive)
  if (!current || archives.length === log.files.length) return archives
  return hold.lockLog(source, log.path, plan) ? log.files : archives
}

/**
 * What files become. Nothing, which is reported, where it cannot be told how labels count, or
 * their order could not be kept.
 */
export const copiesOf = async (
  plan: ConvertPlan,
  chosen: readonly PlacedFile[],
  world: ConvertWorld,
): Promise<readonly Copy[] | undefined> => {
  const { log, form, to, format } = plan
  // Rules are asked for only where labels are read.
  const asIs = form === 'raw' && to === undefined
  const rules = asIs ? [] : await rulesOf(chosen, plan, world)
  if (!rules) {
    world.report({ operation: 'undecided', directory: log.path })
    return undefined
  }
  const formats = formatsOf(chosen, world)
  const copies = formats?.map((was, k): Copy => {
    const file = chosen[k] as PlacedFile
    const from = rules[k] ?? 'djb'
    const recipe = { form, from, to: to ?? from }
    const laid = isArchive(file) ? (format ?? was) : 'plain'
    return {
      ...recipe,
      file,
      was,
      format: laid,
      name: nameOfCopy(file, { ...recipe, format: laid }),
    }
  })
  if (!copies) return undefined
  const wrong = misplaced(copies)
  if (!wrong) return copies
  world.report({ operation: 'misplaced', file: `${log.path}/${wrong.file.name}`, to: wrong.name })
  return undefined
}

/** Whether a file is already what it is to become. */
export const isSo = ({ file, name, was, format, form, from, to }: Copy): boolean =>
  form === 'raw' && from === to && name === file.name && was === format

/**
 * An archive with the lines of another one, which would stay beside that one's copy of another
 * label; what was rotated since the log was looked at is none.
 */
export const twinIn = (
  { log }: ConvertPlan,
  copies: readonly Copy[],
  directory: Directory,
): ByteString | undefined => {
  if (copies.every(({ from, to }) => from === to)) return undefined
  const known = new Set(log.files.map(({ name }) => name))
  const newest = log.files.findLast(isArchive)?.name ?? ''
  return directory
    .list()
    .map(({ name }) => name)
    .filter((name) => namedBy(name)?.by === 'label' && !name.endsWith('.t'))
    .find((name) => !known.has(name) && name < newest)
}

/** How files are laid out; nothing, which is reported, where one cannot be looked into. */
const formatsOf = (
  chosen: readonly PlacedFile[],
  { files, report }: ConvertWorld,
): readonly Format[] | undefined => {
  const formats: Format[] = []
  for (const { path } of chosen)
    try {
      formats.push(formatAt(path, files))
    } catch (error) {
      report({ operation: 'copy', file: path, code: codeOf(error) })
      return undefined
    }
  return formats
}

/** One that is gone is missed by nobody. */
const formatAt = (path: ByteString, files: Files): Format => {
  const formatIn = (descriptor: number): string => formatOf(descriptor, files)
  const format = unlessGone(() => whileOpen({ path }, files, formatIn))
  return format === 'gzip' ? 'gzip' : 'plain'
}
