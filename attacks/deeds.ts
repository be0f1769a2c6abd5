/**
 * What attackers say that they do, and what they count: each by a key, with values. People read it in their language,
 * in a sentence that the lab has for the key (lab/language/deeds.ts); a test holds the two tables together.
 */

/** What is told: a deed of the table, or words of the attack's own, which are shown as they are. */
export type Told = string | Deed

export interface Deed {
  readonly key: string
  readonly values: readonly (string | number)[]
}

/** What the values of each deed are, in their order. */
export const deeds = {
  'publishes-address': ['address', 'owner'],
  'weakens-offer': [],
  'passes-answer-on': [],
  'asks-about-names': ['names', 'routes'],
  'begins-handshakes': ['handshakes', 'callee'],
  'calls-as-alice': [],
  'calls-as-bob': [],
  'calls-with-stolen-keys': ['owner'],
  'asks-for-history': ['owner'],
  'calls-with-named-key': ['owner'],
  'notes-lengths': [],
  'takes-place-of': ['caller'],
  'computes-keystream': ['whose'],
  copies: [],
  'copies-for-text': [],
  'copies-for-names': [],
  'notes-call': [],
  'notes-bytes': ['bytes'],
  'begins-messages': ['messages', 'bytes', 'callee', 'sent'],
  'compares-paddings': ['callee'],
  'no-oracle': [],
  'weak-oracle': [],
  'has-oracle': ['callee'],
  'nothing-to-ask': [],
  'knows-bits': ['known', 'of', 'questions'],
  'has-secret': ['questions'],
  'sends-file': ['name'],
  'asks-for-last-byte': ['times'],
  'asks-without-end': ['times'],
  'asks-to-repeat': ['times'],
  'ends-nothing': ['items'],
  'drops-message': [],
  'drops-second-message': [],
  'inserts-frame': [],
  'tries-stolen-keys': ['caller', 'callee'],
  'nothing-to-unwrap': [],
  'reflects-message': [],
  'reorders-messages': [],
  'repeats-message': [],
  'repeats-login': ['name'],
  'names-own-key': ['friend'],
  'gives-old-address': ['friend'],
  'moves-address': ['friend'],
  'invents-friends': ['friends'],
  'calls-as-phantom': ['name'],
  'names-own-computer': ['address'],
  'holds-connections': ['connections', 'victims'],
  'asks-friendship': ['name'],
  'tries-passwords': ['passwords', 'name'],
  'waits-too-long': ['guesses', 'seconds'],
  'shows-own-key': [],
  'tries-names': ['names'],
  'out-of-budget': ['names'],
  probes: ['probe'],
  'keeps-frame': ['number'],
  'gives-frame': ['number', 'whose'],
  'gives-flipped': ['number', 'whose'],
  'gives-cut': ['number', 'whose'],
  'gives-own': ['frame'],
  'gives-unknown': ['type'],
  'changes-text': ['before', 'after'],
  'cuts-connection': [],
  'notice-after-carriage-return': [],
  'notice-after-line-feed': [],
  'notice-after-both': [],
  'notice-after-vertical-tab': [],
  'notice-after-cursor-movements': [],
  'notice-after-eight-bit-controls': [],
  'notice-after-row-above': [],
  'notice-after-title': [],
  'notice-after-reversed-writing': [],
  'notice-among-unseen': [],
  'notice-after-line-separator': [],
  'notice-after-tags': [],
  'notice-after-blanks': [],
  'notice-after-further-row-mark': [],

  // What is counted, after a number.
  'secrets-tried': [],
  'names-asked-about': [],
  'names-tried': [],
  'passwords-tried': [],
  'questions-to': ['callee'],
} as const

type DeedKey = keyof typeof deeds
type ValuesOf<Names extends readonly string[]> = { readonly [Place in keyof Names]: string | number }

/** @returns the deed of this key, as it is reported. */
export function deed<Key extends DeedKey>(key: Key, ...values: ValuesOf<(typeof deeds)[Key]>): Deed {
  return { key, values }
}
