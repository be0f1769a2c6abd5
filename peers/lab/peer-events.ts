/** What the lab is told of a peer's sessions, in the words of its history. */

import type { PeerEvent } from '../session/peer'

/** @returns the line that the lab reads. */
export function labEvent(event: PeerEvent): object {
  const { session, friend, proven } = event
  switch (event.event) {
    case 'opened': {
      const { role, local, remote } = event
      return { event: 'opened', session, role, calls: friend, local, remote }
    }
    case 'connected': {
      const { fingerprint, own } = event
      return { event: 'connected', session, peer: proven ? friend : null, fingerprint, own }
    }
    case 'sent':
      return { event: 'sent', session, to: event.to, text: event.text }
    case 'delivered':
      return { event: 'delivered', session, from: friend, text: event.text }
    case 'alarm': {
      const { code, message, evidence } = event
      return { event: 'alarm', session, code, message, evidence }
    }
    case 'closed':
      return { event: 'closed', session, clean: event.clean }
  }
}
