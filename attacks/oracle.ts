/**
 * An oracle (in the sense of cryptanalysis): a question whose answer tells something that it should not, here whether
 * a name is registered. What tells the two apart is learned from names of which it is known.
 */

import type { HttpAnswer, Mallory } from './attack'

export type OracleQuestion = (mallory: Mallory, name: string) => Promise<HttpAnswer>

/** @returns whether the name is registered, undefined where the answer does not say. */
export type Oracle = (name: string) => Promise<boolean | undefined>

/** So often the directory is asked about names that are known: as often as it answers a login without a pause. */
const PRACTICE = 5
/** The status with which she is told to wait (RFC 6585 §4). */
const TOO_MANY = '429'

interface Look {
  /** The answer without what differs from one to the next: random bytes and times. */
  readonly words: string
  readonly milliseconds: number
}

/**
 * @param mine a name that is registered.
 * @param now milliseconds of a clock that never goes back.
 */
export async function practise(
  mallory: Mallory,
  question: OracleQuestion,
  mine: string,
  now = () => performance.now(),
): Promise<Oracle> {
  const look = async (name: string): Promise<Look> => {
    const began = now()
    const answer = await question(mallory, name)
    return { words: wordsOf(answer), milliseconds: now() - began }
  }
  const [registered, free]: [Look[], Look[]] = [[], []]
  for (let time = 0; time < PRACTICE; time++) {
    registered.push(await look(mine))
    free.push(await look(`free-${mallory.random(`free ${time}`, 6).toString('hex')}`))
  }
  const [yes, no] = [registered[0]!.words, free[0]!.words]
  const isSteady = registered.every(({ words }) => words === yes) && free.every(({ words }) => words === no)
  const border = between(times(registered), times(free))
  return async (name) => {
    const { words, milliseconds } = await look(name)
    if (!isSteady || words.startsWith(TOO_MANY)) return undefined
    if (yes !== no) return words === yes ? true : words === no ? false : undefined
    // Answered neither as her own name nor as a free one: then there is somebody.
    if (words !== yes) return true
    return border && milliseconds > border.at === border.slowerIsFirst
  }
}

/** @returns where the times of two kinds come apart; undefined if they overlap. */
function between(first: readonly number[], second: readonly number[]) {
  const slowerIsFirst = first[0]! > second[0]!
  const [fast, slow] = slowerIsFirst ? [second, first] : [first, second]
  const [last, next] = [fast.at(-1)!, slow[0]!]
  return last < next ? { at: (last + next) / 2, slowerIsFirst } : undefined
}

function times(looks: readonly Look[]): number[] {
  return looks.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other)
}

function wordsOf({ status, json }: HttpAnswer): string {
  const { error, ...others } = (json ?? {}) as { error?: { code: string; message: string } }
  return `${status} ${error?.code} ${error?.message} ${Object.keys(others)}`
}
