/** What Tab may turn a line into: commands, names, labels, paths. Pure; folders are read by what is passed in. */

import { type Nicknames, same } from '../contacts/nickname'
import { printable } from '../text/printable'
import { words } from './line'

/** What may stand in a place. */
export type CompletionKind =
  | 'friend'
  | 'asker'
  | 'blocked'
  | 'transfer'
  | 'path'
  | 'topic'
  | 'which'
  | 'drop'
  | 'totp'

export interface FolderEntry {
  readonly name: string
  readonly folder: boolean
}

export interface Known {
  /** Names of commands, and what may stand behind each, place by place. */
  readonly commands: Readonly<Record<string, readonly (readonly CompletionKind[])[]>>
  readonly friends: readonly string[]
  /** What the user calls them, by name. */
  readonly nicknames: Nicknames
  /** Who asks to be a friend. */
  readonly askers: readonly string[]
  readonly blocked: readonly string[]
  readonly labels: readonly string[]
  readonly topics: readonly string[]
  readonly homeFolder: string
  /** @returns what is in a folder; nothing where it can't be read. */
  readonly listFolder: (path: string) => readonly FolderEntry[]
}

/** @param line up to the cursor. @returns whole lines. */
export function completions(line: string, known: Known): string[] {
  const command = /^\/(\S*)$/.exec(line)
  if (command) {
    return Object.keys(known.commands)
      .filter((name) => name.startsWith(command[1]!))
      .map((name) => `/${name} `)
  }
  const [, name = ''] = /^\/(\S+)\s/.exec(line) ?? []
  if (!Object.hasOwn(known.commands, name)) return []
  const places = known.commands[name]!
  const typed = words(line)
  const last = typed.at(-1)!
  const open = last.end === line.length
  const place = typed.length - (open ? 2 : 1)
  // In a path, spaces that are not quoted are part of it.
  const kinds = places[Math.min(place, places.length - 1)] ?? []
  if (place >= places.length) return []
  const start = open ? last.start : line.length
  const begun = open ? last.value : ''
  return kinds
    .flatMap((kind) => candidates(kind, begun, known))
    .map((candidate) => line.slice(0, start) + candidate)
}

function candidates(kind: CompletionKind, begun: string, known: Known): string[] {
  if (kind === 'path') return paths(begun, known)
  const begins = (value: string) => value.startsWith(begun)
  if (kind === 'friend')
    return known.friends
      .filter((name) => begins(name) || isCalled(known.nicknames.get(name), begun))
      .map((name) => `${name} `)
  const all = {
    asker: known.askers,
    blocked: known.blocked,
    transfer: known.labels,
    topic: known.topics,
    which: ['new', 'old'],
    drop: ['drop'],
    totp: ['on', 'confirm', 'off'],
  }[kind]
  return all.filter(begins).map((value) => `${value} `)
}

/** Whatever letters are used: it becomes the name. */
function isCalled(nickname: string | undefined, begun: string): boolean {
  return nickname !== undefined && same(nickname.slice(0, begun.length), begun)
}

/** @returns whether there is such a file or folder. */
export function isListed(path: string, listFolder: Known['listFolder']): boolean {
  const [, parent = '', name = ''] = /^(.*\/)?([^/]*)\/?$/s.exec(path) ?? []
  if (/^\.{0,2}$/.test(name)) return listFolder(path).length > 0
  return listFolder(parent || '.').some((entry) => entry.name === name)
}

/** A folder ends with a slash and its quote stays open, so that one can go on typing. */
function paths(begun: string, { homeFolder, listFolder }: Known): string[] {
  if (begun === '~') return ['~/']
  const cut = begun.lastIndexOf('/') + 1
  const parent = begun.slice(0, cut)
  const begins = begun.slice(cut)
  const path = parent.startsWith('~/') ? homeFolder + parent.slice(1) : parent
  return (
    [...listFolder(path === '' ? '.' : path)]
      .filter(({ name }) => name.startsWith(begins) && (begins !== '' || !name.startsWith('.')))
      // A name that does not print can't be typed either.
      .filter(({ name }) => printable(name, 1000) === name && !name.includes('"'))
      .map(({ name, folder }) => {
        const whole = parent + name + (folder ? '/' : '')
        if (!/[\s'\\]/.test(whole)) return folder ? whole : `${whole} `
        return folder ? `"${whole}` : `"${whole}" `
      })
      .sort()
  )
}
