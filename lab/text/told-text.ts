/**
 * What is said in a run, for people: a short story in their language, and apart from it the code that nobody can guess, by
 * which the lab knows the text again. Over the wire goes what was drawn, in English; what is in none of these tables is
 * data, and stays as it is.
 */

import { type Sentence, t, together } from '../../peers/language/sentence'
import { printableSentence } from './printable'

export interface ToldText {
  /** What it says, safe to print. */
  readonly story: Sentence
  /** The random code in it; null where there is none. */
  readonly proof: string | null
}

const places = [
  t`the north gate`,
  t`the old bridge`,
  t`the reading room`,
  t`the ferry landing`,
  t`the clock tower`,
]

/** Where people meet, in the order in which a place is drawn (lab/run/canary.ts). */
export const meetingPlaces: readonly string[] = places.map(({ text }) => text)

/** Whole texts of users and of attackers, and what an attacker adds to a user's. */
const texts = [
  t`Yes.`,
  t`No, never.`,
  t`Perhaps tomorrow.`,
  t`Ask me again when it is over.`,
  t`Bring the money.`,
  t`It is me, Bob. Send me the address again, please.`,
  t`Are you still there?`,
  t`It is me, on a new phone. What was the code again?`,
]

/** What is said with something of this run in it. */
const shapes: readonly (readonly [RegExp, (...found: string[]) => Sentence])[] = [
  [/^(.+) #(\d{4})$/, (answer, number) => t`${known(answer!)} #${number!}`],
  // What attackers make of what they got.
  [/^([\w.-]+) answers$/, (name) => t`${name!} answers`],
  [/^([\w.-]+) calls ([\w.-]+)$/, (name, called) => t`${name!} calls ${called!}`],
  [/^([\w.-]+) is at (\S+)$/, (name, address) => t`${name!} is at ${address!}`],
  [
    /^([\w.-]+) was asked by ([\w., -]+) and asked ([\w., -]+)$/,
    (name, by, asked) => t`${name!} was asked by ${anybody(by!)} and asked ${anybody(asked!)}`,
  ],
]

/** Characters of the longest text that is looked up: what is longer was made up by nobody of the lab. */
const LONGEST = 300

const MEETING =
  /^(Meet me at|Be wary of) ([a-z ]+) at (\d\d):(\d\d)\. The code is ([0-9a-f]{16})\.(?: ?(.*))?$/s

/** @returns what people read of a text that somebody said. */
export function toldText(text: string): ToldText {
  const [, words, where, hour, minute, proof, more = ''] =
    (text.length <= LONGEST && MEETING.exec(text)) || []
  const place = places.find((one) => one.text === where)
  if (!place || !words) return { story: printableSentence(whole(text)), proof: null }
  const meeting =
    words === 'Meet me at'
      ? t`Meet me at ${place} at ${hour!}:${minute!}.`
      : t`Be wary of ${place} at ${hour!}:${minute!}.`
  const story = more === '' ? meeting : together([meeting, whole(more)])
  return { story: printableSentence(story), proof: proof! }
}

/** @returns a text between quotation marks, without the code in it. */
export function quoted(text: string): Sentence {
  return t`“${toldText(text).story}”`
}

/** @returns as much of a code as people look at. */
export function shortProof(proof: string): string {
  return `${proof.slice(0, 8)}…`
}

function whole(text: string): Sentence {
  if (text.length > LONGEST) return t`${text}`
  for (const [shape, told] of shapes) {
    const found = shape.exec(text)
    if (found) return told(...found.slice(1))
  }
  return known(text)
}

function known(text: string): Sentence {
  return texts.find((one) => one.text === text) ?? t`${text}`
}

function anybody(names: string): Sentence {
  return names === 'nobody' ? t`nobody` : t`${names}`
}
