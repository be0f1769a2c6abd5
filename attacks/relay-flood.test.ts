/** A side that sends without end fills no memory: it has to wait until somebody takes what it sends. */

import { once } from 'node:events'
import type { Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { noop } from './noop'
import { attack, type Relayed, relayed } from './relay-testing'

/** Far more than the operating system keeps for a connection. */
const FLOOD = 48 * 2 ** 20

/** Sends without end, or almost. @returns when the relay takes no more, with the most that it ever kept. */
async function flood(
  t: ExecutionContext,
  wire: Relayed,
  sender: Socket,
  into: Socket,
): Promise<() => number> {
  let most = 0
  void wire.events.until(() => {
    most = Math.max(most, into.writableLength)
    wire.events.all.length = 0 // these are many
    return false
  })
  const chunk = Buffer.alloc(2 ** 20, 0xff)
  for (let sent = 0; sent < FLOOD; sent += chunk.length) sender.write(chunk)
  sender.end()
  while (!into.writableNeedDrain) await new Promise(setImmediate)
  for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate)
  t.true(sender.writableLength > 2 ** 20, 'the sender has to wait')
  return () => most
}

test('a side that sends without end has to wait for the one that does not read', async (t) => {
  for (const from of ['caller', 'callee'] as const) {
    const wire = await relayed(t, noop.prepare)
    const { caller, callee, inside } = await wire.call()
    const [sender, reader] = from === 'caller' ? [caller, callee] : [callee, caller]
    const into = from === 'caller' ? inside.callee : inside.caller
    const most = await flood(t, wire, sender, into)
    let size = 0
    reader.on('data', ({ length }) => {
      size += length
    })
    reader.resume()
    await once(reader, 'end')
    t.is(size, FLOOD)
    t.true(most() < 2 ** 20, `kept ${most()} bytes`)
  }
})

test('the same where an attack sends everything back', async (t) => {
  const wire = await relayed(
    t,
    attack((link) => ({ unit: ({ bytes }, from) => link.send(from, bytes) })),
  )
  const { caller, inside } = await wire.call()
  const most = await flood(t, wire, caller, inside.caller)
  let size = 0
  caller.on('data', ({ length }) => {
    size += length
  })
  caller.resume()
  await once(inside.caller, 'end')
  while (size < FLOOD) await once(caller, 'data')
  t.is(size, FLOOD)
  t.true(most() < 2 ** 20, `kept ${most()} bytes`)
})
