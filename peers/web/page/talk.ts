/**
 * How the page speaks with the messenger: each request says the page's key, and what the messenger says first is held against
 * its proof, so that no other program is taken for it that has the port when it has ended.
 */

import type { MessengerCommand } from '../../commands/messenger-commands'
import type { MessengerEvent, Status } from '../../messenger/messenger-api'
import type { Note } from '../noted'
import { language } from './words'

/** Kept where only pages of this very address, port and all, can read it. */
const KEPT = 'p2p-key'

/** What every page can be told on its own: all of it is about the whole state. */
export interface PageState {
  readonly status: Status
  readonly unread: Readonly<Record<string, number>>
  readonly notes: readonly Note[]
}

/** What comes of itself. */
export type PageEvent =
  | MessengerEvent
  | { readonly event: 'unread'; readonly unread: PageState['unread'] }
  | { readonly event: 'notes'; readonly notes: PageState['notes'] }
  | { readonly event: 'said'; readonly friend: string }
  /** Another page gave a command. */
  | { readonly event: 'changed' }
  /** The connection is there; whatever came before it has to be asked for. */
  | { readonly event: 'here' }
  /** It broke off, and is tried again. */
  | { readonly event: 'gone' }
  /** The messenger has ended. */
  | { readonly event: 'ended' }
  /** This page is not let in (any more). */
  | { readonly event: 'out' }

/** A sentence for people, and a code. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

interface Given {
  readonly key: string
  readonly proof: string
}

function given(): Given {
  try {
    const { key, proof } = JSON.parse(localStorage.getItem(KEPT) ?? '')
    return { key: String(key), proof: String(proof) }
  } catch {
    return { key: '', proof: '' }
  }
}

/** Goes in by the link, if the page was opened by one. @throws Refused where neither the link nor a key of before counts. */
export async function enter(): Promise<PageState> {
  const link = location.hash.slice(1)
  // It is not to stand in the address, where it can be read over a shoulder.
  history.replaceState(null, '', '/')
  try {
    if (given().key === '') throw new Refused('NO_KEY', '')
    return await state()
  } catch (error) {
    if (!(error instanceof Refused) || link === '') throw error
  }
  localStorage.setItem(KEPT, JSON.stringify(await answerOf(await send('/enter', link))))
  return state()
}

/** Nobody gets in from this browser without a new link. */
export async function leave(): Promise<void> {
  await post('/leave', '').catch(() => {})
  localStorage.removeItem(KEPT)
}

/** @throws Refused OTHER_PROGRAM where somebody else has the port. */
export async function state(): Promise<PageState> {
  const said = (await post('/state', '')) as PageState & { readonly proof: string }
  hold(said.proof)
  return said
}

function hold(proof: string): void {
  if (proof === '' || proof !== given().proof) throw new Refused('OTHER_PROGRAM', '')
}

