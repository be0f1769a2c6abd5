/** Weakened: a friend's changed key is an alarm like in the hardened profile, but the conversation goes on. */

import { alarm, type Conversation, type Profile } from '../protocol/conversation'
import type { Defences } from '../protocol/defences'
import { PeerError } from '../protocol/errors'
import { hardenedDefences } from '../protocol/hardened'
import { secure } from '../protocol/secure'

/** @returns the hardened profile, but for the end that a changed key puts to a conversation. */
export function onlyWarning(name: string): Profile {
  return {
    name,
    async converse(setup) {
      const warnings: PeerError[] = []
      const checkIdentity: Defences['checkIdentity'] = (expected, presented) => {
        try {
          hardenedDefences.checkIdentity(expected, presented)
        } catch (error) {
          // A stranger is refused as ever.
          if (!(error instanceof PeerError) || error.code !== 'FINGERPRINT_MISMATCH') throw error
          warnings.push(error)
        }
      }
      return warning(await secure(name, { ...hardenedDefences, checkIdentity }).converse(setup), warnings)
    },
  }
}

/** Tells what was noticed while bytes were taken, before what came of them. */
function warning(conversation: Conversation, warnings: PeerError[]): Conversation {
  return {
    open: () => conversation.open(),
    receive(chunk) {
      const outputs = conversation.receive(chunk)
      return [...warnings.splice(0).map(alarm), ...outputs]
    },
    send: (text) => conversation.send(text),
    sendData: (...contents) => conversation.sendData(...contents),
    shown: () => conversation.shown(),
    close: () => conversation.close(),
    transportEnded: () => conversation.transportEnded(),
  }
}
