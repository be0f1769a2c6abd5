/**
 * Pictures one after the other, again and again, as one SVG that moves by itself: CSS in it, no script, so that it does where
 * pages show SVG as a picture. What stays the same from one picture to the next is in it once. Pure.
 */

import type { Row, Size } from './cells'
import { rowSvg, svgOf } from './picture'

export interface Still {
  readonly rows: readonly Row[]
  /** For how long it is to be seen. */
  readonly milliseconds: number
}

/** From one picture to another one, both with it. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly drawn: readonly string[]
}

/** @param lead the place of the one that is shown where nothing may move, or can. */
export function animation(stills: readonly Still[], lead: number, size: Size, title: string): string {
  const ends: number[] = []
  for (const { milliseconds } of stills) ends.push((ends.at(-1) ?? 0) + milliseconds)
  const whole = ends.at(-1) ?? 0
  const percent = (place: number): string => `${Number((((ends[place] ?? 0) / whole) * 100).toFixed(3))}%`
  const stretches = Array.from({ length: size.rows }, (_, y) => stretchesOf(stills, y)).flat()
  const groups = new Map<string, Stretch>()
  for (const { from, to, drawn } of stretches) {
    const name = `s${from}-${to}`
    groups.set(name, { from, to, drawn: [...(groups.get(name)?.drawn ?? []), ...drawn] })
  }
  const moving = [...groups].filter(([, { from, to }]) => from > 0 || to < stills.length - 1)
  const frames = moving.map(([name, { from, to }]) => {
    const before = from === 0 ? '' : `0%{opacity:0}`
    const behind = to === stills.length - 1 ? '' : `${percent(to)}{opacity:0}`
    return `@keyframes ${name}{${before}${from === 0 ? '0%' : percent(from - 1)}{opacity:1}${behind}}`
  })
  const style = [
    ...moving.map(([name, { from, to }]) => `.${name}{opacity:${from <= lead && lead <= to ? 1 : 0}}`),
    ...frames,
    '@media (prefers-reduced-motion:no-preference){',
    ...moving.map(([name]) => `.${name}{animation:${name} ${whole}ms step-end infinite}`),
    '}',
  ].join('\n')
  return svgOf(
    [...groups].flatMap(([name, { drawn }]) =>
      drawn.length === 0 ? [] : [`<g class="${name}">`, ...drawn, '</g>'],
    ),
    size,
    title,
    [`<style>${style}</style>`],
  )
}

/** What stands in a row, as long as it is the same. */
function stretchesOf(stills: readonly Still[], y: number): Stretch[] {
  const found: Stretch[] = []
  for (const [place, { rows }] of stills.entries()) {
    const drawn = rowSvg(rows[y] ?? [], y)
    const last = found.at(-1)
    if (last && last.drawn.join('\n') === drawn.join('\n')) found[found.length - 1] = { ...last, to: place }
    else found.push({ from: place, to: place, drawn })
  }
  return found
}
