import { once } from 'node:events'
import { createServer } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { dialAnywhere } from '../peers/weakened/dial-anywhere'
import { deceived } from './lying-directory-testing'
import { portScan } from './port-scan'
import { Log, onlyTheWire, placeOf } from './relay-testing'

/** Alice's messenger sees Mallory come back. @returns the ports of Alice's computer that are called then. */
async function struck(t: ExecutionContext, options: Partial<MessengerOptions>) {
  const visits = new Log<number>()
  const bystander = createServer((socket) => {
    socket.on('error', () => {})
    visits.note(socket.localPort!)
    socket.end()
  })
  bystander.listen(0, '127.0.0.1')
  await once(bystander, 'listening')
  t.teardown(() => bystander.close())
  const { port } = placeOf(bystander)
  await portScan.prepare(onlyTheWire)
  const { alice, means, mallory } = await deceived(t, portScan, {
    callsByItself: (friend) => friend === 'mallory',
    ...options,
  })
  means.tell('ports', [`${port}`])
  means.tell('listens as directory', ['127.0.0.1:8440'])
  // Of two answers one has her in it, and the one before has not.
  await alice.messenger.refresh()
  await alice.messenger.refresh()
  await portScan.launch!(mallory)
  return { alice, visits, port }
}

test.serial('a messenger that dials anywhere calls a program of its own computer, unasked', async (t) => {
  const { visits, port } = await struck(t, { mayDial: dialAnywhere })
  await visits.until(({ length }) => length > 0)
  t.deepEqual(visits.all, [port])
})

test.serial('the hardened one refuses before it dials, and says so', async (t) => {
  const { alice, visits } = await struck(t, {})
  await Promise.race([alice.until('alarm'), visits.until(({ length }) => length > 0)])
  t.deepEqual(visits.all, [])
  const { code, evidence } = await alice.until('alarm')
  t.deepEqual([code, evidence.flaw], ['BAD_ADDRESS_RECORD', 'too-near'])
  await alice.messenger.close()
  t.deepEqual(visits.all, [])
})
