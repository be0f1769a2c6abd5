/** What a friend can make this messenger do who is proven to be one, and does not keep to the protocol. */

import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { playedIn } from '../../lab/suite/extent-testing'
import { publicIdentity } from '../protocol/identity'
import { fakeDirectory, identityJson, identityOf } from '../session/peer-testing'
import { nothing } from './delivery-testing'
import { type BudgetLimits, budgetLimits } from './friend-budget'
import { HostileFriend, itemOf } from './hostile-testing'
import { MOST_WAITING_ENDS } from './inbound'
import type { MessengerOptions } from './messenger-parts'
import { heardFrom, newUser, start } from './messenger-testing'

/** Each takes seconds: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 2)

/** @returns Alice's messenger, Carol's, who is her friend as well, and what makes Bob, whose program is hostile. */
async function threeFriends(t: ExecutionContext, options: Partial<MessengerOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'budget-'))
  const directory = await fakeDirectory(t)
  directory.entries.set('bob', {
    identity: identityJson(publicIdentity(await identityOf('bob'))),
    record: null,
  })
  // Her clock stands: what is paid back with time is not, however slow this machine is.
  const began = Date.now()
  const alice = await start(t, newUser('alice', folder), directory, () => began, options)
  const carol = await start(t, newUser('carol', folder), directory)
  await Promise.all([alice.until('online'), carol.until('online')])
  const told = () => alice.of('alarm').filter(({ friend }) => friend === 'bob')
  return {
    alice,
    carol,
    directory,
    bob: () => HostileFriend.open(t, 'bob', alice),
    /** The codes of what Alice's user was told about Bob. */
    alarms: () => told().map(({ code }) => code),
    alarm: (code: string) => alice.seen(() => told().find((alarm) => alarm.code === code)),
    /** What Carol says arrives, and what Alice says to her, whatever Bob does. */
    async othersTalk(): Promise<void> {
      const before = heardFrom(alice, 'carol').length
      await carol.messenger.send('alice', 'meanwhile')
      await alice.seen(() => heardFrom(alice, 'carol')[before])
      await alice.messenger.send('carol', 'I hear you')
      await carol.seen(() => heardFrom(carol, 'alice')[before])
      t.pass()
    },
  }
}

const few: BudgetLimits = { ...budgetLimits, unreadItems: 50 }
const text = (words: string) => ({ type: 'text', text: words }) as const

inTurn(1)(
  'HAVE without end: the second one of a session ends it, and no more is said than a socket takes',
  async (t) => {
    const { alice, bob, alarm, othersTalk } = await threeFriends(t)
    const size = 10_000
    for (let count = 0; count < 3_000; count += 500)
      await Promise.all(Array.from({ length: 500 }, () => alice.messenger.send('bob', 'x'.repeat(size))))
    const hostile = await bob()
    hostile.stopReading()
    await hostile.flood(100_000, () => nothing)
    await alarm('UNEXPECTED_FRAME')
    const said = alice.of('sent').filter(({ friend }) => friend === 'bob').length
    t.true(said * size < 16_000_000, `${said}`)
    await othersTalk()
  },
)

test('PING without end: the session ends with a code, one alarm tells, and the friend is kept away', async (t) => {
  const { alice, bob, alarms, alarm, othersTalk } = await threeFriends(t)
  const hostile = await bob()
  const said = await hostile.flood(100_000, () => ({ kind: 'ping' }))
  const { message } = await alarm('OVER_BUDGET')
  t.regex(
    message,
    /^bob asks more of this messenger than it answers: .* hear nothing more with \/block bob\.$/,
  )
  await hostile.ended
  t.true(said < 100_000)
  t.true(hostile.messages('pong').length <= 250, `${hostile.messages('pong').length}`)
  // Whoever comes back at once is not let in, and nobody is told again.
  const opened = await Promise.all([bob(), bob(), bob()])
  await Promise.all(opened.map((session) => session.ended))
  t.deepEqual(alarms(), ['OVER_BUDGET'])
  t.is(alice.of('online').filter(({ friend }) => friend === 'bob').length, 1)
  await othersTalk()
})

test('FETCH without end is a question as well', async (t) => {
  const { bob, alarm, othersTalk } = await threeFriends(t)
  const hostile = await bob()
  const fetch = { kind: 'fetch', id: 'ab'.repeat(16), offset: 1, prefix: '00'.repeat(32) } as const
  await hostile.flood(100_000, () => fetch)
  await alarm('OVER_BUDGET')
  await hostile.ended
  await othersTalk()
})

test('chunks, receipts and answers that nobody wants end the session', async (t) => {
  for (const message of [
    { kind: 'chunk', id: 'ab'.repeat(16), offset: 7, bytes: Buffer.alloc(100) },
    { kind: 'receipt', stream: 'ab'.repeat(16), number: 1 },
    { kind: 'pong' },
  ] as const) {
    const { bob, alarm, othersTalk } = await threeFriends(t)
    const hostile = await bob()
    const said = await hostile.flood(1_000_000, () => message)
    await alarm('OVER_BUDGET')
    await hostile.ended
    t.true(said < 1_000_000, message.kind)
    await othersTalk()
  }
})

