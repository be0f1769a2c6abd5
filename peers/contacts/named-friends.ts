/**
 * Who becomes a contact by the directory's word. The directory vouches for the key that goes with a friendship, not for
 * the user's wish to have it: a friend whom the user never asked for, nor accepted, is no friend.
 */

import type { Contacts } from './contacts'

/**
 * @param asked whom the user has asked, or accepted, and whose key is not known yet.
 * @returns whether somebody whom the directory calls a friend is to be kept and called.
 */
export type IsWanted = (name: string, known: Contacts, asked: ReadonlySet<string>) => boolean

export const isAskedOrKnown: IsWanted = (name, known, asked) => known.has(name) || asked.has(name)
