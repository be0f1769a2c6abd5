/**
 * What users' programs ask of a directory, and what they make of its answers (PROTOCOL.md sections 5.7 and 9): whom they know by
 * which keys follows from what they were answered and what their users decided, and whom they may call follows from that.
 */

import { isIP } from 'node:net'
import { t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { DIRECTORY, DIRECTORY_URL } from '../scenario/scenario'
import { type Departure, untold } from './departure'
import { DescribedApi } from './described-api'
import { toldAnswers } from './directory-check'
import { type AnswerBody, fromJson, type RequestBody } from './directory-json'
import type { Knowledge } from './knowledge'
import { isGlobal, isSame, type Nearness, nearRule, splitEnd } from './near-address'
import {
  areKeys,
  fingerprintOf,
  isAddressOf,
  isLoginOf,
  isRegistrationOf,
  type ShownAddress,
  type ShownKeys,
} from './statements'

type Asked = EventOf<'asked'>

/** Milliseconds in which what has begun may still go on. */
const UNDER_WAY = 2_000
/** What goes by between two looks at the clock, and how long an address may count. */
const SLACK = 10_000
const LONGEST_LIFE = 7 * 24 * 3_600_000

interface Friend {
  /** The pinned keys. */
  keys: ShownKeys
  /** Other keys that wait for the user's decision. */
  rival?: { readonly keys: ShownKeys; readonly by: Asked }
  /** The highest counter of an address that was taken. */
  counter: number
  /** What is wrong with the last address that the directory gave; null where nothing is. */
  found?: { readonly by: Asked; readonly flaw: string | null; readonly at: FoundPlace }
}

/** Where the last address says that a friend is. */
interface FoundPlace {
  readonly host: string
  readonly port: number
  /** Whether the friend signed the host, or left it to the directory. */
  readonly isSigned: boolean
  /** The second address, which the friend has signed. */
  readonly also?: { readonly address: string; readonly port: number }
}

/** @returns the first departure from each rule of each program. */
export function userDepartures(act: Events, knowledge: Knowledge): Departure[] {
  const [described] = eventsOf(act, 'described')
  if (!described) return []
  const api = new DescribedApi(described.openapi)
  const accounts = new Map<string, string>()
  const nodes = new Set(eventsOf(act, 'asked').map(({ node }) => node))
  const [answer] = toldAnswers(act)
  // By the directory's clock, for users' programs do not tell theirs.
  const ahead = answer ? answer.exchange.clock - knowledge.clockAt(answer) : null
  const listening = eventsOf(act, 'listening')
  const world: World = {
    ...{ api, knowledge, accounts, ahead },
    places: new Map(listening.map(({ service, host }) => [service, host])),
    ports: new Set(listening.map(({ port }) => port)),
  }
  const users = [...nodes].map((node) => new UserCheck(node, world))
  for (const event of act) for (const user of users) user.take(event)
  return [...users.flatMap(({ departures }) => departures), ...unheard(act)]
}

interface World {
  readonly api: DescribedApi
  readonly knowledge: Knowledge
  /** Names at the directory by their nodes. */
  readonly accounts: Map<string, string>
  readonly ahead: number | null
  /** Where each of them listens, and all ports at which somebody of the run does. */
  readonly places: ReadonlyMap<string, string>
  readonly ports: ReadonlySet<number>
}

class UserCheck {
  readonly departures: Departure[] = []
  readonly #friends = new Map<string, Friend>()
  readonly #wanted = new Set<string>()
  readonly #challenges = new Set<string>()
  /** Whether it has looked up its own name since it asked for its friends last. */
  #hasLookedUpItself = false
  #keys: ShownKeys | null = null
  #counter = 0
  /** Whether it was answered more than it tells. */
  #isPartlyTold = false

  constructor(
    private readonly node: string,
    private readonly world: World,
  ) {}

  take(event: HistoryEvent): void {
    if (event.event === 'step' && event.do === 'account' && event.by === this.node && event.friend)
      this.#settle(event.friend, event.what)
    if (event.node !== this.node || this.#isPartlyTold) return
    if (event.event === 'asked') this.#asked(event)
    if (event.event === 'opened' && event.role === 'initiator' && event.calls) this.#calls(event, event.calls)
    if (event.event === 'connected' && event.peer !== null) this.#connected(event, event.peer)
    if (event.event === 'alarm') this.#alarm(event)
    if (event.event === 'sent' && this.world.knowledge.hasLayerAbove(this.node)) this.#sent(event)
  }

  #departs(rule: string, session: string, event: HistoryEvent, why: Departure['why']): void {
    if (this.departures.some((known) => known.rule === rule)) return
    this.departures.push({ rule, node: this.node, session, why, event })
  }

  #settle(friend: string, what: string): void {
    const known = this.#friendOf(friend)
    if (!known?.rival) return
    if (what === 'take') Object.assign(known, { keys: known.rival.keys, counter: 0 })
    if (what === 'take' || what === 'keep') delete known.rival
  }

  #friendOf(node: string): Friend | undefined {
    return this.#friends.get(this.world.accounts.get(node) ?? node)
  }

  #asked(event: Asked): void {
    const { method, path, status, answer } = event
    const body = fromJson<RequestBody>(event.body)
    const route = `${method} ${path.split('?')[0]?.replace(/^\/friends\/.+$/, '/friends')}`
    this.#said(route, body, event)
    this.#asks(route, path, event)
    if (answer === undefined) {
      this.#isPartlyTold = true
      return
    }
    // Whom the user asked for is kept before the directory hears of it.
    if (route === 'POST /add_friend') this.#wanted.add(body.name)
    const told = fromJson<AnswerBody>(answer)
    const isTaken = status < 300 && this.world.api.misfit(method, path, status, told) === null
    if (isTaken) this.#heard(route, told, event)
  }

  /** What it says to the directory. */
  #said(route: string, body: RequestBody, event: Asked): void {
    const departs = (rule: string, why: Departure['why']) => this.#departs(rule, route, event, why)
    const { accounts, knowledge, ahead } = this.world
    if (route === 'POST /register') {
      if (!accounts.has(this.node)) accounts.set(this.node, body.name)
      this.#keys = body.identity
      if (fingerprintOf(body.identity) !== knowledge.fingerprintOf(this.node))
        departs('9-19', t`it registers other keys than those of its identity`)
      if (!isRegistrationOf(body.identity, body.name, body.proof))
        departs('9-2', t`its proof is not that of its name and both keys`)
    }
    if (!this.#keys) return
    const { challenge } = body ?? {}
    if (route === 'POST /login' && challenge !== undefined) {
      if (!this.#challenges.has(challenge)) departs('9-3', t`it answers a challenge that it was not given`)
      if (!isLoginOf(this.#keys, [DIRECTORY_URL], { ...body, challenge }))
        departs('9-3', t`it signs something else than the directory that it asks, its name and the challenge`)
    }
    if (route !== 'PUT /address') return
    const address = body
    if (address.name !== accounts.get(this.node) || !isAddressOf(this.#keys, address))
      departs('9-1', t`its address is not signed as section 9 says`)
    if (address.also !== undefined && !(address.host === 'auto' && isGlobal(splitEnd(address.also).address)))
      departs(
        '9-34',
        t`its second address is none at which everybody may call, or stands beside one of its own`,
      )
    if (address.counter <= this.#counter) departs('9-6', t`its address counts no more than the one before`)
    this.#counter = address.counter
    if (ahead === null) return
    const life = address.expires - ahead - knowledge.clockAt(event)
    if (life < 0 || life > LONGEST_LIFE)
      departs('9-5', t`its address counts for longer than a week, or not at all`)
  }

  /** A messenger looks its own name up each time that it asks: another one may run under its identity. */
  #asks(route: string, path: string, event: Asked): void {
    const own = this.world.accounts.get(this.node)
    if (route === 'GET /get_ip' && new URL(path, DIRECTORY_URL).searchParams.get('name') === own)
      this.#hasLookedUpItself = true
    if (route !== 'GET /friends') return
    if (!this.#hasLookedUpItself && this.world.knowledge.hasLayerAbove(this.node))
      this.#departs('9-15', route, event, t`it asks for its friends, and has not looked up its own name`)
    this.#hasLookedUpItself = false
  }

  #heard(route: string, told: AnswerBody, event: Asked): void {
    const { path } = event
    switch (route) {
      case 'POST /login/challenge':
        this.#challenges.add(told.challenge)
        return
      case 'GET /friends': {
        const named = told.friends
        // One key that is none, and nothing of the answer is taken.
        if (named.every(({ identity }) => areKeys(identity)))
          for (const { name, identity } of named) this.#named(name, identity, event)
        return
      }
      case 'GET /get_ip': {
        const name = new URL(path, DIRECTORY_URL).searchParams.get('name') ?? ''
        if (!areKeys(told.identity) || name === this.world.accounts.get(this.node)) return
        this.#named(name, told.identity, event)
        const friend = this.#friends.get(name)
        if (friend) this.#found(name, friend, told, event)
        return
      }
      case 'DELETE /friends': {
        const name = decodeURIComponent(path.slice('/friends/'.length))
        this.#friends.delete(name)
        this.#wanted.delete(name)
        return
      }
      default:
    }
  }

  /** The directory names keys for somebody. */
  #named(name: string, keys: ShownKeys, by: Asked): void {
    const known = this.#friends.get(name)
    if (!known) {
      if (this.#wanted.has(name)) this.#friends.set(name, { keys, counter: 0 })
      return
    }
    const shown = fingerprintOf(keys)
    if (shown === fingerprintOf(known.keys)) return
    if (known.rival && shown === fingerprintOf(known.rival.keys)) return
    // The question of which keys to take is open since the first of them.
    known.rival = { keys, by: known.rival?.by ?? by }
  }

  #found(
    name: string,
    friend: Friend,
    told: Pick<AnswerBody, 'record' | 'identity' | 'observed'>,
    by: Asked,
  ): void {
    const { record, identity, observed } = told
    const flaw = this.#flawOf(name, friend, record, identity, by)
    const isSigned = record.host !== 'auto'
    const host = isSigned ? record.host : (observed ?? '')
    const also = record.also === undefined ? {} : { also: splitEnd(record.also) }
    friend.found = { by, flaw, at: { host, port: record.port, isSigned, ...also } }
    if (flaw === null) friend.counter = Math.max(friend.counter, record.counter)
  }

  /** @returns the rule for which an address must not be taken, null where it may be. */
  #flawOf(name: string, friend: Friend, record: ShownAddress, identity: ShownKeys, by: Asked): string | null {
    const { ahead, knowledge } = this.world
    if (fingerprintOf(identity) !== fingerprintOf(friend.keys)) return '5.7-2'
    if (record.name !== name || !isAddressOf(friend.keys, record)) return '9-4'
    if (ahead !== null && record.expires + SLACK < ahead + knowledge.clockAt(by)) return '9-5'
    return record.counter < friend.counter ? '9-6' : null
  }

  #calls(event: EventOf<'opened'>, calls: string): void {
    const friend = this.#friendOf(calls)
    const flaw = friend?.found?.flaw
    if (flaw) this.#departs(flaw, event.session, event, t`it calls by an address that does not count`)
    if (!friend) this.#departs('9.1-1', event.session, event, t`it calls one whom its user never asked for`)
    if (friend?.found) this.#dials(friend.found.at, event)
    const since = friend?.rival?.by
    if (!since) return
    const askedSince = (friend?.found?.by.number ?? 0) >= since.number
    if (askedSince || event.at > since.at + UNDER_WAY)
      this.#departs(
        '5.7-4',
        event.session,
        event,
        t`it calls a friend of whose key its user has to decide yet`,
      )
  }

  #dials(at: FoundPlace, event: EventOf<'opened'>): void {
    if (event.local === undefined || event.remote === undefined) return
    const [own, remote] = [splitEnd(event.local), splitEnd(event.remote)]
    const { also } = at
    const isSecond = also !== undefined && isSame(also.address, remote.address)
    const port = isSecond ? also.port : at.port
    if (remote.port !== port && !this.world.ports.has(remote.port))
      this.#departs(
        '9.2-3',
        event.session,
        event,
        t`it dials another port than the one that its friend signed`,
      )
    if (also && nearRule(also.address, this.#nearness({ isSigned: true }, own.address)))
      this.#departs(
        '9.2-13',
        event.session,
        event,
        t`it dials by a record whose second address may not be called`,
      )
    for (const address of isSecond ? [] : [at.host, remote.address]) {
      const rule = nearRule(address, this.#nearness(at, own.address))
      if (rule)
        this.#departs(
          rule,
          event.session,
          event,
          t`it dials where nothing says that its friend may be called`,
        )
    }
  }

  #nearness({ isSigned }: Pick<FoundPlace, 'isSigned'>, own: string | null): Nearness {
    const { places } = this.world
    const known = (service: string) => {
      const host = places.get(service) ?? null
      return host === '0.0.0.0' || host === '::' ? null : host
    }
    return { isSigned, own, listensAt: known(this.node), directoryAt: known(DIRECTORY) }
  }

  #alarm(event: EventOf<'alarm'>): void {
    const { flaw, name } = event.evidence
    const at = flaw === 'too-near' ? this.#friendOf(String(name))?.found?.at : undefined
    // Where a name leads is not told.
    const isNear = at?.also && nearRule(at.also.address, this.#nearness({ isSigned: true }, '')) !== null
    if (at && !isNear && isIP(at.host) !== 0 && nearRule(at.host, this.#nearness(at, '')) === null)
      this.#departs('9.2-10', 'GET /get_ip', event, t`it does not call where its friend may be called`)
  }

  #connected(event: EventOf<'connected'>, peer: string): void {
    const friend = this.#friendOf(peer)
    if (!friend) this.#departs('9.1-1', event.session, event, t`it lets in one whom its user never asked for`)
    if (friend && fingerprintOf(friend.keys) !== event.fingerprint)
      this.#departs('5.7-2', event.session, event, t`it is connected to another key than the pinned one`)
  }

  #sent(event: EventOf<'sent'>): void {
    const since = this.#friendOf(event.to)?.rival?.by
    if (since && event.at > since.at + UNDER_WAY)
      this.#departs(
        '5.7-4',
        event.session,
        event,
        t`it says something to a friend of whose key its user has to decide yet`,
      )
  }
}

