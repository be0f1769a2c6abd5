/**
 * taken-names: finds out who is registered by trying to register.
 *
 * What it does: registers each name. One that is refused was there before; any other is now the attacker's.
 * Published: as enumeration.ts; Gegenhuber and others (2025) call for limits on exactly such questions.
 * What stops it: nothing, as long as people choose their names and no two may have the same. A budget slows it down:
 * here a hundred attempts at once from one address, then two a minute.
 */

import { randomBytes } from 'node:crypto'
import { registration } from './account'
import type { Attack } from './attack'
import { deed } from './deeds'
import { noop } from './noop'

export const takenNames: Attack = {
  name: 'taken-names',
  about: 'finds out who is registered by trying to register the name',
  prepare: noop.prepare,
  async launch({ account, told, acted, request, guessed, progress }) {
    if (!account) throw new Error('this attack needs keys to register with')
    const candidates = told('candidates')
    acted(deed('tries-names', candidates.length))
    for (const [index, name] of candidates.entries()) {
      const body = registration(account.identity, name, randomBytes(12).toString('base64'))
      const { status } = await request('POST', '/register', { body })
      if (status === 429) {
        acted(deed('out-of-budget', index))
        return
      }
      guessed(name, status === 409 ? 'registered' : 'free')
      if (index % 25 === 0) progress(index, candidates.length, deed('names-tried'))
    }
  },
}
