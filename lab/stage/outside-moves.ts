/**
 * What the attacker does from outside, as things that go from one to the other: her questions to the directory with the
 * answers, and what she does so often that nobody tells of each. Pure.
 */

import type { EventOf } from '../history/selectors'
import { ATTACKER, DIRECTORY } from '../scenario/scenario'
import type { Cargo } from './cargo'

/** One thing that went, so many times. */
export interface Outgoing {
  readonly from: string
  readonly to: string
  readonly cargo: Cargo
  readonly times: number
}

/** What is asked of the directory, by the beginning of a request. */
const questions: readonly (readonly [RegExp, string])[] = [
  [/^GET \/get_ip/, 'whereabouts'],
  [/^POST \/add_friend/, 'friendship'],
  [/^POST \/register/, 'registration'],
  [/^POST \/login/, 'login'],
  [/^PUT \/address/, 'address'],
]

/** @returns a question to the directory, and what it answered; null where nobody tells what was asked. */
export function exchanged({ exchange, status }: EventOf<'answered'>): readonly [Outgoing, Outgoing] | null {
  if (!exchange) return null
  const request = `${exchange.method} ${exchange.path}`
  const called = questions.find(([beginning]) => beginning.test(request))?.[1] ?? 'question'
  const answer = status < 400 ? 'answer' : 'ALERT'
  return [
    { from: ATTACKER, to: DIRECTORY, cargo: { is: 'other', called }, times: 1 },
    { from: DIRECTORY, to: ATTACKER, cargo: { is: 'other', called: answer }, times: 1 },
  ]
}

/** Deeds that are told once for many: how often, to whom, and what (lab/language/deeds.ts has the sentences). */
const many: Readonly<Record<string, (values: readonly unknown[]) => readonly [unknown, unknown, string]>> = {
  'holds-connections': ([connections, victims]) => [connections, victims, 'TCP'],
  'begins-handshakes': ([handshakes, callee]) => [handshakes, callee, 'HELLO'],
  'begins-messages': ([messages, , callee]) => [messages, callee, 'beginning'],
}

/** @returns what she says that she does so often; none of another deed, or of one that says no number. */
export function doneOften({ what }: EventOf<'acted'>): Outgoing[] {
  if (typeof what === 'string' || !Object.hasOwn(many, what.key)) return []
  const [times, whom, called] = many[what.key]!(what.values)
  if (typeof times !== 'number' || !Number.isSafeInteger(times) || times < 1) return []
  const victims = `${whom}`.split(', ').filter((name) => /^[\w.-]+$/.test(name))
  return victims.map((to) => ({ from: ATTACKER, to, cargo: { is: 'other', called }, times }))
}
