/** For tests of the chat: a messenger and a terminal in memory, each a plain state that a test sets and reads. */

import type { ContactState } from '../contacts/contacts'
import type { TransferView } from '../files/transfer-view'
import { english, type Say, t } from '../language/sentence'
import { budgetLimits } from '../messenger/friend-budget'
import type {
  Comparison,
  FriendView,
  HistoryItem,
  ItemPlace,
  MessengerApi,
  MessengerEvent,
  Requests,
  Resendable,
  Status,
} from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import type { Terminal } from '../terminal/terminal-api'
import { type Chat, openChat } from './chat'
import type { FolderEntry } from './complete'

/** Local time: what is shown is the same wherever the tests run. */
export const noon = new Date(2026, 10, 22, 12, 0).getTime()

/** Keeps what it is told in memory. What was asked of it stands in `calls`, one line each. */
export class FakeMessenger implements MessengerApi {
  readonly calls: string[] = []
  readonly people = new Map<string, FriendView>()
  readonly unheard = new Set<string>()
  items: HistoryItem[] = []
  files: TransferView[] = []
  asked: Requests = { incoming: [], outgoing: [], unasked: [] }
  comparison: Comparison = { number: '12345 67890 '.repeat(6).trim() }
  backlogs: Resendable = { lacks: null, held: null }
  trouble: string | null = null
  /** Thrown by the next call that can fail. */
  failure: Error | null = null
  /** What `offer` waits for. */
  hashed: Promise<void> = Promise.resolve()
  private counter = 0

  befriend(name: string, trust: ContactState = 'pinned', online = true, waiting = 0): void {
    this.people.set(name, { name, trust, online, way: online ? 'direct' : null, waiting, held: 0 })
  }

