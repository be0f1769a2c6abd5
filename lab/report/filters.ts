/**
 * Which acts are shown: by verdict, by where the attacker stood, by profile. Rules of the style alone choose them, so that it
 * works where no script runs. Pure.
 */

import { type Say, type Sentence, t } from '../../peers/language/sentence'
import { type Verdict, verdicts } from '../history/events'
import { verdictWords } from '../judge/verdict-words'
import type { Position } from '../scenario/scenario'
import type { ActOfReport } from './act-section'
import { type Html, html } from './html'

const positions: Readonly<Record<Position, Sentence>> = {
  tap: t`on the line, listening`,
  path: t`in between`,
  directory: t`as the directory`,
  relay: t`as the relay`,
  outsider: t`from outside`,
  nowhere: t`nobody`,
}
const profiles = {
  weakened: t`one defence taken away`,
  prototype: t`prototype`,
  hardened: t`hardened`,
} as const

interface Filter {
  readonly name: string
  readonly kinds: readonly string[]
}

const filters: readonly Filter[] = [
  { name: 'verdict', kinds: verdicts },
  { name: 'position', kinds: Object.keys(positions).map((position) => `pos-${position}`) },
  { name: 'profile', kinds: Object.keys(profiles) },
]

/** @param acts what can be chosen from: of what none is, nothing is offered. */
export function filterFields(acts: readonly ActOfReport[], say: Say): Html {
  const there = {
    verdicts: new Set(acts.map(({ verdict }) => verdict.verdict)),
    positions: new Set(acts.map(({ position }) => position)),
  }
  const choices: readonly (readonly [Sentence, readonly (readonly [string, string])[]])[] = [
    [
      t`Verdict`,
      verdicts
        .filter((verdict: Verdict) => there.verdicts.has(verdict))
        .map((verdict) => [verdict, say(verdictWords[verdict])]),
    ],
    [
      t`Mallory stands`,
      (Object.keys(positions) as Position[])
        .filter((position) => there.positions.has(position))
        .map((position) => [`pos-${position}`, say(positions[position])]),
    ],
    [t`Profile`, Object.entries(profiles).map(([kind, words]) => [kind, say(words)])],
  ]
  return html`<div class="filters" role="search">${choices.map(([title, kinds], place) => {
    const { name } = filters[place]!
    return html`<fieldset><legend>${say(title)}</legend><span class="choice"><input type="radio" name="f-${name}" id="f-${name}-all" checked><label for="f-${name}-all">${say(t`all`)}</label></span>${kinds.map(
      ([kind, words]) =>
        html`<span class="choice"><input type="radio" name="f-${name}" id="f-${name}-${kind}"><label for="f-${name}-${kind}">${words}</label></span>`,
    )}</fieldset>`
  })}</div>`
}

/** @returns the rules: what is not chosen is not there, and neither is what then has nothing in it. */
export function filterStyle(): string {
  // Asked of the filters, and of what stands right within: asked of all of the page, on paper for each sheet anew, a browser gives up.
  const chosen = ({ name }: Filter, kind: string): string => `:has(#f-${name}-${kind}:checked)`
  const single = filters.flatMap((filter) =>
    filter.kinds.map(
      (kind) => `.filters${chosen(filter, kind)} ~ main .hit:not(.${kind}) { display: none; }`,
    ),
  )
  const sets = filters.reduce<string[][]>(
    (so, { kinds }) => so.flatMap((set) => ['', ...kinds].map((kind) => [...set, kind])),
    [[]],
  )
  const together = sets
    .filter((set) => set.some((kind) => kind !== ''))
    .map((set) => {
      const all = set.map((kind, place) => (kind === '' ? '' : chosen(filters[place]!, kind))).join('')
      const hit = `.hit${set.map((kind) => (kind === '' ? '' : `.${kind}`)).join('')}`
      return `.filters${all} ~ main .hits:not(:has(> ${hit}, > td > ${hit})) { display: none; }`
    })
  return [...single, ...together].join('\n')
}
