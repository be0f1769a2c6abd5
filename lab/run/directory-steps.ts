/** What users do with their accounts at the directory, and what of it leaks to an attacker. */

import { randomBytes } from 'node:crypto'
import type { Phase } from '../history/events'
import type { Recorder } from '../history/recorder'
import type { DirectoryStep } from '../scenario/scenario'
import { ATTACKER, PEER_PORT } from '../scenario/scenario'
import { newPassword, type Testbed } from './testbed'
import { DIRECTORY_URL } from './topology'
import { oneTimeCode } from './totp'

/** So many passwords of a leaked list are wrong for sure: nobody is safe from whoever guesses right at once. */
const WRONG_AT_FIRST = 20

/** A user's second factor: what the authenticator holds, what lies in the drawer, and the code typed last. */
interface Factor {
  readonly secret: string
  readonly recovery: string
  typed: string
}

/** The accounts of one conversation. */
export class DirectorySteps {
  readonly #testbed: Testbed
  readonly #recorder: Recorder
  readonly #factors = new Map<string, Factor>()

  constructor(testbed: Testbed, recorder: Recorder) {
    this.#testbed = testbed
    this.#recorder = recorder
  }

  /** @throws ActFailed if it is refused. */
  async play(step: DirectoryStep, phase: Phase): Promise<void> {
    if (step.do === 'leak') {
      if (phase === 'attack') await this.#leak(step)
      return
    }
    const { by, what } = step
    this.#recorder.note('lab', { event: 'step', do: 'account', by, what })
    const ask = (command: object) => this.#testbed.command(by, command)
    switch (step.what) {
      case 'publish':
        await ask({ do: 'publish', host: this.#testbed.hostOf(by), port: PEER_PORT })
        return
      case 'refresh':
        await ask({ do: 'friends' })
        return
      case 'keep':
        await ask({ do: 'keep', name: step.friend })
        return
      case 'invite': {
        const text = `friend-${randomBytes(8).toString('hex')}`
        this.#recorder.note('lab', { event: 'secret', what: 'open request', text })
        await ask({ do: 'add-friend', name: text })
        return
      }
      case 'enrol': {
        const secret = String((await ask({ do: 'enrol' })).secret)
        const { recovery } = await ask({ do: 'confirm-enrolment', code: oneTimeCode(secret, Date.now()) })
        this.#factors.set(by, { secret, recovery: String((recovery as unknown[])[0]), typed: '' })
        return
      }
      case 'log-in': {
        const factor = this.#factors.get(by)
        // The code of the enrolment is used up. The next one serves half a minute early.
        if (factor) factor.typed = oneTimeCode(factor.secret, Date.now(), 1)
        const [name, password] = [by, this.#testbed.passwordOf(by)]
        await ask({
          do: 'login',
          directory: DIRECTORY_URL,
          name,
          password,
          ...(factor && { code: factor.typed }),
        })
        return
      }
      case 'unenrol':
        await ask({ do: 'unenrol', code: this.#factors.get(by)?.recovery })
    }
  }

  async #leak({ what, of, among = 1 }: Extract<DirectoryStep, { do: 'leak' }>): Promise<void> {
    const password = this.#testbed.passwordOf(of)
    const facts = Array.from({ length: among }, newPassword)
    const place =
      among === 1 ? 0 : WRONG_AT_FIRST + (randomBytes(4).readUInt32BE() % (among - WRONG_AT_FIRST))
    facts[place] = password
    this.#recorder.note('lab', { event: 'step', do: 'leak', what, of, among, place })
    const typed = this.#factors.get(of)?.typed
    const told = what === 'login' ? [password, typed ?? ''] : facts
    await this.#testbed.command(ATTACKER, { do: 'tell', topic: `${what} of ${of}`, facts: told })
  }
}
