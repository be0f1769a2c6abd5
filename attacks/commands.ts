/** The commands that the lab gives to an attacker, parsed strictly. */

import { z } from 'zod'

const id = z.int()

const command = z.discriminatedUnion('do', [
  z.strictObject({ id, do: z.literal('hosts'), table: z.record(z.string(), z.string()) }),
  /** Listen on `on` under the name `for`; connections there come from `from`. */
  z.strictObject({ id, do: z.literal('stand-in'), for: z.string(), from: z.string(), on: z.string() }),
  /** Makes an attack ready in the background, so that choosing it takes no time. */
  z.strictObject({ id, do: z.literal('prepare'), name: z.string() }),
  z.strictObject({ id, do: z.literal('attack'), name: z.string() }),
  /** Does nothing: its answer tells that all that happened before has been written. */
  z.strictObject({ id, do: z.literal('ping') }),
])

export type Command = z.infer<typeof command>

/** @throws Error with one sentence if the line is not one of the commands. */
export function parseCommand(line: string): Command {
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
