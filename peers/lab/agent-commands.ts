/** The commands of the lab's agents: one JSON object a line, parsed strictly, and what both programs do with each. */

import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { parseJsonCommand } from '../commands/json-command'
import { DirectoryClient } from '../directory/client'
import { type Endpoint, parseEndpoint } from '../directory/endpoint'
import { literal } from '../language/sentence'
import { alarm } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { isName } from '../protocol/names'
import type { CommandKind, Does, MessengerNode, PeerNode } from './command-kind'
import { inDer } from './lab-identity'

const name = z.string().refine(isName, 'must be 1 to 32 of a-z 0-9 . _ -')
const fileName = z.string().regex(/^[\w-]+\.txt$/)
const url = z.url({ protocol: /^https?$/ })
const address = z.string().transform((text, context): Endpoint => {
  const endpoint = parseEndpoint(text)
  if (endpoint) return endpoint
  context.addIssue({ code: 'custom', message: 'must be HOST:PORT' })
  return z.NEVER
})

/** @param fields what it carries besides its number and its name. */
function command<Fields extends z.ZodRawShape>(
  fields: Fields,
  kind: CommandKind<z.infer<z.ZodObject<Fields>>>,
): CommandKind<z.infer<z.ZodObject<Fields>>> & { readonly fields: Fields } {
  return { fields, ...kind }
}

/** What only the messenger does. */
const unsupported = async (): Promise<undefined> => {
  throw new PeerError('UNSUPPORTED')
}

