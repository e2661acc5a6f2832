// Drives every logger of ours through gigabytes, and tells whether it has grown.

import { type Tool, tools } from './contenders.js'
import { type Course, driving, type Sample, type Story } from './driving.js'
import { ours } from './ours.js'
import { HEADING, row } from './table.js'

const MINUTE = 60_000

const DRIVE = [-14, 6, 8, 8, 7, 11, 13]
const DRIVE_HEADING = [
  'logger',
  'GB',
  'restarts',
  'signals',
  'samples',
  'descriptors',
  'MB, by halves',
]

/** What descriptors may differ by from moment to moment: a processor is at work, or none. */
const DESCRIPTORS = 12
/** Bytes by which memory may be greater in the second half. */
const GROWTH = 32 << 20

/** Loggers whose files all go through a processor; `-b`: s6-log keeps no lines in memory meanwhile. */
const processed = tools.flatMap(({ words, ...tool }): readonly Tool[] => {
  if (tool.name !== 'multilog' && tool.name !== 's6-log') return []
  const first = tool.name === 's6-log' ? ['-b'] : []
  const title = [tool.name, ...first, '!cat'].join(' ')
  const script: Tool['words'] = (size, files) => [
    ...first,
    ...words(size, files).toSpliced(-1, 0, '!cat'),
  ]
  return [{ ...tool, title, words: script }]
})

const most = (numbers: readonly number[]): number => Math.max(0, ...numbers)

/** The greatest memory in each half of the samples. */
const memoryOf = (samples: readonly Sample[]): readonly [number, number] => {
  const memory = samples.map((each) => each.memory)
  const middle = Math.ceil(samples.length / 2)
  return [most(memory.slice(0, middle)), most(memory.slice(-middle))]
}

const told = (title: string, { bytes, restarts, signals, samples }: Story): string => {
  const [early, late] = memoryOf(samples)
  const descriptors = samples.map((each) => each.descriptors)
  const range = `${Math.min(...descriptors)}-${most(descriptors)}`
  const cells = [(bytes / 1e9).toFixed(2), restarts, signals, samples.length, range]
  return row([title, ...cells, `${early >> 20}, ${late >> 20}`], DRIVE)
}

/** Throws where a logger has grown. */
export const checkFlat = (title: string, { samples }: Story): void => {
  const [early, late] = memoryOf(samples)
  const descriptors = samples.map((each) => each.descriptors)
  if (late > early + GROWTH) throw new Error(`${title}: memory has grown`)
  if (most(descriptors) > Math.min(...descriptors) + DESCRIPTORS)
    throw new Error(`${title}: descriptors have grown`)
}

/** So many gigabytes in all, with an event every so many seconds. */
export const drive = async (gigabytes: number, seconds: number): Promise<void> => {
  console.log(`${HEADING}  an event every ${seconds} s\n`)
  console.log(row(DRIVE_HEADING, DRIVE))
  for (const tool of [...tools, ...processed]) {
    const { title = tool.name } = tool
    let next = performance.now() + MINUTE
    const course: Course = {
      bytes: (gigabytes * 1e9) / (tools.length + processed.length),
      every: seconds * 1000,
      seed: Date.now() % 1e6,
      told: (story) => {
        if (performance.now() < next) return
        next += MINUTE
        console.error(told(title, story))
      },
    }
    const story = await driving(ours(tool), tool, course)
    console.log(told(title, story))
    try {
      checkFlat(title, story)
    } catch (error) {
      console.error(String(error))
      process.exitCode = 1
    }
  }
}
