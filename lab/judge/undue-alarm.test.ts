/** What is said of an alarm that shows nothing: what was declared, what happened, what is missing, what to do. */

import test from 'ava'
import { act, callsAlice, controls, held, type Line, without, words } from '../history/history-testing'
import { judge } from './verdict'

const hers = JSON.stringify(words('attack', 'alice'))
const session = 'session-attack'

/** What is said of an attack that drops Alice's words, of which these alarms came. */
function saidOf(
  alarms: readonly string[],
  raised: readonly (readonly [string, string])[],
  to: string | null,
): string {
  const dropped: Line = [
    'mallory',
    { event: 'acted', link: 'link-attack', what: 'drops one', to, presented: null },
  ]
  const cries = raised.map(
    ([node, code]): Line => [node, { event: 'alarm', session, code, message: 'No.', evidence: {} }],
  )
  const attack = [...callsAlice, dropped, ...without(held('attack'), 'delivered', 'bob'), ...cries]
  return judge(act({ alarms: [...alarms] }, { ...controls, attack }))[0]!.why
}

test('another alarm than the declared one: which was declared, what never arrived, and where it is written', (t) => {
  t.is(
    saidOf(['OUT_OF_ORDER', 'BAD_RECORD'], [['bob', 'BAD_COUNT']], 'bob'),
    `BAD_COUNT of bob is not the alarm that is due: the act declares OUT_OF_ORDER or BAD_RECORD, so another defence than the declared one caught the attack; bob never got ${hers}; if that is what should happen, write BAD_COUNT into the act’s alarms`,
  )
  t.regex(
    saidOf([], [['bob', 'BAD_COUNT']], 'bob'),
    /^BAD_COUNT of bob is not .*: the act declares none, so a defence caught the attack that it does not name; bob never got /,
  )
})

test('an alarm of somebody to whom she did nothing: to whom she did something, who else was alarmed, how it is reported', (t) => {
  t.is(
    saidOf(
      ['OUT_OF_ORDER'],
      [
        ['alice', 'TIMEOUT'],
        ['bob', 'BAD_COUNT'],
      ],
      'bob',
    ),
    `TIMEOUT of alice is not borne out by what the attacker did: she reports what she did to bob, and nothing to alice; bob raised BAD_COUNT as well; bob never got ${hers}; an attack that strikes alice reports it: acted(what, { to })`,
  )
  t.regex(
    saidOf(['OUT_OF_ORDER'], [['alice', 'TIMEOUT']], null),
    /^TIMEOUT of alice is not .*: she reports nothing that she did to anybody; /,
  )
})
