/**
 * The checks: pure functions that say of one phase of an act whether a property held.
 *
 * What was said is taken from the lab's own steps, never from a peer's word; what was read, from what the
 * attacker printed and from the bytes on the wire.
 */

import type { HistoryEvent, Property } from '../history/events'
import { type Events, eventsOf, type SayStep, sayStepsOf } from '../history/selectors'
import { type Sentence, t } from '../language/sentence'
import type { Check, Finding } from './finding'
import { and } from './reasons'

/** No canary in the attacker's loot, and none in the clear on the wire. */
export const secrecy: Check = (phase) => {
  const canaries = sayStepsOf(phase)
  // Also a forged text proves reading when a canary stands in it: nobody can make one up.
  const loot = eventsOf(phase, 'loot')
  const read = canaries.filter((canary) => loot.some(({ text }) => text.includes(canary.text)))
  const wire = wires(phase)
  const inClear = canaries.filter(({ text }) =>
    halves(text).some((half) => wire.some((w) => w.includes(half))),
  )
  if (read.length > 0) {
    const speakers = and([...new Set(read.map(({ from }) => from))])
    return finding(
      'secrecy',
      false,
      t`the attacker read ${read.length} of ${canaries.length} messages, of ${speakers}`,
    )
  }
  if (inClear.length > 0) {
    return finding(
      'secrecy',
      false,
      t`${inClear.length} of ${canaries.length} messages stood in the clear on the wire`,
    )
  }
  return finding('secrecy', true, t`none of ${canaries.length} messages was read`)
}

/** What was delivered is what that friend said, to the letter. What an attacker says under her own name, she says. */
export const authenticity: Check = (phase, act) => {
  const spoken = sayStepsOf(phase)
  const deliveries = eventsOf(phase, 'delivered')
  const forged = deliveries.find(
    ({ node, from, text }) =>
      !spoken.some((say) => say.to === node && isFrom(say, from) && say.text === text) &&
      !isOwn(act, spoken, from, text),
  )
  if (forged) {
    const speaker = spoken.find(({ text }) => text === forged.text)?.from
    const why = speaker
      ? t`${forged.node} credits ${quote(forged.text)} to ${`${forged.from}`}, but ${speaker} said it`
      : t`${forged.node} accepted ${quote(forged.text)}, which nobody said`
    return finding('authenticity', false, why)
  }
  return finding('authenticity', true, t`${deliveries.length} messages were delivered, each as it was said`)
}

/** Nothing is delivered twice, and nothing before what was said earlier. */
export const order: Check = (phase) => {
  const spoken = sayStepsOf(phase)
  const places = new Map<string, number>()
  for (const { node, from, text } of eventsOf(phase, 'delivered')) {
    const place = spoken.findIndex((say) => say.to === node && isFrom(say, from) && say.text === text)
    if (place < 0) continue
    const before = places.get(node)
    if (before === place) return finding('order', false, t`${node} was given ${quote(text)} twice`)
    if (before !== undefined && before > place) {
      return finding('order', false, t`${node} was given ${quote(text)} after what was said later`)
    }
    places.set(node, place)
  }
  return finding('order', true, t`nothing was repeated or moved`)
}

/** Nothing is lost unless someone notices: the sender is refused, or one of the two is alarmed. */
export const completeness: Check = (phase) => {
  const lost = sayStepsOf(phase).filter(
    ({ from, to, text }) =>
      eventsOf(phase, 'sent').some((sent) => sent.node === from && sent.text === text) &&
      !eventsOf(phase, 'delivered').some((delivered) => delivered.node === to && delivered.text === text) &&
      !eventsOf(phase, 'alarm').some(({ node }) => node === from || node === to),
  )
  const [first] = lost
  return first
    ? finding('completeness', false, t`${quote(first.text)} never reached ${first.to}, and nobody noticed`)
    : finding('completeness', true, t`nothing was lost unnoticed`)
}

