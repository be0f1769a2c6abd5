/** What a directory must refuse (PROTOCOL.md section 9, and what its API promises of each route), as one of its clients. */

import { createHmac, type KeyObject } from 'node:crypto'
import { field } from '../peers/protocol/fields'
import { type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import { sign } from '../peers/protocol/rsa'
import { type AddressRecord, signAddress, signLogin, signRegistration } from '../peers/protocol/statements'
import { identityInJson, registration } from './account'
import type { AttackerAccount } from './attack'
import { ownIdentity } from './entropy'
import type { ProbeHttp } from './probe-http'
import { relayProbes } from './relay-probes'

/** The last request is the one that is forbidden. */
export interface ClientProbe {
  readonly name: string
  readonly ask: (http: ProbeHttp, own: AttackerAccount) => Promise<unknown>
}

type Ask = ClientProbe['ask']

const HOUR = 60 * 60 * 1000
const SERVER = 'http://directory:8440'

const PASSWORD = 'a password of hers'

let keys: Promise<PrivateIdentity> | null = null

/** @returns keys that nobody has registered. Made once: it takes half a second. */
function stranger(): Promise<PrivateIdentity> {
  keys ??= ownIdentity()
  return keys
}

/** What the directory's clock is ahead of hers. */
let ahead = 0

/** @returns the time by the directory's clock, as it was when she logged in. */
function now(): number {
  return Date.now() + ahead
}

/** @param end of a token that the directory has just given, which is good for a day. */
export function setClock(end: number): void {
  ahead = end - 24 * HOUR - Date.now()
}

/** Rises with each record that is made here. */
let counter = now()

function record({ name }: AttackerAccount, change: Partial<AddressRecord> = {}): AddressRecord {
  counter += 1
  return { name, host: '127.0.0.1', port: 25_001, counter, expires: now() + HOUR, ...change }
}

/** Publishes a record in which something is not as it should be, signed by its owner. */
function publishes(change: Partial<AddressRecord> | (() => Partial<AddressRecord>)): Ask {
  return (http, own) => {
    const changed = typeof change === 'function' ? change() : change
    return put(http, own, signAddress(own.identity.signing, record(own, changed)))
  }
}

function put(http: ProbeHttp, { token }: AttackerAccount, body: unknown): Promise<unknown> {
  return http.ask('PUT', '/address', { token, body })
}

/** Publishes what stands in it after it was signed. */
function publishesChanged(change: (signed: ReturnType<typeof signAddress>) => object): Ask {
  return (http, own) => put(http, own, change(signAddress(own.identity.signing, record(own))))
}

/** Publishes a record with a second address that is another one since it was signed. */
function publishesAlso(change: () => { also: string | undefined }): Ask {
  return (http, own) => {
    const signed = signAddress(own.identity.signing, record(own, { also: '[2001:db8::7]:25000' }))
    return put(http, own, { ...signed, ...change() })
  }
}

async function challengeFor(http: ProbeHttp, name: string): Promise<string> {
  const { json } = await http.ask('POST', '/login/challenge', { body: { name } })
  return (json as { challenge: string }).challenge
}

interface KeyLogin {
  readonly name: string
  readonly challenge: string
  readonly signature: string
}

function logsIn(
  make: (challenge: string, own: AttackerAccount) => KeyLogin | Promise<KeyLogin>,
  asked?: string,
): Ask {
  return async (http, own) => {
    const body = await make(await challengeFor(http, asked ?? own.name), own)
    return http.ask('POST', '/login', { body })
  }
}

function byTheBook(challenge: string, { name, identity }: AttackerAccount, key?: KeyObject): KeyLogin {
  return {
    name,
    challenge,
    signature: signLogin(key ?? identity.signing, { server: SERVER, name, challenge }),
  }
}

function bit(base64: string, at: number): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[at]! ^= 1
  return bytes.toString('base64')
}

/** Registers somebody new. @param change what is not as it should be. */
function registers(
  change: (body: ReturnType<typeof registration>, own: AttackerAccount) => object | Promise<object>,
): Ask {
  return async (http, own) => {
    const body = registration(own.identity, `probe-${++counter}`, PASSWORD)
    return http.ask('POST', '/register', { body: await change(body, own) })
  }
}

