/**
 * What an event means to people who watch, one sentence each. Pure: the narration prints these sentences, the dashboard
 * shows the current one.
 *
 * What nodes and networks say is hostile: it goes through `printable` before it stands in a sentence.
 */

import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf, sayStepsOf } from '../history/selectors'
import { sessionsOfStrangers } from '../judge/detection'
import { type Sentence, t, verbatim } from '../language/sentence'
import { ATTACKER } from '../scenario/scenario'
import { printable } from '../text/printable'

/** How a sentence is marked: what the attacker does is `bad`, what alarms is `warn`; `quoted` are rows of a screen. */
export type Tone = 'plain' | 'good' | 'bad' | 'warn' | 'quoted'

export interface Description {
  readonly tone: Tone
  readonly words: Sentence
}

/**
 * @param phase all events of the event's phase.
 * @param strangers as `sessionsOfStrangers` finds them in the phase, from whoever tells many events and looks once.
 */
export function describeEvent(
  event: HistoryEvent,
  phase: Events,
  strangers?: ReadonlySet<string>,
): Description[] {
  const who = person(event.node)
  switch (event.event) {
    case 'step':
      return plain(tellStep(event, phase))
    case 'connected': {
      const friend = event.peer === null ? t`somebody` : person(event.peer)
      return plain(t`${who} is connected to ${friend}, whose key is ${short(event.fingerprint)}`)
    }
    case 'displayed':
      return plain(tellDisplay(event))
    case 'shown':
      return tellScreen(event, phase)
    case 'files':
      return tellFiles(event, phase)
    case 'compared': {
      const people = both(event.between)
      return event.match
        ? told('good', t`${people} read to each other what they see: it is the same.`)
        : told('warn', t`${people} read their fingerprints to each other: THEY DIFFER. They hang up.`)
    }
    case 'delivered':
      return tellDelivery(event, phase)
    case 'alarm':
      return (strangers ?? sessionsOfStrangers(phase)).has(`${event.node} ${event.session}`)
        ? plain(t`${who}’s messenger refuses Mallory’s own call, ${printable(event.code)}: ${alarmed(event)}`)
        : told('warn', t`${who} is ALARMED, ${printable(event.code)}: ${alarmed(event)}`)
    case 'failed':
      return event.code === 'NOT_CONNECTED' ? plain(t`${who}’s messenger refuses: ${alarmed(event)}`) : []
    case 'acted':
      return told('bad', describeAction(event))
    case 'loot':
      return told('bad', describeLoot(event))
    case 'node-failed':
      return told('bad', t`${event.failed} failed: ${verbatim(printable(event.why))}`)
    default:
      return []
  }
}

function tellDelivery(event: EventOf<'delivered'>, phase: Events): Description[] {
  const who = person(event.node)
  const meant = sayStepsOf(phase).find(({ text }) => text === event.text)
  // There may be hundreds that everybody knows.
  if (meant?.among !== undefined) return []
  const text = printable(event.text)
  if (meant === undefined && event.from === ATTACKER) return plain(t`${who} reads “${text}” from Mallory`)
  if (meant && event.from !== null && event.from !== meant.from)
    return told('bad', t`${who} reads “${text}”, and takes it for ${person(event.from)}’s`)
  return meant !== undefined
    ? plain(t`${who} reads “${text}”`)
    : told('bad', t`${who} reads “${text}”, which nobody wrote`)
}

/** What the attacker did, as her program says it. */
export function describeAction({ what, to, presented }: EventOf<'acted'>): Sentence {
  const key = presented ? t` (${short(presented)})` : ''
  const words = verbatim(printable(what))
  return to ? t`Mallory ${words}, to ${person(to)}${key}` : t`Mallory ${words}${key}`
}

/** What she forges on her own was not something else before. */
export function describeLoot({ how, link, from, text }: EventOf<'loot'>): Sentence {
  const words = printable(text)
  if (how === 'read') return t`Mallory reads “${words}”`
  return link === null && from !== null
    ? t`Mallory says as ${person(from)} “${words}”`
    : t`Mallory changes it to “${words}”`
}

/** A safety number is the same for both users; otherwise each sees the own fingerprint and the other's. */
function tellDisplay({ node, own, peer }: EventOf<'displayed'>): Sentence {
  return own === peer
    ? t`${person(node)}’s screen shows the safety number ${printable(own.slice(0, 23))} …`
    : t`${person(node)}’s screen shows: own key ${short(own)}, the other side’s key ${short(peer)}.`
}

