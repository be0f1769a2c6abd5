import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import test from 'ava'
import { Connections } from './connections'

class FakeSocket extends EventEmitter {
  destroyed = false
  destroy(): void {
    this.destroyed = true
    this.emit('close')
  }
}

test('where too many show no key the oldest of them goes, and none that has shown one', (t) => {
  const connections = new Connections()
  const sockets = Array.from({ length: 40 }, () => new FakeSocket())
  const known = new FakeSocket()
  connections.opened(known as unknown as Socket)
  connections.isKnown(known as unknown as Socket)
  for (const socket of sockets) connections.opened(socket as unknown as Socket)
  t.deepEqual(
    sockets.map(({ destroyed }) => destroyed),
    sockets.map((_, place) => place < 8),
  )
  t.false(known.destroyed)
})
