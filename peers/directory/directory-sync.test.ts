import test, { type ExecutionContext } from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import { takenAddress } from '../contacts/contacts-testing'
import { t as words } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import type { SignedAddressRecord } from '../protocol/statements'
import { identityOf, Told } from '../session/peer-testing'
import type { DirectoryClient } from './client'
import type { WantedFriends } from './directory-account'
import { DirectorySync, type DirectorySyncOptions } from './directory-sync'

const nobody: WantedFriends = { friends: [], incoming: [], outgoing: [], unasked: [] }
const down = new PeerError('DIRECTORY_UNREACHABLE', words`The directory does not answer.`)
const loggedOut = new PeerError('DIRECTORY_REFUSED', words`Log in first.`, {
  status: 401,
  code: 'NOT_LOGGED_IN',
})

/** A link to a directory that answers as the test wants. */
async function link(t: ExecutionContext, options: Partial<DirectorySyncOptions> = {}) {
  const told = new Told<{
    event: 'login' | 'publish' | 'friends' | 'told' | 'trouble' | 'another'
    what?: unknown
  }>()
  const state = {
    trouble: null as PeerError | null,
    /** How often a token counts; then a new login is needed. */
    tokenUses: Number.POSITIVE_INFINITY,
    another: null as SignedAddressRecord | null,
    addresses: '192.0.2.1',
    also: null as string | null,
    now: 1_000_000,
    /** What holds up the answer of `friends`. */
    gate: Promise.resolve(),
  }
  let uses = 0
  const answer = () => {
    if (state.trouble) throw state.trouble
    if (uses-- <= 0) throw loggedOut
  }
  const client = {
    loginByKey: async () => {
      told.tell({ event: 'login' })
      if (state.trouble) throw state.trouble
      uses = state.tokenUses
      return 0
    },
  } as unknown as DirectoryClient
  const made: DirectorySync = new DirectorySync({
    client,
    account: {
      enter: () => {},
      publish: async (host, port, also) => {
        answer()
        told.tell({ event: 'publish', what: [`${host}:${port}`, also ?? []].flat().join(' ') })
        return '2001:db8::1'
      },
      recordOfAnother: async () => {
        answer()
        return state.another
      },
      friends: async () => {
        answer()
        told.tell({ event: 'friends' })
        await state.gate
        return nobody
      },
    },
    name: 'alice',
    identity: await identityOf('alice'),
    published: { host: 'auto', port: 25_000 },
    now: () => state.now,
    random: () => 0.5,
    onFriends: (what) => told.tell({ event: 'told', what }),
    onAnother: (what) => told.tell({ event: 'another', what }),
    onTrouble: (what) => told.tell({ event: 'trouble', what: what?.message ?? null }),
    ownAddresses: () => [state.addresses],
    also: async () => (state.also === null ? null : { host: state.also, port: 25_001 }),
    pollSchedule: { poll: 5, publish: 1_000, retry: { first: 5, most: 10 } },
    ...options,
  })
  t.teardown(() => made.stop())
  return { link: made, told, state }
}

test('the start logs in, publishes, and tells of friends; then it asks again and again', async (t) => {
  const { link: made, told } = await link(t)
  t.is(made.address, null)
  await made.start()
  t.deepEqual(
    told.events.map(({ event }) => event),
    ['login', 'publish', 'friends', 'told'],
  )
  t.is(made.address, '[2001:db8::1]:25000')
  t.is(made.trouble, null)
  await told.until('told', 4)
  t.is(told.of('publish').length, 1)
  t.is(told.of('login').length, 1)
})

test('what is published by name is told by name', async (t) => {
  const { link: made } = await link(t, { published: { host: 'home.example', port: 7 } })
  await made.start()
  t.is(made.address, 'home.example:7')
})

test("the address is published anew when it is due, when this computer's addresses changed, when the clock was put back", async (t) => {
  const { link: made, told, state } = await link(t)
  await made.start()
  state.now += 999
  await made.refresh()
  t.is(told.of('publish').length, 1)
  state.now += 1
  await made.refresh()
  t.is(told.of('publish').length, 2)
  state.addresses = '192.0.2.2'
  await made.refresh()
  t.is(told.of('publish').length, 3)
  state.now -= 86_400_000
  await made.refresh()
  t.is(told.of('publish').length, 4)
  await made.refresh()
  t.is(told.of('publish').length, 4)
})

test('an IPv6 address that comes, is another one or goes is told, beside what is published', async (t) => {
  const { link: made, told, state } = await link(t)
  const published = async (also: string | null) => {
    state.also = also
    await made.refresh()
    return [told.of('publish').at(-1)?.what, made.also]
  }
  t.deepEqual(await published(null), ['auto:25000', null])
  t.deepEqual(await published('2001:db8::7'), ['auto:25000 [2001:db8::7]:25001', '[2001:db8::7]:25001'])
  t.deepEqual(await published('2001:db8::8'), ['auto:25000 [2001:db8::8]:25001', '[2001:db8::8]:25001'])
  await made.refresh()
  t.is(told.of('publish').length, 3)
  t.deepEqual(await published(null), ['auto:25000', null])
})

