/** What is said of an alarm that shows nothing: what was declared, what happened, what is missing, what to do. */

import test from 'ava'
import { act, callsAlice, controls, held, type Line, phase, without, words } from '../history/history-testing'
import { english } from '../language/typed'
import { undueAlarm } from './undue-alarm'
import { judge } from './verdict'

const hers = `“${words('attack', 'alice')}”`
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
    `The alarm of Bob is not the one that is due: BAD_COUNT, where the act declares OUT_OF_ORDER or BAD_RECORD, so another defence than the declared one caught the attack; Bob never received ${hers}; if that is what should happen, write BAD_COUNT into the act’s alarms.`,
  )
  t.regex(
    saidOf([], [['bob', 'BAD_COUNT']], 'bob'),
    /^The alarm of Bob is not .*: BAD_COUNT, where the act declares none, so a defence caught the attack that it does not name; Bob never received /,
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
    `The alarm of Alice (TIMEOUT) is not borne out by what Mallory did: she reports what she did to Bob, and nothing to Alice; an alarm of Bob came as well (BAD_COUNT); Bob never received ${hers}; an attack that strikes Alice reports it: acted(what, { to }).`,
  )
  t.regex(
    saidOf(['OUT_OF_ORDER'], [['alice', 'TIMEOUT']], null),
    /^The alarm of Alice \(TIMEOUT\) is not .*: she reports nothing that she did to anybody; /,
  )
})

test('each other alarm is told once, by its code and by who raised it; users are called that', (t) => {
  const raised = (code: string, by: string) => ({
    code,
    by,
    corroborated: true,
    ofStranger: false,
    evidence: [],
  })
  const first = raised('BAD_COUNT', 'bob')
  const others = [first, raised('BAD_COUNT', 'alice'), raised('TIMEOUT', 'bob'), raised('OTHER', 'users')]
  const said = english(undueAlarm(first, others, ['OUT_OF_ORDER'], []))
  t.regex(
    said,
    /^the alarm of Bob is not the one that is due: BAD_COUNT, where the act declares OUT_OF_ORDER, so another/,
  )
  t.regex(
    said,
    /; an alarm of Alice came as well \(BAD_COUNT\); an alarm of Bob came as well \(TIMEOUT\); an alarm of both users came as well \(OTHER\); if/,
  )
  t.is(said.match(/came as well/g)!.length, 3)
})

test('what never arrived is told for each who lacks it', (t) => {
  const lost = ['bob', 'carol'].flatMap((to): Line[] => [
    ['lab', { event: 'step', do: 'say', from: 'alice', to, text: `for ${to}` }],
    ['alice', { event: 'sent', session, to, text: `for ${to}` }],
  ])
  const alarm = { code: 'X', by: 'bob', corroborated: true, ofStranger: false, evidence: [] }
  const said = english(undueAlarm(alarm, [alarm], [], phase('attack', lost)))
  t.regex(said, /; Bob never received “for bob”; Carol never received “for carol”; /)
})
