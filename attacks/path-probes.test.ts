/** Mallory between two honest peers: what is ordered is done to one frame, on the next link alone, and everything is told. */

import test from 'ava'
import { encodeFrame, type Frame, FrameType, HEADER_BYTES } from '../peers/protocol/frames'
import { type Link, type Mallory, otherSide, type Probed, type Side } from './attack'
import { noop } from './noop'
import { PathPlayer, pathProbes } from './path-probes'

/** A frame of no meaning: of `size` bytes, of which the first says whose it is. */
function frame(type: number, size: number, mark: number): Frame {
  const bytes = encodeFrame(type, Buffer.alloc(size, mark))
  return { type, bytes, payload: bytes.subarray(HEADER_BYTES) }
}

const { HELLO, REPLY, PROOF, CONFIRM, RECORD } = FrameType
/** Who says what in a conversation, in order. */
const usual: readonly (readonly [Side, Frame])[] = [
  ['caller', frame(HELLO, 35, 1)],
  ['callee', frame(REPLY, 500, 2)],
  ['caller', frame(PROOF, 500, 3)],
  ['callee', frame(CONFIRM, 288, 4)],
  ['caller', frame(RECORD, 280, 5)],
  ['callee', frame(RECORD, 280, 6)],
  ['caller', frame(RECORD, 280, 7)],
  ['callee', frame(RECORD, 280, 8)],
]

interface PlayedLink {
  readonly sent: readonly (readonly [to: Side, bytes: Buffer])[]
  readonly probed: readonly Probed[]
}

/** @param order the probe that is ordered before the link begins; none if not given. */
async function playedOn(
  player: PathPlayer,
  told: Probed[],
  order?: { readonly probe: string; readonly of: string },
  frames = usual,
): Promise<PlayedLink> {
  const sent: [Side, Buffer][] = []
  const link: Link = {
    ...{ caller: 'alice', callee: 'bob', wire: 'secure' },
    send: (to, bytes) => void sent.push([to, Buffer.from(bytes)]),
    hangUp: () => {},
    acted: () => {},
    loot: () => {},
  }
  if (order) player.await({ ...order, as: 'path', text: '' })
  const handling = await player.begin(await noop.prepare({} as Mallory))(link)
  for (const [from, unit] of frames) handling.unit(unit, from)
  handling.ended('caller')
  handling.ended('callee')
  return { sent, probed: told.splice(0) }
}

function newPlayer(): { player: PathPlayer; told: Probed[] } {
  const told: Probed[] = []
  const mallory = { probed: (_: string, line: Probed) => void told.push(line) } as unknown as Mallory
  return { player: new PathPlayer(mallory), told }
}

const passedOn = usual.map(([from, { bytes }]) => [otherSide(from), bytes] as const)

test('without an order everything is passed on, and nothing told', async (t) => {
  const { player, told } = newPlayer()
  t.deepEqual(await playedOn(player, told), { sent: passedOn, probed: [] })
})

test('an order is for one link', async (t) => {
  const { player, told } = newPlayer()
  const first = await playedOn(player, told, { probe: 'path-text-number-last-bit', of: 'bob' })
  t.notDeepEqual(first.sent, passedOn)
  t.is(first.probed.length, 1)
  t.deepEqual(await playedOn(player, told), { sent: passedOn, probed: [] })
})

test('a bit of one field is flipped, and what went to the one who is probed is told', async (t) => {
  const { player, told } = newPlayer()
  const { sent, probed } = await playedOn(player, told, { probe: 'path-text-number-last-bit', of: 'bob' })
  const differ = sent.flatMap(([, bytes], place) => (bytes.equals(passedOn[place]![1]) ? [] : [place]))
  t.deepEqual(differ, [4])
  const [bent, whole] = [sent[4]![1], passedOn[4]![1]]
  t.deepEqual(
    [...bent].flatMap((byte, at) => (byte === whole[at] ? [] : [[at, byte ^ whole[at]!]])),
    [[12, 1]],
  )
  const to = (side: Side) => Buffer.concat(sent.flatMap(([at, bytes]) => (at === side ? [bytes] : [])))
  const from = usual.flatMap(([side, { bytes }]) => (side === 'callee' ? [bytes] : []))
  t.like(probed[0], { said: to('callee'), heard: Buffer.concat(from), over: true })
})