  friends() {
    return [...this.people.values()]
  }
  requests() {
    return this.asked
  }
  status(): Status {
    return {
      name: 'alice',
      fingerprint: 'ab12'.repeat(16),
      directory: 'http://127.0.0.1:8440',
      directoryTrouble: this.trouble,
      address: '192.0.2.1:25000',
      also: null,
      listening: '[::]:25000',
      relay: true,
      ways: [{ friend: 'bob', way: 'relayed' }],
      home: '/home/alice/.p2p',
      downloads: '/home/alice/Downloads',
      limits: budgetLimits,
    }
  }
  async refresh() {
    this.note('refresh')
  }
  async add(name: string) {
    this.note(`add ${name}`)
    const isKnown = this.people.has(name) || this.asked.incoming.includes(name)
    return isKnown ? ('accepted' as const) : ('requested' as const)
  }
  async remove(name: string) {
    this.note(`remove ${name}`)
    this.people.delete(name)
  }
  readonly quiet = new Set<string>()
  muted() {
    return [...this.quiet]
  }
  async mute(name: string, isMuted: boolean) {
    this.note(`${isMuted ? 'mute' : 'unmute'} ${name}`)
    if (isMuted) this.quiet.add(name)
    else this.quiet.delete(name)
  }
  readonly called = new Map<string, string>()
  nicknames() {
    return this.called
  }
  async rename(friend: string, nickname: string | null) {
    this.note(`rename ${friend} ${nickname}`)
    if (nickname === null) this.called.delete(friend)
    else this.called.set(friend, nickname)
  }
  blocked() {
    return [...this.unheard]
  }
  async block(name: string) {
    this.note(`block ${name}`)
    this.unheard.add(name)
  }
  async unblock(name: string) {
    this.note(`unblock ${name}`)
    this.unheard.delete(name)
  }
  async send(friend: string, text: string) {
    this.note(`send ${friend} ${text}`)
    const known = this.people.get(friend)
    if (!known) throw new PeerError('UNKNOWN_PEER')
    this.people.set(friend, { ...known, waiting: known.waiting + 1 })
    this.counter += 1
    return String(this.counter)
  }
  /** The friend's receipt for the message with this id. */
  receipt(friend: string, id: string): MessengerEvent {
    const known = this.people.get(friend)!
    const waiting = known.waiting - 1
    this.people.set(friend, { ...known, waiting })
    return { event: 'delivered', friend, id, waiting }
  }
  resendable() {
    return this.backlogs
  }
  async resend(friend: string, count: number) {
    this.note(`resend ${friend} ${count}`)
    return this.backlogs
  }
  async dropHeld(friend: string) {
    this.note(`drop ${friend}`)
    return this.backlogs.held?.count ?? 0
  }
  history(friend: string, count: number) {
    return this.items.filter((item) => item.friend === friend).slice(-count)
  }
  historyBetween(friend: string, from: number, to: number) {
    return this.items.filter((item) => item.friend === friend && item.at >= from && item.at < to)
  }
  async search(friend: string | null, words: string, most: number) {
    const has = ({ content }: HistoryItem) => content.type === 'text' && content.text.includes(words)
    return this.items.filter((item) => (friend === null || item.friend === friend) && has(item)).slice(-most)
  }
  forgettable(friend: string, from: number, to: number) {
    return this.historyBetween(friend, from, to).length
  }
  async forget(friend: string, from: number, to: number, count: number) {
    this.note(`forget ${friend} ${from} ${to} ${count}`)
  }
  unsent(friend: string) {
    return this.items.filter((item) => item.friend === friend && item.status === 'waiting')
  }
  async delete({ friend, direction, id, at }: ItemPlace) {
    this.note(`delete ${friend} ${direction} ${id} ${at}`)
    const { status } = this.items.find((item) => item.id === id)!
    return status === 'dropped' ? null : status !== 'waiting'
  }
  async edit(friend: string, id: string, text: string) {
    this.note(`edit ${friend} ${id} ${text}`)
  }
  unseen(): Iterable<HistoryItem> {
    return this.items.filter(({ status }) => status === 'received')
  }
  seen(friend: string) {
    this.calls.push(`seen ${friend}`)
  }
  compare(friend: string) {
    this.note(`compare ${friend}`)
    return this.comparison
  }
  async verify(friend: string, digits: string) {
    this.note(`verify ${friend} ${digits}`)
    const { number, changed } = this.comparison
    const match = [number, changed].some((one) => one?.replaceAll(' ', '') === digits)
    if (match) this.befriend(friend, 'verified')
    return match ? ('match' as const) : ('mismatch' as const)
  }
  async trust(friend: string, which: 'new' | 'old') {
    this.note(`trust ${friend} ${which}`)
    this.befriend(friend, 'pinned')
  }
  async offer(friend: string, paths: string | readonly string[], onHashed?: (bytes: number) => void) {
    const [path = '', ...more] = [paths].flat()
    this.note(`offer ${friend} ${[path, ...more].join(' + ')}`)
    onHashed?.(4096)
    await this.hashed
    return transfer({ label: 'f1', friend, direction: 'out', name: path.split('/').pop() ?? '' })
  }
  transfers() {
    return this.files
  }
  async acceptFile(which: string) {
    this.note(`accept ${which}`)
    return this.transfer(which)
  }
  async cancelFile(which: string) {
    this.note(`cancel ${which}`)
    return this.transfer(which)
  }
  async exportTo(path: string, passphrase: string) {
    this.note(`export ${path} ${passphrase}`)
  }
  async importContacts(path: string, passphrase: string) {
    this.note(`import ${path} ${passphrase}`)
    return 2
  }
  async changePassphrase(before: string, chosen: string) {
    this.note(`change-passphrase ${before} ${chosen}`)
  }
  async changePassword(password: string) {
    this.note(`change-password ${password}`)
  }
  async logOutElsewhere() {
    this.note('log-out-elsewhere')
  }
  async registerAgain(password: string) {
    this.note(`register ${password}`)
    return 2
  }
  async takeNameBack(password: string, code?: string) {
    this.note(`take-name-back ${password}${code ? ` ${code}` : ''}`)
  }
  async enrolTotp() {
    this.note('enrol')
    return { uri: 'otpauth://totp/alice?secret=ABCDEFGH', secret: 'ABCDEFGH' }
  }
  async confirmTotp(code: string) {
    this.note(`confirm ${code}`)
    return ['aaaa-bbbb', 'cccc-dddd']
  }
  async removeTotp(code: string) {
    this.note(`remove-totp ${code}`)
  }
  async close() {
    this.calls.push('close')
  }