async function send(path: string, body: string | Blob, signal?: AbortSignal): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${given().key}`, 'Accept-Language': language },
    ...(signal && { signal }),
  }).catch(() => {
    throw new Refused('GONE', '')
  })
}

async function answerOf(response: Response): Promise<object> {
  const said = await response.json().catch(() => {
    throw new Refused('GONE', '')
  })
  if (!response.ok) throw new Refused(String(said.code), String(said.message))
  return said
}

export async function post(path: string, body: string): Promise<object> {
  return answerOf(await send(path, body))
}

let commands = 0

type WithoutId<Command> = Command extends MessengerCommand ? Omit<Command, 'id'> : never

/** @param command of AGENT.md, without its id. @returns what `done` carries. @throws Refused */
export async function ask<T = object>(command: WithoutId<MessengerCommand>): Promise<T> {
  const id = ++commands
  const said = (await post('/command', JSON.stringify({ id, ...command }))) as {
    readonly event: string
    readonly data?: T
    readonly code?: string
    readonly message?: string
  }
  if (said.event !== 'done') throw new Refused(said.code ?? '', said.message ?? '')
  return said.data as T
}

/** A file, and where it lies in what is sent. */
export interface PlacedFile {
  readonly path: string
  readonly file: File
}

/** Copies files to the messenger and offers them, several as one pack. @param progress is told the bytes that went. */
export function upload(
  to: string,
  files: readonly PlacedFile[],
  progress: (done: number) => void,
  aborted: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // Only this way of asking says how far it is.
    const request = new XMLHttpRequest()
    const [{ file, path }] = files as [PlacedFile]
    const isAlone = files.length === 1 && !path.includes('/')
    const kind = isAlone ? `/file?name=${encodeURIComponent(file.name)}&` : '/files?'
    request.open('POST', `${kind}to=${encodeURIComponent(to)}`)
    request.setRequestHeader('Authorization', `Bearer ${given().key}`)
    request.setRequestHeader('Accept-Language', language)
    request.upload.addEventListener('progress', ({ loaded }) => progress(loaded))
    request.addEventListener('load', () => {
      if (request.status === 200) return resolve()
      try {
        const { code, message } = JSON.parse(request.responseText)
        reject(new Refused(String(code), String(message)))
      } catch {
        reject(new Refused('GONE', ''))
      }
    })
    for (const name of ['error', 'abort'] as const)
      request.addEventListener(name, () => reject(new Refused(name === 'abort' ? 'ABORTED' : 'GONE', '')))
    aborted.addEventListener('abort', () => request.abort())
    request.send(isAlone ? file : packed(files))
  })
}

/** As PROTOCOL.md has it in section 8.3. */
function packed(files: readonly PlacedFile[]): Blob {
  const list = new Blob(
    files.flatMap(({ path, file }) => {
      const name = new TextEncoder().encode(path)
      return [number(name.length, 2), name, number(file.size, 8)]
    }),
  )
  return new Blob([number(list.size, 4), list, ...files.map(({ file }) => file)])
}

function number(value: number, size: 2 | 4 | 8): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(value))
  return view.buffer.slice(8 - size)
}

/** Fetches a received file to where the browser puts what it downloads. */
export async function download(id: string): Promise<void> {
  const { path } = (await post('/ticket', id)) as { readonly path: string }
  location.assign(path)
}

/** Identity and contacts, sealed under a passphrase. @throws Refused */
export async function fetchExport(passphrase: string): Promise<Blob> {
  const response = await send('/export', passphrase)
  if (!response.ok) await answerOf(response)
  return response.blob()
}

/** @returns how many contacts of an exported file were new. @throws Refused */
export async function giveExport(file: File, passphrase: string): Promise<number> {
  const word = new TextEncoder().encode(passphrase)
  const { added } = (await answerOf(
    await send('/import', new Blob([number(word.length, 4), word, file])),
  )) as { readonly added: number }
  return added
}

/** Between two tries to hear of the messenger again. */
const AGAIN_MS = 1000

/**
 * Hears what happens. One tab of a browser has the connection and tells the others, since a browser opens no more than six to
 * one server; when it is closed, another one takes it over.
 * @param isFirst is told when it is this tab that has it.
 */
export function listen(tell: (event: PageEvent) => void, isFirst: () => void): void {
  const others = new BroadcastChannel('p2p')
  others.addEventListener('message', ({ data }) => tell(data))
  const tellAll = (event: PageEvent) => {
    others.postMessage(event)
    tell(event)
  }
  void navigator.locks.request('p2p', async () => {
    isFirst()
    for (;;) {
      const end = await stream(tellAll)
      tellAll({ event: end })
      if (end !== 'gone') return
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  })
}

/** @returns why it ended. */
async function stream(tell: (event: PageEvent) => void): Promise<'gone' | 'ended' | 'out'> {
  try {
    const response = await send('/events', '')
    if (!response.ok) return 'out'
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let pending = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return 'gone'
      const parts = (pending + value).split('\n')
      pending = parts.pop() ?? ''
      for (const part of parts) {
        const event = JSON.parse(part)
        if (event.event === 'ended') return 'ended'
        if (event.event === 'here') hold(event.proof)
        tell(event)
      }
    }
  } catch (error) {
    return error instanceof Refused && error.code === 'OTHER_PROGRAM' ? 'out' : 'gone'
  }
}
