/** What each command does: it talks to the messenger and shows what came of it. Failures go up to chat.ts. */

import type { Kind } from './chat-complete'
import { alert, type Entry, manual, plain, quiet, shownName } from './chat-entry'
import { count, size } from './chat-figures'
import { type CommandName, helpRows } from './chat-help'
import { readPath, words } from './chat-line'
import {
  comparisonEntries,
  friendRows,
  historyEntries,
  qrEntries,
  statusRows,
  transferRows,
} from './chat-lists'
import type { MessengerFace } from './messenger-face'
import { printable } from './printable'
import { PeerError } from './protocol/errors'
import type { QrStyle } from './qr'
import { digitsOf, SAFETY_WORDS } from './safety-words'
import type { Terminal } from './terminal-face'

/** What a command works with. */
export interface Desk {
  readonly messenger: MessengerFace
  readonly terminal: Terminal
  readonly style: QrStyle
  readonly homeFolder: string
  now(): number
  /** The friend whose chat is open. */
  open(): string | null
  setOpen(friend: string | null): void
  show(...entries: Entry[]): void
  /** Sends and shows a text. */
  say(friend: string, text: string): Promise<void>
  /** How much of a file has been read for its offer; null at the end. */
  hashing(path: string, bytes: number | null): void
  /** The user ends this transfer: its end needs no telling. @returns undoes it. */
  expectEnd(which: string): () => void
  quit(): void
}

export interface Command {
  /** What may stand in each place behind it, for Tab. */
  readonly places: readonly (readonly Kind[])[]
  /** It may take long; what is typed meanwhile need not wait. */
  readonly slow?: true
  /** @param rest what was typed behind the name. @throws PeerError whose sentence the user reads. */
  run(desk: Desk, rest: string): Promise<void> | void
}

export const commands: Readonly<Record<CommandName, Command>> = {
  help: { places: [['topic']], run: ({ show }, rest) => show(manual(...helpRows(rest))) },
  friends: {
    places: [],
    async run({ messenger, show }) {
      // What is known is shown also when the directory does not answer.
      const failure = await messenger.refresh().then(() => null, known)
      show(plain(...friendRows(messenger.friends(), messenger.requests())))
      if (failure) throw failure
    },
  },
  add: { places: [['asker']], slow: true, run: (desk, rest) => add(desk, argument('add', rest)) },
  accept: { places: [['asker']], slow: true, run: (desk, rest) => add(desk, argument('accept', rest)) },
  remove: {
    places: [['friend', 'asker']],
    slow: true,
    async run(desk, rest) {
      const name = argument('remove', rest)
      await desk.messenger.remove(name)
      if (desk.open() === name) desk.setOpen(null)
      desk.show(quiet(desk.now(), `${shownName(name)} is no friend of yours and no request is open`))
    },
  },
  chat: { places: [['friend']], run: chat },
  msg: {
    places: [['friend']],
    async run(desk, rest) {
      const [, friend, text] = /^(\S+)\s(.+)$/s.exec(rest) ?? []
      if (!friend || !text?.trim()) throw usage('msg')
      await desk.say(friend, text)
    },
  },
  send: { places: [['friend', 'path'], ['path']], slow: true, run: sendFile },
  'accept-file': {
    places: [['transfer']],
    async run({ messenger, show, now }, rest) {
      const transfer = await messenger.acceptFile(argument('accept-file', rest))
      const place = transfer.path === null ? printable(transfer.name, 80) : printable(transfer.path, 400)
      show(quiet(now(), `${transfer.label} of ${shownName(transfer.friend)} is accepted: ${place}`))
    },
  },
  cancel: { places: [['transfer']], run: cancel },
  'refuse-file': { places: [['transfer']], run: cancel },
  files: {
    places: [],
    run: ({ messenger, show }) => show(plain(...transferRows(messenger.transfers()))),
  },
  verify: { places: [['friend']], run: verify },
  trust: {
    places: [['friend'], ['which']],
    async run({ messenger, show, now }, rest) {
      const [friend, which, ...more] = words(rest).map(({ value }) => value)
      if (!friend || (which !== 'new' && which !== 'old') || more.length > 0) throw usage('trust')
      await messenger.trust(friend, which)
      const name = shownName(friend)
      show(
        quiet(
          now(),
          which === 'new'
            ? `the new key of ${name} is pinned, not verified: /verify ${name} when you can`
            : `the key of ${name} that you knew is kept`,
        ),
      )
    },
  },
  history: { places: [['friend']], run: history },
  status: {
    places: [],
    run: ({ messenger, show }) => show(plain(...statusRows(messenger.status()))),
  },
  totp: { places: [['totp']], run: totp },
  export: {
    places: [['path']],
    async run({ messenger, terminal, homeFolder, show, now }, rest) {
      if (rest === '') throw usage('export')
      const path = readPath(rest, homeFolder)
      const passphrase = await terminal.askSecret('Passphrase for this file: ')
      if (passphrase === '')
        throw new PeerError('BAD_COMMAND', 'Nothing was exported: it needs a passphrase.')
      if ((await terminal.askSecret('The same once more: ')) !== passphrase)
        throw new PeerError('BAD_COMMAND', 'Nothing was exported: the two passphrases differ.')
      await messenger.exportTo(path, passphrase)
      show(
        quiet(
          now(),
          `identity and contacts are in ${printable(path, 400)}`,
          'Keep it and its passphrase apart.',
        ),
      )
    },
  },
  import: {
    places: [['path']],
    async run({ messenger, terminal, homeFolder, show, now }, rest) {
      if (rest === '') throw usage('import')
      const path = readPath(rest, homeFolder)
      const added = await messenger.importContacts(
        path,
        await terminal.askSecret('Passphrase of this file: '),
      )
      show(
        quiet(now(), `${count(added, 'contact')} of this file ${added === 1 ? 'was' : 'were'} new and taken`),
      )
    },
  },
  quit: { places: [], run: ({ quit }) => quit() },
}

