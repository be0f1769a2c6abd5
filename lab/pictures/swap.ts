/** The moment in which the attacker takes both keys and hands on her own, as a handful of pictures out of a recorded run. Pure. */

import type { Language } from '../../peers/language/sentence'
import type { Still } from '../stage/animation'
import type { Size } from '../stage/cells'
import type { DashboardState } from '../stage/dashboard-state'
import type { Recording } from '../stage/recording'
import { reduce } from '../stage/reduce'
import { advance, openReplay, type Replay, type Replayed, seek, withBeat } from '../stage/replay'
import { passagesIn } from '../stage/scene'
import { newUi } from '../stage/ui'
import { draw } from '../stage/view'

/** Milliseconds of the replay between two pictures, and for which each is to be seen: slower, so that eyes can follow. */
const EVERY = 150
const SLOW = 500
/** Milliseconds for which the last one stays: its sentence is read. */
const LAST = 4_000
/** More would be a film. */
const MOST = 12

/** @returns the pictures; the last one shows the whole of it. @throws Error where nobody swaps keys in the run. */
export function swapOfKeys(recording: Recording, size: Size, language: Language): Still[] {
  const replay = openReplay(recording)
  const { moments } = replay
  const place = moments.findIndex(({ position }) => isSwap(seek(replay, position).state))
  const end = moments[place]?.position
  if (end === undefined) throw new Error('Nobody swaps keys in this run.')
  const begin = moments[place - 1]?.position ?? 0
  const ui = newUi('replay', language, 'runs')
  const picture = (replay: Replay) => draw(replay.state, withBeat({ replay, ui }), size, { unicode: true })
  let now: Replayed = { replay: seek(replay, begin), ui }
  // Until something happens, the picture is that of the beat before.
  while (now.replay.position === begin) now = after(now)
  const stills: Still[] = []
  while (stills.length < MOST) {
    const rows = picture(now.replay)
    if (JSON.stringify(rows) !== JSON.stringify(stills.at(-1)?.rows))
      stills.push({ rows, milliseconds: SLOW })
    if (now.replay.position > end || isAtRest(now, end)) break
    now = after(now)
  }
  return [...stills, { rows: picture(seek(replay, end)), milliseconds: LAST }]
}

function isAtRest({ replay }: Replayed, end: number): boolean {
  return replay.position === end && passagesIn(replay.state.scene).every(({ progress }) => progress >= 1)
}

function after({ replay, ui }: Replayed): Replayed {
  const state = reduce(replay.state, { input: 'tick', elapsed: EVERY })
  return advance({ replay: { ...replay, state }, ui }, EVERY)
}

/** Two keys left, and others came. */
function isSwap({ phase, scene }: DashboardState): boolean {
  const swapped = passagesIn(scene).filter(({ came, changed }) => came?.is === 'key' && changed)
  return phase === 'attack' && swapped.length > 1
}
