/**
 * address-hijack: publishes the attacker's own address under somebody else's name.
 *
 * What it does: with a stolen token it tells the directory that the owner is reached where the attacker listens. Calls
 * that come there are passed on to the owner, so that nobody misses them.
 * Published: Signal, "Twilio Incident: What Signal Users Need to Know", 2022: whoever held the codes that Twilio's
 * customers were sent could register somebody's number on another device, and its messages went there.
 * What stops it: the owner's signature on the address, which the directory asks for and each friend verifies.
 */

import { signAddress } from '../peers/protocol/statements'
import type { Attack } from './attack'
import { deed } from './deeds'
import { entropy } from './entropy'
import { noop } from './noop'

const HOUR = 60 * 60 * 1000

export const addressHijack: Attack = {
  name: 'address-hijack',
  about: 'publishes the attacker’s own address under the name of whose token was stolen',
  prepare: noop.prepare,
  async launch({ told, stolenToken, acted, request }) {
    const [name = '', caller = ''] = told('people')
    const token = stolenToken(name)
    const [place] = told(`listens as ${name}`)
    if (!token || !place) throw new Error('this attack needs a stolen token, and a place to listen')
    const [host = '', port] = place.split(':')
    // Signed, for the directory wants a signature there; with a key that is not the owner's.
    const key = await entropy.rsa()
    const now = Date.now()
    const record = { name, host, port: Number(port), counter: now, expires: now + HOUR }
    acted(deed('publishes-address', place, name), { to: caller })
    await request('PUT', '/address', { token, body: signAddress(key, record) })
  },
}
