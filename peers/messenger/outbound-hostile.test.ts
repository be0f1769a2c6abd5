/** What a friend says never decides what is sent: whatever HAVE asks, and whoever comes under a friend's name. */

import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { runsOf } from '../../lab/suite/extent-testing'
import { BOB, DeliveryHarness, nothing, offer, STREAM } from './delivery-testing'
import { Disk } from './messenger-testing'
import { Resending } from './resending'

const HEIR = 'b1'.repeat(32)
const none = '00'.repeat(16)

/** Alice, who has delivered three texts and an offer to Bob, and Bob is away. */
async function afterThree(t: ExecutionContext): Promise<DeliveryHarness> {
  const alice = new DeliveryHarness(t)
  for (const words of ['one', 'two', 'three']) await alice.say(words)
  await alice.put(offer)
  const session = await alice.open()
  alice.hear({ kind: 'receipt', stream: STREAM, number: 4 }, session)
  await alice.quiet()
  alice.end(session)
  return alice
}

const have = (stream: string, last: number, written: number) =>
  ({ kind: 'have', stream, last, written }) as const

test('what was confirmed is not sent again, whatever HAVE names; the user is told, once for the same number', async (t) => {
  const alice = await afterThree(t)
  const cases = [nothing, nothing, have(STREAM, 0, 0), have(STREAM, 1, 1_000), have(STREAM, 1, 1_000)]
  for (const each of cases) {
    const session = await alice.open(each)
    t.deepEqual(alice.messages('item', session), [])
    alice.end(session)
  }
  t.deepEqual(alice.of('lacks'), [
    { event: 'lacks', friend: 'bob', count: 3, since: 1_000 },
    { event: 'lacks', friend: 'bob', count: 2, since: 1_000 },
  ])
})

test('what was said for one identity goes to no other, and comes when that one is back', async (t) => {
  const alice = await afterThree(t)
  await alice.say('for Bob')
  await alice.say('for the heir', HEIR)
  const heir = await alice.open(nothing, HEIR)
  t.deepEqual(alice.words(heir), ['for the heir'])
  t.deepEqual(alice.of('held'), [{ event: 'held', friend: 'bob', count: 1, since: 1_000 }])
  t.deepEqual(alice.of('lacks'), [])
  // A receipt of one identity ends nothing of the other.
  for (const stream of [STREAM, HEIR.slice(0, 32)]) alice.hear({ kind: 'receipt', stream, number: 99 }, heir)
  await alice.quiet()
  alice.end(heir)
  const bob = await alice.open(have(STREAM, 4, 1_000))
  t.deepEqual(alice.words(bob), ['for Bob'])
})

test('a receipt counts up to what was sent, also by the program that was killed meanwhile, and no further', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.say('one')
  const session = await alice.open()
  alice.end(session)
  await alice.say('two')
  const first = alice.connect()
  alice.hear({ kind: 'receipt', stream: STREAM, number: 2 }, first)
  await alice.quiet()
  t.is(alice.of('delivered').length, 1)
  t.is(alice.waiting, 1)
  const again = new DeliveryHarness(t, {}, alice.disk.killed())
  again.hear({ kind: 'receipt', stream: STREAM, number: 2 }, again.connect())
  await again.quiet()
  t.is(again.waiting, 1)
  again.hear(nothing, 'session-1')
  await again.quiet()
  t.deepEqual(again.words(), ['two'])
  const later = new DeliveryHarness(t, {}, again.disk.killed())
  later.hear({ kind: 'receipt', stream: STREAM, number: Number.MAX_SAFE_INTEGER }, later.connect())
  await later.quiet()
  t.is(later.waiting, 0)
})

function resending({ journal, delivery }: DeliveryHarness, to: string): Resending {
  return new Resending({
    contacts: { contacts: new Map([['bob', { identity: {}, verified: true }]]), blocked: new Set() } as never,
    journal,
    delivery,
    addressee: () => to,
    entropy: { bytes: (size) => Buffer.alloc(size, 0xee) },
    now: () => 2_000,
  })
}

