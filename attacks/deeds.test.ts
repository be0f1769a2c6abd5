/** What attackers say and what people read are two tables that know the same deeds. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { deedSentences } from '../lab/language/deeds'
import { english } from '../lab/language/typed'
import { deeds } from './deeds'

test('the lab has a sentence for each deed, and for nothing else', (t) => {
  const missing = Object.keys(deeds).filter((key) => !Object.hasOwn(deedSentences, key))
  t.deepEqual(missing, [], 'these deeds of attacks/deeds.ts have no sentence in lab/language/deeds.ts')
  t.deepEqual(Object.keys(deedSentences).sort(), Object.keys(deeds).sort())
})

for (const [key, names] of Object.entries(deeds))
  test(`the sentence of ${key} says all its values, in their order`, (t) => {
    const sentence = deedSentences[key]
    t.is(sentence?.length, names.length)
    const said = english(sentence!(...names.map((name) => `<${name}>`)))
    t.deepEqual(
      [...said.matchAll(/<(.*?)>/g)].map(([, name]) => name),
      [...names],
    )
  })

const files = readdirSync(__dirname)
  .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|-testing\.ts$|^deeds\.ts$/.test(name))
  .map((name) => [name, readFileSync(join(__dirname, name), 'utf8')] as const)

test('each deed is some attack’s', (t) => {
  for (const key of Object.keys(deeds))
    t.true(
      files.some(([, code]) => code.includes(`'${key}'`)),
      key,
    )
})

/** @returns what is reported and is no deed, whether it stands there as words, as a choice of them or as a name. */
function otherWords(code: string): string[] {
  const reports = code.matchAll(/\b(?:acted\(|progress\((?:[^,]*,){2})\s*(.+)/g)
  return [...reports].flatMap(([, what]) => (what!.startsWith('deed(') ? [] : [what!]))
}

/** Words of its own are English for everybody: good for an attack that is being tried out. */
test('the attacks of this folder report deeds, so that they are read in every language', (t) => {
  for (const call of ["acted('a')", 'link.acted(all ? deed(a) : b)', 'acted(words)', 'progress(1, 2, words)'])
    t.is(otherWords(call).length, 1, call)
  // One declares what attacks may report; what the ends of the other take is a deed, by its type.
  for (const [name, code] of files)
    if (name !== 'attack.ts' && name !== 'traced.ts')
      t.deepEqual(
        otherWords(code),
        [],
        `${name} reports words of its own: give them a key in attacks/deeds.ts, a sentence in lab/language/deeds.ts, and report deed(key)`,
      )
})
