/** One command a line, as a JSON object: what both agents read. */

import { literal } from '../language/sentence'
import type { Schema } from '../protocol/directory-api'
import { PeerError } from '../protocol/errors'

/**
 * @param known what `do` may say.
 * @throws PeerError BAD_COMMAND with one sentence that says what is wrong.
 */
export function parseJsonCommand<T>(schema: Schema<T>, known: readonly string[], line: string): T {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new PeerError('BAD_COMMAND', literal('A command is one JSON object a line, and this line is none.'))
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue?.path[0] === 'do') {
    throw new PeerError(
      'BAD_COMMAND',
      literal(`There is no such command: "do" is one of ${known.join(', ')}.`),
    )
  }
  const where = issue?.path.join('.') || 'command'
  throw new PeerError(
    'BAD_COMMAND',
    literal(`The command does not fit: ${where}: ${issue?.message ?? 'unknown'}.`),
  )
}

/**
 * Obeys one line: performs the command, then tells `done` with what `perform` returned, or `failed` with the refusal.
 * @throws whatever is no PeerError.
 */
export async function obey<Command extends { readonly id: number }>(
  line: string,
  parse: (line: string) => Command,
  perform: (command: Command) => Promise<object | undefined>,
  tell: (answer: object) => void | Promise<void>,
): Promise<void> {
  let id = commandId(line)
  try {
    const command = parse(line)
    id = command.id
    const data = await perform(command)
    await tell({ event: 'done', id, ...(data && { data }) })
  } catch (error) {
    if (!(error instanceof PeerError)) throw error
    // Whoever shows it to a person says it; JSON leaves `words` out.
    await tell({ event: 'failed', id, code: error.code, message: error.message, words: error.words })
  }
}

/** @returns the id of a command that may not parse otherwise, so that its sender learns which one failed; else 0. */
function commandId(line: string): number {
  try {
    const { id } = JSON.parse(line)
    return Number.isSafeInteger(id) ? id : 0
  } catch {
    return 0
  }
}
