/**
 * Whether all that a person can read is there in French, and nothing is translated that nobody says. Part of
 * `npm run check`.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parts as messenger } from '../../peers/language/french'
import type { Dictionary } from '../../peers/language/sentence'
import { defences } from '../../scenarios/ablation'
import { scenarios } from '../../scenarios/catalogue'
import { tour } from '../../scenarios/tour'
import { parts } from '../language/french'
import { ROOT } from '../place/place'
import { complaints, lacking } from './complaints'
import { type SourceFile, sentencesIn, type Text } from './texts'

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

const inFiles = (folder: string, named: Readonly<Record<string, Dictionary>>) =>
  Object.fromEntries(
    Object.entries(named).map(([part, dictionary]) => [`${folder}/french-${part}.ts`, dictionary]),
  )
const known = inFiles('peers/language', messenger)
const byPeers = sources('peers').flatMap(sentencesIn)
const byAll = [...byPeers, ...sources('lab').flatMap(sentencesIn), ...catalogue()]
const found = [
  ...complaints(byAll, { ...known, ...inFiles('lab/language', parts) }),
  // The messenger has no other French than its own.
  ...lacking(byPeers, known),
]
for (const complaint of new Set(found)) process.stderr.write(`${complaint}\n`)
process.exitCode = found.length > 0 ? 1 : 0