test('what the friend lacks goes again when the user has agreed to just that number, and says so', async (t) => {
  const alice = await afterThree(t)
  const again = resending(alice, BOB)
  t.deepEqual(again.of('bob'), { lacks: null, held: null }, 'nobody said so')
  let session = await alice.open(have(STREAM, 1, 1_000))
  await alice.say('four')
  t.deepEqual(alice.words(session), ['four'])
  t.deepEqual(again.of('bob'), { lacks: { count: 2, since: 1_000 }, held: null })
  alice.hear({ kind: 'receipt', stream: STREAM, number: 5 }, session)
  await alice.quiet()
  alice.end(session)
  session = await alice.open(have(STREAM, 5, 1_000))
  t.deepEqual(again.of('bob').lacks?.count, 2, 'what came behind the gap fills it in no session')
  for (const count of [0, 1, 3]) await t.throwsAsync(again.resend('bob', count), { code: 'BAD_COMMAND' })
  t.deepEqual(alice.words(session), [])
  t.deepEqual(await again.resend('bob', 2), { lacks: { count: 2, since: 1_000 }, held: null })
  alice.delivery.pump('bob')
  t.deepEqual(
    alice.messages('item', session).map((said) => said.kind === 'item' && [said.number, said.item]),
    [
      [6, { type: 'again', count: 2, since: 1_000 }],
      [7, { type: 'text', text: 'two' }],
      [8, { type: 'text', text: 'three' }],
    ],
  )
  t.deepEqual(again.of('bob'), { lacks: null, held: null })
  await t.throwsAsync(again.resend('bob', 2), { code: 'BAD_COMMAND', message: /nothing to send again/ })
  alice.end(session)
  t.deepEqual(again.of('bob'), { lacks: null, held: null })
})

/** @returns a disk as a kill left it that came when so many entries were there. */
function diskWith(kept: readonly Buffer[], count: number): Disk {
  const disk = new Disk()
  disk.kept = kept.slice(0, count)
  return disk
}

test('what the friend lacks can be sent again after a restart, and is told once, at whichever entry the kill comes', async (t) => {
  const alice = await afterThree(t)
  const before = alice.disk.kept.length
  const tells = alice.seen(() => (alice.of('lacks').length > 0 ? alice.disk.kept.length : undefined))
  let session = await alice.open(have(STREAM, 1, 1_000))
  await alice.say('four')
  alice.hear({ kind: 'receipt', stream: STREAM, number: 5 }, session)
  await alice.quiet()
  alice.end(session)
  const { kept } = alice.disk
  const told = await tells
  t.true(told > before && told < kept.length, 'kept before it is told, and that it was told after it')
  for (let count = before; count <= kept.length; count++) {
    const back = new DeliveryHarness(t, {}, diskWith(kept, count))
    const again = resending(back, BOB)
    const isKept = count > before
    if (isKept) t.deepEqual(again.of('bob').lacks, { count: 2, since: 1_000 }, `kill after ${count}`)
    const last = back.journal.store.of('bob').outboxes.get(BOB)!.lastNumber
    for (let start = 0; start < 3; start++) back.end(await back.open(have(STREAM, last, 1_000)))
    t.is(back.of('lacks').length, isKept && count <= told ? 1 : 0, `kill after ${count}`)
    if (!isKept) continue
    session = await back.open(have(STREAM, last, 1_000))
    await again.resend('bob', 2)
    back.delivery.pump('bob')
    t.deepEqual(back.words(session).slice(-2), ['two', 'three'])
    // Lost once more, after a restart: that is news.
    const resent = back.journal.store.of('bob').outboxes.get(BOB)!.lastNumber
    back.hear({ kind: 'receipt', stream: STREAM, number: resent }, session)
    await back.quiet()
    const later = new DeliveryHarness(t, {}, diskWith(back.disk.kept, back.disk.kept.length))
    await later.open(have(STREAM, resent - 2, 1_000))
    t.deepEqual(later.of('lacks'), [{ event: 'lacks', friend: 'bob', count: 2, since: 1_000 }])
  }
})

