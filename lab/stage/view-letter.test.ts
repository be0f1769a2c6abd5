import test from 'ava'
import fc from 'fast-check'
import { languages } from '../../peers/language/sentence'
import { meetingPlaces, toldText } from '../text/told-text'
import { bigLetters, bigLines } from './big-letters'
import { renderContext } from './render-context'
import { letterRows } from './view-letter'

const look = { unicode: true }
const two = (number: number) => String(number).padStart(2, '0')
const meeting = fc
  .tuple(fc.constantFrom(...meetingPlaces), fc.nat(23), fc.nat(59))
  .map(
    ([place, hour, minute]) =>
      `Meet me at ${place} at ${two(hour)}:${two(minute)}. The code is 60887d66b14f83aa.`,
  )

test('a letter in large letters is never wider than its room, whatever the place and the time', (t) => {
  fc.assert(
    fc.property(
      meeting,
      fc.integer({ min: 60, max: 220 }),
      fc.constantFrom(...languages),
      (got, width, language) => {
        const letter = { by: 'alice', to: 'bob', wrote: got, known: null, sealed: null, got }
        for (const row of letterRows(letter, width, 20, true, renderContext(language, look)))
          t.true(row.map(({ text }) => text).join('').length <= width)
      },
    ),
  )
})

test('a time of the day stays in one line of large letters', (t) => {
  const { say } = renderContext('fr', look)
  const story = say(toldText('Meet me at the clock tower at 22:01. The code is 60887d66b14f83aa.').story)
  const [time] = bigLetters('22 h 01.', look, 3)
  for (let width = 60; width <= 220; width += 1) {
    const lines = bigLines(story, width)?.map((line) => bigLetters(line, look, 3)[0]!)
    if (lines)
      t.true(
        lines.some((line) => line.includes(time!)),
        `at ${width} columns`,
      )
  }
})
