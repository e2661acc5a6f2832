// What shells and pages tell of: every reader with every option of its table, and every value
// one may have.

import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bashCompletion } from '../../../loggers/completion-bash.js'
import { fishCompletion } from '../../../loggers/completion-fish.js'
import { zshCompletion } from '../../../loggers/completion-zsh.js'
import type { Option } from '../../../loggers/option-words.js'
import { meaningOf, summaryOf } from '../../../loggers/page-words.js'
import { page } from '../../../loggers/world.js'

const load = (name: string): Promise<{ readonly options: readonly Option[] }> =>
  import(/* @vite-ignore */ resolve('loggers', `${name}.ts`))

const tabled = readdirSync('loggers').flatMap(
  (file) => /^logrun-(\w+)-options\.ts$/.exec(file)?.[1] ?? [],
)

describe.each(tabled)('logrun %s', async (name) => {
  const { options } = await load(`logrun-${name}-options`)

  test('tells its table to what completes it', async () => {
    const reader = await load(`logrun-${name}`)

    expect(reader.options).toBe(options)
  })

  test.each(options)('its page tells what --$name means, in a row of its own', (option) => {
    const text = page(`logrun-${name}`)
    const said = [...(option.letter ? [`-${option.letter}`] : []), `--${option.name}`]
    const row = said.map((word) => `\`${[word, option.takes ?? []].flat().join(' ')}\``).join(', ')

    expect(meaningOf(text, option)).not.toBe('')
    expect(text).toContain(`\n| ${row} |`)
  })

  test.each([
    ['bash', bashCompletion],
    ['zsh', zshCompletion],
    ['fish', fishCompletion],
  ])('%s knows its options and their values', (_, complete) => {
    const known = options.map((option) => ({ ...option, meaning: 'it means that' }))
    const commands = {
      known: [{ name, summary: 'it does', options: known, operands: [] }],
      tools: [],
      services: [],
    }

    const script = complete(commands)

    for (const option of options) {
      expect(script).toMatch(new RegExp(`(--|-l )${option.name}\\b`))
      for (const word of option.words ?? []) expect(script).toContain(word)
    }
  })
})

describe('of a page', () => {
  test('the first sentence, up to a colon, is what a command does', () => {
    expect(summaryOf('# x\n\nDoes `this` and\n[that](x.md): the rest. More.\n')).toBe(
      'does this and that',
    )
    expect(summaryOf('# x\n\nReads v1.2 files.\n\nMore.\n')).toBe('reads v1.2 files')
  })

  test('the row of an option is what it means', () => {
    const text = '| `-a X`, `--all X` | all of `X\\|Y` | none |\n| `--allies` | others | |\n'

    expect(meaningOf(text, { name: 'all' })).toBe('all of X|Y')
    expect(meaningOf(text, { name: 'allies' })).toBe('others')
    expect(meaningOf(text, { name: 'al' })).toBe('')
  })
})
