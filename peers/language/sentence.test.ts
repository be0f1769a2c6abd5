/** Sentences: said in English as they are written, in another language as its dictionary has them. */

import test from 'ava'
import { decimal, english, literal, t as sentence, speaker, together, whole } from './sentence'

const dictionary = {
  '{0} calls {1}.': '{1} est appelé par {0}.',
  '{0} and {1}': '{0} et {1}',
  nobody: 'personne',
  'tries {0} passwords': 'essaie {0} mots de passe',
  '{0}: {1}': '{0}\u00a0: {1}',
}

function said(words: Parameters<ReturnType<typeof speaker>>[0]) {
  const missing: string[] = []
  return [speaker(dictionary, (text) => missing.push(text))(words), missing]
}

test('English is what was written', (t) => {
  t.is(english(sentence`${sentence`${'Alice'} and ${'Bob'}`} have ${2} keys`), 'Alice and Bob have 2 keys')
  t.is(english(together([sentence`One.`, sentence`Two.`])), 'One. Two.')
})

test('gaps may change their places, and sentences in them are said as well', (t) => {
  const both = sentence`${'Alice'} and ${'Bob'}`
  t.deepEqual(said(sentence`${both} calls ${sentence`nobody`}.`), [
    'personne est appelé par Alice et Bob.',
    [],
  ])
})

test('data is not looked up, and is not taken for a gap', (t) => {
  t.deepEqual(said(sentence`${'nobody'} and ${'{0}'}`), ['nobody et {0}', []])
  t.is(english(literal('{0} of {1}')), '{0} of {1}')
})

test('a text without gaps is looked up as a whole, and never taken for one with gaps', (t) => {
  t.deepEqual(said(literal('nobody')), ['personne', []])
  t.deepEqual(said('nobody'), ['personne', []])
  t.deepEqual(said(literal('tries 200 passwords')), ['tries 200 passwords', ['tries 200 passwords']])
})

test('what is missing is said in English, and told; marks alone miss nothing', (t) => {
  t.deepEqual(said(sentence`${'Bob'} sleeps`), ['Bob sleeps', ['{0} sleeps']])
  t.deepEqual(said(sentence`${'a'}; ${'b'}`), ['a; b', []])
  t.deepEqual(said(sentence`${'a'}: ${'b'}`), ['a\u00a0: b', []])
})

test('de and que give up their e before a vowel', (t) => {
  const french = speaker({ 'the key of {0}': 'la clé de {0}', 'until {0} answers': 'tant que {0} se tait' })
  t.is(french(sentence`the key of ${'Bob'}`), 'la clé de Bob')
  t.is(french(sentence`the key of ${'Alice'}`), 'la clé d’Alice')
  t.is(french(sentence`the key of ${sentence`${'alice'} and ${'bob'}`}`), 'la clé d’alice and bob')
  t.is(french(sentence`until ${'Alice'} answers`), 'tant qu’Alice se tait')
  t.is(french(sentence`the key of ${'$&'}`), 'la clé de $&')
  t.is(english(sentence`side ${'Alice'}`), 'side Alice')
})

test('numbers are written as the language writes them, and digits of what is text stay together', (t) => {
  const french = speaker({ '{0} s': '{0} s' })
  t.is(english(sentence`${decimal(1234.56, 1)} s`), '1234.6 s')
  t.is(french(sentence`${decimal(1234.56, 1)} s`), '1234,6 s')
  t.is(french(sentence`${2.5} s`), '2,5 s')
  t.is(
    french(sentence`${9999} ${10_000} ${1_234_567} ${'25000'}`),
    '9999 10\u202f000 1\u202f234\u202f567 25000',
  )
  t.is(english(sentence`${9999} ${10_000} ${1_234_567} ${'25000'}`), '9999 10,000 1,234,567 25000')
})

test('a sentence that stands alone has a capital and a full stop, whatever its parts are', (t) => {
  const french = speaker({ 'it is {0}': 'c’est {0}' })
  t.is(english(whole(sentence`it is ${'so'}`)), 'It is so.')
  t.is(french(whole(sentence`it is ${'so'}`)), 'C’est so.')
  t.is(english(whole(sentence`it says “${sentence`Yes.`}”`)), 'It says “Yes.”')
  t.is(english(together([whole(sentence`one`), whole(sentence`two!`)])), 'One. Two!')
})
