/** The frames of a beat as rows of a diagram: what left, what the attacker did to it, and what came. Pure. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { Events } from '../history/selectors'
import { ATTACKER } from '../scenario/scenario'
import type { Cargo } from '../stage/cargo'
import { copiesOf, deedOf } from '../stage/passage-deed'
import type { Passage } from '../stage/passages'
import { passagesIn } from '../stage/scene'
import { holderOf } from '../stage/seals'
import { waysOf } from '../stage/ways'
import { person } from '../text/format-names'
import type { FrameName, FrameOnWay, Leg, Mark, MessageRow } from './diagram-row'
import type { StoryBeat } from './story'

/** Of a beat with more the picture keeps the newest only. */
const MOST = 60

/** A frame, and its place among the events of the beat. */
interface PlacedFrame {
  readonly place: number
  readonly row: MessageRow
}

/** @returns nothing where there is too much to be put together: then each frame is a row by itself. */
export function passageRows(
  beat: StoryBeat,
  beats: readonly StoryBeat[],
  frameName: FrameName,
): PlacedFrame[] | null {
  const { scene } = beat.state
  const passages = passagesIn(scene)
  if (scene.moves.length > MOST || passages.some(({ times }) => times > 1)) return null
  // Where programs tell nothing of what came, nobody can say that something did not.
  const isTold = beats.some(({ events }) => events.some(({ event }) => event === 'wire'))
  const rows = new BeatRows(beat, frameName, isTold)
  const onward: PlacedFrame[] = []
  const leaving = passages.flatMap((passage) => {
    if (!isOvertaken(passage, passages)) return rows.of(passage, null)
    // What came after something that left later stands where it came.
    onward.push(...rows.of(withoutPlace({ ...passage, late: true }), 'onward'))
    return rows.of({ ...passage, came: null, got: '', changed: false, refused: false }, null)
  })
  return [...drawnForward(leaving, beat.events), ...onward]
}

/**
 * What somebody sent rests on what they had done and read before, and on what they were told to do: it stands right behind that,
 * however late its program told of it. Of two frames the one that was recorded first stays first.
 */
function drawnForward(rows: readonly PlacedFrame[], events: Events): PlacedFrame[] {
  let reached = 0
  return [...rows]
    .sort((one, other) => one.place - other.place)
    .map(({ place, row }) => {
      reached = Math.max(reached, earliest(place, row.legs[0]!.from, events))
      return { place: reached, row }
    })
}

function earliest(place: number, from: string, events: Events): number {
  if (from === ATTACKER || events[place]?.node !== from) return place
  return events.slice(0, place).findLastIndex(({ node }) => node === from || node === 'lab') + 0.5
}

/** What came late is told as that. */
function withoutPlace({ overtaking, ...passage }: Passage): Passage {
  return passage
}

/** Whether a letter on the same way left later and came earlier. */
function isOvertaken({ from, to, overtaking }: Passage, passages: readonly Passage[]): boolean {
  return passages.some(
    (other) =>
      overtaking !== undefined &&
      other.overtaking !== undefined &&
      other.from === from &&
      other.to === to &&
      other.overtaking.left > overtaking.left &&
      other.overtaking.came < overtaking.came,
  )
}

/** @returns each frame that came by, and each call of hers: whatever became of it. */
export function unexplainedRows({ events }: StoryBeat, frameName: FrameName): PlacedFrame[] {
  return events.flatMap((event, place): PlacedFrame[] => {
    if (event.event !== 'intercepted' && event.event !== 'called') return []
    const { number, at } = event
    const none = { cargo: null, holder: null }
    const row = { row: 'message', number, at, deed: null, refused: false, opened: false } as const
    if (event.event === 'called') {
      const words = callWords
      const legs = [{ from: ATTACKER, to: event.to, mark: 'attack', words, ...none } as const]
      const called = { ...row, mark: 'attack', words, sort: `called ${event.to}`, legs } as const
      return [{ place, row: { ...called, isFrame: false, frames: [] } }]
    }
    const { from, to } = event
    const bytes = Buffer.from(event.bytes, 'base64')
    const words = frameWords(bytes, frameName)
    const legs = [{ from, to: ATTACKER, mark: 'plain', words, ...none } as const]
    const frame = { ...row, mark: 'plain', words, sort: `intercepted ${from} ${to}`, legs } as const
    return [{ place, row: { ...frame, isFrame: true, frames: [{ from, to, bytes }] } }]
  })
}

