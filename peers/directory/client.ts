/**
 * The directory as a peer uses it: one method a route. Its answers are hostile input: their form and every
 * key in them are checked here, and what it tells the user cannot steer the terminal.
 */

import type { Socket } from 'node:net'
import { t } from '../language/sentence'
import { answers, type IdentityJson, RELAY_PROTOCOL, type Schema } from '../protocol/directory-api'
import { PeerError } from '../protocol/errors'
import { type Identity, type PrivateIdentity, publicIdentity } from '../protocol/identity'
import { publicKey } from '../protocol/rsa'
import {
  type SignedAddressRecord,
  serverByAddress,
  serverByCertificate,
  signLogin,
  signPassword,
  signRegistration,
} from '../protocol/statements'
import { printable } from '../text/printable'
import type { Endpoint } from './endpoint'
import { type AskJson, askJson, askToUpgrade, badAnswer, type JsonRequest } from './http-json'

/** Characters of what the directory gives as its reason: with the words before it, two rows and a half. */
const LONGEST_REASON = 177

export interface DirectoryOptions {
  /** Milliseconds for one request; 10,000 if not given. */
  readonly timeout?: number
  /** Where a host is really reached, like a hosts table; as the system resolves it if not given. */
  readonly resolve?: (host: string, port: number) => Endpoint
  /** SHA-256 of the directory's certificate (DER) in hexadecimal digits: this one and no other is accepted. */
  readonly certificate?: string | undefined
  /** How one request is made; see http-json.ts, which it is if not given. */
  readonly ask?: AskJson
}

/** What the directory says of a friend's address. Not to be believed before checkAddress has seen it. */
export interface FoundAddress {
  readonly record: SignedAddressRecord
  /** The host the directory saw, where the record leaves the host to the directory. */
  readonly observed?: string | undefined
  readonly identity: Identity
  /** The IP address at which the directory gave this answer. */
  readonly directoryAt: string
}

/** @returns the code with which the directory refused; undefined where it is another error. */
export function refusalOf(error: unknown): unknown {
  return error instanceof PeerError ? error.evidence.code : undefined
}

/** Does something for which the directory may want a one-time or recovery code: where it does, with the one that is asked for. */
export async function withCodeIfNeeded<Answer>(
  act: (code?: string) => Promise<Answer>,
  askForCode: () => Promise<string>,
): Promise<Answer> {
  try {
    return await act()
  } catch (error) {
    if (refusalOf(error) !== 'CODE_NEEDED') throw error
    return act(await askForCode())
  }
}

/** What somebody dials in at the relay for: a call of that friend, or the answer to one; without either, to be called. */
export interface RelayQuery {
  readonly name?: string
  readonly token?: string
}

export interface Friends {
  readonly friends: readonly { readonly name: string; readonly identity: Identity }[]
  /** Who asked and waits for an answer. */
  readonly incoming: readonly string[]
  /** Who was asked and did not answer yet. */
  readonly outgoing: readonly string[]
}

/**
 * One directory and, after `register` or `login`, one user's token for it.
 *
 * Every method throws PeerError DIRECTORY_UNREACHABLE, DIRECTORY_UNTRUSTED (evidence: fingerprint),
 * DIRECTORY_REFUSED (evidence: status and code) and BAD_DIRECTORY_ANSWER; those that come after a login throw NOT_LOGGED_IN before it.
 */
export class DirectoryClient {
  readonly #base: URL
  readonly #options: DirectoryOptions & Required<Pick<DirectoryOptions, 'timeout' | 'resolve' | 'ask'>>
  #token: string | null = null

