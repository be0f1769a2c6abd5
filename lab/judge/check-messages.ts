/**
 * The checks: pure functions that say of one phase of an act whether a property held.
 *
 * What was said is taken from the lab's own steps, never from a peer's word; what was read, from what the
 * attacker printed and from the bytes on the wire.
 */

import { and, joined } from '../../peers/language/joining'
import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent, Property } from '../history/events'
import { type EventOf, type Events, eventsOf, type SayStep, sayStepsOf } from '../history/selectors'
import { person, short } from '../text/format-names'
import { quoted } from '../text/told-text'
import { inLoot, inStreams, streamsOf } from './canary-search'
import { sessionsOfStrangers } from './detection'
import { type EventReference, refer } from './event-reference'
import { type Check, type Finding, type Reason, reason } from './finding'

/** No canary in the attacker's loot, and none in the clear on the wire. */
export const secrecy: Check = (phase) => {
  const streams = streamsOf(phase)
  // Also a forged text proves reading when a canary stands in it: nobody can make one up.
  const canaries = sayStepsOf(phase).map((said) => ({
    said,
    loot: inLoot(said, phase),
    wire: inStreams(said, streams),
  }))
  const read = canaries.filter(({ loot }) => loot.length > 0)
  const inClear = canaries.filter(({ wire }) => wire.length > 0)
  // What became known comes first: whoever shows only some of the events shows those.
  const known = [...new Set([...read, ...inClear, ...canaries])]
  const evidence = known.flatMap(({ said, loot, wire }) => [refer(said), ...loot, ...wire])
  if (read.length > 0) {
    const speakers = and([...new Set(read.map(({ said }) => person(said.from)))])
    const why =
      read.length === canaries.length && read.length > 1
        ? t`Mallory read all ${read.length} messages, written by ${speakers}`
        : t`Mallory read ${read.length} of ${canaries.length} messages, written by ${speakers}`
    return finding('secrecy', false, why, evidence)
  }
  if (inClear.length > 0) {
    const why = t`${inClear.length} of ${canaries.length} messages stood in the clear on the wire`
    return { ...finding('secrecy', false, why, evidence), unaided: true }
  }
  return finding('secrecy', true, t`none of ${canaries.length} messages was read`, evidence)
}

/** What was delivered is what that friend said, to the letter. What an attacker says under her own name, she says. */
export const authenticity: Check = (phase, act) => {
  const spoken = sayStepsOf(phase)
  const deliveries = eventsOf(phase, 'delivered')
  const meantBy = (delivered: EventOf<'delivered'>) => spoken.find((say) => isDelivery(delivered, say))
  const forged = deliveries.filter(
    (delivered) => !meantBy(delivered) && !isOwn(act, spoken, delivered.from, delivered.text),
  )
  const [first] = forged
  if (first) {
    const saidBy = ({ text }: EventOf<'delivered'>) => spoken.find((say) => say.text === text)
    const why = misread(first, saidBy(first)?.from)
    return finding(
      'authenticity',
      false,
      why,
      forged.map((delivered) => refer(delivered, saidBy(delivered))),
    )
  }
  return finding(
    'authenticity',
    true,
    t`${deliveries.length} messages were delivered, each as it was written`,
    deliveries.map((delivered) => refer(delivered, meantBy(delivered))),
  )
}

/** @param speaker who wrote these words, to whomever. */
function misread({ node, from, text }: EventOf<'delivered'>, speaker: string | undefined): Sentence {
  const who = person(node)
  if (speaker === undefined) return t`${who} reads ${quoted(text)}, which no friend wrote`
  return speaker === from || from === null
    ? t`${who} reads ${quoted(text)}, which ${person(speaker)} wrote to somebody else`
    : t`${who} reads ${quoted(text)} as the words of ${person(from)}, but ${person(speaker)} wrote it`
}

