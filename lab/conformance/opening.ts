/** A frame as one end of its session opened it: everything by which it can be opened once more. */

import type { EndRole } from './claim'

export interface Opening {
  /** The whole frame. */
  readonly frame: Buffer
  /** What was encrypted in it. */
  readonly inside: Buffer
  /** The key and the nonce of AES-256-GCM, of 32 and 12 bytes, and what was authenticated besides. */
  readonly key: Buffer
  readonly nonce: Buffer
  readonly aad: Buffer
  readonly sender: EndRole
  /** How many rekeys the key comes after; null for a key of the handshake. */
  readonly rekeys: number | null
}
