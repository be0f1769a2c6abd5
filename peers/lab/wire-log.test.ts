import { createPrivateKey, createPublicKey } from 'node:crypto'
import test from 'ava'
import type { Conversation, Output, Setup } from '../protocol/conversation'
import { publicIdentity } from '../protocol/identity'
import { exportSpki } from '../protocol/rsa'
import { hardenedProfile } from '../protocol/secure'
import { testEntropy, testKey } from '../protocol/test-keys-testing'
import { identityOf } from '../session/peer-testing'
import { WireLog } from './wire-log'

interface Told {
  readonly event: string
  readonly session?: string
  readonly way?: 'in' | 'out'
  readonly bytes?: string
  readonly stopped?: boolean
  readonly kind?: string
  readonly value?: string
  readonly privateKey?: string
}

/** Alice and Bob in one process, each with a log; what one writes is what the other reads. */
async function pair(budgets?: { session: number; program: number }) {
  const told = { alice: [] as Told[], bob: [] as Told[] }
  const identities = { alice: await identityOf('alice'), bob: await identityOf('bob') }
  const begin = (name: 'alice' | 'bob'): Promise<Conversation> => {
    const other = name === 'alice' ? 'bob' : 'alice'
    const log = new WireLog((event) => told[name].push(event as Told), budgets)
    const setup: Setup = {
      role: name === 'alice' ? 'initiator' : 'responder',
      self: { name, identity: identities[name] },
      calls: name === 'alice' ? 'bob' : null,
      expected: () => publicIdentity(identities[other]),
      entropy: testEntropy,
      now: Date.now,
    }
    log.opened(`${name}-1`)
    return log.watched(hardenedProfile).converse(setup)
  }
  const [alice, bob] = [await begin('alice'), await begin('bob')]
  const carry = (outputs: readonly Output[], to: Conversation, from: Conversation): void => {
    const written = outputs.flatMap((output) => ('write' in output ? [output.write] : []))
    if (written.length > 0) carry(to.receive(Buffer.concat(written)), from, to)
  }
  bob.open()
  carry(alice.open(), bob, alice)
  const said = (name: 'alice' | 'bob', way: 'in' | 'out') =>
    Buffer.concat(
      told[name]
        .filter((one) => one.event === 'wire' && one.way === way)
        .map(({ bytes = '' }) => Buffer.from(bytes, 'base64')),
    )
  return { alice, bob, told, carry, said, identities }
}

test('every byte of a session is told, in order, under its name, until its end', async (t) => {
  const { alice, bob, carry, said, told } = await pair()
  carry(alice.send('hello'), bob, alice)
  carry(bob.sendData(Buffer.from('data')), alice, bob)
  carry(alice.close(), bob, alice)
  t.true(said('alice', 'out').length > 1_000)
  t.deepEqual(said('alice', 'out'), said('bob', 'in'))
  t.deepEqual(said('bob', 'out'), said('alice', 'in'))
  const lines = told.alice.length
  alice.receive(Buffer.from('what follows the end'))
  t.is(told.alice.length, lines)
  t.true(told.alice.every(({ session }) => session === 'alice-1'))
})

test('what is told of secrets is what the bytes were made from', async (t) => {
  const { told, said } = await pair()
  const secrets = (name: 'alice' | 'bob', kind: string) =>
    told[name].filter((one) => one.event === 'secrets' && one.kind === kind).map(({ value = '' }) => value)
  for (const name of ['alice', 'bob'] as const) {
    t.deepEqual(
      secrets(name, 'x25519').map((value) => value.length),
      [64],
    )
    t.deepEqual(
      secrets(name, 'random').map((value) => value.length),
      [64],
    )
  }
  const pkcs8 = Buffer.concat([
    Buffer.from('302e020100300506032b656e04220420', 'hex'),
    Buffer.from(secrets('alice', 'x25519')[0]!, 'hex'),
  ])
  const share = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
    .export({ format: 'der', type: 'spki' })
    .subarray(-32)
  t.true(said('alice', 'out').includes(share))
})

test('what is drawn for no session is told to nobody; the key that wraps is told, and the one that signs is not', async (t) => {
  const told: Told[] = []
  const identity = { signing: testKey(), wrapping: testKey() }
  const log = new WireLog((event) => told.push(event as Told))
  log.identity(identity)
  const [{ privateKey = '' }] = told as [Told]
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  t.deepEqual(exportSpki(key), Buffer.from(publicIdentity(identity).wrapping))
  let drawn: Buffer = Buffer.alloc(0)
  const profile = log.watched({
    name: 'drawing later',
    async converse({ entropy }) {
      await Promise.resolve()
      drawn = entropy.bytes(8)
      throw new Error('no conversation')
    },
  })
  await t.throwsAsync(profile.converse({ entropy: testEntropy } as Setup), { message: 'no conversation' })
  t.is(drawn.length, 8)
  t.is(told.length, 1)
})

test('a flood does not fill a history: beyond its budget the last line of a session says that it is the last', async (t) => {
  const small = { session: 8_000, program: 1_000_000 }
  const { alice, bob, carry, told } = await pair(small)
  for (let text = 0; text < 40; text += 1) carry(alice.send('a text'), bob, alice)
  for (const lines of [told.alice, told.bob]) {
    const wire = lines.filter(({ event }) => event === 'wire')
    t.true(wire.reduce((sum, { bytes = '' }) => sum + bytes.length, 0) < (small.session * 4) / 3 + 4)
    t.deepEqual(wire.filter(({ stopped }) => stopped).length, 1)
    t.deepEqual(wire.at(-1), {
      event: 'wire',
      session: wire[0]!.session,
      way: wire.at(-1)!.way,
      bytes: '',
      stopped: true,
    } as Told)
  }
})

test('all sessions of a program together have a budget as well', async (t) => {
  const told: Told[] = []
  const log = new WireLog((event) => told.push(event as Told), { session: 100_000, program: 1_000 })
  const silent: Conversation = {
    open: () => [{ write: Buffer.alloc(300) }],
    receive: () => [],
    send: () => [],
    sendData: () => [],
    shown: () => ({ own: '', peer: '' }),
    close: () => [],
    transportEnded: () => [],
  }
  const profile = log.watched({ name: 'silent', converse: async () => silent })
  for (let session = 0; session < 100; session += 1) {
    log.opened(`session-${session}`)
    ;(await profile.converse({ entropy: testEntropy } as Setup)).open()
  }
  t.is(told.filter(({ bytes }) => bytes !== '').length, 2)
  t.true(told.slice(2).every(({ stopped }) => stopped))
})