/** Nothing is delivered more often than it was said, and nothing before what was said earlier. */
export const order: Check = (phase) => {
  const spoken = sayStepsOf(phase)
  const newest = new Map<string, { readonly place: number; readonly evidence: EventReference }>()
  const taken = new Set<SayStep>()
  for (const delivered of eventsOf(phase, 'delivered')) {
    const { node, text } = delivered
    const meant = spoken.filter((say) => isDelivery(delivered, say))
    // What was said in two conversations of a phase in the same words may arrive as often.
    const said = meant.find((say) => !taken.has(say)) ?? meant.at(-1)
    if (!said) continue
    const place = said.number
    const evidence = refer(delivered, said)
    const before = newest.get(node)
    if (before && before.place >= place) {
      const why = taken.has(said)
        ? t`${person(node)} received ${quoted(text)} twice`
        : t`${person(node)} received ${quoted(text)} after what was written later`
      return finding('order', false, why, [before.evidence, evidence])
    }
    taken.add(said)
    newest.set(node, { place, evidence })
  }
  return finding('order', true, t`nothing was repeated or moved`)
}

/**
 * Nothing is lost unless someone notices, and in time: the sender is refused, or one of the two is alarmed before
 * anything is delivered that was said later. What is delivered is the beginning of what was said; a gap in it is no less
 * one because somebody counts at the end.
 */
export const completeness: Check = (phase) => {
  const messages = messagesOf(phase)
  const lost = messages.filter(isMissing).flatMap(({ said, sent }) => {
    const [alarm] = eventsOf(phase, 'alarm').filter(({ node }) => node === said.from || node === said.to)
    const passedOver = messages.some(
      (later) =>
        later.said.from === said.from &&
        later.said.to === said.to &&
        later.said.number > said.number &&
        later.arrived.some(({ number }) => !alarm || number < alarm.number),
    )
    return !alarm || passedOver ? [{ said, sent, late: alarm !== undefined }] : []
  })
  const evidence = [
    ...lost.flatMap(({ said, sent }) => [refer(said), refer(sent, said)]),
    ...messages.flatMap(({ said, arrived }) => arrived.map((delivered) => refer(delivered, said))),
  ]
  if (lost.length === 0) return finding('completeness', true, t`nothing was lost unnoticed`, evidence)
  const receivers = [...new Set(lost.map(({ said }) => said.to))]
  const why = receivers.flatMap((to) =>
    [false, true].flatMap((late) => {
      const texts = lost.filter((one) => one.said.to === to && one.late === late).map(({ said }) => said.text)
      return texts.length > 0 ? [describeLoss(texts, to, late)] : []
    }),
  )
  return finding('completeness', false, joined(why), evidence)
}

/** @returns what was sent and never arrived, whether somebody noticed or not. */
export function missingMessages(phase: Events): Pick<Message, 'said'>[] {
  return messagesOf(phase).filter(isMissing)
}

/** Something that a user said, and what became of it. */
interface Message {
  readonly said: SayStep
  readonly sent: EventOf<'sent'> | undefined
  readonly arrived: readonly EventOf<'delivered'>[]
}

function messagesOf(phase: Events): Message[] {
  const spoken = sayStepsOf(phase)
  return spoken.map((said) => {
    const words = spoken.filter((say) => sayTheSame(say, said))
    const sent = eventsOf(phase, 'sent').filter(({ node, text }) => node === said.from && text === said.text)
    const arrived = eventsOf(phase, 'delivered').filter(
      ({ node, text }) => node === said.to && text === said.text,
    )
    // Where the same words were said again in another conversation, each has its own.
    const place = words.indexOf(said)
    return { said, sent: sent[place], arrived: words.length > 1 ? arrived.slice(place, place + 1) : arrived }
  })
}

/** Whether one user says the same to the other in both. */
export function sayTheSame(one: SayStep, other: SayStep): boolean {
  return one.from === other.from && one.to === other.to && one.text === other.text
}

function isMissing(message: Message): message is Message & { readonly sent: EventOf<'sent'> } {
  return message.sent !== undefined && message.arrived.length === 0
}

/** Names every text. @param late whether somebody noticed after what was said later had been delivered. */
function describeLoss(texts: readonly string[], to: string, late: boolean): Sentence {
  const [who, lost] = [person(to), and(texts.map(quoted))]
  if (texts.length === 1)
    return late
      ? t`${lost} never reached ${who}, who received what was written after it before anybody noticed`
      : t`${lost} never reached ${who}, and nobody noticed`
  return late
    ? t`${texts.length} messages never reached ${who}, who received what was written after them before anybody noticed: ${lost}`
    : t`${texts.length} messages never reached ${who}, and nobody noticed: ${lost}`
}

