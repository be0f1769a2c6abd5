/** A replay is at any place what folding that many inputs gives, however one came there. */

import test from 'ava'
import fc from 'fast-check'
import type { HistoryEvent } from '../history/events'
import { runsOf } from '../suite/extent-testing'
import type { DashboardState } from './dashboard-state'
import { CARD } from './landmarks'
import { type Recording, recordingOf } from './recording'
import { history, story } from './recording-testing'
import { initialState, reduce } from './reduce'
import { advance, catchUp, extend, openReplay, pressReplay, type Replayed, seek, withBeat } from './replay'
import { settled } from './scene'
import { type Key, newUi, press, type Ui } from './ui'

const recording = recordingOf(history, [story])
const end = recording.inputs.length

/** Long enough that several shows are kept: the story again and again, as other programs. */
const long: Recording = {
  outline: recording.outline,
  inputs: Array.from({ length: 9 }, () => [
    { input: 'outline', outline: recording.outline } as const,
    ...recording.inputs,
  ]).flat(),
}

/** What flies is seen only where time passes. */
const still = (state: DashboardState): DashboardState => ({ ...state, scene: settled(state.scene) })
const folded = ({ outline, inputs }: Recording, count: number): DashboardState =>
  still(inputs.slice(0, count).reduce(reduce, initialState(outline)))

const keys: readonly Key[] = [
  'left',
  'right',
  'pageup',
  'pagedown',
  '[',
  ']',
  'home',
  'end',
  '1',
  '2',
  '3',
  '9',
]
const all: readonly Key[] = [
  ...keys,
  'space',
  'a',
  'b',
  'p',
  '+',
  '-',
  'tab',
  'enter',
  'escape',
  '?',
  'up',
  'l',
  'x',
]

const begin = (of = recording, ui: Ui = newUi('replay', 'en')): Replayed => ({ replay: openReplay(of), ui })

function typed(at: Replayed, key: Key): Replayed {
  return pressReplay(at, key) ?? { ...at, ui: press(at.ui, key, at.replay.state) }
}

const after = (pressed: readonly Key[], at = begin()): Replayed => pressed.reduce(typed, at)

/** So many milliseconds, in the steps in which a clock gives them. */
function passed(at: Replayed, milliseconds: number): Replayed {
  let now = at
  for (let left = milliseconds; left > 0; left -= 50) now = advance(now, Math.min(50, left))
  return now
}

test('it is held where an attacker tells how far she has come with a secret', (t) => {
  const place = history.findIndex(({ event, phase }) => event === 'acted' && phase === 'attack')
  t.true(place >= 0)
  const told = (known: number) => ({
    ...history[place]!,
    event: 'acted',
    what: { key: 'knows-bits', values: [known, 2_000, 9] },
  })
  const told2 = [told(500), told(1_000)] as unknown as HistoryEvent[]
  const all = recordingOf(history.toSpliced(place + 1, 0, ...told2), [story])
  const replay = openReplay(all)
  const digits = replay.moments.map(
    ({ position }) => seek(replay, position).state.scene.digits?.known ?? null,
  )
  // What comes next in this beat stands beside it.
  t.deepEqual([...new Set(digits.filter((known) => known !== null))], [500, 1_000])
})

test('seeking gives what folding gives, for any places in any order', (t) => {
  const opened = openReplay(long)
  t.true(long.inputs.length > 1_000)
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: long.inputs.length + 5 }), { maxLength: 12 }),
      (places) => {
        let replay = opened
        for (const place of places) {
          replay = seek(replay, place)
          const count = Math.max(0, Math.min(long.inputs.length, place))
          t.is(replay.position, count)
          t.deepEqual(replay.state, folded(long, count))
        }
      },
    ),
    { numRuns: runsOf(60) },
  )
})

