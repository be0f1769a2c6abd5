/** What the chat lists when it is asked: friends, transfers, history, status, safety numbers. Views in, rows out. */

import type { ContactState } from '../contacts/contacts'
import { offerWords, sizeOf } from '../files/sentences'
import type { TransferView } from '../files/transfer-view'
import { english, type Say, type Sentence, t, type Value } from '../language/sentence'
import { size } from '../language/size'
import type { Comparison, FriendView, HistoryItem, Requests, Status } from '../messenger/messenger-api'
import type { Way } from '../session/registry'
import { printable, printableRows } from '../text/printable'
import { pad, widthOf } from '../text/text-width'
import {
  asText,
  type ChatEntry,
  clock,
  dateAndTime,
  dateLine,
  day,
  manual,
  plain,
  type RowText,
  shownName,
  textEntries,
  writtenNote,
} from './entry'
import { count, grouped, numberRows } from './figures'
import { type Naming, namingOf } from './naming'
import { type QrStyle, qrColumns, qrRows } from './qr'
import { wordsOf } from './safety-words'
import { toldSentence } from './told'

/** @returns `3 messages since 2026-11-22 12:00`. */
export function backlogWords({ count: texts, since }: { count: number; since: number }): Sentence {
  return t`${count(texts, 'message')} since ${dateAndTime(since)}`
}

/** How a trust state is called on the screen. */
export const trustWords: Readonly<Record<ContactState, Sentence>> = {
  unknown: t`unknown`,
  pinned: t`pinned`,
  verified: t`verified`,
  changed: t`CHANGED!`,
}

/** How a friend is reached. */
export const wayWords: Readonly<Record<Way, Sentence>> = {
  direct: t`direct`,
  mapped: t`mapped`,
  relayed: t`relayed`,
}

/** Of what goes into a code: more would not fit on a screen. */
const LONGEST_QR = 500

/** Requests in each direction that are listed: whoever makes up more does not fill the screen. */
const MOST_LISTED = 10

/** What the user has noted of friends, and what of theirs they may not have read. */
export interface Attention {
  readonly blocked: readonly string[]
  readonly muted: readonly string[]
  readonly unread: ReadonlyMap<string, number>
  readonly who: Naming
}

const none: Attention = { blocked: [], muted: [], unread: new Map(), who: namingOf(new Map()) }

export function friendRows(
  friends: readonly FriendView[],
  { incoming, outgoing, unasked }: Requests,
  { blocked, muted, unread, who }: Attention = none,
  say: Say = english,
): RowText[] {
  const others = blocked.filter((name) => !friends.some((friend) => friend.name === name))
  const names = Math.max(0, ...friends.map(({ name }) => widthOf(who(name))))
  const trusts = widest(Object.values(trustWords), say)
  const presence = { there: t`there`, away: t`away` }
  const presences = widest(Object.values(presence), say)
  return [
    ...friends.map(({ name, trust, online, waiting, held }) =>
      [
        `  ${pad(who(name), names)}  ${pad(say(trustWords[trust]), trusts)}`,
        pad(say(blocked.includes(name) ? t`blocked` : presence[online ? 'there' : 'away']), presences),
        waiting > 0 ? say(t`${waiting} waiting`) : '',
        unread.has(name) ? say(t`${unread.get(name)!} unread`) : '',
        muted.includes(name) ? say(t`muted`) : '',
        held > 0 ? say(t`${held} held: /resend ${shownName(name)}`) : '',
      ]
        .filter(Boolean)
        .join('  ')
        .trimEnd(),
    ),
    ...(friends.length === 0 ? [t`No friends yet: /add NAME asks somebody.`] : []),
    ...listed(incoming, (name) => t`  ${who(name)} asks to be your friend: /accept or /remove`),
    ...listed(outgoing, (name) => t`  ${who(name)} was asked by you and has not answered`),
    ...listed(
      unasked,
      (name) => t`  ${who(name)} is your friend by the directory’s word alone: /add or /remove`,
    ),
    ...listed(others, (name) => t`  ${who(name)} is blocked: /unblock`),
  ]
}

/** @returns how wide the widest of these is. */
function widest(sentences: readonly Sentence[], say: Say): number {
  return Math.max(...sentences.map((sentence) => widthOf(say(sentence))))
}

/** @returns a row for each of the first names, and how many more there are. */
function listed<Item>(items: readonly Item[], row: (item: Item) => RowText): RowText[] {
  const left = items.length - MOST_LISTED
  return [...items.slice(0, MOST_LISTED).map(row), ...(left > 0 ? [t`  and ${left} more`] : [])]
}

const states: Readonly<Record<TransferView['state'], Sentence>> = {
  offered: t`offered`,
  running: t`running`,
  waiting: t`waiting`,
  finished: t`finished`,
  ended: t`ended`,
}

