import { createHash } from 'node:crypto'
import test from 'ava'
import { RecordKind } from '../peers/protocol/channel'
import { field } from '../peers/protocol/fields'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { prototype } from '../peers/protocol/prototype/prototype'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { plaintext } from '../peers/weakened/plaintext'
import type { Link, Unit } from './attack'
import { bothConnected, friends, say } from './friends-testing'
import { onlyTheWire } from './relay-testing'
import { tap } from './tap'

const words = ['ok', 'Meet me at the old bridge at 10:15.', 'Deux lignes,\nça va ? ☕', '{"amount": 10}']
const answers = ['y', '  ', 'The code is 4a3684f5f101e12c.']

test('reads every record that is not encrypted, short or long, both ways', async (t) => {
  const { alice, bob, wire, over } = await friends(t, tap.prepare, secure('plaintext', plaintext))
  await bothConnected(alice, bob)
  await say(alice, bob, ...words)
  await say(bob, alice, ...answers)
  alice.session.close()
  await over()

  const loot = wire.only('loot')
  t.deepEqual(
    loot.map(({ how, from, to, text }) => ({ how, from, to, text })),
    [
      ...words.map((text) => ({ how: 'read', from: 'alice', to: 'bob', text })),
      ...answers.map((text) => ({ how: 'read', from: 'bob', to: 'alice', text })),
    ],
  )
  t.is(wire.only('acted').length, 1)
  t.deepEqual(bob.texts(), words)
  t.deepEqual(alice.texts(), answers)
  t.deepEqual(
    [alice, bob].map(({ heard }) => heard.all.at(-1)),
    Array(2).fill({ event: 'closed', clean: true }),
  )
})

for (const profile of [hardenedProfile, prototype]) {
  test(`reads nothing that ${profile.name} peers say, and they notice nothing`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, tap.prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, ...words)
    await say(bob, alice, ...answers)
    alice.session.close()
    await over()

    t.deepEqual(wire.only('loot'), [])
    t.is(wire.only('acted').length, 1)
    t.deepEqual(bob.texts(), words)
    t.deepEqual(alice.texts(), answers)
    t.deepEqual(
      [alice, bob].map(({ heard }) => heard.all.at(-1)),
      Array(2).fill({ event: 'closed', clean: true }),
    )
  })
}

test('reads text in protocols that it does not know', async (t) => {
  const line = 'PRIVMSG bob :Meet me at the old bridge, “tonight”.'
  const { loot } = await tapped([{ kind: 'raw', bytes: Buffer.from(`\x01\x02${line}\r\n\xff`, 'utf8') }])
  t.true(loot.some((text) => text.includes(line)))
})

test('takes random bytes for no text', async (t) => {
  // Random to the eye, and the same in every run. The separator is text that stands between random bytes.
  const random = (seed: string) =>
    Buffer.concat(
      [0, 1, 2, 3, 4, 5, 6, 7].map((part) => createHash('sha256').update(`${seed} ${part}`).digest()),
    )
  const units = Array.from({ length: 5_000 }, (_, i) => ({
    kind: 'raw' as const,
    bytes: Buffer.concat([random(`a${i}`), Buffer.from('__SEP__'), random(`b${i}`)]),
  }))
  const { loot, sent } = await tapped(units)
  t.deepEqual(loot, [])
  t.deepEqual(
    sent,
    units.map(({ bytes }) => bytes),
  )
})

test('takes a record for text only if it is one to the last byte', async (t) => {
  const record = (...after: Buffer[]) => {
    const bytes = encodeFrame(FrameType.RECORD, Buffer.concat([Buffer.alloc(8), ...after]))
    return { type: FrameType.RECORD, payload: bytes.subarray(5), bytes }
  }
  const [text, close, ok] = [Buffer.of(RecordKind.TEXT), Buffer.of(RecordKind.CLOSE), field('ok')]
  const padding = Buffer.alloc(20)
  const { loot } = await tapped([
    record(text, ok, padding),
    record(text, ok),
    record(close, ok, padding),
    record(text, ok, padding, Buffer.of(1)),
    record(text, Buffer.of(0xff, 0xff, 111, 107)),
    record(text, field(Buffer.of(0xff))),
    record(),
  ])
  t.deepEqual(loot, ['ok', 'ok'])
})

/** What the tap makes of units from the caller. */
async function tapped(units: readonly Unit[]): Promise<{ loot: string[]; sent: Uint8Array[] }> {
  const loot: string[] = []
  const sent: Uint8Array[] = []
  const link: Link = {
    caller: 'alice',
    callee: 'bob',
    wire: 'secure',
    send: (to, bytes) => to === 'callee' && sent.push(bytes),
    hangUp: () => {},
    acted: () => {},
    loot: (_how, text) => loot.push(text),
  }
  const handling = await (await tap.prepare(onlyTheWire))(link)
  for (const unit of units) handling.unit(unit, 'caller')
  return { loot, sent }
}
