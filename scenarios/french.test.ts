/** Everything that the catalogue and the table of defences say to people is there in French. */

import test from 'ava'
import { french } from '../lab/language/french'
import { speaker } from '../peers/language/sentence'
import { defences } from './ablation'
import { scenarios } from './catalogue'

/** @returns the texts that are English in French, too. */
function untranslated(texts: readonly string[]): string[] {
  const missing: string[] = []
  const say = speaker(french, (text) => missing.push(text))
  for (const text of texts) if (say(text) === text) missing.push(text)
  return [...new Set(missing)]
}

for (const { name, title, about, lesson, has, acts } of scenarios)
  test(`${name} is told in French`, (t) => {
    const topics = acts.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.do === 'tell' ? [step.topic] : [])),
    )
    const texts = [title, about, lesson, ...has, ...acts.map((act) => act.title), ...topics]
    t.deepEqual(untranslated(texts), [], 'these want French in lab/language/french-scenarios.ts')
  })

test('so is every defence, and why one that nobody misses is kept', (t) => {
  t.deepEqual(untranslated(defences.flatMap(({ about, spare }) => (spare ? [about, spare] : [about]))), [])
})

test('a text that is not there is found out', (t) => {
  t.deepEqual(untranslated(['No scenario says this.']), ['No scenario says this.'])
})
