/** The commands of the lab's agent: one JSON object a line, parsed strictly. */

import { z } from 'zod'
import { parseJsonCommand } from '../cli/json-command'
import { type Endpoint, parseEndpoint } from '../directory/endpoint'
import { isName } from '../protocol/names'

const id = z.int()
const name = z.string().refine(isName, 'must be 1 to 32 of a-z 0-9 . _ -')
const fileName = z.string().regex(/^[\w-]+\.txt$/)
const url = z.url({ protocol: /^https?$/ })
const address = z.string().transform((text, context): Endpoint => {
  const endpoint = parseEndpoint(text)
  if (endpoint) return endpoint
  context.addIssue({ code: 'custom', message: 'must be HOST:PORT' })
  return z.NEVER
})

const command = z.discriminatedUnion('do', [
  /** Names that are resolved here and not by the network: `NAME:PORT` to `ADDRESS:PORT`. */
  z.strictObject({ id, do: z.literal('hosts'), table: z.record(z.string(), address) }),
  z.strictObject({ id, do: z.literal('register'), directory: url, name, password: z.string() }),
  z.strictObject({
    id,
    do: z.literal('login'),
    directory: url,
    name,
    password: z.string(),
    code: z.string().optional(),
  }),
  /** Registers others as well, all with this peer's keys: a crowd for those to see who list users. */
  z.strictObject({ id, do: z.literal('register-others'), directory: url, names: z.array(name).max(1000) }),
  /** Begins to enrol a second factor; answers with its secret. The confirmation answers with recovery codes. */
  z.strictObject({ id, do: z.literal('enrol') }),
  z.strictObject({ id, do: z.literal('confirm-enrolment'), code: z.string() }),
  z.strictObject({ id, do: z.literal('unenrol'), code: z.string() }),
  /** Tells the directory where this peer listens; `host` may be `auto`. */
  z.strictObject({ id, do: z.literal('publish'), host: z.string().min(1), port: z.int().min(1).max(65535) }),
  z.strictObject({ id, do: z.literal('add-friend'), name }),
  /** Answers with friends and requests, and pins the keys of friends that are new. */
  z.strictObject({ id, do: z.literal('friends') }),
  /** Ends a friendship and forgets the friend's key. */
  z.strictObject({ id, do: z.literal('forget'), name }),
  /** Settles that the key of a friend is the one known here, whatever others were named. */
  z.strictObject({ id, do: z.literal('keep'), name }),
  /** Gives away what a thief would take: both private keys (PKCS #8 DER in base64), or the token. */
  z.strictObject({ id, do: z.literal('surrender'), what: z.enum(['identity', 'token']) }),
  z.strictObject({ id, do: z.literal('connect'), to: name }),
  z.strictObject({ id, do: z.literal('send'), to: name, text: z.string() }),
  /** Sends a file with this name and content; answered when the friend has it. Of the lab's messenger only. */
  z.strictObject({ id, do: z.literal('send-file'), to: name, name: fileName, text: z.string() }),
  /** Displays what the two users can compare; `match: true` says that they did and it was the same. */
  z.strictObject({ id, do: z.literal('compare'), with: name, match: z.boolean().optional() }),
  z.strictObject({ id, do: z.literal('close'), to: name }),
  /** Does nothing: its answer tells that all that happened before has been written. */
  z.strictObject({ id, do: z.literal('ping') }),
])

export type PeerCommand = z.infer<typeof command>

/** @throws PeerError BAD_COMMAND with one sentence that says what is wrong. */
export function parseCommand(line: string): PeerCommand {
  const known = command.options.map(({ shape }) => shape.do.value)
  return parseJsonCommand(command, known, line)
}