const addresses: Readonly<Record<string, Ask>> = {
  'address-of-another': publishes({ name: 'alice' }),
  'address-expired': publishes(() => ({ expires: now() - 1000 })),
  'address-for-8-days': publishes(() => ({ expires: now() + 8 * 24 * HOUR })),
  'address-signed-by-another': async (http, own) => {
    const { signing } = await stranger()
    return put(http, own, signAddress(signing, record(own)))
  },
  'address-host-changed': publishesChanged((signed) => ({ ...signed, host: '127.0.0.2' })),
  'address-port-changed': publishesChanged((signed) => ({ ...signed, port: signed.port + 1 })),
  'address-counter-changed': publishesChanged((signed) => ({ ...signed, counter: signed.counter + 1 })),
  'address-expiry-changed': publishesChanged((signed) => ({ ...signed, expires: signed.expires + 1 })),
  'address-also-changed': publishesAlso(() => ({ also: '[2001:db8::8]:25000' })),
  'address-also-taken-away': publishesAlso(() => ({ also: undefined })),
  'address-also-added': publishesChanged((signed) => ({ ...signed, also: '[2001:db8::7]:25000' })),
  'address-also-by-name': publishes({ also: '[home.example]:25000' }),
  'address-also-of-ipv4': publishes({ also: '192.0.2.7:25000' }),
  'address-also-not-one': publishes({ also: '[2001::db8::7]:25000' }),
  'address-also-by-the-book': publishes({ also: '[2001:db8::7]:25000' }),
  'address-signature-empty': publishesChanged((signed) => ({ ...signed, signature: '' })),
  'address-signed-as-login': async (http, own) => {
    const made = record(own)
    const login = { server: SERVER, name: own.name, challenge: Buffer.alloc(32).toString('base64') }
    return put(http, own, { ...made, signature: signLogin(own.identity.signing, login) })
  },
  'address-signed-without-purpose': async (http, own) => {
    const made = record(own)
    const signed = Buffer.concat([field(made.name), field(made.host)])
    return put(http, own, { ...made, signature: sign(own.identity.signing, signed).toString('base64') })
  },
  'address-counter-again': async (http, own) => {
    const made = record(own)
    await put(http, own, signAddress(own.identity.signing, made))
    return put(http, own, signAddress(own.identity.signing, { ...made, expires: made.expires + 1 }))
  },
  'address-counter-lower': async (http, own) => {
    const made = record(own)
    await put(http, own, signAddress(own.identity.signing, made))
    return put(http, own, signAddress(own.identity.signing, { ...made, counter: made.counter - 1 }))
  },
  'address-same-twice': async (http, own) => {
    const signed = signAddress(own.identity.signing, record(own))
    await put(http, own, signed)
    return put(http, own, signed)
  },
  'address-with-more-fields': publishesChanged((signed) => ({ ...signed, note: 'x' })),
  'address-port-0': publishes({ port: 0 }),
  'address-by-the-book': publishes({}),
}

const registrations: Readonly<Record<string, Ask>> = {
  'register-proof-of-another': registers(async (body) => {
    const { signing } = await stranger()
    const { signing: shown, wrapping } = body.identity
    const keys = { signing: Buffer.from(shown, 'base64'), wrapping: Buffer.from(wrapping, 'base64') }
    return { ...body, proof: signRegistration(signing, body.name, keys) }
  }),
  'register-proof-for-another-name': registers((body, { identity }) => ({
    ...body,
    proof: signRegistration(identity.signing, 'somebody', publicIdentity(identity)),
  })),
  'register-wrapping-exchanged': registers(async (body) => ({
    ...body,
    identity: { ...body.identity, wrapping: identityInJson(publicIdentity(await stranger())).wrapping },
  })),
  'register-proof-flipped': registers((body) => ({ ...body, proof: bit(body.proof, 9) })),
  'register-name-taken': registers((body, { identity }) => ({
    ...registration(identity, 'alice', body.password),
  })),
  'register-name-capital': registers((body) => ({ ...body, name: 'Mallory' })),
  'register-key-even': registers((body) => ({
    ...body,
    identity: { ...body.identity, signing: bit(body.identity.signing, 288) },
  })),
  'register-key-of-nothing': registers((body) => ({ ...body, identity: { ...body.identity, signing: '' } })),
  'register-password-short': registers((body) => ({ ...body, password: 'short' })),
}

