/** Who this user is, and what is changed seldom. */

import { type Sentence, t } from '../../language/sentence'
import { printable } from '../../text/printable'
import { exportSetting, importSetting } from './backup'
import { attempt, confirmThen, field, openDialog, tellToast } from './dialog'
import { button, el } from './dom'
import type { Model } from './model'
import { notificationSetting } from './notifications'
import { shownName } from './people'
import { secondFactorSetting } from './second-factor'
import { oneTimeCode, sameAgain, secrets } from './secrets'
import { ask, leave } from './talk'
import { say } from './words'

const VALUE = 400

export function openSettings(model: Model): void {
  const { status } = model.state
  const rows: readonly (readonly [Sentence, string])[] = [
    [t`Name`, shownName(status.name)],
    [t`Key`, status.fingerprint.match(/.{1,4}/g)?.join(' ') ?? ''],
    [t`Directory`, status.directory],
    [
      t`Address`,
      status.address === null
        ? say(t`not published yet: friends cannot find you`)
        : [status.address, status.also ?? []].flat().join(', '),
    ],
    [t`Listening`, status.listening],
    [t`Relay`, status.relay ? say(t`ready, for friends who do not reach you`) : say(t`no relay`)],
    [t`Home`, status.home],
    [t`Received files`, status.downloads],
  ]
  openDialog(
    say(t`Settings`),
    el(
      'dl',
      { class: 'status' },
      ...rows.flatMap(([name, value]) => [el('dt', {}, say(name)), el('dd', {}, printable(value, VALUE))]),
    ),
    notificationSetting(),
    secrets(
      t`Another passphrase for this home`,
      t`It counts when the messenger has ended. Copies made before open with the passphrase that they had.`,
      [t`Passphrase of now`, t`New passphrase`, sameAgain],
      ([before, chosen]) => ask({ do: 'change-passphrase', before: before!, chosen: chosen! }),
    ),
    secrets(
      t`Another password at the directory`,
      t`Whoever was logged in with your name elsewhere is out.`,
      [t`New password`, sameAgain],
      ([password]) => ask({ do: 'change-password', password: password! }),
    ),
    secrets(
      t`Register again`,
      t`For a directory that was set up anew: registers your name with your key, and asks all contacts again.`,
      [t`Password for the directory`],
      ([password]) => ask({ do: 'register', password: password! }),
    ),
    secrets(
      t`Take the name back`,
      t`Where your name has another key at the directory: gives it the one of this home. The code is needed where one-time codes are on.`,
      [t`Password at the directory`, oneTimeCode],
      ([password, code]) => ask({ do: 'take-name-back', password: password!, ...(code && { code }) }),
    ),
    secondFactorSetting(),
    exportSetting(status.name),
    importSetting(),
    el(
      'div',
      { class: 'row' },
      button(say(t`Log out elsewhere`), () =>
        confirmThen(say(t`End all other logins at the directory?`), say(t`End them`), () =>
          ask({ do: 'log-out-elsewhere' }),
        ),
      ),
      button(say(t`Leave in this browser`), () =>
        confirmThen(
          say(
            t`Close this page to everybody who uses this browser? The messenger goes on; it prints a new link when you press Enter there.`,
          ),
          say(t`Leave`),
          async () => {
            await leave()
            location.reload()
          },
        ),
      ),
    ),
  )
}

/** Asks whom to add. */
export function openAdd(): void {
  const input = el('input', {
    name: 'friend',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    required: true,
  })
  const dialog = openDialog(
    say(t`Add a friend`),
    el(
      'form',
      {
        submit: (event) => {
          event.preventDefault()
          const name = input.value.trim().toLowerCase()
          void attempt(async () => {
            const { status } = await ask<{ status: string }>({ do: 'add', name })
            dialog.close()
            tellToast(
              status === 'accepted'
                ? say(t`${shownName(name)} is your friend now.`)
                : say(t`${shownName(name)} was asked. The directory does not say whether a name exists.`),
            )
          })
        },
      },
      field(say(t`Name at the directory (a-z 0-9 . _ -)`), input),
      el('button', { type: 'submit', class: 'primary' }, say(t`Ask`)),
    ),
  )
  input.focus()
}

/** Clears what was said before a day, once it was shown how much that is. */
export function openForget(friend: string): void {
  const name = shownName(friend)
  const before = el('input', { type: 'date', required: true })
  const dialog = openDialog(
    say(t`Clear old messages with ${name}`),
    el(
      'form',
      {
        submit: (event) => {
          event.preventDefault()
          const to = new Date(`${before.value}T00:00:00`).getTime()
          void attempt(async () => {
            const time = { with: friend, from: 0, to }
            const { count } = await ask<{ count: number }>({ do: 'forget', ...time })
            dialog.close()
            if (count === 0) return tellToast(say(t`There is nothing of that time that can be cleared.`))
            confirmThen(
              say(
                t`Clear ${count} messages and files from this disk, for good? ${name} keeps what is there.`,
              ),
              say(t`Clear them`),
              () => ask({ do: 'forget', ...time, count }),
            )
          })
        },
      },
      field(say(t`Before this day`), before),
      el('button', { type: 'submit' }, say(t`See how many`)),
    ),
  )
}

/** What the user calls a friend, on their own screens. */
export function openRename(friend: string, nickname: string): void {
  const input = el('input', { name: 'nickname', autocomplete: 'off', value: nickname })
  const dialog = openDialog(
    say(t`What you call ${printable(friend, VALUE)}, on your screens alone`),
    el(
      'form',
      {
        submit: (event) => {
          event.preventDefault()
          const chosen = input.value.trim()
          void attempt(async () => {
            await ask({ do: 'rename', name: friend, nickname: chosen === '' ? null : chosen })
            dialog.close()
          })
        },
      },
      field(say(t`Nickname; nothing takes it back`), input),
      el('button', { type: 'submit', class: 'primary' }, say(t`Rename`)),
    ),
  )
  input.focus()
}
