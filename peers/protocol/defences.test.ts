/** Each member of the defences is what two conversations really run with: exchange it, and something changes. */

import test, { type ExecutionContext } from 'ava'
import { assertDecidesInConstantTime } from '../../lab/suite/crypto-testing'
import { type Defences, requireConfirmation, requireExpectedIdentity } from './defences'
import { PeerError } from './errors'
import { encodeFrame, FrameType } from './frames'
import { sigma } from './handshake'
import { hardenedDefences } from './hardened'
import { converse, events, friends, Line, person, texts, type Who } from './secure-testing'
import { type Suite, x25519RsaOaep } from './suites'
import { twins } from './twin-identities-testing'

const people = Promise.all([person('alice'), person('bob')])

async function line(changes: Partial<Record<Who, Partial<Defences>>>): Promise<Line> {
  const [alice, bob] = await people
  const expected = friends(alice, bob)
  const defencesOf = (who: Who): Defences => ({ ...hardenedDefences, ...changes[who] })
  return new Line({
    alice: await converse({ self: alice, expected, defences: defencesOf('alice') }, 'bob'),
    bob: await converse({ self: bob, expected, defences: defencesOf('bob') }, null),
  }).open()
}

const both = (changes: Partial<Defences>) => line({ alice: changes, bob: changes })

/** Asserts that both are connected, and that words and goodbyes reach the other side. */
function works(t: ExecutionContext, hers: Line): void {
  hers.settle().say('alice', 'one').say('bob', 'two').settle()
  hers.take('alice', hers.sides.alice.close())
  hers.settle()
  t.deepEqual([texts(hers.outputs.alice), texts(hers.outputs.bob)], [['two'], ['one']])
  for (const who of ['alice', 'bob'] as const)
    t.deepEqual(events(hers.outputs[who]).at(-1), { event: 'closed', clean: true })
}

const alarms = (hers: Line, who: Who) =>
  events(hers.outputs[who]).flatMap((event) => (event.event === 'alarm' ? [event.code] : []))

test('the best suite that both know is used throughout, and no other', async (t) => {
  const used: string[] = []
  const counted = (id: number): Suite => {
    const use = <Part>(what: string, own: Part): Part => {
      used.push(`${id} ${what}`)
      return own
    }
    const { agree, wrap, unwrap } = x25519RsaOaep
    return {
      id,
      agree: (...given) => use('agree', agree)(...given),
      wrap: (...given) => use('wrap', wrap)(...given),
      unwrap: (...given) => use('unwrap', unwrap)(...given),
    }
  }
  const [best, middle, worst] = [counted(0x0301), counted(0x0201), counted(0x0101)]
  works(t, await line({ alice: { suites: [best!, middle!, worst!] }, bob: { suites: [middle!, worst!] } }))
  const eachTwice = ['agree', 'unwrap', 'wrap'].flatMap((what) => [`${0x0201} ${what}`, `${0x0201} ${what}`])
  t.deepEqual(used.sort(), eachTwice)

  const none = (await line({ alice: { suites: [best!] }, bob: { suites: [worst!] } })).settle()
  t.deepEqual(alarms(none, 'bob'), ['NO_COMMON_VERSION'])
})

test('an offer that was changed is noticed, unless it is left out of the transcript', async (t) => {
  const second: Suite = { ...x25519RsaOaep, id: 0x0201 }
  const suites = [second, x25519RsaOaep]
  const withoutBest = (hers: Line): Line => {
    const [hello] = hers.toward.bob
    const payload = hello!.subarray(5)
    const offer = Buffer.concat([Buffer.from([1]), payload.subarray(3)])
    hers.toward.bob[0] = encodeFrame(FrameType.HELLO, offer)
    return hers
  }
  t.deepEqual(alarms(withoutBest(await both({ suites })).settle(), 'alice'), ['BAD_RECORD'])
  works(t, withoutBest(await both({ suites, helloInTranscript: (hello) => hello.subarray(-32) })))
})

