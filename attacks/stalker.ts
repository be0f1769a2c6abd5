/**
 * stalker: asks somebody to be a friend and, before there is an answer, for the address.
 *
 * What it does: registers as anybody may, sends a request that nobody has accepted, and asks the directory where the
 * other one is.
 * Published: the first version of this very messenger, whose directory told everybody's address to everybody.
 * What stops it: the directory tells an address to accepted friends only.
 */

import type { Attack } from './attack'
import { deed } from './deeds'
import { noop } from './noop'

export const stalker: Attack = {
  name: 'stalker',
  about: 'asks to be a friend and, before there is an answer, for the address',
  prepare: noop.prepare,
  async launch({ account, told, acted, request, loot }) {
    if (!account) throw new Error('a stalker needs an account')
    const { token } = account
    for (const name of told('people')) {
      acted(deed('asks-friendship', name))
      await request('POST', '/add_friend', { token, body: { name } })
      const { status, json } = await request('GET', `/get_ip?name=${name}`, { token })
      const { host, port } = (json as { record?: { host: string; port: number } }).record ?? {}
      if (status === 200) loot('read', `${name} is at ${host}:${port}`)
      // Takes the request back: an honest answer to it later would be no win.
      await request('DELETE', `/friends/${name}`, { token })
    }
  },
}
