/**
 * The real thing: two instances of a program that shares no line with ours talk through our relay. It is written
 * as a student would write it from the description of the wire: one write a message, one read a message.
 */

import * as crypto from 'node:crypto'
import { once } from 'node:events'
import type * as net from 'node:net'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { attacks } from './catalogue'
import { Log, onlyTheWire, relayed } from './relay-testing'

const RSA = crypto.constants
const generate = promisify(crypto.generateKeyPair)

/** The student's program: node:crypto and node:net, and nothing else. */
class StudentProgram {
  /** What it prints for its user. */
  readonly screen = new Log<string>()
  readonly fingerprint: string
  readonly #socket: net.Socket
  readonly #key: crypto.KeyObject
  #friend: crypto.KeyObject | null = null

  static async start(socket: net.Socket): Promise<StudentProgram> {
    const [session, unsent] = await Promise.all([0, 1].map(() => generate('rsa', { modulusLength: 2048 })))
    return new StudentProgram(socket, session!, unsent!)
  }

  private constructor(
    socket: net.Socket,
    session: crypto.KeyPairKeyObjectResult,
    unsent: crypto.KeyPairKeyObjectResult,
  ) {
    this.#socket = socket
    this.#key = session.privateKey
    const pem = session.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    this.fingerprint = fingerprintOf(pem)
    socket.on('data', (data) => this.#read(data))
    socket.on('end', () => socket.end())
    socket.on('error', () => {})
    socket.write(Buffer.concat([Buffer.from(`${pem}__SEP__`), signed(Buffer.from(pem), unsent.privateKey)]))
  }

  say(text: string): void {
    const key = { key: this.#friend!, padding: RSA.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    const message = Buffer.from(text)
    const ciphertext = crypto.publicEncrypt(key, message)
    this.#socket.write(Buffer.concat([ciphertext, Buffer.from('__SEP__'), signed(message, this.#key)]))
  }

  quit(): void {
    this.#socket.end()
  }

  /** Takes whatever one read gives for a whole message, as the students' program does. */
  #read(data: Buffer): void {
    const at = data.indexOf('__SEP__')
    const [content, signature] = [data.subarray(0, at), data.subarray(at + 7)]
    if (!this.#friend) {
      this.#friend = crypto.createPublicKey(content)
      this.screen.note(`key ${fingerprintOf(content)}`)
      return
    }
    const oaep = { key: this.#key, padding: RSA.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    const message = crypto.privateDecrypt(oaep, content)
    const pss = { key: this.#friend, padding: RSA.RSA_PKCS1_PSS_PADDING, saltLength: 222 }
    const genuine = crypto.verify('sha256', message, pss, signature)
    this.screen.note(genuine ? `friend: ${message}` : 'bad signature')
  }
}

function signed(data: Buffer, key: crypto.KeyObject): Buffer {
  const options = { key, padding: RSA.RSA_PKCS1_PSS_PADDING, saltLength: RSA.RSA_PSS_SALTLEN_MAX_SIGN }
  return crypto.sign('sha256', data, options)
}

function fingerprintOf(pem: string | Buffer): string {
  const hex = crypto.createHash('sha256').update(pem).digest('hex')
  return hex.match(/..../g)!.join(':')
}

/** Two students talk through the relay, one message after the other. @returns what came of it. */
async function talk(t: ExecutionContext, name: string) {
  const attack = attacks.find((known) => known.name === name)!
  const wire = await relayed(t, () => attack.prepare(onlyTheWire))
  const { caller, callee } = await wire.call()
  const [alice, bob] = await Promise.all([StudentProgram.start(caller), StudentProgram.start(callee)])
  const lines = async (program: StudentProgram, count: number) =>
    program.screen.until((all) => all.length === count)
  await Promise.all([lines(alice, 1), lines(bob, 1)])
  const said: [StudentProgram, StudentProgram, string][] = [
    [alice, bob, 'Salut Bob, rendez-vous à 18:00 ☕'],
    [bob, alice, 'Salut Alice, où ça ?'],
    [alice, bob, 'Au pont.'],
    [bob, alice, 'D’accord.'],
  ]
  for (const [from, to, text] of said) {
    const before = to.screen.all.length
    from.say(text)
    await lines(to, before + 1)
  }
  const gone = [once(caller, 'close'), once(callee, 'close')]
  alice.quit()
  await Promise.all(gone)
  await wire.over()
  t.deepEqual(wire.failures, [])
  return { alice, bob, wire }
}

test('through noop the students understand each other, and see each other’s keys', async (t) => {
  const { alice, bob, wire } = await talk(t, 'noop')
  t.deepEqual(bob.screen.all, [
    `key ${alice.fingerprint}`,
    'friend: Salut Bob, rendez-vous à 18:00 ☕',
    'friend: Au pont.',
  ])
  t.deepEqual(alice.screen.all, [
    `key ${bob.fingerprint}`,
    'friend: Salut Alice, où ça ?',
    'friend: D’accord.',
  ])
  t.deepEqual([...wire.only('acted'), ...wire.only('loot')], [])
})

test('through swap-keys both are read, and believe what was altered', async (t) => {
  const { alice, bob, wire } = await talk(t, 'swap-keys')
  const [shownToAlice, ...readByAlice] = alice.screen.all
  const [shownToBob, ...readByBob] = bob.screen.all
  t.deepEqual(readByAlice, ['friend: Salut Alice, où ça ?', 'friend: D’accord.'])
  t.deepEqual(readByBob, ['friend: Salut Bob, rendez-vous à 18:00 ☕', 'friend: Au pont. Bring the money.'])
  t.deepEqual(
    wire.only('loot').map(({ how, from, text }) => `${how} ${from}: ${text}`),
    [
      'read alice: Salut Bob, rendez-vous à 18:00 ☕',
      'read bob: Salut Alice, où ça ?',
      'read alice: Au pont.',
      'forged alice: Au pont. Bring the money.',
      'read bob: D’accord.',
    ],
  )
  // What would have told them: each sees a key that is not the other's, and Mallory owns up to it.
  t.deepEqual(
    wire.only('acted').map(({ to, presented }) => [to, `key ${presented}`]),
    [
      ['alice', shownToAlice],
      ['bob', shownToBob],
    ],
  )
  t.not(shownToAlice, `key ${bob.fingerprint}`)
  t.not(shownToBob, `key ${alice.fingerprint}`)
})
