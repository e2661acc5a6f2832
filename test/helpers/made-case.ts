// Directories made up for an inspection.

import type { Evidence } from '../../src/inspection/evidence.js'
import type { Case, Finding } from '../../src/inspection/finding.js'
import type { Entry } from '../../src/inspection/world.js'
import type { DirectoryPlan } from '../../src/plan.js'
import { labelOf } from '../../src/time/tai64n.js'

export const NOW = 1_600_000_000

/** An archive's label so many seconds before now. */
export const ago = (seconds: number): string => labelOf({ seconds: NOW - seconds, nanoseconds: 0 })

type Made = Partial<Entry> & { readonly name: string }

let inodes = 1

/** An entry; what is not said is that of a complete file. */
export const entry = (made: Made): Entry => ({
  kind: 'file',
  mode: 0o744,
  size: 10,
  links: 1,
  identity: `1:${inodes++}`,
  owner: 1001,
  modified: NOW,
  changed: NOW,
  ...made,
})

/** Modes that are not those of complete files. */
const MODES: Readonly<Record<string, number>> = { lock: 0o600, config: 0o600, state: 0o644 }

type Wishes = Partial<Omit<Case, 'evidence' | 'plan'>> & {
  readonly evidence?: Partial<Evidence>
  readonly plan?: Partial<DirectoryPlan>
}

/** A directory of these entries, names alone for those that are as usual. */
export const made = (
  entries: readonly (string | Made)[],
  { evidence, plan, ...more }: Wishes = {},
): Case => ({
  evidence: {
    path: 'log',
    directory: entry({ name: '.', kind: 'directory', mode: 0o755 }),
    entries: entries.map((each) =>
      entry(
        typeof each === 'string' ? { name: each, ...(MODES[each] && { mode: MODES[each] }) } : each,
      ),
    ),
    holders: [],
    room: { bytes: 1e12, files: 1e6, readOnly: false },
    now: { seconds: NOW, nanoseconds: 0 },
    ...evidence,
  },
  plan: { path: './log', maximum: 10_000, reserve: 100, files: 5, code: 's', ...plan },
  writer: 'multilog',
  seen: true,
  limited: true,
  habits: {},
  expected: [],
  ...more,
})

/** Findings by severity and kind. */
export const kinds = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ severity, kind }) => `${severity} ${kind}`)

/** What is not fine, by severity and kind. */
export const odd = (findings: readonly Finding[]): readonly string[] =>
  kinds(findings.filter(({ severity }) => severity !== 'fine'))
