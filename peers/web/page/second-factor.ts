/** One-time codes at the directory: switched on in two steps, so that nobody locks themselves out, and off again. */

import { t } from '../../language/sentence'
import { printable } from '../../text/printable'
import { attempt, field, openDialog, sentenceOf } from './dialog'
import { button, el } from './dom'
import { qrCode } from './qr'
import { secrets } from './secrets'
import { ask } from './talk'
import { say } from './words'

/** Of what the directory says. */
const LONGEST = 200
/** Of what becomes a QR code. */
const LONGEST_URI = 1000

export function secondFactorSetting(): HTMLElement {
  return el(
    'details',
    { class: 'secret' },
    el('summary', {}, say(t`One-time codes`)),
    el(
      'p',
      { class: 'quiet' },
      say(
        t`A login with your password asks for a code of your telephone as well. This messenger logs in with its key, and is asked for none.`,
      ),
    ),
    button(say(t`Switch them on`), () => void enrol()),
    secrets(
      t`Switch them off`,
      t`A login with your password asks for no code any more.`,
      [t`A code of the app, or a recovery code`],
      ([code]) => ask({ do: 'remove-totp', code: code! }),
    ),
  )
}

async function enrol(): Promise<void> {
  await attempt(async () => {
    const { uri, secret } = await ask<{ uri: string; secret: string }>({ do: 'enrol-totp' })
    const code = el('input', {
      name: 'code',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      required: true,
    })
    const result = el('p', { class: 'result', role: 'status' })
    const confirm = async () => {
      try {
        const { codes } = await ask<{ codes: readonly string[] }>({
          do: 'confirm-totp',
          code: code.value.trim(),
        })
        dialog.close()
        openRecovery(codes)
      } catch (error) {
        result.textContent = sentenceOf(error)
      }
    }
    const dialog = openDialog(
      say(t`One-time codes`),
      el('p', {}, say(t`Scan the code below with an authenticator app, or type this secret there:`)),
      el('p', { class: 'secret-text' }, printable(secret, LONGEST)),
      uri.length <= LONGEST_URI && qrCode(uri, say(t`The secret as a QR code`)),
      el(
        'form',
        {
          class: 'compare',
          submit: (event) => {
            event.preventDefault()
            void confirm()
          },
        },
        field(say(t`The six digits that the app shows`), code),
        el('button', { type: 'submit', class: 'primary' }, say(t`Switch them on`)),
      ),
      result,
      el('p', { class: 'quiet' }, say(t`Until then nothing changes.`)),
    )
  })
}

function openRecovery(codes: readonly string[]): void {
  openDialog(
    say(t`Recovery codes`),
    el(
      'p',
      {},
      say(
        t`From now on a login asks for a code of the app. Without the app, each of these replaces one code, once.`,
      ),
    ),
    el('ul', { class: 'secret-text' }, ...codes.map((one) => el('li', {}, printable(one, LONGEST)))),
    el('p', {}, say(t`They are shown only now: write them down, not on this computer.`)),
  )
}
