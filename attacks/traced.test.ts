/** What the player of a trace makes of frames, without a network: the trace itself is played in the scenario `found`. */

import { generateKeyPairSync } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import test from 'ava'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { encodeClaim } from '../peers/protocol/handshake'
import { publicIdentity } from '../peers/protocol/identity'
import type { Link, Mallory, Side, Unit } from './attack'
import type { FoundTrace } from './terms/trace'
import { traced } from './traced'

/** Alice calls Bob and says one text; all of it is passed on. */
const listens: FoundTrace = {
  ...{ name: 'one', profile: 'hardened', property: 'hidden size', what: '', seed: 1, executions: 1 },
  ...{ changed: {}, hardened: [], sizes: [30, 60] },
  steps: [
    { do: 'open', end: 'a', of: 'alice', calls: 'bob', frames: 1 },
    { do: 'open', end: 'b', of: 'bob', calls: null, frames: 0 },
    { do: 'pass', from: 'a', to: 'b', nth: 0, frames: 0 },
    { do: 'say', at: 'a', frames: 2 },
    { do: 'pass', from: 'a', to: 'b', nth: 1, frames: 0 },
  ],
}

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const identity = { signing: newKey(), wrapping: newKey() }

async function played(halted = new AbortController()) {
  const sent: [Side, Buffer][] = []
  const read: string[] = []
  const guesses: string[] = []
  const mallory = {
    account: { name: 'mallory', identity: identity, password: '', token: '' },
    halted: halted.signal,
    stolenIdentity: () => null,
    told: () => ['the short one', 'the long one'],
    guessed: (about: string, value: string) => guesses.push(`${about}: ${value}`),
    random: (_label: string, size: number) => Buffer.alloc(size),
  } as unknown as Mallory
  const link: Link = {
    ...{ caller: 'alice', callee: 'bob', wire: 'secure' },
    send: (to, bytes) => sent.push([to, Buffer.from(bytes)]),
    hangUp: () => {},
    acted: () => {},
    loot: (_how, text) => read.push(text),
  }
  const handling = await (await traced(listens).prepare(mallory))(link)
  const hear = (frame: Buffer) =>
    handling.unit({ type: frame[4]!, payload: frame.subarray(5), bytes: frame } as Unit, 'caller')
  return { sent, read, guesses, hear, handling }
}

const frame = (type: number, size: number) => encodeFrame(type, Buffer.alloc(size, 1))
const frames = [frame(FrameType.HELLO, 20), frame(FrameType.RECORD, 30), frame(FrameType.RECORD, 52)]

test('what is said beyond the trace while it is played is passed on behind it, in order', async (t) => {
  const { sent, hear } = await played()
  for (const each of frames) hear(each)
  await setImmediate()
  t.deepEqual(
    sent,
    frames.map((each) => ['callee', each]),
  )
})

test('what a trace has not passed on when the phase ends is passed on then', async (t) => {
  const halted = new AbortController()
  const { sent, hear } = await played(halted)
  hear(frames[0]!)
  await setImmediate()
  halted.abort()
  await setImmediate()
  for (const each of frames.slice(1)) hear(each)
  t.deepEqual(
    sent,
    frames.map((each) => ['callee', each]),
  )
})

test('a name in the clear is told, once; what only looks like one is not', async (t) => {
  const { read, hear } = await played()
  const claim = encodeClaim({ name: 'somebody', identity: publicIdentity(identity) })
  const shown = encodeFrame(FrameType.PROOF, Buffer.concat([Buffer.alloc(7, 2), claim, Buffer.alloc(300)]))
  const flipped = Buffer.from(shown)
  flipped[30]! ^= 1
  hear(flipped)
  t.deepEqual(read, [])
  hear(shown)
  hear(shown)
  t.deepEqual(read, ['somebody'])
})

test('which page it is, is told by the size that comes nearest', async (t) => {
  const { guesses, hear, handling } = await played()
  for (const each of frames) hear(each)
  handling.ended('caller')
  t.deepEqual(guesses, ['alice 1: the short one', 'alice 2: the long one'])
})
