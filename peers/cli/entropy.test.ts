import test from 'ava'
import { standIn } from '../../lab/suite/crypto-testing'
import { freshEphemeralKey } from '../protocol/key-agreement'
import { exportSpki, publicKey } from '../protocol/rsa'
import { systemEntropy } from './entropy'

test('RSA keys are what the protocol takes, never the same, and made beside the event loop', async (t) => {
  let turned = false
  setImmediate(() => {
    turned = true
  })
  const keys = await Promise.all([systemEntropy.rsa(), systemEntropy.rsa()])
  t.true(turned)
  for (const key of keys) {
    t.is(key.type, 'private')
    t.notThrows(() => publicKey(exportSpki(key)))
  }
  t.false(keys[0]!.equals(keys[1]!))
})

test('X25519 keys and bytes are fresh each time', (t) => {
  const key = systemEntropy.x25519()
  t.is(key.asymmetricKeyType, 'x25519')
  t.is(key.type, 'private')
  t.false(key.equals(systemEntropy.x25519()))
  t.is(systemEntropy.bytes(32).length, 32)
  t.notDeepEqual(systemEntropy.bytes(32), systemEntropy.bytes(32))
})

test.serial(
  'keys and bytes are what the generators of the system made, as many bytes as were asked for',
  (t) => {
    t.is(systemEntropy.x25519, freshEphemeralKey)
    const made: [number, Buffer][] = []
    standIn(t, 'randomBytes', (own) => (size: number) => {
      const bytes = own(size)
      made.push([size, bytes])
      return bytes
    })
    const bytes = systemEntropy.bytes(32)
    t.deepEqual(made, [[32, bytes]])
  },
)
