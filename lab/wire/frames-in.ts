/** The units that stand in a stream of bytes. */

import { prototypeSize } from './prototype-units'

const LENGTH_BYTES = 4
/** The largest unit has less; of a longer piece that is none the rest is not waited for. */
const MOST_BYTES = 2 ** 17

/**
 * @returns the frames that the bytes begin with (PROTOCOL.md section 4), or the units of the prototype's (section 12), one
 * after the other, and what is left: the beginning of a unit that is not whole yet, or bytes that are none.
 */
export function framesIn(bytes: Buffer): { readonly frames: readonly Buffer[]; readonly rest: Buffer } {
  const frames: Buffer[] = []
  let rest = bytes
  while (rest.length > LENGTH_BYTES) {
    const end = prototypeSize(rest) ?? LENGTH_BYTES + rest.readUInt32BE(0)
    if (end <= LENGTH_BYTES || end > rest.length) break
    frames.push(rest.subarray(0, end))
    rest = rest.subarray(end)
  }
  return rest.length > MOST_BYTES ? { frames: [...frames, rest], rest: Buffer.alloc(0) } : { frames, rest }
}
