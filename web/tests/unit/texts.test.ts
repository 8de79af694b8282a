import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import table from '../../texts.json'

const folder = join(import.meta.dirname, '../../src')

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

const sources = files.map(({ text }) => text).join('\n')

const texts = Object.entries(table)

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([found]) => found).toSorted()
}

it('says everything in both languages', () => {
  expect(texts.filter(([, { zh, en }]) => zh.trim() === '' || en.trim() === '')).toEqual([])
  const untranslated = texts.filter(
    ([key, { zh, en }]) =>
      key !== 'shell.other_language' && /[a-z]/i.test(en) && !/\p{Script=Han}/u.test(zh),
  )
  expect(untranslated).toEqual([])
})

it('has the same {places} in both languages', () => {
  const uneven = texts.filter(
    ([, { zh, en }]) => placeholders(zh).join() !== placeholders(en).join(),
  )
  expect(uneven).toEqual([])
})

it('has no text that is never said', () => {
  // `period.${name}` says every text that begins with "period.".
  const prefixes = [...sources.matchAll(/`([a-z_]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '')
  const unused = texts.filter(
    ([key]) => !sources.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
  )
  expect(unused.map(([key]) => key)).toEqual([])
})

it('keeps texts out of the components', () => {
  // Amounts in capital numerals, an axis in 万, the name of a language in itself: these are no sentences.
  const exempt = new Set(['app/amount.ts', 'ui/BarChart.tsx', 'app/Switches.tsx'])
  const code = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  const stray = files.filter(({ name, text }) => !exempt.has(name) && /\p{Script=Han}/u.test(code(text)))
  expect(stray.map(({ name }) => name)).toEqual([])
})
