/** A beat in one plain sentence, from what its picture shows: the same for an attack that nobody has told yet. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { Tone } from '../narration/describe'
import { ATTACKER, DIRECTORY } from '../scenario/scenario'
import { person } from '../text/format-names'
import { type Cargo, isStolen, isWeak } from './cargo'
import type { DashboardState } from './dashboard-state'
import { isTooMuch, type NumberPair } from './held-against'
import { copiesOf } from './passage-deed'
import { isUnanswered, MANY, type Passage } from './passages'
import { type BeatScene, closedThatWentBy, shownIn } from './scene'

export interface Caption {
  readonly tone: Tone
  readonly words: Sentence
}

/** @returns the sentence of the picture; null where nothing in it has one, and what happened last is said. */
export function captionOf(state: DashboardState): Caption | null {
  return captionWith(state, shownIn(state.scene))
}

/** The same of these passages. */
export function captionWith(state: DashboardState, passages: readonly Passage[]): Caption | null {
  const { scene, conversation, loot } = state
  if (conversation === 'before')
    return { tone: 'plain', words: t`A rehearsal first: Mallory does nothing, and everything has to work.` }
  if (conversation === 'after')
    return {
      tone: 'plain',
      words: t`And once more without her: Mallory does nothing, and everything has to work again.`,
    }
  return (
    // What she has got weighs more than how often she asked, and than that she is refused at last.
    (passages.some(({ kept }) => kept) ? aboutWords(state, passages) : null) ??
    aboutMany(scene, passages, loot) ??
    aboutKeys(scene, passages) ??
    aboutRefusal(scene, passages) ??
    aboutWords(state, passages) ??
    aboutPassages(passages) ??
    aboutHerCalls(scene, passages)
  )
}

function aboutKeys(
  { keys, isNumber, wentOn, words }: BeatScene,
  passages: readonly Passage[],
): Caption | null {
  const wrong = keys.filter(({ own, shown }) => own !== shown)
  const [first] = wrong
  if (keys.length > 1 && keys.every(({ wasKnown }) => wasKnown) && wrong.length === keys.length)
    return {
      tone: 'warn',
      words: t`Both were shown a key that is not the other’s. Both programs know the right one, and refuse.`,
    }
  if (keys.length > 1)
    return wrong.length > 0
      ? {
          tone: 'warn',
          words: isNumber
            ? t`They compare the number of their two keys. It differs: somebody stands between them. They end the connection.`
            : t`They read their keys to each other. They differ: somebody stands between them. They end the connection.`,
        }
      : {
          tone: 'good',
          words: isNumber
            ? t`They compare the number of their two keys. It is the same: nobody stands between them.`
            : t`They read their keys to each other. They are the same: nobody stands between them.`,
        }
  if (first && wentOn.includes(first.to))
    return {
      tone: 'bad',
      words: t`${person(first.to)} was shown a key that is not ${person(first.whose)}’s. The program warns of it, and goes on all the same.`,
    }
  if (first)
    return {
      tone: 'warn',
      words: t`${person(first.to)} was shown a key that is not ${person(first.whose)}’s. The program knows the right one, and refuses.`,
    }
  const swapped = passages.filter(
    ({ came, left, changed }) => came?.is === 'key' && (changed || left === null),
  )
  const shownTo = new Set(swapped.map(({ to }) => to))
  if (shownTo.size > 1 && swapped.every(({ left }) => left === null))
    return { tone: 'bad', words: t`Mallory names her own key to both, as that of the other.` }
  if (shownTo.size > 1)
    return { tone: 'bad', words: t`Mallory keeps both public keys, and hands each of them her own.` }
  const [one] = swapped
  if (one)
    return { tone: 'bad', words: t`Mallory hands ${person(one.to)} her own key in place of the right one.` }
  const shown = passages.filter(({ came, refused }) => came?.is === 'key' && !refused)
  const [early, late] = shown
  if (
    shown.length !== 2 ||
    passages.some(({ changed, opened, came }) => changed || opened || came?.is === 'letter')
  )
    return null
  // What she has got and nobody wrote is what matters then.
  if (words?.by === ATTACKER && words.known !== null)
    return { tone: 'bad', words: t`Mallory changes nothing, and writes down: “${words.known}”.` }
  return early && late && early.from === late.to
    ? {
        tone: 'plain',
        words: t`${person(early.from)} and ${person(late.from)} show each other their keys, and nobody changes them.`,
      }
    : null
}

