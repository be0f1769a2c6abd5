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

const SAID = /^\d\d:\d\d <([a-z0-9._-]+)(?: -> [a-z0-9._-]+)?(?:, written [^>]*)?> ?(.*)$/
const GOES_ON = /^ {6}\| ?(.*)$/
/** What the program says of somebody, whose own words stand behind the colon: the name of a file. */
const QUOTED = /^\d\d:\d\d (?:--|-!-) ([^:]*): /

/** @returns what stands there, from above. */
export function utterancesOf(rows: readonly string[]): Utterance[] {
  const utterances: Utterance[] = []
  for (const row of rows) {
    const [, by, first] = SAID.exec(row) ?? []
    const [, more] = GOES_ON.exec(row) ?? []
    const last = utterances.at(-1)
    if (by !== undefined && first !== undefined) utterances.push({ by, text: first })
    else if (more !== undefined && last)
      utterances.push({ by: last.by, text: `${utterances.pop()!.text} ${more}` })
    else utterances.push({ by: null, text: row })
  }
  return utterances
}

/** @returns what the program says itself, without what it quotes of an attacker whom it names. */
export function ownWords(text: string, attackers: readonly string[]): string {
  const [head, about = ''] = QUOTED.exec(text) ?? []
  return head && attackers.some((name) => about.split(' ').includes(name)) ? head : text
}