test('whatever is pressed and whatever time passes, what is shown is what was recorded up to there', (t) => {
  const doing = fc.oneof(fc.constantFrom(...all), fc.integer({ min: 0, max: 4_000 }))
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 25 }), (done) => {
      let now = begin()
      for (const one of done) now = typeof one === 'number' ? passed(now, one) : typed(now, one)
      t.deepEqual(still(now.replay.state), folded(recording, now.replay.position))
      t.true(now.ui.permits >= 0)
    }),
    { numRuns: runsOf(60) },
  )
})

test('Right and Left go through the same moments; a moment is before what users do', (t) => {
  const moments = openReplay(recording).moments.map(({ position }) => position)
  let now = begin()
  const there: number[] = []
  while (now.replay.position < end) {
    now = typed(now, 'right')
    there.push(now.replay.position)
  }
  t.deepEqual(there, [...moments, end])
  const back: number[] = []
  while (now.replay.position > 0) {
    now = typed(now, 'left')
    back.push(now.replay.position)
  }
  t.deepEqual(back, [...moments].reverse().concat(0))
  // A conversation of an attack: Alice calls, each says something, Alice says goodbye. Controls are no steps, and nobody
  // waits where there are only people who stand there.
  const inOne = openReplay(recording).moments.filter(({ position }) => {
    const input = recording.inputs[position]
    return input?.input === 'event' && input.event.act === 'one'
  })
  t.deepEqual(
    inOne.map(({ what }) => what),
    ['phase', 'phase', 'step', 'step', 'step', 'phase'],
  )
})

test('Page Down, Page Up and digits go to where an act begins, Home and End to the ends', (t) => {
  const at = (...pressed: Key[]) => after(pressed).replay
  t.deepEqual(
    (['1', '2', '3'] as const).map((key) => at(key).state.act),
    [0, 1, 2],
  )
  t.is(at('pagedown').position, at('1').position)
  t.is(at(']', ']').position, at('2').position)
  t.is(at('3', 'pageup').position, at('2').position)
  t.is(at('3', 'right', '[').position, at('3').position)
  t.is(at('9').position, 0)
  t.is(at('end').position, end)
  t.is(at('end', 'home').position, 0)
  t.true(at('end').state.over)
  // A jump holds what was running.
  t.is(after(['a', '2']).ui.mode, 'steps')
})

test('where several scenarios stand behind each other, digits are acts of the one on the stage', (t) => {
  const middle = seek(openReplay(long), Math.floor(end * 1.5))
  const second = pressReplay({ replay: middle, ui: newUi('replay', 'en') }, '1')!.replay
  t.true(second.position > end && second.position < end + 10)
})

test('Space plays one step and waits, a plays on to the end', (t) => {
  const { moments } = openReplay(recording)
  const stepped = passed(after(['space']), 60_000)
  t.is(stepped.replay.position, moments[0]!.position)
  t.deepEqual([stepped.ui.mode, stepped.ui.permits], ['steps', 0])
  t.is(passed(stepped, 60_000).replay, passed(stepped, 60_000).replay)
  t.is(passed(stepped, 60_000).replay.position, moments[0]!.position)
  // A key that is held plays no more than that.
  t.is(passed(after(['space', 'space']), 60_000).replay.position, moments[0]!.position)
  t.is(passed(pressReplay(stepped, 'space')!, 60_000).replay.position, moments[1]!.position)
  t.is(passed(after(['a']), 120_000).replay.position, end)
})

test('it runs in recorded time, scaled by the speed; it waits at moments, and never long', (t) => {
  const times = (ui: Ui): number => {
    let [now, milliseconds] = [begin(recording, ui), 0]
    while (now.replay.position < end) {
      now = advance(now, 50)
      milliseconds += 50
    }
    return milliseconds
  }
  const runs = newUi('replay', 'en', 'runs')
  const [one, four] = [times(runs), times({ ...runs, speed: 4 })]
  t.true(Math.abs(one / four - 4) < 0.2, `${one} and ${four}`)
  const recorded = history.at(-1)!.at
  t.true(one > recorded && one < recorded + 60_000, `${one}`)
  // An hour in which nothing happens takes a second.
  const paused = history.map((event) =>
    event.act === 'three' ? { ...event, at: event.at + 3_600_000 } : event,
  )
  let now = begin(recordingOf(paused, [story]), runs)
  now = passed(now, one + 2_000)
  t.is(now.replay.position, end)
})

