/** What a program says in a session as messages of the layer above (PROTOCOL.md section 8), in words that a probe can name. */

import type { Events } from '../history/selectors'
import { checkedAct } from './checked-act'
import { BadMessage, type LayerItem, readMessage } from './layer-messages'

/** Outcomes of a file, by their number. */
const outcomes = ['taken', 'refused', 'cancelled', 'changed', 'damaged', 'unreadable', 'too-many']

/**
 * @param act the events of one act.
 * @returns what tells of a session of a node what it said in it: `HAVE`, `TEXT 3`, `END taken`, `CHUNK 65000`, each in its
 * place; of receipts, which may come one by one or for many, the last alone, at the end.
 */
export function saidMessages(act: Events): (node: string, session: string) => readonly string[] {
  const { checked } = checkedAct(act)
  return (node, session) => {
    const own = checked.filter(({ end }) => end.node === node && end.session === session)
    const words = own.flatMap(({ said }) => said.map(wordOf))
    const receipts = words.filter((word) => word.startsWith('RECEIPT'))
    return [...words.filter((word) => !receipts.includes(word)), ...receipts.slice(-1)]
  }
}

function wordOf(bytes: Buffer): string {
  try {
    const message = readMessage(bytes)
    const kind = message.kind.toUpperCase()
    switch (message.kind) {
      case 'item':
        return wordOfItem(message.item, message.number)
      case 'receipt':
        return `${kind} ${message.number}`
      case 'fetch':
      case 'chunk':
        return `${kind} ${message.offset}`
      default:
        return kind
    }
  } catch (error) {
    if (error instanceof BadMessage) return '?'
    throw error
  }
}

/** Numbers of ENDs depend on what else was said. */
function wordOfItem(item: LayerItem, number: number): string {
  return item.type === 'end'
    ? `END ${outcomes[item.outcome] ?? item.outcome}`
    : `${item.type.toUpperCase()} ${number}`
}
