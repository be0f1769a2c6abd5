/** Comparing safety numbers, and settling a key that has changed. */

import { digitsOf, wordsOf } from '../../chat/safety-words'
import { t } from '../../language/sentence'
import type { Comparison } from '../../messenger/messenger-api'
import { attempt, confirmThen, field, openDialog, sentenceOf, tellToast } from './dialog'
import { button, el } from './dom'
import { shownName } from './people'
import { qrCode } from './qr'
import { ask } from './talk'
import { say } from './words'

/** Opens it. */
export async function openVerify(friend: string): Promise<void> {
  const name = shownName(friend)
  let comparison: Comparison
  try {
    comparison = await ask<Comparison>({ do: 'compare', with: friend })
  } catch (error) {
    return tellToast(sentenceOf(error))
  }
  const { number, changed } = comparison
  const typed = el('input', {
    name: 'number',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
  })
  const result = el('p', { class: 'result', role: 'status' })
  const compare = async () => {
    try {
      const { result: found } = await ask<{ result: string }>({
        do: 'verify',
        with: friend,
        number: numberOf(typed.value),
      })
      if (found === 'match') {
        dialog.close()
        tellToast(say(t`The numbers match: ${name} is verified now.`))
        return
      }
      result.className = 'result alert'
      result.textContent = say(
        t`MISMATCH: this is not the safety number of you and ${name}; nothing was changed. Read it again, digit by digit. If it stays so, somebody stands between you and may read and change what you write.`,
      )
    } catch (error) {
      result.className = 'result alert'
      result.textContent = sentenceOf(error)
    }
  }
  const form = el(
    'form',
    {
      class: 'compare',
      submit: (event) => {
        event.preventDefault()
        void compare()
      },
    },
    field(say(t`What ${name} sees, 60 digits or 19 words`), typed),
    el('button', { type: 'submit', class: 'primary' }, say(t`Compare`)),
  )
  const dialog =
    changed === undefined
      ? openDialog(
          say(t`The safety number of you and ${name}`),
          ...shown(number),
          qrCode(number.replace(/\s/g, ''), say(t`The safety number as a QR code`)),
          el(
            'p',
            {},
            say(
              t`It is the same on the screen of ${name} if nobody stands between you. Compare side by side or by voice, not through this chat.`,
            ),
          ),
          form,
          result,
        )
      : openDialog(
          say(t`The key of ${name} has CHANGED`),
          el(
            'p',
            {},
            say(
              t`Either ${name} has a new installation, or somebody stands between you. Nothing is sent until it is settled.`,
            ),
          ),
          el('h3', {}, say(t`With the key you knew`)),
          ...shown(number),
          el('h3', {}, say(t`With the new key`)),
          ...shown(changed),
          el(
            'p',
            {},
            say(
              t`Ask ${name}, not through this chat, what their screen shows, and type it. Whichever of the two it is, that key is verified then. If it is neither, somebody stands between you.`,
            ),
          ),
          form,
          result,
          el(
            'div',
            { class: 'row' },
            ...(['old', 'new'] as const).map((key) => trustButton(friend, key, () => dialog.close())),
          ),
        )
}

function trustButton(friend: string, key: 'new' | 'old', close: () => void): HTMLButtonElement {
  const name = shownName(friend)
  const trust = () => ask({ do: 'trust', with: friend, key })
  if (key === 'old')
    return button(say(t`Keep the key that I knew`), () => {
      close()
      void attempt(trust)
    })
  const question = say(t`Take the new key of ${name} without comparing?`)
  return button(
    say(t`Take the new key unverified`),
    () => {
      close()
      confirmThen(question, say(t`Take it`), trust)
    },
    { class: 'danger' },
  )
}

/** @throws PeerError BAD_COMMAND for words that no safety number has. */
function numberOf(typed: string): string {
  return /^[\d\s]*$/.test(typed) ? typed : digitsOf(typed)
}

/** As digits, and as words for the telephone. */
function shown(number: string): HTMLElement[] {
  return [
    digits(number),
    el(
      'details',
      { class: 'words' },
      el('summary', {}, say(t`In words, to say on the phone`)),
      el('p', { lang: 'en', translate: 'no' }, wordsOf(number).join(' ')),
    ),
  ]
}

/** Twelve groups of five, read out as what they are. */
function digits(number: string): HTMLElement {
  return el(
    'ol',
    { class: 'number', 'aria-label': say(t`Safety number`) },
    ...number.split(/\s+/).map((group) => el('li', {}, group)),
  )
}
