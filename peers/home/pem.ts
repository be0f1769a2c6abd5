/**
 * The identity's keys as standard PEM files, for `openssl` and whatever else reads them. Private keys as encrypted
 * PKCS #8 (RFC 5958 §3, PBES2 of RFC 8018 §6.2) with scrypt (RFC 7914 §7) and AES-256-CBC; public ones as SPKI.
 *
 * Node writes such files with 2048 rounds of PBKDF2, which a graphics card tries by the million, hence the few
 * lines of DER (X.690) here.
 */

import { createCipheriv, type KeyObject } from 'node:crypto'
import fs from 'node:fs'
import { join } from 'node:path'
import { t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { type PrivateIdentity, publicIdentity } from '../protocol/identity'
import { createAtomically } from './home-file'
import type { Cost, Passphrase } from './passphrase'

/** OpenSSL refuses scrypt with more than 32 MiB. OWASP holds five times 16 MiB for as good as once 128 MiB. */
const opensslCost: Cost = { logN: 14, r: 8, p: 5 }

/**
 * Writes `signing.pem`, `wrapping.pem` (private) and `signing.pub.pem`, `wrapping.pub.pem` into `folder`, which is made
 * if it is not there.
 * @param passphrase of the private keys.
 * @returns the four paths.
 * @throws PeerError FILE_FAILED, also if one of the files is there; it is left as it is.
 */
export async function writePem(
  folder: string,
  identity: PrivateIdentity,
  passphrase: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
): Promise<string[]> {
  const known = publicIdentity(identity)
  const contents = {
    'signing.pem': () => privatePem(identity.signing, passphrase, entropy),
    'wrapping.pem': () => privatePem(identity.wrapping, passphrase, entropy),
    'signing.pub.pem': () => pem('PUBLIC KEY', known.signing),
    'wrapping.pub.pem': () => pem('PUBLIC KEY', known.wrapping),
  }
  const files = Object.entries(contents).map(([name, text]) => ({ path: join(folder, name), text }))
  // Looked at before the first is made, so that not half of them are new, and a refusal takes no time.
  const taken = files.find(({ path }) => fs.existsSync(path))
  if (taken) throw thereAlready(taken.path)
  const made = []
  for (const { path, text } of files) made.push({ path, text: await text() })
  for (const { path, text } of made) {
    if (!(await createAtomically(path, Buffer.from(text)))) throw thereAlready(path)
  }
  return made.map(({ path }) => path)
}

/** @returns a private key as PEM that only the passphrase opens. */
async function privatePem(
  key: KeyObject,
  passphrase: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
): Promise<string> {
  const salt = entropy.bytes(16)
  const iv = entropy.bytes(16)
  const cipher = createCipheriv('aes-256-cbc', await passphrase.key(salt, opensslCost), iv)
  const encrypted = [cipher.update(key.export({ format: 'der', type: 'pkcs8' })), cipher.final()]
  const { logN, r, p } = opensslCost
  const parameters = sequence(octets(salt), integer(2 ** logN), integer(r), integer(p), integer(32))
  const derivation = sequence(oid('2b06010401da47040b'), parameters)
  const encryption = sequence(oid('60864801650304012a'), octets(iv))
  const scheme = sequence(oid('2a864886f70d01050d'), sequence(derivation, encryption))
  return pem('ENCRYPTED PRIVATE KEY', sequence(scheme, octets(...encrypted)))
}

/** RFC 7468: base64 in lines of 64. */
function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** Tag, length (X.690 §8.1.3: one byte, or how many bytes and they), content. */
function der(tag: number, content: Uint8Array[]): Buffer {
  const length = content.reduce((sum, { byteLength }) => sum + byteLength, 0)
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), ...content])
}

const sequence = (...content: Uint8Array[]) => der(0x30, content)
const octets = (...content: Uint8Array[]) => der(0x04, content)
const oid = (hex: string) => der(0x06, [Buffer.from(hex, 'hex')])
/** Of a number below 2¹⁵, so that none is negative. */
const integer = (value: number) => der(0x02, [Buffer.from(value < 128 ? [value] : [value >> 8, value & 255])])

function thereAlready(path: string): PeerError {
  return new PeerError(
    'FILE_FAILED',
    t`${path} is there already and was left as it is: choose another folder.`,
    { path },
  )
}
