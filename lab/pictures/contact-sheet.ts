/** Every place at which a recorded run is held, as it looks there: pictures, and a page with all of them. Pure. */

import { type Language, languages } from '../../peers/language/sentence'
import { sayIn } from '../language/language'
import { type Html, html } from '../report/html'
import { beatName } from '../stage/beat-name'
import type { Size } from '../stage/cells'
import type { DashboardState } from '../stage/dashboard-state'
import { picture } from '../stage/picture'
import type { Recording } from '../stage/recording'
import { openReplay, seek, withBeat } from '../stage/replay'
import { newUi } from '../stage/ui'
import { draw } from '../stage/view'

export const sheetSizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
  { columns: 200, rows: 60 },
]

/** One place of a run in one size and language. */
export interface SheetPicture {
  readonly file: string
  /** What the beat is called, in its language. */
  readonly name: string
  readonly size: Size
  readonly language: Language
  readonly svg: string
}

/** A place of a run, in all sizes and languages. */
export interface SheetBeat {
  readonly number: number
  readonly pictures: readonly SheetPicture[]
}

/**
 * @param isWanted of which states there are pictures.
 * @returns what stands there before the run, each place where it is held, and its end.
 */
export function sheetBeats(
  name: string,
  recording: Recording,
  isWanted: (state: DashboardState) => boolean = () => true,
): SheetBeat[] {
  let replay = openReplay(recording)
  const places = [0, ...replay.moments.map(({ position }) => position), recording.inputs.length]
  const wanted = places.filter((position) => isWanted(seek(replay, position).state))
  return wanted.map((position, place): SheetBeat => {
    replay = seek(replay, position)
    const { state } = replay
    const number = place + 1
    const pictures = languages.flatMap((language) =>
      sheetSizes.map((size): SheetPicture => {
        const { columns, rows } = size
        const title = sayIn(language)(beatName(state))
        const drawn = draw(state, withBeat({ replay, ui: newUi('replay', language) }), size, {
          unicode: true,
        })
        const file = `${name}-${String(number).padStart(2, '0')}-${columns}x${rows}-${language}.svg`
        return { file, name: title, size, language, svg: picture(drawn, size, `${name} ${number}: ${title}`) }
      }),
    )
    return { number, pictures }
  })
}

/** @returns the page; pictures stand beside it. */
export function sheetPage(runs: ReadonlyMap<string, readonly SheetBeat[]>): string {
  const sections = [...runs].map(
    ([name, beats]) =>
      html`<section id="${name}"><h2>${name}</h2>${beats.map((beat) => beatHtml(name, beat))}</section>`,
  )
  const list = [...runs].map(
    ([name, beats]) => html`<li><a href="#${name}">${name}</a>: ${beats.length}</li>`,
  )
  const style = `body{margin:2rem;background:#fff;color:#111;font:16px/1.4 system-ui,sans-serif}
.grid{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.5rem;margin-bottom:2rem}
figure{margin:0}img{width:100%;height:auto}figcaption{font-size:.8rem}
@media(max-width:700px){.grid{grid-template-columns:1fr}}`
  return `<!doctype html>\n${html`<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Every beat</title>`}<style>${style}</style>
${html`</head><body><h1>Every beat</h1><ul>${list}</ul>${sections}</body></html>`}\n`
}

function beatHtml(name: string, { number, pictures }: SheetBeat): Html {
  return html`<h3>${name} ${number}: ${pictures[0]!.name}</h3><div class="grid">${pictures.map(
    (one) =>
      html`<figure><a href="${one.file}"><img src="${one.file}" alt="${one.name}" loading="lazy" width="${one.size.columns * 9}" height="${one.size.rows * 20}"></a><figcaption>${one.size.columns}x${one.size.rows} ${one.language}: ${one.name}</figcaption></figure>`,
  )}</div>`
}
