/**
 * Weakened: texts are compressed before they are encrypted, so that the length of a record tells what is in it
 * (J. Kelsey, "Compression and Information Leakage of Plaintext", FSE 2002).
 */

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { MAX_TEXT_BYTES } from '../protocol/channel'
import type { Conversation, Output, Profile } from '../protocol/conversation'

/** @returns the same profile, but for texts: they travel compressed, as data. */
export function compressingTexts(name: string, { converse }: Profile): Profile {
  return { name, converse: async (setup) => compressing(await converse(setup)) }
}

function compressing(conversation: Conversation): Conversation {
  return {
    open: () => conversation.open(),
    receive: (chunk) => conversation.receive(chunk).map(inflated),
    send: (text) => conversation.sendData(deflateRawSync(text)),
    sendData: (...contents) => conversation.sendData(...contents),
    shown: () => conversation.shown(),
    close: () => conversation.close(),
    transportEnded: () => conversation.transportEnded(),
  }
}

/** Only the other side of the session can have made these bytes. @throws Error if they are no compressed text. */
function inflated(output: Output): Output {
  if (!('event' in output) || output.event !== 'data') return output
  return {
    event: 'delivered',
    text: inflateRawSync(output.content, { maxOutputLength: MAX_TEXT_BYTES }).toString(),
  }
}
