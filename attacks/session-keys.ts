/** The keys of a session in the wrong hands: what they open. */

import { RecordKind } from '../peers/protocol/channel'
import type { Role } from '../peers/protocol/conversation'
import { aes256gcm, keyForEachDirection } from '../peers/protocol/defences'
import { Reader, uint } from '../peers/protocol/fields'
import { type Frame, FrameType } from '../peers/protocol/frames'

/** What stands for a session, and what its traffic keys come from; 32 bytes each (PROTOCOL.md, section 5.5). */
export interface SessionSecrets {
  readonly id: Buffer
  readonly root: Buffer
}

/** @returns the text in a record that `sender` sent, null if it is something else. @throws PeerError BAD_RECORD */
export function textOf({ payload }: Frame, { id, root }: SessionSecrets, sender: Role): string | null {
  const number = payload.subarray(0, 8)
  const aad = Buffer.concat([id, number, uint(FrameType.RECORD, 1), uint(payload.length, 4)])
  const key = keyForEachDirection(root, id, sender)
  const inside = new Reader(
    aes256gcm.open(key, Buffer.concat([Buffer.alloc(4), number]), aad, payload.subarray(8)),
  )
  return inside.uint(1) === RecordKind.TEXT ? inside.text() : null
}
