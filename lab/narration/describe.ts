/**
 * What an event means to people who watch, one sentence each. Pure: the narration prints these sentences, the dashboard
 * shows the current one.
 *
 * What nodes and networks say is hostile: it goes through `printable` before it stands in a sentence.
 */

import { type Sentence, t, whole } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf, sayStepsOf } from '../history/selectors'
import { sessionsOfStrangers } from '../judge/detection'
import { alarmSentence } from '../language/alarms'
import { deedSentence } from '../language/deeds'
import { ATTACKER } from '../scenario/scenario'
import { described } from '../steps/every-step'
import { both, person, programOf, short } from '../text/format-names'
import { printable, printableSentence } from '../text/printable'
import { toldText } from '../text/told-text'

/** How a sentence is marked: what the attacker does is `bad`, what alarms is `warn`; `quoted` are rows of a screen. */
export type Tone = 'plain' | 'good' | 'bad' | 'warn' | 'quoted'

export interface Description {
  readonly tone: Tone
  readonly words: Sentence
  /** The random code of the text that it tells of: it stands apart from the words. */
  readonly proof?: string
}

/**
 * @param phase all events of the event's phase.
 * @param refusals numbers of the alarms with which strangers were refused, where the phase has been judged.
 */
export function describeEvent(
  event: HistoryEvent,
  phase: Events,
  refusals?: ReadonlySet<number>,
): Description[] {
  const who = person(event.node)
  switch (event.event) {
    case 'step':
      return proven(
        plain(described(event.do).describe(event, phase)),
        event.do === 'say' && event.among === undefined ? event.text : '',
      )
    case 'connected': {
      const friend = event.peer === null ? t`somebody` : person(event.peer)
      return plain(t`${who} is connected to ${friend}, whose key is ${short(event.fingerprint)}`)
    }
    case 'displayed':
      return plain(describeDisplay(event))
    case 'shown':
      return describeScreen(event, phase)
    case 'files':
      return describeFiles(event, phase)
    case 'compared': {
      const people = both(event.between)
      return event.match
        ? told('good', t`${people} read to each other what they see: it is the same.`)
        : told('warn', t`${people} read their fingerprints to each other: THEY DIFFER. They hang up.`)
    }
    case 'delivered':
      return proven(describeDelivery(event, phase), event.text)
    case 'alarm':
      return isRefusal(event, phase, refusals)
        ? plain(
            t`${who}’s messenger refuses Mallory’s own call: ${alarmed(event)} (${printable(event.code)})`,
          )
        : told('warn', t`${who}’s messenger raises the alarm: “${alarmed(event)}” (${printable(event.code)})`)
    case 'failed':
      return event.code === 'NOT_CONNECTED' ? plain(t`${who}’s messenger refuses: ${alarmed(event)}`) : []
    case 'acted':
      return told('bad', describeAction(event))
    case 'loot':
      return proven(told('bad', describeLoot(event)), event.text)
    case 'visited':
      return told(
        'bad',
        t`Port ${`${event.port}`} of ${person(event.of)}’s own computer is called, where another program listens.`,
      )
    case 'node-failed':
      return told('bad', whole(t`${programOf(event.failed)} failed: ${printableSentence(event.why)}`))
    // Nothing is said of these where they stand; what they mean is said of others.
    case 'listening':
    case 'ready':
    case 'done':
    case 'opened':
    case 'sent':
    case 'closed':
    case 'screen':
    case 'wire':
    case 'secrets':
    case 'identity':
    case 'answered':
    case 'asked':
    case 'described':
    case 'linked':
    case 'unlinked':
    case 'called':
    case 'account':
    case 'guessed':
    case 'progress':
    case 'probed':
    case 'intercepted':
    case 'run-started':
    case 'run-ended':
    case 'act-started':
    case 'act-ended':
    case 'phase-started':
    case 'phase-ended':
    case 'secret':
    case 'population':
    case 'marked':
    case 'measured':
      return []
  }
}

