/**
 * The user's messenger as a node of the lab: the real one, with its journal, its file transfers and its chat on a
 * terminal, and a user who does what the lab says. It obeys the commands and says the events that the lab's peer
 * does; besides, it says every byte that it writes to its terminal.
 *
 * What is not as at home: it calls friends when it is told to, and its user accepts every file that is offered.
 */

import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, parseCommand, parsePlace } from './agent-commands'
import { openChat } from './chat/chat'
import { DirectoryClient, type Place } from './directory-client'
import { systemEntropy } from './entropy'
import { openContacts } from './home/contacts-file'
import { newIdentity } from './home/identity-file'
import { openLog } from './home/log-file'
import { Passphrase } from './home/passphrase'
import { Journal } from './journal'
import { commandId } from './json-command'
import { labScreen } from './lab-screen'
import { LabSessions } from './lab-sessions'
import { lines } from './lines'
import { Messenger, type MessengerOptions } from './messenger'
import type { MessengerEvent } from './messenger-face'
import type { Printing } from './printable'
import { PeerError } from './protocol/errors'
import { fingerprint, type PrivateIdentity, publicIdentity } from './protocol/identity'
import { hardened } from './protocol/secure'
import { profiles } from './weakened/catalogue'

/** Profiles that this program can run: what it says in a session is hardened, what it does with it may not be. */
const known = profiles.filter(
  ({ converse, options }) =>
    converse === hardened.converse &&
    Object.keys(options?.() ?? {}).every((name) => name === 'fileName' || name === 'printing'),
)

/** Nobody attacks the files of this home from outside: the passphrase is hashed at a low cost. */
const COST = { logN: 10, r: 8, p: 1 }

/** Milliseconds to wait for others: a busy machine is no attack. */
const PATIENCE = 20_000

interface Setting {
  readonly name: string
  readonly listen: Place
  readonly directory: string
  /** The folder of this node: the home and, two folders deep, the inbox are in it. */
  readonly data: string
  readonly fileName?: MessengerOptions['fileName']
  readonly printing?: Printing
}

const tell = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`)

async function main(): Promise<void> {
  const setting = readSetting()
  let hosts: Readonly<Record<string, Place>> = {}
  const resolve = (host: string, port: number): Place => hosts[`${host}:${port}`] ?? { host, port }
  const identity = await newIdentity(systemEntropy)
  const client = new DirectoryClient(setting.directory, { resolve, timeout: PATIENCE })
  const sessions = new LabSessions(tell)
  const screen = labScreen((bytes) => tell({ event: 'screen', bytes: bytes.toString('base64') }))
  const chat = openChat(screen.terminal, {
    now: Date.now,
    unicode: true,
    homeFolder: setting.data,
    listFolder: () => [],
    ...(setting.printing && { printing: setting.printing }),
  })
  const onEvent = (event: MessengerEvent): void => {
    sessions.take(event, (friend, id) => textOf(messenger, friend, id))
    chat.tell(event)
    if (event.event === 'file-offered' && event.transfer.direction === 'in')
      screen.type(`/accept-file ${event.transfer.label}`)
  }
  const messenger = await openMessenger(setting, identity, {
    client,
    resolve,
    onEvent,
    onSession: (event) => sessions.watch(event),
  })
  const port = await messenger.listen(setting.listen)
  const chatting = chat.run(messenger)
  tell({ event: 'listening', service: setting.name, host: setting.listen.host, port })
  tell({ event: 'ready', fingerprint: fingerprint(publicIdentity(identity)) })

  /** @returns what the answer carries besides `done`. */
  const perform = async (command: Command): Promise<object | undefined> => {
    switch (command.do) {
      case 'hosts':
        hosts = command.table
        return
      case 'register':
        await client.register(command.name, command.password, identity)
        return
      case 'publish':
        await messenger.goOnline(command)
        return
      case 'add-friend':
        return { status: await messenger.add(command.name) }
      case 'friends':
        await messenger.refresh()
        return { friends: messenger.friends().map(({ name }) => name), ...messenger.requests() }
      case 'connect':
        return messenger.call(command.to).then(() => undefined)
      case 'send': {
        const { to, text } = command
        return sessions.send(to, text, () => screen.type(`/msg ${to} ${text}`)).then(() => undefined)
      }
      case 'send-file': {
        const folder = join(setting.data, 'documents')
        await mkdir(folder, { recursive: true })
        await writeFile(join(folder, command.name), command.text)
        const type = () => screen.type(`/send ${command.to} ${join(folder, command.name)}`)
        return sessions.sendFile(command.to, command.name, type).then(() => undefined)
      }
      case 'close':
        messenger.hangUp(command.to)
        return
      case 'ping':
        return
      default:
        throw new PeerError('BAD_COMMAND', `This program does not do ${command.do}.`)
    }
  }

  const obey = async (line: string): Promise<void> => {
    let id = commandId(line)
    try {
      const command = parseCommand(line)
      id = command.id
      const data = await perform(command)
      tell({ event: 'done', id, ...(data && { data }) })
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      tell({ event: 'failed', id, code: error.code, message: error.message })
    }
  }

  for await (const line of lines(process.stdin)) void obey(line)
  screen.hangUp()
  await chatting
  process.exit(0)
}

function readSetting(): Setting {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { name: text, profile: text, listen: text, directory: text, data: text },
  })
  const { name, directory, data } = values
  const listen = parsePlace(values.listen ?? '')
  const profile = known.find((one) => one.name === values.profile)
  if (name && directory && data && listen && profile)
    return { name, listen, directory, data, ...profile.options?.() }
  throw new Error(
    'Usage: lab-messenger --name NAME --listen HOST:PORT --directory URL --data FOLDER ' +
      `--profile one of ${known.map((one) => one.name).join(', ')}`,
  )
}

async function openMessenger(
  { name, directory, data, fileName }: Setting,
  identity: PrivateIdentity,
  outside: Pick<MessengerOptions, 'client' | 'resolve' | 'onEvent' | 'onSession'>,
): Promise<Messenger> {
  const home = join(data, 'home')
  await mkdir(home, { recursive: true, mode: 0o700 })
  const passphrase = new Passphrase(randomBytes(16).toString('hex'))
  const contacts = await openContacts(home, passphrase, systemEntropy, COST)
  const journalPath = join(home, 'journal')
  const { entries, log } = await openLog(journalPath, 'journal', passphrase, systemEntropy, COST)
  return new Messenger({
    ...outside,
    identity,
    contacts,
    journal: new Journal(entries, log, journalPath),
    account: { name, directory },
    home,
    downloads: join(data, 'files', 'inbox'),
    partials: join(home, 'partial'),
    entropy: systemEntropy,
    now: Date.now,
    random: Math.random,
    deadlines: { dial: PATIENCE, handshake: PATIENCE, goodbye: 10_000 },
    callsOnDemand: true,
    ...(fileName && { fileName }),
  })
}

/** @returns the text that this user said under this id. */
function textOf(messenger: Messenger, friend: string, id: string): string | undefined {
  const item = messenger.history(friend, 1_000).find((one) => one.direction === 'out' && one.id === id)
  return item?.content.type === 'text' ? item.content.text : undefined
}

void main()
