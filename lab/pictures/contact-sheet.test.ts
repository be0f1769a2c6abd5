/** The contact sheet has every place where a run is held, in all sizes and both languages, and shows each of its files. */

import test from 'ava'
import { recordingOf } from '../stage/recording'
import { history, story } from '../stage/recording-testing'
import { openReplay } from '../stage/replay'
import { sheetBeats, sheetPage, sheetSizes } from './contact-sheet'
import { swapOfKeys } from './swap'

const recording = recordingOf(history, [story])
const beats = sheetBeats('story', recording)

test('what stands there before the run, each place where it is held, and its end, in all sizes and both languages', (t) => {
  t.is(beats.length, openReplay(recording).moments.length + 2)
  t.is(sheetBeats('story', recording, ({ act }) => act < 0).length, 1)
  const files = beats.flatMap(({ pictures }) => pictures.map(({ file }) => file))
  t.is(new Set(files).size, beats.length * sheetSizes.length * 2)
  t.true(files.includes('story-01-80x24-en.svg') && files.includes('story-01-200x60-fr.svg'))
  for (const { svg, size } of beats.flatMap(({ pictures }) => pictures))
    t.true(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.columns * 9 + 24} `))
  const [english, french] = [0, 3].map((place) => beats[2]!.pictures[place]!)
  t.not(english!.name, french!.name)
  t.not(english!.svg, french!.svg)
})

test('the page shows every file once, with its name, and has no script', (t) => {
  const page = sheetPage(new Map([['story', beats]]))
  for (const { file } of beats.flatMap(({ pictures }) => pictures))
    t.is(page.split(`src="${file}"`).length, 2, file)
  t.notRegex(page, /<script|https?:/)
})

test('where nobody swaps keys, there is nothing to animate', (t) => {
  t.throws(() => swapOfKeys(recording, sheetSizes[0]!, 'en'), { message: /^Nobody swaps keys/ })
})