const logins: Readonly<Record<string, Ask>> = {
  'login-challenge-twice': async (http, own) => {
    const body = byTheBook(await challengeFor(http, own.name), own)
    await http.ask('POST', '/login', { body })
    return http.ask('POST', '/login', { body })
  },
  'login-challenge-of-another': logsIn((challenge, own) => byTheBook(challenge, own), 'alice'),
  'login-challenge-flipped': logsIn((challenge, own) => byTheBook(bit(challenge, 10), own)),
  'login-challenge-prolonged': logsIn((challenge, own) => byTheBook(bit(challenge, 3), own)),
  'login-challenge-made-up': logsIn((_, own) => byTheBook(Buffer.alloc(32, 0x7f).toString('base64'), own)),
  'login-challenge-short': logsIn((challenge, own) =>
    byTheBook(Buffer.from(challenge, 'base64').subarray(1).toString('base64'), own),
  ),
  'login-by-another-key': logsIn(async (challenge, own) =>
    byTheBook(challenge, own, (await stranger()).signing),
  ),
  'login-as-another': logsIn(
    (challenge, { identity }) => ({
      name: 'alice',
      challenge,
      signature: signLogin(identity.signing, { server: SERVER, name: 'alice', challenge }),
    }),
    'alice',
  ),
  'login-for-another-server': logsIn((challenge, { name, identity }) => ({
    name,
    challenge,
    signature: signLogin(identity.signing, { server: 'http://relay:8440', name, challenge }),
  })),
  'login-for-no-server': logsIn((challenge, { name, identity }) => ({
    name,
    challenge,
    signature: signLogin(identity.signing, { server: '', name, challenge }),
  })),
  'login-signed-as-registration': logsIn((challenge, { name, identity }) => ({
    name,
    challenge,
    signature: signRegistration(identity.signing, name, publicIdentity(identity)),
  })),
  'login-by-the-book': logsIn(byTheBook),
}

const tokens: Readonly<Record<string, Ask>> = {
  'token-none': (http) => http.ask('GET', '/friends', {}),
  'token-made-up': (http) => http.ask('GET', '/friends', { token: 'x'.repeat(43) }),
  'token-flipped': (http, { token }) => http.ask('GET', '/friends', { token: `${token.slice(0, -2)}AA` }),
  'token-short': (http, { token }) => http.ask('GET', '/friends', { token: token.slice(0, -1) }),
  'token-as-basic': (http, { token }) =>
    http.ask('GET', '/friends', { headers: [`Authorization: Basic ${token}`] }),
  'address-of-stranger': (http, { token }) => http.ask('GET', '/get_ip?name=stranger', { token }),
  'friend-of-oneself': (http, { token, name }) => http.ask('POST', '/add_friend', { token, body: { name } }),
  'body-too-large': (http) =>
    http.ask('POST', '/login', { text: JSON.stringify({ name: 'x'.repeat(17_000) }) }),
  'body-no-json': (http) => http.ask('POST', '/login', { text: '{"name":' }),
  // What a form of another page can send, without asking anybody.
  'body-as-plain-text': (http) => http.ask('POST', '/login', { text: '{}', type: 'text/plain' }),
  'route-unknown': (http, { token }) => http.ask('GET', '/Friends', { token }),
}

/** Guesses at a password from one address, which says of itself each time that it is another one. */
const guesses: Ask = async (http) => {
  for (let guess = 1; guess <= 7; guess += 1)
    await http.ask('POST', '/login', {
      body: { name: 'alice', password: `guess number ${guess}` },
      headers: [`X-Forwarded-For: 10.1.1.${guess}`, `Forwarded: for=10.1.1.${guess}`],
    })
}

/** A password that is the right one but for its size, its beginning or its end. */
const passwords: Readonly<Record<string, Ask>> = {
  'password-in-capitals': logsInWith((password) => password.toUpperCase()),
  'password-longer': logsInWith((password) => `${password}x`),
  'password-shorter': logsInWith((password) => password.slice(0, -1)),
  'password-of-another-end': logsInWith((password) => `${password.slice(0, -1)}x`),
}

function logsInWith(change: (password: string) => string): Ask {
  return async (http) => {
    // Longer than what some programs hash of a password.
    const { name, password } = await newAccount(http, `a password of hers ${'and so on '.repeat(10)}`)
    return http.ask('POST', '/login', { body: { name, password: change(password) } })
  }
}

