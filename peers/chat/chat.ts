/**
 * The chat: binds a messenger to a terminal. Lines that the user enters become commands and messages, events
 * become lines on the screen, and the prompt says whom one talks to and how far they are trusted.
 *
 * Lines are carried out one after the other, as they were entered; only what may take long (a file that is
 * read, an answer of the directory) lets the next lines pass. What was refused is not put back into the line, where it
 * would join what is typed next: Up brings it back.
 */

import { nearest } from '../command-line/nearest'
import { english, type Say, type Sentence, t } from '../language/sentence'
import { size } from '../language/size'
import type { HistoryItem, MessengerApi, MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import type { Terminal } from '../terminal/terminal-api'
import { type Printing, printable, printableRows, printing } from '../text/printable'
import type { ChatCommand, CommandContext } from './command-context'
import { commands } from './commands'
import { completions, type FolderEntry } from './complete'
import {
  alert,
  type ChatEntry,
  clock,
  dateLine,
  day,
  plain,
  quiet,
  render,
  shownName,
  textEntries,
} from './entry'
import { entriesOf, rings, type Scene } from './events'
import { count } from './figures'
import { commandPages, subjectPages } from './help'
import { readLine } from './line'
import { type Attention, welcomeRows } from './lists'
import { type Naming, namingOf } from './naming'
import { PacedDrawing } from './paced-drawing'
import { progressLine } from './progress'
import { promptFor } from './prompt'
import { Receipts } from './receipts'
import { printableSentence, toldSentence } from './told'
import { unseenEntries } from './unseen'

const NOT_SENT = t`It was not sent: Up brings it back.`

export interface ChatOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Whether the terminal shows UTF-8: QR codes are drawn with `#` elsewhere. */
  readonly unicode: boolean
  /** What `~` stands for in paths. */
  readonly homeFolder: string
  /** For Tab. @returns what is in a folder; nothing where it can't be read. */
  readonly listFolder: (path: string) => readonly FolderEntry[]
  /** Says it all in the user's language; English if not given. */
  readonly say?: Say
  /** How what friends write is shown when it comes; made printable if not given. */
  readonly printing?: Printing
}

export interface Chat {
  /** Takes what the messenger tells, also before `run`: it is shown then. */
  tell(event: MessengerEvent): void
  /**
   * Serves the user until they quit or the input ends; then closes the messenger and the terminal.
   * @throws what closing the messenger throws; the terminal is closed anyway.
   */
  run(messenger: MessengerApi): Promise<void>
}

export function openChat(terminal: Terminal, options: ChatOptions): Chat {
  const early: MessengerEvent[] = []
  let session: ChatSession | null = null
  return {
    tell(event) {
      if (session) session.tell(event)
      else early.push(event)
    },
    async run(messenger) {
      session = new ChatSession(messenger, terminal, options)
      await session.run(early.splice(0))
    },
  }
}

class ChatSession {
  private open: string | null = null
  private readonly speak: Say
  private shownDay: string
  private ending = false
  /** Carries out what was entered, in order. */
  private queue: Promise<void> = Promise.resolve()
  private end: () => void = () => {}
  private readonly slow = new Set<Promise<void>>()
  private readonly receipts = new Receipts()
  /** Changed keys that were told, by friend. */
  private readonly toldChanges = new Map<string, string>()
  private readonly rates = new Map<string, number>()
  private readonly expectedEnds = new Set<string>()
  private reading: string | null = null
  private toldHow = false
  private readonly listed: { items: readonly HistoryItem[] } = { items: [] }
  /** Messages of each friend that came since the chat with them was open last. */
  private readonly unread = new Map<string, number>()
  private readonly drawing = new PacedDrawing({ onIdle: () => this.noteSeen() })
  /** Friends of whom something was drawn that is not noted as seen yet. */
  private readonly drawn = new Set<string>()

  constructor(
    private readonly messenger: MessengerApi,
    private readonly terminal: Terminal,
    private readonly options: ChatOptions,
  ) {
    this.shownDay = day(options.now())
    this.speak = options.say ?? english
  }

