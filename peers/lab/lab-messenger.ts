/**
 * The user's messenger as a node of the lab: the real one, with its journal, its file transfers and its chat on a
 * terminal, and a user who does what the lab says. It obeys the commands and says the events that the lab's peer
 * does; besides, it says every byte that it writes to its terminal.
 *
 * What is not as at home: it calls friends when it is told to, but for one where `--calls` says so, and its user accepts
 * every file that is offered.
 */

import { openChat } from '../chat/chat'
import { systemEntropy } from '../cli/entropy'
import { lines } from '../cli/lines'
import { obey } from '../commands/json-command'
import { DirectoryClient } from '../directory/client'
import type { Endpoint } from '../directory/endpoint'
import type { Messenger } from '../messenger/messenger'
import type { MessengerEvent } from '../messenger/messenger-api'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { hardenedProfile } from '../protocol/secure'
import { parseCommand, performAsMessenger } from './agent-commands'
import { askingTold } from './directory-log'
import { openMessenger, PATIENCE, readSetting } from './home'
import { labIdentity } from './lab-identity'
import { labScreen } from './screen'
import { LabSessions } from './sessions'
import { WireLog } from './wire-log'

const tell = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`)

async function main(): Promise<void> {
  const setting = readSetting()
  let hosts: Readonly<Record<string, Endpoint>> = {}
  const resolve = (host: string, port: number): Endpoint => hosts[`${host}:${port}`] ?? { host, port }
  const input = lines(process.stdin)
  const identity = await labIdentity(setting.keptIdentity, input, systemEntropy)
  const client = new DirectoryClient(setting.directory, {
    resolve,
    timeout: PATIENCE,
    ask: askingTold(tell),
  })
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
  const log = new WireLog(tell)
  let onUp = () => {}
  const isUp = new Promise<void>((resolve) => {
    onUp = resolve
    if (!setting.relay) resolve()
  })
  const { messenger, passphrase, rehearseStart } = await openMessenger(setting, identity, {
    client,
    resolve,
    onEvent,
    profile: log.watched(hardenedProfile),
    ...(setting.relay && { relay: { onUp } }),
    onSession(event) {
      if (event.event === 'opened') log.opened(event.session)
      sessions.watch(event)
    },
  })
  const port = await messenger.listen(setting.listen)
  const chatting = chat.run(messenger)
  tell({ event: 'listening', service: setting.name, host: setting.listen.host, port })
  log.identity(identity, passphrase)
  tell({ event: 'ready', fingerprint: fingerprint(publicIdentity(identity)) })

  const useHosts = (table: typeof hosts): void => {
    hosts = table
  }
  const { data } = setting
  const node = {
    ...{ messenger, rehearseStart, client, sessions, screen },
    ...{ identity, data, tell, resolve, useHosts, isUp },
  }
  for await (const line of input)
    void obey(line, parseCommand, (command) => performAsMessenger(node, command), tell)
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
