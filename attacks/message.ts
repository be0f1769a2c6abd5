/** What an attacker on the path can tell of a unit without any key. */

import { FrameType } from '../peers/protocol/frames'
import type { Unit } from './attack'

/** @returns whether a unit is a message of either protocol, or a goodbye, which looks the same from outside. */
export function isMessage(unit: Unit): boolean {
  return 'type' in unit ? unit.type === FrameType.RECORD : unit.kind === 'message'
}
