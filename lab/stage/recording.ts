/** A recorded run as what a stage is fed with. Pure: the events of a history in, an outline and inputs out. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import type { EventOf } from '../history/selectors'
import type { Scenario } from '../scenario/scenario'
import { causal } from './causal'
import type { ActOutline, Card, Input, RunOutline } from './dashboard-state'
import { outlineOf } from './live'
import { Sequencer } from './sequencer'

export interface Recording {
  /** What is on the stage before the first input. */
  readonly outline: RunOutline
  readonly inputs: readonly Input[]
}

/**
 * @param flaw what is wrong with the history, where it is not whole: those who watch are told before and after.
 * @param damaged the numbers of its lines that were left out: acts that they may have been part of prove nothing.
 * @returns a recording that shows one act after the other, however they were played.
 */
export function recordingOf(
  events: readonly HistoryEvent[],
  catalogue: readonly Scenario[],
  flaw: Sentence | null = null,
  damaged: readonly number[] = [],
): Recording {
  const sequencer = new Sequencer(events)
  sequencer.lose(damaged)
  for (const event of causal(events)) sequencer.push(event)
  const inputs = [...sequencer.end(), ...(isWhole(events) ? [{ input: 'end' } as const] : [])]
  const outline = outlineFrom(events, catalogue)
  if (!flaw) return { outline, inputs }
  const card = flawCard(flaw)
  return {
    outline,
    inputs: [{ input: 'card', card }, { input: 'card', card: null }, ...inputs, { input: 'card', card }],
  }
}

function isWhole(events: readonly HistoryEvent[]): boolean {
  const over = new Set(events.flatMap(({ event, act }) => (event === 'act-ended' ? [act] : [])))
  const announced = events.flatMap((event) => (event.event === 'run-started' ? event.acts : []))
  return announced.length > 0 && announced.every((act) => over.has(act))
}

/** @returns what is said to those who watch of a recording that is not whole. */
export function flawCard(flaw: Sentence): Card {
  return { title: t`This recording is not whole`, text: flaw }
}

/** @returns what is known of a run: what its history says, in the words of the catalogue where that knows it. */
export function outlineFrom(events: readonly HistoryEvent[], catalogue: readonly Scenario[]): RunOutline {
  const [run] = events.filter((event) => event.event === 'run-started')
  const started = new Map(
    events.flatMap((event) => (event.event === 'act-started' ? [[event.act, event] as const] : [])),
  )
  const scenario = catalogue.find(({ name }) => name === run?.scenario)
  const known = scenario && outlineOf(scenario)
  const names = new Set([...(run?.acts ?? []), ...started.keys()])
  const name = run?.scenario ?? ''
  const [first] = started.values()
  return {
    scenario: name,
    title: known?.title ?? name,
    about: known?.about ?? '',
    lesson: known?.lesson ?? '',
    source: known?.source ?? null,
    position: first?.position ?? known?.position ?? 'path',
    peers: peersOf(events, known?.peers),
    acts: [...names].map((act) =>
      actOf(
        act,
        known?.acts.find((one) => one.name === act),
        started.get(act),
      ),
    ),
  }
}

/** What was recorded counts; the catalogue may be another one by now. */
function actOf(
  name: string,
  known: ActOutline | undefined,
  started: EventOf<'act-started'> | undefined,
): ActOutline {
  const same = started === undefined || started.profile === known?.profile
  return {
    name,
    title: same && known ? known.title : name,
    profile: started?.profile ?? known?.profile ?? '',
    directory: same && known ? known.directory : '',
    attack: started ? started.attack : (known?.attack ?? null),
    expected: started?.expected ?? known?.expected ?? 'INCONCLUSIVE',
  }
}

/** @returns who has a key and users: in a history of this lab that are two. The catalogue knows their order. */
function peersOf(
  events: readonly HistoryEvent[],
  known: RunOutline['peers'] | undefined,
): RunOutline['peers'] {
  const peers = new Set(
    events.flatMap((event) => (event.event === 'ready' && 'fingerprint' in event ? [event.node] : [])),
  )
  if (known && [...peers].every((name) => known.includes(name))) return known
  const [first = 'alice', second = first === 'bob' ? 'alice' : 'bob'] = peers
  return [first, second]
}

/** @returns how much of a history there is, for those who can't have all of it. */
export function amount(events: readonly HistoryEvent[]): Sentence {
  const acts = new Set(events.flatMap(({ event, act }) => (event === 'act-started' ? [act] : []))).size
  const ofActs = acts === 1 ? t`one act` : t`${acts} acts`
  return t`${events.length} events of ${ofActs} can be shown.`
}
