import test from 'ava'
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
