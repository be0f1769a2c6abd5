/** A recorded run, replayed at its pace into a recording of a terminal that nobody looks at. Pure: time is counted. */

import type { Language } from '../../peers/language/sentence'
import { sayIn } from '../language/language'
import { beatName } from './beat-name'
import { CastLines, castHeader, castMarker } from './cast'
import type { Size } from './cells'
import type { Recording } from './recording'
import { reduce } from './reduce'
import { advance, openReplay, type Replayed, withBeat } from './replay'
import { newUi } from './ui'
import { draw } from './view'

/** Milliseconds between two pictures: as often as a stage draws. */
const FRAME = 50
/** Milliseconds for which the last picture stays. */
const END = 4_000

/** @returns the lines, those of one picture after those of another. Each place where a run is held has a marker. */
export function* castReplay(
  recording: Recording,
  language: Language,
  size: Size,
): Generator<readonly string[], void> {
  const say = sayIn(language)
  const lines = new CastLines(size)
  const end = recording.inputs.length
  let now: Replayed = { replay: openReplay(recording), ui: newUi('replay', language, 'runs') }
  const places = new Set(now.replay.moments.map(({ position }) => position))
  const picture = () => ({ rows: draw(now.replay.state, withBeat(now), size, { unicode: true }), size })
  yield [castHeader(size, say(recording.outline.title), null)]
  yield lines.drawn(0, picture())
  for (let at = FRAME, left = END; left > 0; at += FRAME) {
    const before = now
    now = after(before, FRAME)
    const { position } = before.replay
    // What stood there until now is what is talked about.
    if (places.has(position) && now.replay.position > position)
      yield [castMarker(at - FRAME, say(beatName(before.replay.state)))]
    if (now.replay.state !== before.replay.state || now.ui !== before.ui) yield lines.drawn(at, picture())
    if (now.replay.position < end) continue
    left -= FRAME
    if (left <= 0) yield [castMarker(at, say(beatName(now.replay.state)))]
  }
}

/** As a player does it: what is on its way goes on, then what comes next. */
function after({ replay, ui }: Replayed, elapsed: number): Replayed {
  return advance(
    { replay: { ...replay, state: reduce(replay.state, { input: 'tick', elapsed }) }, ui },
    elapsed,
  )
}
