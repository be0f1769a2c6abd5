/** The page: goes in by the link, puts its parts together, and draws them anew when something happens. */

import { t } from '../../language/sentence'
import { printable } from '../../text/printable'
import { ChatView } from './chat'
import { attempt } from './dialog'
import { button, el } from './dom'
import { Model } from './model'
import { Notes } from './notes'
import { notify } from './notifications'
import { callThem, FriendList, shownName } from './people'
import { openSearch } from './search'
import { openAdd, openSettings } from './settings'
import { ask, enter, listen, type PageState, Refused } from './talk'
import { say } from './words'

async function begin(): Promise<void> {
  let state: PageState
  try {
    state = await enter()
  } catch (error) {
    return stay(error)
  }
  let isFirst = false
  let isDrawing = false
  const draw = () => {
    if (isDrawing) return
    isDrawing = true
    setTimeout(() => {
      isDrawing = false
      drawAll()
    })
  }
  const model = new Model(state, draw)
  const show = (friend: string | null) => {
    model.show(friend)
    document.body.classList.toggle('chatting', friend !== null)
    // At once: what is typed now belongs there.
    chat.draw()
    if (friend !== null) chat.focus()
  }
  const chat = new ChatView(model, () => show(null))
  const people = new FriendList(model, show)
  const notes = new Notes(model)
  const trouble = el('p', { class: 'trouble', role: 'alert', hidden: true })
  const directory = el('p', { class: 'trouble', role: 'status', hidden: true })
  const find = () =>
    openSearch(model.open, (item) => {
      document.body.classList.add('chatting')
      void attempt(() => chat.showItem(item))
    })
  document.body.replaceChildren(
    el(
      'header',
      { class: 'bar' },
      el('h1', {}, shownName(state.status.name)),
      button(say(t`Add a friend`), openAdd),
      button(say(t`Search`), find, { 'aria-keyshortcuts': 'Control+K' }),
      button(say(t`Settings`), () => openSettings(model)),
    ),
    trouble,
    directory,
    notes.region,
    el('main', {}, people.element, chat.element),
  )
  const drawAll = () => {
    document.title = model.unread > 0 ? `(${model.unread}) p2p` : 'p2p'
    trouble.hidden = model.trouble === null
    trouble.textContent = model.trouble === null ? '' : say(troubles[model.trouble])
    const { directoryTrouble } = model.state.status
    directory.hidden = directoryTrouble === null
    directory.textContent = printable(directoryTrouble ?? '', 1000)
    callThem(model.friends.nicknames)
    notes.draw()
    people.draw()
    chat.draw()
  }
  listen(
    (event) => {
      model.tell(event)
      if (event.event !== 'message' || !isFirst) return
      const isRead = document.visibilityState === 'visible' && model.open === event.friend
      if (!isRead && !model.friends.muted.includes(event.friend))
        notify(event.friend, () => show(event.friend))
    },
    () => {
      isFirst = true
    },
  )
  document.addEventListener('visibilitychange', () => model.look())
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (!document.querySelector('dialog[open]')) find()
  })
  model.look()
  // Who asks may have asked just now.
  void ask({ do: 'refresh' }).catch(() => {})
}

const troubles = {
  gone: t`The messenger does not answer. It is tried again.`,
  ended: t`The messenger has ended. Start it again and open the link that it prints then.`,
  out: t`This page is not let in any more: open the link that the messenger prints.`,
}

/** Why there is no messenger to see. */
function stay(error: unknown): void {
  if (!(error instanceof Refused)) throw error
  const told = {
    NO_KEY: t`This page opens by the link that the messenger prints in its terminal. Press Enter there for a new one.`,
    LINK_USED: t`This link was used before, or is of another time. Press Enter in the terminal of the messenger for a new one.`,
    OTHER_PROGRAM: t`Another program answers here, and not the messenger that this browser knows. Tell it nothing.`,
  }[error.code]
  document.body.replaceChildren(
    el(
      'main',
      { class: 'alone' },
      el('h1', {}, 'p2p'),
      el('p', { class: 'alone-text', role: 'alert' }, say(told ?? troubles.gone)),
    ),
  )
}

void begin()
