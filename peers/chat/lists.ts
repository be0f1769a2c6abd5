/** What the chat lists when it is asked: friends, transfers, history, status, safety numbers. Views in, rows out. */

import type { ContactState } from '../contacts/contacts'
import type { TransferView } from '../files/transfer-view'
import type { Comparison, FriendView, HistoryItem, Requests, Status } from '../messenger/messenger-api'
import { printable, printableRows } from '../text/printable'
import { pad, widthOf } from '../text/text-width'
import {
  type ChatEntry,
  clock,
  dateAndTime,
  dateLine,
  day,
  manual,
  plain,
  shownName,
  textEntries,
  writtenNote,
} from './entry'
import { count, grouped, numberRows, size } from './figures'
import { type Naming, namingOf } from './naming'
import { type QrStyle, qrColumns, qrRows } from './qr'
import { wordsOf } from './safety-words'

/** @returns `3 messages since 2026-11-22 12:00`. */
export function backlogWords({ count: texts, since }: { count: number; since: number }): string {
  return `${count(texts, 'message')} since ${dateAndTime(since)}`
}

/** How a trust state is called on the screen. */
export const trustWords: Readonly<Record<ContactState, string>> = {
  unknown: 'unknown',
  pinned: 'pinned',
  verified: 'verified',
  changed: 'CHANGED!',
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
): string[] {
  const others = blocked.filter((name) => !friends.some((friend) => friend.name === name))
  const names = Math.max(0, ...friends.map(({ name }) => widthOf(who(name))))
  return [
    ...friends.map(({ name, trust, online, waiting, held }) =>
      [
        `  ${pad(who(name), names)}  ${pad(trustWords[trust], 8)}  ${blocked.includes(name) ? 'blocked' : online ? 'there' : 'away '}`,
        waiting > 0 ? `  ${waiting} waiting` : '',
        unread.has(name) ? `  ${unread.get(name)} unread` : '',
        muted.includes(name) ? '  muted' : '',
        held > 0 ? `  ${held} held: /resend ${shownName(name)}` : '',
      ]
        .join('')
        .trimEnd(),
    ),
    ...(friends.length === 0 ? ['No friends yet: /add NAME asks somebody.'] : []),
    ...listed(incoming, (name) => `  ${who(name)} asks to be your friend: /accept or /remove`),
    ...listed(outgoing, (name) => `  ${who(name)} was asked by you and has not answered`),
    ...listed(
      unasked,
      (name) => `  ${who(name)} is your friend by the directory’s word alone: /add or /remove`,
    ),
    ...listed(others, (name) => `  ${who(name)} is blocked: /unblock`),
  ]
}

/** @returns a row for each of the first names, and how many more there are. */
function listed<Item>(items: readonly Item[], row: (item: Item) => string): string[] {
  const left = items.length - MOST_LISTED
  return [...items.slice(0, MOST_LISTED).map(row), ...(left > 0 ? [`  and ${left} more`] : [])]
}

export function transferRows(transfers: readonly TransferView[], who: Naming): string[] {
  if (transfers.length === 0) return ['No offers and no transfers.']
  return transfers.map((transfer) => {
    const { label, friend, direction, name, state } = transfer
    const whom = `${direction === 'in' ? 'from' : 'to'} ${who(friend)}`
    const far = state === 'running' || state === 'waiting' ? `${size(transfer.done)} of ` : ''
    // The name stands last: what it says can't pass for anything else.
    return `  ${pad(label, 4)} ${pad(state, 8)} ${whom}, ${far}${size(transfer.size)}: ${printable(name, 80)}`
  })
}

export function statusRows(status: Status): string[] {
  const text = (value: string) => printable(value, 400)
  const [half, otherHalf] = halves(grouped(status.fingerprint))
  return [
    `  name         ${shownName(status.name)}`,
    `  key          ${text(half)}`,
    `               ${text(otherHalf)}`,
    `  directory    ${text(status.directory)}`,
    ...(status.directoryTrouble === null ? [] : [`               ${text(status.directoryTrouble)}`]),
    `  address      ${status.address === null ? 'not published yet: friends cannot find you' : text(status.address)}`,
    `  listening    ${text(status.listening)}`,
    `  relay        ${status.relay ? 'ready, for friends who do not reach you' : 'none'}`,
    ...listed(status.ways, ({ friend, way }) => `  reached      ${shownName(friend)}: ${way}`),
    `  home         ${text(status.home)}`,
    `  downloads    ${text(status.downloads)}`,
    ...limitRows(status.limits),
  ]
}

