/** French is set as French is: every sentence (npm run check), and the page README.fr.md. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { isTyped, misset, proseOf } from './typography'

const wrong: readonly (readonly [string, string])[] = [
  ['Voici : cela', 'U+00A0 before a colon'],
  ['Voici: cela', 'U+00A0 before a colon'],
  ['Quoi ?', 'U+202F before ; ! and ?'],
  ['Quoi?', 'U+202F before ; ! and ?'],
  ['un\u00a0; deux', 'U+202F before ; ! and ?'],
  ['« oui »', 'U+202F after « and before »'],
  ["l'appel", '’ for an apostrophe'],
  ['le mot "oui"', '« » for quotation marks'],
  ['attendez...', '… for three dots'],
  ['65 536 essais', 'U+202F between groups of digits'],
  ['3.5 s', 'a comma in a number'],
  ['130 kB', 'ko, Mo, Mio and o for sizes'],
  ['{0} B', 'ko, Mo, Mio and o for sizes'],
  ['64 MiB', 'ko, Mo, Mio and o for sizes'],
  ['Il est BROKEN.', 'verdicts in French'],
]

for (const [text, asks] of wrong)
  test(`not set as French is: ${text}`, (t) => {
    t.deepEqual(misset(text), [asks])
  })

test('set as French is, and what is typed', (t) => {
  for (const text of [
    'Voici\u00a0: «\u202fquoi\u202f?\u202f», 3,5 s, 130 ko\u202f; l’appel !==',
    'http://127.0.0.1:8440, HOST:PORT, section 5.3, { do: x }, acted(what, { to }), Bob',
    'PERCÉ, à 06\u00a0h\u00a037…',
  ])
    t.deepEqual(misset(text), [], text)
})

test('English has no typewriter’s quotation marks either', (t) => {
  for (const text of ['he said "yes"', "the node's files", 'and so on...']) t.true(isTyped(text), text)
  for (const text of [
    'he said “yes”',
    'the node’s files',
    'Usage: npm run x [-- "FLAGS"]',
    'sudo usermod "$USER"',
  ])
    t.false(isTyped(text), text)
})

test('README.fr.md', (t) => {
  const page = readFileSync(join(__dirname, '..', '..', 'README.fr.md'), 'utf8')
  t.deepEqual(
    proseOf(page).flatMap((line) => misset(line).map((asks) => `${asks}: ${line}`)),
    [],
  )
})
