/**
 * Whether what the attacker says she did stands anywhere but in her own words: at a victim's node, in what the directory
 * answered, or in bytes that came out of the wire otherwise than they went in. Pure.
 *
 * An attacker that passes everything on and says that she acted has not been resisted by anybody.
 */

import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf, wireBytes } from '../history/selectors'
import type { Position } from '../scenario/scenario'
import { sessionsOfStrangers } from './detection'

/** @returns events that bear out that she did something; none where nothing does. */
export function deedsOnWire(position: Position, phase: Events, act: Events): readonly HistoryEvent[] {
  return [
    ...keysShown(phase, act),
    ...callsOfHerOwn(phase),
    ...saidToCallers(phase, act),
    ...changedBytes(phase),
    ...(position === 'directory' ? namedByTheDirectory(phase) : []),
  ]
}

/** A node names the key that she says she showed it, and it is nobody's whom that node knows. */
function keysShown(phase: Events, act: Events): HistoryEvent[] {
  const honest = new Set([
    ...eventsOf(act, 'ready').flatMap((ready) => ('fingerprint' in ready ? [ready.fingerprint] : [])),
    ...eventsOf(phase, 'connected').map(({ own }) => own),
  ])
  const shown = new Set(
    eventsOf(phase, 'acted').flatMap(({ to, presented }) =>
      presented !== null && !honest.has(presented) ? [`${to} ${presented}`] : [],
    ),
  )
  const keyIn = (event: HistoryEvent) => {
    if (event.event === 'connected') return event.fingerprint
    if (event.event === 'displayed') return event.peer
    return event.event === 'alarm' ? event.evidence.seen : undefined
  }
  return phase.filter((event) => shown.has(`${event.node} ${keyIn(event)}`))
}

/** A peer, or the directory, names the end from which she says that she called. */
function callsOfHerOwn(phase: Events): HistoryEvent[] {
  const strangers = sessionsOfStrangers(phase)
  const ends = new Set(eventsOf(phase, 'called').map(({ local }) => local))
  return [
    ...eventsOf(phase, 'opened').filter(({ node, session }) => strangers.has(`${node} ${session}`)),
    ...eventsOf(phase, 'answered').filter(({ remote }) => ends.has(remote)),
  ]
}

/** What a peer has read in a session with her, whom it has called under the name of her account. */
function saidToCallers(phase: Events, act: Events): HistoryEvent[] {
  const names = new Set<string | null>(eventsOf(act, 'account').map(({ name }) => name))
  const calls = eventsOf(phase, 'opened').filter(
    ({ role, calls: whom }) => role === 'initiator' && names.has(whom),
  )
  const sessions = new Set(calls.map(({ node, session }) => `${node} ${session}`))
  return eventsOf(phase, 'wire').filter(
    ({ node, session, way }) => way === 'in' && sessions.has(`${node} ${session}`),
  )
}

/** A session of one peer, and the other end of it at the other peer. */
interface Pair {
  readonly caller: EventOf<'opened'>
  readonly callee: EventOf<'opened'>
}

/**
 * Calls of one peer and those that the other one took, in the order in which they came. Where one of them came to nobody
 * nothing is said: a call may get lost without anybody's doing.
 */
function pairsOf(phase: Events): Pair[] {
  const strangers = sessionsOfStrangers(phase)
  const opened = eventsOf(phase, 'opened').filter(({ node, session }) => !strangers.has(`${node} ${session}`))
  const callers = new Set(opened.map(({ node }) => node))
  return [...callers].flatMap((caller) => {
    const calls = opened.filter(({ node, role }) => node === caller && role === 'initiator')
    const taken = opened.filter(({ node, role }) => node !== caller && role === 'responder')
    return calls.length === taken.length
      ? calls.map((call, place) => ({ caller: call, callee: taken[place]! }))
      : []
  })
}

/** What one end wrote and the other end did not read so. */
function changedBytes(phase: Events): HistoryEvent[] {
  return pairsOf(phase).flatMap(({ caller, callee }) => [
    ...changedOnTheWay(phase, caller, callee),
    ...changedOnTheWay(phase, callee, caller),
  ])
}

function changedOnTheWay(phase: Events, from: EventOf<'opened'>, to: EventOf<'opened'>): HistoryEvent[] {
  const [written, read] = [told(phase, from, 'out'), told(phase, to, 'in')]
  const shorter = Math.min(written.bytes.length, read.bytes.length)
  const differs = !written.bytes.subarray(0, shorter).equals(read.bytes.subarray(0, shorter))
  const whole = written.whole && read.whole
  const more = whole && read.bytes.length > written.bytes.length
  // What is written to somebody who has said goodbye is read by nobody.
  const isCut =
    whole &&
    read.bytes.length < written.bytes.length &&
    eventsOf(phase, 'closed').some(
      ({ node, session, clean }) => node === to.node && session === to.session && !clean,
    )
  return differs || more || isCut ? [...written.events, ...read.events] : []
}

interface ToldBytes {
  readonly bytes: Buffer
  readonly events: readonly HistoryEvent[]
  /** Whether all of it was told. */
  readonly whole: boolean
}

function told(phase: Events, { node, session }: EventOf<'opened'>, way: 'in' | 'out'): ToldBytes {
  const ofSession = eventsOf(phase, 'wire').filter((wire) => wire.node === node && wire.session === session)
  const events = ofSession.filter((wire) => wire.way === way)
  return {
    bytes: wireBytes(ofSession, way),
    events,
    whole: !ofSession.some(({ stopped }) => stopped),
  }
}

/** In the directory's place: an honest program is alarmed by what she says that it was told. */
function namedByTheDirectory(phase: Events): HistoryEvent[] {
  const victims = new Set(eventsOf(phase, 'acted').map(({ to }) => to))
  return eventsOf(phase, 'alarm').filter(({ node }) => victims.has(node))
}

/**
 * Who only listens changes nothing that could bear her out. What she says she has heard must be what the peers wrote, and
 * that she can make something of it is shown by the act in which she does.
 *
 * @returns the bytes that she heard; none where they are others than those that a peer wrote.
 */
export function overheard(phase: Events): readonly HistoryEvent[] {
  const heard = eventsOf(phase, 'intercepted')
  const links = eventsOf(phase, 'linked').map(({ link }) => link)
  const pairs = pairsOf(phase)
  const isWritten = pairs.every((pair, place) =>
    [pair.caller, pair.callee].every((end) => {
      const units = heard.filter(({ link, from }) => link === links[place] && from === end.node)
      const bytes = Buffer.concat(units.map((unit) => Buffer.from(unit.bytes, 'base64')))
      const written = told(phase, end, 'out').bytes
      const both = Math.min(bytes.length, written.length)
      return both > 0 && bytes.subarray(0, both).equals(written.subarray(0, both))
    }),
  )
  return isWritten && links.length === pairs.length ? heard : []
}
