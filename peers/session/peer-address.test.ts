/** Where a peer lets itself be sent by a directory that lies, and by a friend who does. */

import { once } from 'node:events'
import { connect } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import { type MayDial, mayDial } from '../directory/near-address'
import type { PeerError } from '../protocol/errors'
import { addressOf, identityOf, listener, startFriends, type TestOptions } from './peer-testing'
import { FIRST_ADDRESS } from './reach'

/** Everything as it is, but for the directory, which answers from far away. */
const directoryAbroad: MayDial = (address, where) =>
  mayDial(address, { ...where, directoryAt: '203.0.113.66' })

/** Alice, and a service that she alone reaches. */
async function inside(t: ExecutionContext, options: Partial<TestOptions>) {
  const { directory, alice } = await startFriends(t, { alice: options })
  const state = { dialled: 0 }
  const port = await listener(t, (socket) => {
    state.dialled += 1
    socket.destroy()
  })
  const own = await identityOf('bob')
  let counter = Date.now() + 1000
  /** @returns how Alice’s call to Bob ends where he, or the directory, names this host. */
  const call = (host: string, observed?: string) => {
    const record = addressOf(own, { name: 'bob', host, port, counter: ++counter })
    directory.entries.set('bob', { ...directory.entries.get('bob')!, record, observed })
    return t.throwsAsync<PeerError>(alice.peer.connect('bob'), undefined, `${host} ${observed}`)
  }
  return { state, call, alice }
}

/** Of this machine, in numbers, in names, and as only a resolver reads them. */
const loopback = [
  '127.0.0.1',
  'localhost',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
]
const nowhere = ['0.0.0.0', '0', '::', '::ffff:0.0.0.0']
const elsewhere = ['10.0.0.1', '172.17.0.1', '192.168.1.1', '169.254.169.254', 'fd00::1', '64:ff9b::10.0.0.1']

test('a directory elsewhere sends nobody to this machine, or into its networks', async (t) => {
  const { state, call, alice } = await inside(t, {
    mayDial: directoryAbroad,
    ownAddresses: () => ['203.0.113.7'],
  })
  for (const host of [...loopback, ...nowhere, ...elsewhere]) {
    const error = await call('auto', host)
    t.deepEqual([error?.code, error?.evidence.flaw], ['BAD_ADDRESS_RECORD', 'too-near'], host)
  }
  t.is(state.dialled, 0)
  t.deepEqual(alice.of('opened'), [])
})

test('nor does a friend, into networks in which this computer is not, or to where nobody is', async (t) => {
  const { state, call } = await inside(t, { ownAddresses: () => ['203.0.113.7'] })
  for (const host of [...nowhere, ...elsewhere]) t.is((await call(host))?.evidence.flaw, 'too-near', host)
  t.is(state.dialled, 0)
})

test('a friend on this machine is called, who wrote so and whom a directory here has seen here', async (t) => {
  const abroad = await inside(t, { mayDial: directoryAbroad })
  t.is((await abroad.call('127.0.0.1'))?.code, 'INCOMPLETE_HANDSHAKE')
  t.is((await abroad.call('localhost'))?.code, 'INCOMPLETE_HANDSHAKE')
  t.is(abroad.state.dialled, 2)
  const here = await inside(t, {})
  t.is((await here.call('auto', '127.0.0.1'))?.code, 'INCOMPLETE_HANDSHAKE')
  t.is(here.state.dialled, 1)
})

test('the decision is a value: without it whatever address is named is dialled', async (t) => {
  const { state, call } = await inside(t, { mayDial: () => true })
  await call('auto', '0.0.0.0')
  await call('::ffff:127.0.0.1')
  t.is(state.dialled, 2)
})

test('what a name stands for is looked up once: what is dialled is what was checked', async (t) => {
  const asked: string[] = []
  const { state, call } = await inside(t, {
    mayDial: (address) => {
      asked.push(address)
      // As if the name had come to stand for something else since.
      return address === '127.0.0.1' && asked.filter((one) => one === address).length === 1
    },
    resolve: (_, port) => ({ host: 'localhost', port }),
  })
  await call('auto', 'bob.example')
  t.is(state.dialled, 1)
})

const SECOND = '2001:db8::7'

