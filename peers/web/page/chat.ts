/** The chat with one friend: what was said, with dates between days and receipts; files; and the line that is written. */

import { offerWords, sizeOf } from '../../files/sentences'
import type { TransferView } from '../../files/transfer-view'
import { type Sentence, t } from '../../language/sentence'
import { size } from '../../language/size'
import type { HistoryItem } from '../../messenger/messenger-api'
import { printable, printableRows } from '../../text/printable'
import { attempt, confirmThen, sentenceOf, tellToast } from './dialog'
import { button, el, fill, type ListRow } from './dom'
import { droppedFiles } from './dropped'
import { changeLabel, openItem } from './item'
import { type Model, SHOWN, type Upload } from './model'
import { openResend } from './notes'
import { shownName, trustBadge, whereabouts } from './people'
import { openForget, openRename } from './settings'
import { ask, download, type PlacedFile, Refused, upload } from './talk'
import { openVerify } from './verify'
import { clock, day, moment, say } from './words'

/** Characters of one text that stand there at once. */
const MOST_SHOWN = 4000
const FILE_NAME = 80
/** By how much the writer's clock may differ before it is said. */
const LATE_MS = 60_000
/** A command takes more at a time; nobody scrolls through them. */
const MOST_ITEMS = 20_000

export class ChatView {
  readonly element = el('section', { class: 'chat', 'aria-label': say(t`Chat`) })
  readonly #head = el('header', { class: 'chat-head' })
  readonly #items = el('ol')
  readonly #log = el(
    'div',
    { class: 'log', role: 'log', 'aria-label': say(t`What was said`), tabindex: 0 },
    this.#items,
  )
  readonly #files = el('ul', { class: 'files', 'aria-label': say(t`Files`) })
  readonly #text = el('textarea', { rows: 1, name: 'text', 'aria-label': say(t`Message`) })
  readonly #form: HTMLFormElement
  readonly #none = el('p', { class: 'quiet centre' }, say(t`Choose a friend, or add one.`))
  readonly #drafts = new Map<string, string>()
  #drawn: string | null = null
  #sign = ''

  constructor(
    private readonly model: Model,
    private readonly close: () => void,
  ) {
    const input = el('input', {
      type: 'file',
      multiple: true,
      class: 'unseen',
      tabindex: -1,
      'aria-label': say(t`Files to send`),
      change: () => {
        this.#send([...(input.files ?? [])].map((file) => ({ path: file.name, file })))
        input.value = ''
      },
    })
    const folder = el('input', {
      type: 'file',
      webkitdirectory: true,
      class: 'unseen',
      tabindex: -1,
      'aria-label': say(t`Folder to send`),
      change: () => {
        this.#send([...(folder.files ?? [])].map((file) => ({ path: file.webkitRelativePath, file })))
        folder.value = ''
      },
    })
    this.#form = el(
      'form',
      {
        class: 'composer',
        submit: (event) => {
          event.preventDefault()
          void this.#say()
        },
      },
      button('+', () => input.click(), { 'aria-label': say(t`Send files`), title: say(t`Send files`) }),
      input,
      button('▤', () => folder.click(), {
        'aria-label': say(t`Send a folder`),
        title: say(t`Send a folder`),
      }),
      folder,
      this.#text,
      el('button', { type: 'submit', class: 'primary' }, say(t`Send`)),
    )
    this.#text.addEventListener('input', () => this.#grow())
    this.#text.addEventListener('keydown', (event) => {
      // While a word is being put together (input methods), Enter belongs to it.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      void this.#say()
    })
    this.element.append(this.#head, this.#none, this.#log, this.#files, this.#form)
    this.#takeDrops()
  }

  focus(): void {
    this.#text.focus()
  }

  draw(): void {
    const { open } = this.model
    const isNew = this.#drawn !== open
    if (isNew) {
      if (this.#drawn !== null) this.#drafts.set(this.#drawn, this.#text.value)
      this.#text.value = open === null ? '' : (this.#drafts.get(open) ?? '')
      this.#drawn = open
      this.#items.replaceChildren()
      this.#grow()
    }
    for (const part of [this.#head, this.#log, this.#files, this.#form]) part.hidden = open === null
    this.#none.hidden = open !== null
    if (open === null) return
    this.#drawHead(open)
    const isAtEnd = isNew || this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 80
    const before = this.#log.scrollHeight - this.#log.scrollTop
    const first = this.#log.querySelector('li.item')?.getAttribute('data-key')
    fill(this.#items, this.#rows())
    const isEarlier = first !== this.#log.querySelector('li.item')?.getAttribute('data-key')
    if (isAtEnd) this.#log.scrollTop = this.#log.scrollHeight
    else if (isEarlier) this.#log.scrollTop = this.#log.scrollHeight - before
    this.#drawFiles(open)
  }

  /** Shows an item that was found. */
  async showItem(item: HistoryItem): Promise<void> {
    const { model } = this
    if (model.open !== item.friend) model.show(item.friend)
    const { items } = await ask<{ items: readonly HistoryItem[] }>({
      do: 'history-between',
      with: item.friend,
      from: item.at,
      to: Date.now() + 1,
    })
    model.shown = Math.min(MOST_ITEMS, Math.max(SHOWN, items.length + 10))
    const { items: shown } = await ask<{ items: readonly HistoryItem[] }>({
      do: 'history',
      with: item.friend,
      count: model.shown,
    })
    model.items = shown
    this.draw()
    const found = this.#log.querySelector(`[data-key="${CSS.escape(keyOf(item))}"]`)
    if (!(found instanceof HTMLElement)) return
    found.tabIndex = -1
    found.classList.add('found')
    found.scrollIntoView({ block: 'center' })
    found.focus()
  }

  #drawHead(open: string): void {
    const { model } = this
    const friend = model.friend(open)
    const isMuted = model.friends.muted.includes(open)
    const isBlocked = model.friends.blocked.includes(open)
    const sign = JSON.stringify([open, shownName(open), friend, isMuted, isBlocked])
    if (sign === this.#sign) return
    this.#sign = sign
    const name = shownName(open)
    const more = el(
      'details',
      { class: 'more' },
      el('summary', {}, say(t`More`)),
      el(
        'div',
        { class: 'menu' },
        button(
          isMuted ? say(t`Unmute`) : say(t`Mute`),
          () => void attempt(() => ask({ do: 'mute', name: open, on: !isMuted })),
        ),
        isBlocked
          ? button(say(t`Unblock`), () => void attempt(() => ask({ do: 'unblock', name: open })))
          : button(say(t`Block`), () =>
              confirmThen(say(t`Hear nothing more of ${name}?`), say(t`Block`), () =>
                ask({ do: 'block', name: open }),
              ),
            ),
        button(say(t`Rename`), () => openRename(open, model.friends.nicknames[open] ?? '')),
        button(say(t`Clear old messages`), () => openForget(open)),
        button(say(t`Remove`), () =>
          confirmThen(
            say(
              t`End the friendship with ${name}? What waits is dropped, and the key that you knew is forgotten. The history stays on this disk.`,
            ),
            say(t`Remove`),
            async () => {
              await ask({ do: 'remove', name: open })
              this.close()
            },
          ),
        ),
      ),
    )
    const wasOpen = this.#head.querySelector('details')?.open ?? false
    more.open = wasOpen
    this.#head.replaceChildren(
      button('‹', this.close, { class: 'back', 'aria-label': say(t`Back to the list`) }),
      el(
        'div',
        { class: 'who' },
        el('h2', {}, name),
        el(
          'p',
          { class: 'quiet' },
          isBlocked ? say(t`blocked`) : friend ? whereabouts(friend) : say(t`no friend any more`),
        ),
      ),
      ...(friend ? [trustBadge(friend.trust)] : []),
      ...(friend && friend.held > 0
        ? [button(say(t`${friend.held} held`), () => void openResend(open))]
        : []),
      button(friend?.trust === 'changed' ? say(t`Settle`) : say(t`Verify`), () => void openVerify(open), {
        class: friend?.trust === 'changed' ? 'danger' : '',
      }),
      more,
    )
  }

  #rows(): ListRow[] {
    const { model } = this
    const own = model.state.status.name
    const names = new Map(
      model.items.flatMap(({ content }) => (content.type === 'offer' ? [[content.file, content.name]] : [])),
    )
    const rows: ListRow[] = []
    if (model.items.length >= model.shown)
      rows.push({
        key: 'earlier',
        sign: '',
        make: () =>
          el(
            'li',
            { class: 'centre' },
            button(say(t`Show earlier messages`), () => {
              model.shown = Math.min(MOST_ITEMS, model.shown + 4 * SHOWN)
              model.look()
            }),
          ),
      })
    if (model.items.length === 0)
      rows.push({
        key: 'none',
        sign: '',
        make: () => el('li', { class: 'quiet centre' }, say(t`Nothing was said.`)),
      })
    let before = ''
    for (const item of model.items) {
      const today = day(item.at)
      if (today !== before) {
        before = today
        rows.push({ key: `day ${today}`, sign: '', make: () => el('li', { class: 'day' }, today) })
      }
      rows.push({
        key: keyOf(item),
        sign: JSON.stringify([item.status, whose(item, own), fileIn(item, names), unsentText(item)]),
        make: () => itemElement(item, names, own),
      })
    }
    return rows
  }

  #drawFiles(open: string): void {
    const { model } = this
    const copied = [...model.uploads].filter(({ friend }) => friend === open)
    const files = model.files.filter(({ friend }) => friend === open)
    this.#files.hidden = copied.length + files.length === 0
    fill(this.#files, [
      ...files.map((file) => ({
        key: file.id,
        sign: JSON.stringify([file, file.state === 'running' ? (model.rates.get(file.id) ?? 0) : 0]),
        make: () => fileElement(file, model.rates.get(file.id) ?? 0),
      })),
      ...copied.map((one, place) => ({
        key: `copy ${place} ${one.name}`,
        sign: `${one.done}`,
        make: () => copyElement(one),
      })),
    ])
  }

  async #say(): Promise<void> {
    const { open, trouble } = this.model
    const text = this.#text.value
    if (open === null || text.trim() === '') return
    if (trouble !== null) return tellToast(say(t`The messenger does not answer: it was not sent.`))
    this.#text.value = ''
    this.#grow()
    try {
      await ask({ do: 'send', to: open, text })
    } catch (error) {
      // What was refused is not lost, and does not join what was typed meanwhile.
      if (this.model.open === open && this.#text.value === '') this.#text.value = text
      this.#grow()
      tellToast(sentenceOf(error))
    }
    this.model.look()
  }

  #grow(): void {
    this.#text.rows = Math.min(8, Math.max(1, this.#text.value.split('\n').length))
  }

  #takeDrops(): void {
    const over = (event: DragEvent, isOver: boolean) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      this.element.classList.toggle('dropping', isOver && this.model.open !== null)
    }
    // Also beside the chat: a browser would leave the page for a file that falls there.
    document.addEventListener('dragover', (event) => over(event, this.element.contains(event.target as Node)))
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) over(event, false)
    })
    document.addEventListener('drop', (event) => {
      over(event, false)
      if (this.element.contains(event.target as Node) && event.dataTransfer)
        void attempt(async () => this.#send(await droppedFiles(event.dataTransfer!)))
    })
  }

  /** Several go as one offer. */
  #send(files: readonly PlacedFile[]): void {
    const { model } = this
    const { open } = model
    const [first] = files
    if (open === null || !first) return
    const abort = new AbortController()
    const copy: Upload = {
      friend: open,
      name: files.length === 1 ? first.path : `${first.path} +${files.length - 1}`,
      size: files.reduce((sum, { file }) => sum + file.size, 0),
      done: 0,
      stop: () => abort.abort(),
    }
    model.uploads.add(copy)
    const progress = (done: number) => {
      copy.done = done
      this.draw()
    }
    void upload(open, files, progress, abort.signal)
      .catch((error) => {
        if (error instanceof Refused && error.code === 'ABORTED') return
        tellToast(`${printable(copy.name, FILE_NAME)}: ${sentenceOf(error)}`)
      })
      .finally(() => {
        model.uploads.delete(copy)
        model.look()
      })
    this.draw()
  }
}

