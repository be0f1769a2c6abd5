/**
 * The capture of a run, as the report offers it: in the page itself, so that who gets the page by mail has it, or in a
 * file beside where it is too large for that.
 */

import type { Say } from '../../peers/language/sentence'
import { isCapturable, pcapng } from '../wire/pcapng'
import { datedName, type Recorded } from './recorded'
import type { Attachment } from './run-section'

/** Bytes that one page may carry in captures; mail takes a few million in all. */
export const CARRIED = 1_500_000

export interface Capture {
  readonly attachment: Attachment
  /** To be written beside the page; null where the page carries it. */
  readonly beside: Uint8Array | null
}

/** @returns null where the attacker was nowhere that she could listen, or when the run was is not known. */
export function captureOf(recorded: Recorded, room: number, say: Say): Capture | null {
  const { scenario, began, events } = recorded
  if (!isCapturable(events)) return null
  // Without a date, packets say how long after the beginning they came.
  const bytes = pcapng(events, { start: began ?? new Date(0), say })
  const file = `${datedName(scenario, [recorded])}.pcapng`
  if (bytes.length > room) return { attachment: { href: file, file, bytes: bytes.length }, beside: bytes }
  const href = `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`
  return { attachment: { href, file, bytes: bytes.length }, beside: null }
}
