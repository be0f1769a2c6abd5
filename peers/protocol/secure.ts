/** The secure conversation: the handshake, then the channel, as one state machine. */

import { Channel, RecordKind, unbundle } from './channel'
import {
  alarm,
  type Conversation,
  type ConversationEvent,
  type Output,
  type Profile,
  type Setup,
  type Shown,
} from './conversation'
import type { Defences, Established, HandshakeScript } from './defences'
import { PeerError } from './errors'
import { decodeText } from './fields'
import { type Frame, FrameDecoder } from './frames'
import { hardenedDefences } from './hardened'
import { fingerprint, publicIdentity } from './identity'
import { safetyNumber } from './safety-number'

/** A profile, and the defences that its conversations ask: who has both can talk as one of them does. */
export interface SecureProfile extends Profile {
  readonly defences: Defences
}

/** @returns a profile that speaks the secure protocol with these defences. */
export function secure(name: string, defences: Defences): SecureProfile {
  return { name, defences, converse: async (setup) => new SecureConversation(setup, defences) }
}

/** The messenger's own profile. */
export const hardenedProfile = secure('hardened', hardenedDefences)

type State =
  | { readonly is: 'handshaking'; readonly script: HandshakeScript }
  | { readonly is: 'open'; readonly channel: Channel; readonly peer: Established['peer'] }
  /** This side has said goodbye and waits for the other's. */
  | { readonly is: 'closing'; readonly channel: Channel }
  | { readonly is: 'closed' }

class SecureConversation implements Conversation {
  readonly #setup: Setup
  readonly #defences: Defences
  readonly #decoder: FrameDecoder
  /** Frames each way before the first record. */
  readonly #early = { sent: 0, received: 0 }
  #state: State

  constructor(setup: Setup, defences: Defences) {
    this.#setup = setup
    this.#defences = defences
    const { handshake, frameLimits, earlyFrames } = defences
    // Nobody who has not shown who they are can announce a large frame.
    this.#decoder = new FrameDecoder({ ...frameLimits.handshake, ...earlyFrames.ignored })
    const script =
      setup.role === 'initiator' ? handshake.initiate(setup, defences) : handshake.respond(setup, defences)
    this.#state = { is: 'handshaking', script }
  }

  get #closed(): boolean {
    return this.#state.is === 'closed'
  }

  open(): Output[] {
    if (this.#state.is !== 'handshaking') return []
    const first = this.#state.script.next()
    return !first.done && first.value ? [this.#writeEarly(first.value)] : []
  }

  receive(chunk: Uint8Array): Output[] {
    const outputs: Output[] = []
    // What follows the end is nobody's word any more, and is not even cut into frames (as RFC 8446 §6.1 has it).
    if (this.#closed) return outputs
    try {
      for (const frame of this.#decoder.push(chunk)) {
        outputs.push(...this.#take(frame))
        if (this.#closed) break
      }
    } catch (error) {
      outputs.push(...this.#refuse(error))
    }
    return outputs
  }

  send(text: string): Output[] {
    if (this.#state.is !== 'open') throw new PeerError('NOT_CONNECTED')
    return this.#state.channel.text(text).map((write) => ({ write }))
  }

  sendData(...contents: Uint8Array[]): Output[] {
    if (this.#state.is !== 'open') throw new PeerError('NOT_CONNECTED')
    return this.#state.channel.data(...contents).map((write) => ({ write }))
  }

  /** Both sides show the same safety number; it takes 10,400 hashes, so it is made only when asked for. */
  shown(): Shown {
    if (this.#state.is !== 'open') throw new PeerError('NOT_CONNECTED')
    const { name, identity } = this.#setup.self
    const number = safetyNumber({ name, identity: publicIdentity(identity) }, this.#state.peer)
    return { own: number, peer: number }
  }

  close(): Output[] {
    if (this.#state.is === 'handshaking') return this.#end(false)
    if (this.#state.is !== 'open') return []
    const { channel } = this.#state
    this.#state = { is: 'closing', channel }
    return [{ write: channel.goodbye() }]
  }

  transportEnded(): Output[] {
    try {
      if (this.#state.is === 'handshaking') throw new PeerError('INCOMPLETE_HANDSHAKE')
      if (this.#state.is === 'closed') return []
      this.#defences.checkTransportEnd()
      return this.#end(true)
    } catch (error) {
      return this.#refuse(error)
    }
  }

  #take(frame: Frame): Output[] {
    const state = this.#state
    if (state.is === 'handshaking') {
      this.#early.received += 1
      if (frame.type in this.#defences.earlyFrames.ignored) return []
      const step = state.script.next(frame)
      if (step.done) return this.#established(step.value)
      return step.value ? [this.#writeEarly(step.value)] : []
    }
    if (state.is === 'closed') return []
    const opened = state.channel.open(frame)
    // A goodbye is the last that a side says: it answers no rekey after it.
    const writes = state.is === 'open' ? opened.write.map((write) => ({ write })) : []
    switch (opened.kind) {
      case RecordKind.TEXT:
        return [{ event: 'delivered', text: decodeText(opened.content) }, ...writes]
      case RecordKind.DATA:
        return [{ event: 'data', content: opened.content }, ...writes]
      case RecordKind.BUNDLE:
        return [
          ...unbundle(opened.content).map((content) => ({ event: 'data', content }) as const),
          ...writes,
        ]
      case RecordKind.CLOSE:
        return state.is === 'open'
          ? [{ write: state.channel.goodbye() }, ...this.#end(true)]
          : this.#end(true)
      default:
        return writes
    }
  }

  #established({ peer, session, root, last }: Established): Output[] {
    const { role, entropy, now, self } = this.#setup
    const written = last ? [this.#writeEarly(last)] : []
    const { firstNumber } = this.#defences.earlyFrames
    const first = { sending: firstNumber(this.#early.sent), receiving: firstNumber(this.#early.received) }
    const channel = new Channel({ role, session, root, first, defences: this.#defences, entropy, now })
    this.#state = { is: 'open', channel, peer }
    this.#decoder.accept(this.#defences.frameLimits.records)
    const connected: ConversationEvent = {
      event: 'connected',
      peer: peer.name,
      fingerprint: fingerprint(peer.identity),
      own: fingerprint(publicIdentity(self.identity)),
    }
    return [...written, connected]
  }

  #writeEarly(frame: Buffer): Output {
    this.#early.sent += 1
    return { write: frame }
  }

  /** A refusal ends the session: an alarm, no more bytes, no more deliveries. */
  #refuse(error: unknown): Output[] {
    if (!(error instanceof PeerError)) throw error
    return [alarm(error), ...this.#end(false)]
  }

  #end(clean: boolean): Output[] {
    this.#state = { is: 'closed' }
    return [{ hangUp: true }, { event: 'closed', clean }]
  }
}
