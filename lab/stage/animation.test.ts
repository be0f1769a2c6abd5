/** An SVG that moves: at each moment of it stands what was drawn then, and a still one where nothing may move. */

import test from 'ava'
import { animation, type Still } from './animation'
import type { Size } from './cells'
import { picture } from './picture'
import { recordingOf } from './recording'
import { history, story } from './recording-testing'
import { openReplay, seek } from './replay'
import { newUi } from './ui'
import { draw } from './view'

const size: Size = { columns: 80, rows: 24 }
const replay = openReplay(recordingOf(history, [story]))
const stills = replay.moments.map(({ position }, place): Still => {
  const { state } = seek(replay, position)
  return {
    rows: draw(state, newUi('replay', 'en'), size, { unicode: true }),
    milliseconds: 400 + place * 130,
  }
})
const texts = (svg: string): string[] => (svg.match(/<(?:text|rect x).*>/g) ?? []).sort()

/** What a browser shows of it at a moment, or where animations are off. */
function shownAt(svg: string, milliseconds: number | null): string[] {
  const still = new Map(
    [...svg.matchAll(/^(?:<style>)?\.(\S+?)\{opacity:(\d)\}$/gm)].map(([, name, on]) => [name!, on === '1']),
  )
  const wholes = new Map(
    [...svg.matchAll(/^\.(\S+?)\{animation:\1 (\d+)ms step-end infinite\}$/gm)].map(([, name, whole]) => [
      name!,
      Number(whole),
    ]),
  )
  const frames = new Map(
    [...svg.matchAll(/^@keyframes (\S+?)\{(.*)\}$/gm)].map(([, name, steps]) => [
      name!,
      [...steps!.matchAll(/([\d.]+)%\{opacity:(\d)\}/g)].map(
        ([, at, on]) => [Number(at), on === '1'] as const,
      ),
    ]),
  )
  return [...svg.matchAll(/<g class="(\S+)">\n([\s\S]*?)\n<\/g>/g)]
    .flatMap(([, name, body]) => {
      const whole = wholes.get(name!)
      if (whole === undefined) return body!.split('\n')
      const at = milliseconds === null ? null : (milliseconds / whole) * 100
      const isShown =
        at === null ? still.get(name!) : frames.get(name!)!.findLast(([from]) => from <= at + 0.001)?.[1]
      return isShown ? body!.split('\n') : []
    })
    .sort()
}

test('each picture stands there for its time, and nothing of the others', (t) => {
  t.true(stills.length > 5)
  const svg = animation(stills, 3, size, 'A talk')
  let at = 0
  for (const [place, { rows, milliseconds }] of stills.entries()) {
    const drawn = texts(picture(rows, size, 'A talk'))
    for (const moment of [at + 1, at + milliseconds - 1])
      t.deepEqual(shownAt(svg, moment), drawn, `picture ${place}`)
    at += milliseconds
  }
  t.deepEqual(shownAt(svg, null), texts(picture(stills[3]!.rows, size, '')))
})

test('it holds no script and nothing from elsewhere, and is smaller than its pictures', (t) => {
  const svg = animation(stills, 0, size, 'A <talk>')
  t.notRegex(svg, /<script|href|url\(|@import/)
  t.true(svg.includes('<title>A &#60;talk&#62;</title>'))
  t.regex(svg, /prefers-reduced-motion/)
  t.true(svg.length < stills.reduce((sum, { rows }) => sum + picture(rows, size, '').length, 0))
})