function keyOf({ direction, id, content }: HistoryItem): string {
  return `${direction} ${id} ${content.type}`
}

function whose({ direction, friend }: HistoryItem, own: string): string {
  return shownName(direction === 'in' ? friend : own)
}

/** What may still be said otherwise. */
function unsentText({ status, content }: HistoryItem): string | undefined {
  return status === 'waiting' && content.type === 'text' ? content.text : undefined
}

/** The name of the file that an END is about, where its offer is shown too. */
function fileIn({ content }: HistoryItem, names: ReadonlyMap<string, string>): string | undefined {
  return content.type === 'end' ? names.get(content.file) : undefined
}

const states: Readonly<Record<HistoryItem['status'], Sentence | null>> = {
  waiting: t`waiting`,
  sent: t`sent`,
  delivered: t`delivered`,
  dropped: t`dropped`,
  received: null,
}

function itemElement(item: HistoryItem, names: ReadonlyMap<string, string>, own: string): HTMLElement {
  const { direction, at, written, content, status } = item
  const who = whose(item, own)
  const state = states[status]
  const late = direction === 'in' && Math.abs(at - written) >= LATE_MS
  const foot = el(
    'p',
    { class: 'foot' },
    el('time', { datetime: new Date(at).toISOString() }, clock(at)),
    late && ` · ${say(t`written ${moment(written)}`)}`,
    state && ` · ${say(state)}`,
    ' ',
    button('⋯', () => void openItem(item), {
      class: 'change',
      'aria-label': say(changeLabel),
      title: say(changeLabel),
    }),
  )
  if (content.type === 'text')
    return el(
      'li',
      { class: `item ${direction} ${status}` },
      el('span', { class: 'unseen' }, `${who}: `),
      textElement(content.text),
      foot,
    )
  return el(
    'li',
    { class: `item deed ${direction}` },
    el('p', { class: 'deed-text' }, say(deed(who, content, names))),
    foot,
  )
}