  private transfer(which: string): TransferView {
    const found = this.files.find(({ label, id }) => label === which || id === which)
    if (!found) throw new PeerError('BAD_COMMAND', t`There is no transfer ${which}.`)
    return found
  }
  private note(call: string): void {
    this.calls.push(call)
    const { failure } = this
    this.failure = null
    if (failure) throw failure
  }
}

/** What was printed stands in `lines`; the user's part is `enter`, `tab`, `leave`. */
export class FakeTerminal implements Terminal {
  interactive = true
  colour = false
  columns = 120
  /** Each text as it was given to `print`. */
  readonly texts: string[] = []
  prompt = ''
  bells = 0
  bar: string | null = null
  closed = false
  /** Answers to questions; none left: the input has ended. */
  readonly answers: string[] = []
  readonly questions: string[] = []
  private listener: (line: string) => void = () => {}
  private ender: () => void = () => {}
  private completer: (line: string) => readonly string[] = () => []

  print(text: string) {
    this.texts.push(text)
  }
  get lines(): string[] {
    return this.texts.flatMap((text) => text.split('\n'))
  }
  setPrompt(prompt: string) {
    this.prompt = prompt
  }
  bell() {
    this.bells += 1
  }
  progress(line: string | null) {
    this.bar = line
  }
  async ask(question: string) {
    this.questions.push(question)
    const answer = this.answers.shift()
    if (answer === undefined) throw new PeerError('BAD_COMMAND', t`No answer was given.`)
    return answer
  }
  askSecret(question: string) {
    return this.ask(question)
  }
  setCompleter(complete: (line: string) => readonly string[]) {
    this.completer = complete
  }
  onLine(listener: (line: string) => void) {
    this.listener = listener
  }
  onEnd(listener: () => void) {
    this.ender = listener
  }
  close() {
    this.closed = true
  }

  enter(line: string) {
    this.listener(line)
  }
  tab(line: string): readonly string[] {
    return this.completer(line)
  }
  leave() {
    this.ender()
  }
}

export interface Stage {
  readonly messenger: FakeMessenger
  readonly terminal: FakeTerminal
  readonly chat: Chat
  /** Settles when the chat does. */
  readonly done: Promise<void>
  /** The chat's clock. */
  readonly watch: { time: number }
  /** Enters lines, one after the other. @returns what was printed meanwhile. */
  type(...lines: string[]): Promise<string[]>
  /** @returns what the chat printed for events. */
  tell(...events: MessengerEvent[]): string[]
}

/** A chat that runs. @param prepare may set both fakes before. What it says at its start is not in the transcripts. */
export function stage(
  prepare: (messenger: FakeMessenger, terminal: FakeTerminal) => void = () => {},
  folders: Readonly<Record<string, readonly FolderEntry[]>> = {},
  say: Say = english,
): Stage {
  const messenger = new FakeMessenger()
  const terminal = new FakeTerminal()
  const watch = { time: noon }
  prepare(messenger, terminal)
  const chat = openChat(terminal, {
    now: () => watch.time,
    unicode: true,
    homeFolder: '/home/alice',
    listFolder: (path) => folders[path] ?? [],
    say,
  })
  const since = (start: number) => terminal.texts.slice(start).flatMap((text) => text.split('\n'))
  return {
    messenger,
    terminal,
    chat,
    watch,
    done: chat.run(messenger),
    async type(...lines) {
      const start = terminal.texts.length
      for (const line of lines) terminal.enter(line)
      await settled()
      return since(start)
    },
    tell(...events) {
      const start = terminal.texts.length
      for (const event of events) chat.tell(event)
      return since(start)
    },
  }
}

/** When all that fakes and chat have begun has come to its end: they wait for nothing but each other. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

export function transfer(change: Partial<TransferView>): TransferView {
  return {
    label: 'f1',
    id: '00'.repeat(16),
    friend: 'bob',
    direction: 'in',
    name: 'report.pdf',
    size: 1_200_000,
    done: 0,
    state: 'offered',
    path: null,
    ...change,
  }
}

export function message(friend: string, text: string, at = noon, written = at, id = 'm1'): MessengerEvent {
  return { event: 'message', friend, id, text, at, written }
}
