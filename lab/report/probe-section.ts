/** The rules of PROTOCOL.md that a program was probed for: each with a tick, or with the bytes that got through. Pure. */

import { type Say, t } from '../../peers/language/sentence'
import type { Events } from '../history/selectors'
import { type ProbedRule, probedRules } from '../narration/probes'
import { printable } from '../text/printable'
import { type Html, html } from './html'

/** @param act its events. @param phase those of what is judged. @returns nothing where nothing was sent that a rule forbids. */
export function probeSection(act: Events, phase: Events, say: Say): Html | '' {
  const rules = probedRules(phase, act)
  if (rules.length === 0) return ''
  const broken = rules.filter(({ failures }) => failures.length > 0)
  const kept = rules.length - broken.length
  return html`<h4>${say(t`Rule by rule`)}</h4>
<p>${say(t`Mallory sent what each of these rules of PROTOCOL.md forbids, or what has to be taken; api stands for what the directory says of its routes. ${kept} of ${rules.length} were kept each time.`)}</p>
${broken.length > 0 ? tableOf(broken, say) : ''}
<details class="more"><summary>${say(t`All rules that were probed`)}</summary>${tableOf(rules, say)}</details>`
}

function tableOf(rules: readonly ProbedRule[], say: Say): Html {
  const head = [t`Rule`, t`Times`, t`What came of it`].map((title) => say(title))
  return html`<table class="cards">
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rules.map(
    ({ rule, times, failures }) =>
      html`<tr><td data-th="${head[0]!}"><code>${printable(rule)}</code></td><td data-th="${head[1]!}">${String(times)}</td><td data-th="${head[2]!}">${
        failures.length === 0
          ? '✓'
          : failures.map(
              ({ why, bytes }) =>
                html`<p>✗ ${printable(say(why), 400)}. ${say(t`Sent at last`)}: <code>${bytes}</code></p>`,
            )
      }</td></tr>`,
  )}</tbody></table>`
}
