/**
 * What an identity key signs outside of a session, for the directory and for friends.
 * Each statement opens with its own purpose, so that no signature can serve for another one.
 */

import type { KeyObject } from 'node:crypto'
import { field, uint } from './fields'
import type { Identity } from './identity'
import { publicKey, sign, verify } from './rsa'

/** Where a peer is reached. `host` may be `auto`: the owner lets the directory name the host it sees. */
export interface AddressRecord {
  readonly name: string
  readonly host: string
  readonly port: number
  /** Rises with every new record of the same name: an older record can't be played again. */
  readonly counter: number
  /** Milliseconds since 1970 after which the record is void. */
  readonly expires: number
  /** An IPv6 address in brackets and a port: the same peer is reached there too. */
  readonly also?: string | undefined
}

export interface SignedAddressRecord extends AddressRecord {
  /** PSS signature, 256 bytes in base64. */
  readonly signature: string
}

/** Signs an address record with the identity's signing key. */
export function signAddress(key: KeyObject, record: AddressRecord): SignedAddressRecord {
  return { ...record, signature: sign(key, addressBytes(record)).toString('base64') }
}

/** @returns whether the record is signed by this identity. Says nothing about counter and expiry. */
export function verifyAddress(identity: Identity, record: SignedAddressRecord): boolean {
  return verify(publicKey(identity.signing), addressBytes(record), Buffer.from(record.signature, 'base64'))
}

/** @returns proof that the holder of the signing key claims `name` for both keys, 256 bytes in base64. */
export function signRegistration(key: KeyObject, name: string, identity: Identity): string {
  return sign(key, registrationBytes(name, identity)).toString('base64')
}

/** @returns whether `proof` was made for this name and these keys by the holder of the signing key. */
export function verifyRegistration(name: string, identity: Identity, proof: string): boolean {
  return verify(publicKey(identity.signing), registrationBytes(name, identity), Buffer.from(proof, 'base64'))
}

/**
 * What a login by key answers. A relay that passes a challenge of the real directory on gets a signature that
 * names the relay, for the client names the server that it dialed (in the manner of RFC 5929 §4).
 */
export interface LoginChallenge {
  /** See {@link serverByCertificate} and {@link serverByAddress}. */
  readonly server: string
  readonly name: string
  /** 32 bytes that the directory made up, in base64. */
  readonly challenge: string
}

/** @returns a login by the identity's signing key, 256 bytes in base64. */
export function signLogin(key: KeyObject, login: LoginChallenge): string {
  return sign(key, loginBytes(login)).toString('base64')
}

/** @returns whether `signature` answers this challenge, for this name and server. */
export function verifyLogin(identity: Identity, login: LoginChallenge, signature: string): boolean {
  return verify(publicKey(identity.signing), loginBytes(login), Buffer.from(signature, 'base64'))
}

/** @returns the wish for another password at the directory, signed by the identity's signing key, 256 bytes in base64. */
export function signPassword(key: KeyObject, login: LoginChallenge, password: string): string {
  return sign(key, passwordBytes(login, password)).toString('base64')
}

/** @returns whether the holder of the key wants this password, in answer to this challenge. */
export function verifyPassword(
  identity: Identity,
  login: LoginChallenge,
  password: string,
  signature: string,
): boolean {
  const bytes = passwordBytes(login, password)
  return verify(publicKey(identity.signing), bytes, Buffer.from(signature, 'base64'))
}

/** @returns how a server over TLS is named in a login. @param sha256 of its certificate's DER, 64 hex digits. */
export function serverByCertificate(sha256: string): string {
  return `sha256:${sha256.toLowerCase()}`
}

/** @returns how a server over plain HTTP is named in a login. @param host an IPv6 address without brackets. */
export function serverByAddress(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`.toLowerCase()
}

function addressBytes(record: AddressRecord): Buffer {
  return Buffer.concat([
    field('secure-p2p address 1'),
    field(record.name),
    field(record.host),
    uint(record.port, 2),
    uint(record.counter, 8),
    uint(record.expires, 8),
    ...(record.also === undefined ? [] : [field(record.also)]),
  ])
}

function registrationBytes(name: string, identity: Identity): Buffer {
  return Buffer.concat([
    field('secure-p2p registration 1'),
    field(name),
    field(identity.signing),
    field(identity.wrapping),
  ])
}

function loginBytes(login: LoginChallenge): Buffer {
  return challengeBytes('secure-p2p login 1', login)
}

function passwordBytes(login: LoginChallenge, password: string): Buffer {
  return Buffer.concat([challengeBytes('secure-p2p password 1', login), field(password)])
}

function challengeBytes(purpose: string, { server, name, challenge }: LoginChallenge): Buffer {
  return Buffer.concat([field(purpose), field(server), field(name), field(Buffer.from(challenge, 'base64'))])
}