/** As it was written, line ends too; what would act on the eye instead of being seen is shown as `\u{…}`. */
function textElement(text: string): HTMLElement {
  const whole = printableRows(text).join('\n')
  const shown = el('p', { class: 'text', dir: 'auto' }, whole.length > MOST_SHOWN ? `${cut(whole)}…` : whole)
  if (whole.length <= MOST_SHOWN) return shown
  const all = button(say(t`Show all of it`), () => {
    shown.textContent = whole
    all.remove()
  })
  return el('div', {}, shown, all)
}

/** Not within a character. */
function cut(text: string): string {
  return Array.from(text.slice(0, MOST_SHOWN + 1))
    .slice(0, -1)
    .join('')
}

function deed(
  who: string,
  content: Exclude<HistoryItem['content'], { type: 'text' }>,
  names: ReadonlyMap<string, string>,
): Sentence {
  if (content.type === 'offer') return offerWords(who, content, printable(content.name, FILE_NAME))
  if (content.type === 'again')
    return t`${who} sent again ${content.count} messages since ${moment(content.since)}`
  const name = names.get(content.file)
  const file = name === undefined ? t`a file` : printable(name, FILE_NAME)
  switch (content.outcome) {
    case 'taken':
      return t`${who} has ${file}`
    case 'refused':
      return t`${who} refused ${file}, or took it back`
    case 'cancelled':
      return t`${who} cancelled ${file}`
    default:
      return t`${who} ended ${file} (${printable(content.outcome, 20)})`
  }
}

