/** The list of friends: how far each is trusted, who is there, what is unread; who asks, and who is blocked. */

import { type Naming, namingOf } from '../../chat/naming'
import { t } from '../../language/sentence'
import type { FriendView } from '../../messenger/messenger-api'
import { attempt } from './dialog'
import { button, el, fill, type ListRow } from './dom'
import type { Model } from './model'
import { ask } from './talk'
import { say } from './words'

/** Requests that are listed: whoever makes up more does not fill the page. */
const MOST_LISTED = 20

let naming: Naming = namingOf(new Map())

/** @param nicknames what the user calls friends, by name. */
export function callThem(nicknames: Readonly<Record<string, string>>): void {
  naming = namingOf(new Map(Object.entries(nicknames)))
}

/** How somebody is called, as in the terminal. */
export function shownName(name: string): string {
  return naming(name)
}

export function trustBadge(trust: FriendView['trust']): HTMLElement {
  const [mark, word] = {
    unknown: ['?', t`unknown`],
    pinned: ['•', t`pinned`],
    verified: ['✓', t`verified`],
    changed: ['!', t`CHANGED`],
  }[trust] as [string, ReturnType<typeof t>]
  return el('span', { class: `badge ${trust}` }, el('span', { 'aria-hidden': 'true' }, `${mark} `), say(word))
}

export function whereabouts({ online, way }: Pick<FriendView, 'online' | 'way'>): string {
  if (!online) return say(t`away`)
  const ways = {
    direct: t`there, direct`,
    mapped: t`there, by a port of the router`,
    relayed: t`there, relayed`,
  }
  return say(way === null ? t`there` : ways[way])
}

export class FriendList {
  readonly element = el('nav', { class: 'people', 'aria-label': say(t`Friends`) })
  readonly #requests = el('ul', { class: 'requests' })
  readonly #friends = el('ul', { class: 'friends' })
  readonly #none = el('p', { class: 'quiet nobody' }, say(t`No friends yet: add somebody by name.`))

  constructor(
    private readonly model: Model,
    private readonly open: (friend: string) => void,
  ) {
    this.element.append(this.#requests, this.#friends, this.#none)
  }

  draw(): void {
    const { friends, blocked } = this.model.friends
    const others = blocked.filter((name) => !friends.some((friend) => friend.name === name))
    const requests = this.#requestRows()
    this.#requests.hidden = requests.length === 0
    fill(this.#requests, requests)
    fill(this.#friends, [...friends.map((friend) => this.#friendRow(friend)), ...others.map(blockedRow)])
    this.#none.hidden = friends.length + others.length + requests.length > 0
  }

  #requestRows(): ListRow[] {
    const { incoming, outgoing, unasked } = this.model.friends
    const row = (
      kind: string,
      name: string,
      sentence: string,
      accept: boolean,
      decline: string,
    ): ListRow => ({
      key: `${kind} ${name}`,
      sign: sentence,
      make: () =>
        el(
          'li',
          {},
          el('p', {}, sentence),
          el(
            'div',
            { class: 'row' },
            accept &&
              button(say(t`Accept`), () => void attempt(() => ask({ do: 'add', name })), {
                class: 'primary',
                'aria-label': say(t`Accept ${shownName(name)}`),
              }),
            button(decline, () => void attempt(() => ask({ do: 'remove', name })), {
              'aria-label': `${decline}: ${shownName(name)}`,
            }),
          ),
        ),
    })
    const rows = [
      ...incoming.map((name) =>
        row('in', name, say(t`${shownName(name)} asks to be your friend.`), true, say(t`Decline`)),
      ),
      ...unasked.map((name) =>
        row(
          'unasked',
          name,
          say(t`${shownName(name)} is your friend by the directory’s word alone.`),
          true,
          say(t`Decline`),
        ),
      ),
      ...outgoing.map((name) =>
        row(
          'out',
          name,
          say(t`You asked ${shownName(name)}, who has not answered.`),
          false,
          say(t`Take back`),
        ),
      ),
    ]
    const left = rows.length - MOST_LISTED
    if (left <= 0) return rows
    const more = { key: 'more', sign: `${left}`, make: () => el('li', {}, say(t`and ${left} more`)) }
    return [...rows.slice(0, MOST_LISTED), more]
  }

  #friendRow(friend: FriendView): ListRow {
    const { model } = this
    const { name, trust, online } = friend
    const unread = model.state.unread[name] ?? 0
    const isOpen = model.open === name
    const isBlocked = model.friends.blocked.includes(name)
    const isMuted = model.friends.muted.includes(name)
    const about = isBlocked ? say(t`blocked`) : whereabouts(friend)
    return {
      key: `friend ${name}`,
      sign: JSON.stringify([friend, shownName(name), unread, isOpen, isBlocked, isMuted]),
      make: () =>
        el(
          'li',
          {},
          el(
            'button',
            {
              type: 'button',
              class: 'friend',
              'aria-current': isOpen && 'true',
              click: () => this.open(name),
            },
            el('span', { class: `dot ${online ? 'there' : ''}`, 'aria-hidden': 'true' }),
            el('span', { class: 'name' }, shownName(name)),
            trustBadge(trust),
            el(
              'span',
              { class: 'about' },
              [
                about,
                isMuted && say(t`muted`),
                friend.waiting > 0 && say(t`${friend.waiting} waiting`),
                friend.held > 0 && say(t`${friend.held} held`),
              ]
                .filter(Boolean)
                .join(' · '),
            ),
            unread > 0 &&
              el(
                'span',
                { class: `unread ${isMuted ? 'muted' : ''}` },
                el('span', { 'aria-hidden': 'true' }, `${unread}`),
                el('span', { class: 'unseen' }, say(t`${unread} unread`)),
              ),
          ),
        ),
    }
  }
}

function blockedRow(name: string): ListRow {
  return {
    key: `blocked ${name}`,
    sign: shownName(name),
    make: () =>
      el(
        'li',
        { class: 'row' },
        el('span', { class: 'name' }, say(t`${shownName(name)} is blocked.`)),
        button(say(t`Unblock`), () => void attempt(() => ask({ do: 'unblock', name })), {
          'aria-label': say(t`Unblock ${shownName(name)}`),
        }),
      ),
  }
}