async function add({ messenger, show, now }: Desk, name: string): Promise<void> {
  // A friendship that was accepted is told by its event, whichever side accepts.
  if ((await messenger.add(name)) === 'requested')
    show(quiet(now(), `${shownName(name)} is asked, if there is such a user, and can accept`))
}

function chat(desk: Desk, rest: string): void {
  const { messenger, show, now } = desk
  if (rest === '') {
    desk.setOpen(null)
    return
  }
  const name = argument('chat', rest)
  const friend = messenger.friends().find((one) => one.name === name)
  if (!friend) throw unknownFriend(name)
  const items = messenger.history(name, 10)
  if (items.length > 0) show(...historyEntries(items, messenger.status().name, now()))
  desk.setOpen(name)
  const whereabouts = friend.online ? 'is there' : 'is away: what you send waits'
  show(quiet(now(), `chat with ${shownName(name)}, who ${whereabouts}`))
}

async function sendFile(desk: Desk, rest: string): Promise<void> {
  const { messenger, open, show, now } = desk
  if (rest === '') throw usage('send')
  const [first, second] = words(rest)
  const named = second !== undefined && messenger.friends().some(({ name }) => name === first?.value)
  const friend = named ? first!.value : open()
  if (friend === null) throw usage('send')
  const path = readPath(named ? rest.slice(second.start) : rest, desk.homeFolder)
  try {
    const transfer = await messenger.offer(friend, path, (bytes) => desk.hashing(path, bytes))
    const { label } = transfer
    show(
      quiet(
        now(),
        `${label} of ${size(transfer.size)} is offered to ${shownName(friend)}: ${printable(transfer.name, 80)}`,
        `It goes when ${shownName(friend)} accepts; /cancel ${label} takes it back.`,
      ),
    )
  } finally {
    desk.hashing(path, null)
  }
}

async function cancel({ messenger, show, now, expectEnd }: Desk, rest: string): Promise<void> {
  const which = argument('cancel', rest)
  const forget = expectEnd(which)
  try {
    const transfer = await messenger.cancelFile(which)
    show(quiet(now(), `${transfer.label} is ended: ${printable(transfer.name, 80)}`))
  } catch (error) {
    forget()
    throw error
  }
}

