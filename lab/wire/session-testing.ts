/** What two peers really write to each other, to take apart. */

import type { Defences } from '../../peers/protocol/defences'
import { people } from '../../peers/protocol/handshake-testing'
import { hardenedDefences } from '../../peers/protocol/hardened'
import { converse, Line, type Who } from '../../peers/protocol/secure-testing'

/** @returns what Alice and Bob write when they meet, Alice says one text, and she leaves; frame by frame. */
export async function session(
  text: string,
  defences: Defences = hardenedDefences,
): Promise<{ readonly from: Who; readonly bytes: Buffer }[]> {
  const { asAlice, asBob } = await people
  const sides = {
    alice: await converse({ ...asAlice, defences }, 'bob'),
    bob: await converse({ ...asBob, defences }, null),
  }
  const written: { from: Who; bytes: Buffer }[] = []
  const line = new Line(sides, (from, output) => {
    if ('write' in output) written.push({ from, bytes: Buffer.from(output.write) })
  })
  line.open().settle().say('alice', text).settle()
  line.take('alice', line.sides.alice.close())
  line.settle()
  return written
}