function describeDelivery(event: EventOf<'delivered'>, phase: Events): Description[] {
  const who = person(event.node)
  const meant = sayStepsOf(phase).find(({ text }) => text === event.text)
  // There may be hundreds that everybody knows.
  if (meant?.among !== undefined) return []
  const { story: text } = toldText(event.text)
  if (meant === undefined && event.from === ATTACKER) return plain(t`${who} reads “${text}” from Mallory`)
  if (meant && event.from !== null && event.from !== meant.from)
    return told('bad', t`${who} reads “${text}”, and takes it for ${person(event.from)}’s`)
  return meant !== undefined
    ? plain(t`${who} reads “${text}”`)
    : told('bad', t`${who} reads “${text}”, which no friend wrote`)
}

/** Whether Mallory's own call was refused. */
function isRefusal(alarm: EventOf<'alarm'>, phase: Events, refusals?: ReadonlySet<number>): boolean {
  return refusals
    ? refusals.has(alarm.number)
    : sessionsOfStrangers(phase).has(`${alarm.node} ${alarm.session}`)
}

/** What the attacker did, as her program says it. */
export function describeAction({ what, to, presented }: EventOf<'acted'>): Sentence {
  const key = presented ? t` (key ${short(presented)})` : ''
  const words = printableSentence(deedSentence(what))
  return to ? t`Mallory ${words}, to ${person(to)}${key}` : t`Mallory ${words}${key}`
}

/** How far a long attack is. */
export function describeProgress({ done, of, what }: EventOf<'progress'>): Sentence {
  const words = printableSentence(deedSentence(what))
  return of === null || of === done ? t`${done} ${words}` : t`${done} of ${of} ${words}`
}

/** What she forges on her own was not something else before. */
export function describeLoot({ how, link, from, text }: EventOf<'loot'>): Sentence {
  const { story: words } = toldText(text)
  if (how === 'read') return t`Mallory reads “${words}”`
  return link === null && from !== null
    ? t`Mallory says as ${person(from)} “${words}”`
    : t`Mallory changes it to “${words}”`
}

/** A safety number is the same for both users; otherwise each sees the own fingerprint and the other's. */
function describeDisplay({ node, own, peer }: EventOf<'displayed'>): Sentence {
  return own === peer
    ? t`${person(node)}’s screen shows the safety number ${printable(own.slice(0, 23))} …`
    : t`${person(node)}’s screen shows: own key ${short(own)}, the other side’s key ${short(peer)}`
}

/** Rows of a screen around the first word that only the attacker knew. */
const GLANCE = 8

/** @returns what stands where the attacker's words do. */
function describeScreen({ on, rows }: EventOf<'shown'>, phase: Events): Description[] {
  const marks = eventsOf(phase, 'marked').map(({ text }) => text)
  const first = rows.findIndex((row) => marks.some((mark) => row.includes(mark)))
  if (first < 0) return []
  const glance = rows.slice(Math.max(0, first - 1), first + GLANCE)
  return [...plain(t`On ${person(on)}’s screen stands:`), ...glance.flatMap(quoted)]
}

/** So many new files are named. */
const MOST_FILES = 12

/** @returns what is new in a folder at the end. */
function describeFiles(event: EventOf<'files'>, phase: Events): Description[] {
  const looks = eventsOf(phase, 'files').filter(({ of }) => of === event.of)
  if (event !== looks.at(-1)) return []
  const before = new Set(looks[0]!.files.map(({ path }) => path))
  const found = event.files.filter(({ path }) => !before.has(path))
  if (found.length === 0) return []
  const more = found.length - MOST_FILES
  return [
    ...plain(t`In ${person(event.of)}’s folder are now:`),
    ...found.slice(0, MOST_FILES).flatMap(({ path }) => quoted(path)),
    ...plain(more > 0 ? t`… and ${more} more.` : null),
  ]
}

function told(tone: Tone, words: Sentence): Description[] {
  return [{ tone, words }]
}

/** The same with the code that stands in this text, if one does. */
function proven(descriptions: Description[], text: string): Description[] {
  const { proof } = toldText(text)
  return proof === null ? descriptions : descriptions.map((one) => ({ ...one, proof }))
}

function plain(words: Sentence | null): Description[] {
  return words === null ? [] : told('plain', words)
}

function quoted(row: string): Description[] {
  return told('quoted', t`  │ ${printable(row)}`)
}

function alarmed(event: EventOf<'alarm'> | EventOf<'failed'>): Sentence {
  return printableSentence(alarmSentence(event))
}
