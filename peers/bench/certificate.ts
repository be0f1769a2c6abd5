/**
 * A certificate for the benches: node:tls, the yardstick, shows its keys as X.509 (RFC 5280 §4.1). Self-signed,
 * with a name and nothing else: the other side trusts this very certificate, as a peer trusts a pinned key.
 */

import { type KeyObject, sign } from 'node:crypto'
import { exportSpki } from '../protocol/rsa'

const SEQUENCE = 0x30
const sha256WithRsa = der(SEQUENCE, Buffer.from('06092a864886f70d01010b0500', 'hex'))
const commonName = Buffer.from('0603550403', 'hex')

/** What node:tls takes for one side: its own key and certificate, as PEM. */
export interface BenchCertificate {
  readonly key: string
  readonly cert: string
}

/** @param own an RSA-2048 private key. @returns the same certificate for the same key and name. */
export function certificate(own: KeyObject, name: string): BenchCertificate {
  const called = der(SEQUENCE, der(0x31, der(SEQUENCE, commonName, der(0x0c, Buffer.from(name)))))
  const year = new Date().getUTCFullYear()
  const date = (at: number) => der(0x18, Buffer.from(`${at}0101000000Z`))
  const signed = der(
    SEQUENCE,
    der(0xa0, Buffer.of(2, 1, 2)),
    der(2, Buffer.of(1)),
    sha256WithRsa,
    called,
    der(SEQUENCE, date(year - 1), date(year + 2)),
    called,
    exportSpki(own),
  )
  const signature = der(3, Buffer.of(0), sign('sha256', signed, own))
  const body = der(SEQUENCE, signed, sha256WithRsa, signature).toString('base64')
  return {
    key: own.export({ format: 'pem', type: 'pkcs8' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.of(tag, ...length), content])
}
