/** For tests: histories written down as they would be recorded. Alice and Bob talk, Mallory is between them. */

import type { Sentence } from '../../peers/language/sentence'
import { english } from '../language/typed'
import { CHAIN_START, chained } from './chain'
import {
  type HistoryEvent,
  type LabEvent,
  type NodeEvent,
  type NoticeCode,
  type Phase,
  type Property,
  type Verdict,
  wholeProtocol,
} from './events'

/** One line of a history: who says it, and what. */
export type Line = readonly [node: string, event: NodeEvent | LabEvent]

/** What an act declares. */
export interface Declared {
  readonly name: string
  readonly attack: string | null
  readonly expected: Verdict
  readonly breaks: Property[]
  readonly alarms: string[]
  readonly notices?: NoticeCode[]
  readonly counterpart?: string
}

/** @returns what is said in one phase, stamped and numbered; a line takes a millisecond. */
export function phase(name: Phase | null, lines: readonly Line[], act = 'act'): HistoryEvent[] {
  return lines.map(
    ([node, event], at) => ({ number: at + 1, at, act, phase: name, node, ...event }) as HistoryEvent,
  )
}

/** @returns an act with its beginning and its end; `phases` is what happens in between. */
export function act(
  declared: Partial<Declared>,
  phases: Partial<Record<Phase, readonly Line[]>>,
): HistoryEvent[] {
  const { name, ...about }: Declared = {
    name: 'act',
    attack: 'swap-keys',
    expected: 'DETECTED',
    breaks: [],
    alarms: [],
    ...declared,
  }
  const order = ['before', 'honest', 'attack', 'after'] as const
  return renumbered([
    ...phase(
      null,
      [
        [
          'lab',
          {
            event: 'act-started',
            profile: 'prototype',
            departs: [wholeProtocol],
            position: 'path',
            settings: 'usual',
            ...about,
          },
        ],
      ],
      name,
    ),
    ...phase(null, [...introduction], name),
    ...order.flatMap((one) => phase(one, phases[one] ?? [], name)),
    ...phase(null, [['lab', { event: 'act-ended' }]], name),
  ])
}

/** Mallory calls Alice herself, and Alice's program names the end from which she calls: that bears her out. */
export const callsAlice: readonly Line[] = [
  ['mallory', { event: 'called', to: 'alice', local: '10.0.0.9:4444' }],
  [
    'alice',
    {
      ...{ event: 'opened', session: 'session-hers', role: 'responder', calls: null },
      ...{ local: '10.0.0.1:25000', remote: '10.0.0.9:4444' },
    },
  ],
]

/** @returns an act in which Mallory is borne out, after another one in which the same attack wins: it is held against that. */
export function afterWon(
  declared: Partial<Declared>,
  phases: Partial<Record<Phase, readonly Line[]>>,
): HistoryEvent[] {
  const [attack, text] = [declared.attack ?? 'swap-keys', words('attack', 'alice')]
  const won: Line[] = [
    ...held('attack'),
    ['mallory', { event: 'acted', link: 'link-attack', what: 'wins', to: null, presented: null }],
    ['mallory', { event: 'loot', link: 'link-attack', how: 'read', text, from: 'alice', to: 'bob' }],
  ]
  const weak = { name: 'weak', attack, expected: 'BROKEN' } as const
  return renumbered([
    ...act(weak, { ...controls, attack: won }),
    ...act(
      { counterpart: 'weak', ...declared },
      { ...phases, attack: [...(phases.attack ?? []), ...callsAlice] },
    ),
  ])
}

/** @returns the events as one history has them: each with its place as its number. */
export function renumbered(events: readonly HistoryEvent[]): HistoryEvent[] {
  return events.map((event, place) => ({ ...event, number: place + 1 }))
}

/** @returns the events as they stand in a file. */
export function asFile(events: readonly HistoryEvent[]): string {
  let before = CHAIN_START
  const lines = events.map(({ number, ...event }) => {
    const { line, chain } = chained(JSON.stringify(event), before)
    before = chain
    return `${line}\n`
  })
  return lines.join('')
}

