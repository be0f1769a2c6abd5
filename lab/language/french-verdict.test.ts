/** Whatever `judge` says of a history it can say in French, to the last word that is not data. */

import test from 'ava'
import type { HistoryEvent, SecretKind } from '../history/events'
import { act, after, afterWon, controls, held, type Line, without, words } from '../history/history-testing'
import { judge } from '../judge/verdict'
import { french } from './french'
import { english, t as sentence, speaker } from './sentence'

const fine = held('attack')
const [hers, his] = [words('attack', 'alice'), words('attack', 'bob')]
const acted: Line = ['mallory', { event: 'acted', link: 'l', what: 'taps', to: null, presented: null }]
const alarm: Line = [
  'alice',
  { event: 'alarm', session: 'session-attack', code: 'BAD_RECORD', message: 'm', evidence: {} },
]
const compared: Line = ['lab', { event: 'compared', between: ['alice', 'bob'], match: false }]
const account: Line = ['mallory', { event: 'account', name: 'mallory', fingerprint: 'f' }]
const loot = (text: string): Line => [
  'mallory',
  { event: 'loot', link: 'l', how: 'read', text, from: 'alice', to: 'bob' },
]
const delivered = (node: string, from: string, text: string): Line => [
  node,
  { event: 'delivered', session: 'session-attack', from, text },
]
/** The conversation with one more delivery. */
const more = (line: Line) => after(fine, 'bob', 'delivered', [line])
const secret = (what: SecretKind, text: string): Line => ['lab', { event: 'secret', what, text }]
const files = (...paths: string[]): Line => [
  'lab',
  { event: 'files', of: 'alice', files: paths.map((path) => ({ path, sha256: path })) },
]
const screen = (...rows: string[]): Line => ['lab', { event: 'shown', on: 'alice', rows }]
const drawn = (count: number): Line[] =>
  Array.from({ length: count }, (_, n): Line[] => [
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: `Yes. #${n}`, among: 4 }],
    ['mallory', { event: 'guessed', about: `alice ${n + 2}`, value: 'Yes.' }],
  ]).flat()
const ready: Line = ['alice', { event: 'ready', fingerprint: 'alice-key' }]
const names = Array.from({ length: 40 }, (_, n) => `name-${n}`)
const population: Line = ['lab', { event: 'population', names, registered: names.slice(0, 20) }]
const measured = (amount: number): Line => ['lab', { event: 'measured', of: 'bob', what: 'memory', amount }]

type Phases = Parameters<typeof act>[1]

