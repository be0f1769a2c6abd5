import { Readable } from 'node:stream'
import test from 'ava'
import { lines } from '../cli/lines'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { testEntropy } from '../protocol/test-keys-testing'
import { identityOf } from '../session/peer-testing'
import { inDer, labIdentity } from './lab-identity'

const written = (...texts: string[]) => lines(Readable.from(texts.map((text) => `${text}\n`)))

test('kept keys are those of the first line, and what follows are commands', async (t) => {
  const alice = await identityOf('alice')
  const input = written(JSON.stringify(inDer(alice)), '{"id":1}')
  const identity = await labIdentity(true, input, testEntropy)
  t.is(fingerprint(publicIdentity(identity)), fingerprint(publicIdentity(alice)))
  t.deepEqual(await input.next(), { done: false, value: '{"id":1}' })
})

test('without kept keys they are made, and the first line is a command', async (t) => {
  const input = written('{"id":1}')
  const [one, other] = [
    await labIdentity(false, input, testEntropy),
    await labIdentity(false, input, testEntropy),
  ]
  t.not(fingerprint(publicIdentity(one)), fingerprint(publicIdentity(other)))
  t.deepEqual(await input.next(), { done: false, value: '{"id":1}' })
})

test('a line that holds no keys is none to start with', async (t) => {
  for (const line of ['', '{}', '{"id":1,"do":"ping"}', '{"signing":"AAAA","wrapping":"AAAA"}'])
    await t.throwsAsync(labIdentity(true, written(line), testEntropy), undefined, line)
  await t.throwsAsync(labIdentity(true, lines(Readable.from([])), testEntropy))
})
