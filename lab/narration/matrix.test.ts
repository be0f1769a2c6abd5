import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import { embedded } from '../commands/embed'
import type { ActVerdict } from '../judge/verdict'
import { scenario } from '../scenario/scenario'
import { expectedRows, matrixAsText, matrixInMarkdown, outcomeRows } from './matrix'

const two = [
  scenario({
    name: 'record-now-steal-later',
    title: 'Mallory waits',
    acts: [
      { name: 'rsa-only-and-nothing-else-at-all', profile: 'rsa-only', expected: 'BROKEN' },
      { name: 'careless', directory: 'careless', expected: 'BROKEN' },
      { name: 'prototype-compared', profile: 'prototype', expected: 'DETECTED' },
      { name: 'hardened', expected: 'RESISTED' },
      { name: 'list-hardened', expected: 'RESISTED' },
    ],
  }),
  scenario({ name: 'other', title: 'Another', acts: [{ name: 'hardened', expected: 'DETECTED' }] }),
]

const judged = (name: string, verdict: ActVerdict['verdict'], asExpected: boolean) =>
  ({ name, verdict, asExpected }) as ActVerdict

test('Markdown: what is expected, one defence less, the first version, everything', (t) => {
  t.deepEqual(matrixInMarkdown(expectedRows(two)), [
    '| scenario | what happens | one defence taken away | prototype | hardened | seconds |',
    '| --- | --- | --- | --- | --- | ---: |',
    '| `record-now-steal-later` | Mallory waits | BROKEN `rsa-only-and-nothing-else-at-all`<br>BROKEN `careless` | DETECTED `compared` | RESISTED<br>RESISTED `list` |  |',
    '| `other` | Another |  |  | DETECTED |  |',
  ])
})

test('what came of a run, with its time; what is not as expected says so', (t) => {
  const outcomes = [
    { scenario: 'other', milliseconds: 1234, acts: [judged('hardened', 'BROKEN', false)] },
    { scenario: 'record-now-steal-later', milliseconds: 9, acts: [], failure: 'no room' },
  ]
  const [, , first, second] = matrixInMarkdown(outcomeRows(two, outcomes))
  t.is(first, '| `record-now-steal-later` | Mallory waits |  |  |  | failed |')
  t.is(second, '| `other` | Another |  |  | BROKEN (not DETECTED) | 1.2 |')
  const other = [{ scenario: 'other', milliseconds: 0, acts: [judged('hardened', 'DETECTED', false)] }]
  t.regex(matrixInMarkdown(outcomeRows(two, other))[2]!, /DETECTED \(for another reason\)/)
})

test('scenarios that were not run have no row', (t) => {
  t.deepEqual(outcomeRows(two, []), [])
})

for (const width of [80, 120, 200]) {
  test(`as text in ${width} columns no line is longer, and no verdict is missing`, (t) => {
    const all = expectedRows(scenarios)
    const text = matrixAsText(all, width)
    t.deepEqual(
      text.filter(({ length }) => length > width),
      [],
    )
    const verdicts = text.join('\n').match(/BROKEN|DETECTED|RESISTED|PASSED/g)
    t.is(
      verdicts?.length,
      all.reduce((sum, { cells }) => sum + cells.length, 0),
    )
  })
}

test('README has the matrix of this catalogue: npm run -s scenario all -- --markdown | npm run -s lab matrix README.md', (t) => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8')
  // The last column is the time that it took.
  const timeless = (line: string) => line.split(' | ').slice(0, -1)
  const expected = matrixInMarkdown(expectedRows(scenarios))
  const lacking = expected.filter((line) => !readme.includes(`${timeless(line).join(' | ')} | `))
  t.deepEqual(
    lacking,
    [],
    'README.md lacks these rows of the matrix, each after the one before it in the catalogue',
  )
  t.deepEqual(embedded(readme)?.split('\n').map(timeless), expected.map(timeless))
})