test('what is put in the place of a frame, before it, or behind it', async (t) => {
  const { player, told } = newPlayer()
  const sentFor = async (probe: string, frames = usual) =>
    (await playedOn(player, told, { probe, of: 'bob' }, frames)).sent.map(([, bytes]) => bytes)
  const all = passedOn.map(([, bytes]) => bytes)
  t.deepEqual(await sentFor('path-by-the-book'), all)
  t.deepEqual(await sentFor('path-text-twice'), all.with(4, Buffer.concat([all[4]!, all[4]!])))
  t.deepEqual(await sentFor('path-hello-before-text'), all.toSpliced(4, 0, all[0]!))
  const later = usual.map(([side, { type }], place) => [side, frame(type, 100, 20 + place)] as const)
  const exchanged = await sentFor('path-proof-of-another-session', later)
  t.deepEqual(exchanged[2], all[2])
  t.deepEqual((await sentFor('path-proof-in-place-of-hello', later))[0], all[2])
  const longer = (await sentFor('path-confirm-longer'))[3]!
  t.is(longer.length, all[3]!.length + 1)
  t.is(longer.readUInt32BE(), all[3]!.readUInt32BE() + 1)
})

test('a goodbye is held back until there is another one', async (t) => {
  const { player, told } = newPlayer()
  const { sent, probed } = await playedOn(player, told, { probe: 'path-goodbyes-cross', of: 'bob' })
  t.deepEqual(sent, [...passedOn.slice(0, 6), passedOn[7]!, passedOn[6]!])
  t.deepEqual(probed[0]!.said, Buffer.concat(sent.flatMap(([to, bytes]) => (to === 'callee' ? [bytes] : []))))
})

test('where the other goodbye was there first, none is held back: nobody would release it', async (t) => {
  const { player, told } = newPlayer()
  const late = [...usual.slice(0, 6), usual[7]!, usual[6]!]
  const { sent } = await playedOn(player, told, { probe: 'path-goodbyes-cross', of: 'bob' }, late)
  t.deepEqual(sent, [...passedOn.slice(0, 6), passedOn[7]!, passedOn[6]!])
})

test('in a conversation with a rekey the frames have other places', async (t) => {
  const { player, told } = newPlayer()
  const frames = usual.toSpliced(6, 0, ...usual.slice(4, 6), usual[4]!)
  const { sent } = await playedOn(player, told, { probe: 'path-rekey-reply-twice', of: 'alice' }, frames)
  const { bytes } = frames[7]![1]
  t.deepEqual(sent[7]![1], Buffer.concat([bytes, bytes]))
})

test('each probe changes something, but for those that only look on', async (t) => {
  const lookOn = [
    'path-by-the-book',
    'path-renewed-by-the-book',
    'path-idle-for-an-hour',
    'path-aged-for-hours',
    'path-behind-what-nobody-can-say',
  ]
  const long = usual.toSpliced(6, 0, ...usual.slice(4, 6), usual[4]!)
  const whole = long.map(([, { bytes }]) => bytes)
  for (const { name } of pathProbes) {
    const { player, told } = newPlayer()
    // Of an earlier session there is something to put in.
    const earlier = long.map(([side, { type }], place) => [side, frame(type, 90, 40 + place)] as const)
    await playedOn(player, told, { probe: 'path-renewed-by-the-book', of: 'bob' }, earlier)
    const { sent } = await playedOn(player, told, { probe: name, of: 'bob' }, long)
    const isWhole = Buffer.concat(sent.map(([, bytes]) => bytes)).equals(Buffer.concat(whole))
    t.is(isWhole, lookOn.includes(name), name)
  }
})

test('an order for what is none of hers', async (t) => {
  const { player, told } = newPlayer()
  await t.throwsAsync(playedOn(player, told, { probe: 'path-of-nothing', of: 'bob' }), {
    message: 'There is no probe path-of-nothing on the path.',
  })
})
