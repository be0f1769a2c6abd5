/**
 * What a directory has to refuse on each of its routes (PROTOCOL.md section 9, and what its description promises), and what
 * follows from what it takes.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import { DIRECTORY_URL } from '../scenario/scenario'
import { api } from './departure'
import type { AnswerBody, RequestBody } from './directory-json'
import type { DirectoryMemory, KnownAccount } from './directory-memory'
import { plain, stepOfCode } from './one-time-code'
import {
  areKeys,
  fingerprintOf,
  isAddressOf,
  isLoginOf,
  isRegistrationOf,
  type ShownKeys,
} from './statements'

/** In milliseconds. */
const LIVES = { challenge: 60_000, token: 24 * 3_600_000, address: 7 * 24 * 3_600_000 } as const
/** What goes by between two looks at the clock, on a busy machine. */
const SLACK = 10_000

/** What the form of a request has said already is not asked again: a route that takes a body has got it. */
export interface DirectoryRequest {
  readonly user: string | null
  readonly body: RequestBody
  /** The friend in the path. */
  readonly friend: string
  /** The directory's clock. */
  readonly now: number
  /** Under which names the directory knows itself. */
  readonly servers: readonly string[]
  readonly memory: DirectoryMemory
  /** Whether nothing was changed meanwhile. */
  readonly isCalm: boolean
}

/** Why a request has to be refused. */
export interface DueAnswer {
  readonly rule: string
  readonly why: Sentence
  /** Whether there is no doubt, by any clock. */
  readonly isSure: boolean
}

export interface DirectoryRoute {
  readonly needsToken: boolean
  due(request: DirectoryRequest): DueAnswer | null
  /** Keeps in mind what was taken. @returns what is wrong with the answer. */
  took(
    request: DirectoryRequest,
    answer: AnswerBody,
  ): { readonly rule: string; readonly why: Sentence } | null
}

function due(rule: string, why: Sentence, isSure = true): DueAnswer {
  return { rule, why, isSure }
}

/** Whether something has ended: for sure, or by the one clock and not by the other. */
function ended(until: number, now: number, rule: string, why: Sentence): DueAnswer | null {
  if (until > now + SLACK) return null
  return due(rule, why, until + SLACK < now)
}

/** @returns why a token does not count. */
export function noToken(
  memory: DirectoryMemory,
  authorization: string | null,
  now: number,
): DueAnswer | null {
  const known = memory.userOf(authorization)
  if (!known) return due(api, t`a token that it never gave`)
  // Of a user's tokens the newest hundred count.
  const isOneOfMany = [...memory.tokens.values()].filter(({ name }) => name === known.name).length > 90
  return isOneOfMany
    ? due(api, t`a token that has ended`, false)
    : ended(known.until, now, '9-24', t`a token that has ended`)
}

function keepToken(
  { memory, now }: DirectoryRequest,
  name: string,
  answer: { token: string; expires: number },
) {
  const isKnown = memory.tokens.has(answer.token)
  memory.tokens.set(answer.token, { name, until: answer.expires })
  if (isKnown) return { rule: '9-24', why: t`it gives a token that it gave before` }
  if (isPoor(answer.token)) return { rule: '9-24', why: t`its token is not random` }
  const life = answer.expires - now
  return life > LIVES.token + SLACK || life <= 0
    ? { rule: '9-24', why: t`its token is good for ${Math.round(life / 60_000)} minutes` }
    : null
}

/** Of 32 random letters of base32, or more of base64, a third are different ones but for once in 10^8 times. */
function isPoor(drawn: string): boolean {
  return new Set(drawn).size < drawn.length / 3
}

/** Whether two of these are the same, or all of them at some place: of eight random ones once in 10^9 times. */
function areAlike(codes: readonly string[]): boolean {
  if (new Set(codes).size < codes.length) return true
  const [first = ''] = codes
  return codes.length >= 8 && [...first].some((letter, at) => codes.every((code) => code[at] === letter))
}

/** Whether a code serves. @returns what is to be done if it is taken; null if it does not. */
function taken(account: KnownAccount, code: string, now: number): (() => void) | null {
  const step = account.secret === null ? null : stepOfCode(account.secret, code, now)
  if (step !== null && step > account.step)
    return () => {
      account.step = step
    }
  const kept = account.recovery.find((one) => plain(one) === plain(code))
  if (kept === undefined) return null
  return () => {
    account.recovery = account.recovery.filter((one) => one !== kept)
  }
}