const callWords = t`Mallory opens a connection of her own`

function frameWords(bytes: Buffer, frameName: FrameName): Sentence {
  return t`${frameName(bytes)}, ${bytes.length} bytes`
}

class BeatRows {
  readonly #beat: StoryBeat
  readonly #frameName: FrameName
  readonly #isTold: boolean
  readonly #places: ReadonlyMap<number, number>

  constructor(beat: StoryBeat, frameName: FrameName, isTold: boolean) {
    this.#beat = beat
    this.#frameName = frameName
    this.#isTold = isTold
    this.#places = new Map(beat.events.map(({ number }, place) => [number, place]))
  }

  /** @param only the part of it that is drawn; null for all of it. */
  of(passage: Passage, only: 'onward' | null): PlacedFrame[] {
    const { state, events } = this.#beat
    const { left, byHer, onward } = waysOf(passage, state)
    const inPicture = [...state.outline.peers, ATTACKER].includes(passage.to)
    const deed = byHer ? deedOf({ ...passage, left }, inPicture ? null : passage.to, copiesOf(state)) : null
    const isKnown = this.#isTold || passage.came !== null || passage.sent === ''
    const isHers = passage.from === ATTACKER || (isKnown && deed?.style === 'bad')
    const mark: Mark = isHers ? 'attack' : 'plain'
    const sent = this.#frame(passage, passage.sent)
    const isOther = passage.got !== '' && passage.got !== passage.sent
    const got = isOther ? this.#frame(passage, passage.got) : sent
    const legs = [
      ...(byHer && left && passage.from !== ATTACKER && only === null
        ? [this.#leg(passage.from, ATTACKER, left, 'plain', sent)]
        : []),
      ...(onward && passage.to !== ATTACKER
        ? [this.#leg(byHer ? ATTACKER : passage.from, passage.to, onward, mark, got)]
        : []),
    ].filter(({ from, to }) => from !== to)
    const [first] = legs
    const at = only === null ? (this.#left(passage) ?? this.#came(passage)) : this.#came(passage)
    const event = at === undefined ? undefined : events[at]
    if (!first || at === undefined || !event) return []
    const frames = [sent, got].filter((frame) => frame !== null)
    const row: MessageRow = {
      ...{ row: 'message', number: event.number, at: event.at, mark, words: first.words },
      ...{ sort: `passage ${legs.map(({ from, to, cargo }) => `${from} ${to} ${cargo?.is}`)} ${mark}`, legs },
      ...{ deed: isKnown && deed ? deed.words : null, refused: passage.refused },
      ...{ isFrame: frames.length > 0, frames: sent === got ? frames.slice(0, 1) : frames },
      opened: passage.opened,
    }
    return [{ place: at, row }]
  }

  #leg(from: string, to: string, cargo: Cargo, mark: Mark, frame: FrameOnWay | null): Leg {
    const { identities, scene } = this.#beat.state
    const holder = holderOf(cargo, { identities, scene })
    const isCall = cargo.is === 'other' && cargo.called === 'TCP'
    const unseen = isCall || holder === null ? callWords : t`the key of ${person(holder)}`
    return { from, to, mark, words: frame ? frameWords(frame.bytes, this.#frameName) : unseen, cargo, holder }
  }

  #frame({ from, to }: Passage, bytes: string): FrameOnWay | null {
    return bytes === '' ? null : { from, to, bytes: Buffer.from(bytes, 'base64') }
  }

  #left({ sent, left, to }: Passage): number | undefined {
    if (left === null) return undefined
    return this.#place(this.#beat.left.get(sent || `to ${to}`))
  }

  #came({ got, came, to }: Passage): number | undefined {
    if (came === null) return undefined
    return this.#place(this.#beat.came.get(got || `to ${to}`))
  }

  #place(number: number | undefined): number | undefined {
    return number === undefined ? undefined : this.#places.get(number)
  }
}
