/** Keys and time reach the replay, and what it shows is on the stage. */

import test from 'ava'
import { Player } from './player'
import { inTheDark } from './player-testing'
import { recordingOf } from './recording'
import { history, story } from './recording-testing'
import { passagesIn } from './scene'

const recording = recordingOf(history, [story])
const never = new AbortController().signal

test('keys go through the recording, and what was set stays set', (t) => {
  const dark = inTheDark('replay')
  const player = new Player({ recording, ...dark })
  t.teardown(() => player.close())
  dark.press('l', '+', '2')
  t.is(player.stage.state.act, 1)
  t.like(player.stage.ui, { language: 'fr', speed: 2, mode: 'steps' })
  dark.press('end')
  t.true(player.stage.state.over)
  t.is(player.replay.position, recording.inputs.length)
  dark.press('home')
  t.is(player.stage.state.act, -1)
})

test('time plays what was allowed, and what goes is seen on its way', (t) => {
  const dark = inTheDark('replay')
  const player = new Player({ recording, ...dark })
  t.teardown(() => player.close())
  dark.pass(5_000)
  t.is(player.replay.position, 0)
  let flew = 0
  for (let beat = 0; beat < 100; beat += 1) {
    dark.press('space')
    dark.pass(50)
    flew = Math.max(flew, passagesIn(player.stage.state.scene).filter(({ progress }) => progress < 1).length)
  }
  t.true(player.replay.position > 0 && flew > 0)
  dark.press('right')
  t.true(passagesIn(player.stage.state.scene).every(({ progress }) => progress === 1))
})

test('q ends it, once, and leaves nothing behind that ticks', async (t) => {
  const dark = inTheDark('replay', 'runs')
  const player = new Player({ recording, ...dark })
  const left = player.left(never)
  dark.press('?', 'q')
  await left
  player.close()
  player.close()
  t.deepEqual({ ...dark.terminal, pictures: 0 }, { pictures: 0, closed: 1, ticking: false })
  t.true(dark.terminal.pictures > 0)
})

test('a signal ends it as well', async (t) => {
  const player = new Player({ recording, ...inTheDark('replay') })
  const aborted = new AbortController()
  const left = player.left(aborted.signal)
  aborted.abort('SIGTERM')
  await left
  player.close()
  t.pass()
})
