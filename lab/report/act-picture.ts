/** What goes from one to the other in a beat, as a small picture: keys and letters by their owners, and what she did. Pure. */

import { type Say, t } from '../../peers/language/sentence'
import { ATTACKER, isOnPath } from '../scenario/scenario'
import { type Cargo, type Owner, plainName } from '../stage/cargo'
import type { DashboardState } from '../stage/dashboard-state'
import { copiesOf, deedOf } from '../stage/passage-deed'
import type { Passage } from '../stage/passages'
import { holderOf } from '../stage/seals'
import { waysOf } from '../stage/ways'
import { person } from '../text/format-names'
import { type Html, html } from './html'
import { initial, type Look, lookOf } from './seal'
import { setInLines } from './typesetting'

const WIDTH = 420
const MARGIN = 52
const TOP = 84
const ROW = 74
/** More are a list, and not a picture. */
const MOST = 4
const SMALL = 12
/** What she did stands above what goes by her, which is as high as an envelope. */
const ABOVE = 20

/** @param passages what went. @param title what a reader is told who does not see it. */
export function actPicture(
  state: DashboardState,
  passages: readonly Passage[],
  title: string,
  say: Say,
): Html {
  const { peers, position } = state.outline
  const names =
    position === 'nowhere'
      ? peers
      : isOnPath(position)
        ? [peers[0], ATTACKER, peers[1]]
        : [peers[0], peers[1], ATTACKER]
  const x = (name: string): number | undefined => {
    const place = names.indexOf(name)
    return place < 0 ? undefined : MARGIN + (place * (WIDTH - 2 * MARGIN)) / (names.length - 1)
  }
  const drawn = mostTelling(passages)
  const height = TOP + Math.max(1, drawn.length) * ROW + 6
  return html`<svg class="act" role="img" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"><title>${title}</title>
${names.map((name) => standing(name, x(name)!, height, peers))}
${drawn.map((passage, place) => passageSvg(passage, TOP + place * ROW, state, x, say))}${drawn.length === 0 && state.scene.keys.length > 1 ? callSvg(x(peers[0])!, x(peers[1])!, say) : ''}</svg>`
}

/** The two talk by another way, and nothing else is to be seen. */
function callSvg(start: number, end: number, say: Say): Html {
  const middle = (start + end) / 2
  return html`<path class="line second" d="M${start},${TOP}Q${middle},${TOP + 84} ${end},${TOP}"/><text class="small" x="${middle}" y="${TOP + 62}">${say(t`by telephone, past Mallory`)}</text>`
}

/** @returns as many as there is room for: what was done to something is seen before what only went by. */
function mostTelling(passages: readonly Passage[]): Passage[] {
  const told = passages.filter(
    ({ left, changed, again, late, opened, refused, overtaking }) =>
      left === null || changed || again || late || opened || refused || overtaking,
  )
  const shown = new Set([...new Set([...told, ...passages])].slice(0, MOST))
  return passages.filter((passage) => shown.has(passage))
}

function standing(name: string, x: number, height: number, peers: readonly string[]): Html {
  const [label = ''] = setInLines(person(name), 120, 15)
  return html`<line class="life" x1="${x}" y1="44" x2="${x}" y2="${height}"/>${shape(lookOf(name, peers), x, 14, 12)}<text class="on" x="${x}" y="19">${initial(name)}</text><text class="name" x="${x}" y="42">${label}</text>`
}

/** A circle, a square or a diamond. */
function shape(look: Look, x: number, y: number, r: number): Html {
  switch (look) {
    case 'first':
      return html`<circle class="${look}" cx="${x}" cy="${y}" r="${r}"/>`
    case 'hers':
      return html`<polygon class="${look}" points="${x},${y - r - 2} ${x + r + 2},${y} ${x},${y + r + 2} ${x - r - 2},${y}"/>`
    default:
      return html`<rect class="${look}" x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}"/>`
  }
}

