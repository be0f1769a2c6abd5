/** Whatever `judge` says of a history it can say in French, to the last word that is not data. */

import test from 'ava'
import { t as sentence, speaker } from '../../peers/language/sentence'
import type { HistoryEvent, SecretKind } from '../history/events'
import { act, after, afterWon, controls, held, type Line, without, words } from '../history/history-testing'
import { judge } from '../judge/verdict'
import { french } from './french'
import { english } from './typed'

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
  ['it resisted', [...fine, acted], /^Mallory a agi, et rien n’a été lu, falsifié ni perdu\.$/],
  ['nobody acted', fine, /^Mallory n’a rien fait du tout\.$/],
  [
    'secrets were read',
    [...fine, acted, loot(hers), loot(his)],
    /écrits par Alice et Bob \(confidentialité\)\.$/,
  ],
  [
    'words were credited to another',
    [...more(delivered('bob', 'mallory', hers)), acted],
    /\(authenticité\)\.$/,
  ],
  [
    'nobody said it',
    [...more(delivered('bob', 'alice', 'x')), acted],
    /qu’aucun ami n’a écrit \(authenticité\)\.$/,
  ],
  [
    'it came twice',
    [...more(delivered('bob', 'alice', hers)), acted],
    /^Bob a reçu deux fois .* \(ordre\)\.$/,
  ],
  ['it never came', [...without(fine, 'delivered', 'bob'), acted], /\(intégralité\)\.$/],
  ['an alarm that is due', { attack: [...fine, compared] }, /^Mallory n’a rien fait du tout\.$/],
  ['users who compared', [...fine, acted, compared], /^L’alarme de tous deux \(FINGERPRINT_MISMATCH\)/],
  [
    'an alarm that is not due',
    [...after(fine, 'alice', 'connected', [alarm]), acted],
    /^L’alarme d’Alice \(BAD_RECORD\)/,
  ],
  [
    'none of two alarms',
    [...fine, acted],
    /alors qu’il en fallait une \(TIMEOUT ou TRUNCATED\)\.$/,
    ['TIMEOUT', 'TRUNCATED'],
  ],
  [
    'who never sent',
    [...without(fine, 'sent', 'alice'), acted],
    /^Il n’y a pas eu d’alarme, mais Alice n’a pas envoyé /,
  ],
  [
    'secrets of three kinds',
    [
      ...[secret('name', 'n-1'), secret('address', 'a-1'), secret('open request', 'o-1')],
      ...[...fine, acted, loot('n-1 a-1 o-1')],
    ],
    /3 des 3 secrets\u00a0: nom, adresse et demande en attente \(vie privée\)\.$/,
  ],
  [
    'a stray file',
    [files('x'), ...fine, acted, files('x', 'y')],
    /nouveau fichier, «\u202fy\u202f» \(confinement\)\.$/,
  ],
  [
    'a changed screen',
    [account, ...fine, acted, screen('14:02 <carol> hello')],
    /^À l’écran d’Alice, Carol semble/,
  ],
  [
    'guesses',
    [...fine, acted, ...drawn(100)],
    /^Mallory a deviné 100 des 100 messages, .* \(p = 6,2e-61\) \(vie privée\)\.$/,
  ],
  ['a crowd', [population, ...fine, acted], /rappel 0\u00a0%.*elle n’était sûre d’aucun nom/],
  [
    'calls that are counted',
    [measured(1), ...fine, acted, measured(2)],
    / Appels arrivés\u00a0: 1 sur 1.* \(disponibilité\)\.$/,
  ],
  [
    'a call without a partner',
    [...without(fine, 'opened', 'bob'), acted],
    /^Bob a dit «\u202fconnected\u202f» d’une session/,
  ],
  ['twice ready', [ready, ...fine, acted], /^Alice a annoncé deux fois que tout était prêt\.$/],
  [
    'a control before',
    { before: [], attack: [...fine, acted] },
    /^Avant l’attaque déjà, tout ne marchait pas\u00a0: rien n’a été dit\.$/,
  ],
  [
    'a control after',
    { ...controls, attack: [...fine, acted], after: [...held('after'), acted] },
    /^Après l’attaque, tout ne marchait pas\u00a0: Mallory ne devait rien faire, et elle taps\.$/,
  ],
  [
    'a node that failed',
    [
      ...fine,
      acted,
      ['lab', { event: 'node-failed', failed: 'act', why: sentence`the run was interrupted` }],
    ],
    /^L’acte a échoué\u00a0: l’exécution a été interrompue\.$/,
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
    for (const text of texts) t.notRegex(text, /\{\d\}| [:;!?»]|« |\u00a0[;!?»]/)
  })

test('an honest act', (t) => {
  const history: HistoryEvent[] = act({ attack: null, expected: 'PASSED' }, { honest: held('honest') })
  t.deepEqual(inFrench(judge(history)[0]!.reasons), {
    texts: ['Les 2 messages sont tous arrivés, et il n’y a pas eu d’alarme.'],
    missing: [],
  })
})

test('what a node says as it ends stays as it is', (t) => {
  const why = sentence`it ended with status ${1}: ${'all sent'}`
  const failed: Line = ['lab', { event: 'node-failed', failed: 'bob', why }]
  const history = act({ attack: 'tap' }, { ...controls, attack: [...fine, failed] })
  t.deepEqual(inFrench(judge(history)[0]!.reasons), {
    texts: ['Le programme de Bob a échoué\u00a0: terminé avec le code 1\u00a0: all sent.'],
    missing: [],
  })
})

function inFrench(reasons: ReturnType<typeof judge>[number]['reasons']) {
  const missing: string[] = []
  const say = speaker(french, (text) => missing.push(text))
  return { texts: reasons.map(say), missing }
}
