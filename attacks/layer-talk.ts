/** What a probe says and hears inside a session of her own, as messages of the layer above (PROTOCOL.md section 8). */

import { type ApplicationMessage, decodeMessage, encodeMessage } from '../peers/protocol/application'
import { RecordKind, unbundle } from '../peers/protocol/channel'
import type { BentRecords } from './bent-records'

/** Milliseconds of silence behind which nothing more is looked for: what should not come at all may be missed, nothing else. */
const SILENCE = 150

type Of<Kind extends ApplicationMessage['kind']> = Extract<ApplicationMessage, { kind: Kind }>

export class LayerTalk {
  readonly #records: BentRecords
  readonly #heard: ApplicationMessage[] = []

  constructor(records: BentRecords) {
    this.#records = records
  }

  say(...messages: (ApplicationMessage | Buffer)[]): void {
    for (const message of messages)
      this.#records.say(RecordKind.DATA, Buffer.isBuffer(message) ? message : encodeMessage(message))
  }

  /** @returns the next message that is wanted, of those that came and come; null where it does not come in time. */
  async hear<Kind extends ApplicationMessage['kind']>(
    kind: Kind,
    isWanted: (message: Of<Kind>) => boolean = () => true,
  ): Promise<Of<Kind> | null> {
    for (;;) {
      const place = this.#heard.findIndex((one) => one.kind === kind && isWanted(one as Of<Kind>))
      if (place >= 0) return this.#heard.splice(place, 1)[0] as Of<Kind>
      if (!(await this.#more())) return null
    }
  }

  /** Listens until nothing more comes, and says goodbye. */
  async leave(): Promise<void> {
    while (await this.#more(SILENCE));
    this.#records.close()
  }

  /** Takes what comes next. The ends of files are confirmed: they would come again in each later session. */
  async #more(patience?: number): Promise<boolean> {
    const record = await this.#records.hear(patience)
    if (!record || record.kind === RecordKind.CLOSE) return false
    for (const content of messagesIn(record)) {
      const message = decodeMessage(content)
      this.#heard.push(message)
      if (message.kind === 'item' && message.item.type === 'end')
        this.say({ kind: 'receipt', stream: message.stream, number: message.number })
    }
    return true
  }
}

/** @returns the messages that a record holds. */
export function messagesIn({ kind, content }: { readonly kind: number; readonly content: Buffer }): Buffer[] {
  if (kind === RecordKind.BUNDLE) return unbundle(content)
  return kind === RecordKind.DATA ? [content] : []
}