test('one friend has two sessions at most, and is not let in for some time when it opens many', async (t) => {
  const { alice, bob, alarm, alarms, othersTalk } = await threeFriends(t)
  const opened: HostileFriend[] = []
  for (let count = 0; count < 40; count++) {
    opened.push(await bob())
    const open = opened.filter(({ isOver }) => !isOver)
    // The one before is ended; how soon the socket says so is the system's.
    t.true(open.length <= 4, `${open.length}`)
  }
  await alarm('OVER_BUDGET')
  // Those that it opens now are ended; the one that it had before stays.
  await Promise.all(opened.slice(-5).map((session) => session.ended))
  t.deepEqual(alarms(), ['OVER_BUDGET'])
  t.is(alice.of('online').filter(({ friend }) => friend === 'bob').length, 1)
  await othersTalk()
})

test('what is not read has a ceiling: no more is taken, one alarm tells, and reading makes room', async (t) => {
  const { alice, bob, alarm, alarms, othersTalk } = await threeFriends(t, { budgetLimits: few })
  const hostile = await bob()
  hostile.say(nothing)
  await hostile.flood(500, (at) => itemOf(at + 1, text(`${at + 1}`)), 10)
  const { message } = await alarm('OVER_BUDGET')
  t.regex(message, /^bob sends more than this messenger takes: read what bob has sent, /)
  await hostile.ended
  t.is(heardFrom(alice, 'bob').length, 50)
  t.is(alice.user.disk.entries.filter(({ kind }) => kind === 'in').length, 50)
  t.true(hostile.messages('receipt').every(({ number }) => number <= 50))
  t.deepEqual(alarms(), ['OVER_BUDGET'])
  await othersTalk()
  // It is kept away until the user has read; then it goes on behind what is here.
  const away = await bob()
  await away.ended
  alice.messenger.seen('bob')
  while (!alice.user.disk.entries.some(({ kind }) => kind === 'seen')) await new Promise(setImmediate)
  await new Promise(setImmediate)
  const back = await bob()
  back.say(nothing)
  t.like(await back.seen(() => back.messages('have')[0]), { last: 50 })
  back.say(itemOf(51, text('51')))
  await alice.seen(() => (heardFrom(alice, 'bob').length === 51 ? true : undefined))
})

test('bytes count as the journal holds them: control characters are six each', async (t) => {
  const unreadBytes = 1_000_000
  const { alice, bob, alarm } = await threeFriends(t, { budgetLimits: { ...budgetLimits, unreadBytes } })
  const hostile = await bob()
  hostile.say(nothing)
  await hostile.flood(1_000, (at) => itemOf(at + 1, text('\u0001'.repeat(16_000))), 3)
  await alarm('OVER_BUDGET')
  const kept = alice.user.disk.kept.reduce((sum, { length }) => sum + length, 0)
  t.true(kept < unreadBytes * 1.1, `${kept}`)
})

inTurn(0)('items beyond the rate wait in the friend’s own socket, and none is lost', async (t) => {
  const limits: BudgetLimits = { ...budgetLimits, bytesPerSecond: 1 }
  const pauses: number[] = []
  let goOn = () => {}
  const wait = (milliseconds: number) => {
    pauses.push(milliseconds)
    return new Promise<void>((resolve) => {
      goOn = resolve
    })
  }
  const { alice, bob, othersTalk } = await threeFriends(t, { budgetLimits: limits, wait })
  const hostile = await bob()
  hostile.say(nothing)
  // 96 kB on disk each: 33 MB are there at once.
  const count = 600
  const flood = hostile.flood(count, (at) => itemOf(at + 1, text('\u0001'.repeat(16_000))), 3)
  await alice.seen(() => (pauses.length > 0 ? true : undefined))
  await othersTalk()
  // The history is read once: with each of so many long texts it would be decoded as a whole again.
  const arrived = () => alice.of('message').filter(({ friend }) => friend === 'bob').length
  t.true(arrived() < 400, `${arrived()}`)
  const going = setInterval(() => goOn(), 1)
  t.teardown(() => clearInterval(going))
  await flood
  await alice.seen(() => (arrived() === count ? true : undefined))
  t.is(heardFrom(alice, 'bob').length, count)
  t.false(hostile.isOver)
})

inTurn(0)('offers without end: no more ENDs wait than a bound, and then no offer is taken', async (t) => {
  const { alice, bob, alarm, othersTalk } = await threeFriends(t)
  const hostile = await bob()
  hostile.say(nothing)
  const sha256 = '00'.repeat(32)
  const offer = (at: number) =>
    ({ type: 'offer', id: at.toString(16).padStart(32, '0'), size: 1, sha256, name: 'x' }) as const
  await hostile.flood(60_000, (at) => itemOf(at + 1, offer(at)), 10)
  await alarm('OVER_BUDGET')
  await hostile.ended
  const { waiting } = alice.messenger.friends().find(({ name }) => name === 'bob')!
  t.true(waiting >= MOST_WAITING_ENDS && waiting <= MOST_WAITING_ENDS + 20, `${waiting}`)
  t.is(alice.messenger.transfers().length, 20)
  await othersTalk()
})
