import test from 'ava'
import { french } from '../language/french'
import { speaker } from '../language/sentence'
import type { PeerError } from '../protocol/errors'
import { checkedNickname } from './nickname'

const check = (given: string) =>
  checkedNickname('bob', given, ['alice', 'bob', 'carol'], new Map([['carol', 'Boss']]))

test('a nickname is what a person writes, as it is shown', (t) => {
  const fit = [
    'Bobby',
    'bob',
    'Élodie',
    'Mum & me'.replace(' &', ''),
    'Jean-Luc O’Neil',
    'نامه‌ای',
    '👩‍👩‍👧',
    '🇫🇷 Bob',
    'B',
  ]
  for (const given of fit) t.is(check(given), given)
  t.is(check('  Bobby '), 'Bobby')
  t.is(check('E\u0301lodie'), 'Élodie')
})

test('nothing of which the lines of the program are made, nothing unseen, nothing endless', (t) => {
  const unfit = [
    ...[
      '',
      ' ',
      '-',
      '.bob',
      'a  b',
      'bob> hello',
      'Bob (carol)',
      '<bob',
      'a, written 09:15',
      'x\n12:00 -- y',
    ],
    ...[
      'a\tb',
      'a\u00a0b',
      'a\u2003b',
      'a\u202eb',
      'a\u200bb',
      'a\u00adb',
      'a\u200db',
      '\u001b[2J',
      'a\u0301\u0301\u0301\u0301\u0301\u0301',
    ],
    ...['x'.repeat(33), '界'.repeat(17), `a${'\u0301'.repeat(4)}`.repeat(32)],
  ]
  for (const given of unfit) t.throws(() => check(given), { code: 'BAD_COMMAND' }, JSON.stringify(given))
})

test('nobody else is called so, whatever letters are used', (t) => {
  for (const given of ['carol', 'Carol', 'ALICE', 'ｃarol', 'boss', 'BOSS'])
    t.throws(() => check(given), { code: 'BAD_COMMAND', message: /choose another nickname\.$/ }, given)
})

test('why a nickname is refused is said in French as well', (t) => {
  const speak = speaker(french)
  for (const [given, said] of [
    ['a\nb', /^Un surnom a au plus 32/],
    ['carol', /^C’est le nom de carol\u00a0:/],
    ['Dad', /^Vous appelez déjà dave ainsi\u00a0:/],
  ] as const) {
    const refused = t.throws(() => checkedNickname('bob', given, ['carol'], new Map([['dave', 'Dad']])))
    t.regex(speak((refused as PeerError).words()), said)
  }
})