/** Two who are no friends, or not any more: the last request asks where the other one is. */
const friendships: Readonly<Record<string, Ask>> = {
  'friend-asked-only': between(async ({ asks, looks }) => {
    await asks('one')
    await looks('one')
  }),
  'friend-who-asked-only': between(async ({ asks, looks }) => {
    await asks('one')
    await looks('other')
  }),
  'friend-asked-twice': between(async ({ asks, looks }) => {
    await asks('one')
    await asks('one')
    await looks('one')
  }),
  'friend-asked-and-not': between(async ({ asks, parts, looks }) => {
    await asks('one')
    await parts('one')
    await asks('other')
    await looks('other')
  }),
  'friend-left-by-asker': between(async ({ asks, parts, looks }) => {
    await asks('one')
    await asks('other')
    await parts('one')
    await looks('other')
  }),
  'friend-left-by-asked': between(async ({ asks, parts, looks }) => {
    await asks('one')
    await asks('other')
    await parts('other')
    await looks('one')
  }),
}

type Who = 'one' | 'other'
type Does = (who: Who) => Promise<unknown>

function between(
  then: (does: { readonly asks: Does; readonly parts: Does; readonly looks: Does }) => Promise<void>,
): Ask {
  return async (http) => {
    const accounts = { one: await newAccount(http), other: await newAccount(http) }
    const of = (who: Who) => ({
      token: accounts[who].token,
      name: accounts[who === 'one' ? 'other' : 'one'].name,
    })
    await then({
      asks: (who) => http.ask('POST', '/add_friend', { token: of(who).token, body: { name: of(who).name } }),
      parts: (who) => http.ask('DELETE', `/friends/${of(who).name}`, { token: of(who).token }),
      async looks(who) {
        for (const { token } of Object.values(accounts)) await http.ask('GET', '/friends', { token })
        await http.ask('GET', `/get_ip?name=${of(who).name}`, { token: of(who).token })
      },
    })
  }
}

/** The second factor of an account that is made for it: codes that were used, that are of before, and what asks for what is done already. */
const codes: Readonly<Record<string, Ask>> = {
  'code-twice': (http) =>
    withFactor(http, async ({ code, logIn }) => {
      // The one that confirmed was used by that.
      await logIn(code)
    }),
  'code-wrong': (http) =>
    withFactor(http, async ({ logIn }) => {
      await logIn('000000')
    }),
  'code-missing': (http) =>
    withFactor(http, async ({ logIn }) => {
      await logIn()
    }),
  // Whether a code is needed, only who has the password is told.
  'code-missing-and-password-wrong': (http) =>
    withFactor(http, ({ logInAs }) => logInAs('another password', undefined)),
  'code-right-and-password-wrong': (http) =>
    withFactor(http, ({ secret, logInAs }) => logInAs('another password', codeOf(secret, 1))),
  'recovery-code-twice': (http) =>
    withFactor(http, async ({ recovery, logIn }) => {
      await logIn(recovery)
      await logIn(recovery)
    }),
  // Switched off with another one, and on again.
  'recovery-code-of-before': (http) =>
    withFactor(http, async ({ recovery, spare, token, logIn }) => {
      await http.ask('DELETE', '/totp', { token, body: { code: spare } })
      await switchOn(http, token, 1)
      await logIn(recovery)
    }),
  'factor-code-wrong': (http) =>
    withFactor(http, ({ token }) => http.ask('DELETE', '/totp', { token, body: { code: '000000' } })),
  'factor-on-twice': (http) => withFactor(http, ({ token }) => http.ask('POST', '/totp', { token })),
  'factor-confirmed-twice': (http) =>
    withFactor(http, ({ token, secret }) =>
      http.ask('POST', '/totp/confirm', { token, body: { code: codeOf(secret, 1) } }),
    ),
  'factor-confirmed-without': async (http) => {
    const { token } = await newAccount(http)
    await http.ask('POST', '/totp/confirm', { token, body: { code: '000000' } })
  },
  'factor-confirmed-wrong': async (http) => {
    const { token } = await newAccount(http)
    await http.ask('POST', '/totp', { token })
    await http.ask('POST', '/totp/confirm', { token, body: { code: '000000' } })
  },
  'factor-off-without': async (http) => {
    const { token } = await newAccount(http)
    await http.ask('DELETE', '/totp', { token, body: { code: '000000' } })
  },
}