export function transferRows(transfers: readonly TransferView[], who: Naming, say: Say = english): RowText[] {
  if (transfers.length === 0) return [t`No offers and no transfers.`]
  const width = widest(Object.values(states), say)
  return transfers.map((transfer) => {
    const { label, friend, direction, name, state } = transfer
    const whom = direction === 'in' ? t`from ${who(friend)}` : t`to ${who(friend)}`
    const isUnderWay = state === 'running' || state === 'waiting'
    const whole = sizeOf(transfer)
    const far = isUnderWay ? t`${size(transfer.done)} of ${whole}` : whole
    // The name stands last: what it says can't pass for anything else.
    const begin = `  ${pad(label, 4)} ${pad(say(states[state]), width)}`
    return t`${begin} ${whom}, ${far}: ${printable(name, 80)}`
  })
}

export function statusRows(status: Status, say: Say = english): string[] {
  const text = (value: string) => printable(value, 400)
  const [half, otherHalf] = halves(grouped(status.fingerprint))
  const { directoryTrouble: message, troubleWords: words, limits } = status
  return columns(
    [
      [t`name`, shownName(status.name)],
      [t`key`, text(half)],
      ['', text(otherHalf)],
      [t`directory`, text(status.directory)],
      ...(message === null ? [] : [['', toldSentence({ message, words }, 400)] as const]),
      [
        t`address`,
        status.address === null ? t`not published yet: friends cannot find you` : text(status.address),
      ],
      ...(status.also === null ? [] : [['', text(status.also)] as const]),
      [t`listening`, text(status.listening)],
      [t`relay`, status.relay ? t`ready, for friends who do not reach you` : t`none`],
      ...listedWays(status.ways),
      [t`home`, text(status.home)],
      [t`downloads`, text(status.downloads)],
      // What each friend may send before this messenger takes no more.
      [
        t`each friend`,
        t`${limits.unreadItems} messages or ${Math.round(limits.unreadBytes / 1024 / 1024)} MiB unread,`,
      ],
      ['', t`${limits.itemsPerSecond} messages or ${Math.round(limits.bytesPerSecond / 1024)} KiB a second`],
    ],
    say,
  )
}

function listedWays(ways: Status['ways']): (readonly [RowText, RowText])[] {
  const left = ways.length - MOST_LISTED
  return [
    ...ways
      .slice(0, MOST_LISTED)
      .map(({ friend, way }) => [t`reached`, t`${shownName(friend)}: ${wayWords[way]}`] as const),
    ...(left > 0 ? [['', t`and ${left} more`] as const] : []),
  ]
}

/** @returns rows of two columns: what it is, and how it is. */
function columns(rows: readonly (readonly [RowText, RowText])[], say: Say): string[] {
  const said = rows.map(([what, how]) => [asText(what, say), asText(how, say)] as const)
  const width = Math.max(...said.map(([what]) => widthOf(what))) + 2
  return said.map(([what, how]) => `  ${pad(what, width)}${how}`)
}

function halves(groups: string): [string, string] {
  const middle = Math.ceil((groups.length + 1) / 2)
  return [groups.slice(0, middle).trim(), groups.slice(middle).trim()]
}

/** What `/verify NAME` shows. A code that the screen is too narrow for is left out. */
export function comparisonEntries(
  friend: string,
  { number, changed }: Comparison,
  style: QrStyle & { readonly columns: number },
): ChatEntry[] {
  const name = shownName(friend)
  if (changed !== undefined) {
    return [
      manual(
        t`Another key was shown for ${name} than the one that is known here. The safety number with each:`,
        '',
        t`With the key you knew:`,
        ...numberInWords(number),
        '',
        t`With the new key:`,
        ...numberInWords(changed),
        '',
        t`Ask ${name}, not through this chat, what their screen shows, and type it: /verify ${name} NUMBER`,
        t`Whichever of the two it is, that key is verified then and the other one forgotten. If it is neither, somebody stands between you.`,
      ),
    ]
  }
  return [
    manual(t`The safety number of you and ${name}:`, '', ...numberInWords(number), ''),
    ...qrEntries(number.replace(/\s/g, ''), style),
    manual(
      t`It is the same on the screen of ${name} if nobody stands between you. Compare side by side or by voice, not through this chat, and type what ${name} sees, digits or words: /verify ${name} NUMBER`,
    ),
  ]
}

/** @returns the code, or a sentence where the screen is too narrow for it. */
export function qrEntries(content: string, style: QrStyle & { readonly columns: number }): ChatEntry[] {
  if (content.length > LONGEST_QR) return [manual(t`(It is too long for a QR code.)`, '')]
  const columns = qrColumns(content, style)
  return columns < style.columns
    ? [{ tone: 'picture', head: '', rows: [...qrRows(content, style), ''] }]
    : [manual(t`(The QR code needs ${columns + 1} columns, more than this screen has.)`, '')]
}