  async run(early: readonly MessengerEvent[]): Promise<void> {
    const { messenger, terminal } = this
    const ended = new Promise<void>((resolve) => {
      this.end = resolve
    })
    const status = messenger.status()
    this.show(
      plain(...welcomeRows(status, messenger.friends(), messenger.requests(), this.attention(), this.speak)),
    )
    if (status.directoryTrouble !== null)
      this.show(
        alert(
          this.options.now(),
          toldSentence({ message: status.directoryTrouble, words: status.troubleWords }, 1000),
        ),
      )
    this.showUnseen()
    for (const event of early) {
      const isShown = event.event === 'notice' && event.message === status.directoryTrouble
      if (!isShown) this.tell(event)
    }
    terminal.setCompleter((line) => this.complete(line))
    this.prompt()
    terminal.onEnd(() => {
      // What was entered before the input ended is carried out, as in a script.
      if (terminal.interactive) this.end()
      else this.queue.then(() => Promise.all(this.slow)).then(this.end)
    })
    terminal.onLine((line) => {
      this.queue = this.queue.then(() => this.enter(line))
    })
    await ended
    this.ending = true
    await this.drawing.drawn()
    try {
      await messenger.close()
      await this.drawing.drawn()
    } finally {
      terminal.progress(null)
      terminal.close()
    }
  }

  /** What came while nobody looked. A backlog may be long: each item is read when it is its turn to be drawn. */
  private showUnseen(): void {
    const { messenger, drawing } = this
    const entries = unseenEntries(this.unseen(), messenger.transfers(), this.scene())
    drawing.addEach(entries, (entry) => this.show(entry))
  }

  private *unseen(): Generator<HistoryItem> {
    try {
      const muted = new Set(this.messenger.muted())
      for (const item of this.messenger.unseen()) {
        this.countUnread(item.friend)
        // It stays unseen, also at the next start, until the chat is opened.
        if (muted.has(item.friend) && item.friend !== this.open) continue
        this.drawn.add(item.friend)
        yield item
      }
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      // Not seen, as long as it cannot be read.
      this.drawn.clear()
      this.show(alert(this.options.now(), printableSentence(error.words(), 1000)))
    }
  }

  /** Only when nothing waits to be drawn: it notes all that has come. What is not noted is shown again at the next start. */
  private noteSeen(): void {
    for (const friend of this.drawn) this.messenger.seen(friend)
    this.drawn.clear()
  }

  tell(event: MessengerEvent): void {
    this.drawing.add(() => this.draw(event))
  }

  private draw(event: MessengerEvent): void {
    // What ends because the user leaves need not be told.
    if (this.ending && (event.event === 'offline' || event.event === 'notice')) return
    this.count(event)
    if (event.event === 'message') this.countUnread(event.friend)
    if (!this.isKnown(event) && !this.isMuted(event)) {
      this.show(...entriesOf(event, this.scene()))
      if (event.event === 'message' || event.event === 'again') this.drawn.add(event.friend)
      if (event.event === 'file-offered') this.drawn.add(event.transfer.friend)
      if (event.event === 'offline') this.tellWaiting(event.friend)
      if (event.event === 'message') this.tellHow(event.friend)
      if (rings(event, this.open)) this.terminal.bell()
    }
    if (event.event.startsWith('file-') || event.event === 'offline') this.drawProgress()
    this.prompt()
  }

  private scene(): Scene {
    const { options, messenger, open } = this
    const { now, printing: shown = printing } = options
    return { own: messenger.status().name, open, now: now(), printing: shown, who: this.who }
  }

  /** Whether the user knows already: ends that they asked for, a change that was told and is not settled yet. */
  private isKnown(event: MessengerEvent): boolean {
    if (event.event === 'file-ended')
      return this.expectedEnds.delete(event.transfer.label) || this.expectedEnds.delete(event.transfer.id)
    if (event.event !== 'key-changed') return false
    const told = this.toldChanges.get(event.friend) === event.seen
    this.toldChanges.set(event.friend, event.seen)
    return told
  }

