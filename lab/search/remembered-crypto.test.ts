import crypto, { generateKeyPairSync } from 'node:crypto'
import test from 'ava'
import { rememberCrypto } from './remembered-crypto'

rememberCrypto()

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const [one, other] = [Buffer.from('one'), Buffer.from('other')]
const oaep = (key: crypto.KeyObject) => ({ key, oaepHash: 'sha256' })

test('the same question has the same answer, another one another', (t) => {
  const pss = { key: privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  const signature = crypto.sign('sha256', one, pss)
  t.deepEqual(crypto.sign('sha256', one, pss), signature)
  t.notDeepEqual(crypto.sign('sha256', other, pss), signature)
  const isSigned = (said: Buffer) => crypto.verify('sha256', said, { ...pss, key: publicKey }, signature)
  t.deepEqual([isSigned(one), isSigned(other), isSigned(one)], [true, false, true])
  const wrapped = crypto.publicEncrypt(oaep(publicKey), one)
  t.deepEqual(crypto.publicEncrypt(oaep(publicKey), one), wrapped)
  t.deepEqual(crypto.privateDecrypt(oaep(privateKey), wrapped), one)
})

test('what is refused is refused again, and nobody writes over what is remembered', (t) => {
  for (let time = 0; time < 2; time += 1)
    t.throws(() => crypto.privateDecrypt(oaep(privateKey), Buffer.alloc(256, 1)))
  const wrapped = crypto.publicEncrypt(oaep(publicKey), other)
  crypto.privateDecrypt(oaep(privateKey), wrapped).fill(0)
  t.deepEqual(crypto.privateDecrypt(oaep(privateKey), wrapped), other)
})
