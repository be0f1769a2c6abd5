/**
 * How everything on the page is made: elements with text in them. There is no way from a string to markup here, so whatever a
 * friend writes is text, and the page's policy refuses all other ways.
 */

export type Child = Node | string | null | false

export interface Properties {
  readonly class?: string
  /** Attributes, also `aria-…`; what is false is left out, what is true is there. */
  readonly [attribute: string]: string | number | boolean | undefined | ((event: Event) => void)
}

/** @param properties functions are listeners, by the event's name. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(name, value)
    else if (value !== false && value !== undefined)
      made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== false))
  return made
}

export function button(label: string, press: () => void, properties: Properties = {}): HTMLButtonElement {
  return el('button', { type: 'button', click: press, ...properties }, label)
}

/** One of a list, which is drawn anew only where `sign` differs from before. */
export interface ListRow {
  readonly key: string
  readonly sign: string
  readonly make: () => HTMLElement
}

/** Makes the children of a list be these, and leaves alone what is there already: a reader's place, and the focus. */
export function fill(list: HTMLElement, rows: readonly ListRow[]): void {
  const there = new Map(
    [...list.children].map((child) => [(child as HTMLElement).dataset.key, child as HTMLElement]),
  )
  const wanted = rows.map(({ key, sign, make }) => {
    const before = there.get(key)
    if (before?.dataset.sign === sign) return before
    const made = make()
    made.dataset.key = key
    made.dataset.sign = sign
    if (before) keepFocus(before, made)
    return made
  })
  const kept = new Set(wanted)
  for (const child of there.values()) if (!kept.has(child)) child.remove()
  for (const [place, child] of wanted.entries())
    if (list.children[place] !== child) list.insertBefore(child, list.children[place] ?? null)
}

/** Whoever stands on a button finds it under their finger again. */
function keepFocus(before: HTMLElement, made: HTMLElement): void {
  const place = [...before.querySelectorAll('button, input, a')].indexOf(
    document.activeElement as HTMLElement,
  )
  if (place < 0) return
  queueMicrotask(() => (made.querySelectorAll('button, input, a')[place] as HTMLElement | undefined)?.focus())
}

const SVG = 'http://www.w3.org/2000/svg'

/** @param dark which modules of a square are dark. */
export function squares(dark: readonly (readonly boolean[])[], label: string): SVGSVGElement {
  const size = dark.length
  const drawn = document.createElementNS(SVG, 'svg')
  drawn.setAttribute('viewBox', `0 0 ${size} ${size}`)
  drawn.setAttribute('role', 'img')
  drawn.setAttribute('aria-label', label)
  drawn.setAttribute('class', 'qr')
  const path = document.createElementNS(SVG, 'path')
  const runs = dark.flatMap((row, y) => row.flatMap((is, x) => (is ? [`M${x} ${y}h1v1h-1z`] : [])))
  path.setAttribute('d', runs.join(''))
  drawn.append(path)
  return drawn
}
