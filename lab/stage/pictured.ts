/** When a beat begins, and what its picture shows after one more event. Pure. */

import type { HistoryEvent } from '../history/events'
import { ATTACKER, isOnPath } from '../scenario/scenario'
import { played } from '../steps/every-step'
import { isStolen } from './cargo'
import { calledFrom, openedSession, wasSaid } from './context-events'
import type { DashboardState, PeerPane } from './dashboard-state'
import { hasLost, isLastLook, nextBeat, type SceneFacts, sceneAfter } from './scene'

/** Something was to be said, and there was no connection. */
export function isUnsent(event: HistoryEvent): boolean {
  return event.event === 'failed' && event.code === 'NOT_CONNECTED'
}

/** Saying more where there is no connection. */
export function isInVain(event: HistoryEvent): boolean {
  return (event.event === 'step' && event.do === 'say') || isUnsent(event)
}

/** The picture after one more event; a beat begins where users do something else. */
export function pictured(state: DashboardState, event: HistoryEvent): DashboardState {
  // What is done while everything is made ready is no part of what is shown.
  if (event.phase === null) return state
  const isNext = beginsBeat(state, event)
  const scene = sceneAfter(isNext ? nextBeat(state.scene) : state.scene, event, factsOf(state))
  const lead = isNext ? leadBefore(state) : state.lead
  const isHeavier = scene.weight > (lead?.weight ?? 0)
  const isLead = event.phase === 'attack' && (isHeavier || (scene.weight > 0 && lead?.beat === scene.beat))
  const [one, other] = state.peerPanes
  // An alarm that was raised over something else stands in the chat.
  const peerPanes = isNext ? ([unalarmed(one), unalarmed(other)] as const) : state.peerPanes
  return { ...state, peerPanes, scene, lead: isLead ? scene : lead }
}

function unalarmed(peerPane: PeerPane): PeerPane {
  return peerPane.alarms.length > 0 ? { ...peerPane, alarms: [] } : peerPane
}

/** The picture in which it was decided, when a beat is over: that something has not come is known by then. */
function leadBefore({ scene, lead, phase }: DashboardState): DashboardState['lead'] {
  const isFirst = phase === 'attack' && (lead?.weight ?? 0) < 2 && hasLost(scene)
  return isFirst ? { ...scene, weight: 2 } : lead
}

/** @returns whether the event is where a run can be held, and something else comes to be seen. */
export function beginsBeat({ scene, peerPanes, outline }: DashboardState, event: HistoryEvent): boolean {
  if (event.event !== 'step' || isLastLook(scene)) return false
  // What is stolen one after the other is one theft; what she begins then is done with it.
  if (event.do === 'steal' || event.do === 'launch')
    return event.phase === 'attack' && scene.moves.every(({ cargo }) => !isStolen(cargo))
  // Where she is the directory, it is seen what people tell it.
  if (event.do === 'account' && event.what === 'publish')
    return event.phase === 'attack' && outline.position === 'directory'
  if (played(event.do).pace !== 'held') return false
  // Of a control the last conversation is seen, and not the end of one with the beginning of the next.
  if (event.phase === 'before' || event.phase === 'after') return event.do === 'connect'
  // What was to be seen stays while they say goodbye.
  if (event.do === 'close') return false
  if (event.do !== 'say') return true
  // Where there is no connection nothing new comes to be seen.
  const isConnected = peerPanes.some(({ name, connected }) => name === event.from && connected)
  return isConnected && scene.words?.by !== event.from
}

function factsOf({ outline, identities, peerPanes, past }: DashboardState): SceneFacts {
  const friendOf = (node: string): string => outline.peers.find((name) => name !== node) ?? node
  return {
    peers: outline.peers,
    identities,
    shown: (node) => peerPanes.find(({ name }) => name === node)?.fingerprint,
    // A tap changes nothing, and from outside nobody writes into the connections of others.
    isBetween: isOnPath(outline.position) && outline.position !== 'tap',
    hasCopies: isOnPath(outline.position) && outline.position !== 'directory',
    isDirectory: outline.position === 'directory',
    partner(node, session) {
      const opened = openedSession(past, node, session)
      if (opened?.calls) return opened.calls
      return opened?.remote !== undefined && calledFrom(past, opened.remote) ? ATTACKER : friendOf(node)
    },
    isHers: (remote) => calledFrom(past, remote) !== undefined,
    wasSaid: (event) => wasSaid(past, event),
  }
}