function passageSvg(
  passage: Passage,
  y: number,
  state: DashboardState,
  x: (name: string) => number | undefined,
  say: Say,
): Html {
  const { left, byHer, onward } = waysOf(passage, state)
  const { peers } = state.outline
  const holder = (cargo: Cargo): Owner => holderOf(cargo, state)
  const to = x(passage.to)
  const elsewhere = to === undefined ? passage.to : null
  const deed = byHer ? deedOf({ ...passage, left }, elsewhere, copiesOf(state)) : null
  const her = x(ATTACKER)
  const leg = (from: string, end: string, cargo: Cargo | null): Html | '' => {
    const [start, stop] = [x(from), x(end)]
    if (cargo === null || start === undefined || stop === undefined || start === stop) return ''
    return arrow(start, stop, y, cargo, holder(cargo), peers, say)
  }
  const legs = byHer
    ? [leg(passage.from, ATTACKER, left), leg(ATTACKER, passage.to, onward)]
    : [leg(passage.from, passage.to, onward)]
  const refusal =
    passage.refused && to !== undefined
      ? html`<text class="refuses" x="${to}" y="${y - 8}">${say(t`refuses`)}</text>`
      : ''
  const done =
    deed && her !== undefined
      ? html`<text class="${deed.style === 'bad' ? 'deed' : 'small'}" x="${her}" y="${y - ABOVE}">${say(deed.words)}</text>`
      : ''
  // The picture keeps the newest of very many: how many there were is counted in the rows below.
  const many =
    passage.times > 1
      ? html`<text class="small" x="${((x(passage.from) ?? 0) + (to ?? 0)) / 2}" y="${y - 16}">${say(t`many times`)}</text>`
      : ''
  return html`${legs}${done}${refusal}${many}`
}

function arrow(
  start: number,
  end: number,
  y: number,
  cargo: Cargo,
  holder: Owner,
  peers: readonly string[],
  say: Say,
): Html {
  const look = lookOf(holder, peers)
  const towards = Math.sign(end - start)
  const middle = (start + end) / 2
  const tip = `${end},${y} ${end - towards * 10},${y - 6} ${end - towards * 10},${y + 6}`
  const line = html`<line class="line ${look}" x1="${start}" y1="${y}" x2="${end - towards * 9}" y2="${y}"/><polygon class="${look}" points="${tip}"/>`
  const lines = setInLines(cargoWords(cargo, holder, say), Math.abs(end - start) - 12, SMALL)
  const below = lines.map(
    (words, place) => html`<text class="small" x="${middle}" y="${y + 30 + place * 14}">${words}</text>`,
  )
  return html`${line}${cargoShape(cargo, holder, middle, y, look)}${below}`
}

/** A public key is an open padlock, a letter an envelope; what is inside belongs to its owner. */
function cargoShape(cargo: Cargo, holder: Owner, x: number, y: number, look: Look): Html {
  if (cargo.is === 'other' || cargo.is === 'address')
    return html`<rect class="box" x="${x - 15}" y="${y - 10}" width="30" height="20"/><text class="small" x="${x}" y="${y + 4}">…</text>`
  const letter = html`<text class="on" x="${x}" y="${y + 5}">${initial(holder)}</text>`
  if (cargo.is === 'key')
    return html`<path class="shackle ${look}" d="M${x - 7},${y - 8}v-9a7,7 0 0 1 14,0v2"/>${shape(look, x, y, 12)}${letter}`
  return html`<rect class="envelope ${look}" x="${x - 28}" y="${y - 15}" width="56" height="31"/><polyline class="flap ${look}" points="${x - 28},${y - 15} ${x},${y} ${x + 28},${y - 15}"/>${shape(look, x, y + 1, 10)}${letter}`
}

/** @returns what it is, in a few words. */
export function cargoWords(cargo: Cargo, holder: Owner, say: Say): string {
  switch (cargo.is) {
    case 'key':
      return say(holder === null ? t`a key` : t`${person(holder)}’s key`)
    case 'letter':
      return say(holder === null ? t`a letter` : t`only ${person(holder)} can open it`)
    case 'address':
      return say(t`address ${cargo.number}`)
    case 'other':
      return say(plainName(cargo.called))
  }
}