function aboutRefusal({ numbers }: BeatScene, passages: readonly Passage[]): Caption | null {
  const refused = passages.findLast((one) => one.refused)
  if (!refused) return null
  const who = person(refused.to)
  if (refused.came?.is === 'address') return aboutAddress(refused.came, who)
  if (refused.again)
    return {
      tone: 'warn',
      words: t`Mallory sends again what had been sent. ${who}’s program notices, and refuses.`,
    }
  // What was repeated has been read by then.
  if (numbers && isTooMuch(numbers))
    return {
      tone: 'warn',
      words: t`At the goodbye the programs count: more came than was sent. They notice, but it has been read.`,
    }
  // By its numbers a program knows that something is missing, whoever kept it.
  if (numbers && isMissing(numbers) && !refused.changed)
    return {
      tone: 'warn',
      words: t`Something is missing of what was written to ${who}. The program counts, notices, and refuses.`,
    }
  if (refused.from === ATTACKER)
    return {
      tone: 'warn',
      words: t`Mallory calls ${who}. The program notices that something is wrong, and refuses.`,
    }
  if (refused.changed && refused.left !== null)
    return { tone: 'warn', words: t`Mallory changed what came to ${who}. The program notices, and refuses.` }
  return { tone: 'warn', words: t`${who}’s program notices that something is wrong, and refuses.` }
}

function aboutAddress({ of, isTrue }: Extract<Cargo, { is: 'address' }>, who: string): Caption {
  return {
    tone: 'warn',
    words: isTrue
      ? t`Mallory’s directory gives ${who} an old address of ${person(of)}. The program notices, and does not call there.`
      : t`Mallory’s directory gives ${who} another port than ${person(of)} signed. The program notices, and does not call there.`,
  }
}

/** Whether a later letter came than was due, or fewer than there were. */
function isMissing({ of, due, came }: NumberPair): boolean {
  return of === 'letter' ? BigInt(came) > BigInt(due) : BigInt(came) < BigInt(due)
}

function aboutWords(state: DashboardState, passages: readonly Passage[]): Caption | null {
  const { scene, progress } = state
  const { peers } = state.outline
  const { words } = scene
  if (!words) return null
  const { by, to, wrote, known, got } = words
  if (by === ATTACKER && got !== null)
    return { tone: 'bad', words: t`${person(to)} reads what Mallory sends.` }
  const [sender, reader] = [person(by), person(to)]
  if (got !== null && got !== wrote) {
    const named = peers.includes(by) ? sender : person(peers.find((name) => name !== to) ?? '')
    return {
      tone: 'bad',
      words:
        words.sealed !== null
          ? t`${reader} reads words of Mallory’s, and the program says that they are ${named}’s.`
          : t`${reader} reads words that ${named} never wrote, and the program says that they are ${named}’s.`,
    }
  }
  const repeated = passages.findLast(
    ({ again, came, to: at, read }) => again && read && came?.is === 'letter' && at === to,
  )
  if (repeated && got !== null)
    return {
      tone: 'bad',
      words: t`Mallory sends the same letter once more, and ${reader} takes it as a new one.`,
    }
  const lost = aboutOrder(passages, to)
  if (lost && got !== null) return lost
  if (by === ATTACKER && known !== null) return null
  const opened = passages.findLast(({ opened: isOpen, kept }) => isOpen && !kept)
  if (known !== null && opened && !opened.changed)
    return {
      tone: 'bad',
      words:
        progress !== null && passages.some(({ kept }) => kept)
          ? t`Mallory opens a copy that she has kept (${progress}), and reads what ${sender} wrote, while it goes by.`
          : t`Mallory reads what ${sender} wrote, while it goes by.`,
    }
  if (known !== null && got !== null)
    return {
      tone: 'bad',
      words: t`Mallory opens what ${sender} wrote, reads it, and hands it on. ${reader} sees nothing of that.`,
    }
  if (known !== null && passages.some(({ kept }) => kept))
    return passages.some(({ left }) => isStolen(left))
      ? {
          tone: 'bad',
          words: t`With the stolen keys Mallory opens the copies that she has kept, and reads them.`,
        }
      : {
          tone: 'bad',
          words:
            progress === null
              ? t`Mallory opens the copy that she has kept of what ${sender} wrote, and reads it.`
              : t`After ${progress} Mallory opens the copy that she has kept of what ${sender} wrote, and reads it.`,
        }
  if (known !== null && passages.some(({ from, to: at, left }) => from === by && at === ATTACKER && left))
    return {
      tone: 'bad',
      words: t`${sender}’s program sends Mallory what was meant for ${reader}, and she reads it.`,
    }
  if (known !== null) return { tone: 'bad', words: t`Mallory reads what ${sender} wrote.` }
  const letter = passages.findLast(({ left, from }) => left?.is === 'letter' && from === by)
  const isClosed = letter?.left?.is === 'letter' && letter.left.for === to && !scene.opens.includes(by)
  const copies = copiesOf(state)
  if (letter?.taken && got !== null && copies === 'worked on' && progress !== null)
    return passages.some(({ kept }) => kept)
      ? {
          tone: 'bad',
          words: t`Mallory opens a copy that she has kept (${progress}), while what ${sender} wrote goes by.`,
        }
      : {
          tone: 'warn',
          words: t`Mallory has a copy of what ${sender} wrote, and tries to open it: ${progress}.`,
        }
  if (letter?.taken && got !== null && isClosed && copies === 'taken')
    return {
      tone: 'plain',
      words: t`Mallory gets a copy of ${sender}’s letter. It is closed: only ${reader}’s key opens it.`,
    }
  if (letter?.taken && got !== null && isClosed && copies === 'kept')
    return {
      tone: 'plain',
      words:
        scene.wentBy === 0
          ? t`Mallory keeps a copy of ${sender}’s letter. It is closed, and so far she cannot open it.`
          : t`Mallory keeps a copy of this letter from ${sender}, too. She has ${closedThatWentBy(scene)} by now, all closed.`,
    }
  if (letter?.taken && got !== null && isClosed && scene.weakened)
    return {
      tone: 'warn',
      words: t`${sender}’s letter passes by Mallory, and nothing but the weakest encryption keeps it shut.`,
    }
  if (letter?.taken && got !== null && isClosed)
    return {
      tone: 'good',
      words: t`${sender}’s letter passes by Mallory and stays shut: only ${reader}’s key opens it.`,
    }
  if (letter && !letter.taken && got !== null && isClosed)
    return { tone: 'plain', words: t`${sender} writes a letter that only ${reader} can open.` }
  if (letter?.taken && letter.came === null && letter.progress >= 1)
    return { tone: 'bad', words: t`What ${sender} wrote does not come to ${reader}.` }
  return null
}

