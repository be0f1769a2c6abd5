/**
 * path-traversal: sends files whose names are paths.
 *
 * What she does: offers Alice, whose friend she is, small files under names that lead out of the folder for them. A
 * program that puts a file where its sender says lets her write wherever Alice may: a program that starts at login,
 * say, or an authorized key.
 * Published: croc, CVE-2023-43619: its sender may place new files with the receiver, such as .ssh/authorized_keys. The
 * class is CWE-22, long known.
 * What stops it: the name is made into a plain one of the receiver's own: what stands before the last separator, and
 * what is no name, is dropped (peers/files/file-name.ts).
 */

import { createHash } from 'node:crypto'
import { type ApplicationMessage, FILE_ID_BYTES } from '../peers/protocol/application'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { Friend } from './friend'
import { noop } from './noop'

const VICTIM = 'alice'

export const pathTraversal: Attack = {
  name: 'path-traversal',
  about: 'sends files whose names are paths that lead out of the inbox',
  prepare: noop.prepare,
  async launch(mallory) {
    const friend = await Friend.call(mallory, VICTIM)
    const file = `from-mallory-${mallory.random('name', 4).toString('hex')}.txt`
    // Never further up than two: that is still within what the lab gives to the victim.
    const names = [
      ...[`../${file}`, `../../${file}`, `x/../../../${file}`, `../../home/${file}`, `/${file}`],
      ...[`..\\..\\${file}`, `./${file}`, '..', '.', `${file}/..`],
      // What is a name on this system, and another thing on others, or to the eye; and one that is there already.
      ...[
        `x\\${file}`,
        `c:${file}`,
        `${file}:hidden`,
        `-${file}|x`,
        `${file}?*"<>`,
        `.${file}`,
        `${file}. .`,
      ],
      ...['NUL', 'com1.txt', 'aux .txt', `x\u202e${file}`, `x\u200b\u3164${file}`, `x\r\n\x1b[K${file}`],
      ...[`x\u{e0041}\ue000${file}`, `..${'x'.repeat(200)}${file}. .`, file, file],
    ]
    for (const [place, name] of names.entries()) await offer(mallory, friend, name, place)
    await friend.leave()
  },
}

/** Offers one file, and sends it when it is asked for; settles when it is taken, or can't be. */
async function offer(mallory: Mallory, friend: Friend, name: string, place: number): Promise<void> {
  const bytes = Buffer.from(`Mallory chose where this is: ${name} (${place})\n`)
  const id = mallory.random(`file ${place}`, FILE_ID_BYTES).toString('hex')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const asks = (message: ApplicationMessage) =>
    message.kind === 'fetch' && message.id === id ? message : undefined
  mallory.acted(deed('sends-file', JSON.stringify(name)), { to: VICTIM })
  friend.say({ type: 'offer', id, size: bytes.length, sha256, name })
  await friend.hear((message) => asks(message)?.offset === 0)
  friend.tell({ kind: 'chunk', id, offset: 0, bytes })
  // Who could not keep it asks for what comes after its end.
  await friend.hear((message) => asks(message)?.offset === bytes.length || isEnd(message, id))
}

function isEnd(message: ApplicationMessage, id: string): boolean {
  return message.kind === 'item' && message.item.type === 'end' && message.item.id === id
}
