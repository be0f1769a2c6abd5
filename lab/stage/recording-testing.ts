/** For tests: the history of a run of three acts, of which two were played side by side. */

import type { HistoryEvent } from '../history/events'
import { act, callsAlice, controls, held, type Line, words } from '../history/history-testing'
import { type Scenario, scenario } from '../scenario/scenario'

export const story: Scenario = scenario({
  name: 'story',
  title: 'A story',
  about: 'What it is about.',
  position: 'path',
  attack: 'swap-keys',
  acts: [
    { name: 'one', title: 'The first act.', profile: 'prototype', expected: 'BROKEN' },
    { name: 'two', title: 'The second act.', profile: 'prototype', expected: 'RESISTED', counterpart: 'one' },
    { name: 'three', title: 'The third act.', profile: 'prototype', expected: 'PASSED' },
  ],
})

const started: HistoryEvent = {
  number: 1,
  at: 0,
  act: '',
  phase: null,
  node: 'lab',
  event: 'run-started',
  scenario: 'story',
  acts: ['one', 'two', 'three'],
}

const readsAlong: Line = [
  'mallory',
  { event: 'acted', link: null, what: 'reads along', to: null, presented: null },
]
const one = act(
  { name: 'one', expected: 'BROKEN' },
  {
    ...controls,
    attack: [
      ...held('attack'),
      readsAlong,
      [
        'mallory',
        {
          event: 'loot',
          link: null,
          how: 'read',
          text: words('attack', 'alice'),
          from: 'alice',
          to: 'bob',
        },
      ],
    ],
  },
)
const two = act(
  { name: 'two', expected: 'RESISTED', counterpart: 'one' },
  // It ends after the act that it is held against.
  { ...controls, attack: [...held('attack'), ...callsAlice, readsAlong] },
)
const three = act({ name: 'three', attack: null, expected: 'PASSED' }, { honest: held('honest') })

/** @returns the events with those that say where a phase begins and ends. */
function withPhases(events: readonly HistoryEvent[]): HistoryEvent[] {
  return events.flatMap((event, place) => {
    const { act, phase } = event
    const stamp = { number: 0, at: 0, act, node: 'lab', phase } as const
    const begins = phase !== null && events[place - 1]?.phase !== phase
    const ends = phase !== null && events[place + 1]?.phase !== phase
    return [
      ...(begins ? [{ ...stamp, event: 'phase-started' } as const] : []),
      event,
      ...(ends ? [{ ...stamp, event: 'phase-ended' } as const] : []),
    ]
  })
}

/** @returns the events of two acts in turns, as they stand in the file when both are played at once. */
function inTurns(left: readonly HistoryEvent[], right: readonly HistoryEvent[]): HistoryEvent[] {
  const longest = Math.max(left.length, right.length)
  return Array.from({ length: longest }, (_, place) => [left[place], right[place]])
    .flat()
    .filter((event) => event !== undefined)
}

/** Ten milliseconds from one event to the next. */
export const history: readonly HistoryEvent[] = [
  started,
  ...inTurns(withPhases(one), withPhases(two)),
  ...withPhases(three),
].map((event, place) => ({ ...event, number: place + 1, at: place * 10 }))
