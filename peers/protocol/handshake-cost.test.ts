/** What a handshake does once and not twice; how long it takes is measured by `npm run bench handshake`. */

import crypto, { type KeyObject } from 'node:crypto'
import test from 'ava'
import { publicKey } from './rsa'
import { converse, events, friends, Line, type Person, person } from './secure-testing'

const people = Promise.all([person('alice'), person('bob')])

/** What a call of `name` in `owner` was given first, each time while `body` ran. */
function given(owner: object, name: string, body: () => void): unknown[] {
  const calls: unknown[] = []
  const original = Reflect.get(owner, name)
  Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
    calls.push(args[0])
    return Reflect.apply(original, this, args)
  })
  try {
    body()
  } finally {
    Reflect.set(owner, name, original)
  }
  return calls
}

/** A handshake that is about to begin, and the frames of it as they are said. */
async function prepared([alice, bob]: readonly [Person, Person]) {
  const expected = friends(alice, bob)
  const sides = {
    alice: await converse({ self: alice, expected }, 'bob'),
    bob: await converse({ self: bob, expected }, null),
  }
  const frames: Buffer[] = []
  const line = new Line(sides, (_, output) => {
    if ('write' in output) frames.push(Buffer.from(output.write))
  })
  return { line, frames }
}

test('each key of a friend is parsed once, and the own ones not at all', async (t) => {
  const both = await people
  const { line } = await prepared(both)
  const parsed = given(crypto, 'createPublicKey', () => line.open().settle())
  t.is(events(line.outputs.bob)[0]?.event, 'connected')
  const rsa = parsed.flatMap((from) => {
    const { key } = from as { key?: { kty: string; n: string } }
    return key?.kty === 'RSA' ? [key.n] : []
  })
  const theirs = both.flatMap(({ shown }) => [shown.signing, shown.wrapping])
  t.deepEqual(rsa.sort(), theirs.map((spki) => publicKey(spki).export({ format: 'jwk' }).n!).sort())
  // What is left is of X25519: two shares of each side, the own one and the other's.
  const own = parsed.filter((from) => (from as KeyObject).asymmetricKeyType === 'rsa')
  t.deepEqual(own, [])
  t.is(parsed.length, rsa.length + 4)
})

test('each frame of the transcript is hashed once by each side', async (t) => {
  const { line, frames } = await prepared(await people)
  const hashed = given(Object.getPrototypeOf(crypto.createHash('sha256')), 'update', () =>
    line.open().settle(),
  )
  const [hello, reply, proof, confirm] = frames
  t.is(frames.length, 4)
  const times = (frame: Buffer) => hashed.filter((bytes) => frame.equals(bytes as Uint8Array)).length
  t.deepEqual([hello!, reply!, proof!].map(times), [2, 2, 2])
  // The last frame stands in no hash: what is in it is confirmed by the keys themselves.
  t.is(times(confirm!), 0)
})