/** Letters that came in another order, or not at all while a later one did. */
function aboutOrder(passages: readonly Passage[], to: string): Caption | null {
  const letters = passages.filter((one) => one.left?.is === 'letter' && one.taken && one.to === to)
  if (letters.some(({ overtaking }) => overtaking))
    return {
      tone: 'bad',
      words: t`Mallory holds a letter back until a later one has overtaken it. ${person(to)} reads them in the wrong order.`,
    }
  const kept = letters.findIndex(({ came, progress }) => came === null && progress >= 1)
  const later = letters.findLastIndex(({ came }) => came !== null)
  return kept >= 0 && later > kept
    ? {
        tone: 'bad',
        words: t`Mallory keeps a letter to herself and hands on the next one. ${person(to)} does not miss it.`,
      }
    : null
}

/** What she does so often is told in her own words, as long as it is to be seen; and what becomes of others beside it. */
function aboutMany(
  { words }: BeatScene,
  passages: readonly Passage[],
  loot: DashboardState['loot'],
): Caption | null {
  const last = loot.at(-1)
  if (!last || passages.every(({ from, times }) => from !== ATTACKER || times < MANY)) return null
  if (words && words.by !== ATTACKER && words.got !== null && words.got === words.wrote)
    return {
      tone: 'good',
      words: t`${last.words}. All the same ${person(words.to)} reads what ${person(words.by)} wrote.`,
    }
  const unanswered = passages.find(isUnanswered)
  if (!unanswered || passages.some(({ to }) => to === unanswered.from))
    return { tone: 'bad', words: t`${last.words}.` }
  const who = person(unanswered.from)
  return {
    tone: 'bad',
    words:
      unanswered.to === DIRECTORY
        ? t`${last.words}. ${who} asks the directory as well, and gets no answer.`
        : t`${last.words}. ${who} calls as well, and gets no answer.`,
  }
}

function aboutPassages(passages: readonly Passage[]): Caption | null {
  const changed = passages.findLast((one) => one.changed && one.left !== null)
  const madeUp = passages.findLast(({ left, changed: isHers, again, late, from, came }) => {
    return left === null && isHers && !again && !late && from !== ATTACKER && came?.is === 'other'
  })
  if (madeUp)
    return {
      tone: 'bad',
      words: t`Mallory slips in something for ${person(madeUp.to)} that nobody has sent.`,
    }
  if (changed && isWeak(changed.came))
    return {
      tone: 'bad',
      words: t`Mallory strikes from what ${person(changed.from)} offers to ${person(changed.to)} everything but the weakest encryption.`,
    }
  return changed
    ? { tone: 'bad', words: t`Mallory changes what ${person(changed.from)} sends to ${person(changed.to)}.` }
    : null
}

/** Where there is nothing but her own calls, and nobody refuses them, what she says that she did. */
function aboutHerCalls({ deeds }: BeatScene, passages: readonly Passage[]): Caption | null {
  const said = deeds.at(-1)
  return said && passages.length > 0 && passages.every(({ from, to }) => from === ATTACKER || to === ATTACKER)
    ? { tone: 'plain', words: t`${said}.` }
    : null
}
