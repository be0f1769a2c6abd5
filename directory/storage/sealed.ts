/**
 * What the directory puts on disk: AES-256-GCM (NIST SP 800-38D) under a key that is kept elsewhere. Every piece
 * is bound to its place: to the data folder it was made for, and to where in it (`snapshot`, `journal 17`), so
 * that it opens nowhere else.
 *
 * What this cannot do: whoever may write to the disk can put back all the files of an earlier moment.
 */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Bytes of a key, and of a data folder's identifier. */
export const KEY_BYTES = 32
export const ID_BYTES = 16

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** How much longer a piece gets. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES

export class Seal {
  readonly #key: Buffer
  /** Tells whether a key is the right one, and nothing else about it: 16 bytes. */
  readonly keyCheck: Buffer

  /**
   * @param master the operator's key, 32 bytes.
   * @param id of the data folder, 16 random bytes: nonces are random, and so never meet those of another folder.
   */
  constructor(
    master: Uint8Array,
    readonly id: Uint8Array,
  ) {
    const derive = (purpose: string, bytes: number) =>
      Buffer.from(hkdfSync('sha256', master, id, `secure-p2p directory ${purpose} 1`, bytes))
    this.#key = derive('seal', KEY_BYTES)
    this.keyCheck = derive('key check', 16)
  }

  /** @returns a seal for a data folder that is about to be made. */
  static fresh(master: Uint8Array): Seal {
    return new Seal(master, randomBytes(ID_BYTES))
  }

  /** @returns the content sealed for this place, {@link SEAL_BYTES} longer. */
  seal(place: string, content: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(place))
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
  }

  /** @returns what was sealed for this place, or null if it was changed or sealed for another one. */
  open(place: string, sealed: Uint8Array): Buffer | null {
    if (sealed.length < SEAL_BYTES) return null
    const nonce = sealed.subarray(0, NONCE_BYTES)
    const options = { authTagLength: TAG_BYTES }
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce, options)
      .setAAD(Buffer.from(place))
      .setAuthTag(sealed.subarray(-TAG_BYTES))
    const content = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
    try {
      // Gives no more bytes in this mode, but throws if the tag does not fit.
      decipher.final()
      return content
    } catch {
      return null
    }
  }
}
