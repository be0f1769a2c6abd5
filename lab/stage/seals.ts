/** Keys as seals, in the colour of their owner and with a letter and a shape: nobody has to see a colour. Letters are closed with one. */

import { t } from '../../peers/language/sentence'
import { ATTACKER } from '../scenario/scenario'
import { person } from '../text/format-names'
import { type Cargo, type Owner, plainName } from './cargo'
import type { Span, Style } from './cells'
import { ownerOf } from './held-against'
import type { RenderContext } from './render-context'
import { span } from './rows'
import type { BeatScene } from './scene'

/** The same where there is no room for words. */
const plainSigns: Readonly<Record<string, 'unknown' | 'good' | 'bad' | 'many'>> = {
  HELLO: 'many',
  goodbye: 'many',
  CONFIRM: 'good',
  whereabouts: 'unknown',
  friendship: 'unknown',
  registration: 'unknown',
  login: 'unknown',
  address: 'many',
  question: 'unknown',
  answer: 'good',
  ALERT: 'bad',
  TCP: 'many',
  beginning: 'many',
}

/** @returns a sign for what has no room to be named; null for what has none. */
export function shortSign(cargo: Cargo, { signs }: RenderContext): string | null {
  const sign = cargo.is === 'other' ? plainSigns[cargo.called] : undefined
  return sign ? signs[sign] : null
}

/** @returns the colour of what is somebody's. */
export function styleOfOwner(owner: Owner, [first, second]: readonly [string, string]): Style {
  if (owner === ATTACKER) return 'bad'
  if (owner === first) return 'first'
  return owner === second ? 'second' : 'plain'
}

/** @returns three characters: the first letter of the owner, in a shape of the owner's. */
export function seal(owner: Owner, peers: readonly [string, string]): string {
  if (owner === null) return '{?}'
  // Whoever names themselves in letters that are not one column wide has none.
  const letter = /^[!-~]/.exec(person(owner))?.[0] ?? '?'
  if (owner === ATTACKER) return `<${letter}>`
  if (owner === peers[0]) return `(${letter})`
  return owner === peers[1] ? `[${letter}]` : `{${letter}}`
}

/** @returns whose key it is, or who can open it. */
export function holderOf(
  cargo: Cargo,
  { identities, scene }: { readonly identities: Readonly<Record<string, string>>; readonly scene: BeatScene },
): Owner {
  if (cargo.is === 'key') return cargo.of
  if (cargo.is === 'other' || cargo.is === 'address') return null
  return cargo.for ?? (cargo.key === null ? null : ownerOf(cargo.key, { identities }, scene))
}

/** @returns what goes from one to the other, as it is drawn on a line. @param holder as {@link holderOf} says. */
export function cargoSpan(
  cargo: Cargo,
  holder: Owner,
  peers: readonly [string, string],
  context: RenderContext,
): Span {
  switch (cargo.is) {
    case 'key':
      return span(seal(holder, peers), styleOfOwner(holder, peers))
    case 'letter':
      return span(`${context.look.unicode ? '✉' : '#'} ${seal(holder, peers)}`, styleOfOwner(holder, peers))
    case 'address':
      return span(
        context.say(t`address ${cargo.number}`),
        cargo.isTrue && cargo.isNewest ? styleOfOwner(cargo.of, peers) : 'bad',
      )
    case 'other':
      return span(context.say(plainName(cargo.called)) || context.signs.toCome)
  }
}