function fileElement(file: TransferView, rate: number): HTMLElement {
  const { id, direction, state, done } = file
  const name = printable(file.name, FILE_NAME)
  const isOver = state === 'finished' || state === 'ended'
  const cancel = () => void attempt(() => ask({ do: 'cancel-file', file: id }))
  const accept = () => void attempt(() => ask({ do: 'accept-file', file: id }))
  return el(
    'li',
    { class: `file ${state}` },
    el('p', { class: 'file-name', dir: 'auto' }, name),
    el('p', { class: 'quiet' }, say(fileState(file, rate))),
    (state === 'running' || state === 'waiting') &&
      el('progress', { max: Math.max(1, file.size), value: done, 'aria-label': say(t`How far ${name} is`) }),
    el(
      'div',
      { class: 'row' },
      direction === 'in' &&
        state === 'offered' &&
        button(say(t`Accept`), accept, { class: 'primary', 'aria-label': say(t`Accept ${name}`) }),
      direction === 'in' &&
        state === 'waiting' &&
        button(say(t`Go on`), accept, { 'aria-label': say(t`Go on with ${name}`) }),
      direction === 'in' &&
        state === 'finished' &&
        button(say(t`Download`), () => void attempt(() => download(id)), {
          class: 'primary',
          'aria-label': say(t`Download ${name}`),
        }),
      !isOver &&
        button(direction === 'in' && state === 'offered' ? say(t`Refuse`) : say(t`Cancel`), cancel, {
          'aria-label':
            direction === 'in' && state === 'offered' ? say(t`Refuse ${name}`) : say(t`Cancel ${name}`),
        }),
    ),
  )
}

function fileState(file: TransferView, rate: number): Sentence {
  const { direction, state, done } = file
  const whole = sizeOf(file)
  switch (state) {
    case 'offered':
      return direction === 'in' ? t`offered, ${whole}` : t`offered, not accepted yet, ${whole}`
    case 'running':
      return t`${size(done)} of ${whole}, ${size(rate)} a second`
    case 'waiting':
      return t`waits, ${size(done)} of ${whole}`
    case 'finished':
      return direction === 'in'
        ? t`here, whole and checked, ${whole}`
        : t`arrived, whole and checked, ${whole}`
    case 'ended':
      return t`ended, ${whole}`
  }
}

function copyElement({ name, size: whole, done, stop }: Upload): HTMLElement {
  const shown = printable(name, FILE_NAME)
  return el(
    'li',
    { class: 'file running' },
    el('p', { class: 'file-name', dir: 'auto' }, shown),
    el(
      'p',
      { class: 'quiet' },
      say(
        done < whole
          ? t`is copied to the messenger, ${size(whole)}`
          : t`is read for its hash, ${size(whole)}`,
      ),
    ),
    el('progress', { max: Math.max(1, whole), value: done, 'aria-label': say(t`How far ${shown} is`) }),
    el('div', { class: 'row' }, button(say(t`Cancel`), stop, { 'aria-label': say(t`Cancel ${shown}`) })),
  )
}
