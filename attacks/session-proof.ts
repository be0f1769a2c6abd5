/** What an attacker does with a session that she got: she reads what only the account shows. */

import type { HttpAnswer, Mallory } from './attack'

/** Shows the list of friends and open requests as loot. @returns whether `login` was an answer that lets her in. */
export async function lookAround(
  { request, loot }: Mallory,
  login: HttpAnswer,
  of: string,
): Promise<boolean> {
  const { token } = (login.json ?? {}) as { token?: string }
  if (login.status !== 200 || token === undefined) return false
  const { json } = await request('GET', '/friends', { token })
  const { incoming, outgoing } = json as { incoming: readonly string[]; outgoing: readonly string[] }
  loot(
    'read',
    `${of} was asked by ${incoming.join(', ') || 'nobody'} and asked ${outgoing.join(', ') || 'nobody'}`,
  )
  return true
}
