/** Nobody resists what wins nowhere: RESISTED rests on an earlier act in which the same attack has won. */

import test from 'ava'
import type { HistoryEvent } from '../history/events'
import {
  act,
  afterWon,
  callsAlice,
  controls,
  held,
  type Line,
  onTheWire,
  renumbered,
  words,
} from '../history/history-testing'
import { judge } from './verdict'

const acted: Line = [
  'mallory',
  { event: 'acted', link: 'link-attack', what: 'copies', to: null, presented: null },
]
const attack = [...held('attack'), acted, ...callsAlice]
const looted: Line = [
  'mallory',
  { event: 'loot', link: null, how: 'read', text: words('attack', 'alice'), from: null, to: null },
]

/** The verdict of an act that should be RESISTED, after another one. */
function after(other: readonly HistoryEvent[], declared = { counterpart: 'weak' }) {
  const strong = act({ name: 'strong', attack: 'tap', ...declared }, { ...controls, attack })
  return judge(renumbered([...other, ...strong])).at(-1)!
}
const weak = (lines: readonly Line[], attackName = 'tap') =>
  act({ name: 'weak', attack: attackName, expected: 'BROKEN' }, { ...controls, attack: lines })
const won = weak([...attack, looted])

test('where the same attack has won in the act that is named, it is resisted', (t) => {
  t.is(after(won).verdict, 'RESISTED')
  const lines = [...held('attack'), acted]
  t.is(judge(afterWon({}, { ...controls, attack: lines })).at(-1)!.verdict, 'RESISTED')
})

const unearned: readonly [what: string, other: readonly HistoryEvent[], why: RegExp][] = [
  ['it was not played', [], /the act weak, in which this attack has to win, was not played before\.$/],
  ['nothing was won there', weak(attack), /the attack did not win in the act weak either/],
  [
    'there is another attack',
    weak([...attack, looted], 'replay'),
    /the act weak is no counterpart: it has another attack or other steps\.$/,
  ],
  [
    'there are other steps',
    won.map((event) => (event.event === 'act-started' ? { ...event, settings: 'others' } : event)),
    /the act weak is no counterpart/,
  ],
  [
    'only what stood in the clear fell there, and she read nothing',
    weak([...attack, onTheWire('alice', 'bob', words('attack', 'alice'))]),
    /the attack did not win in the act weak either/,
  ],
  [
    'its control failed',
    act({ name: 'weak', attack: 'tap' }, { before: [], attack: [...attack, looted], after: controls.after }),
    /the attack did not win in the act weak either/,
  ],
]

for (const [what, other, why] of unearned)
  test(`INCONCLUSIVE: ${what}`, (t) => {
    const verdict = after(other)
    t.is(verdict.verdict, 'INCONCLUSIVE')
    t.regex(verdict.why, why)
    t.deepEqual(
      verdict.evidence.map(({ claim }) => claim),
      ['counterpart'],
    )
  })

test('INCONCLUSIVE: no act is named, or it comes later', (t) => {
  const strong = act({ name: 'strong', attack: 'tap' }, { ...controls, attack })
  t.regex(judge(renumbered([...won, ...strong])).at(-1)!.why, /no act is named in which this attack wins/)
  const early = act({ name: 'strong', attack: 'tap', counterpart: 'weak' }, { ...controls, attack })
  t.regex(judge(renumbered([...early, ...won]))[0]!.why, /was not played before\.$/)
})

test('INCONCLUSIVE: of the act in which it has won a line may be lost', (t) => {
  const strong = act({ name: 'strong', attack: 'tap', counterpart: 'weak' }, { ...controls, attack })
  const verdict = judge(renumbered([...won, ...strong]), [5]).at(-1)!
  t.is(verdict.verdict, 'INCONCLUSIVE')
  t.regex(verdict.why, /the recording of the act weak, in which this attack has to win, is damaged\.$/)
})

test('settings that are not told are not the same', (t) => {
  const untold = [
    ...won,
    ...act({ name: 'strong', attack: 'tap', counterpart: 'weak' }, { ...controls, attack }),
  ]
  const forgotten = untold.map((event) => {
    if (event.event !== 'act-started') return event
    const { settings, ...others } = event
    return others
  })
  t.regex(judge(renumbered(forgotten)).at(-1)!.why, /the act weak is no counterpart/)
})
