/**
 * The prototype talks to programs that share no line with it: one on node:crypto and node:net, and the
 * openssl command. Both are written from the wire format's description alone.
 */

import { execFileSync } from 'node:child_process'
import * as crypto from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import type { Conversation, Output } from '../conversation'
import { prototype } from './prototype'

const generate = promisify(crypto.generateKeyPair)
const keys = Promise.all([0, 1, 2, 3].map(() => generate('rsa', { modulusLength: 2048 })))

/** What the other program saw, in order. */
type Seen = { readonly fingerprint: string; readonly own: string } | { readonly text: string }

/** The other program. It uses node:crypto and node:net, and nothing of ours. */
class OtherProgram {
  readonly seen: Seen[] = []
  readonly #socket: net.Socket
  readonly #session: crypto.KeyObject
  readonly #pem: string
  readonly #onSeen: (program: OtherProgram) => void
  #peer: crypto.KeyObject | null = null
  #buffer = Buffer.alloc(0)

  constructor(
    socket: net.Socket,
    session: crypto.KeyPairKeyObjectResult,
    thrown: crypto.KeyPairKeyObjectResult,
    /** Called after each thing seen. */
    onSeen: (program: OtherProgram) => void,
  ) {
    this.#onSeen = onSeen
    this.#socket = socket
    this.#session = session.privateKey
    this.#pem = session.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    socket.on('data', (data) => this.#read(data))
    socket.on('error', () => {})
    const signature = this.#sign(Buffer.from(this.#pem), thrown.privateKey)
    socket.write(Buffer.concat([Buffer.from(`${this.#pem}__SEP__`), signature]))
  }