function numberInWords(number: string): string[] {
  const words = wordsOf(number)
  const rows = [0, 5, 10, 15].map((start) => words.slice(start, start + 5))
  return [
    ...numberRows(number).map((row) => `  ${row}`),
    '',
    ...rows.map(
      (row) =>
        `  ${row
          .map((word) => word.padEnd(9))
          .join('')
          .trimEnd()}`,
    ),
  ]
}

/** With whose names, and on which day, the past is shown. */
export interface PastScene {
  /** This user's name. */
  readonly own: string
  /** Milliseconds since 1970: lines of other days stand under their date. */
  readonly today: number
  readonly who: Naming
}

/** @param isWhole shows all of each text. */
export function historyEntries(
  items: readonly HistoryItem[],
  scene: PastScene,
  isWhole = false,
): ChatEntry[] {
  return items.length === 0 ? [plain(t`Nothing was said.`)] : dated(items, scene, () => '', isWhole)
}

/** The same of several chats, each line with the friend's name. */
export function foundEntries(items: readonly HistoryItem[], scene: PastScene): ChatEntry[] {
  return dated(items, scene, ({ friend }) => `${scene.who(friend)}: `)
}

/** The newest is number 1. */
export function numberedEntries(items: readonly HistoryItem[], scene: PastScene): ChatEntry[] {
  return dated(items, scene, (item) => `${items.length - items.indexOf(item)}: `)
}

function dated(
  items: readonly HistoryItem[],
  scene: PastScene,
  whose: (item: HistoryItem) => string,
  isWhole = false,
): ChatEntry[] {
  const { today } = scene
  let shownDay = day(today)
  const names = new Map(
    items.flatMap(({ content }) => (content.type === 'offer' ? [[content.file, content.name]] : [])),
  )
  const entries = items.flatMap((item) => {
    const shown = itemEntries(item, scene, names, whose(item), isWhole)
    if (day(item.at) === shownDay) return shown
    shownDay = day(item.at)
    return [dateLine(item.at), ...shown]
  })
  return shownDay === day(today) ? entries : [...entries, dateLine(today)]
}

/** What whoever ended a transfer did. */
const endings: Readonly<Record<string, (who: Value) => Sentence>> = {
  taken: (who) => t`${who} has the file`,
  refused: (who) => t`${who} refused a file, or took it back`,
  cancelled: (who) => t`${who} cancelled a transfer`,
}

/** How far what this user said has come, where it is not at its friend's. */
const sending: Readonly<Partial<Record<HistoryItem['status'], Sentence>>> = {
  waiting: t`[waiting]`,
  sent: t`[sent]`,
  dropped: t`[dropped]`,
}

/** @param names of files, by id, as far as their offers are shown too. */
function itemEntries(
  item: HistoryItem,
  { own, who: naming }: PastScene,
  names: ReadonlyMap<string, string>,
  whose: string,
  isWhole: boolean,
): ChatEntry[] {
  const { friend, direction, at, written, content, status } = item
  const state = sending[status]
  const mark = state ? t`${whose}${state} ` : whose
  const who = direction === 'in' ? naming(friend) : shownName(own)
  if (content.type === 'text') {
    const note = direction === 'in' ? writtenNote(at, written) : ''
    const head = t`${clock(at)} ${mark}<${who}${note}> `
    return textEntries({ head, text: content.text, friend, at }, printableRows, isWhole)
  }
  return [{ tone: 'quiet', head: t`${clock(at)} ${mark}-- `, rows: [deed(who, content, names)] }]
}

function deed(
  who: string,
  content: Exclude<HistoryItem['content'], { type: 'text' }>,
  names: ReadonlyMap<string, string>,
): Sentence {
  switch (content.type) {
    case 'offer':
      return offerWords(who, content, printable(content.name, 80))
    case 'end':
      return t`${
        endings[content.outcome]?.(who) ?? t`${who} ended a transfer (${printable(content.outcome, 20)})`
      }${fileName(names.get(content.file))}`
    case 'again':
      return t`${who} sent again ${backlogWords(content)}`
  }
}

function fileName(name: string | undefined): RowText {
  return name === undefined ? '' : t`: ${printable(name, 80)}`
}

/** What stands on the screen when the chat begins. */
export function welcomeRows(
  status: Status,
  friends: readonly FriendView[],
  requests: Requests,
  attention: Attention,
  say: Say = english,
): RowText[] {
  return [
    t`You are ${shownName(status.name)} at ${printable(status.directory, 200)}. /help lists what you can type.`,
    ...friendRows(friends, requests, attention, say),
  ]
}
