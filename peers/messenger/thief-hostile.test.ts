/**
 * A thief who has Bob's identity keys and nothing else calls Alice's messenger, over a real socket, and asks; and so does
 * somebody with a new key in Bob's name, which Alice has taken.
 */

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { runsOf } from '../../lab/suite/extent-testing'
import { type ApplicationMessage, decodeMessage, encodeMessage } from '../protocol/application'
import { publicIdentity } from '../protocol/identity'
import { HandDriven, identityJson, identityOf } from '../session/peer-testing'
import { startWithBobAway } from './messenger-testing'

const TIMES = runsOf(100)
/** Any id of a stream, or the place of one that was seen. */
const anyStream = fc.oneof(
  { weight: 2, arbitrary: fc.nat() },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((bytes) => Buffer.from(bytes).toString('hex')),
  },
)
/** Any number of an item: such as there are, and all others. */
const anyNumber = fc.oneof({ weight: 3, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.maxSafeNat() })

/** Alice's program has so many open offers of a friend, and says of the next one that it is too many. */
const OFFERS = 21

type ItemMessage = Extract<ApplicationMessage, { kind: 'item' }>

/** One session of the thief's. */
class Thief {
  readonly #hand: HandDriven
  #offers = 0

  private constructor(hand: HandDriven) {
    this.#hand = hand
  }

  /** @param from calls come from several addresses, or else they would be slowed down. */
  static async call(
    t: ExecutionContext,
    port: number,
    from: string,
    identity: ReturnType<typeof identityOf>,
  ): Promise<Thief> {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from })
    t.teardown(() => socket.destroy())
    await once(socket, 'connect')
    const hand = await HandDriven.start(socket, 'bob', 'alice', 'alice', identity)
    await hand.until('connected')
    return new Thief(hand)
  }

  say(message: ApplicationMessage): void {
    this.#hand.perform(this.#hand.conversation.sendData(encodeMessage(message)))
  }

  get items(): ItemMessage[] {
    return this.#hand.of('data').flatMap(({ content }) => {
      const message = decodeMessage(content)
      return message.kind === 'item' ? [message] : []
    })
  }

  /** Makes Alice's program say END, in her stream, for the last of so many offers. @returns what tells the stream. */
  async provoke(run: number, count: number): Promise<ItemMessage> {
    const idOf = (number: number) => (run * 1_000 + number).toString(16).padStart(32, '0')
    const stream = run.toString(16).padStart(32, 'f')
    for (let number = 0; number < count; number++) {
      this.#offers += 1
      const id = idOf(this.#offers)
      const item = { type: 'offer', id, size: 1, sha256: '00'.repeat(32), name: 'a' } as const
      this.say({ kind: 'item', stream, number: this.#offers, written: 1, item })
    }
    const last = idOf(this.#offers)
    return this.#hand.seen(() => this.items.find(({ item }) => item.type === 'end' && item.id === last))
  }

  async leave(): Promise<void> {
    this.#hand.perform(this.#hand.conversation.close())
    await this.#hand.until('closed')
  }
}

/** Alice and Bob are friends, and talk until Bob goes. Time passes for Alice as `passes` says. */
async function bobIsAway(t: ExecutionContext, said: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'thief-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  let ahead = 0
  const { directory, alice } = await startWithBobAway(t, folder, said, () => Date.now() + ahead)
  const passes = (milliseconds: number) => {
    ahead += milliseconds
  }
  return { directory, alice, passes }
}

type Away = Awaited<ReturnType<typeof bobIsAway>>

/**
 * Calls Alice as Bob again and again, and says to have any number of any stream: of none, of those that were seen, of
 * others.
 * @param streams known from elsewhere. @returns the texts that came, and the streams that are known now.
 */
async function asksAgainAndAgain(
  t: ExecutionContext,
  { alice, passes }: Away,
  identity = identityOf('bob'),
  streams: readonly string[] = [],
) {
  const port = Number(alice.messenger.status().listening.split(':').at(-1))
  const seen = ['00'.repeat(16), ...streams].map((stream) => ({ stream, written: 0 }))
  const guesses = fc.sample(fc.record({ pick: anyStream, last: anyNumber, time: fc.nat() }), TIMES)
  const texts: string[] = []
  for (const [run, { pick, last, time }] of guesses.entries()) {
    // Time passes quickly for Alice, or else these would be more sessions than she lets a friend open.
    passes(6_000)
    const thief = await Thief.call(t, port, `127.0.0.${2 + (run % 20)}`, identity)
    const known = typeof pick === 'number' ? seen[pick % seen.length]! : { stream: pick, written: time }
    // From the beginning first: any other number may make Alice's program begin another stream.
    const number = run < TIMES / 2 ? 0 : last
    thief.say({ kind: 'have', stream: known.stream, last: number, written: run % 3 ? known.written : time })
    const end = await thief.provoke(run, run === 0 ? OFFERS : 1)
    if (!seen.some(({ stream }) => stream === end.stream)) seen.push(end)
    // The END came behind all that HAVE could ask for. Confirmed, it makes room for the next one.
    thief.say({ kind: 'receipt', stream: end.stream, number: end.number })
    texts.push(...thief.items.flatMap(({ item }) => (item.type === 'text' ? [item.text] : [])))
    await thief.leave()
  }
  return { texts, streams: seen.map(({ stream }) => stream) }
}

const secrets = Array.from({ length: 20 }, (_, index) => `secret ${index + 1}`)

test(`a thief of Bob's keys gets no text by asking, ${TIMES} times of ${TIMES}, and Alice's user is told`, async (t) => {
  const away = await bobIsAway(t, secrets)
  const { texts, streams } = await asksAgainAndAgain(t, away)
  t.true(streams.length > 1, 'the stream was learned')
  t.deepEqual(texts, [])
  t.like(away.alice.of('lacks')[0], { friend: 'bob', count: secrets.length })
})

test(`a new key of Bob's gets nothing that was said for the old one, ${TIMES} times of ${TIMES}, and Alice's user is asked`, async (t) => {
  const away = await bobIsAway(t, secrets.slice(0, 10))
  const { alice, directory } = away
  for (const text of secrets.slice(10)) await alice.messenger.send('bob', text)
  const heir = identityOf('whoever has the name of bob now')
  const entry = { ...directory.entries.get('bob')!, identity: identityJson(publicIdentity(await heir)) }
  directory.entries.set('bob', entry)
  await alice.until('key-changed')
  await alice.messenger.trust('bob', 'new')

  // The heir may have seen the stream that Bob was sent.
  const streams = alice.user.disk.entries.flatMap((each) => (each.kind === 'out' ? [each.stream] : []))
  const { texts } = await asksAgainAndAgain(t, away, heir, [...new Set(streams)])
  t.deepEqual(texts, [])
  t.like(alice.of('held')[0], { friend: 'bob', count: 10 })
  t.is(alice.messenger.resendable('bob').held?.count, 10)
})