  /**
   * @param url `http://` or `https://`, a host, and a port and a path where the directory has them.
   * @throws PeerError DIRECTORY_UNREACHABLE for anything else.
   */
  constructor(url: string, options: DirectoryOptions = {}) {
    this.#base = baseUrl(url)
    this.#options = {
      timeout: 10_000,
      resolve: (host, port) => ({ host, port }),
      ask: askJson,
      ...options,
    }
  }

  /** Settles if a directory is there. */
  async health(): Promise<void> {
    await this.#ask('GET', 'healthz', answers.health)
  }

  /** What whoever has it is this user with. @throws PeerError NOT_LOGGED_IN */
  get token(): string {
    if (this.#token === null) throw new PeerError('NOT_LOGGED_IN')
    return this.#token
  }

  /** Claims `name` for this identity. @returns when the token ends, in milliseconds since 1970. */
  async register(name: string, password: string, own: PrivateIdentity): Promise<number> {
    const identity = publicIdentity(own)
    const proof = signRegistration(own.signing, name, identity)
    const body = { name, password, identity: toJson(identity), proof }
    return this.#keepToken(await this.#ask('POST', 'register', answers.token, body))
  }

  /**
   * @param code a one-time code or a recovery code; the directory refuses with CODE_NEEDED where one is missing.
   * @returns when the token ends, in milliseconds since 1970.
   */
  async login(name: string, password: string, code?: string): Promise<number> {
    return this.#keepToken(await this.#ask('POST', 'login', answers.token, { name, password, code }))
  }

  /**
   * Logs in by the identity's signing key. What is signed names the server that was really dialed, so a relay in
   * between gets nothing that it could use.
   * @returns when the token ends, in milliseconds since 1970.
   */
  async loginByKey(name: string, own: PrivateIdentity): Promise<number> {
    const login = await this.#challenge(name)
    const body = { name, challenge: login.challenge, signature: signLogin(own.signing, login) }
    return this.#keepToken(await this.#ask('POST', 'login', answers.token, body))
  }

  /**
   * Takes a name over for this identity, by its password: the key that it had before counts no more.
   * @param code as in `login`. @returns when the token ends.
   */
  async replaceIdentity(
    name: string,
    password: string,
    own: PrivateIdentity,
    code?: string,
  ): Promise<number> {
    const identity = publicIdentity(own)
    const proof = signRegistration(own.signing, name, identity)
    const body = { name, password, code, identity: toJson(identity), proof }
    return this.#keepToken(await this.#ask('PUT', 'identity', answers.token, body))
  }

  /** Sets another password, by the identity's signing key; all other logins end. @returns when the token ends. */
  async changePassword(name: string, password: string, own: PrivateIdentity): Promise<number> {
    const login = await this.#challenge(name)
    const signature = signPassword(own.signing, login, password)
    const body = { name, password, challenge: login.challenge, signature }
    return this.#keepToken(await this.#ask('PUT', 'password', answers.token, body))
  }

  /** Ends every other login of this user. */
  async endOtherLogins(): Promise<void> {
    await this.#askAsUser('DELETE', 'tokens', answers.removed)
  }

  async #challenge(name: string) {
    const question = await this.#askWhole('POST', 'login/challenge', answers.loginChallenge, { name })
    return { server: this.#serverName(question.certificate), name, challenge: question.answer.challenge }
  }

  /** Begins to enrol a second factor; it counts from `confirmTotp` on. @returns the secret in base32, and as a URI. */
  async enrolTotp(): Promise<{ readonly secret: string; readonly uri: string }> {
    return this.#askAsUser('POST', 'totp', answers.totp)
  }

  /** @param code what the authenticator shows. @returns recovery codes, each good for one login. */
  async confirmTotp(code: string): Promise<readonly string[]> {
    return (await this.#askAsUser('POST', 'totp/confirm', answers.confirmTotp, { code })).recovery
  }

  /** Ends the second factor. @param code a one-time code or a recovery code. */
  async removeTotp(code: string): Promise<void> {
    await this.#askAsUser('DELETE', 'totp', answers.removed, { code })
  }

  /** @returns the host that the directory saw this request come from. */
  async publishAddress(record: SignedAddressRecord): Promise<string> {
    return (await this.#askAsUser('PUT', 'address', answers.address, record)).observed
  }

  async getIp(name: string): Promise<FoundAddress> {
    const path = `get_ip?name=${encodeURIComponent(name)}`
    const { answer, answeredAt } = await this.#askWhole('GET', path, answers.getIp, undefined, this.token)
    const { identity, ...found } = answer
    return { ...found, identity: this.#fromJson(identity), directoryAt: answeredAt }
  }

  /** Asks for a friendship, or accepts it when the other has asked already. */
  async addFriend(name: string): Promise<'requested' | 'accepted'> {
    return (await this.#askAsUser('POST', 'add_friend', answers.addFriend, { name })).status
  }

  async friends(): Promise<Friends> {
    const { friends, ...requests } = await this.#askAsUser('GET', 'friends', answers.friends)
    const withKeys = friends.map(({ name, identity }) => ({ name, identity: this.#fromJson(identity) }))
    return { friends: withKeys, ...requests }
  }

  async removeFriend(name: string): Promise<void> {
    await this.#askAsUser('DELETE', `friends/${encodeURIComponent(name)}`, answers.removed)
  }

  /**
   * Dials in at the directory's relay.
   * @param query nothing to wait for calls, a friend's `name` to call them, a `token` to answer a call.
   * @returns a connection: to the friend, or the line on which calls are told.
   */
  async relay(query: RelayQuery): Promise<Socket> {
    const url = new URL(`relay?${new URLSearchParams({ ...query })}`, this.#base)
    const { ask, ...how } = this.#options
    const reply = await askToUpgrade({ method: 'GET', url, token: this.token, ...how }, RELAY_PROTOCOL)
    if (!('json' in reply)) return reply
    if (reply.status >= 300) throw this.#refusal(reply.status, reply.json)
    throw badAnswer(this.#base, t`it does not change the protocol`)
  }

  async #askAsUser<T>(
    method: JsonRequest['method'],
    path: string,
    schema: Schema<T>,
    body?: object,
  ): Promise<T> {
    return this.#ask(method, path, schema, body, this.token)
  }

  async #ask<T>(
    method: JsonRequest['method'],
    path: string,
    schema: Schema<T>,
    body?: object,
    token?: string,
  ): Promise<T> {
    return (await this.#askWhole(method, path, schema, body, token)).answer
  }

  /** @returns also the SHA-256 of the certificate that answered, null over plain HTTP, and the IP address. */
  async #askWhole<T>(
    method: JsonRequest['method'],
    path: string,
    schema: Schema<T>,
    body?: object,
    token?: string,
  ): Promise<{ answer: T; certificate: string | null; answeredAt: string }> {
    const url = new URL(path, this.#base)
    const { ask, ...how } = this.#options
    const { status, json, ...server } = await ask({ method, url, body, token, ...how })
    if (status >= 300) throw this.#refusal(status, json)
    const answer = schema.safeParse(json)
    if (answer.success) return { answer: answer.data, ...server }
    const tooLong = answer.error.issues.find(({ code, path }) => code === 'too_big' && path.length === 1)
    throw badAnswer(this.#base, tooLong ? t`${tooLong.message}` : t`it has not the form agreed on`)
  }

  #refusal(status: number, json: unknown): PeerError {
    const refusal = answers.error.safeParse(json)
    if (!refusal.success) return badAnswer(this.#base, t`it gives no reason for its status ${status}`)
    const { code, message, retryAfter } = refusal.data.error
    const sentence = t`The directory refused: ${printable(message, LONGEST_REASON)}`
    return new PeerError('DIRECTORY_REFUSED', sentence, {
      status,
      code: printable(code, 60),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    })
  }

  /** How this directory is named in a login: by the certificate that answered, or by the address that was dialed. */
  #serverName(certificate: string | null): string {
    if (certificate !== null) return serverByCertificate(certificate)
    const host = this.#base.hostname.replace(/^\[(.*)\]$/, '$1')
    return serverByAddress(host, Number(this.#base.port) || 80)
  }

  #keepToken({ token, expires }: { token: string; expires: number }): number {
    // It goes back in a header: nothing in it may end that header and begin another one.
    if (!/^[\x21-\x7e]+$/.test(token)) throw badAnswer(this.#base, t`its token cannot be sent in a header`)
    this.#token = token
    return expires
  }

  #fromJson({ signing, wrapping }: IdentityJson): Identity {
    const identity = { signing: Buffer.from(signing, 'base64'), wrapping: Buffer.from(wrapping, 'base64') }
    try {
      publicKey(identity.signing)
      publicKey(identity.wrapping)
      return identity
    } catch {
      throw badAnswer(this.#base, t`it names keys that are not RSA-2048 keys`)
    }
  }
}

function toJson({ signing, wrapping }: Identity): IdentityJson {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return { signing: base64(signing), wrapping: base64(wrapping) }
}

function baseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new PeerError(
      'DIRECTORY_UNREACHABLE',
      t`${printable(text, 100)} is not the address of a directory: write it like http://localhost:8440.`,
    )
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}
