import { constants, privateDecrypt } from 'node:crypto'
import test from 'ava'
import { exportSpki } from '../peers/protocol/rsa'
import { testKey } from '../peers/protocol/test-keys-testing'
import { scan } from './robot-scan'
import { type Caller, rsaKey } from './rsa-callers'

const key = testKey()

/** Somebody who reacts to what a ciphertext decrypts to. */
function reacting(react: (padded: Buffer) => string): Caller {
  const padding = constants.RSA_NO_PADDING
  return { react: async (make) => react(privateDecrypt({ key, padding }, make(rsaKey(exportSpki(key))))) }
}

const begins = (padded: Buffer) => padded[0] === 0 && padded[1] === 2
const isWhole = (padded: Buffer) => begins(padded) && padded.indexOf(0, 2) === 256 - 33

test('00 02 alone decides: strong', async (t) => {
  const result = await scan(reacting((padded) => (begins(padded) ? 'mac' : 'padding')))
  t.deepEqual(result, { strength: 'strong', no: 'padding', questions: 5 })
})

test('only a whole padding is told apart: weak', async (t) => {
  t.is((await scan(reacting((padded) => (isWhole(padded) ? 'mac' : 'padding')))).strength, 'weak')
})

test('all are refused alike: none', async (t) => {
  t.is((await scan(reacting(() => 'padding'))).strength, 'none')
})