test.serial(
  'the one of two that began first gives way to the other, and asks no more; the newer one goes on',
  async (t) => {
    const timers = new HeldTimers(t)
    const { record } = takenAddress('alice', 5)
    const newer = await link(t)
    newer.state.another = record
    await newer.link.start()
    t.deepEqual(
      newer.told.of('another').map(({ what }) => what),
      ['newer'],
    )
    t.is(newer.told.of('publish').length, 1)
    newer.link.stop()
    const older = await link(t, { pollSchedule: { poll: 60_000, publish: 1, retry: { first: 5, most: 10 } } })
    await older.link.start()
    older.state.another = record
    older.state.now += 1_000
    await older.link.refresh()
    t.deepEqual(
      older.told.of('another').map(({ what }) => what),
      ['older'],
    )
    t.deepEqual([older.told.of('publish').length, older.told.of('told').length], [1, 1])
    t.deepEqual(timers.waits, [])
  },
)

test('a login that ran out is renewed, once, and the question asked again', async (t) => {
  const { link: made, told, state } = await link(t)
  state.tokenUses = 3
  await made.start()
  t.is(told.of('login').length, 1)
  await made.refresh()
  t.is(told.of('login').length, 2)
  let asked = 0
  const refused = made.ask(async () => {
    asked++
    throw loggedOut
  })
  await t.throwsAsync(refused, { is: loggedOut })
  t.is(asked, 2)
  const other = new PeerError('DIRECTORY_REFUSED', words`No.`, { status: 403, code: 'NOT_YOURS' })
  const logins = told.of('login').length
  await t.throwsAsync(
    made.ask(() => Promise.reject(other)),
    { is: other },
  )
  t.is(told.of('login').length, logins, 'any other refusal is no reason to log in')
})

test('a directory that is down at the start, later, and again: told when it goes and when it is back', async (t) => {
  const { link: made, told, state } = await link(t)
  state.trouble = down
  await made.start()
  t.is(made.trouble, down)
  t.deepEqual(told.of('told'), [])
  await t.throwsAsync(made.refresh(), { is: down })
  await told.until('login', 4)
  t.is(told.of('trouble').length, 1, 'told once, however often it is asked')
  state.trouble = null
  await told.until('told')
  t.is(made.trouble, null)
  t.is(told.of('publish').length, 1)
  state.trouble = down
  await told.until('trouble', 3)
  state.trouble = null
  await told.until('trouble', 4)
  const words = told.of('trouble').map(({ what }) => what)
  t.deepEqual(words, [down.message, null, down.message, null])
})

test.serial('whoever finds the directory answering again ends the wait for it', async (t) => {
  const { link: made, told, state } = await link(t)
  const timers = new HeldTimers(t)
  state.trouble = down
  await made.start()
  t.deepEqual(timers.waits, [5])
  state.trouble = null
  t.is(await made.ask(async () => 'an answer'), 'an answer')
  await told.until('trouble', 2)
  t.is(made.trouble, null)
  t.is(told.of('friends').length, 1)
})

test('who asks while a question is under way gets a later one, and all such get the same', async (t) => {
  const {
    link: made,
    told,
    state,
  } = await link(t, {
    pollSchedule: { poll: 60_000, publish: 60_000, retry: { first: 60_000, most: 60_000 } },
  })
  await made.start()
  let open = () => {}
  state.gate = new Promise((resolve) => {
    open = resolve
  })
  const first = made.refresh()
  await told.until('friends', 2)
  const others = Promise.all([made.refresh(), made.refresh(), made.refresh()])
  open()
  await first
  t.is(told.of('told').length, 2)
  await others
  t.is(told.of('friends').length, 3)
})

test.serial('after the end nothing is asked', async (t) => {
  const { link: made, told } = await link(t)
  const timers = new HeldTimers(t)
  await made.start()
  await timers.pass()
  t.is(told.of('friends').length, 2)
  t.deepEqual(timers.waits, [5])
  made.stop()
  await timers.pass()
  t.deepEqual(timers.waits, [])
  t.is(told.of('friends').length, 2)
})

test.serial('an end while a question is under way is the last one', async (t) => {
  const { link: made, told, state } = await link(t)
  const timers = new HeldTimers(t)
  let open = () => {}
  state.gate = new Promise((resolve) => {
    open = resolve
  })
  const started = made.start()
  await told.until('friends')
  made.stop()
  open()
  await started
  await timers.pass()
  t.deepEqual(timers.waits, [])
  t.is(told.of('friends').length, 1)
})
