/**
 * Whether all that a person can read is there in French, and nothing is translated that nobody says. Part of
 * `npm run check`.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { webFrench } from '../../peers/language/french-web'
import { defences } from '../../scenarios/ablation'
import { scenarios } from '../../scenarios/catalogue'
import { tour } from '../../scenarios/tour'
import { parts } from '../language/french'
import { ROOT } from '../place/place'
import { complaints } from './complaints'
import { type SourceFile, sentencesIn, type Text } from './texts'

/** All that is said by peers, in the lab and by the catalogue. */
function everything(): Text[] {
  return [...['peers', 'lab'].flatMap(sources).flatMap(sentencesIn), ...catalogue()]
}

/** What the catalogue says to people; names, and where an attack was published, are data. */
function catalogue(): Text[] {
  return [
    ...scenarios.flatMap(({ name, title, about, lesson, has, acts }) => {
      const told = acts.flatMap(({ steps }) =>
        steps.flatMap((step) => (step.do === 'tell' ? [step.topic] : [])),
      )
      const texts = [title, about, lesson, ...has, ...acts.map((act) => act.title), ...told]
      return texts.map((text) => ({ text, where: `The scenario ${name} (french-scenarios.ts)` }))
    }),
    ...defences.flatMap(({ member, about, spare }) =>
      [about, spare ?? ''].map((text) => ({ text, where: `The defence ${member} (french-defences.ts)` })),
    ),
    ...[tour.beginning, ...tour.parts.map(({ card }) => card), tour.end].flatMap(({ title, text }) =>
      [title, text].map((said) => ({ text: said, where: `The card “${title}” of the tour` })),
    ),
  ]
}

function sources(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(ROOT, folder, name)
    const file = relative(ROOT, path).replaceAll('\\', '/')
    if (statSync(path).isDirectory()) return sources(file)
    if (!name.endsWith('.ts') || /\.test\.ts$|-testing\.ts$/.test(name)) return []
    return [{ file, content: readFileSync(path, 'utf8') }]
  })
}

const dictionaries = Object.entries(parts).map(([part, dictionary]) => [
  `lab/language/french-${part}.ts`,
  dictionary,
])
dictionaries.push(['peers/language/french-web.ts', webFrench])
const found = complaints(everything(), Object.fromEntries(dictionaries))
for (const complaint of found) process.stderr.write(`${complaint}\n`)
process.exitCode = found.length > 0 ? 1 : 0
