/** README.fr.md says what README.md does: the same commands, flags and files, the same matrix. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { speaker } from '../../peers/language/sentence'
import { scenarios } from '../../scenarios/catalogue'
import { embedded } from '../commands/embed'
import { expectedRows, matrixInMarkdown } from '../narration/matrix'
import { french } from './french'

const page = (name: string) => readFileSync(join(__dirname, '..', '..', name), 'utf8')
const [english, translated] = [page('README.md'), page('README.fr.md')]

/** What is typed or opened, and is the same in every language. */
function named(text: string): Set<string> {
  const prose = text.replace(/```text.*?```/gs, '')
  return new Set([
    ...(prose.match(/npm (?:run (?:-s )?)?[a-z]+(?: [a-z][a-z-]+)?/g) ?? []),
    ...(prose.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? []),
    ...(prose.match(/`\/[a-z-]+/g) ?? []),
    ...(prose.match(/\]\([^)]+\)/g) ?? []),
  ])
}

test('what can be typed, and every link', (t) => {
  const there = named(translated)
  const links = new Set(['](README.fr.md)'])
  t.deepEqual(
    [...named(english)].filter((name) => !there.has(name) && !links.has(name)),
    [],
  )
})

test('as many parts, tables and lists', (t) => {
  const shape = (text: string) => text.match(/^(?:#+|\||- )/gm)
  t.deepEqual(shape(translated), shape(english))
})

test('the matrix: npm run -s scenario all -- --markdown --lang fr | npm run -s lab matrix README.fr.md', (t) => {
  // The last column is the time that it took.
  const timeless = (line: string) => line.split(' | ').slice(0, -1)
  const expected = matrixInMarkdown(expectedRows(scenarios), speaker(french))
  const lacking = expected.filter((line) => !translated.includes(`${timeless(line).join(' | ')} | `))
  t.deepEqual(
    lacking,
    [],
    'README.fr.md lacks these rows of the matrix, each after the one before it in the catalogue',
  )
  t.deepEqual(embedded(translated)?.split('\n').map(timeless), expected.map(timeless))
})