  say(text: string): void {
    const { RSA_PKCS1_OAEP_PADDING: padding } = crypto.constants
    const message = Buffer.from(text)
    const ciphertext = crypto.publicEncrypt({ key: this.#peer!, padding, oaepHash: 'sha256' }, message)
    const signature = this.#sign(message, this.#session)
    this.#socket.write(Buffer.concat([ciphertext, Buffer.from('__SEP__'), signature]))
  }

  quit(): void {
    this.#socket.end()
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data])
    const parts = () => {
      const at = this.#buffer.indexOf('__SEP__')
      if (at < 0 || this.#buffer.length < at + 7 + 256) return null
      const pair = [this.#buffer.subarray(0, at), this.#buffer.subarray(at + 7, at + 7 + 256)] as const
      this.#buffer = this.#buffer.subarray(at + 7 + 256)
      return pair
    }
    for (let pair = parts(); pair; pair = parts()) {
      const [content, signature] = pair
      if (this.#peer) this.seen.push({ text: this.#decrypt(content, signature) })
      else {
        this.#peer = crypto.createPublicKey(content)
        this.seen.push({ fingerprint: this.#fingerprint(content), own: this.#fingerprint(this.#pem) })
      }
      this.#onSeen(this)
    }
  }

  #decrypt(ciphertext: Buffer, signature: Buffer): string {
    const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PSS_PADDING } = crypto.constants
    const oaep = { key: this.#session, padding: RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    const message = crypto.privateDecrypt(oaep, ciphertext)
    const pss = { key: this.#peer!, padding: RSA_PKCS1_PSS_PADDING, saltLength: 222 }
    if (!crypto.verify('sha256', message, pss, signature)) throw new Error('bad signature')
    return message.toString()
  }

  #sign(data: Buffer, key: crypto.KeyObject): Buffer {
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_MAX_SIGN: saltLength } = crypto.constants
    return crypto.sign('sha256', data, { key, padding, saltLength })
  }

  #fingerprint(pem: string | Buffer): string {
    const hex = crypto.createHash('sha256').update(pem).digest('hex')
    return Array.from({ length: 16 }, (_, i) => hex.slice(4 * i, 4 * i + 4)).join(':')
  }
}

/** Our side: a conversation with the first two keys. */
async function converse(): Promise<Conversation> {
  const [session, thrown] = await keys
  const fresh = [session!.privateKey, thrown!.privateKey]
  const unused = (): never => {
    throw new Error('the prototype knows no names, no clock, and no keys but RSA')
  }
  return prototype.converse({
    role: 'responder',
    self: { name: 'bob', identity: { signing: session!.privateKey, wrapping: session!.privateKey } },
    calls: null,
    expected: unused,
    entropy: { x25519: unused, bytes: crypto.randomBytes, rsa: async () => fresh.shift() ?? unused() },
    now: unused,
  })
}

/** Our side on a socket. @returns all events, once the conversation is closed. */
function drive(
  conversation: Conversation,
  socket: net.Socket,
  onEvent: (event: Output) => Output[],
): Promise<Output[]> {
  const events: Output[] = []
  return new Promise((resolve) => {
    const take = (outputs: Output[]): void => {
      for (const output of outputs) {
        if ('write' in output) socket.write(output.write)
        else if ('hangUp' in output) socket.end()
        else {
          events.push(output)
          if (output.event === 'closed') resolve(events)
          take(onEvent(output))
        }
      }
    }
    socket.on('data', (chunk) => take(conversation.receive(chunk)))
    socket.on('error', () => {})
    socket.on('close', () => take(conversation.transportEnded()))
    take(conversation.open())
  })
}

/** @returns both ends of one TCP connection over loopback: who listens, who called. */
async function connection(t: ExecutionContext): Promise<[net.Socket, net.Socket]> {
  const server = net.createServer()
  t.teardown(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const accepted = new Promise<net.Socket>((resolve) => server.once('connection', resolve))
  const caller = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1')
  const ends: [net.Socket, net.Socket] = [await accepted, caller]
  t.teardown(() => ends.map((end) => end.destroy()))
  return ends
}

for (const weCall of [true, false]) {
  test(`a program of node:crypto alone talks to us, ${weCall ? 'we call' : 'it calls'}`, async (t) => {
    const [, , session, thrown] = await keys
    const [listener, caller] = await connection(t)
    const conversation = await converse()
    const said = ['Bonjour ☕', 'x'.repeat(190)]
    const answers = ['Salut, ça va ?', 'é'.repeat(95)]

    const other = new OtherProgram(weCall ? listener : caller, session!, thrown!, ({ seen }) => {
      const next = said[seen.length - 1]
      if (next) other.say(next)
      else other.quit()
    })
    const replies = [...answers]
    const events = await drive(conversation, weCall ? caller : listener, (event) => {
      const delivered = 'event' in event && event.event === 'delivered'
      return delivered ? conversation.send(replies.shift()!) : []
    })

    const [hello, ...texts] = other.seen
    t.deepEqual(
      texts,
      answers.map((text) => ({ text })),
    )
    const { fingerprint: ours, own: theirs } = hello as { fingerprint: string; own: string }
    t.deepEqual(events, [
      { event: 'connected', peer: null, fingerprint: theirs, own: ours },
      { event: 'delivered', text: said[0]! },
      { event: 'delivered', text: said[1]! },
      { event: 'closed', clean: true },
    ])
  })
}

test('openssl makes what we read, and reads what we make', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'prototype-test-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const openssl = (line: string) =>
    execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' }).toString()
  const put = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes)
  const get = (name: string) => readFileSync(join(folder, name))
  const oaep = '-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256'
  const pss = (salt: string) =>
    `dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:${salt} -sigopt rsa_mgf1_md:sha256`
  const joined = (...names: [string, string]) =>
    Buffer.concat([get(names[0]), Buffer.from('__SEP__'), get(names[1])])

  for (const name of ['session', 'thrown']) {
    openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ${name}.key`)
    openssl(`pkey -in ${name}.key -pubout -out ${name}.pem`)
  }
  const conversation = await converse()
  const opened = written(conversation.open())
  put('our.pem', opened.subarray(0, opened.indexOf('__SEP__')))

  openssl(`${pss('max')} -sign thrown.key -out signature session.pem`)
  t.like(conversation.receive(joined('session.pem', 'signature')), [{ event: 'connected' }])

  const hello = 'Bonjour, écrit par openssl ☕'
  put('text', Buffer.from(hello))
  openssl(`pkeyutl -encrypt -pubin -inkey our.pem ${oaep} -in text -out ciphertext`)
  openssl(`${pss('max')} -sign session.key -out signature text`)
  t.deepEqual(conversation.receive(joined('ciphertext', 'signature')), [{ event: 'delivered', text: hello }])

  const answer = 'Réponse, lue par openssl ☕'
  const message = written(conversation.send(answer))
  put('ciphertext', message.subarray(0, 256))
  put('signature', message.subarray(263))
  openssl(`pkeyutl -decrypt -inkey session.key ${oaep} -in ciphertext -out text`)
  t.is(get('text').toString(), answer)
  t.is(openssl(`${pss('222')} -verify our.pem -signature signature text`), 'Verified OK\n')
})

/** @returns the bytes of an output that is one write and nothing else: a message must go out in one. */
function written(outputs: Output[]): Buffer {
  const [only, ...more] = outputs
  if (!only || !('write' in only) || more.length > 0) throw new Error('expected one write')
  return Buffer.from(only.write)
}
