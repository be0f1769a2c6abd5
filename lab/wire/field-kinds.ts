/**
 * Every kind of field that stands in a unit of the wire, with what it is for in one plain sentence: for people who never read
 * PROTOCOL.md, from which it is written. Where stand-ins leave something open, the sentence has to be true of them as well.
 */

import { type Sentence, t } from '../../peers/language/sentence'

export interface FieldKind {
  readonly name: Sentence
  /** One sentence. */
  readonly purpose: Sentence
}

/** By a name that is good for an anchor of a page. */
export const fieldKinds = {
  // Every frame.
  'frame-length': {
    name: t`length of what follows`,
    purpose: t`TCP is a stream without borders: this number says where the frame ends.`,
  },
  'frame-type': { name: t`type`, purpose: t`Which frame it is, so that the reader knows how to go on.` },
  payload: {
    name: t`payload`,
    purpose: t`What the frame carries; it is not built as the protocol says, so that nobody can tell its parts.`,
  },
  bytes: { name: t`bytes`, purpose: t`Bytes that the protocol has no names for.` },
  length: { name: t`length`, purpose: t`How many bytes come next, so that the reader knows where they end.` },
  // Who somebody is.
  claim: {
    name: t`who it says to be`,
    purpose: t`A name and two public keys: so far a claim, for anybody can copy them. A signature has to prove it.`,
  },
  name: {
    name: t`name`,
    purpose: t`Under this name the other side looks up which key it expects.`,
  },
  'signing-key': {
    name: t`signing key`,
    purpose: t`The public key with which the signature is checked. It has to be the one that the friend is known by.`,
  },
  'wrapping-key': {
    name: t`wrapping key`,
    purpose: t`The public key to which the other side closes a secret: only its owner can open that.`,
  },
  called: {
    name: t`who is called`,
    purpose: t`Whom the caller wants to reach. It is signed with the rest, so that whoever is called cannot pass the proof on to somebody else.`,
  },
  // The handshake.
  'suite-count': { name: t`number of suites`, purpose: t`How many suites the caller offers.` },
  suite: {
    name: t`suite offered`,
    purpose: t`A set of algorithms that the caller can use. Who changes the offer on the way leaves the two with different keys.`,
  },
  'suite-chosen': {
    name: t`suite chosen`,
    purpose: t`The set of algorithms for this session. The caller refuses one that was not offered, or is too weak.`,
  },
  share: {
    name: t`X25519 share`,
    purpose: t`Half of a key exchange, made for this once. From one’s own secret half and the other’s public one, each computes the same secret; who sees both shares cannot.`,
  },
  random: {
    name: t`random bytes`,
    purpose: t`Drawn anew for each session, so that no two are alike. Unlike a share they agree on no secret.`,
  },
  clear: {
    name: t`in the clear`,
    purpose: t`What the protocol encrypts here and this program does not: everybody on the way reads it.`,
  },
  'sealed-answer': {
    name: t`encrypted: who answers, and the proof`,
    purpose: t`Who only listens does not learn who answers: this is encrypted under a key from the two shares.`,
  },
  sealed: {
    name: t`encrypted (AES-256-GCM)`,
    purpose: t`Only who has the key reads it. From outside it looks like random bytes, and its length is all that shows.`,
  },
  encrypted: {
    name: t`encrypted`,
    purpose: t`Encrypted, with no room that is sure to be a tag: nobody on the way can tell how.`,
  },
  tag: {
    name: t`tag`,
    purpose: t`Computed from the key and every bit of what is encrypted: one bit changed on the way, and it does not fit.`,
  },
  signature: {
    name: t`signature (RSA-PSS)`,
    purpose: t`Only the owner of the signing key can make it. It covers all that was said in this exchange, so that an old one fits no new session.`,
  },
  mac: {
    name: t`MAC (HMAC)`,
    purpose: t`Shows that the one who signed also knows the secret of this exchange: nobody can pass another’s signature off as their own.`,
  },
  wrapped: {
    name: t`secret, wrapped to an RSA key`,
    purpose: t`Random bytes that only the owner of the wrapping key can take out. The session’s keys need them too, so a copied public key alone opens nothing.`,
  },
  confirmation: {
    name: t`confirmation (HMAC)`,
    purpose: t`Can only be computed with the keys of the session: it says that both sides came to the same ones, under the same names.`,
  },
  level: { name: t`level`, purpose: t`Borrowed from TLS: whether the alert ends the connection.` },
  reason: {
    name: t`reason`,
    purpose: t`Why the proof was refused. Who may ask again and again learns from it; the protocol gives no reasons.`,
  },
  // Records.
  'record-number': {
    name: t`number of the record`,
    purpose: t`Counts from 0 and has to be exactly the next one: a record that is missing, repeated or moved is noticed.`,
  },
  'record-kind': {
    name: t`kind`,
    purpose: t`What the record is: words, a goodbye, new keys, or messages of the messenger.`,
  },
  padding: {
    name: t`padding, zeros`,
    purpose: t`Fills the record up to a multiple of 256 bytes, so that its length does not tell how long the text is.`,
  },
  text: { name: t`text`, purpose: t`The words themselves.` },
  'sent-before': {
    name: t`records sent before`,
    purpose: t`How many records came before the goodbye: if the last ones were cut off, the count does not fit.`,
  },
  // Messages of the messenger.
  'message-kind': {
    name: t`kind of message`,
    purpose: t`What the message is: words, a receipt, a question, a piece of a file.`,
  },
  message: { name: t`message`, purpose: t`A message of a kind that the protocol does not know.` },
  stream: {
    name: t`stream`,
    purpose: t`A random name for all that one friend ever says to the other: numbers of items count within it, across sessions.`,
  },
  'last-held': {
    name: t`last number that it holds`,
    purpose: t`Says what has arrived, so that after an interruption nothing is lost and nothing comes twice.`,
  },
  'last-written': {
    name: t`written, of that item`,
    purpose: t`Tells apart two items with the same number, as they may be after a backup was put back.`,
  },
  'item-number': {
    name: t`number of the item`,
    purpose: t`The place of an item in its stream: from it comes the order, and a gap is noticed.`,
  },
  written: {
    name: t`written`,
    purpose: t`When it was said, by the sender’s clock: it is shown, and nothing is ordered by it.`,
  },
  receipt: {
    name: t`number`,
    purpose: t`Everything up to this number is on the receiver’s disk, and is not sent again.`,
  },
  'item-type': {
    name: t`type of the item`,
    purpose: t`Whether the item is a text, the offer of a file, the end of one, or says that texts come again.`,
  },
  item: { name: t`item`, purpose: t`An item of a type that the protocol does not know.` },
  'file-id': {
    name: t`id of the file`,
    purpose: t`Random: says which file is meant where several are under way.`,
  },
  offset: {
    name: t`offset`,
    purpose: t`From which byte of the file on: an interrupted transfer goes on where it ended.`,
  },
  prefix: {
    name: t`SHA-256 of what is there`,
    purpose: t`A fingerprint of the part that has arrived: if it is another than the sender’s, the file begins anew.`,
  },
  chunk: { name: t`bytes of the file`, purpose: t`A piece of the file itself.` },
  'file-size': {
    name: t`size of the file`,
    purpose: t`How long the file will be: the receiver takes no byte more.`,
  },
  'file-hash': {
    name: t`SHA-256 of the file`,
    purpose: t`A fingerprint of the whole file: the receiver keeps only what fits it.`,
  },
  'file-count': {
    name: t`number of files`,
    purpose: t`How many files the folder has, so that the receiver knows before what is taken.`,
  },
  'file-name': {
    name: t`name of the file`,
    purpose: t`What the sender calls the file. To the receiver it is a stranger’s text, never a path.`,
  },
  outcome: { name: t`outcome`, purpose: t`How the transfer of the file ended.` },
  'text-count': {
    name: t`number of texts`,
    purpose: t`How many texts come again, so that the receiver can be told before.`,
  },
  since: { name: t`since`, purpose: t`When the first of these texts was written.` },
  // The prototype.
  pem: {
    name: t`public key, PEM`,
    purpose: t`The key for which the other side is to close its messages. Nothing says whose it is, so anybody on the way can put another in its place.`,
  },
  fingerprint: {
    name: t`fingerprint of this key`,
    purpose: t`The key itself; its hash is what two people can compare by telephone to notice that it was swapped.`,
  },
  separator: { name: t`separator`, purpose: t`The prototype’s mark between two parts.` },
  'idle-signature': {
    name: t`signature, by a key that is never sent`,
    purpose: t`Proves nothing: the key to check it with is thrown away and never sent.`,
  },
  'message-signature': {
    name: t`signature (RSA-PSS)`,
    purpose: t`Only the owner of the key that was shown can make it. It covers the words alone, and no number: the same message is good a second time.`,
  },
  ciphertext: {
    name: t`encrypted text (RSA-OAEP)`,
    purpose: t`The words, closed for the key that this side was shown: if that is the attacker’s, she reads them.`,
  },
} as const satisfies Readonly<Record<string, FieldKind>>

export type FieldKindName = keyof typeof fieldKinds

/** All of them, as they stand here. */
export const fieldKindNames = Object.keys(fieldKinds) as FieldKindName[]