/** What each friend may send before this messenger takes no more. */
function limitRows({ unreadItems, unreadBytes, itemsPerSecond, bytesPerSecond }: Status['limits']): string[] {
  return [
    `  each friend  ${unreadItems} messages or ${Math.round(unreadBytes / 1024 / 1024)} MiB unread,`,
    `               ${itemsPerSecond} messages or ${Math.round(bytesPerSecond / 1024)} KiB a second`,
  ]
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
        `Another key was shown for ${name} than the one that is known here. The safety number with each:`,
        '',
        'With the key you knew:',
        ...numberInWords(number),
        '',
        'With the new key:',
        ...numberInWords(changed),
        '',
        `Ask ${name}, not through this chat, what their screen shows, and type it: /verify ${name} NUMBER`,
        'Whichever of the two it is, that key is verified then and the other one forgotten. If it is neither, somebody stands between you.',
      ),
    ]
  }
  return [
    manual(`The safety number of you and ${name}:`, '', ...numberInWords(number), ''),
    ...qrEntries(number.replace(/\s/g, ''), style),
    manual(
      `It is the same on the screen of ${name} if nobody stands between you. Compare side by side or by voice, not through this chat, and type what ${name} sees, digits or words: /verify ${name} NUMBER`,
    ),
  ]
}

/** @returns the code, or a sentence where the screen is too narrow for it. */
export function qrEntries(content: string, style: QrStyle & { readonly columns: number }): ChatEntry[] {
  if (content.length > LONGEST_QR) return [manual('(It is too long for a QR code.)', '')]
  const columns = qrColumns(content, style)
  return columns < style.columns
    ? [{ tone: 'picture', head: '', rows: [...qrRows(content, style), ''] }]
    : [manual(`(The QR code needs ${columns + 1} columns, more than this screen has.)`, '')]
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
  return items.length === 0 ? [plain('Nothing was said.')] : dated(items, scene, () => '', isWhole)
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
const endings: Readonly<Record<string, string>> = {
  taken: 'has the file',
  refused: 'refused a file, or took it back',
  cancelled: 'cancelled a transfer',
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
  const state = status === 'delivered' || status === 'received' ? '' : `[${status}] `
  const mark = whose + state
  const who = direction === 'in' ? naming(friend) : shownName(own)
  if (content.type === 'text') {
    const note = direction === 'in' ? writtenNote(at, written) : ''
    const head = `${clock(at)} ${mark}<${who}${note}> `
    return textEntries({ head, text: content.text, friend, at }, printableRows, isWhole)
  }
  return [{ tone: 'quiet', head: `${clock(at)} ${mark}-- `, rows: [`${who} ${deed(content, names)}`] }]
}

function deed(
  content: Exclude<HistoryItem['content'], { type: 'text' }>,
  names: ReadonlyMap<string, string>,
): string {
  switch (content.type) {
    case 'offer':
      return `offered a file of ${size(content.size)}: ${printable(content.name, 80)}`
    case 'end':
      return `${endings[content.outcome] ?? `ended a transfer (${printable(content.outcome, 20)})`}${fileName(names.get(content.file))}`
    case 'again':
      return `sent again ${backlogWords(content)}`
  }
}

function fileName(name: string | undefined): string {
  return name === undefined ? '' : `: ${printable(name, 80)}`
}

/** What stands on the screen when the chat begins. */
export function welcomeRows(
  status: Status,
  friends: readonly FriendView[],
  requests: Requests,
  attention: Attention,
): string[] {
  return [
    `You are ${shownName(status.name)} at ${printable(status.directory, 200)}. /help lists what you can type.`,
    ...friendRows(friends, requests, attention),
  ]
}
