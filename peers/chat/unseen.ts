/** What came while nobody looked: shown when the chat begins, as if it came then; each item as it is asked for. */

import type { TransferView } from '../files/transfer-view'
import type { HistoryItem, MessengerEvent } from '../messenger/messenger-api'
import { type ChatEntry, dateLine, day } from './entry'
import { entriesOf, type Scene } from './events'

/** @returns what would have been told: texts, that some come again, and offers that can still be taken. */
function* unseenEvents(
  items: Iterable<HistoryItem>,
  transfers: readonly TransferView[],
): Generator<MessengerEvent> {
  const views = new Map(transfers.map((transfer) => [transfer.id, transfer]))
  for (const { friend, id, at, written, content } of items) {
    if (content.type === 'text') yield { event: 'message', friend, id, text: content.text, at, written }
    if (content.type === 'again')
      yield { event: 'again', friend, id, count: content.count, since: content.since }
    const transfer = content.type === 'offer' ? views.get(content.file) : undefined
    if (transfer?.state === 'offered') yield { event: 'file-offered', transfer }
  }
}

/** @returns what is shown of them, under their dates: they may be days old. */
export function* unseenEntries(
  items: Iterable<HistoryItem>,
  transfers: readonly TransferView[],
  scene: Scene,
): Generator<ChatEntry> {
  let shownDay = day(scene.now)
  for (const event of unseenEvents(items, transfers)) {
    if (event.event === 'message' && day(event.at) !== shownDay) {
      shownDay = day(event.at)
      yield dateLine(event.at)
    }
    yield* entriesOf(event, scene)
  }
  if (shownDay !== day(scene.now)) yield dateLine(scene.now)
}