interface Factor {
  readonly token: string
  readonly secret: string
  /** The one that confirmed it. */
  readonly code: string
  readonly recovery: string
  /** Another recovery code. */
  readonly spare: string
  readonly logIn: (code?: string) => Promise<unknown>
  readonly logInAs: (password: string, code: string | undefined) => Promise<unknown>
}

async function newAccount(http: ProbeHttp, password = PASSWORD) {
  const body = registration(await stranger(), `probe-${++counter}`, password)
  const { token } = (await http.ask('POST', '/register', { body })).json as { token: string }
  return { name: body.name, password: body.password, token }
}

/** @param steps of thirty seconds from now to the code that confirms it. */
async function switchOn(http: ProbeHttp, token: string, steps = 0) {
  const { secret } = (await http.ask('POST', '/totp', { token })).json as { secret: string }
  const code = codeOf(secret, steps)
  const { json } = await http.ask('POST', '/totp/confirm', { token, body: { code } })
  return { secret, code, recovery: (json as { recovery: string[] }).recovery }
}

async function withFactor(http: ProbeHttp, then: (factor: Factor) => Promise<unknown>): Promise<void> {
  const { name, password, token } = await newAccount(http)
  const { secret, code, recovery } = await switchOn(http, token)
  const logInAs: Factor['logInAs'] = (password, used) =>
    http.ask('POST', '/login', { body: { name, password, ...(used !== undefined && { code: used }) } })
  await then({
    token,
    secret,
    code,
    recovery: recovery[0]!,
    spare: recovery[1]!,
    logIn: (used) => logInAs(password, used),
    logInAs,
  })
}

/** TOTP with SHA-1, six digits, thirty seconds (RFC 6238). */
function codeOf(secret: string, steps = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/=+$/, '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(now() / 30_000) + steps))
  const digest = createHmac('sha1', key).update(step).digest()
  const place = digest.at(-1)! & 0x0f
  return ((digest.readUInt32BE(place) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0')
}

/** What she has got before time goes by for the directory. */
const kept: { challenge?: string; token?: string; secret?: string; name?: string } = {}
/** She asks for something, and later for what does not count any more by then. */
const later: Readonly<Record<string, Ask>> = {
  'later-challenge': async (http, { name }) => {
    kept.challenge = await challengeFor(http, name)
  },
  'later-token': async (http, own) => {
    const answer = await logsIn(byTheBook)(http, own)
    kept.token = tokenIn(answer)
  },
  'later-factor': async (http) => {
    const body = registration(await stranger(), `probe-${++counter}`, PASSWORD)
    const token = tokenIn(await http.ask('POST', '/register', { body }))
    const { secret } = (await http.ask('POST', '/totp', { token })).json as { secret: string }
    Object.assign(kept, { secret, name: body.name })
    await http.ask('POST', '/totp/confirm', { token, body: { code: codeOf(secret) } })
  },
  'minutes-later-challenge': (http, own) =>
    http.ask('POST', '/login', { body: byTheBook(kept.challenge ?? '', own) }),
  'minutes-later-token': (http) => http.ask('GET', '/friends', { token: kept.token ?? '' }),
  'minutes-later-code-of-before': (http) => withCode(http, 1),
  // Two minutes have gone by for the directory.
  'minutes-later-code-of-then': (http) => withCode(http, 4),
  'day-later-token': (http) => http.ask('GET', '/friends', { token: kept.token ?? '' }),
  'day-later-address': async (http, own) => {
    const token = tokenIn(await logsIn(byTheBook)(http, own))
    await http.ask('GET', '/get_ip?name=alice', { token })
  },
  'day-later-guess': (http) =>
    http.ask('POST', '/login', { body: { name: 'alice', password: 'one guess more' } }),
}

function tokenIn(answer: unknown): string {
  return (answer as { json: { token: string } }).json.token
}

/** @param steps of thirty seconds after now, by her own clock. */
function withCode(http: ProbeHttp, steps: number): Promise<unknown> {
  const { name = '', secret = '' } = kept
  return http.ask('POST', '/login', { body: { name, password: PASSWORD, code: codeOf(secret, steps) } })
}

export const clientProbes: readonly ClientProbe[] = Object.entries({
  ...addresses,
  ...registrations,
  ...logins,
  ...tokens,
  ...passwords,
  ...friendships,
  ...codes,
  ...relayProbes(newAccount),
  'password-guesses-from-everywhere': guesses,
  ...later,
}).map(([name, ask]) => ({ name, ask }))
