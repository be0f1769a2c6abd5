/** What each field is for: a sentence for each kind, once in the page. A field in a frame leads to it. Pure. */

import { type Say, t } from '../../peers/language/sentence'
import { type FieldKindName, fieldKindNames, fieldKinds } from '../wire/field-kinds'
import { type Html, html } from './html'

/** @returns where on the page it stands what fields of this kind are for. */
export function purposeAnchor(kind: FieldKindName): string {
  return `f-${kind}`
}

export function purposeSection(say: Say): Html {
  return html`<section class="end purposes"><h2>${say(t`What each field is for`)}</h2>
<p>${say(t`As the protocol has it; what becomes of it without a defence, the acts show.`)}</p>
<dl>${fieldKindNames.map((kind) => {
    const { name, purpose } = fieldKinds[kind]
    return html`<dt>${say(name)}</dt><dd id="${purposeAnchor(kind)}">${say(purpose)}</dd>`
  })}</dl></section>`
}