/** Whom each side believes it talks to is who is there, unless the side was alarmed by that key, or its user. */
export const identity: Check = (phase, act) => {
  const absent = answersForTheAbsent(phase, act)
  if (absent) return finding('identity', false, absent)
  for (const connected of eventsOf(phase, 'connected')) {
    const { node, peer, fingerprint } = connected
    // A key made for a session that the attacker says she showed is hers, whoever else claims it. That of an identity
    // is not: it was registered before, and her word does not take it from its owner.
    const presented = eventsOf(phase, 'acted').some(
      (acted) => acted.to === node && acted.presented === fingerprint,
    )
    const { ofPeople, ofSessions } = keysOfOthers(act, phase, node, peer)
    if (ofPeople.has(fingerprint) || (!presented && ofSessions.has(fingerprint))) continue
    const alarmed = eventsOf(phase, 'alarm').some(
      (alarm) => alarm.node === node && alarm.evidence.seen === fingerprint,
    )
    const compared = eventsOf(phase, 'compared').some(
      ({ between, match }) => between.includes(node) && !match,
    )
    if (alarmed || compared) continue
    const friend = peer ?? t`its friend`
    return finding(
      'identity',
      false,
      t`${node} believes to talk to ${friend}, but the key ${short(fingerprint)} is not theirs`,
    )
  }
  return finding('identity', true, t`everyone talked to whom they believed`)
}

/** The keys that honest peers other than `node` hold: of their identities, and those they made for a session. */
function keysOfOthers(act: Events, phase: Events, node: string, peer: string | null) {
  const theirs = (event: HistoryEvent) => event.node !== node && (peer === null || event.node === peer)
  const identities = eventsOf(act, 'ready').filter(theirs)
  const sessions = eventsOf(phase, 'connected').filter(theirs)
  // An account of the attacker's own is hers: whoever talks to it knows with whom.
  const accounts = eventsOf(act, 'account').filter(({ name }) => name === peer)
  return {
    ofPeople: new Set([
      ...identities.flatMap((ready) => ('fingerprint' in ready ? [ready.fingerprint] : [])),
      ...accounts.map(({ fingerprint }) => fingerprint),
    ]),
    ofSessions: new Set(sessions.map(({ own }) => own)),
  }
}

/**
 * Whether somebody is connected to a friend more often than the friend has opened a connection at all: also with the
 * right key, that is not the friend.
 */
function answersForTheAbsent(phase: Events, act: Events): Sentence | undefined {
  const peers = eventsOf(act, 'ready').flatMap((ready) => ('fingerprint' in ready ? [ready.node] : []))
  const opened = eventsOf(phase, 'opened')
  const roleOf = (node: string, session: string) =>
    opened.find((event) => event.node === node && event.session === session)?.role
  for (const node of peers) {
    for (const friend of peers) {
      for (const [role, theirs] of [
        ['responder', 'initiator'],
        ['initiator', 'responder'],
      ] as const) {
        const believed = eventsOf(phase, 'connected').filter(
          (event) => event.node === node && event.peer === friend && roleOf(node, event.session) === role,
        )
        const there = opened.filter(
          (event) =>
            event.node === friend && event.role === theirs && (event.calls === null || event.calls === node),
        )
        if (believed.length > there.length)
          return t`${node} believes to talk to ${friend}, who has not opened that connection`
      }
    }
  }
  return undefined
}

/** Frames put their headers between; of a text that is cut in two, one half at least stays whole. */
function halves(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const middle = Math.ceil(bytes.length / 2)
  return [bytes.subarray(0, middle), bytes.subarray(bytes.length - middle)]
}

/** All bytes of each link and direction: where a stream has no frames, a text may be cut anywhere. */
function wires(phase: Events): Buffer[] {
  const parts = new Map<string, Buffer[]>()
  for (const { link, from, bytes } of eventsOf(phase, 'intercepted')) {
    const key = `${link} ${from}`
    parts.set(key, [...(parts.get(key) ?? []), Buffer.from(bytes, 'base64')])
  }
  return [...parts.values()].map((chunks) => Buffer.concat(chunks))
}

/** Whether an attacker speaks for herself, and not in another's words. */
function isOwn(act: Events, spoken: readonly SayStep[], from: string | null, text: string): boolean {
  return (
    eventsOf(act, 'account').some(({ name }) => name === from) && !spoken.some((say) => say.text === text)
  )
}

/** Where the protocol has no names, a message may be anybody's. */
function isFrom(say: SayStep, from: string | null): boolean {
  return from === null || say.from === from
}

function finding(property: Property, holds: boolean, why: Sentence): Finding {
  return { property, holds, why }
}

function quote(text: string): string {
  return JSON.stringify(text)
}

function short(fingerprint: string): string {
  return `${fingerprint.slice(0, 9)}…`
}