test('the handshake, its cipher, the keys and the cipher of records are those of the defences', async (t) => {
  const refusal = () => {
    throw new PeerError('UNSUPPORTED')
  }
  const { recordCipher: cipher } = hardenedDefences
  const deaf = { ...cipher, open: refusal }
  t.deepEqual(alarms((await both({ handshakeCipher: deaf })).settle(), 'alice'), ['UNSUPPORTED'])
  const hears = (await both({ recordCipher: deaf })).settle().say('alice', 'one').settle()
  t.deepEqual(alarms(hears, 'bob'), ['UNSUPPORTED'])

  const seen: string[] = []
  const handshake: Defences['handshake'] = {
    initiate(...given) {
      seen.push('initiate')
      return sigma.initiate(...given)
    },
    respond(...given) {
      seen.push('respond')
      return sigma.respond(...given)
    },
  }
  works(t, await both({ handshake }))
  t.deepEqual(seen, ['initiate', 'respond'])

  const oneKey: Defences['trafficKey'] = (root) => Buffer.from(root)
  works(t, await both({ trafficKey: oneKey }))
  const apart = (await line({ alice: { trafficKey: oneKey } })).settle().say('alice', 'one').settle()
  t.deepEqual(alarms(apart, 'bob'), ['BAD_RECORD'])
})

test('frames that may be skipped are counted if the numbers go on, and refused if none may be', async (t) => {
  const IGNORE = 9
  const injected = (hers: Line): Line => {
    hers.toward.bob.unshift(encodeFrame(IGNORE, Buffer.from('noise')))
    return hers.settle()
  }
  t.deepEqual(alarms(injected(await line({})), 'bob'), ['UNEXPECTED_FRAME'])

  const counting = { earlyFrames: { ignored: { [IGNORE]: 64 }, firstNumber: BigInt } }
  works(t, await both(counting))
  const hers = injected(await both(counting))
    .say('alice', 'one')
    .say('alice', 'two')
  t.is(hers.toward.bob[0]!.readBigUInt64BE(5), 2n, 'HELLO and PROOF came before it')
  hers.toward.bob.shift()
  hers.settle()
  t.deepEqual(texts(hers.outputs.bob), ['two'])
  t.deepEqual(alarms(hers, 'bob'), [])

  const large = await both(counting)
  large.toward.bob.unshift(encodeFrame(IGNORE, Buffer.alloc(65)))
  t.deepEqual(alarms(large.settle(), 'bob'), ['FRAME_TOO_LARGE'])
})

test('sizes of frames are those of the defences, before and after the handshake is done', async (t) => {
  const { handshake, records } = hardenedDefences.frameLimits
  const shy = (
    await line({ bob: { frameLimits: { handshake: { [FrameType.HELLO]: 10 }, records } } })
  ).settle()
  t.deepEqual(alarms(shy, 'bob'), ['FRAME_TOO_LARGE'])
  const short = { handshake, records: { [FrameType.RECORD]: 8 + 256 + 16 } }
  const hers = (await line({ bob: { frameLimits: short } })).settle().say('alice', 'one').settle()
  t.deepEqual(texts(hers.outputs.bob), ['one'])
  hers.say('alice', 'x'.repeat(300)).settle()
  t.deepEqual(alarms(hers, 'bob'), ['FRAME_TOO_LARGE'])
})

test('who presents a key that shares a part with the expected one is refused', (t) => {
  for (const { alike, one, other } of twins) {
    t.throws(() => requireExpectedIdentity(one, other), { code: 'FINGERPRINT_MISMATCH' }, alike)
    t.notThrows(() => requireExpectedIdentity(one, { ...one }), alike)
  }
})

test.serial('the confirmation of a handshake is compared in constant time', (t) =>
  assertDecidesInConstantTime(t, 32, () => {
    try {
      requireConfirmation(Buffer.alloc(32, 1), Buffer.alloc(32, 2))
      return true
    } catch {
      return false
    }
  }),
)
