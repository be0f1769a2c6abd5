import { createPrivateKey } from 'node:crypto'
import test from 'ava'
import { keptIdentities } from './identities'

test('a peer has the same two keys whenever it is asked for, and another peer has others', async (t) => {
  let made = 0
  const identities = keptIdentities(async () => `key ${++made}`)
  const [alice, again, bob] = await Promise.all(['alice', 'alice', 'bob'].map(identities))
  t.is(alice, again)
  t.is(new Set([alice, bob].flatMap((keys) => Object.values(keys!))).size, 4)
  t.is(made, 4)
})

test('keys are as the protocol asks for', async (t) => {
  const { signing } = await keptIdentities()('alice')
  const key = createPrivateKey({ key: Buffer.from(signing, 'base64'), type: 'pkcs8', format: 'der' })
  t.like(key, {
    asymmetricKeyType: 'rsa',
    asymmetricKeyDetails: { modulusLength: 2048, publicExponent: 65537n },
  })
})
