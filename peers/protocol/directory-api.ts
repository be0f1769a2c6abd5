/**
 * The directory's wire types: what its JSON requests and answers look like, for both ends.
 * Both ends parse strictly; neither believes the other.
 */

import * as z from 'zod'
import { isName, namePattern } from './names'

/** What checks a value that comes from outside, and gives it back as a T or says what is wrong with it. */
export type Schema<T> = Pick<z.ZodType<T>, 'safeParse'>

/** Characters that a password for the directory has at least. */
export const LEAST_PASSWORD = 8

const name = z
  .string()
  .refine(isName, 'must be 1 to 32 of a-z 0-9 . _ -')
  .meta({ pattern: namePattern.source })
const base64 = (maximum: number) => z.base64().max(maximum)
/** As people type it: spaces and hyphens do not count. */
const code = z.string().min(1).max(64)

/** 256 random bits in base64url. */
const callToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** Both SPKI DER encodings in base64. */
export const identityJson = z.strictObject({ signing: base64(1024), wrapping: base64(1024) })

/** An IPv6 address and a port. */
const IPV6_PLACE = /^\[([0-9a-f:]{2,39})\]:([1-9][0-9]{0,4})$/
const ipv6Place = z
  .string()
  .refine((text) => {
    const [, address, port] = IPV6_PLACE.exec(text) ?? []
    return z.ipv6().safeParse(address).success && Number(port) <= 65535
  }, 'must be an IPv6 address in brackets and a port')
  .meta({ pattern: IPV6_PLACE.source })

export const addressRecordJson = z.strictObject({
  name,
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65535),
  counter: z.int().min(1),
  expires: z.int().min(1),
  also: ipv6Place.optional(),
  signature: base64(512),
})

/** What `GET /relay` asks for in place of HTTP (RFC 9110 section 7.8). */
export const RELAY_PROTOCOL = 'p2p-relay'

export const requests = {
  register: z.strictObject({
    name,
    password: z.string().min(LEAST_PASSWORD).max(256),
    identity: identityJson,
    /** See signRegistration in statements.ts. */
    proof: base64(512),
  }),
  /** `POST /login` by password. `code` where a second factor is on: a one-time or a recovery code. */
  login: z.strictObject({ name, password: z.string().max(256), code: code.optional() }),
  loginChallenge: z.strictObject({ name }),
  /** `POST /login` by identity key: see signLogin in statements.ts. */
  loginByKey: z.strictObject({ name, challenge: base64(44), signature: base64(512) }),
  /** `PUT /identity`: other keys for a name, by its password. `proof` as in a registration. */
  replaceIdentity: z.strictObject({
    name,
    password: z.string().max(256),
    code: code.optional(),
    identity: identityJson,
    proof: base64(512),
  }),
  /** `PUT /password`, by identity key: see signPassword in statements.ts. */
  changePassword: z.strictObject({
    name,
    password: z.string().min(LEAST_PASSWORD).max(256),
    challenge: base64(44),
    signature: base64(512),
  }),
  confirmTotp: z.strictObject({ code }),
  removeTotp: z.strictObject({ code }),
  address: addressRecordJson,
  /** The query of `GET /get_ip`. */
  getIp: z.strictObject({ name }),
  addFriend: z.strictObject({ name }),
  /** The path of `DELETE /friends/:name`. */
  removeFriend: z.strictObject({ name }),
  /** The query of `GET /relay`: nothing to wait for calls, a `name` to call that friend, a `token` to answer a call. */
  relay: z
    .strictObject({ name: name.optional(), token: callToken.optional() })
    .refine((query) => query.name === undefined || query.token === undefined, 'must be a name or a token'),
}

/** A line that the relay says to whoever waits for calls: who calls, and what answers it. */
export const relayCall = z.strictObject({ name, token: callToken })

const friend = z.strictObject({ name, identity: identityJson })

/**
 * Friends that a user may have, those counted whom they asked. The directory refuses more, and a client takes no longer
 * list: with all keys that is less than it reads of one answer, 1 MiB, and less than its file of contacts holds.
 */
export const MOST_FRIENDS = 1000

/** Open requests of a user that the directory lists, in each direction. */
export const MOST_OPEN_REQUESTS = 500

/** @returns a list of bounded length in an answer. The complaint goes on after "because". */
function listOf<Item extends z.ZodType>(item: Item, most: number, what: string) {
  return z.array(item).max(most, `it names more than ${most} ${what}`)
}

export const answers = {
  /** `register`, `login`, `PUT /identity` and `PUT /password`: a bearer token and when it ends, in milliseconds since 1970. */
  token: z.strictObject({ token: z.string().min(20).max(200), expires: z.int() }),
  /** `POST /login/challenge`: 32 bytes, good for one login until `expires`, in milliseconds since 1970. */
  loginChallenge: z.strictObject({ challenge: z.string().regex(/^[A-Za-z0-9+/]{43}=$/), expires: z.int() }),
  /** `POST /totp`: the new secret in base32 (RFC 4648 §6), and as a URI for an authenticator app. */
  totp: z.strictObject({ secret: z.string().max(64), uri: z.string().max(512) }),
  /** `POST /totp/confirm`: each recovery code serves once in place of a one-time code. */
  confirmTotp: z.strictObject({ recovery: listOf(z.string().max(64), 100, 'recovery codes') }),
  /** `PUT /address`: the host that the directory saw the request come from. */
  address: z.strictObject({ observed: z.string().max(253) }),
  /** `GET /get_ip`: `observed` is there when the record says `auto`. */
  getIp: z.strictObject({
    record: addressRecordJson,
    observed: z.string().max(253).optional(),
    identity: identityJson,
  }),
  addFriend: z.strictObject({ status: z.enum(['requested', 'accepted']) }),
  /** Keys come with an accepted friend only. */
  friends: z.strictObject({
    friends: listOf(friend, MOST_FRIENDS, 'friends'),
    /** Asked me and wait for my answer. */
    incoming: listOf(name, MOST_OPEN_REQUESTS, 'requests to you'),
    /** I asked and they did not answer yet. */
    outgoing: listOf(name, MOST_OPEN_REQUESTS, 'requests of yours'),
  }),
  removed: z.strictObject({ status: z.literal('removed') }),
  health: z.strictObject({ status: z.literal('ok'), version: z.string() }),
  error: z.strictObject({
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      /** Seconds to wait, where the code is TOO_MANY or BUSY; the same as in the header Retry-After. */
      retryAfter: z.int().min(1).optional(),
    }),
  }),
}

/** @returns the JSON Schema (draft 2020-12) of what a schema above takes, for the directory's own description. */
export function toJsonSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema, ...described } = z.toJSONSchema(schema, { io: 'input' })
  return described
}

export type IdentityJson = z.infer<typeof identityJson>
