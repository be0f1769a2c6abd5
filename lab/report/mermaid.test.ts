import test from 'ava'
import fc from 'fast-check'
import { t as sentence } from '../../peers/language/sentence'
import { phase } from '../history/history-testing'
import { english } from '../language/typed'
import { unicodeText } from '../suite/unicode-text-testing'
import { diagram } from './diagram'
import { mermaid } from './mermaid'
import { beatsOf, overheard } from './report-testing'

function source(text?: string, forged?: string): string[] {
  const events = phase('attack', overheard(text, forged))
  return mermaid(
    diagram(beatsOf(events), ['alice', 'bob'], 'path', () => sentence`FRAME`, new Set()),
    english,
  )
}

test('who takes part, frames, words and what Mallory does', (t) => {
  const lines = source('Noon.')
  t.deepEqual(lines.slice(0, 5), [
    'sequenceDiagram',
    '  participant p0 as Alice',
    '  participant p1 as Mallory',
    '  participant p2 as Bob',
    '  Note over p0: Alice calls Bob.',
  ])
  t.true(lines.includes('  p0->>p1: FRAME, 6 bytes'))
  t.true(lines.includes('    Note over p1: #91;ATTACK#93; Mallory reads “Noon.”'))
})

/** All that a line can be, whatever is said in it: this is the syntax that Mermaid may see. */
const shape =
  /^(sequenceDiagram| {2}participant p\d as .*| {2,4}(p\d-?->>p\d|Note over p\d(,p\d)?): .*| {2}rect rgba\([\d., ]+\)| {2}end)$/

test('no text is syntax', (t) => {
  const characters = fc.constantFrom(...[...'#;:%{}<>()[]"`|/\\-+=\n\r end\u2028é漢😀'])
  fc.assert(
    fc.property(fc.string({ unit: characters }), unicodeText(), (one, other) => {
      // What is delivered as it was said is no attack.
      fc.pre(one !== other)
      const lines = source(one, other)
      const plain = source('a', 'b')
      const beginnings = (all: readonly string[]) => all.map((line) => line.split(/ as |: /)[0]).join('\n')
      t.is(beginnings(lines), beginnings(plain))
      const texts = lines.flatMap((line) => /^[^:]*: (.*)$/s.exec(line)?.[1] ?? [])
      const bare = texts.map((text) => text.replaceAll('<br/>', ' ').replace(/#\d+;/g, ''))
      t.true(lines.every((line) => shape.test(line)))
      t.false(bare.some((text) => /[#;:%{}<>()[\]"`|/\\\n\r]/.test(text)))
    }),
  )
})
