import test from 'ava'
import { aes256gcm, type RecordCipher } from '../../peers/protocol/defences'
import { hardenedDefences } from '../../peers/protocol/hardened'
import { secure } from '../../peers/protocol/secure'
import { testEntropy } from '../../peers/protocol/test-keys-testing'
import { isPlayed } from '../suite/extent-testing'
import { departures } from './conformance'
import { played } from './played-testing'

/** Each frame is met with fifteen changes: a sample has each so-many-th. */
const EVERY_FRAME = 4

const rulesOf = (act: Parameters<typeof departures>[0]) => [
  ...new Set(departures(act).map(({ rule }) => rule)),
]

test('a conversation of the messenger conforms, to the last byte', async (t) => {
  t.deepEqual(departures(await played()), [])
})

test('so it does through rekeys', async (t) => {
  const act = await played({
    talk(session) {
      session.say('alice', 'before')
      session.pass(3_700_000)
      session.say('bob', 'an hour later')
      session.say('alice', 'after')
      session.pass(3_700_000)
      session.say('alice', 'again')
      session.say('bob', 'again')
      session.close('bob')
    },
  })
  t.deepEqual(departures(act), [])
})

test('a cut line, a changed byte, a record twice: whoever refuses as the protocol says conforms', async (t) => {
  const first = (bytes: Buffer, at: number) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from([bytes[at]! ^ 1]), bytes.subarray(at + 1)])
  const whole = await played({ sessions: 1 })
  const frames = whole.filter((event) => event.event === 'wire' && event.way === 'out').length
  for (let frame = 1; frame <= frames; frame += 1) {
    if (!isPlayed(frame, EVERY_FRAME)) continue
    for (const at of [0, 2, 4, 5, 7, 8, 20, 45, 60, -40, -17, -1]) {
      const act = await played({
        sessions: 1,
        between: (bytes, _, number) =>
          number === frame ? [first(bytes, (at + bytes.length) % bytes.length)] : [bytes],
      })
      // Nobody attacks in this phase, so that what was read is another thing than what was written does show.
      t.deepEqual(
        departures(act).filter(({ rule }) => rule !== 'untold'),
        [],
        `byte ${at} of frame ${frame}`,
      )
    }
    for (const between of [
      (bytes: Buffer) => [bytes, bytes],
      () => [],
      (bytes: Buffer) => [bytes.subarray(0, 40)],
    ]) {
      const act = await played({
        sessions: 1,
        between: (bytes, _, number) => (number === frame ? between(bytes) : [bytes]),
      })
      t.deepEqual(
        departures(act).filter(({ rule }) => rule !== 'untold'),
        [],
        `frame ${frame}`,
      )
    }
  }
})

test('what must be refused may come in one piece with what is right', async (t) => {
  const whole = await played({ sessions: 1 })
  const frames = whole.filter((event) => event.event === 'wire' && event.way === 'out').length
  for (const bad of ['00000000', '0000000205', '0000000301ffff', '000000050500000000']) {
    for (let frame = 1; frame <= frames; frame += 1) {
      const act = await played({
        sessions: 1,
        between: (bytes, _, number) => [
          number === frame ? Buffer.concat([bytes, Buffer.from(bad, 'hex')]) : bytes,
        ],
      })
      const found = departures(act).filter(({ rule }) => rule !== 'untold')
      t.deepEqual(found, [], `${bad} after frame ${frame}`)
    }
  }
})

test('so may a frame that comes twice, where it is answered before the second is read', async (t) => {
  // Text, answer, and the three frames of a rekey behind them.
  for (let frame = 5; frame <= 9; frame += 1) {
    const act = await played({
      sessions: 1,
      between: (bytes, _, number) => [number === frame ? Buffer.concat([bytes, bytes]) : bytes],
      talk(session) {
        session.say('alice', 'before')
        session.pass(3_700_000)
        session.say('bob', 'an hour later')
        session.close('alice')
      },
    })
    const alarms = act.flatMap((event) => (event.event === 'alarm' ? [event.code] : []))
    t.true(alarms.includes('OUT_OF_ORDER'), `frame ${frame}`)
    const found = departures(act).filter(({ rule }) => rule !== 'untold')
    t.deepEqual(found, [], `frame ${frame}`)
  }
})

test('entropy that comes again, or is none', async (t) => {
  const key = testEntropy.x25519()
  t.true(rulesOf(await played({ entropy: { ...testEntropy, x25519: () => key } })).includes('5.2-1'))
  const secret = testEntropy.bytes(32)
  t.true(rulesOf(await played({ entropy: { ...testEntropy, bytes: () => secret } })).includes('5.4-3'))
  const four = (size: number) => Buffer.concat([Buffer.alloc(size - 4), testEntropy.bytes(4)])
  t.true(rulesOf(await played({ entropy: { ...testEntropy, bytes: four } })).includes('5.4-3'))
  let count = 0
  const counting = () => {
    count += 1
    return Buffer.concat([secret.subarray(0, 31), Buffer.from([count])])
  }
  t.true(rulesOf(await played({ entropy: { ...testEntropy, bytes: counting } })).includes('5.4-3'))
})

test('a key that stands in the source departs, and so does a cipher that only looks like one', async (t) => {
  const constant = secure('constant', { ...hardenedDefences, trafficKey: () => Buffer.alloc(32, 7) })
  t.deepEqual(rulesOf(await played({ profile: constant })), ['6-2', '6-17'])
  const toy = (text: Uint8Array): Buffer => Buffer.from(Buffer.from(text).map((byte) => byte ^ 0x5a))
  const cipher: RecordCipher = {
    ...aes256gcm,
    sealAfter: (
      head: Uint8Array,
      _key: Uint8Array,
      _nonce: Uint8Array,
      _aad: Uint8Array,
      plaintext: Uint8Array,
    ) => [Buffer.concat([head, toy(plaintext), Buffer.alloc(16)])],
    open: (_key: Uint8Array, _nonce: Uint8Array, _aad: Uint8Array, sealed: Uint8Array) =>
      toy(sealed.subarray(0, -16)),
  }
  t.deepEqual(
    rulesOf(await played({ profile: secure('toy', { ...hardenedDefences, recordCipher: cipher }) })),
    ['6-2', '6-17'],
  )
})

test('a program that tells nothing, or something else than went over the wire, is noticed', async (t) => {
  const act = await played()
  const silent = act.filter((event) => event.event !== 'wire' || event.node !== 'bob')
  t.true(rulesOf(silent).includes('untold'))
  const intercepted = act.flatMap((event) =>
    event.event === 'wire' && event.way === 'out'
      ? [
          {
            ...event,
            event: 'intercepted' as const,
            node: 'mallory',
            link: `${event.session}`,
            from: event.node,
            to: event.node === 'bob' ? 'alice' : 'bob',
          },
        ]
      : [],
  )
  t.deepEqual(rulesOf([...act, ...intercepted]), [])
  const otherwise = intercepted.map((event, place) =>
    place === 5 ? { ...event, bytes: `AAAA${event.bytes.slice(4)}` } : event,
  )
  t.deepEqual(rulesOf([...act, ...otherwise]), ['untold'])
})
