/**
 * What the search has found by itself (npm run search), each played against real programs: once against the profile that it
 * breaks, once against the hardened messenger. The steps come from the traces in attacks/found/.
 */

import { foundTraces } from '../attacks/found/catalogue'
import { pages } from '../attacks/terms/pages'
import { type FoundTrace, onlyListens, pairsOfEnds } from '../attacks/terms/trace'
import type { Step } from '../lab/history/step'
import { type Act, scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'
import { callsBesideAnAttack } from './measured-calls'

interface Told {
  /** Under which name the judge has what the search calls a property. */
  readonly breaks: Act['breaks'][number]
  readonly title: string
}

const told: Readonly<Record<string, Told>> = {
  secrecy: {
    breaks: 'secrecy',
    title: 'Found by a search, against a messenger with one defence less: Mallory reads along.',
  },
  'forward secrecy': {
    breaks: 'secrecy',
    title:
      'Found by a search, against a messenger with one defence less: what was recorded opens with keys that are stolen later.',
  },
  authenticity: {
    breaks: 'authenticity',
    title:
      'Found by a search, against a messenger with one defence less: words that their author never wrote.',
  },
  completeness: {
    breaks: 'completeness',
    title:
      'Found by a search, against a messenger with one defence less: words are lost, and nobody notices.',
  },
  'hidden names': {
    breaks: 'privacy',
    title: 'Found by a search, against a messenger with one defence less: who it is stands on the wire.',
  },
  'hidden size': {
    breaks: 'privacy',
    title:
      'Found by a search, against a messenger with one defence less: Mallory tells from its size which text it is.',
  },
  'best suite': {
    breaks: 'secrecy',
    title:
      'Found by a search, against a messenger with one defence less: both take encryption that Mallory breaks.',
  },
  bounded: {
    breaks: 'availability',
    title:
      'Found by a search, against a messenger with one defence less: what is begun and never ends fills the memory.',
  },
  agreement: {
    breaks: 'identity',
    title:
      'Found by a search, against a messenger with one defence less: somebody is believed to be there who is not.',
  },
}

/** What is said and measured, where a property asks for more than a conversation. */
const stepsFor: Readonly<Record<string, readonly Step[]>> = {
  'hidden size': [
    { do: 'tell', topic: 'candidates', facts: pages },
    { do: 'connect', from: 'alice', to: 'bob' },
    { do: 'say', from: 'alice', to: 'bob', times: 100, oneOf: pages },
    { do: 'say', from: 'bob', to: 'alice' },
    { do: 'close', by: 'alice', to: 'bob' },
  ],
  bounded: callsBesideAnAttack(10, ['bob']),
}

export const found = scenario({
  name: 'found',
  title: 'Attacks that nobody wrote: a program found them',
  about:
    'All the other attacks of this lab were known to those who wrote them. Here a program has looked by itself. It was given the protocol, what Mallory has, and honest conversations; it left out, repeated, moved and changed what goes over the wire, a hundred times a second, until a property fell that was judged from outside. What it found it shrank to the few steps that matter. Here they are played, word for word, against the real programs: first against the messenger with one defence less, then against the hardened one.',
  lesson: 'A defence is worth as much as somebody has really looked for the way around it.',
  source:
    'M. Ammann, L. Hirschi, S. Kremer, “DY Fuzzing: Formal Dolev-Yao Models Meet Cryptographic Protocol Fuzz Testing”, IEEE S&P 2024',
  position: 'path',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'noop',
  acts: foundTraces.flatMap(actsOf),
})

function actsOf(trace: FoundTrace): Partial<Act>[] {
  const { name, profile, property, hardened: alarms } = trace
  const known = told[property]
  if (!known) throw new Error(`scenarios/found.ts has no title for what breaks ${property} (${name})`)
  const { breaks, title } = known
  const common = {
    ...{ attack: `found-${name}`, steps: stepsOf(trace), controls: 2, patience: 1_500 },
    ...(onlyListens(trace) && { position: 'tap' as const }),
    // Who goes by a name that nobody can guess is named by nobody who has not read it.
    ...(property === 'hidden names' && { pseudonyms: true }),
  }
  return [
    { ...common, name, title, profile, expected: 'BROKEN', breaks: [breaks] },
    {
      ...common,
      name: `${name}-hardened`,
      title: 'The same steps against the hardened messenger.',
      profile: 'hardened',
      ...(alarms.length > 0
        ? { expected: 'DETECTED', alarms: alarms as Act['alarms'] }
        : { expected: 'RESISTED', counterpart: name }),
    },
  ]
}

/** What users do in a trace; where Mallory calls and nobody else does, they talk before that. */
export function stepsOf({ steps, property }: FoundTrace): readonly Step[] {
  const asked = stepsFor[property]
  if (asked) return asked
  const pairs = pairsOfEnds(steps)
  const whose = new Map(steps.flatMap((step) => (step.do === 'open' ? [[step.end, step.of] as const] : [])))
  const other = (end: string) => (whose.get(end) === 'alice' ? 'bob' : 'alice')
  const isAlone = ![...pairs.keys()].length && !steps.some((step) => step.do === 'open' && step.calls)
  if (isAlone) return [...conversation, { do: 'launch' }]
  const done: Step[] = []
  for (const step of steps) {
    if (step.do === 'open' && step.calls) done.push({ do: 'connect', from: step.of, to: step.calls })
    if (step.do === 'close') done.push({ do: 'close', by: whose.get(step.at)!, to: other(step.at) })
    if (step.do !== 'say') continue
    const said = { from: whose.get(step.at)!, to: other(step.at) }
    const last = done.at(-1)
    if (last?.do === 'say' && last.from === said.from)
      done.splice(-1, 1, { ...last, times: (last.times ?? 1) + 1 })
    else done.push({ do: 'say', ...said })
  }
  if (!done.some((step) => step.do === 'say')) return conversation
  // Users hang up in the end, whatever the shortest trace does without.
  for (const step of steps)
    if (step.do === 'open' && step.calls && !done.some(({ do: what }) => what === 'close'))
      done.push({ do: 'close', by: step.of, to: step.calls })
  const stolen: Step[] =
    property === 'forward secrecy'
      ? [
          { do: 'steal', what: 'identity', from: 'alice' },
          { do: 'steal', what: 'identity', from: 'bob' },
          { do: 'launch' },
        ]
      : []
  return [...done, ...stolen]
}