/** Whom each side believes it talks to is who is there, unless the side was alarmed by that key, or its user. */
export const identity: Check = (phase, act) => {
  const absent = answersForTheAbsent(phase, act)
  if (absent) return finding('identity', false, absent.why, absent.evidence)
  for (const connected of eventsOf(phase, 'connected')) {
    const { node, peer, fingerprint } = connected
    // A key made for a session that the attacker says she showed is hers, whoever else claims it. That of an identity
    // is not: it was registered before, and her word does not take it from its owner.
    const shown = eventsOf(phase, 'acted').filter(
      (acted) => acted.to === node && acted.presented === fingerprint,
    )
    const { ofPeople, ofSessions } = keysOfOthers(act, phase, node, peer)
    if (ofPeople.has(fingerprint) || (shown.length === 0 && ofSessions.has(fingerprint))) continue
    const alarmed = eventsOf(phase, 'alarm').some(
      (alarm) => alarm.node === node && alarm.evidence.seen === fingerprint,
    )
    const compared = eventsOf(phase, 'compared').some(
      ({ between, match }) => between.includes(node) && !match,
    )
    if (alarmed || compared) continue
    const friend = peer === null ? t`a friend` : person(peer)
    return finding(
      'identity',
      false,
      t`${person(node)} thinks that the other side is ${friend}, but the key ${short(fingerprint)} is somebody else’s`,
      [connected, ...shown].map((event) => refer(event)),
    )
  }
  return finding('identity', true, t`everyone talked to the one they meant`)
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
function answersForTheAbsent(phase: Events, act: Events): Reason | undefined {
  const peers = eventsOf(act, 'ready').flatMap((ready) => ('fingerprint' in ready ? [ready.node] : []))
  const opened = eventsOf(phase, 'opened')
  const roleOf = (node: string, session: string) =>
    opened.find((event) => event.node === node && event.session === session)?.role
  // With the friend's own keys, stolen, she is the friend to everybody, and no protocol changes it: what is judged is
  // what she gets by it.
  const strangers = sessionsOfStrangers(phase)
  const wasAlarmed = ({ node, fingerprint }: EventOf<'connected'>) =>
    eventsOf(phase, 'alarm').some((alarm) => alarm.node === node && alarm.evidence.seen === fingerprint)
  const isThief = ({ node, session, fingerprint, number }: EventOf<'connected'>, friend: string) =>
    strangers.has(`${node} ${session}`) &&
    eventsOf(phase, 'step').some(
      (step) =>
        step.do === 'steal' && step.what === 'identity' && step.from === friend && step.number < number,
    ) &&
    eventsOf(act, 'ready').some(
      (ready) => ready.node === friend && 'fingerprint' in ready && ready.fingerprint === fingerprint,
    )
  for (const node of peers) {
    for (const friend of peers) {
      for (const [role, theirs] of [
        ['responder', 'initiator'],
        ['initiator', 'responder'],
      ] as const) {
        const believed = eventsOf(phase, 'connected').filter(
          (event) =>
            event.node === node &&
            event.peer === friend &&
            roleOf(node, event.session) === role &&
            !isThief(event, friend) &&
            !wasAlarmed(event),
        )
        const there = opened.filter(
          (event) =>
            event.node === friend && event.role === theirs && (event.calls === null || event.calls === node),
        )
        if (believed.length > there.length)
          return reason(
            t`${person(node)} thinks that the other side is ${person(friend)}, who is not at the other end`,
            ...believed,
          )
      }
    }
  }
  return undefined
}

/** Whether an attacker speaks for herself, and not in another's words. */
function isOwn(act: Events, spoken: readonly SayStep[], from: string | null, text: string): boolean {
  return (
    eventsOf(act, 'account').some(({ name }) => name === from) && !spoken.some((say) => say.text === text)
  )
}

/** Whether it is what was said, by whom it was said. Where the protocol has no names, a message may be anybody's. */
function isDelivery({ node, from, text }: EventOf<'delivered'>, say: SayStep): boolean {
  return say.to === node && (from === null || say.from === from) && say.text === text
}

function finding(
  property: Property,
  holds: boolean,
  why: Sentence,
  evidence: readonly EventReference[] = [],
): Finding {
  return { property, holds, why, evidence }
}