async function verify(desk: Desk, rest: string): Promise<void> {
  const { messenger, terminal, style, show, now } = desk
  const [first, second] = words(rest)
  const named = messenger.friends().some(({ name }) => name === first?.value)
  const number = named ? rest.slice(second?.start ?? rest.length) : rest
  // A name that nobody has must not pass for a number.
  const forOpen = /^[\d\s]*$/.test(number) || words(number).length === SAFETY_WORDS
  const friend = named ? first!.value : forOpen ? desk.open() : null
  if (friend === null) throw first ? unknownFriend(first.value) : usage('verify')
  const name = shownName(friend)
  if (number === '') {
    show(...comparisonEntries(friend, messenger.compare(friend), { ...style, columns: terminal.columns }))
    return
  }
  const digits = /^[\d\s]*$/.test(number) ? number.replace(/\s/g, '') : digitsOf(number)
  if ((await messenger.verify(friend, digits)) === 'match') {
    show(quiet(now(), `match: ${name} is verified now`))
    return
  }
  show(
    alert(
      now(),
      `MISMATCH: this is not the safety number of you and ${name}; nothing was changed. Read it again, digit by digit. If it stays so, somebody stands between you and may read and change what you write.`,
    ),
  )
}

function history({ messenger, open, show, now }: Desk, rest: string): void {
  const [first, second, ...more] = words(rest).map(({ value }) => value)
  const alone = first !== undefined && second === undefined && /^\d+$/.test(first)
  const isFriend = messenger.friends().some(({ name }) => name === first)
  // A friend may be called 2000.
  const [friend, howMany] = alone && !isFriend ? [open(), first] : [first ?? open(), second ?? '20']
  const number = Number(howMany)
  if (friend === null || more.length > 0 || !Number.isSafeInteger(number) || number < 1)
    throw usage('history')
  const items = messenger.history(friend, number)
  // Of a friend who was removed the history stays; of a name that was mistyped there is none.
  if (items.length === 0 && !messenger.friends().some(({ name }) => name === friend))
    throw unknownFriend(friend)
  show(...historyEntries(items, messenger.status().name, now()))
}

async function totp(desk: Desk, rest: string): Promise<void> {
  const { messenger, terminal, style, show, now } = desk
  const [what, code, ...more] = words(rest).map(({ value }) => value)
  if (more.length > 0) throw usage('totp')
  if (what === 'on' && code === undefined) {
    const { uri, secret } = await messenger.enrolTotp()
    show(
      ...qrEntries(uri, { ...style, columns: terminal.columns }),
      manual('Scan it with an authenticator app, or type this secret there:'),
      // The directory's words: marked where they go on.
      plain(`  ${printable(secret, 200)}`),
      manual(
        'Then type /totp confirm CODE with the six digits that the app shows. Until then nothing changes.',
      ),
    )
  } else if (what === 'confirm' && code !== undefined) {
    const codes = await messenger.confirmTotp(code)
    show(
      manual(
        'From now on a login asks for a code of the app. Without the app, each of these replaces one code, once.',
        'They are shown only now: write them down, not on this computer.',
      ),
      plain(...codes.map((one) => `  ${printable(one, 100)}`)),
    )
  } else if (what === 'off' && code !== undefined) {
    await messenger.removeTotp(code)
    show(quiet(now(), 'a login asks for no code any more'))
  } else throw usage('totp')
}

/** The one argument of a command. */
function argument(command: CommandName, rest: string): string {
  const [first, ...more] = words(rest)
  if (!first || more.length > 0) throw usage(command)
  return first.value
}

function usage(command: CommandName): PeerError {
  const [row = ''] = helpRows(command)
  return new PeerError('BAD_COMMAND', `Type it as ${row}; /help ${command} tells more.`)
}

function unknownFriend(name: string): PeerError {
  const shown = shownName(name)
  return new PeerError(
    'UNKNOWN_PEER',
    `${shown} is no friend of yours: /friends lists them, /add ${shown} asks.`,
  )
}

function known(error: unknown): PeerError {
  if (error instanceof PeerError) return error
  throw error
}
