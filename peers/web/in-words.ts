/** What the page is told, in its language: as on the terminal, what strangers put into a sentence is made visible in it. */

import { toldSentence } from '../chat/told'
import type { Spoken } from '../files/transfer-view'
import { french } from '../language/french'
import { english, type Say, speaker } from '../language/sentence'
import type { Status } from '../messenger/messenger-api'

/** Characters of what a stranger put into a sentence. */
const LONGEST = 1000
const frenchSay = speaker(french)

/** @param accepted as a browser says it (RFC 9110, 12.5.4); the page says its one language. */
export function sayFor(accepted: string | undefined): Say {
  return /^fr\b/i.test(accepted ?? '') ? frenchSay : english
}

/** @returns it as JSON, its sentences said: those for programs are English. */
export function inWords(told: object, say: Say): string {
  return JSON.stringify(told, (_name, value) =>
    isSpoken(value) ? { ...value, message: say(toldSentence(value, LONGEST)) } : value,
  )
}

/** @returns it with the directory's trouble said. */
export function statusIn(status: Status, say: Say): Status {
  const { directoryTrouble: message, troubleWords: words } = status
  return message === null
    ? status
    : { ...status, directoryTrouble: say(toldSentence({ message, words }, LONGEST)) }
}

function isSpoken(value: unknown): value is Required<Spoken> {
  return typeof value === 'object' && value !== null && 'words' in value && typeof value.words === 'function'
}
