/**
 * What is due where Mallory, who is a friend, speaks the layer above a session (PROTOCOL.md section 8): items, files, and
 * more than there is a budget for. How each is sent is in attacks/, under the same name.
 */

import type { Probe, Step } from '../lab/history/step'
import { ATTACKER } from '../lab/scenario/scenario'

/** A friend’s session in which nothing has to be refused: it ends with a goodbye. */
const taken = { as: 'caller', alarm: null, connects: true, delivers: false, frames: null } as const

function probe(of: string, names: string, rules: string, more: Partial<Probe> = {}): Probe[] {
  return words(names).map((name) => ({ ...taken, of, probe: name, rules: words(rules), ...more }))
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}

/** @param says all that is said in the session but for HAVE, which is said first. */
function heard(of: string, name: string, rules: string, says: string, more: Partial<Probe> = {}): Probe[] {
  return probe(of, name, rules, { says: ['HAVE', says].filter((part) => part !== '').join(', '), ...more })
}

/** Texts that wait for her, and the bytes of the file that is offered to her. */
export const waiting = { letters: 3, bytes: 100, file: 150_000 } as const

/** How often words stand on the screen of the one who is probed, in all. */
function tells(words: string, times: number): Pick<Probe, 'tells'> {
  return { tells: { words, times } }
}

const letters = 'TEXT 1, TEXT 2, TEXT 3, OFFER 4'
const delivers = { delivers: true } as const

const items: readonly Probe[] = [
  // What waits for her is said when she has told what she has of it, and none of it twice.
  ...heard('alice', 'nothing-said-at-all', '8.1-3 8.1-5', ''),
  ...heard(
    'alice',
    'full-instead-of-have',
    '8-13 8.1-20 8.1-22 8.1-23',
    '',
    tells('The disk of mallory is full', 2),
  ),
  ...heard('alice', 'full-and-then-have', '8.1-3 8.1-4 8.1-6 8.1-20 8.1-22', letters),
  // Of three texts she lacks one behind these two, in whichever later session she says that she has no more.
  ...heard(
    'alice',
    'have-of-two',
    '8.1-4 8.1-7 8.1-31',
    'TEXT 3, OFFER 4',
    tells('says that 1 message since', 1),
  ),
  ...heard(
    'alice',
    'have-less-than-before',
    '8.1-4 8.1-7 8.1-31',
    'TEXT 3, OFFER 4',
    tells('says that 2 messages since', 1),
  ),
  ...heard('alice', 'receipt-of-three', '8.1-4 8.1-7', 'TEXT 3, OFFER 4'),
  ...heard('alice', 'have-beyond-the-last', '8.1-27 8.1-29 8.1-30', 'OFFER 1'),
  ...heard('alice', 'have-written-at-another-time', '8.1-27 8.1-29 8.1-30', 'OFFER 1'),
  ...heard('alice', 'have-of-a-stream-never-begun', '8.1-28 8.1-29 8.1-30', 'OFFER 1'),
  ...heard('alice', 'receipt-of-an-earlier-stream', '8.1-7 8.1-18', 'OFFER 1'),
  ...heard('alice', 'have-of-two-again', '8.1-7 8.1-31', 'OFFER 1'),
  ...heard('alice', 'have-again-after-full', '8.1-6 8.1-20', ''),
  // What she says.
  ...heard('bob', 'ping-by-the-book', '8-9 8.2-1', 'PONG'),
  ...heard('bob', 'pong-unasked', '8-10 8.4-7', ''),
  ...heard('bob', 'receipt-of-nothing', '8-8 8.4-7', ''),
  ...heard('bob', 'again-by-the-book', '8-17 8.1-33', 'RECEIPT 2', {
    ...delivers,
    ...tells('sends again 1 message since', 1),
  }),
  ...heard('bob', 'end-of-nothing', '8-16', 'RECEIPT 1'),
  ...heard('bob', 'item-text-of-16000', '8-14', 'RECEIPT 1', { ...delivers, fills: 16_000 }),
  ...heard('bob', 'item-of-largest-number', '8-5 8-7 8.1-17', `RECEIPT ${Number.MAX_SAFE_INTEGER}`, delivers),
  ...heard('bob', 'record-as-large-as-may-be', '6-6 6-12 6-13 8-12', ''),
  ...heard('bob', 'items-written-in-another-order', '8-18 8.1-14', 'RECEIPT 2', { ...delivers, texts: 2 }),
  ...heard('bob', 'items-in-one-bundle', '6-28 8-1 8.1-14', 'RECEIPT 2', { ...delivers, texts: 2 }),
  ...heard('bob', 'item-beyond-the-next', '8.1-16 8.1-18 8.1-35', 'RECEIPT 3', {
    ...{ ...delivers, texts: 2 },
    // Here, and behind the next gap; not where a stream is heard of from its middle on.
    ...tells('cannot come by themselves any more', 2),
  }),
  ...heard('bob', 'item-behind-a-gap', '8.1-15 8.1-16 8.1-18', 'RECEIPT 3', { ...delivers, texts: 2 }),
  ...heard('bob', 'stream-from-its-middle', '8.1-17 8.1-18', 'RECEIPT 6', { ...delivers, texts: 2 }),
  ...heard('bob', 'stream-that-comes-back', '8.1-15 8.1-25 8.1-26', 'RECEIPT 2', { ...delivers, texts: 3 }),
]

