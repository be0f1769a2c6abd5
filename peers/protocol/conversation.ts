/**
 * A conversation: one side of one connection, as a pure state machine. Bytes go in, bytes and events come
 * out. Whoever drives it owns the socket, the clock and the randomness.
 */

import type { KeyObject } from 'node:crypto'
import type { Sentence } from '../language/sentence'
import type { ErrorCode, Evidence } from './errors'
import type { Identity, PrivateIdentity } from './identity'

export type Role = 'initiator' | 'responder'

/** Where keys and secrets come from. */
export interface Entropy {
  /** A fresh X25519 private key. */
  x25519(): KeyObject
  /** Fresh random bytes. */
  bytes(size: number): Buffer
  /** A fresh RSA-2048 private key (e = 65537); this takes about a tenth of a second. */
  rsa(): Promise<KeyObject>
}

/** What a conversation needs to know before its first byte. */
export interface Setup {
  readonly role: Role
  readonly self: { readonly name: string; readonly identity: PrivateIdentity }
  /** The name the initiator calls; the responder learns the caller's name in the handshake. */
  readonly calls: string | null
  /** The identity expected of that name, or undefined where none is known. */
  readonly expected: (name: string) => Identity | undefined
  readonly entropy: Entropy
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What the two users can read to each other: each side's `own` must be what the other shows as `peer`. */
export interface Shown {
  readonly own: string
  readonly peer: string
}

export type ConversationEvent =
  /**
   * `peer` is null where the protocol has no names. `fingerprint` is of the key that the other side presented,
   * `own` of the key that this side presented.
   */
  | {
      readonly event: 'connected'
      readonly peer: string | null
      readonly fingerprint: string
      readonly own: string
    }
  | { readonly event: 'delivered'; readonly text: string }
  /** What the layer above said, see application.ts. */
  | { readonly event: 'data'; readonly content: Buffer }
  | {
      readonly event: 'alarm'
      readonly code: ErrorCode
      readonly message: string
      /** The message for this program's own screen: JSON leaves it out. */
      readonly words?: (() => Sentence) | undefined
      readonly evidence: Evidence
    }
  /** Always the last. `clean` when both sides ended the conversation as the protocol says. */
  | { readonly event: 'closed'; readonly clean: boolean }

/** A refusal as PeerError is one, or as it was told. */
interface Refusal {
  readonly code: ErrorCode
  readonly message: string
  readonly words?: (() => Sentence) | undefined
  readonly evidence: Evidence
}

/** @returns the alarm that tells of a refusal. */
export function alarm({
  code,
  message,
  evidence,
  words,
}: Refusal): Extract<ConversationEvent, { event: 'alarm' }> {
  return { event: 'alarm', code, message, evidence, ...(words && { words }) }
}

export type Output =
  | { readonly write: Uint8Array }
  /** Close the transport once everything is written. */
  | { readonly hangUp: true }
  | ConversationEvent

export interface Conversation {
  /** Call once, when the transport is open. */
  open(): Output[]
  /** Any number of bytes, cut anywhere. Never throws: what is refused becomes an alarm. */
  receive(chunk: Uint8Array): Output[]
  /**
   * @throws PeerError NOT_CONNECTED before `connected` and after `closed`, MESSAGE_TOO_LONG, BAD_TEXT,
   * REKEY_OVERDUE: nothing was sent then, and the conversation goes on.
   */
  send(text: string): Output[]
  /**
   * Carries messages of the layer above, together at most what one record takes.
   * @throws PeerError as `send` does, and UNSUPPORTED where the protocol carries texts only.
   */
  sendData(...contents: Uint8Array[]): Output[]
  /** @throws PeerError NOT_CONNECTED before `connected` and after `closed`. */
  shown(): Shown
  /** Ends the conversation as the protocol says. */
  close(): Output[]
  /** The transport has ended, by whomever. */
  transportEnded(): Output[]
}

/** How a peer talks: a protocol with its full set of defences, as a value. */
export interface Profile {
  readonly name: string
  /** Prepares a conversation; asynchronous because some protocols need fresh RSA keys. */
  converse(setup: Setup): Promise<Conversation>
}
