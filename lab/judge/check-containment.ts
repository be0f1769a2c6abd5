/**
 * Whether files stay where they belong. What is on a node's disk is the lab's own look at it, before and after;
 * no program is asked.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { person } from '../text/format-names'
import { quoted } from '../text/told-text'
import { type Check, type Reason, reason } from './finding'
import { isPlainName } from './plain-name'

/** Where a messenger (peers/lab/lab-messenger.ts) puts files that friends send. */
const INBOX = /^files\/inbox\//
/**
 * What it writes of its own: who its friends are, what was said, files that are not whole yet; and the first two as they are for
 * a moment, before a new whole one takes the place of the old.
 */
const OWN = /^home\/((contacts|journal)(\.[0-9a-f]{12}\.tmp)?|(history|partial)\/[0-9a-f]{32})$/

/** Where its user has the files that are sent to others. */
const DOCUMENTS = /^documents\//

/**
 * Nothing in a data folder is new, changed or gone, but for what is new in the inbox and what the program keeps for itself.
 * What comes into the inbox has a name of its own there, that is one on every system. Nobody but the owner may read what is new.
 */
export const containment: Check = (phase) => {
  const looks = eventsOf(phase, 'files')
  const nodes = [...new Set(looks.map(({ of }) => of))]
  for (const node of nodes) {
    const seen = looks.filter(({ of }) => of === node)
    const offered = eventsOf(phase, 'step').filter((step) => step.do === 'offer-file')
    const sent = [...filesSent(phase), ...offered].filter(({ from }) => from === node)
    const [stray] = changes(seen[0]!, seen.at(-1)!).filter(
      ({ path, sha256, what }) =>
        !(INBOX.test(path) && what === 'new') &&
        !OWN.test(path) &&
        !(DOCUMENTS.test(path) && sent.some((file) => file.sha256 === sha256)),
    )
    if (stray) {
      const why = reason(describeStray(node, stray), seen[0]!, seen.at(-1)!)
      return { property: 'containment', holds: false, ...why }
    }
    const misnamed = changes(seen[0]!, seen.at(-1)!).find(({ path }) => INBOX.test(path) && !isPlain(path))
    if (misnamed) {
      const name = quoted(misnamed.path.replace(INBOX, ''))
      const why = reason(
        t`in the inbox of ${person(node)} is a file whose name is none on every system: ${name}`,
        seen.at(-1)!,
      )
      return { property: 'containment', holds: false, ...why }
    }
    const opened = openedFile(seen[0]!, seen.at(-1)!)
    if (opened !== undefined) {
      const why = reason(
        t`on the disk of ${person(node)} others than the owner may read ${quoted(opened)}`,
        seen.at(-1)!,
      )
      return { property: 'containment', holds: false, ...why }
    }
  }
  const why =
    nodes.length === 0 ? t`nobody keeps files` : t`${received(phase)} files were received, all in the inbox`
  const last = nodes.map((node) => looks.findLast(({ of }) => of === node)!)
  return { property: 'containment', holds: true, ...reason(why, ...last) }
}

/** @returns that a file was sent and is not in the inbox, else false. */
export function unreceived(phase: Events): Reason | false {
  const lost = filesSent(phase).find(({ to, sha256 }) => {
    const [last] = eventsOf(phase, 'files')
      .filter(({ of }) => of === to)
      .slice(-1)
    return !last?.files.some((file) => INBOX.test(file.path) && file.sha256 === sha256)
  })
  if (lost === undefined) return false
  return reason(
    t`the file ${quoted(lost.name)} of ${person(lost.from)} did not reach ${person(lost.to)}`,
    lost,
  )
}

function filesSent(phase: Events) {
  return eventsOf(phase, 'step').filter((step) => step.do === 'send-file')
}

/** @returns how many files came into inboxes. */
function received(phase: Events): number {
  const looks = eventsOf(phase, 'files')
  return [...new Set(looks.map(({ of }) => of))].reduce((sum, node) => {
    const seen = looks.filter(({ of }) => of === node)
    return sum + changes(seen[0]!, seen.at(-1)!).filter(({ path }) => INBOX.test(path)).length
  }, 0)
}

/** @returns the first file that others may read now, and that they could not read before. */
function openedFile(before: EventOf<'files'>, after: EventOf<'files'>): string | undefined {
  const was = new Set(before.files.flatMap(({ path, isOpen }) => (isOpen ? [path] : [])))
  return after.files.find(({ path, isOpen }) => isOpen && !was.has(path) && !DOCUMENTS.test(path))?.path
}

interface Change {
  readonly path: string
  /** Of what is there now, or was. */
  readonly sha256: string
  readonly what: 'new' | 'changed' | 'gone'
}

function isPlain(path: string): boolean {
  return isPlainName(path.replace(INBOX, ''))
}

function describeStray(node: string, { path, what }: Change): Sentence {
  const [file, who] = [quoted(path), person(node)]
  if (INBOX.test(path)) return t`in the inbox of ${who}, the file ${file} is not any more what it was`
  switch (what) {
    case 'new':
      return t`outside of the inbox of ${who} there is a new file, ${file}`
    case 'changed':
      return t`outside of the inbox of ${who} a file was changed, ${file}`
    case 'gone':
      return t`outside of the inbox of ${who} a file is gone, ${file}`
  }
}

function changes(before: EventOf<'files'>, after: EventOf<'files'>): Change[] {
  const was = new Map(before.files.map(({ path, sha256 }) => [path, sha256]))
  const is = new Set(after.files.map(({ path }) => path))
  return [
    ...after.files.flatMap(({ path, sha256 }): Change[] => {
      if (!was.has(path)) return [{ path, sha256, what: 'new' }]
      return was.get(path) === sha256 ? [] : [{ path, sha256, what: 'changed' }]
    }),
    ...before.files.flatMap(({ path, sha256 }): Change[] =>
      is.has(path) ? [] : [{ path, sha256, what: 'gone' }],
    ),
  ]
}
