import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../src/app/tokens.css'), 'utf8')

function declarations(selector: string): string[] {
  const start = css.indexOf(`${selector} {`)
  return (css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start)).match(/[\w-]+:[^;]+/g) ?? []).map(
    (declaration) => declaration.trim(),
  )
}

function channel(value: number): number {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16)))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(left: string, right: string): number {
  const [light = 0, dark = 0] = [luminance(left), luminance(right)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const dark = ":root[data-theme='dark']"

it('is as dark by choice as by the system', () => {
  expect(declarations(":root:not([data-theme='light'])")).toEqual(declarations(dark))
})

it.each([':root', dark])('has readable text in %s', (selector) => {
  const colours = Object.fromEntries(
    declarations(selector).map((each) => each.slice(2).split(': ') as [string, string]),
  )
  const pairs = [
    ...['paper', 'card', 'sunken', 'sea-soft'].map((ground) => ['ink', ground]),
    ...['paper', 'card', 'sunken'].flatMap((ground) => [['ink-soft', ground], ['sea', ground]]),
    ['on-sea', 'sea'],
    ['good', 'good-soft'],
    ['wait', 'wait-soft'],
    ['bad', 'bad-soft'],
    ['bad', 'card'],
  ]
  const faint = pairs.filter(([text = '', ground = '']) => contrast(colours[text] ?? '', colours[ground] ?? '') < 4.5)
  expect(faint).toEqual([])
})
