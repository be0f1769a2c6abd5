/** One message, for oneself: deleted from this disk, and said otherwise as long as it was never sent. */

import { deleted } from '../../chat/deleted'
import { t, whole } from '../../language/sentence'
import type { HistoryItem } from '../../messenger/messenger-api'
import { printable } from '../../text/printable'
import { attempt, field, openDialog, tellToast } from './dialog'
import { button, el } from './dom'
import { shownName } from './people'
import { ask } from './talk'
import { say } from './words'

const EXCERPT = 200

/** What stands on the button that opens it. */
export const changeLabel = t`Delete or edit`

export async function openItem(item: HistoryItem): Promise<void> {
  const { friend, direction, id, at, content } = item
  const name = shownName(friend)
  await attempt(async () => {
    const { items } = await ask<{ items: readonly HistoryItem[] }>({ do: 'unsent', with: friend })
    const isUnsent = direction === 'out' && items.some((one) => one.id === id)
    const dialog = openDialog(
      say(changeLabel),
      content.type === 'text' && !isUnsent && el('p', { dir: 'auto' }, printable(content.text, EXCERPT)),
      content.type === 'text' && isUnsent && editForm(item, content.text, () => dialog.close()),
      el(
        'p',
        {},
        isUnsent
          ? say(t`It was not sent yet: ${name} gets it as you change it, and never if you delete it.`)
          : say(t`It goes from this disk, for good. What ${name} has stays there.`),
      ),
      el(
        'div',
        { class: 'row' },
        button(
          say(t`Delete it`),
          () =>
            void attempt(async () => {
              const place = { with: friend, direction, item: id, at }
              const { sent } = await ask<{ sent: boolean | null }>({ do: 'delete', ...place })
              dialog.close()
              tellToast(say(whole(deleted(sent, name))))
            }),
          { class: 'danger' },
        ),
      ),
    )
  })
}

function editForm({ friend, id }: HistoryItem, text: string, close: () => void): HTMLElement {
  const input = el('textarea', { name: 'edited', rows: 3, required: true }, text)
  return el(
    'form',
    {
      submit: (event) => {
        event.preventDefault()
        void attempt(async () => {
          await ask({ do: 'edit', with: friend, item: id, text: input.value })
          close()
          tellToast(say(whole(t`changed: ${shownName(friend)} gets it so`)))
        })
      },
    },
    field(say(t`Message`), input),
    el('button', { type: 'submit', class: 'primary' }, say(t`Change it`)),
  )
}
