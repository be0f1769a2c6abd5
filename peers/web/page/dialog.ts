/** What stands before the page until it is answered; Escape leaves it. */

import { t } from '../../language/sentence'
import { PeerError } from '../../protocol/errors'
import { button, type Child, el } from './dom'
import { Refused } from './talk'
import { say } from './words'

/** @returns it, open; whatever is in it may close it. */
export function openDialog(title: string, ...content: readonly Child[]): HTMLDialogElement {
  const dialog = el(
    'dialog',
    { 'aria-label': title, close: () => dialog.remove() },
    el('h2', {}, title),
    ...content,
    el(
      'div',
      { class: 'row end' },
      button(say(t`Close`), () => dialog.close()),
    ),
  )
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/** Asks before something is done that cannot be taken back. */
export function confirmThen(question: string, label: string, act: () => Promise<unknown>): void {
  const dialog = openDialog(
    question,
    el(
      'div',
      { class: 'row' },
      button(
        label,
        () => {
          dialog.close()
          void attempt(act)
        },
        { class: 'danger' },
      ),
    ),
  )
}

/** Does it, and says why where it is refused. @returns whether it was done. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    tellToast(sentenceOf(error))
    return false
  }
}

export function sentenceOf(error: unknown): string {
  if (error instanceof PeerError) return say(error.words())
  if (!(error instanceof Refused)) throw error
  if (error.code === 'GONE' || error.code === 'OTHER_PROGRAM')
    return say(t`The messenger does not answer: it was not done.`)
  return error.message
}

/** A line that goes by itself, and is read out. */
export function tellToast(sentence: string): void {
  // A dialog lies over all else.
  const above = document.querySelector('dialog[open]') ?? document.body
  const toast = el('div', { class: 'toast', role: 'status' }, sentence)
  toast.addEventListener('click', () => toast.remove())
  above.append(toast)
  setTimeout(() => toast.remove(), 8000)
}

/** A field with its name above it. */
export function field(label: string, input: HTMLInputElement | HTMLTextAreaElement): HTMLLabelElement {
  return el('label', { class: 'field' }, el('span', {}, label), input)
}
