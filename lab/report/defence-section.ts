/** The defences that a scenario takes away, as code beside the code of what stands in for them. Pure but for `code`. */

import { type Say, t } from '../../peers/language/sentence'
import { ofWhom } from '../narration/explain'
import { type Defence, placesOfStandIn } from '../scenario/defence'
import { type Html, html } from './html'

/** Cuts code out of the project's files (source-code.ts). */
export type Code = (place: string) => readonly string[]

export function defenceSection(defence: Defence, anchor: string, code: Code, say: Say): Html {
  const { of, member, about, profile, hardened } = defence
  return html`<section class="defence" id="${anchor}">
<h4><code>${say(ofWhom[of](member))}</code></h4>
<p>${say(about)}</p>
<div class="sides">
${side(say(t`Without it (profile ${profile})`), placesOfStandIn(defence), code)}
${side(say(t`Hardened`), hardened, code)}
</div>
</section>`
}

function side(title: string, places: readonly string[], code: Code): Html {
  return html`<div class="side"><p>${title}</p>${places.map(
    (place) => html`<pre><code>${[`// ${place.replace('#', ': ')}`, ...code(place)].join('\n')}</code></pre>`,
  )}</div>`
}