const commands = {
  /** Names that are resolved here and not by the network: `NAME:PORT` to `ADDRESS:PORT`. */
  hosts: command(
    { table: z.record(z.string(), address) },
    {
      peer: async ({ useHosts }, { table }) => void useHosts(table),
      messenger: async ({ useHosts }, { table }) => void useHosts(table),
    },
  ),
  register: command(
    { directory: url, name, password: z.string() },
    {
      peer: async ({ account }, { directory, name, password }) =>
        void (await account.register(directory, name, password)),
      messenger: async ({ client, identity }, { name, password }) =>
        void (await client.register(name, password, identity)),
    },
  ),
  login: command(
    { directory: url, name, password: z.string(), code: z.string().optional() },
    {
      peer: async ({ account }, { directory, name, password, code }) =>
        void (await account.login(directory, name, password, code)),
      messenger: null,
    },
  ),
  /** Registers others as well, all with this peer's keys: a population for those to see who list users. */
  'register-others': command(
    { directory: url, names: z.array(name).max(1000) },
    {
      async peer({ identity, resolve }, { directory, names }) {
        for (const name of names)
          await new DirectoryClient(directory, { resolve }).register(name, randomUUID(), identity)
        return undefined
      },
      messenger: null,
    },
  ),
  /** Begins to enrol a second factor; answers with its secret. The confirmation answers with recovery codes. */
  enrol: command(
    {},
    {
      peer: async ({ account }) => ({ secret: (await account.directory.enrolTotp()).secret }),
      messenger: null,
    },
  ),
  'confirm-enrolment': command(
    { code: z.string() },
    {
      peer: async ({ account }, { code }) => ({ recovery: await account.directory.confirmTotp(code) }),
      messenger: null,
    },
  ),
  unenrol: command(
    { code: z.string() },
    {
      peer: async ({ account }, { code }) => void (await account.directory.removeTotp(code)),
      messenger: null,
    },
  ),
  /** Tells the directory where this peer listens; `host` may be `auto`. */
  publish: command(
    { host: z.string().min(1), port: z.int().min(1).max(65535) },
    {
      async peer({ account, relayLine, isUp }, { host, port }) {
        const observed = await account.publish(host, port)
        relayLine?.start()
        await isUp
        return { observed }
      },
      async messenger({ messenger, isUp }, endpoint) {
        await messenger.goOnline(endpoint)
        await isUp
        return undefined
      },
    },
  ),
  'add-friend': command(
    { name },
    {
      peer: async ({ account }, { name }) => ({ status: await account.addFriend(name) }),
      messenger: async ({ messenger }, { name }) => ({ status: await messenger.add(name) }),
    },
  ),
  /** Answers with friends and requests, and pins the keys of friends that are new. */
  friends: command(
    {},
    {
      async peer({ account }) {
        const { friends, incoming, outgoing } = await account.friends()
        return { friends: friends.map(({ name }) => name), incoming, outgoing }
      },
      async messenger({ messenger }) {
        await messenger.refresh()
        return { friends: messenger.friends().map(({ name }) => name), ...messenger.requests() }
      },
    },
  ),
  /** Ends a friendship and forgets the friend's key. */
  forget: command(
    { name },
    { peer: async ({ account }, { name }) => void (await account.forget(name)), messenger: null },
  ),
  /** Settles that the key of a friend is the one known here, whatever others were named. */
  keep: command(
    { name },
    { peer: async ({ account }, { name }) => void (await account.keep(name)), messenger: null },
  ),
  /** Settles that the key of a friend is the new one that was named, if there is one. Of the lab's messenger only. */
  take: command(
    { name },
    {
      peer: unsupported,
      async messenger({ messenger }, { name }) {
        const friend = messenger.friends().find((one) => one.name === name)
        if (friend?.trust === 'changed') await messenger.trust(name, 'new')
        return undefined
      },
    },
  ),
  /** Hears nothing more of a friend. Of the lab's messenger only. */
  block: command(
    { name },
    { peer: unsupported, messenger: async ({ messenger }, { name }) => void (await messenger.block(name)) },
  ),
  unblock: command(
    { name },
    { peer: unsupported, messenger: async ({ messenger }, { name }) => void (await messenger.unblock(name)) },
  ),
  /** Sends again what a friend says to lack, and what waits for an earlier key. Of the lab's messenger only. */
  resend: command(
    { name },
    {
      peer: unsupported,
      async messenger({ messenger }, { name }) {
        const { lacks, held } = messenger.resendable(name)
        const count = (lacks?.count ?? 0) + (held?.count ?? 0)
        if (count > 0) await messenger.resend(name, count)
        return undefined
      },
    },
  ),
  /** Gives away what a thief would take: both private keys (PKCS #8 DER in base64), or the token. */
  surrender: command(
    { what: z.enum(['identity', 'token']) },
    {
      peer: async ({ account, identity }, { what }) =>
        what === 'token' ? { token: account.directory.token } : inDer(identity),
      messenger: async ({ client, identity }, { what }) =>
        what === 'token' ? { token: client.token } : inDer(identity),
    },
  ),
  connect: command(
    { to: name },
    {
      /** An address that the friend did not sign is an alarm, as it is in the messenger. */
      async peer({ peer, account, relayLine, tell }, { to }) {
        await peer.connect(to).catch(async (error: unknown) => {
          const code = error instanceof PeerError && error.code
          if (code === 'BAD_ADDRESS_RECORD') tell({ ...alarm(error as PeerError), session: null })
          if (!relayLine || code !== 'CONNECTION_FAILED') throw error
          await peer.callThrough(to, await account.directory.relay({ name: to }))
        })
        return undefined
      },
      messenger: async ({ messenger }, { to }) => void (await messenger.call(to)),
    },
  ),
  send: command(
    { to: name, text: z.string() },
    {
      peer: async ({ peer }, { to, text }) => void peer.send(to, text),
      messenger: async ({ sessions, screen }, { to, text }) =>
        void (await sessions.send(to, text, () => screen.type(`/msg ${to} ${text}`))),
    },
  ),
  /** Keeps a text for a friend who is away; answered when it is on the disk. Of the lab's messenger only. */
  write: command(
    { to: name, text: z.string() },
    {
      peer: unsupported,
      messenger: async ({ messenger }, { to, text }) => void (await messenger.send(to, text)),
    },
  ),
  /** Sends a file with this name and content; answered when the friend has it. Of the lab's messenger only. */
  'send-file': command(
    { to: name, name: fileName, text: z.string() },
    {
      peer: unsupported,
      async messenger({ sessions, screen, data }, { to, name, text }) {
        const path = await inDocuments(data, name, text)
        await sessions.sendFile(to, name, () => screen.type(`/send ${to} ${path}`))
        return undefined
      },
    },
  ),
  /** Offers a file of so many bytes to a friend, who may be away. Of the lab's messenger only. */
  'offer-file': command(
    {
      to: name,
      name: fileName,
      text: z.string().min(1),
      bytes: z
        .int()
        .min(1)
        .max(2 ** 26),
    },
    {
      peer: unsupported,
      async messenger({ messenger, data }, { to, name, text, bytes }) {
        const path = await inDocuments(data, name, Buffer.alloc(bytes, text))
        await messenger.offer(to, path)
        return undefined
      },
    },
  ),
  /** So many texts wait for a friend, who is away; when they go out is not told. Of the lab's messenger only. */
  'write-letters': command(
    { to: name, letters: z.int().min(1).max(1000), bytes: z.int().min(1).max(16_000) },
    {
      peer: unsupported,
      async messenger({ messenger, sessions }, { to, letters, bytes }) {
        for (let letter = 0; letter < letters; letter += 1)
          sessions.passOver(await messenger.send(to, 'x'.repeat(bytes)))
        return undefined
      },
    },
  ),
  /** Does what the next start will do with what is on the disk now. Of the lab's messenger only. */
  'rehearse-start': command(
    {},
    {
      peer: unsupported,
      messenger: async ({ rehearseStart }) => void (await rehearseStart()),
    },
  ),
  /** Displays what the two users can compare; `match: true` says that they did and it was the same. */
  compare: command(
    { with: name, match: z.boolean().optional() },
    {
      async peer({ peer, account, tell }, { with: friend, match }) {
        tell({ event: 'displayed', ...peer.compare(friend) })
        if (match) await account.verified(friend)
        return undefined
      },
      messenger: null,
    },
  ),
  /** Puts the clock of this program forward. Of the lab's peer only. */
  'pass-time': command(
    { minutes: z.int().min(1).max(10_000) },
    { peer: async ({ passTime }, { minutes }) => void passTime(minutes * 60_000), messenger: null },
  ),
  close: command(
    { to: name },
    {
      peer: async ({ peer }, { to }) => void peer.close(to),
      messenger: async ({ messenger }, { to }) => void messenger.hangUp(to),
    },
  ),
  /** Does nothing: its answer tells that all that happened before has been written. */
  ping: command({}, { peer: async () => undefined, messenger: async () => undefined }),
}

