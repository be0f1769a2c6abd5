/** What one user sees: whom the program trusts, alarms, and the chat. */

import { type Sentence, t } from '../../peers/language/sentence'
import { person } from '../text/format-names'
import { toldText } from '../text/told-text'
import { bigLetters, bigWidth } from './big-letters'
import type { Row, Size, Style } from './cells'
import type { ChatLine, DashboardState, KeyStatus, PeerPane } from './dashboard-state'
import { ownerOf } from './held-against'
import type { RenderContext } from './render-context'
import { hanging, row, span, toWidth, widthOf } from './rows'
import { seal } from './seals'
import { tail } from './view-pane'

interface State {
  readonly sign: 'good' | 'bad' | 'warn' | 'unknown' | 'toCome'
  readonly style: Style
  readonly words: Sentence
  /** A word or two, for the last row of the room. */
  readonly short: Sentence
}

const states: Readonly<Record<KeyStatus, State>> = {
  none: { sign: 'toCome', style: 'plain', words: t`no key from the friend yet`, short: t`key awaited` },
  unchecked: { sign: 'unknown', style: 'plain', words: t`key not compared`, short: t`unchecked` },
  pinned: { sign: 'good', style: 'good', words: t`the key that the friendship knows`, short: t`known key` },
  verified: { sign: 'good', style: 'good', words: t`keys compared`, short: t`compared` },
  refused: { sign: 'bad', style: 'warn', words: t`key refused`, short: t`refused` },
}

/**
 * @param detail with which its rows are drawn: what stands there in large letters is not said above them as well.
 * @returns the user's name, how far the key of the other side is trusted, briefly if so, and where there is room, what else there is.
 */
export function peerPaneTitle(
  peerPane: PeerPane,
  width: number,
  shortly: readonly KeyStatus[],
  detail: Detail,
  context: RenderContext,
): Row {
  const { connected, trust, alarms } = peerPane
  const title =
    detail === 'large' && alarms.length === 0
      ? [span(context.text(person(peerPane.name)), 'bold')]
      : titled(peerPane, shortly.includes(trust) ? states[trust].short : states[trust].words, context)
  const more = [...title, span(`  (${context.say(t`not connected`)})`)]
  return connected || widthOf(more) > width ? title : more
}

/** @returns whether the state has no room there but in a word or two. */
export function isShortIn(peerPane: PeerPane, width: number, context: RenderContext): boolean {
  return widthOf(titled(peerPane, states[peerPane.trust].words, context)) > width
}

function titled({ name, trust }: PeerPane, said: Sentence, context: RenderContext): Row {
  const { sign, style } = states[trust]
  return [
    span(context.text(person(name)), 'bold'),
    span(`  ${context.signs[sign]} ${context.say(said)}`, style),
  ]
}

/** Sentences, for a room; the same with the state in large letters; or the key shown to its end, for whoever zooms in. */
export type Detail = 'words' | 'large' | 'whole'

/** @returns at most `height` rows, the newest of the chat last. */
export function peerPaneRows(
  peerPane: PeerPane,
  state: DashboardState,
  { columns: width, rows: height }: Size,
  scroll: number,
  detail: Detail,
  context: RenderContext,
): Row[] {
  const head = [
    ...(detail === 'large' ? largeState(peerPane, width, context) : []),
    ...facts(peerPane, state, width, detail, context),
  ]
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
  const shortly = isShortIn(peerPane, width, context) ? [peerPane.trust] : []
  const title = peerPaneTitle(peerPane, width, shortly, 'words', context)
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
function facts(
  { fingerprint, alarms }: PeerPane,
  { outline, identities, scene }: DashboardState,
  width: number,
  detail: Detail,
  context: RenderContext,
): Row[] {
  const key = context.text(fingerprint)
  const groups = /^[0-9a-f]+$/i.test(key) ? (key.match(/.{1,4}/g) ?? []) : key.split(/[ :]/)
  const whose = seal(ownerOf(fingerprint, { identities }, scene), outline.peers)
  const codes = [...new Set(alarms)].join(', ')
  const { cut, warn } = context.signs
  const known = (shown: string): string => context.say(t`Key shown: ${whose} ${shown}`)
  // A code is whole, or its beginning is enough to know it again.
  const beginning = groups.length > 3 ? `${groups.slice(0, 2).join(' ')} ${cut}` : groups.join(' ')
  return [
    ...(key === ''
      ? []
      : detail === 'whole'
        ? hanging('', known(groups.join(' ')), width, 'plain', 2)
        : [toWidth(row(known(beginning)), width, cut)]),
    ...(codes === ''
      ? []
      : hanging(
          `${warn} `,
          detail === 'large' ? context.text(codes) : context.say(t`ALARM ${codes}`),
          width,
          'warn',
        )),
  ]
}

/** The state in a word or two. */
function shortState({ trust, alarms }: PeerPane, { say }: RenderContext): string {
  return say(alarms.length > 0 ? t`ALARM` : states[trust].short)
}

/** @returns whether the state has room in large letters. */
export function isLargeIn(peerPane: PeerPane, width: number, context: RenderContext): boolean {
  return bigWidth(shortState(peerPane, context)) <= width
}

function largeState(peerPane: PeerPane, width: number, context: RenderContext): Row[] {
  const { trust, alarms } = peerPane
  const { style } = states[trust]
  if (!isLargeIn(peerPane, width, context)) return []
  const words = shortState(peerPane, context)
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
      return hanging('  ', context.say(spoken(line)), width, 'plain', FURTHER)
    case 'forged':
      return hanging(
        `${context.signs.bad} `,
        context.say(t`${spoken(line)} (${t`${line.who} never wrote this`})`),
        width,
        'bad',
        FURTHER,
      )
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

/** What somebody says, without the random code in it. */
function spoken({ who, text }: { readonly who: string; readonly text: string }): Sentence {
  return t`${who}: ${toldText(text).story}`
}