const files: readonly Probe[] = [
  // Of hers.
  ...heard('bob', 'file-by-the-book', '8.3-1 8.3-4 8.3-12 8.3-13', 'FETCH 0, END taken, RECEIPT 1'),
  ...heard('bob', 'file-of-the-same-name', '8.3-2 8.3-13', 'FETCH 0, END taken, RECEIPT 1'),
  ...heard('bob', 'file-of-other-bytes', '8.3-3 8.3-13 8.3-14', 'FETCH 0, END damaged, RECEIPT 1'),
  ...heard('bob', 'file-of-one-other-bit', '8.3-3 8.3-13', 'FETCH 0, END damaged, RECEIPT 1'),
  ...heard('bob', 'file-begun', '8.3-13', 'FETCH 0, RECEIPT 1'),
  ...heard('bob', 'file-gone-on-with', '8.3-4 8.3-5 8.3-13', 'FETCH 10, END taken'),
  ...heard('bob', 'file-short-by-a-byte', '8.3-13', 'FETCH 0, RECEIPT 1'),
  // It is on its way to the one whom she asks for it.
  ...heard('bob', 'fetch-of-her-own-offer', '8.3-4 8.3-11', 'FETCH 25'),
  ...heard('bob', 'file-begun-anew', '8.3-4 8.3-6 8.3-13', 'FETCH 25, END taken'),
  ...heard('bob', 'chunk-of-no-bytes', '8.3-9 8.3-14', 'FETCH 0, END damaged, RECEIPT 1'),
  ...heard('bob', 'chunk-beyond-the-size', '8.3-3 8.3-10 8.3-14', 'FETCH 0, END damaged, RECEIPT 1'),
  ...heard(
    'alice',
    'chunk-at-another-place',
    '8.3-8 8.3-11 8.3-13',
    'FETCH 0, FETCH 0, END taken, RECEIPT 1',
  ),
  ...heard('alice', 'chunk-of-nothing', '8.3-11', ''),
  ...heard('alice', 'chunk-of-65000', '8-12 8.3-13', 'FETCH 0, END taken, RECEIPT 1'),
  ...heard('alice', 'file-of-no-bytes', '8.3-13', 'END taken, RECEIPT 1'),
  ...heard('alice', 'file-of-no-bytes-and-another-hash', '8.3-3 8.3-13', 'END damaged, RECEIPT 1'),
  ...heard('alice', 'file-of-2-to-the-53-less-1', '8-5 8-15', 'RECEIPT 1'),
  ...heard('bob', 'file-named-in-255', '8-15 8.3-2', 'FETCH 0, END taken, RECEIPT 1'),
  ...heard('bob', 'file-named-as-a-path', '8.3-2 8.3-13', 'FETCH 0, END taken, RECEIPT 1'),
  ...heard(
    'alice',
    'folder-without-a-list folder-of-another-number',
    '8-19 8.3-16 8.3-17 8.3-20',
    'FETCH 0, END damaged, RECEIPT 1',
  ),
  ...heard(
    'alice',
    'folder-with-a-way-out folder-of-one-path-twice folder-that-is-a-file',
    '8.3-18 8.3-20',
    'FETCH 0, END damaged, RECEIPT 1',
  ),
  ...heard('bob', 'offer-twice', '8.3-3 8.3-13', 'FETCH 0, END damaged, RECEIPT 2'),
  ...heard('bob', 'end-of-it-and-chunks', '8.3-11 8.3-12', 'FETCH 0, RECEIPT 2'),
  // Of what is offered to her.
  ...heard('alice', 'fetch-by-the-book', '8.3-4 8.3-8', 'CHUNK 0, CHUNK 65000, CHUNK 130000'),
  ...heard('alice', 'fetch-from-the-middle', '8.3-4 8.3-6 8.3-8', 'CHUNK 65000, CHUNK 130000'),
  ...heard('alice', 'fetch-with-another-prefix', '8.3-6', 'CHUNK 0, CHUNK 65000, CHUNK 130000'),
  ...heard(
    'alice',
    'fetch-from-the-end fetch-from-beyond-the-end',
    '8.3-7',
    '',
    tells('mallory cannot keep f1 now', 1),
  ),
  ...heard('alice', 'fetch-of-nothing', '8.3-4 8.3-11', ''),
  ...heard('alice', 'fetch-after-the-end', '8.3-12', 'RECEIPT 1'),
]