type Commands = typeof commands
type CommandName = keyof Commands

/** A command that was parsed: its number, its name, and the fields of that name. */
export type AgentCommand = {
  [Name in CommandName]: { readonly id: number; readonly do: Name } & z.infer<
    z.ZodObject<Commands[Name]['fields']>
  >
}[CommandName]

const [first, ...others] = Object.entries(commands).map(([name, { fields }]) =>
  z.strictObject({ id: z.int(), do: z.literal(name), ...fields }),
)
const anyCommand = z.discriminatedUnion('do', [first!, ...others])

/** @throws PeerError BAD_COMMAND with one sentence that says what is wrong. */
export function parseCommand(line: string): AgentCommand {
  return parseJsonCommand(anyCommand, Object.keys(commands), line) as AgentCommand
}

/** @returns what the answer carries besides `done`. @throws PeerError when the peer refuses. */
export function performAsPeer(node: PeerNode, command: AgentCommand): Promise<object | undefined> {
  return (commands[command.do].peer as Does<PeerNode, AgentCommand>)(node, command)
}

/** The same of the messenger. @throws PeerError BAD_COMMAND for what is nothing of its own. */
export async function performAsMessenger(
  node: MessengerNode,
  command: AgentCommand,
): Promise<object | undefined> {
  const perform = commands[command.do].messenger as Does<MessengerNode, AgentCommand> | null
  if (!perform) throw new PeerError('BAD_COMMAND', literal(`This program does not do ${command.do}.`))
  return perform(node, command)
}

/** Writes a file of the user's. @returns where it is. */
async function inDocuments(data: string, name: string, content: string | Buffer): Promise<string> {
  const folder = join(data, 'documents')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), content)
  return join(folder, name)
}
