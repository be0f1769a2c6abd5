/** Where a peer lets itself be sent by a directory that lies, and by a friend who does. */

import test, { type ExecutionContext } from 'ava'
import { type MayDial, mayDial } from '../directory/near-address'
import type { PeerError } from '../protocol/errors'
import { addressOf, identityOf, listener, startFriends, type TestOptions } from './peer-testing'

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
