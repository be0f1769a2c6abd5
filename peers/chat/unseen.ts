/** What came while nobody looked: shown when the chat begins, as if it came then, and not told twice. */

import type { TransferView } from '../files/transfer-view'
import type { HistoryItem, MessengerEvent } from '../messenger/messenger-api'
import { type ChatEntry, dateLine, day } from './entry'
import { entriesOf, type Scene } from './events'

/** @returns what would have been told: texts, that some come again, and offers that can still be taken. */
export function unseenEvents(
  items: readonly HistoryItem[],
  transfers: readonly TransferView[],
): MessengerEvent[] {
  const views = new Map(transfers.map((transfer) => [transfer.id, transfer]))
  return items.flatMap((item): MessengerEvent[] => {
    const { friend, id, at, written, content } = item
    if (content.type === 'text') return [{ event: 'message', friend, id, text: content.text, at, written }]
    if (content.type === 'again')
      return [{ event: 'again', friend, id, count: content.count, since: content.since }]
    const transfer = content.type === 'offer' ? views.get(content.file) : undefined
    return transfer?.state === 'offered' ? [{ event: 'file-offered', transfer }] : []
  })
}

/** What an event tells, where the same may be told twice; else something unique. */
export function keyOf(event: MessengerEvent): string {
  if (event.event === 'message') return `message ${event.friend} ${event.id}`
  if (event.event === 'again') return `again ${event.friend} ${event.id}`
  if (event.event === 'file-offered') return `offer ${event.transfer.id}`
  return `${event.event} that is told anyway`
}

/** Under their dates, for they may be days old. */
export function unseenEntries(events: readonly MessengerEvent[], scene: Scene): ChatEntry[] {
  let shownDay = day(scene.now)
  const dated = events.flatMap((event) => {
    const entries = entriesOf(event, scene)
    if (event.event !== 'message' || day(event.at) === shownDay) return entries
    shownDay = day(event.at)
    return [dateLine(event.at), ...entries]
  })
  return shownDay === day(scene.now) ? dated : [...dated, dateLine(scene.now)]
}