/** The attack phase of an act whose controls passed, or all its phases; and what the reason is to begin with. */
const said: readonly [what: string, phases: readonly Line[] | Phases, reason: RegExp, alarms?: string[]][] = [
  ['it resisted', [...fine, acted], /^l’attaquante a agi, et rien/],
  ['nobody acted', fine, /^l’attaquante n’a jamais agi$/],
  ['secrets were read', [...fine, acted, loot(hers), loot(his)], /écrits par alice et bob$/],
  ['words were credited to another', [...more(delivered('bob', 'mallory', hers)), acted], /^authenticité/],
  ['nobody said it', [...more(delivered('bob', 'alice', 'x')), acted], /que personne n’a dit$/],
  [
    'it came twice',
    [...more(delivered('bob', 'alice', hers)), acted],
    /^ordre\u00a0: bob a reçu .* deux fois$/,
  ],
  ['it never came', [...without(fine, 'delivered', 'bob'), acted], /^intégralité/],
  ['an alarm that is due', { attack: [...fine, compared] }, /^l’attaquante n’a jamais agi$/],
  ['users who compared', [...fine, acted, compared], /levée par les utilisateurs/],
  [
    'an alarm that is not due',
    [...after(fine, 'alice', 'connected', [alarm]), acted],
    /^l’alarme BAD_RECORD/,
  ],
  [
    'none of two alarms',
    [...fine, acted],
    /alors que TIMEOUT ou TRUNCATED était attendue$/,
    ['TIMEOUT', 'TRUNCATED'],
  ],
  ['who never sent', [...without(fine, 'sent', 'alice'), acted], /^aucune alarme n’a été levée, mais /],
  [
    'secrets of three kinds',
    [
      ...[secret('name', 'n-1'), secret('address', 'a-1'), secret('open request', 'o-1')],
      ...[...fine, acted, loot('n-1 a-1 o-1')],
    ],
    /\u00a0: 3 sur 3 \(nom et adresse et demande en attente\)$/,
  ],
  ['a stray file', [files('x'), ...fine, acted, files('x', 'y')], /nouveau fichier "y"$/],
  [
    'a changed screen',
    [account, ...fine, acted, screen('14:02 <carol> hello')],
    /^affichage\u00a0: à l’écran chez alice, carol/,
  ],
  [
    'guesses',
    [...fine, acted, ...drawn(100)],
    /vie privée\u00a0: messages devinés par l’attaquante\u00a0: 100 sur 100/,
  ],
  ['a crowd', [population, ...fine, acted], /rappel 0\u00a0%.*elle était sûre de 0 noms/],
  [
    'calls that are counted',
    [measured(1), ...fine, acted, measured(2)],
    /disponibilité\u00a0: appels arrivés\u00a0: 1 sur 1/,
  ],
  [
    'a call without a partner',
    [...without(fine, 'opened', 'bob'), acted],
    /^bob a dit «\u00a0connected\u00a0» d’une session/,
  ],
  ['twice ready', [ready, ...fine, acted], /^alice a dit deux fois être prêt$/],
  [
    'a control before',
    { before: [], attack: [...fine, acted] },
    /^le contrôle avant l’attaque a échoué\u00a0: rien n’a été dit$/,
  ],
  [
    'a control after',
    { ...controls, attack: [...fine, acted], after: [...held('after'), acted] },
    /^le contrôle après l’attaque a échoué\u00a0: l’attaquante a agi\u00a0: taps$/,
  ],
  [
    'a node that failed',
    [
      ...fine,
      acted,
      ['lab', { event: 'node-failed', failed: 'act', why: sentence`the run was interrupted` }],
    ],
    /^act est en échec\u00a0: l’exécution a été interrompue$/,
  ],
]

for (const [what, phases, reason, alarms = []] of said)
  test(`said in French: ${what}`, (t) => {
    const played =
      'length' in phases ? { ...controls, attack: phases as readonly Line[] } : { ...controls, ...phases }
    const verdict = judge(afterWon({ attack: 'tap', alarms }, played)).at(-1)
    const { texts, missing } = inFrench(verdict!.reasons)
    t.deepEqual(missing, [])
    t.regex(texts.join(' '), reason)
    t.notDeepEqual(texts, verdict!.reasons.map(english))
    for (const text of texts) t.notRegex(text, /\{\d\}| [:;!?»]|« /)
  })

test('an honest act', (t) => {
  const history: HistoryEvent[] = act({ attack: null, expected: 'PASSED' }, { honest: held('honest') })
  t.deepEqual(inFrench(judge(history)[0]!.reasons), {
    texts: ['2 messages remis, aucune alarme'],
    missing: [],
  })
})

test('what a node says as it ends stays as it is', (t) => {
  const why = sentence`it ended with status ${1}: ${'all sent'}`
  const failed: Line = ['lab', { event: 'node-failed', failed: 'bob', why }]
  const history = act({ attack: 'tap' }, { ...controls, attack: [...fine, failed] })
  t.deepEqual(inFrench(judge(history)[0]!.reasons), {
    texts: ['bob est en échec\u00a0: terminé avec le code 1\u00a0: all sent'],
    missing: [],
  })
})

function inFrench(reasons: ReturnType<typeof judge>[number]['reasons']) {
  const missing: string[] = []
  const say = speaker(french, (text) => missing.push(text))
  return { texts: reasons.map(say), missing }
}
