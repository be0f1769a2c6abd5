/**
 * reuse-code: logs in with a one-time code that its owner has just used.
 *
 * What it does: what the owner typed was watched (over the shoulder, or on a page that looks like the real one); it is
 * typed once more.
 * Published: RFC 6238 (2011), section 5.2: "The verifier MUST NOT accept the second attempt of the OTP after the
 * successful validation has been issued for the first OTP".
 * What stops it: the directory remembers the time step of the last code that was used.
 */

import type { Attack } from './attack'
import { deed } from './deeds'
import { noop } from './noop'
import { lookAround } from './session-proof'

export const reuseCode: Attack = {
  name: 'reuse-code',
  about: 'logs in with a one-time code that its owner has just used',
  prepare: noop.prepare,
  async launch(mallory) {
    const [name = ''] = mallory.told('people')
    const [password, code] = mallory.told(`login of ${name}`)
    mallory.acted(deed('repeats-login', name), { to: name })
    const answer = await mallory.request('POST', '/login', { body: { name, password, code } })
    await lookAround(mallory, answer, name)
  },
}
