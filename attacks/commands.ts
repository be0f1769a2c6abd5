/** The commands that the lab gives to an attacker, parsed strictly. */

import * as z from 'zod'

const id = z.int()

const command = z.discriminatedUnion('do', [
  z.strictObject({ id, do: z.literal('hosts'), table: z.record(z.string(), z.string()) }),
  /** Listen on `on` under the name `for`; connections there come from `from`. */
  z.strictObject({ id, do: z.literal('stand-in'), for: z.string(), from: z.string(), on: z.string() }),
  /** Makes an attack ready in the background, so that choosing it takes no time. */
  z.strictObject({ id, do: z.literal('prepare'), name: z.string() }),
  z.strictObject({ id, do: z.literal('attack'), name: z.string() }),
  /** What randomness is made from, and whether long attacks take their short form. */
  z.strictObject({ id, do: z.literal('setup'), seed: z.string(), quick: z.boolean() }),
  /** Registers an account of her own. */
  z.strictObject({ id, do: z.literal('register'), name: z.string() }),
  /** Asks to be a friend of the account `name`. */
  z.strictObject({ id, do: z.literal('befriend'), name: z.string() }),
  /** Facts that she knows from elsewhere. */
  z.strictObject({ id, do: z.literal('tell'), topic: z.string(), facts: z.array(z.string()) }),
  /** What was stolen from a user: both private keys (PKCS #8 DER in base64), or a token. */
  z.strictObject({
    id,
    do: z.literal('take-identity'),
    of: z.string(),
    signing: z.base64(),
    wrapping: z.base64(),
  }),
  z.strictObject({ id, do: z.literal('take-token'), of: z.string(), token: z.string() }),
  /** Has the attack do what it does of its own accord; answered when that is over. */
  z.strictObject({ id, do: z.literal('launch') }),
  /** Has the attack send one thing that the protocol forbids. */
  z.strictObject({
    id,
    do: z.literal('probe'),
    probe: z.string(),
    of: z.string(),
    as: z.enum(['caller', 'called', 'path', 'client']),
    text: z.string(),
  }),
  /** Ends what runs in the background, and every connection of her own. */
  z.strictObject({ id, do: z.literal('halt') }),
])

export type AttackerCommand = z.infer<typeof command>

/** @throws Error with one sentence if the line is not one of the commands. */
export function parseCommand(line: string): AttackerCommand {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new Error('A command is one JSON object a line, and this line is none.')
  }
  const parsed = command.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`The command does not fit: ${issue?.path.join('.') || 'command'}: ${issue?.message}.`)
}
