/**
 * The certificate that the directory shows: given files, or one that it makes itself, once, and keeps in its
 * data folder. Peers pin that one by its SHA-256, so it is never replaced behind their back: neither because
 * it is old, nor because the directory got another name.
 *
 * RSA-2048, since node-forge makes no certificates for elliptic curves. The key itself is made by node:crypto.
 */

import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { md, pki } from 'node-forge'
import { replaceFile } from '../../peers/system/atomic-file'
import { inWords, StartFailure } from '../refusal'
import { contentOf } from '../storage/file-content'

const YEARS = 20

/** RFC 9325: TLS 1.2 and 1.3, and of 1.2 only what has forward secrecy and authenticated encryption. */
export const tlsSettings = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
  // Whoever does not finish the handshake is not waited for longer, in milliseconds.
  handshakeTimeout: 10_000,
} as const

/** A certificate (perhaps followed by those that vouch for it) and its private key, both PEM. */
export interface TlsIdentity {
  readonly cert: string
  readonly key: string
  /** SHA-256 of the certificate's DER in 64 hexadecimal digits. */
  readonly fingerprint: string
}

/** @throws StartFailure if a file can't be read, holds something else, or the two do not belong together. */
export function readTlsFiles(certFile: string, keyFile: string): TlsIdentity {
  const [cert, key] = [certFile, keyFile].map((file) => {
    const text = read(file)
    if (text === undefined) throw new StartFailure(`There is no file ${file}: see --tls-cert and --tls-key.`)
    return text
  })
  return check(cert!, key!, certFile, keyFile)
}

/** @returns the SHA-256 of the certificate's DER in 64 hexadecimal digits. @throws StartFailure as readTlsFiles. */
export function certificateFingerprint(file: string): string {
  const text = read(file)
  if (text === undefined) throw new StartFailure(`There is no file ${file}: see --proxy-cert.`)
  return sha256(parse(file, 'certificate', () => new X509Certificate(text)))
}

/**
 * The directory's own certificate; made if there is none yet.
 * @param folder the data folder, which must be ours alone.
 * @param names hosts and IP addresses that it is for.
 * @param report is told in a sentence of names that an older certificate is not for.
 * @throws StartFailure if the one that is there is damaged: a new one would lock out all who pinned it.
 */
export async function ownCertificate(
  folder: string,
  names: readonly string[],
  report: (sentence: string) => void,
): Promise<TlsIdentity> {
  const file = join(folder, 'tls.pem')
  const kept = read(file)
  if (kept === undefined) {
    const made = makeCertificate(names)
    try {
      await replaceFile(file, Buffer.from(made))
    } catch (error) {
      throw new StartFailure(`The certificate ${file} cannot be written (${inWords(error)}).`)
    }
    return check(made, made, file, file)
  }
  const identity = check(kept, kept, file, file)
  const x509 = new X509Certificate(identity.cert)
  const missing = names.filter((name) => !(isIP(name) ? x509.checkIP(name) : x509.checkHost(name)))
  if (missing.length > 0) {
    report(
      `The certificate ${file} is not for ${missing.join(', ')}: whoever pins it does not mind; to have a new one, ` +
        'with a new fingerprint, delete it and start again.',
    )
  }
  return identity
}

/** @returns the PEM of a new private key and of a certificate for it, one after the other. */
function makeCertificate(names: readonly string[]): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65537 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const forgeKey = pki.privateKeyFromPem(key)
  const certificate = pki.createCertificate()
  certificate.publicKey = pki.setRsaPublicKey(forgeKey.n, forgeKey.e)
  // Positive, and of 20 bytes at most (RFC 5280 section 4.1.2.2).
  certificate.serialNumber = `40${randomBytes(16).toString('hex')}`
  const day = 86_400_000
  // A clock may be off by a day.
  certificate.validity.notBefore = new Date(Date.now() - day)
  certificate.validity.notAfter = new Date(Date.now() + YEARS * 365 * day)
  const subject = [{ name: 'commonName', value: 'secure-p2p directory' }]
  certificate.setSubject(subject)
  certificate.setIssuer(subject)
  const alternatives = names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name }))
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: alternatives },
  ])
  certificate.sign(forgeKey, md.sha256.create())
  return `${key}${pki.certificateToPem(certificate).replaceAll('\r', '')}`
}

function check(cert: string, key: string, certFile: string, keyFile: string): TlsIdentity {
  const x509 = parse(certFile, 'certificate', () => new X509Certificate(cert))
  const privateKey = parse(keyFile, 'private key without a passphrase', () => createPrivateKey(key))
  if (!x509.checkPrivateKey(privateKey)) {
    throw new StartFailure(`The key in ${keyFile} is not the one of the certificate in ${certFile}.`)
  }
  return { cert, key, fingerprint: sha256(x509) }
}

function read(file: string): string | undefined {
  try {
    return contentOf(file)?.toString('latin1')
  } catch (error) {
    throw new StartFailure(`The file ${file} cannot be read (${inWords(error)}).`)
  }
}

function parse<T>(file: string, what: string, attempt: () => T): T {
  try {
    return attempt()
  } catch {
    throw new StartFailure(`The file ${file} holds no ${what} in PEM: it was left as it is.`)
  }
}

function sha256(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex')
}