  /** Words and whereabouts of a muted friend whose chat is not open; alarms, offers and changed keys are told. */
  private isMuted(event: MessengerEvent): boolean {
    if (event.event !== 'message' && event.event !== 'online' && event.event !== 'offline') return false
    return event.friend !== this.open && this.messenger.muted().includes(event.friend)
  }

  /** What comes into the chat that is open is read as it comes. */
  private countUnread(friend: string): void {
    if (friend === this.open) return
    this.unread.set(friend, (this.unread.get(friend) ?? 0) + 1)
  }

  /** What is shown with the friends’ names. */
  private attention(): Attention {
    const { messenger, unread } = this
    return { blocked: messenger.blocked(), muted: messenger.muted(), unread, who: this.who }
  }

  private get who(): Naming {
    return namingOf(this.messenger.nicknames())
  }

  private count(event: MessengerEvent): void {
    if (event.event === 'delivered') this.delivered(event)
    if (event.event === 'online') this.receipts.back(event.friend)
    if (event.event === 'file-progress') this.rates.set(event.transfer.id, event.rate)
    if (event.event === 'file-finished' || event.event === 'file-ended') this.rates.delete(event.transfer.id)
  }

  private delivered({ friend, id, waiting }: Extract<MessengerEvent, { event: 'delivered' }>): void {
    const now = this.options.now()
    const arrived = this.receipts.delivered(friend, id, now, waiting)
    if (arrived === 0) return
    this.show(quiet(now, t`${this.who(friend)} has ${count(arrived, 'message')} of yours that waited`))
  }

  private tellWaiting(friend: string): void {
    const waiting = this.friend(friend)?.waiting ?? 0
    if (!this.receipts.away(friend, waiting)) return
    const name = this.who(friend)
    const words =
      waiting === 1 ? t`1 waits here until ${name} is there` : t`${waiting} wait here until ${name} is there`
    this.show(quiet(this.options.now(), words))
  }

  /** The first message may find somebody who does not know how to answer. */
  private tellHow(friend: string): void {
    if (this.toldHow || this.open !== null) return
    this.toldHow = true
    this.show(quiet(this.options.now(), t`/chat ${shownName(friend)} opens the chat`))
  }

  private async enter(line: string): Promise<void> {
    if (this.ending) return
    const entered = readLine(line)
    if (entered.kind === 'nothing') return
    if (entered.kind === 'text') return this.attempt(() => this.sayOpen(entered.text), NOT_SENT)
    const command: ChatCommand | undefined = Object.hasOwn(commands, entered.name)
      ? commands[entered.name as keyof typeof commands]
      : undefined
    if (!command) return this.attempt(() => unknownCommand(entered.name))
    const done = this.attempt(() => command.run(this.context(), entered.rest))
    if (!command.slow || !this.terminal.interactive) return done
    this.slow.add(done)
    done.then(() => this.slow.delete(done))
  }

  /** @param hint what else the user reads if it fails. Never throws. */
  private async attempt(act: () => Promise<void> | void, ...hint: Sentence[]): Promise<void> {
    try {
      await act()
    } catch (error) {
      const sentence =
        error instanceof PeerError
          ? error.words()
          : t`The program has a defect: ${error instanceof Error ? error.message : String(error)}`
      this.show({ tone: 'alert', head: '-!- ', rows: [printableSentence(sentence, 1000), ...hint] })
    }
    this.prompt()
  }

  private async sayOpen(text: string): Promise<void> {
    if (this.open === null)
      throw new PeerError('BAD_COMMAND', t`No chat is open: /chat NAME opens one, /friends lists names.`)
    await this.say(this.open, text)
  }

