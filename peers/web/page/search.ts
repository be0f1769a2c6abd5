/** Words that were said, in one chat or in all. */

import { t } from '../../language/sentence'
import type { HistoryItem } from '../../messenger/messenger-api'
import { printable } from '../../text/printable'
import { attempt, field, openDialog } from './dialog'
import { el } from './dom'
import { shownName } from './people'
import { ask } from './talk'
import { moment, say } from './words'

const MOST_FOUND = 100
const EXCERPT = 200

/** @param friend whose chat is open. @param show what was chosen. */
export function openSearch(friend: string | null, show: (item: HistoryItem) => void): void {
  const input = el('input', { type: 'search', name: 'words', autocomplete: 'off', required: true })
  const only = el('input', { type: 'checkbox' })
  const found = el('ul', { class: 'found-list' })
  const count = el('p', { role: 'status', class: 'quiet' })
  const search = () =>
    attempt(async () => {
      const where = only.checked && friend !== null ? { with: friend } : {}
      const { items } = await ask<{ items: readonly HistoryItem[] }>({
        do: 'search',
        words: input.value,
        count: MOST_FOUND,
        ...where,
      })
      count.textContent =
        items.length === 0 ? say(t`Nothing was found.`) : say(t`${items.length} found, the newest first`)
      found.replaceChildren(
        ...[...items].reverse().map((item) =>
          el(
            'li',
            {},
            el(
              'button',
              {
                type: 'button',
                click: () => {
                  dialog.close()
                  show(item)
                },
              },
              el('span', { class: 'quiet' }, `${shownName(item.friend)} · ${moment(item.at)} `),
              el('span', { dir: 'auto' }, excerpt(item)),
            ),
          ),
        ),
      )
    })
  const dialog = openDialog(
    say(t`Search`),
    el(
      'form',
      {
        class: 'compare',
        submit: (event) => {
          event.preventDefault()
          void search()
        },
      },
      field(say(t`Words`), input),
      el('button', { type: 'submit', class: 'primary' }, say(t`Search`)),
    ),
    friend !== null && el('label', { class: 'switch' }, only, ` ${say(t`only with ${shownName(friend)}`)}`),
    count,
    found,
  )
  input.focus()
}

function excerpt({ content }: HistoryItem): string {
  if (content.type === 'text') return printable(content.text.replace(/\s+/g, ' '), EXCERPT)
  return content.type === 'offer' ? printable(content.name, EXCERPT) : ''
}
