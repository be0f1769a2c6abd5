/**
 * The user's messenger as a node of the lab: the real one, with its journal, its file transfers and its chat on a
 * terminal, and a user who does what the lab says. It obeys the commands and says the events that the lab's peer
 * does; besides, it says every byte that it writes to its terminal.
 *
 * What is not as at home: it calls friends when it is told to, and its user accepts every file that is offered.
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openChat } from '../chat/chat'
import { systemEntropy } from '../cli/entropy'
import { obey } from '../cli/json-command'
import { lines } from '../cli/lines'
import { DirectoryClient } from '../directory/client'
import type { Endpoint } from '../directory/endpoint'
import { newIdentity } from '../home/identity-file'
import type { Messenger } from '../messenger/messenger'
import type { MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { type PeerCommand, parseCommand } from './agent-commands'
import { openMessenger, PATIENCE, readSetting } from './home'
import { labScreen } from './screen'
import { LabSessions } from './sessions'

const tell = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`)

async function main(): Promise<void> {
  const setting = readSetting()
  let hosts: Readonly<Record<string, Endpoint>> = {}
  const resolve = (host: string, port: number): Endpoint => hosts[`${host}:${port}`] ?? { host, port }
  const identity = await newIdentity(systemEntropy)
  const client = new DirectoryClient(setting.directory, { resolve, timeout: PATIENCE })
  const sessions = new LabSessions(tell, (friend): string | undefined => messenger.sessionWith(friend))
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
  const perform = async (command: PeerCommand): Promise<object | undefined> => {
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

  for await (const line of lines(process.stdin)) void obey(line, parseCommand, perform, tell)
  screen.hangUp()
  await chatting
  process.exit(0)
}

/** @returns the text that this user said under this id. */
function textOf(messenger: Messenger, friend: string, id: string): string | undefined {
  const item = messenger.history(friend, 1_000).find((one) => one.direction === 'out' && one.id === id)
  return item?.content.type === 'text' ? item.content.text : undefined
}

void main()
