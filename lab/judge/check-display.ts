/**
 * Whether a messenger's screen says what is so. The screen is the lab's own terminal (screen.ts), drawn with the very
 * bytes that the program wrote; what may stand there follows from what the lab had people say and do. Words under a name
 * (screen-words.ts) are that one's, who said them, or nobody did; all others are the program's own.
 *
 * The control holds the same against honest friends, so a program with another layout is not judged at all.
 */

import { t } from '../../peers/language/sentence'
import { type EventOf, type Events, eventsOf, sayStepsOf } from '../history/selectors'
import { person } from '../text/format-names'
import { quoted } from '../text/told-text'
import { actingCharacter, swallowedControl } from './acting-characters'
import { type EventReference, refer } from './event-reference'
import { type Check, type Reason, reason } from './finding'
import { ownWords, utterancesOf } from './screen-words'

const VERIFIED = /\bverified\b/i

/**
 * Honest people's words stand on the screen whole and under their names, and under no name words that they did not
 * say. The program neither says that somebody is verified while nobody has compared, nor speaks the attacker's words. Whoever
 * wrote it, nothing stands there that acts on the eye instead of being seen.
 */
export const display: Check = (phase, act) => {
  const screens = eventsOf(phase, 'shown')
  const marked = eventsOf(phase, 'marked')
  const marks = marked.map(({ text }) => text)
  const evidence = marked.flatMap((mark) => [refer(mark), ...onScreens(mark, screens)])
  const attackers = eventsOf(act, 'account').map(({ name }) => name)
  const compared = eventsOf(act, 'compared').some(({ match }) => match)
  for (const node of new Set(screens.map(({ on }) => on))) {
    // A phase may have several conversations, each with a look at the screen.
    const looks = screens.filter(({ on }) => on === node)
    const rows = looks.flatMap((screen) => screen.rows)
    const wrong = lie(node, rows, { phase, marks, attackers, compared }) ?? swallowed(node, phase)
    if (wrong) {
      const seen = reason(t`on the screen of ${person(node)}, ${wrong.why}`, ...looks)
      const all = [...evidence, ...seen.evidence, ...wrong.evidence]
      return { property: 'display', holds: false, why: seen.why, evidence: all }
    }
  }
  const why = screens.length === 0 ? t`nobody looks at a screen` : t`all that stood on the screens was so`
  return { property: 'display', holds: true, why, evidence }
}

function onScreens(mark: EventOf<'marked'>, screens: readonly EventOf<'shown'>[]): EventReference[] {
  return screens
    .filter(({ rows }) => rows.some((row) => row.includes(mark.text)))
    .map((shown) => refer(shown, mark))
}

interface Truth {
  readonly phase: Events
  /** Words that only the attacker was told. */
  readonly marks: readonly string[]
  readonly attackers: readonly string[]
  readonly compared: boolean
}

/** @returns what is not so. */
function lie(
  node: string,
  rows: readonly string[],
  { phase, marks, attackers, compared }: Truth,
): Reason | undefined {
  const utterances = utterancesOf(rows)
  const spoken = sayStepsOf(phase)
  for (const { by, text } of utterances) {
    if (by === null) {
      const words = ownWords(text, attackers)
      if (marks.some((mark) => words.includes(mark)))
        return reason(t`the program seems to say what Mallory wrote: ${quoted(text.trim())}`)
      if (!compared && VERIFIED.test(words))
        return reason(t`the program seems to say ${quoted(text.trim())}, and nobody has compared anything`)
    } else if (
      !attackers.includes(by) &&
      !spoken.some((say) => say.from === by && dense(say.text) === dense(text))
    )
      return reason(t`${person(by)} seems to say what nobody said: ${quoted(text.trim())}`)
  }
  for (const row of rows) {
    const code = actingCharacter(row)
    if (code !== null)
      return reason(t`${code} acts on the eye instead of being seen, in the row ${quoted(row.trim())}`)
  }
  for (const event of eventsOf(phase, 'delivered')) {
    const { from, text } = event
    if (event.node !== node || from === null || attackers.includes(from)) continue
    if (!utterances.some((one) => one.by === from && dense(one.text) === dense(text)))
      return reason(t`the words of ${person(from)} are missing: ${quoted(text.trim())}`, event)
  }
  return undefined
}

/** What the terminal swallows stands in no row: the bytes tell it. */
function swallowed(node: string, phase: Events): Reason | undefined {
  for (const event of eventsOf(phase, 'screen')) {
    const code = event.node === node ? swallowedControl(Buffer.from(event.bytes, 'base64')) : null
    if (code !== null) return reason(t`${code} is written to the terminal, which shows nothing of it`, event)
  }
  return undefined
}

/** Rows are broken at spaces, which then stand nowhere. */
function dense(text: string): string {
  return text.replace(/\s/g, '')
}
