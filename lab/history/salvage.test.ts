/** Histories with more than one damaged line, and files that are something else. */

import test from 'ava'
import fc from 'fast-check'
import { english } from '../language/typed'
import { runsOf } from '../suite/extent-testing'
import { act, asFile, controls, held } from './history-testing'
import { damageOf, lostIn, MOST_DAMAGED, MOST_NAMED, salvage } from './salvage'

const events = act({}, { ...controls, attack: held('attack') })
const lines = asFile(events).split('\n').slice(0, -1)
const textOf = (of: readonly string[]): string => of.map((line) => `${line}\n`).join('')

test('several damaged lines are all left out, and nothing else', (t) => {
  const places = fc.uniqueArray(fc.nat(lines.length - 1), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(places, fc.constantFrom('', 'nonsense', '{"at":1}'), (bad, nonsense) => {
      const { events: read, damaged } = salvage(
        textOf(lines.map((line, place) => (bad.includes(place) ? nonsense : line))),
      )
      t.deepEqual(
        damaged,
        bad.map((place) => place + 1).sort((one, other) => one - other),
      )
      t.deepEqual(
        read,
        events.filter((_, place) => !bad.includes(place)),
      )
    }),
    { numRuns: runsOf(50) },
  )
})

test('a line that was changed behind one that still says its chain is noticed as well', (t) => {
  const changed = (line: string): string => line.replace('"act":"act"', '"act":"axt"')
  const two = lines.with(4, changed(lines[4]!)).with(5, changed(lines[5]!))
  t.deepEqual(salvage(textOf(two)).damaged, [5, 6])
})

test('lines that were put in between cost none of the others; those taken out cost the next one', (t) => {
  t.deepEqual(salvage(textOf(lines.toSpliced(7, 0, lines[2]!))).damaged, [8])
  t.deepEqual(salvage(textOf(lines.toSpliced(7, 1))).damaged, [8])
})

test('where it ends in the middle of a line as well, both are said', (t) => {
  const { flaw } = salvage(textOf(lines.with(2, 'x')).slice(0, -9))
  t.is(
    english(flaw!),
    `Line 3 is damaged: it is left out, and there the chain of the lines is broken. The file ends in the middle of line ${lines.length}.`,
  )
})

test('so many are named, so many are tried', (t) => {
  const many = Array.from({ length: MOST_NAMED + 3 }, (_, place) => place + 1)
  t.regex(english(damageOf(many)!), /^The lines 1, 2, 3, .*, 12 and 3 more are damaged: /)
  const nonsense = Array.from({ length: MOST_DAMAGED + 5 }, () => 'nonsense')
  const { events: read, damaged, flaw } = salvage(textOf([lines[0]!, ...nonsense, ...lines.slice(1)]))
  t.deepEqual([read.length, damaged.length], [1, MOST_DAMAGED])
  t.regex(english(flaw!), /and what follows the last of them is not read\.$/)
})

test('a line may have been part of an act between its beginning and its end, as far as those are known', (t) => {
  const last = events.length
  const places = [0.5, 1.5, last - 0.5, last + 0.5]
  t.deepEqual(lostIn(events, places), [1.5, last - 0.5])
  t.deepEqual(lostIn(events.slice(1), places), [0.5, 1.5, last - 0.5])
  t.deepEqual(lostIn(events.slice(0, -1), places), [1.5, last - 0.5, last + 0.5])
})
