/**
 * A directory held against PROTOCOL.md section 9, against its own description (OpenAPI) and against what is said of each route:
 * by what it was asked and what it answered, as it told both. Pure.
 */

import { t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { api, type Departs, type Departure } from './departure'
import { DescribedApi } from './described-api'
import { type AnswerBody, fromJson, type RequestBody } from './directory-json'
import { DirectoryMemory } from './directory-memory'
import { type DirectoryRequest, directoryRoutes, noToken, serversOf } from './directory-routes'
import type { Knowledge } from './knowledge'

/** Milliseconds by which the lab may hear later of something than it happened, on a busy machine. */
const CLOCKS = 60_000

/** Refusals of which it can be computed whether anything asks for them. */
const groundless = new Set([
  ...['NOT_LOGGED_IN', 'BAD_KEY_LOGIN', 'BAD_SIGNATURE', 'BAD_PROOF', 'BAD_IDENTITY', 'OUTDATED'],
  ...['NOT_YOURS', 'NOT_A_FRIEND', 'NO_ADDRESS', 'BAD_EXPIRY', 'OWN_NAME', 'NAME_TAKEN'],
])

export type WholeAnswer = EventOf<'answered'> & {
  readonly exchange: NonNullable<EventOf<'answered'>['exchange']>
}

/** @returns the answers of a directory up to the first of which not all is told. */
export function toldAnswers(act: Events): WholeAnswer[] {
  const answers = eventsOf(act, 'answered')
  const end = answers.findIndex(({ exchange }) => exchange === undefined)
  return (end < 0 ? answers : answers.slice(0, end)) as WholeAnswer[]
}

/** @returns the first departure from each rule. */
export function directoryDepartures(act: Events, knowledge: Knowledge): Departure[] {
  const [described] = eventsOf(act, 'described')
  const answers = toldAnswers(act)
  const departures: Departure[] = []
  if (!described) return departures
  const check = new DirectoryCheck(new DescribedApi(described.openapi), answers, act, knowledge)
  for (const answer of answers) {
    const { method, path } = answer.exchange
    check.take(answer, (rule, why) => {
      if (departures.some((known) => known.rule === rule)) return
      const session = `${method} ${path.split('?')[0]}`
      departures.push({ rule, node: answer.node, session, why, event: answer as HistoryEvent })
    })
  }
  return departures
}

class DirectoryCheck {
  readonly #memory = new DirectoryMemory()
  readonly #servers: readonly string[]
  /** What its clock is ahead of the lab's. */
  #ahead: number | null = null

  constructor(
    private readonly described: DescribedApi,
    private readonly answers: readonly WholeAnswer[],
    act: Events,
    private readonly knowledge: Knowledge,
  ) {
    this.#servers = serversOf(eventsOf(act, 'listening').filter(({ service }) => service === 'directory'))
  }

  take(answer: WholeAnswer, departs: Departs): void {
    const { status, code, exchange } = answer
    const { method, path, authorization, asked, said, clock } = exchange
    this.#clock(answer, departs)
    const url = new URL(path, 'http://directory')
    // It is no JSON, and its description leaves it to section 9.3, of which the probes are.
    if (url.pathname === '/relay') return
    const [told, body] = [fromJson<AnswerBody>(said), fromJson<RequestBody>(asked)]
    const place = this.described.misfit(method, path, status, told)
    if (place !== null) {
      departs(api, t`it answers ${status} ${code ?? ''} as its description does not say: ${place}`)
      return
    }
    const friend = url.searchParams.get('name') ?? decoded(/^\/friends\/(.+)$/.exec(url.pathname)?.[1])
    const route = directoryRoutes[`${method} ${url.pathname.replace(/^\/friends\/.+$/, '/friends')}`]
    if (!route) return
    const takes = this.described.takes(method, path, body)
    if (!takes) {
      if (status < 300) departs(api, t`it takes what its description does not allow`)
      return
    }
    const unknown = route.needsToken ? noToken(this.#memory, authorization, clock) : null
    const request: DirectoryRequest = {
      user: this.#memory.userOf(authorization)?.name ?? null,
      ...{ body, friend, now: clock, servers: this.#servers, memory: this.#memory },
      isCalm: this.#isCalm(answer),
    }
    const due = unknown ?? route.due(request)
    if (status < 300) {
      if (due?.isSure) departs(due.rule, t`it takes ${due.why}`)
      const wrong = route.took(request, told)
      if (wrong) departs(wrong.rule, wrong.why)
    } else if (!due && request.isCalm && groundless.has(code ?? ''))
      departs(api, t`it refuses with ${code ?? ''}, and nothing that was asked gives a reason`)
  }

  /** Its time goes by as all time does. */
  #clock(answer: WholeAnswer, departs: Departs): void {
    const { clock, took } = answer.exchange
    const ahead = clock + took - this.knowledge.clockAt(answer)
    this.#ahead ??= ahead
    if (Math.abs(ahead - this.#ahead) > CLOCKS) departs('9-20', t`its clock does not go as time does`)
  }

  /** Whether nothing that changes anything was under way at the same time. */
  #isCalm(answer: WholeAnswer): boolean {
    const [from, to] = span(answer)
    return !this.answers.some((other) => {
      const [begins, ends] = span(other)
      return (
        other !== answer &&
        other.exchange.method !== 'GET' &&
        Math.abs(other.number - answer.number) < NEAR &&
        begins <= to &&
        ends >= from
      )
    })
  }
}

/** Events further apart are not of one moment. */
const NEAR = 500

function span({ exchange: { clock, took } }: WholeAnswer): [from: number, to: number] {
  return [clock, clock + took]
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