test('b runs backwards to the beginning and stands there; a turns it around', (t) => {
  const back = passed(after(['end', 'b']), 5_000)
  t.true(back.replay.position < end && back.replay.position > 0)
  const paused = typed(back, 'p')
  t.is(passed(paused, 10_000).replay.position, back.replay.position)
  t.true(passed(typed(paused, 'p'), 5_000).replay.position < back.replay.position)
  t.true(passed(typed(back, 'a'), 5_000).replay.position > back.replay.position)
  const beginning = passed(back, 200_000)
  t.is(beginning.replay.position, 0)
  t.deepEqual([beginning.replay.backwards, beginning.ui.mode], [false, 'steps'])
})

test('a card stands until a key is pressed, or for some seconds', (t) => {
  const card = {
    input: 'card',
    card: { title: { text: 'A card', values: [] }, text: { text: '', values: [] } },
  } as const
  const of = {
    outline: recording.outline,
    inputs: [card, { input: 'outline', outline: recording.outline } as const, ...recording.inputs],
  }
  const stepped = passed(after(['space'], begin(of)), 60_000)
  t.is(stepped.replay.state.card?.title.text, 'A card')
  t.is(typed(stepped, 'right').replay.state.card, null)
  const runs = begin(of, newUi('replay', 'en', 'runs'))
  t.not(passed(runs, CARD - 500).replay.state.card, null)
  t.is(passed(runs, CARD + 500).replay.state.card, null)
})

test('while something lies over the panes, keys are its', (t) => {
  const open = { ...begin(), ui: { ...newUi('replay', 'en'), open: 'frame' as const } }
  for (const key of keys) t.is(pressReplay(open, key), null)
})

test('a recording that grows is the same as one that was whole from the beginning', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(long.inputs.length), { minLength: 1, maxLength: 6 }),
      fc.nat(end),
      (cuts, place) => {
        let replay = openReplay({ ...long, inputs: [] })
        for (const cut of [...cuts].sort((a, b) => a - b))
          replay = extend(replay, { ...long, inputs: long.inputs.slice(0, cut) })
        replay = extend(replay, long)
        t.is(replay.position, 0)
        t.deepEqual(seek(replay, place * 7).state, folded(long, place * 7))
        t.deepEqual(still(catchUp(replay).state), folded(long, long.inputs.length))
      },
    ),
    { numRuns: runsOf(20) },
  )
})

test('when more is known of a run, what was shown is shown anew', (t) => {
  const before = seek(openReplay(recordingOf(history, [])), 20)
  const known = extend(before, recording)
  t.is(known.position, 20)
  t.deepEqual(known.state, folded(recording, 20))
  t.is(known.state.outline.title, 'A story')
})

test('each beat of an act is counted, from its first to its last', (t) => {
  const { moments, chapters } = openReplay(recording)
  const acts = chapters.filter(({ act }) => act !== null)
  t.true(acts.length > 1)
  for (const [place, { position }] of acts.entries()) {
    const end = acts[place + 1]?.position ?? recording.inputs.length
    const beats = moments.filter((one) => one.position >= position && one.position < end)
    const told = beats.map(({ position: at }) => {
      const replay = seek(openReplay(recording), at)
      return withBeat({ replay, ui: newUi('replay', 'en') }).beat
    })
    t.deepEqual(
      told,
      beats.map((_, at) => ({ at: at + 1, of: beats.length })),
    )
  }
  const ui = withBeat({ replay: seek(openReplay(recording), acts[0]!.position), ui: newUi('replay', 'en') })
  t.is(withBeat({ replay: seek(openReplay(recording), acts[0]!.position), ui }), ui)
  t.is(withBeat({ replay: openReplay(recording), ui }).beat, null)
})
