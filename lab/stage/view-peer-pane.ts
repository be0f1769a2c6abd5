/** What one user sees: whom the program trusts, alarms, and the chat. */

import { type Sentence, t } from '../language/sentence'
import { person } from '../text/format-names'
import { bigLetters, bigWidth } from './big-letters'
import type { Row, Size, Style } from './cells'
import type { ChatLine, KeyStatus, PeerPane } from './dashboard-state'
import type { RenderContext } from './render-context'
import { hanging, row, span, toWidth, widthOf } from './rows'
import { tail } from './view-pane'

interface State {
  readonly sign: 'good' | 'bad' | 'warn' | 'unknown' | 'toCome'
  readonly style: Style
  readonly words: Sentence
  /** A word or two, for the last row of the room. */
  readonly short: Sentence
}

const states: Readonly<Record<KeyStatus, State>> = {
  none: { sign: 'toCome', style: 'plain', words: t`no key seen yet`, short: t`no key` },
  unchecked: { sign: 'unknown', style: 'plain', words: t`key not compared`, short: t`unchecked` },
  pinned: { sign: 'good', style: 'good', words: t`the key that the friendship knows`, short: t`known key` },
  verified: { sign: 'good', style: 'good', words: t`fingerprints compared`, short: t`compared` },
  refused: { sign: 'bad', style: 'warn', words: t`key refused`, short: t`refused` },
}

/** @returns the user's name, how far the key of the other side is trusted, and where there is room, what else there is. */
export function peerPaneTitle(
  { name, connected, trust }: PeerPane,
  width: number,
  context: RenderContext,
): Row {
  const { sign, style, words } = states[trust]
  const title = [
    span(context.text(person(name)), 'bold'),
    span(`  ${context.signs[sign]} ${context.say(words)}`, style),
  ]
  const more = [...title, span(`  (${context.say(t`not connected`)})`)]
  return connected || widthOf(more) > width ? title : more
}

/** @returns at most `height` rows, the newest of the chat last. */
export function peerPaneRows(
  peerPane: PeerPane,
  { columns: width, rows: height }: Size,
  scroll: number,
  large: boolean,
  context: RenderContext,
): Row[] {
  const head = [...(large ? largeState(peerPane, width, context) : []), ...facts(peerPane, width, context)]
  const room = Math.max(0, height - head.length - 1)
  const lifted = scroll === 0 ? toHers(peerPane, width, room, context) : scroll
  const chat: Row[] = []
  // From the end, and no more than can be seen: there may be hundreds.
  for (let place = peerPane.chat.length - 1; place >= 0 && chat.length < room + lifted; place--)
    chat.unshift(...chatRows(peerPane.chat[place]!, width, context))
  return [...head, ...(head.length > 0 ? [row('')] : []), ...tail(chat, room, lifted)].slice(0, height)
}

/** @returns by how many rows the chat is scrolled up so that the first row that the attacker made up is seen. */
function toHers({ chat }: PeerPane, width: number, room: number, context: RenderContext): number {
  const first = chat.findIndex(isHers)
  if (first < 0) return 0
  const below = chat.slice(first).reduce((sum, line) => sum + chatRows(line, width, context).length, 0)
  return Math.max(0, below - room)
}

/** @returns the user in so many lines: the state first, then the gravest line of the chat, or its newest. */
export function foldedPeerPane(
  peerPane: PeerPane,
  width: number,
  lines: number,
  context: RenderContext,
): Row[] {
  const title = peerPaneTitle(peerPane, width, context)
  const grave = gravest(peerPane)
  const line = grave ?? peerPane.chat.at(-1)
  const told = line ? chatRows(line, Number.POSITIVE_INFINITY, context).flat() : []
  const { cut } = context.signs
  if (lines >= 2) return [title, toWidth([span('  '), ...told], width, cut)]
  // Where there is one line, what was forged or found out says more than the state.
  return [
    grave
      ? toWidth([span(context.text(person(peerPane.name)), 'bold'), span('  '), ...told], width, cut)
      : title,
  ]
}

/** @returns the newest line that was forged or raises an alarm: whatever came after it, it is not to be missed. */
function gravest({ chat }: PeerPane): ChatLine | undefined {
  return chat.findLast(({ kind }) => kind === 'forged' || kind === 'alarm') ?? chat.find(isHers)
}

function isHers(line: ChatLine): boolean {
  return line.kind === 'row' && line.hers
}

/** What stands above the chat. */
function facts({ fingerprint, alarms }: PeerPane, width: number, context: RenderContext): Row[] {
  const key = context.text(fingerprint)
  const shown = /^[0-9a-f]+$/i.test(key) ? (key.match(/.{1,4}/g) ?? []).join(' ') : key
  const codes = [...new Set(alarms)].join(', ')
  return [
    ...(key === '' ? [] : [toWidth(row(context.say(t`Key shown: ${shown}`)), width, context.signs.cut)]),
    ...(codes === '' ? [] : hanging(`${context.signs.warn} `, context.say(t`ALARM ${codes}`), width, 'warn')),
  ]
}

function largeState({ trust, alarms }: PeerPane, width: number, context: RenderContext): Row[] {
  const { short, style } = states[trust]
  const words = alarms.length > 0 ? context.say(t`ALARM`) : context.say(short)
  if (bigWidth(words) > width) return []
  return [
    ...bigLetters(words, context.look, 3).map((line) => row(line, alarms.length > 0 ? 'warn' : style)),
    row(''),
  ]
}

/** Columns that the further rows of a message are moved in: none of them looks like a message of its own. */
const FURTHER = 2

function chatRows(line: ChatLine, width: number, context: RenderContext): Row[] {
  switch (line.kind) {
    case 'said':
    case 'heard':
      return hanging('  ', `${context.text(line.who)}: ${context.text(line.text)}`, width, 'plain', FURTHER)
    case 'forged': {
      const words = `${context.text(line.who)}: ${context.text(line.text)}`
      return hanging(
        `${context.signs.bad} `,
        `${words} (${context.say(t`nobody wrote this`)})`,
        width,
        'bad',
        FURTHER,
      )
    }
    case 'alarm':
      return hanging(`${context.signs.warn} `, context.say(t`${line.code}: ${line.words}`), width, 'warn')
    case 'note':
      return hanging(`${context.signs.toCome} `, context.say(line.words), width, 'faint')
    case 'row':
      // Others stand as they stood there; of this one every word counts.
      return line.hers
        ? hanging(`${context.signs.bad} `, context.text(line.text), width, 'bad', FURTHER)
        : [row(`  ${context.text(line.text)}`)]
  }
}