test('a disk that is full keeps from nobody what the friend lacks, however often it is said; it is kept once there is room', async (t) => {
  const alice = await afterThree(t)
  alice.disk.full = true
  for (let time = 0; time < 20; time++) alice.end(await alice.open(have(STREAM, 1, 1_000)))
  t.is(alice.of('lacks').length, 1)
  t.is(alice.disk.tries, (await afterThree(t)).disk.tries + 1, 'one write waits for it')
  const again = resending(alice, BOB)
  t.is(again.of('bob').lacks, null)
  alice.disk.full = false
  await alice.delivery.stop()
  await alice.quiet()
  t.is(again.of('bob').lacks?.count, 2)
  t.is(alice.of('lacks').length, 1)
})

test('what is held goes to another identity when the user has agreed to just that number, or is dropped', async (t) => {
  const alice = await afterThree(t)
  await alice.say('secret')
  await alice.put(offer)
  const again = resending(alice, HEIR)
  const session = await alice.open(nothing, HEIR)
  t.deepEqual(again.of('bob'), { lacks: null, held: { count: 1, since: 1_000 } })
  await t.throwsAsync(again.resend('bob', 2), { code: 'BAD_COMMAND', message: /\/resend bob 1/ })
  t.deepEqual(alice.messages('item', session), [])
  await again.resend('bob', 1)
  alice.delivery.pump('bob')
  t.deepEqual(alice.words(session), ['secret'])
  t.is(alice.waiting, 0)
  await alice.say('another secret')
  t.is(await again.dropHeld('bob'), 1)
  t.is(await again.dropHeld('bob'), 0)
  alice.end(session)
  t.deepEqual(alice.words(await alice.open(have(STREAM, 4, 1_000))), [])
})

const who = fc.constantFrom(BOB, HEIR)
const action = fc.oneof(
  fc.record({ do: fc.constant('say' as const), to: who }),
  fc.record({
    do: fc.constant('open' as const),
    as: who,
    // Which stream it names: none, any, or one that was seen on the wire.
    stream: fc.oneof(
      { arbitrary: fc.constantFrom(none, '77'.repeat(16)), weight: 1 },
      { arbitrary: fc.nat(9), weight: 4 },
    ),
    last: fc.oneof({ arbitrary: fc.nat(5), weight: 9 }, { arbitrary: fc.maxSafeNat(), weight: 1 }),
    written: fc.oneof({ arbitrary: fc.constant(1_000), weight: 9 }, { arbitrary: fc.nat(), weight: 1 }),
    receipt: fc.nat(8),
  }),
)

test('for any HAVE and any receipts nothing that was delivered is written again, and nothing to another identity', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25, size: 'max' }), async (actions) => {
      const alice = new DeliveryHarness(t)
      const seen = [STREAM, HEIR.slice(0, 32)]
      let said = 0
      for (const each of actions) {
        if (each.do === 'say') {
          said += 1
          await alice.say(`${each.to} ${said}`, each.to)
          continue
        }
        const confirmed = new Set(
          alice.journal.store
            .of('bob')
            .lines.tail.flatMap((line) => ('state' in line && line.state === 'delivered' ? [line.item] : [])),
        )
        const stream = typeof each.stream === 'number' ? seen[each.stream % seen.length]! : each.stream
        const session = await alice.open(have(stream, each.last, each.written), each.as)
        for (const words of alice.words(session)) {
          t.true(words.startsWith(each.as), 'to another identity')
          t.false(
            [...confirmed].some((item) => item.type === 'text' && item.text === words),
            'again',
          )
        }
        for (const message of alice.messages('item', session))
          if (message.kind === 'item' && !seen.includes(message.stream)) seen.push(message.stream)
        for (const known of seen)
          alice.hear({ kind: 'receipt', stream: known, number: each.receipt }, session)
        await alice.quiet()
        alice.end(session)
      }
      await alice.delivery.stop()
    }),
    { numRuns: runsOf(150) },
  )
})
