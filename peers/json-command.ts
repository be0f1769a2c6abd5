/** One command a line, as a JSON object: what both agents read. */

import { PeerError } from './protocol/errors'

/** The part of a Zod schema that is used here. */
interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }
}

/**
 * @param known what `do` may say.
 * @throws PeerError BAD_COMMAND with one sentence that says what is wrong.
 */
export function parseJsonCommand<T>(schema: Schema<T>, known: readonly string[], line: string): T {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new PeerError('BAD_COMMAND', 'A command is one JSON object a line, and this line is none.')
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue?.path[0] === 'do') {
    throw new PeerError('BAD_COMMAND', `There is no such command: "do" is one of ${known.join(', ')}.`)
  }
  const where = issue?.path.join('.') || 'command'
  throw new PeerError('BAD_COMMAND', `The command does not fit: ${where}: ${issue?.message ?? 'unknown'}.`)
}

/** @returns the id of a command that may not parse otherwise, so that its sender learns which one failed; else 0. */
export function commandId(line: string): number {
  try {
    const { id } = JSON.parse(line)
    return Number.isSafeInteger(id) ? id : 0
  } catch {
    return 0
  }
}