const introduction: readonly Line[] = [
  ['mallory', { event: 'ready' }],
  ['directory', { event: 'ready' }],
  ['alice', { event: 'ready', fingerprint: 'alice-key' }],
  ['bob', { event: 'ready', fingerprint: 'bob-key' }],
]

/** A canary: what alice or bob says in a phase. */
export function words(tag: string, speaker: 'alice' | 'bob'): string {
  return `${tag}: I, ${speaker}, will be at the old bridge at noon. Code ${tag}-${speaker}-77ac`
}

/** @returns a finding with its reason as it is read, without the events that it rests on. */
export function read<T extends { readonly why: Sentence; readonly evidence: unknown }>(
  finding: T,
): Omit<T, 'why' | 'evidence'> & { why: string } {
  const { why, evidence, ...found } = finding
  return { ...found, why: english(why) }
}

/** A unit that the relay saw. */
export function onTheWire(from: string, to: string, bytes: string | Uint8Array, link = 'link-1'): Line {
  return ['mallory', { event: 'intercepted', link, from, to, bytes: Buffer.from(bytes).toString('base64') }]
}

/** A text, encrypted so that nobody finds it, and no shorter. */
export function sealed(text: string): Uint8Array {
  return Buffer.from(text).map((byte) => byte ^ 0xff)
}

/** A conversation in which all is well: Alice calls, both say something, Alice closes. */
export function held(tag: string): Line[] {
  const session = `session-${tag}`
  const link = `link-${tag}`
  const [fromAlice, fromBob] = [words(tag, 'alice'), words(tag, 'bob')]
  return [
    ['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }],
    ['mallory', { event: 'linked', link }],
    ['alice', { event: 'opened', session, role: 'initiator', calls: 'bob' }],
    ['bob', { event: 'opened', session, role: 'responder', calls: null }],
    onTheWire('alice', 'bob', 'a handshake', link),
    onTheWire('bob', 'alice', 'its answer', link),
    ['alice', { event: 'connected', session, peer: 'bob', fingerprint: 'bob-key', own: 'alice-key' }],
    ['bob', { event: 'connected', session, peer: 'alice', fingerprint: 'alice-key', own: 'bob-key' }],
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: fromAlice }],
    ['alice', { event: 'sent', session, to: 'bob', text: fromAlice }],
    onTheWire('alice', 'bob', sealed(fromAlice), link),
    ['bob', { event: 'delivered', session, from: 'alice', text: fromAlice }],
    ['lab', { event: 'step', do: 'say', from: 'bob', to: 'alice', text: fromBob }],
    ['bob', { event: 'sent', session, to: 'alice', text: fromBob }],
    onTheWire('bob', 'alice', sealed(fromBob), link),
    ['alice', { event: 'delivered', session, from: 'bob', text: fromBob }],
    ['lab', { event: 'step', do: 'close', by: 'alice', to: 'bob' }],
    ['alice', { event: 'closed', session, clean: true }],
    ['bob', { event: 'closed', session, clean: true }],
    ['mallory', { event: 'unlinked', link }],
  ]
}

/** The two controls around an attack, both passed. */
export const controls = { before: held('before'), after: held('after') }

/** @returns the lines without those of `node` that say `event`. */
export function without(lines: readonly Line[], event: string, node?: string): Line[] {
  return lines.filter((line) => line[1].event !== event || (node !== undefined && line[0] !== node))
}

/** @returns the lines with others after the first one in which `node` says `event`. */
export function after(lines: readonly Line[], node: string, event: string, more: readonly Line[]): Line[] {
  const place = lines.findIndex((line) => line[0] === node && line[1].event === event)
  if (place < 0) throw new Error(`${node} says no ${event}`)
  return [...lines.slice(0, place + 1), ...more, ...lines.slice(place + 1)]
}