/** Rows of a screen around the first word that only the attacker knew. */
const GLANCE = 8

/** @returns what stands where the attacker's words do. */
function tellScreen({ on, rows }: EventOf<'shown'>, phase: Events): Description[] {
  const marks = eventsOf(phase, 'marked').map(({ text }) => text)
  const first = rows.findIndex((row) => marks.some((mark) => row.includes(mark)))
  if (first < 0) return []
  const glance = rows.slice(Math.max(0, first - 1), first + GLANCE)
  return [...plain(t`On ${person(on)}’s screen stands:`), ...glance.flatMap(quoted)]
}

/** @returns what is new in a folder at the end. */
function tellFiles(event: EventOf<'files'>, phase: Events): Description[] {
  const looks = eventsOf(phase, 'files').filter(({ of }) => of === event.of)
  if (event !== looks.at(-1)) return []
  const before = new Set(looks[0]!.files.map(({ path }) => path))
  const found = event.files.filter(({ path }) => !before.has(path))
  if (found.length === 0) return []
  return [...plain(t`In ${person(event.of)}’s folder are now:`), ...found.flatMap(({ path }) => quoted(path))]
}

function tellStep(step: EventOf<'step'>, phase: Events): Sentence | null {
  switch (step.do) {
    case 'connect':
      return t`${person(step.from)} calls ${person(step.to)}.`
    case 'say': {
      if (step.among !== undefined) {
        const first = sayStepsOf(phase).find(({ from, among }) => from === step.from && among === step.among)
        return first === step
          ? t`${person(step.from)} writes one message after the other, each one of ${step.among} that everybody knows.`
          : null
      }
      return t`${person(step.from)} writes “${step.text}”`
    }
    case 'send-file':
      return t`${person(step.from)} sends ${person(step.to)} the file ${printable(step.name)}.`
    case 'close':
      return t`${person(step.by)} says goodbye.`
    case 'befriend':
      return t`${both(step.between)} become friends anew.`
    case 'steal':
      return step.what === 'identity'
        ? t`Mallory gets hold of ${person(step.from)}’s private keys.`
        : t`Mallory gets hold of ${person(step.from)}’s token.`
    case 'tell': {
      const topic = verbatim(printable(step.topic))
      return step.facts.length > 3
        ? t`Mallory knows ${step.facts.length} ${topic}.`
        : t`Mallory knows of ${topic}: ${printable(step.facts.join(', '))}.`
    }
    case 'account':
      return tellAccount(step.what, person(step.by))
    case 'leak':
      return step.what === 'login'
        ? t`Mallory has watched ${person(step.of)} type: she knows the password and the one-time code.`
        : t`Mallory finds ${step.among} passwords in a leak; that of ${person(step.of)} is number ${step.place + 1}.`
    case 'launch':
    case 'compare':
      return null
  }
}

function tellAccount(what: Extract<EventOf<'step'>, { do: 'account' }>['what'], who: string): Sentence {
  switch (what) {
    case 'publish':
      return t`${who} tells the directory anew where calls are taken.`
    case 'refresh':
      return t`${who} asks the directory for friends and their keys.`
    case 'invite':
      return t`${who} asks somebody to be a friend whom nobody else knows of.`
    case 'enrol':
      return t`${who} enrols a second factor.`
    case 'log-in':
      return t`${who} logs in.`
    case 'unenrol':
      return t`${who} switches the second factor off.`
    case 'keep':
      return t`${who} keeps the key that is known.`
  }
}

/** The program's own sentence. */
function alarmed({ message }: { readonly message: string }): Sentence {
  return verbatim(printable(message))
}

/** @returns a node's name as that of a person. */
export function person(name: string): string {
  return printable(name.charAt(0).toUpperCase() + name.slice(1))
}

function both([one, other]: readonly [string, string]): Sentence {
  return t`${person(one)} and ${person(other)}`
}

/** @returns as much of a fingerprint as people look at. */
export function short(fingerprint: string): string {
  return printable(`${fingerprint.replaceAll(':', '').slice(0, 8)}…`)
}

function told(tone: Tone, words: Sentence): Description[] {
  return [{ tone, words }]
}

function plain(words: Sentence | null): Description[] {
  return words === null ? [] : told('plain', words)
}

function quoted(row: string): Description[] {
  return told('quoted', t`  │ ${printable(row)}`)
}
