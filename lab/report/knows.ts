/**
 * What each knows, and since which event: whose key it has for the friend's, which words it has read, what it can compute.
 * From what programs told and from the frames that went; nothing is concluded that no event shows. Pure.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { type Events, eventsOf } from '../history/selectors'
import { ATTACKER } from '../scenario/scenario'
import { ownerOf } from '../stage/held-against'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import { toldText } from '../text/told-text'
import type { DiagramRow } from './diagram-row'
import type { StoryBeat } from './story'

export interface Fact {
  readonly who: string
  /** The event by which it is known. */
  readonly number: number
  readonly words: Sentence
}

/** As many characters of a text as it is known by. */
const GLANCE = 90

/** @param rows those of the diagram, unfolded. @returns in the order in which they came to be known; each once. */
export function facts(
  beats: readonly StoryBeat[],
  rows: readonly DiagramRow[],
  peers: readonly string[],
): Fact[] {
  const places = new Map(
    beats.flatMap(({ events }) => events.map(({ number }) => number)).map((number, place) => [number, place]),
  )
  const told = beats.flatMap((beat) => beat.events.flatMap((event) => factsOf(event, beat, beats, peers)))
  const all = [...told, ...rows.flatMap(seenByHer)]
  const once = new Map(
    all.map((fact) => [`${fact.who} ${JSON.stringify(fact.words)}`, fact] as const).reverse(),
  )
  return [...once.values()].sort(
    (one, other) => (places.get(one.number) ?? 0) - (places.get(other.number) ?? 0),
  )
}

function factsOf(
  event: HistoryEvent,
  { state }: StoryBeat,
  beats: readonly StoryBeat[],
  peers: readonly string[],
): Fact[] {
  const { number, node } = event
  const fact = (who: string, words: Sentence): Fact => ({ who, number, words })
  switch (event.event) {
    case 'connected': {
      const friend = event.peer ?? peers.find((name) => name !== node) ?? ATTACKER
      const owner = ownerOf(event.fingerprint, state, state.scene)
      const secrets = beats.some(({ events }) => hasDrawn(events, node, event.session))
      return [
        fact(node, keyWords(owner, person(friend), owner === friend)),
        ...(secrets ? [fact(node, computes)] : []),
      ]
    }
    case 'delivered':
      return [fact(node, t`has read “${toldText(event.text).story}”`)]
    case 'loot':
      return [
        fact(
          ATTACKER,
          event.how === 'read'
            ? t`has read “${toldText(event.text).story}”`
            : t`has made up “${toldText(event.text).story}”`,
        ),
      ]
    case 'guessed':
      return event.sure === false
        ? []
        : [fact(ATTACKER, t`takes ${printable(event.about)} to be ${printable(event.value, GLANCE)}`)]
    case 'alarm':
      return [fact(node, t`knows that something is wrong: ${printable(event.code)}`)]
    case 'compared':
      return event.between.map((name) =>
        fact(
          name,
          event.match
            ? t`knows that both see the same keys`
            : t`knows that they do not see the same keys: somebody stands between them`,
        ),
      )
    default:
      return []
  }
}

const computes = t`can compute the keys of the session: with secrets that never went over the wire`

/** Whether this end drew a secret of its own for the session, and told the lab. */
function hasDrawn(events: Events, node: string, session: string): boolean {
  return eventsOf(events, 'secrets').some(
    (one) => one.node === node && one.session === session && one.kind === 'x25519',
  )
}

function keyWords(owner: string | null, friend: string, isRight: boolean): Sentence {
  if (isRight) return t`has ${friend}’s own key`
  return owner === null
    ? t`has a key that is nobody’s here, and takes it for ${friend}’s`
    : t`has ${person(owner)}’s key, and takes it for ${friend}’s`
}

/** What goes by the attacker, she sees; open or not. */
function seenByHer(row: DiagramRow): Fact[] {
  if (row.row !== 'message') return []
  return row.legs.flatMap(({ to, cargo, holder }): Fact[] => {
    if (to !== ATTACKER || cargo === null) return []
    const fact = (words: Sentence): Fact[] => [{ who: ATTACKER, number: row.number, words }]
    if (cargo.is === 'key' && holder !== null)
      return fact(t`has ${person(holder)}’s public key, as everybody on the way has`)
    if (cargo.is !== 'letter' || holder === null || row.opened) return []
    return holder === ATTACKER
      ? fact(t`can open what is closed for her own key`)
      : fact(t`has a letter that only ${person(holder)} can open`)
  })
}
