/**
 * What the lab is told of a conversation, so that it can compute it once more: every byte that this end read or wrote, and
 * every secret that it drew, in the manner of SSLKEYLOGFILE. Only programs of the lab have this; it stands around the
 * conversation and its entropy, so the conversation itself is the one that users have.
 */

import type { Conversation, Entropy, Output, Profile } from '../protocol/conversation'
import type { PrivateIdentity } from '../protocol/identity'

/** How many bytes are told of one session: a handshake and some eight hundred texts. Beyond, a history would be mostly this. */
export const SESSION_BUDGET = 256 * 1024
/** How many of all sessions of a program together: a flood of calls has thousands of them. */
export const PROGRAM_BUDGET = 4 * 1024 * 1024

/** What goes with each line, in bytes: a flood of single bytes costs as well. */
const LINE_BYTES = 128

export class WireLog {
  readonly #tell: (event: object) => void
  readonly #budgets: { readonly session: number; readonly program: number }
  #told = 0
  #opened: string | null = null
  /** The session in whose name something is drawn just now. */
  #drawing: string | null = null
  #entropy: Entropy | null = null

  constructor(tell: (event: object) => void, budgets = { session: SESSION_BUDGET, program: PROGRAM_BUDGET }) {
    this.#tell = tell
    this.#budgets = budgets
  }

  /** Tells the key to which others wrap secrets. @param passphrase of the files that a messenger keeps. */
  identity({ wrapping }: PrivateIdentity, passphrase?: string): void {
    const privateKey = wrapping.export({ type: 'pkcs8', format: 'der' }).toString('base64')
    this.#tell({ event: 'identity', privateKey, ...(passphrase !== undefined && { passphrase }) })
  }

  /** To be told of each session that is opened: the conversation that is begun next is that one's. */
  opened(session: string): void {
    this.#opened = session
  }

  /** @returns the same profile, of whose conversations everything is told. */
  watched(profile: Profile): Profile {
    return {
      ...profile,
      converse: async (setup) => {
        const session = this.#opened ?? ''
        this.#entropy ??= this.#watchedEntropy(setup.entropy)
        const begun = this.#during(session, () =>
          profile.converse({ ...setup, entropy: this.#entropy ?? setup.entropy }),
        )
        return this.#watchedConversation(session, await begun)
      },
    }
  }

  #watchedEntropy(entropy: Entropy): Entropy {
    return {
      x25519: () => {
        const key = entropy.x25519()
        const { d = '' } = key.export({ format: 'jwk' })
        this.#tellSecret('x25519', Buffer.from(d, 'base64url'))
        return key
      },
      bytes: (size) => {
        const bytes = entropy.bytes(size)
        this.#tellSecret('random', bytes)
        return bytes
      },
      rsa: () => entropy.rsa(),
    }
  }

  #tellSecret(kind: 'x25519' | 'random', value: Buffer): void {
    if (this.#drawing !== null)
      this.#tell({ event: 'secrets', session: this.#drawing, kind, value: value.toString('hex') })
  }

  #watchedConversation(session: string, conversation: Conversation): Conversation {
    const tell = this.#tellerOf(session)
    let closed = false
    const say = (speak: () => Output[]): Output[] => {
      const outputs = this.#during(session, speak)
      const written = outputs.flatMap((output) => ('write' in output ? [output.write] : []))
      if (written.length > 0) tell('out', Buffer.concat(written))
      closed ||= outputs.some((output) => 'event' in output && output.event === 'closed')
      return outputs
    }
    return {
      open: () => say(() => conversation.open()),
      receive: (chunk) => {
        // What follows the end is nobody's word.
        if (!closed) tell('in', chunk)
        return say(() => conversation.receive(chunk))
      },
      send: (text) => say(() => conversation.send(text)),
      sendData: (...contents) => say(() => conversation.sendData(...contents)),
      shown: () => conversation.shown(),
      close: () => say(() => conversation.close()),
      transportEnded: () => say(() => conversation.transportEnded()),
    }
  }

  /** @returns what tells the bytes of a session in order, until the budget is spent; the last line says that. */
  #tellerOf(session: string): (way: 'in' | 'out', bytes: Uint8Array) => void {
    let left = this.#budgets.session
    let stopped = false
    return (way, bytes) => {
      if (stopped) return
      const cost = bytes.length + LINE_BYTES
      left -= cost
      this.#told += cost
      stopped = left < 0 || this.#told > this.#budgets.program
      const told = stopped ? '' : Buffer.from(bytes).toString('base64')
      this.#tell({ event: 'wire', session, way, bytes: told, ...(stopped && { stopped }) })
    }
  }

  #during<T>(session: string, draw: () => T): T {
    const before = this.#drawing
    this.#drawing = session
    try {
      return draw()
    } finally {
      this.#drawing = before
    }
  }
}