/** So many answers a directory tells at least, if there are so many. */
const ANSWERS_TOLD = 2_000

/** What one tells to have been answered, where nobody stands between, is what the directory tells to have answered. */
function unheard(act: Events): Departure[] {
  const [started] = eventsOf(act, 'act-started')
  const answers = toldAnswers(act)
  const isWhole =
    answers.length === eventsOf(act, 'answered').length && answers.length < ANSWERS_TOLD && answers.length > 0
  if (started?.position === 'directory' || !isWhole) return []
  const told = new Map<string, number>()
  for (const { status, exchange } of answers) {
    const { method, path, asked, said } = exchange
    const key = JSON.stringify(
      [method, path, fromJson(asked) ?? null, status, fromJson(said)],
      withoutSecrets,
    )
    told.set(key, (told.get(key) ?? 0) + 1)
  }
  return eventsOf(act, 'asked').flatMap((event): Departure[] => {
    const { method, path, body, status, answer, node } = event
    if (answer === undefined) return []
    const key = JSON.stringify(
      [method, path, fromJson(body) ?? null, status, fromJson(answer)],
      withoutSecrets,
    )
    const left = told.get(key) ?? 0
    told.set(key, left - 1)
    const why = t`it tells of an answer that the directory does not tell to have given`
    return left > 0 ? [] : [{ rule: untold, node, session: `${method} ${path.split('?')[0]}`, why, event }]
  })
}

/** Users' programs do not tell them. */
function withoutSecrets(field: string, value: unknown): unknown {
  return field === 'password' || field === 'token' ? '' : value
}
