/** Fields that nobody reads over a shoulder, and what is done with them. */

import { type Sentence, t } from '../../language/sentence'
import { field, sentenceOf } from './dialog'
import { el } from './dom'
import { say } from './words'

/** Has to be the same as the field before it. */
export const sameAgain = t`The same once more`
/** May be left empty. */
export const oneTimeCode = t`One-time code`

/** @param before what stands above the fields. */
export function secrets(
  title: Sentence,
  about: Sentence,
  fields: readonly Sentence[],
  act: (values: readonly string[]) => Promise<unknown>,
  ...before: readonly HTMLElement[]
): HTMLElement {
  const inputs = fields.map((name) =>
    el('input', { type: 'password', autocomplete: 'off', required: name !== oneTimeCode }),
  )
  const result = el('p', { role: 'status', class: 'result' })
  const submit = async () => {
    const values = inputs.map(({ value }) => value)
    const twice = fields.at(-1) === sameAgain
    if (twice && values.at(-1) !== values.at(-2)) {
      result.textContent = say(t`The two are not the same.`)
      return
    }
    try {
      await act(twice ? values.slice(0, -1) : values)
      for (const input of inputs) input.value = ''
      result.textContent = say(t`Done.`)
    } catch (error) {
      result.textContent = sentenceOf(error)
    }
  }
  return el(
    'details',
    { class: 'secret' },
    el('summary', {}, say(title)),
    el(
      'form',
      {
        submit: (event) => {
          event.preventDefault()
          void submit()
        },
      },
      el('p', { class: 'quiet' }, say(about)),
      ...before,
      ...inputs.map((input, place) => field(say(fields[place]!), input)),
      el('button', { type: 'submit' }, say(title)),
      result,
    ),
  )
}
