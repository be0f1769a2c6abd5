/** What people read of a text: the story in their language, the code apart from it; what nobody of the lab made up is data. */

import test from 'ava'
import fc from 'fast-check'
import { speaker } from '../../peers/language/sentence'
import { french } from '../language/french'
import { english } from '../language/typed'
import { canary } from '../run/canary'
import { toldText } from './told-text'

const seed = Buffer.from('0123456789abcdef')
const missing: string[] = []
const inFrench = speaker(french, (text) => missing.push(text))

test('every text that can be drawn is told in both languages, and its code stands apart', (t) => {
  fc.assert(
    fc.property(fc.string(), (label) => {
      const text = canary(seed, label)
      const { story, proof } = toldText(text)
      t.is(`${english(story)} The code is ${proof}.`, text)
      t.regex(inFrench(story), /^Rendez-vous (à l|au) ?.*, à \d\d h \d\d\.$/u)
    }),
  )
  t.deepEqual(missing, [])
})

test('what an attacker adds or changes', (t) => {
  const told = (text: string) => {
    const { story, proof } = toldText(text)
    return [english(story), inFrench(story), proof]
  }
  const code = 'The code is 3fc566c72c4a8398.'
  t.deepEqual(told(`Meet me at the old bridge at 06:37. ${code} Bring the money.`), [
    'Meet me at the old bridge at 06:37. Bring the money.',
    'Rendez-vous au vieux pont, à 06 h 37. Apporte l’argent.',
    '3fc566c72c4a8398',
  ])
  t.deepEqual(told(`Be wary of the clock tower at 06:37. ${code}`), [
    'Be wary of the clock tower at 06:37.',
    'Prends garde à la tour de l’horloge, à 06 h 37.',
    '3fc566c72c4a8398',
  ])
  t.deepEqual(told('Yes. #0012'), ['Yes. #0012', 'Oui. #0012', null])
  t.deepEqual(told('bob was asked by nobody and asked eve'), [
    'bob was asked by nobody and asked eve',
    'demandes d’amitié reçues par bob : personne ; envoyées : eve',
    null,
  ])
})

test('what is no text of the lab stays as it is, and is safe to print', (t) => {
  for (const text of ['Meet me at the moon at 06:37. The code is 3fc566c72c4a8398.', 'toString', ''])
    t.is(inFrench(toldText(text).story), text)
  t.is(english(toldText('a\u001b[2Jb').story), 'a\\u{1b}[2Jb')
  t.is(english(toldText(`Yes.${' #0001'.repeat(50_000)}`).story).length, 300)
})
