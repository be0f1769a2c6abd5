/**
 * The prototype's conversation: the students' first program, as the victim that it is.
 *
 * Each side sends the public key that it made for this connection. A signature comes with the key, but by a
 * throw-away key that is never sent, so nobody can check it: whoever stands in between may put another key
 * in its place, and only people who compare fingerprints would notice. Messages are encrypted and signed one
 * by one: none can be read or changed without the keys, but any can be dropped, repeated or moved. There are
 * no names and no end.
 */

import type { KeyObject } from 'node:crypto'
import { t } from '../../language/sentence'
import {
  alarm,
  type Conversation,
  type Entropy,
  type Output,
  type Profile,
  type Shown,
} from '../conversation'
import { PeerError } from '../errors'
import { decodeText } from '../fields'
import {
  PROTOTYPE_MESSAGE_BYTES,
  type PrototypePublicKey,
  prototypeDecrypt,
  prototypeEncrypt,
  prototypePem,
  prototypePublicKey,
  prototypeSign,
  prototypeVerify,
} from './rsa'
import {
  formatHandshake,
  formatMessage,
  PrototypeSplitter,
  type PrototypeUnit,
  prototypeFingerprint,
} from './wire'

/** Speaks what the students' first program speaks, byte for byte. */
export const prototype: Profile = {
  name: 'prototype',
  async converse({ entropy }) {
    const [session, throwAway] = await Promise.all([entropy.rsa(), throwAwayKey(entropy)])
    return new PrototypeConversation(session, throwAway, entropy)
  },
}

/** One for each program is enough: nobody ever sees it, and making it takes longer than a whole conversation. */
const throwAwayKeys = new WeakMap<Entropy, Promise<KeyObject>>()

function throwAwayKey(entropy: Entropy): Promise<KeyObject> {
  const key = throwAwayKeys.get(entropy) ?? entropy.rsa()
  throwAwayKeys.set(entropy, key)
  return key
}

type State =
  | { readonly is: 'awaiting-handshake' }
  | { readonly is: 'connected'; readonly peer: PrototypePublicKey; readonly shown: Shown }
  | { readonly is: 'closed' }

class PrototypeConversation implements Conversation {
  readonly #key: KeyObject
  readonly #handshake: Buffer
  readonly #fingerprint: string
  readonly #entropy: Entropy
  readonly #splitter = new PrototypeSplitter()
  #state: State = { is: 'awaiting-handshake' }

  constructor(session: KeyObject, throwAway: KeyObject, entropy: Entropy) {
    this.#key = session
    const pem = prototypePem(session)
    this.#handshake = formatHandshake(pem, prototypeSign(throwAway, pem, entropy))
    this.#fingerprint = prototypeFingerprint(pem)
    this.#entropy = entropy
  }

  open(): Output[] {
    return [{ write: this.#handshake }]
  }

  receive(chunk: Uint8Array): Output[] {
    if (this.#state.is === 'closed') return []
    const outputs: Output[] = []
    try {
      for (const unit of this.#splitter.push(chunk)) outputs.push(this.#take(unit))
    } catch (error) {
      outputs.push(...this.#refuse(error))
    }
    return outputs
  }

  send(text: string): Output[] {
    if (this.#state.is !== 'connected') throw new PeerError('NOT_CONNECTED')
    const message = Buffer.from(text, 'utf8')
    if (message.length > PROTOTYPE_MESSAGE_BYTES) {
      throw new PeerError(
        'MESSAGE_TOO_LONG',
        t`The message has ${message.length} bytes; at most ${PROTOTYPE_MESSAGE_BYTES} fit into one message of the prototype: shorten it.`,
      )
    }
    const ciphertext = prototypeEncrypt(this.#state.peer, message, this.#entropy)
    const signature = prototypeSign(this.#key, message, this.#entropy)
    // In one write, because the students' program takes each read for a whole message.
    return [{ write: formatMessage(ciphertext, signature) }]
  }

  sendData(): Output[] {
    throw new PeerError('UNSUPPORTED')
  }

  shown(): Shown {
    if (this.#state.is !== 'connected') throw new PeerError('NOT_CONNECTED')
    return this.#state.shown
  }

  close(): Output[] {
    return this.#state.is === 'closed' ? [] : this.#end(this.#state.is === 'connected')
  }

  transportEnded(): Output[] {
    if (this.#state.is === 'closed') return []
    if (this.#state.is !== 'connected') return this.#refuse(new PeerError('INCOMPLETE_HANDSHAKE'))
    if (this.#splitter.rest().length > 0) return this.#refuse(new PeerError('MALFORMED'))
    return this.#end(true)
  }

  #take(unit: PrototypeUnit): Output {
    if (unit.kind === 'malformed') throw new PeerError('MALFORMED')
    if (unit.kind === 'message') return this.#deliver(unit.ciphertext, unit.signature)
    // unit.signature is by a key that nobody ever sees: there is nothing to check it with.
    const shown = { own: this.#fingerprint, peer: prototypeFingerprint(unit.pem) }
    this.#state = { is: 'connected', peer: prototypePublicKey(unit.pem), shown }
    return { event: 'connected', peer: null, fingerprint: shown.peer, own: shown.own }
  }

  #deliver(ciphertext: Buffer, signature: Buffer): Output {
    if (this.#state.is !== 'connected') throw new PeerError('UNEXPECTED_FRAME')
    const message = prototypeDecrypt(this.#key, ciphertext)
    if (!prototypeVerify(this.#state.peer, message, signature)) throw new PeerError('BAD_SIGNATURE')
    return { event: 'delivered', text: decodeText(message) }
  }

  /** A refusal ends the connection: an alarm, no more bytes, no more deliveries. */
  #refuse(error: unknown): Output[] {
    if (!(error instanceof PeerError)) throw error
    return [alarm(error), ...this.#end(false)]
  }

  #end(clean: boolean): Output[] {
    this.#state = { is: 'closed' }
    return [{ hangUp: true }, { event: 'closed', clean }]
  }
}
