import test from 'ava'
import fc from 'fast-check'
import { t as sentence } from '../../peers/language/sentence'
import { phase } from '../history/history-testing'
import { english } from '../language/typed'
import { type Diagram, diagram } from './diagram'
import { beatsOf, overheard } from './report-testing'
import { svgFile } from './svg'
import { setInLines, widthOfText } from './typesetting'

function of(text?: string): Diagram {
  return diagram(
    beatsOf(phase('attack', overheard(text))),
    ['alice', 'bob'],
    'path',
    () => sentence`FRAME`,
    new Set(),
  )
}

test('every event stands in it once, with the names on top', (t) => {
  const file = svgFile(of(), english, 'The act')
  for (const name of ['Alice', 'Mallory', 'Bob']) t.true(file.includes(`>${name}</text>`))
  const numbers = [...file.matchAll(/>#(\d+)</g)].map(([, number]) => Number(number))
  t.deepEqual(numbers, [1, 4, 5, 6, 7, 9, 10, 11, 12])
})

test('what Mallory does is marked by a word, not by colour alone', (t) => {
  const file = svgFile(of(), english, 'The act')
  t.is([...file.matchAll(/>ATTACK</g)].length, 4)
})

test('a file of its own: one element, its style within, nothing from elsewhere', (t) => {
  const file = svgFile(of('<script>&"'), english, 'a < b')
  t.regex(
    file,
    /^<\?xml [^>]*\?>\n<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><title>a &lt; b<\/title><style>/,
  )
  t.notRegex(file.replace('http://www.w3.org/2000/svg', ''), /https?:|<script|href|url\(|@import|@font-face/)
})

test('lines are no wider than asked, and no character of a text is lost', (t) => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 60, max: 400 }),
      (text, width) => {
        const lines = setInLines(text, width, 14)
        for (const line of lines) t.true(widthOfText(line, 14) <= width || [...line].length === 1)
        t.is(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
      },
    ),
  )
})
