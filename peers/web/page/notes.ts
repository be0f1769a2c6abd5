/** What the user has to know, at the top of the page until it was read. */

import { grouped } from '../../chat/figures'
import { t } from '../../language/sentence'
import type { Resendable } from '../../messenger/messenger-api'
import { printable } from '../../text/printable'
import type { Note } from '../noted'
import { attempt, confirmThen, openDialog } from './dialog'
import { button, el, fill } from './dom'
import type { Model } from './model'
import { shownName } from './people'
import { ask, post } from './talk'
import { openVerify } from './verify'
import { moment, say } from './words'

/** Of someone else's sentence. */
const SENTENCE = 1000
/** What an alarm's sentence says already. */
const unshown = ['addressOf', 'flaw']

export class Notes {
  /** What cannot wait is said at once by a screen reader. */
  readonly element = el('ul', { class: 'notes', 'aria-label': say(t`What you have to know`), role: 'list' })
  readonly region = el('div', { 'aria-live': 'assertive' }, this.element)

  constructor(private readonly model: Model) {}

  draw(): void {
    const { notes } = this.model.state
    this.region.hidden = notes.length === 0
    fill(
      this.element,
      [...notes].reverse().map((note) => ({
        key: `${note.number}`,
        sign: nameIn(note),
        make: () => noteElement(note),
      })),
    )
  }
}

function noteElement(note: Note): HTMLElement {
  const { told, at, count } = note
  const isQuiet = told.event === 'notice' || told.event === 'file-ended'
  const friend = friendOf(note)
  return el(
    'li',
    { class: isQuiet ? 'note' : 'note alert' },
    el(
      'div',
      {},
      el('p', {}, ...sentencesOf(note)),
      ...evidenceOf(note).map((line) => el('p', { class: 'evidence' }, line)),
      el('p', { class: 'when' }, moment(at), count > 1 && ` · ${say(t`${count} times`)}`),
    ),
    el(
      'div',
      { class: 'row' },
      friend !== null &&
        told.event === 'key-changed' &&
        button(say(t`Compare`), () => void openVerify(friend), { class: 'primary' }),
      friend !== null &&
        (told.event === 'lacks' || told.event === 'held') &&
        button(say(t`Look`), () => void openResend(friend), { class: 'primary' }),
      button(say(t`Dismiss`), () => void attempt(() => post('/dismiss', `${note.number}`))),
    ),
  )
}

function friendOf({ told }: Note): string | null {
  return 'friend' in told ? told.friend : null
}

function nameIn(note: Note): string {
  const friend = friendOf(note)
  return friend === null ? '' : shownName(friend)
}

function sentencesOf(note: Note): string[] {
  const { told } = note
  const name = nameIn(note)
  switch (told.event) {
    case 'alarm':
      return [name === '' ? '' : `${name}: `, printable(told.message, SENTENCE)]
    case 'notice':
      return [printable(told.message, SENTENCE)]
    case 'file-ended':
      return [`${printable(told.transfer.name, 80)}: `, printable(told.message, SENTENCE)]
    case 'key-changed':
      return [
        say(
          t`The key of ${name} has CHANGED. Either ${name} has a new installation, or somebody stands between you. Nothing is sent to ${name} until it is settled.`,
        ),
      ]
    case 'lost':
      return [
        say(
          t`${told.to - told.from + 1} messages of ${name} cannot come by themselves any more: this home or that of ${name} was lost or set back. Ask ${name} to send them again.`,
        ),
      ]
    case 'lacks':
      return [
        say(
          t`${name} says that ${told.count} messages since ${moment(told.since)} are not there any more. Ask ${name} first, not through this chat: if nothing was lost there, somebody else has the key of ${name}.`,
        ),
      ]
    case 'held':
      return [
        say(
          t`${told.count} messages since ${moment(told.since)} wait for a key that ${name} had before, and nobody else gets them.`,
        ),
      ]
  }
}

function evidenceOf({ told }: Note): string[] {
  if (told.event === 'key-changed')
    return [
      say(t`known: ${grouped(printable(told.expected, 128))}`),
      say(t`shown: ${grouped(printable(told.seen, 128))}`),
    ]
  if (told.event !== 'alarm') return []
  return Object.entries(told.evidence)
    .filter(([key]) => !unshown.includes(key))
    .map(([key, value]) => `${printable(key, 40)}: ${printable(String(value), 200)}`)
}

/** What is sent only if the user says so. */
export async function openResend(friend: string): Promise<void> {
  const name = shownName(friend)
  await attempt(async () => {
    const { lacks, held } = await ask<Resendable>({ do: 'resend', to: friend })
    const count = (lacks?.count ?? 0) + (held?.count ?? 0)
    const dialog = openDialog(
      say(t`Messages that go to ${name} only if you say so`),
      count === 0 && el('p', {}, say(t`There are none.`)),
      lacks &&
        el('p', {}, say(t`${lacks.count} since ${moment(lacks.since)} that ${name} says to have lost.`)),
      held &&
        el(
          'p',
          {},
          say(t`${held.count} since ${moment(held.since)} that wait for a key that ${name} had before.`),
        ),
      el(
        'div',
        { class: 'row' },
        count > 0 &&
          button(
            say(t`Send these ${count} to the key of now`),
            () => {
              dialog.close()
              void attempt(() => ask({ do: 'resend', to: friend, count }))
            },
            { class: 'primary' },
          ),
        held &&
          button(
            say(t`Drop what waits`),
            () => {
              dialog.close()
              confirmThen(say(t`Drop ${held.count} messages to ${name}?`), say(t`Drop them`), () =>
                ask({ do: 'drop-held', with: friend }),
              )
            },
            { class: 'danger' },
          ),
      ),
    )
  })
}