function accountOf({ memory, user }: DirectoryRequest): KnownAccount | undefined {
  return user === null ? undefined : memory.accounts.get(user)
}

const nothingWrong = () => null

export const directoryRoutes: Readonly<Record<string, DirectoryRoute>> = {
  'POST /register': {
    needsToken: false,
    due({ body: { name, identity, proof }, memory }) {
      if (!areKeys(identity)) return due('3-2', t`keys that are none`)
      if (!isRegistrationOf(identity, name, proof)) return due('9-19', t`a proof of something else`)
      return memory.accounts.has(name) ? due(api, t`a name that is taken`) : null
    },
    took(request, answer) {
      const { name, password, identity } = request.body
      const account: KnownAccount = {
        keys: identity,
        password,
        secret: null,
        isFactorOn: false,
        step: 0,
        recovery: [],
      }
      request.memory.accounts.set(name, account)
      return keepToken(request, name, answer)
    },
  },
  'POST /login/challenge': {
    needsToken: false,
    due: nothingWrong,
    took({ body: { name }, memory, now }, { challenge, expires }) {
      const isKnown = memory.challenges.has(challenge)
      memory.challenges.set(challenge, { name, made: now, isUsed: false })
      if (isKnown) return { rule: '9-20', why: t`it gives a challenge that it gave before` }
      if (isPoor(challenge)) return { rule: '9-20', why: t`its challenge is not random` }
      const life = expires - now
      return life > LIVES.challenge + SLACK || life <= 0
        ? { rule: '9-20', why: t`its challenge is good for ${Math.round(life / 1000)} seconds` }
        : null
    },
  },
  'POST /login': {
    needsToken: false,
    due({ body, memory, now, servers }) {
      const account = memory.accounts.get(body.name)
      if (!account) return due(api, t`a name that nobody has`)
      const { challenge } = body
      if (challenge !== undefined) {
        const made = memory.challenges.get(challenge)
        if (made?.name !== body.name) return due('9-20', t`a challenge that it did not make for this name`)
        if (made?.isUsed) return due('9-20', t`a challenge that was used`)
        if (!isLoginOf(account.keys, servers, { ...body, challenge }))
          return due('9-21', t`a signature of something else`)
        return ended((made?.made ?? 0) + LIVES.challenge, now, '9-20', t`a challenge that has ended`)
      }
      if (account.password !== body.password) return due(api, t`a wrong password`)
      if (!account.isFactorOn) return null
      if (body.code === undefined) return due(api, t`a login without the code that it needs`)
      return taken(account, body.code, now) ? null : due(api, t`a code that does not serve`)
    },
    took(request, answer) {
      const { body, memory, now } = request
      const account = memory.accounts.get(body.name)
      const made = memory.challenges.get(body.challenge ?? '')
      if (made) made.isUsed = true
      if (account?.isFactorOn && body.code !== undefined) taken(account, body.code, now)?.()
      return keepToken(request, body.name, answer)
    },
  },
  'PUT /address': {
    needsToken: true,
    due({ user, body, memory, now }) {
      const address = body
      if (address.name !== user) return due('9-4', t`an address of somebody else`)
      const keys = memory.accounts.get(address.name)?.keys
      if (!keys || !isAddressOf(keys, address)) return due('9-1', t`an address that its owner has not signed`)
      if (address.counter <= (memory.counters.get(address.name) ?? 0))
        return due('9-6', t`an address that is no newer than the one before`)
      if (address.expires > now + LIVES.address - SLACK)
        return due('9-5', t`an address for longer than a week`, address.expires > now + LIVES.address + SLACK)
      return ended(address.expires, now, '9-5', t`an address that has expired`)
    },
    took({ body, memory }) {
      const address = body
      memory.addresses.set(address.name, address)
      memory.counters.set(address.name, Math.max(address.counter, memory.counters.get(address.name) ?? 0))
      return null
    },
  },
  'GET /get_ip': {
    needsToken: true,
    due({ user, friend, memory, now, isCalm }) {
      if (friend !== user && !memory.areFriends(user ?? '', friend))
        return due(api, t`a question for the address of somebody who is no friend`, isCalm)
      const address = memory.addresses.get(friend)
      if (!address) return due(api, t`a question for an address that there is not`, isCalm)
      return ended(address.expires, now, '9-5', t`a question for an address that has expired`)
    },
    took({ friend, memory, isCalm }, { record, identity, observed }) {
      if (!isCalm) return null
      const keys = memory.accounts.get(friend)?.keys
      if (!keys || !isAddressOf(keys, record) || record.name !== friend)
        return { rule: '9-4', why: t`it gives an address that its owner has not signed` }
      if (record.counter !== memory.addresses.get(friend)?.counter)
        return { rule: '9-6', why: t`it gives another address than the newest` }
      if (!isSameKeys(identity, keys)) return { rule: api, why: t`it names other keys than were registered` }
      return (observed !== undefined) === (record.host === 'auto')
        ? null
        : { rule: api, why: t`it names a host of its own where the owner named one, or none where it should` }
    },
  },
  'POST /add_friend': {
    needsToken: true,
    due: ({ user, body }) => (body.name === user ? due(api, t`a request to oneself`) : null),
    took({ user, body, memory, isCalm }, { status }) {
      memory.ask(user ?? '', body.name)
      const isAccepted = memory.areFriends(user ?? '', body.name)
      return isCalm && isAccepted !== (status === 'accepted')
        ? { rule: api, why: t`it says of a friendship that it is ${status}, and it is not` }
        : null
    },
  },
  'GET /friends': {
    needsToken: true,
    due: nothingWrong,
    took({ user, memory, isCalm }, answer) {
      if (!isCalm) return null
      const { friends, incoming, outgoing } = memory.listOf(user ?? '')
      const named = answer.friends
      const isRight =
        isSame(
          named.map(({ name }) => name),
          friends,
        ) &&
        isSame(answer.incoming, incoming.slice(0, 500)) &&
        isSame(answer.outgoing, outgoing.slice(0, 500))
      if (!isRight) return { rule: api, why: t`it lists others than those who are friends or have asked` }
      const keysOf = (name: string) => memory.accounts.get(name)?.keys
      return named.every(({ name, identity }) => isSameKeys(identity, keysOf(name)))
        ? null
        : { rule: api, why: t`it names other keys than were registered` }
    },
  },
  'DELETE /friends': {
    needsToken: true,
    due: nothingWrong,
    took({ user, friend, memory }) {
      memory.part(user ?? '', friend)
      return null
    },
  },
  'POST /totp': {
    needsToken: true,
    due: (request) =>
      accountOf(request)?.isFactorOn ? due(api, t`a second factor where there is one`) : null,
    took(request, { secret }) {
      const account = accountOf(request)
      if (account) account.secret = secret
      return isPoor(secret) ? { rule: api, why: t`its secret of a second factor is not random` } : null
    },
  },
  'POST /totp/confirm': {
    needsToken: true,
    due(request) {
      const account = accountOf(request)
      if (!account || account.secret === null || account.isFactorOn)
        return due(api, t`a code for a second factor that waits for none`)
      return stepOfCode(account.secret, request.body.code ?? '', request.now) === null
        ? due(api, t`a code that does not serve`)
        : null
    },
    took(request, { recovery }) {
      const account = accountOf(request)
      if (!account) return null
      account.step = stepOfCode(account.secret ?? '', request.body.code ?? '', request.now) ?? 0
      account.isFactorOn = true
      account.recovery = [...recovery]
      return areAlike(recovery.map(plain)) ? { rule: api, why: t`its recovery codes are not random` } : null
    },
  },
  'DELETE /totp': {
    needsToken: true,
    due(request) {
      const account = accountOf(request)
      if (!account?.isFactorOn) return due(api, t`an end of a second factor that is not there`)
      return taken(account, request.body.code ?? '', request.now)
        ? null
        : due(api, t`a code that does not serve`)
    },
    took(request) {
      const account = accountOf(request)
      if (account) Object.assign(account, { secret: null, isFactorOn: false, recovery: [] })
      return null
    },
  },
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())
}

function isSameKeys(one: ShownKeys, other: ShownKeys | undefined): boolean {
  return other !== undefined && fingerprintOf(one) === fingerprintOf(other)
}

/** @returns how a directory that listens there is named in a login. */
export function serversOf(listening: readonly { readonly host: string; readonly port: number }[]): string[] {
  return [
    DIRECTORY_URL,
    ...listening.flatMap(({ host, port }) => [host, 'localhost'].map((name) => `http://${name}:${port}`)),
  ]
}
