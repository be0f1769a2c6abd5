/**
 * The two ends of a connection for the benches, as our sessions and as node:tls 1.3: mutual RSA-2048, each side
 * trusting exactly the other's key, X25519, AES-256-GCM.
 */

import { createCipheriv, createDecipheriv, createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import { systemEntropy } from '../cli/entropy'
import type { ConversationEvent, Role, Setup } from '../protocol/conversation'
import { encodeFrame, FrameDecoder, FrameType } from '../protocol/frames'
import { type PrivateIdentity, publicIdentity } from '../protocol/identity'
import { hardenedProfile } from '../protocol/secure'
import { Session } from '../session/session'
import { type BenchCertificate, certificate } from './certificate'

const rsa = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65537 })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString()

/** One side's keys. */
export interface Person {
  readonly name: 'alice' | 'bob'
  readonly identity: PrivateIdentity
  readonly tls: BenchCertificate
}

/** Alice calls, Bob answers. */
export type People = Record<'alice' | 'bob', Person>

/** Both people's keys in a form that one process can give to another. */
export type Keys = Record<'alice' | 'bob', { readonly signing: string; readonly wrapping: string }>

export function newKeys(): Keys {
  const keys = () => ({ signing: rsa(), wrapping: rsa() })
  return { alice: keys(), bob: keys() }
}

export function people(keys: Keys): People {
  const person = (name: Person['name']): Person => {
    const signing = createPrivateKey(keys[name].signing)
    return {
      name,
      identity: { signing, wrapping: createPrivateKey(keys[name].wrapping) },
      tls: certificate(signing, name),
    }
  }
  return { alice: person('alice'), bob: person('bob') }
}

/** What passes a connection that is open, whichever protocol it speaks. */
export interface Line {
  /** @returns false when no more should be said before `drained`. */
  readonly say: (content: Uint8Array) => boolean
  drained: () => void
  heard: (content: Buffer) => void
}

/** Our end of a connected socket; settles when the handshake is done. */
export function ourLine(socket: Socket, role: Role, { alice, bob }: People): Promise<Line> {
  const [self, other] = role === 'initiator' ? [alice, bob] : [bob, alice]
  const setup: Setup = {
    role,
    self,
    calls: role === 'initiator' ? other.name : null,
    expected: () => publicIdentity(other.identity),
    entropy: systemEntropy,
    now: Date.now,
  }
  return new Promise((resolve, reject) => {
    const line: Line = { say: (content) => session.sendData(content), drained: () => {}, heard: () => {} }
    const onEvent = (event: ConversationEvent): void => {
      if (event.event === 'connected') resolve(line)
      if (event.event === 'data') line.heard(event.content)
      if (event.event === 'closed') reject(new Error('the session ended'))
    }
    let session: Session
    void hardenedProfile.converse(setup).then((conversation) => {
      session = new Session(socket, conversation, onEvent, undefined, () => line.drained())
    })
  })
}

/** An end of node:tls, which carries frames of ours: a 4-byte length, a type byte, the content. */
export function tlsLine(socket: TLSSocket): Line {
  const line: Line = {
    say: (content) => socket.write(encodeFrame(FrameType.RECORD, content)),
    drained: () => {},
    heard: () => {},
  }
  const decoder = new FrameDecoder()
  socket.on('drain', () => line.drained())
  socket.on('data', (chunk) => {
    for (const { payload } of decoder.push(chunk)) line.heard(payload)
  })
  socket.on('error', () => {})
  return line
}

/** As much as our records have: 100 bytes with their number and kind, padded. */
const BARE_BYTES = 256

/**
 * The least that a record of ours could cost in Node: one cipher object for each, over a nonce that counts and the
 * frame's head as AAD, on a plain socket. No session, no rekeying, no check but the tag.
 */
export function bareLine(socket: Socket): Line {
  const key = Buffer.alloc(32, 7)
  const counter = () => {
    const nonce = Buffer.alloc(12)
    let next = 0
    return () => {
      nonce.writeUInt32BE(next++, 8)
      return nonce
    }
  }
  const [sealing, opening] = [counter(), counter()]
  const head = Buffer.from([FrameType.RECORD])
  const line: Line = {
    say: (content) => {
      const cipher = createCipheriv('aes-256-gcm', key, sealing())
      cipher.setAAD(head)
      const padded = Buffer.alloc(BARE_BYTES)
      padded.set(content)
      const sealed = cipher.update(padded)
      cipher.final()
      return socket.write(encodeFrame(FrameType.RECORD, Buffer.concat([sealed, cipher.getAuthTag()])))
    },
    drained: () => {},
    heard: () => {},
  }
  const decoder = new FrameDecoder()
  socket.setNoDelay(true)
  socket.on('drain', () => line.drained())
  socket.on('data', (chunk) => {
    for (const { payload } of decoder.push(chunk)) {
      const decipher = createDecipheriv('aes-256-gcm', key, opening())
      decipher.setAAD(head)
      decipher.setAuthTag(payload.subarray(BARE_BYTES))
      const padded = decipher.update(payload.subarray(0, BARE_BYTES))
      decipher.final()
      line.heard(padded.subarray(0, 100))
    }
  })
  socket.on('error', () => {})
  return line
}

/** Bob's end: a server that asks for a certificate and takes Alice's only. */
export function tlsServer({ alice, bob }: People): tls.Server {
  return tls.createServer({
    ...bob.tls,
    ca: alice.tls.cert,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
    noDelay: true,
  })
}

/** @returns what calls as Alice. Her keys are read once for all calls, in favour of node:tls. */
export function tlsCaller({ alice, bob }: People): (port: number) => TLSSocket {
  const secureContext = tls.createSecureContext({ ...alice.tls, ca: bob.tls.cert, minVersion: 'TLSv1.3' })
  // The certificate is the one that is trusted, so the name in it says nothing more.
  return (port) => {
    const socket = tls.connect({
      port,
      host: '127.0.0.1',
      secureContext,
      checkServerIdentity: () => undefined,
    })
    return socket.setNoDelay(true)
  }
}

/** @throws Error unless this is what the yardstick is said to be. */
export function insistOnTls13(calling: TLSSocket, answering: TLSSocket): void {
  const { version, name } = calling.getCipher()
  const group = calling.getEphemeralKeyInfo() as { name?: string }
  const checked = calling.authorized && answering.authorized && !calling.isSessionReused()
  const as = `${version} ${name} ${group.name} ${checked}`
  if (as !== 'TLSv1.3 TLS_AES_256_GCM_SHA384 X25519 true') throw new Error(`the yardstick is ${as}`)
}

/** @returns the port of a server, which listens from now on. */
export async function portOf(server: Server): Promise<number> {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}
