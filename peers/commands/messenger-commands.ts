/** The commands of the messenger's agent: one JSON object a line, parsed strictly. AGENT.md lists them for users. */

import * as z from 'zod'
import { isName } from '../protocol/names'
import { parseJsonCommand } from './json-command'

const id = z.int()
const name = z.string().refine(isName, 'must be 1 to 32 of a-z 0-9 . _ -')
/** Milliseconds since 1970. */
const time = z.int()
/** A label such as f1, or the id of a transfer. */
const file = z.string().min(1)
const path = z.string().min(1)

const command = z.discriminatedUnion('do', [
  z.strictObject({ id, do: z.literal('status') }),
  z.strictObject({ id, do: z.literal('friends') }),
  /** Asks the directory now. */
  z.strictObject({ id, do: z.literal('refresh') }),
  z.strictObject({ id, do: z.literal('add'), name }),
  z.strictObject({ id, do: z.literal('remove'), name }),
  /** Hears nothing more of somebody, and takes that back. */
  z.strictObject({ id, do: z.literal('block'), name }),
  z.strictObject({ id, do: z.literal('unblock'), name }),
  /** For front ends with a person before them: an agent is told all that comes. */
  z.strictObject({ id, do: z.literal('mute'), name, on: z.boolean() }),
  /** What a person calls a friend; null takes it back. */
  z.strictObject({ id, do: z.literal('rename'), name, nickname: z.string().nullable() }),
  z.strictObject({ id, do: z.literal('send'), to: name, text: z.string() }),
  z.strictObject({ id, do: z.literal('history'), with: name, count: z.int().min(1).max(100_000) }),
  /** `to` is not part of it. */
  z.strictObject({ id, do: z.literal('history-between'), with: name, from: time, to: time }),
  /** Without `with`: in all chats. */
  z.strictObject({
    id,
    do: z.literal('search'),
    with: name.optional(),
    words: z.string().min(1),
    count: z.int().min(1).max(1_000),
  }),
  /** Without `count`: how many it would be. With it: that many are cleared, or nothing. */
  z.strictObject({
    id,
    do: z.literal('forget'),
    with: name,
    from: time,
    to: time,
    count: z.int().min(1).optional(),
  }),
  /** Of this user's texts those that were never sent. */
  z.strictObject({ id, do: z.literal('unsent'), with: name }),
  /** One item, as its history tells of it. */
  z.strictObject({
    id,
    do: z.literal('delete'),
    with: name,
    direction: z.enum(['in', 'out']),
    item: z.string(),
    at: time,
  }),
  z.strictObject({ id, do: z.literal('edit'), with: name, item: z.string(), text: z.string() }),
  z.strictObject({ id, do: z.literal('compare'), with: name }),
  z.strictObject({ id, do: z.literal('verify'), with: name, number: z.string() }),
  z.strictObject({ id, do: z.literal('trust'), with: name, key: z.enum(['new', 'old']) }),
  /** Without `count`: what would go. With it: that many go, or nothing. */
  z.strictObject({ id, do: z.literal('resend'), to: name, count: z.int().min(1).optional() }),
  /** Drops what waits for a key that the friend had before. */
  z.strictObject({ id, do: z.literal('drop-held'), with: name }),
  /** Several, or a folder, go as one offer. */
  z.strictObject({
    id,
    do: z.literal('send-file'),
    to: name,
    path: z.union([path, z.array(path).min(1).max(1_000)]),
  }),
  z.strictObject({ id, do: z.literal('accept-file'), file }),
  z.strictObject({ id, do: z.literal('cancel-file'), file }),
  z.strictObject({ id, do: z.literal('files') }),
  /** At the directory: another password, all other logins ended, this key registered (again). */
  z.strictObject({ id, do: z.literal('change-passphrase'), before: z.string(), chosen: z.string() }),
  z.strictObject({ id, do: z.literal('change-password'), password: z.string() }),
  z.strictObject({ id, do: z.literal('log-out-elsewhere') }),
  z.strictObject({ id, do: z.literal('register'), password: z.string() }),
  z.strictObject({
    id,
    do: z.literal('take-name-back'),
    password: z.string(),
    code: z.string().optional(),
  }),
  /** A second factor at the directory: begun, in force once a code was told, and taken back by one. */
  z.strictObject({ id, do: z.literal('enrol-totp') }),
  z.strictObject({ id, do: z.literal('confirm-totp'), code: z.string() }),
  z.strictObject({ id, do: z.literal('remove-totp'), code: z.string() }),
  /** Identity and contacts, into a new file under a passphrase of its own; contacts out of such a file. */
  z.strictObject({ id, do: z.literal('export'), path, passphrase: z.string() }),
  z.strictObject({ id, do: z.literal('import-contacts'), path, passphrase: z.string() }),
])

export type MessengerCommand = z.infer<typeof command>

/** @throws PeerError BAD_COMMAND with one sentence that says what is wrong. */
export function parseMessengerCommand(line: string): MessengerCommand {
  const known = command.options.map(({ shape }) => shape.do.value)
  return parseJsonCommand(command, known, line)
}
