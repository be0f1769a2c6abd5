/** What people read of what attackers do: a sentence for each key that attacks/deeds.ts has. */

import { type Sentence, t, type Value } from '../../peers/language/sentence'
import { named } from './cast'

/** What an attacker's program says that it does, or what it counts: the key of a sentence, or words of its own. */
export type ReportedDeed = string | { readonly key: string; readonly values: readonly (string | number)[] }

/** What attackers write as JSON does, which has other quotation marks. */
function unquoted(name: Value): Value {
  return typeof name === 'string' ? name.replace(/^"(.*)"$/s, '$1') : name
}

/** How users begin, and what it becomes (attacks/tamper.ts). */
const guesses = [t`Meet me at`, t`Be wary of`]

function guess(words: Value): Value {
  return guesses.find(({ text }) => text === words) ?? words
}

/** What she does follows her name; what she counts follows a number. */
export const deedSentences: Readonly<Record<string, (...values: Value[]) => Sentence>> = {
  'publishes-address': (address, owner) => t`publishes her own address ${address} as that of ${named(owner)}`,
  'weakens-offer': () => t`leaves only the weakest encryption in the offer`,
  'passes-answer-on': () => t`passes the answer on as if it answered that offer`,
  'asks-about-names': (names, routes) => t`asks the directory about ${names} names on ${routes} routes`,
  'begins-handshakes': (handshakes, callee) =>
    t`begins ${handshakes} handshakes with ${named(callee)}, and finishes none`,
  'calls-as-alice': () => t`calls as Alice, and signs with a key that is not hers`,
  'calls-as-bob': () => t`calls as Bob, and proves it with nothing but Alice’s own private keys`,
  'calls-with-stolen-keys': (owner) => t`calls as ${named(owner)}, with the private keys of that very friend`,
  'asks-for-history': (owner) => t`calls once more as ${named(owner)}, and says that every message is lost`,
  'calls-with-named-key': (owner) =>
    t`calls as ${named(owner)}, with her own key that the directory has named`,
  'notes-lengths': () => t`notes how long each record of the caller is`,
  'takes-place-of': (caller) => t`puts her own name, keys and signature in the place of ${named(caller)}’s`,
  'computes-keystream': (whose) =>
    t`computes the keystream of ${named(whose)}’s goodbye and tries it on the other messages`,
  copies: () => t`copies every byte`,
  'copies-for-text': () => t`copies every byte and looks for text`,
  'copies-for-names': () => t`copies every byte and looks for names in the handshake`,
  'notes-call': () => t`writes down who calls whom, and joins them`,
  'notes-bytes': (bytes) => t`writes down that ${bytes} bytes went through`,
  'begins-messages': (messages, bytes, callee, sent) =>
    t`begins ${messages} messages of ${bytes} bytes each to ${named(callee)}, and sends the first ${sent}`,
  'compares-paddings': (callee) =>
    t`calls ${named(callee)} herself and compares the reactions to right and wrong paddings`,
  'no-oracle': () => t`gives up: all are refused alike`,
  'weak-oracle': () => t`gives up: only a whole padding is told from all else`,
  'has-oracle': (callee) => t`has an oracle: ${named(callee)} tells a padding that does not begin with 00 02`,
  'nothing-to-ask': () =>
    t`gives up: she finds no locked secret in what she recorded that she could ask about`,
  'knows-bits': (known, of, questions) =>
    t`knows ${known} of the ${of} binary digits of a secret after ${questions} questions`,
  'has-secret': (questions) => t`has the secret of a session after ${questions} questions, without the key`,
  'sends-file': (name) => t`sends a file named “${unquoted(name)}”`,
  'asks-for-last-byte': (times) =>
    t`asks ${times} times for the last byte of the file, and shows each time that she has the rest`,
  'asks-without-end': (times) => t`asks ${times} times whether anybody is there`,
  'asks-to-repeat': (times) => t`reads nothing any more, and says ${times} times that she has no message yet`,
  'ends-nothing': (items) => t`says of ${items} files that were never offered that they have come to an end`,
  'drops-message': () => t`drops the first message`,
  'drops-second-message': () => t`drops the second message, and passes on what follows it`,
  'inserts-frame': () => t`puts a frame that is to be ignored into the handshake`,
  'tries-stolen-keys': (caller, callee) =>
    t`tries the stolen keys of ${named(caller)} and ${named(callee)} on what she recorded`,
  'nothing-to-unwrap': () =>
    t`finds nothing to unwrap: the handshake itself is sealed under keys that are gone`,
  'reflects-message': () => t`gives her own first message back in the place of the answer`,
  'reorders-messages': () => t`passes the second message on before the first`,
  'repeats-message': () => t`sends the same message a second time`,
  'repeats-login': (name) => t`types the password and the code once more that ${named(name)} has just typed`,
  'names-own-key': (friend) => t`names her own key as that of ${named(friend)}`,
  'gives-old-address': (friend) => t`gives an old address of ${named(friend)} in place of the new one`,
  'moves-address': (friend) => t`gives another port for ${named(friend)} than was signed`,
  'invents-friends': (friends) => t`names ${friends} friends whom nobody has asked for, and others each time`,
  'calls-as-phantom': (name) => t`calls as ${named(name)}, a friend whom she has made up`,
  'names-own-computer': (address) => t`says that she is at ${address}, which is the asking computer itself`,
  'holds-connections': (connections, victims) =>
    t`holds ${connections} connections each to ${named(victims)}, and speaks slowly`,
  'asks-friendship': (name) =>
    t`asks to be a friend of ${named(name)}, and for the address before there is an answer`,
  'tries-passwords': (passwords, name) =>
    t`tries ${passwords} leaked passwords on the account of ${named(name)}`,
  'waits-too-long': (guesses, seconds) =>
    t`gives up after ${guesses} guesses: for the next one she would have to wait ${seconds} seconds`,
  'shows-own-key': () => t`shows her own key in the other one’s place`,
  'tries-names': (names) => t`tries to register ${names} names herself`,
  'out-of-budget': (names) => t`gives up after ${names} names: her budget is used up`,
  'keeps-frame': (number) => t`keeps frame ${number} back`,
  'gives-frame': (number, whose) => t`puts frame ${number} of ${named(whose)} where it does not belong`,
  'gives-flipped': (number, whose) => t`turns one bit over in frame ${number} of ${named(whose)}`,
  'gives-cut': (number, whose) => t`cuts frame ${number} of ${named(whose)} short`,
  'gives-own': (frame) => t`says a ${frame} of her own making`,
  'gives-unknown': (type) => t`says something of type ${type}, which the protocol does not have`,
  probes: (probe) => t`sends what is forbidden: ${probe}`,
  'changes-text': (before, after) => t`turns “${guess(before)}” into “${guess(after)}” in the message`,
  'cuts-connection': () => t`keeps this back and ends the connection`,
  'notice-after-carriage-return': () =>
    t`writes a notice after a carriage return, in a message and as the name of a file`,
  'notice-after-line-feed': () =>
    t`writes a notice after a line feed, in a message and as the name of a file`,
  'notice-after-both': () =>
    t`writes a notice after a line feed and a carriage return, in a message and as the name of a file`,
  'notice-after-vertical-tab': () =>
    t`writes a notice after a vertical tab, in a message and as the name of a file`,
  'notice-after-cursor-movements': () =>
    t`writes a notice after cursor movements, in a message and as the name of a file`,
  'notice-after-eight-bit-controls': () =>
    t`writes a notice after controls of eight bits, in a message and as the name of a file`,
  'notice-after-row-above': () =>
    t`writes a notice after the row above, in a message and as the name of a file`,
  'notice-after-title': () =>
    t`writes a notice after a title for the window, in a message and as the name of a file`,
  'notice-after-reversed-writing': () =>
    t`writes a notice after reversed writing, in a message and as the name of a file`,
  'notice-after-line-separator': () =>
    t`writes a notice after a line separator, in a message and as the name of a file`,
  'notice-after-tags': () =>
    t`writes a notice after tags of a screen library, in a message and as the name of a file`,
  'notice-after-blanks': () =>
    t`writes a notice after blanks up to the edge, in a message and as the name of a file`,
  'notice-after-further-row-mark': () =>
    t`writes a notice after the mark of rows that go on, in a message and as the name of a file`,
  'notice-among-unseen': () =>
    t`writes a notice among characters that are not seen, in a message and as the name of a file`,

  // What is counted.
  'secrets-tried': () => t`secrets tried`,
  'names-asked-about': () => t`names asked about`,
  'names-tried': () => t`names tried`,
  'passwords-tried': () => t`passwords tried`,
  'questions-to': (callee) => t`questions to ${named(callee)}`,
}

/** @returns the sentence of a deed; what has none is shown as the program says it, and is not translated. */
export function deedSentence(what: ReportedDeed): Sentence {
  if (typeof what === 'string') return t`${what}`
  const { key, values } = what
  const sentence = Object.hasOwn(deedSentences, key) ? deedSentences[key] : undefined
  if (sentence?.length === values.length) return sentence(...values)
  return values.length === 0 ? t`${key}` : t`${key}: ${values.join(', ')}`
}
