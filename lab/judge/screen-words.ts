/**
 * Who says what on a messenger's screen, told by how its rows begin:
 *
 *   14:02 <bob -> alice> hello     bob's words
 *         | and a second row       go on with whatever stands above
 *   14:03 -- bob is away           the program's own words
 */

/** Of one voice: a person's, or the program's (null). */
export interface Utterance {
  readonly by: string | null
  readonly text: string
}

const SAID = /^\d\d:\d\d <([a-z0-9._-]+)(?: -> [a-z0-9._-]+)?(?:, written [^>]*)?> ?(.*)/s
const GOES_ON = /^ {6}\| ?(.*)/s
/** What the program says of somebody, whose own words stand behind the colon: the name of a file. */
const QUOTED = /^\d\d:\d\d (?:--|-!-) ([^:]*): /

/** Characters of the time before each. */
const CLOCK = '00:00 '.length

/** @returns what stands there, from above. */
export function utterancesOf(rows: readonly string[]): Utterance[] {
  const utterances: Utterance[] = []
  for (const row of rows) {
    const said = SAID.exec(row)
    const more = GOES_ON.exec(row)
    const last = utterances.at(-1)
    if (said) utterances.push({ by: said[1]!, text: said[2]! })
    else if (more && last) utterances.push({ by: last.by, text: `${utterances.pop()!.text} ${more[1]}` })
    else utterances.push({ by: null, text: row })
  }
  return utterances
}

/** @returns how often the program tells its user something in which these words are, on one screen. */
export function timesTold(rows: readonly string[], words: string, attackers: readonly string[]): number {
  const told = utterancesOf(rows).filter(({ by, text }) => {
    // Behind the bare name stands why an alarm is raised: that is the program's.
    const isAlarm = attackers.some((name) => text.slice(CLOCK).startsWith(`-!- ${name}: `))
    return by === null && (isAlarm ? text : ownWords(text, attackers)).includes(words)
  })
  return told.length
}

/** @returns what the program says itself, without what it quotes of an attacker whom it names. */
export function ownWords(text: string, attackers: readonly string[]): string {
  const quoted = QUOTED.exec(text)
  return quoted && attackers.some((name) => quoted[1]!.split(' ').includes(name)) ? quoted[0] : text
}