/** Alice and Bob, who has signed two places: the first one at this port, and an IPv6 address that leads to him. */
async function atTwo(t: ExecutionContext, port: number | null, also = SECOND) {
  const { directory, alice, bob } = await startFriends(t, {
    alice: {
      mayDial: directoryAbroad,
      ownAddresses: () => ['203.0.113.7'],
      resolve: (host, at) => (host === SECOND ? { host: '127.0.0.1', port: bob.port } : { host, port: at }),
    },
  })
  const place = { host: '127.0.0.1', port: port ?? bob.port, also: `[${also}]:25000` }
  const record = addressOf(await identityOf('bob'), { name: 'bob', ...place, counter: Date.now() + 1000 })
  directory.entries.set('bob', { ...directory.entries.get('bob')!, record })
  return { alice, bob }
}

/** @returns a port of this machine at which nobody listens. */
async function closedPort(t: ExecutionContext): Promise<number> {
  const ends: (() => void)[] = []
  const port = await listener(
    { ...t, teardown: (end: () => void) => ends.push(end) } as ExecutionContext,
    () => {},
  )
  for (const end of ends) end()
  return port
}

test.serial(
  'a second address is called at the same moment, whether the first one is closed, silent or another’s',
  async (t) => {
    let met = () => {}
    const first = {
      closed: await closedPort(t),
      silent: await listener(t, () => met()),
      another: await listener(t, (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    }
    const calls = Object.entries(first).map(async ([what, port]) => ({
      ...(await atTwo(t, port)),
      ...{ what, port },
    }))
    const all = await Promise.all(calls)
    const time = new HeldTimers(t)
    for (const { what, port, alice } of all) {
      const hasMet = new Promise<void>((resolve) => {
        met = resolve
      })
      const call = alice.peer.connect('bob')
      // What Alice has met, this test meets after her.
      if (what === 'closed') {
        while (!time.waits.includes(FIRST_ADDRESS)) await new Promise(setImmediate)
        await once(connect(port, '127.0.0.1'), 'error')
      } else if (what === 'silent') await hasMet
      else await alice.until('closed')
      await new Promise(setImmediate)
      t.true(time.waits.includes(FIRST_ADDRESS), what)
      t.deepEqual(alice.of('connected'), [], what)
      await time.pass(FIRST_ADDRESS)
      await call
      t.is(alice.of('connected').length, 1, what)
    }
  },
)

test.serial('whoever is reached at the first address in time is not called at the second', async (t) => {
  const { alice } = await atTwo(t, null)
  const time = new HeldTimers(t)
  await alice.peer.connect('bob')
  t.false(time.waits.includes(FIRST_ADDRESS))
  await time.pass(FIRST_ADDRESS)
  t.is(alice.of('opened').length, 1)
})

test.serial('a connection to the second address is not used for a friend who is there by then', async (t) => {
  const { alice, bob } = await atTwo(t, await listener(t, () => {}))
  const time = new HeldTimers(t)
  const call = alice.peer.connect('bob').catch(() => {})
  await alice.until('opened')
  await bob.peer.connect('alice')
  await alice.until('connected')
  let accepted = 0
  const cut = new Promise<void>((resolve) =>
    bob.server.on('connection', (socket) => {
      accepted += 1
      socket.once('close', () => resolve())
    }),
  )
  await time.pass(FIRST_ADDRESS)
  await cut
  t.is(accepted, 1)
  t.deepEqual(
    alice.of('opened').map(({ role }) => role),
    ['initiator', 'responder'],
  )
  await alice.peer.stop()
  await call
})

test('a record of which the second address may not be dialled is refused, and nobody is dialled', async (t) => {
  for (const also of ['::', 'fe80::1', 'fd00::1', 'ff02::1', '2002:a00:1::', '64:ff9b::a00:1']) {
    const state = { dialled: 0 }
    const port = await listener(t, () => {
      state.dialled += 1
    })
    const { alice } = await atTwo(t, port, also)
    const error = await t.throwsAsync<PeerError>(alice.peer.connect('bob'), undefined, also)
    t.deepEqual(
      [error?.code, error?.evidence.flaw, state.dialled],
      ['BAD_ADDRESS_RECORD', 'too-near', 0],
      also,
    )
  }
})