/** The same friend is not heard for a while behind each that is refused. */
const refused = { alarm: 'OVER_BUDGET' } as const
const ends: readonly Probe[] = [
  ...probe('bob', 'chunks-without-end', '8.4-1 8.4-7 8.4-10 11-18', refused),
  ...probe('alice', 'receipts-without-end', '8.4-1 8.4-7 8.4-10 11-18', refused),
]

/**
 * Not to one who has taken five hundred files, which count as all items that may come at once; and not where files are: of so
 * long a session not all bytes are told, and then the inbox is not held against all that was offered.
 */
export const itemsAtOnce = probe('bob', 'items-beyond-the-pace', '8.4-1 8.4-18', { thorough: true })

/** When Alice has agreed to send again what Mallory said to lack: of all that she was given the texts, and no file. */
const agreed: readonly Probe[] = [
  ...heard('alice', 'have-after-agreement', '8.1-32 8.1-34', 'AGAIN 2, TEXT 3, TEXT 4, TEXT 5'),
  ...heard('alice', 'have-again-after-agreement', '8.1-7 8.1-32', ''),
]

/** When both have blocked her: they say goodbye, and nothing else. */
const blocked: readonly Probe[] = [
  ...heardNothing('bob', 'item-while-blocked', '8.4-20', 3),
  ...heardNothing('alice', 'rekey-while-blocked', '7.2-1 8.4-20', 3),
]

/** @param frames with the two of the handshake. */
function heardNothing(of: string, name: string, rules: string, frames: number): Probe[] {
  return probe(of, name, rules, { says: '', frames })
}

const both = ['alice', 'bob'] as const

export const itemsAndFiles: readonly Step[] = [
  ...items.map(sent),
  { do: 'account', by: 'alice', what: 'resend', friend: ATTACKER },
  ...agreed.map(sent),
  ...both.map((by): Step => ({ do: 'account', by, what: 'block', friend: ATTACKER })),
  ...blocked.map(sent),
  ...both.map((by): Step => ({ do: 'account', by, what: 'unblock', friend: ATTACKER })),
  ...[...files, ...ends].map(sent),
]

function sent(one: Probe): Step {
  return { do: 'probe', ...one }
}

/** A text waits for her: she is given it in one new stream after the other, until she is believed to have it. */
export const waitingInStreams = { letters: 1, bytes: 10 } as const
const givenAnew = Array<string>(13).fill('TEXT 1').join(', ')
/** As many as are kept for her. */
const allEnds = Array<string>(500).fill('END taken').join(', ')

/** Of so long a session not all bytes are told, so nothing is due of what is said in it. */
function overdue(of: string, as: 'caller' | 'called'): Probe[] {
  const due = { ...delivers, as, alarm: 'REKEY_OVERDUE', thorough: true } as const
  return probe(of, 'two-gigabytes-under-one-key', '7.1-8 7.1-9 7.1-10 11-17', due)
}

export const budgets: readonly Probe[] = [
  ...heard('bob', 'have-of-many-streams', '8.1-28 8.1-36', givenAnew),
  ...probe('bob', 'half-of-the-files files-within-the-budget', '8.4-5', { thorough: true }),
  // They come again, for she has confirmed none.
  ...heard('bob', 'file-beyond-the-budget', '8.4-5 8.4-10 8.4-14 11-18', allEnds, {
    ...refused,
    thorough: true,
  }),
  ...probe('alice', 'questions-within-the-budget', '8.4-1 8.4-6'),
  ...probe('alice', 'items-beyond-the-budget', '8.4-1 8.4-2'),
  ...probe('bob', 'bytes-beyond-the-pace', '8.4-1 8.4-18', { thorough: true }),
  ...probe('bob', 'strays-within-the-budget', '8.4-1 8.4-7'),
  ...probe('bob', 'third-session', '8.4-9', { alarm: 'TRUNCATED' }),
  ...overdue('bob', 'caller'),
  ...overdue('alice', 'called'),
  // The second time that he refuses her.
  ...probe('bob', 'fulls-without-end', '8.1-23 8.4-6 8.4-10 11-18', refused),
  ...probe('bob', 'session-within-the-pause', '8.4-10 8.4-12', {
    ...{ ...refused, frames: 2 },
    // Of all refusals one line, with what can be done.
    ...tells('or hear nothing more with /block mallory', 1),
  }),
  ...probe('bob', 'session-in-the-second-half', '8.4-11', { ...refused, frames: 2, thorough: true }),
  ...probe('alice', 'sessions-without-end', '8.4-8 8.4-10 11-18', { ...refused, frames: 2 }),
]