  private async say(friend: string, text: string): Promise<void> {
    const id = await this.receipts.keep(friend, () => this.messenger.send(friend, text))
    const now = this.options.now()
    const to = friend === this.open ? '' : ` -> ${this.who(friend)}`
    const head = `${clock(now)} <${shownName(this.messenger.status().name)}${to}> `
    this.show(...textEntries({ head, text, friend, at: now }, printableRows))
    if (!this.friend(friend)?.online) this.tellWaiting(friend)
    else this.receipts.went(friend, id, now)
  }

  private friend(name: string) {
    return this.messenger.friends().find((friend) => friend.name === name)
  }

  private context(): CommandContext {
    const { messenger, terminal, options } = this
    return {
      messenger,
      terminal,
      style: { unicode: options.unicode, colour: terminal.colour },
      homeFolder: options.homeFolder,
      listFolder: options.listFolder,
      speak: this.speak,
      now: options.now,
      open: () => this.open,
      setOpen: (friend) => {
        this.open = friend
        if (friend !== null && this.unread.delete(friend)) this.drawn.add(friend)
      },
      attention: () => this.attention(),
      listed: this.listed,
      past: () => ({ own: messenger.status().name, today: options.now(), who: this.who }),
      show: (...entries) => this.show(...entries),
      say: (friend, text) => this.say(friend, text),
      hashing: (path, bytes) => {
        this.reading = bytes === null ? null : this.speak(t`reading ${printable(path, 60)}: ${size(bytes)}`)
        this.drawProgress()
      },
      expectEnd: (which) => {
        this.expectedEnds.add(which)
        return () => this.expectedEnds.delete(which)
      },
      quit: () => {
        this.ending = true
        this.end()
      },
    }
  }

  private show(...entries: readonly ChatEntry[]): void {
    for (const entry of entries) this.drawing.add(() => this.print(entry))
  }

  private print(entry: ChatEntry): void {
    const { interactive, colour, columns } = this.terminal
    const screen = { colour, columns: interactive ? columns : Number.POSITIVE_INFINITY }
    const now = this.options.now()
    const begins = this.shownDay !== day(now)
    this.shownDay = day(now)
    for (const each of begins ? [dateLine(now), entry] : [entry]) {
      const text = render(each, screen, this.speak)
      this.drawing.drew(text.length)
      this.terminal.print(text)
    }
  }

  private prompt(): void {
    for (const name of [...this.toldChanges.keys()])
      if (this.friend(name)?.trust !== 'changed') this.toldChanges.delete(name)
    const view = this.open === null ? undefined : this.friend(this.open)
    const hidden = this.messenger.muted().reduce((sum, name) => sum + (this.unread.get(name) ?? 0), 0)
    this.terminal.setPrompt(promptFor(this.open, view, this.terminal.colour, this.who, hidden, this.speak))
  }

  private drawProgress(): void {
    const running = this.messenger.transfers().filter(({ state }) => state === 'running')
    const line = progressLine(
      running.map((transfer) => ({ transfer, rate: this.rates.get(transfer.id) ?? 0 })),
      this.terminal.columns,
      this.speak,
    )
    this.terminal.progress(line ?? this.reading)
  }

  private complete(line: string): string[] {
    const { messenger, options } = this
    return completions(line, {
      commands: Object.fromEntries(Object.entries(commands).map(([name, { places }]) => [name, places])),
      friends: messenger.friends().map(({ name }) => name),
      nicknames: messenger.nicknames(),
      askers: [...messenger.requests().incoming, ...messenger.requests().unasked],
      blocked: messenger.blocked(),
      labels: messenger
        .transfers()
        .filter(({ state }) => state !== 'finished' && state !== 'ended')
        .map(({ label }) => label),
      topics: [...new Set([...Object.keys(commandPages), ...Object.keys(subjectPages)])],
      homeFolder: options.homeFolder,
      listFolder: options.listFolder,
    })
  }
}

function unknownCommand(name: string): never {
  const near = nearest(name, Object.keys(commands))
  const shown = printable(name, 40)
  throw new PeerError(
    'BAD_COMMAND',
    near
      ? t`There is no command /${shown}; did you mean /${near}?`
      : t`There is no command /${shown}: /help lists them.`,
  )
}
