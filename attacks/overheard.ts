/** What somebody on the wire has of a session when it is over: all of its frames, as they went by. */

import { type Frame, FrameType } from '../peers/protocol/frames'
import { type Attack, type Mallory, otherSide, type Side } from './attack'
import { deed } from './deeds'
import { type SessionSecrets, textOf } from './session-keys'

export interface Overheard {
  readonly caller: string
  readonly callee: string
  /** Of the handshake, by type. */
  readonly handshake: Map<number, Frame>
  readonly records: { readonly from: Side; readonly frame: Frame }[]
}

/** A handshake that was overheard from beginning to end. */
export interface OverheardHandshake {
  readonly session: Overheard
  readonly hello: Frame
  readonly reply: Frame
  readonly proof: Frame
  readonly confirm: Frame
}

/**
 * @param kept where sessions are put, in the order in which they begin.
 * @returns what passes everything on, and keeps a copy of the secure protocol's frames.
 */
export function overhearing(kept: Overheard[]): Attack['prepare'] {
  return async () => (link) => {
    const session: Overheard = {
      caller: link.caller,
      callee: link.callee,
      handshake: new Map(),
      records: [],
    }
    kept.push(session)
    link.acted(deed('copies'))
    return {
      unit(unit, from) {
        link.send(otherSide(from), unit.bytes)
        if (!('type' in unit)) return
        if (unit.type === FrameType.RECORD) session.records.push({ from, frame: unit })
        else session.handshake.set(unit.type, unit)
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  }
}

/** @returns those of which no frame of the handshake is missing. */
export function whole(kept: readonly Overheard[]): OverheardHandshake[] {
  return kept.flatMap((session) => {
    const { HELLO, REPLY, PROOF, CONFIRM } = FrameType
    const [hello, reply, proof, confirm] = [HELLO, REPLY, PROOF, CONFIRM].map((type) =>
      session.handshake.get(type),
    )
    return hello && reply && proof && confirm ? [{ session, hello, reply, proof, confirm }] : []
  })
}

/** Reads every text of a session with its keys, and says so. @throws PeerError BAD_RECORD if they are not its keys. */
export function readAll(
  mallory: Mallory,
  { caller, callee, records }: Overheard,
  keys: SessionSecrets,
): void {
  for (const { from, frame } of records) {
    const text = textOf(frame, keys, from === 'caller' ? 'initiator' : 'responder')
    const [speaker, listener] = from === 'caller' ? [caller, callee] : [callee, caller]
    if (text !== null) mallory.loot('read', text, { from: speaker, to: listener })
  }
}
