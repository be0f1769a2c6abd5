/** What keys make of what is set. */

import test from 'ava'
import fc from 'fast-check'
import type { DashboardState } from './dashboard-state'
import { type Key, newUi, press, speeds, type Ui } from './ui'

/** Of a show only the frames matter here. */
const showing = (...numbers: number[]): DashboardState =>
  ({ frames: numbers.map((number) => ({ number })) }) as unknown as DashboardState
const nothing = showing()

const after = (keys: readonly Key[], state = nothing, ui: Ui = newUi('live', 'en')): Ui =>
  keys.reduce((so, key) => press(so, key, state), ui)

test('Space allows one step, however long it is held; a runs on, p pauses and goes on', (t) => {
  t.deepEqual([after(['space']).permits, after(['space']).mode], [1, 'steps'])
  t.is(after(Array<Key>(30).fill('space')).permits, 1)
  t.is(after(['?', 'space', 'space']).permits, 1)
  t.is(after(['a']).mode, 'runs')
  t.is(after(['a', 'p']).mode, 'steps')
  t.is(after(['a', 'p', 'p']).mode, 'runs')
  // A step that was allowed is taken; then it waits again.
  t.deepEqual([after(['a', 'space']).mode, after(['a', 'space']).permits], ['steps', 1])
})

test('+ and - go through the speeds, and stay at their ends', (t) => {
  t.is(after(['+']).speed, 2)
  t.is(after(['-']).speed, 0.5)
  t.is(after(Array<Key>(20).fill('+')).speed, speeds.at(-1)!)
  t.is(after(Array<Key>(20).fill('-')).speed, speeds[0]!)
})

test('Tab goes around, the arrows stop at the sides', (t) => {
  t.deepEqual(
    [['tab'], ['tab', 'tab'], ['backtab', 'backtab'], ['left', 'left'], ['right', 'right']].map(
      (keys) => after(keys).focus,
    ),
    [2, 0, 2, 0, 2],
  )
})

test('frames are chosen with the arrows, from the newest one; past it the choice follows what comes', (t) => {
  const frames = showing(4, 5, 6)
  t.is(after(['up'], frames).frame, 5)
  t.is(after(['up', 'up', 'up'], frames).frame, 4)
  t.is(after(['up', 'down', 'down'], frames).frame, null)
  t.is(after(['up', 'escape'], frames).frame, null)
  // One that has gone meanwhile.
  t.is(after(['up'], frames, { ...newUi('live', 'en'), frame: 1 }).frame, 5)
})

test('Enter opens the chosen frame, or the newest; Left and Right leaf through them, Escape closes', (t) => {
  const frames = showing(4, 5, 6)
  const open = after(['enter'], frames)
  t.deepEqual([open.open, open.frame], ['frame', 6])
  t.is(after(['left'], frames, open).frame, 5)
  t.is(after(['right'], frames, open).frame, 6)
  t.is(after(['escape'], frames, open).open, 'nothing')
  t.is(after(['enter']).open, 'nothing')
})

test('over the panes the arrows scroll; Space closes and steps', (t) => {
  const help = after(['?', 'down', 'pagedown', 'up'])
  t.deepEqual([help.open, help.scroll], ['help', 10])
  t.deepEqual(after(['space'], nothing, help), { ...newUi('live', 'en'), permits: 1 })
})

test('l changes the language everywhere, q and Ctrl-C leave everywhere', (t) => {
  for (const before of [[], ['?'], ['a']] satisfies Key[][]) {
    t.is(after([...before, 'l']).language, 'fr')
    t.is(after([...before, 'l', 'l']).language, 'en')
    t.true(after([...before, 'q']).quit)
    t.true(after([...before, 'C-c']).quit)
  }
})

test('property: no keys make anything that cannot be drawn', (t) => {
  const keys = [
    'space',
    'a',
    'p',
    '+',
    '-',
    'tab',
    'up',
    'down',
    'left',
    'right',
    'enter',
    'escape',
    '?',
    'l',
    'x',
    'pageup',
    'pagedown',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...keys)), fc.uniqueArray(fc.nat(99)), (pressed, numbers) => {
      const frames = showing(...numbers.sort((a, b) => a - b))
      const ui = after(pressed, frames)
      t.true(ui.scroll >= 0 && [0, 1].includes(ui.permits) && speeds.includes(ui.speed))
      t.true(ui.frame === null || numbers.includes(ui.frame))
      t.true(ui.open !== 'frame' || ui.frame !== null)
      t.false(ui.quit)
    }),
  )
})
