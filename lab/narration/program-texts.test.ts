/** What people read of what programs do, refuse and fail at, word for word, in both languages. */

import test from 'ava'
import { deed } from '../../attacks/deeds'
import { languages, type Sentence, t as sentence } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import type { ReportedDeed } from '../language/deeds'
import { sayIn } from '../language/language'
import { describeEvent, describeProgress } from './describe'

const stamp = { number: 1, at: 0, act: 'hardened', phase: 'attack' } as const

function inBoth(sentence: Sentence | null | undefined): string[] {
  return languages.map((language) => sayIn(language)(sentence!))
}

function described(event: HistoryEvent): string[] {
  return inBoth(describeEvent(event, [])[0]?.words)
}

const deeds: readonly (readonly [what: ReportedDeed, english: string, french: string])[] = [
  [
    deed('publishes-address', '10.0.0.3:25000', 'bob'),
    'Mallory publishes her own address 10.0.0.3:25000 as that of Bob',
    'Mallory publie sa propre adresse 10.0.0.3:25000 comme celle de Bob',
  ],
  [
    deed('weakens-offer'),
    'Mallory leaves only the weakest encryption in the offer',
    'Mallory ne laisse dans l’offre que le chiffrement le plus faible',
  ],
  [
    deed('passes-answer-on'),
    'Mallory passes the answer on as if it answered that offer',
    'Mallory transmet la réponse comme si elle répondait à cette offre-là',
  ],
  [
    deed('asks-about-names', 200, 3),
    'Mallory asks the directory about 200 names on 3 routes',
    'Mallory interroge l’annuaire sur 200 noms par 3 routes',
  ],
  [
    deed('begins-handshakes', 2500, 'bob'),
    'Mallory begins 2500 handshakes with Bob, and finishes none',
    'Mallory commence 2500 poignées de main avec Bob et n’en termine aucune',
  ],
  [
    deed('calls-as-alice'),
    'Mallory calls as Alice, and signs with a key that is not hers',
    'Mallory appelle sous le nom d’Alice et signe avec une clé qui n’est pas la sienne',
  ],
  [
    deed('calls-as-bob'),
    'Mallory calls as Bob, and proves it with nothing but Alice’s own private keys',
    'Mallory appelle sous le nom de Bob et ne le prouve qu’avec les clés privées d’Alice elle-même',
  ],
  [
    deed('notes-lengths'),
    'Mallory notes how long each record of the caller is',
    'Mallory note la longueur de chaque enregistrement de celui qui appelle',
  ],
  [
    deed('takes-place-of', 'alice'),
    'Mallory puts her own name, keys and signature in the place of Alice’s',
    'Mallory met son nom, ses clés et sa signature à la place de ceux d’Alice',
  ],
  [
    deed('computes-keystream', 'alice'),
    'Mallory computes the keystream of Alice’s goodbye and tries it on the other messages',
    'Mallory calcule le flux de clé de l’au revoir d’Alice et l’essaie sur les autres messages',
  ],
  [deed('copies'), 'Mallory copies every byte', 'Mallory copie chaque octet'],
  [
    deed('copies-for-text'),
    'Mallory copies every byte and looks for text',
    'Mallory copie chaque octet et cherche du texte',
  ],
  [
    deed('copies-for-names'),
    'Mallory copies every byte and looks for names in the handshake',
    'Mallory copie chaque octet et cherche des noms dans la poignée de main',
  ],
  [
    deed('begins-messages', 6, 268435456, 'bob', 14680064),
    'Mallory begins 6 messages of 268,435,456 bytes each to Bob, and sends the first 14,680,064',
    'Mallory commence 6 messages de 268 435 456 octets chacun vers Bob et en envoie les 14 680 064 premiers',
  ],
  [
    deed('compares-paddings', 'bob'),
    'Mallory calls Bob herself and compares the reactions to right and wrong paddings',
    'Mallory appelle Bob en son nom propre et compare les réactions aux remplissages justes et faux',
  ],
  [
    deed('no-oracle'),
    'Mallory gives up: all are refused alike',
    'Mallory renonce : tous sont refusés de la même façon',
  ],
  [
    deed('weak-oracle'),
    'Mallory gives up: only a whole padding is told from all else',
    'Mallory renonce : seul un remplissage entièrement juste se distingue du reste',
  ],
  [
    deed('has-oracle', 'bob'),
    'Mallory has an oracle: Bob tells a padding that does not begin with 00 02',
    'Mallory tient un oracle : Bob trahit un remplissage qui ne commence pas par 00 02',
  ],
  [
    deed('nothing-to-ask'),
    'Mallory gives up: she finds no locked secret in what she recorded that she could ask about',
    'Mallory renonce : dans ce qu’elle a enregistré, elle ne trouve aucun secret fermé à soumettre',
  ],
  [
    deed('knows-bits', 680, 2032, 3100),
    'Mallory knows 680 of the 2032 binary digits of a secret after 3100 questions',
    'Mallory connaît 680 des 2032 chiffres binaires d’un secret après 3100 questions',
  ],
  [
    deed('has-secret', 31415),
    'Mallory has the secret of a session after 31,415 questions, without the key',
    'Mallory a le secret d’une session après 31 415 questions, sans la clé',
  ],
  [
    deed('sends-file', '"../from-mallory.txt"'),
    'Mallory sends a file named “../from-mallory.txt”',
    'Mallory envoie un fichier nommé « ../from-mallory.txt »',
  ],
  [deed('drops-message'), 'Mallory drops the first message', 'Mallory supprime le premier message'],
  [
    deed('inserts-frame'),
    'Mallory puts a frame that is to be ignored into the handshake',
    'Mallory glisse dans la poignée de main une trame à ignorer',
  ],
  [
    deed('tries-stolen-keys', 'alice', 'bob'),
    'Mallory tries the stolen keys of Alice and Bob on what she recorded',
    'Mallory essaie les clés volées d’Alice et de Bob sur ce qu’elle a enregistré',
  ],
  [
    deed('nothing-to-unwrap'),
    'Mallory finds nothing to unwrap: the handshake itself is sealed under keys that are gone',
    'Mallory ne trouve rien à ouvrir : la poignée de main elle-même est scellée sous des clés qui n’existent plus',
  ],
  [
    deed('reflects-message'),
    'Mallory gives her own first message back in the place of the answer',
    'Mallory renvoie à celle qui appelle son propre premier message en guise de réponse',
  ],
  [
    deed('reorders-messages'),
    'Mallory passes the second message on before the first',
    'Mallory transmet le deuxième message avant le premier',
  ],
  [
    deed('repeats-message'),
    'Mallory sends the same message a second time',
    'Mallory envoie le même message une seconde fois',
  ],
  [
    deed('repeats-login', 'bob'),
    'Mallory types the password and the code once more that Bob has just typed',
    'Mallory retape le mot de passe et le code que Bob vient de taper',
  ],
  [
    deed('names-own-key', 'alice'),
    'Mallory names her own key as that of Alice',
    'Mallory donne sa propre clé pour celle d’Alice',
  ],
  [
    deed('holds-connections', 120, 'bob, directory'),
    'Mallory holds 120 connections each to Bob and the directory, and speaks slowly',
    'Mallory occupe Bob et l’annuaire par 120 connexions lentes chacun',
  ],
  [
    deed('asks-friendship', 'alice'),
    'Mallory asks to be a friend of Alice, and for the address before there is an answer',
    'Mallory propose son amitié à Alice, et demande son adresse sans attendre la réponse',
  ],
  [
    deed('tries-passwords', 200, 'bob'),
    'Mallory tries 200 leaked passwords on the account of Bob',
    'Mallory essaie 200 mots de passe issus d’une fuite sur le compte de Bob',
  ],
  [
    deed('waits-too-long', 20, 300),
    'Mallory gives up after 20 guesses: for the next one she would have to wait 300 seconds',
    'Mallory renonce après 20 essais : il lui faudrait attendre 300 secondes avant le suivant',
  ],
  [
    deed('shows-own-key'),
    'Mallory shows her own key in the other one’s place',
    'Mallory montre sa propre clé à la place de celle de l’autre',
  ],
  [
    deed('tries-names', 200),
    'Mallory tries to register 200 names herself',
    'Mallory essaie d’inscrire elle-même 200 noms',
  ],
  [
    deed('out-of-budget', 10),
    'Mallory gives up after 10 names: her budget is used up',
    'Mallory renonce après 10 noms : son budget est épuisé',
  ],
  [
    deed('changes-text', '09:00', '21:00'),
    'Mallory turns “09:00” into “21:00” in the message',
    'Mallory change « 09:00 » en « 21:00 » dans le message',
  ],
  [
    deed('cuts-connection'),
    'Mallory keeps this back and ends the connection',
    'Mallory retient ceci et coupe la connexion',
  ],
  [
    deed('notice-after-carriage-return'),
    'Mallory writes a notice after a carriage return, in a message and as the name of a file',
    'Mallory écrit un avis après un retour chariot, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-line-feed'),
    'Mallory writes a notice after a line feed, in a message and as the name of a file',
    'Mallory écrit un avis après un saut de ligne, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-both'),
    'Mallory writes a notice after a line feed and a carriage return, in a message and as the name of a file',
    'Mallory écrit un avis après un saut de ligne et un retour chariot, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-vertical-tab'),
    'Mallory writes a notice after a vertical tab, in a message and as the name of a file',
    'Mallory écrit un avis après une tabulation verticale, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-cursor-movements'),
    'Mallory writes a notice after cursor movements, in a message and as the name of a file',
    'Mallory écrit un avis après des mouvements du curseur, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-eight-bit-controls'),
    'Mallory writes a notice after controls of eight bits, in a message and as the name of a file',
    'Mallory écrit un avis après des commandes sur huit bits, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-row-above'),
    'Mallory writes a notice after the row above, in a message and as the name of a file',
    'Mallory écrit un avis sur la ligne du dessus, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-title'),
    'Mallory writes a notice after a title for the window, in a message and as the name of a file',
    'Mallory écrit un avis comme titre de la fenêtre, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-among-unseen'),
    'Mallory writes a notice among characters that are not seen, in a message and as the name of a file',
    'Mallory écrit un avis parmi des caractères qui ne se voient pas, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-reversed-writing'),
    'Mallory writes a notice after reversed writing, in a message and as the name of a file',
    'Mallory écrit un avis en écriture inversée, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-line-separator'),
    'Mallory writes a notice after a line separator, in a message and as the name of a file',
    'Mallory écrit un avis après un séparateur de lignes, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-tags'),
    'Mallory writes a notice after tags of a screen library, in a message and as the name of a file',
    'Mallory écrit un avis entre les balises d’une bibliothèque d’affichage, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-blanks'),
    'Mallory writes a notice after blanks up to the edge, in a message and as the name of a file',
    'Mallory écrit un avis après des blancs jusqu’au bord, dans un message et comme nom de fichier',
  ],
  [
    deed('notice-after-further-row-mark'),
    'Mallory writes a notice after the mark of rows that go on, in a message and as the name of a file',
    'Mallory écrit un avis après la marque des lignes qui continuent, dans un message et comme nom de fichier',
  ],
]

for (const [what, ...told] of deeds)
  test(`a deed: ${told[0]}`, (t) => {
    const acted = { event: 'acted', link: null, what, to: null, presented: null } as const
    t.deepEqual(described({ ...stamp, node: 'mallory', ...acted }), told)
  })

/** Nothing that a program says is lost, and it need not be in any table. */
const unknown: readonly (readonly [what: ReportedDeed, both: string])[] = [
  ['tries 200 leaked passwords on the account of bob', 'tries 200 leaked passwords on the account of bob'],
  ['puts {0} in', 'puts {0} in'],
  [{ key: 'sings', values: [] }, 'sings'],
  [{ key: 'toString', values: [] }, 'toString'],
  [{ key: 'sings', values: ['a\u001b[2Jsong', 3] }, 'sings: a\\u{1b}[2Jsong, 3'],
  [{ key: 'repeats-message', values: ['twice'] }, 'repeats-message: twice'],
]

for (const [what, both] of unknown)
  test(`a deed without a sentence: ${JSON.stringify(what)}`, (t) => {
    const acted = { event: 'acted', link: null, what, to: null, presented: null } as const
    const told = `Mallory ${both}`
    const set = told.replace(': ', '\u00a0: ')
    t.deepEqual(described({ ...stamp, node: 'mallory', ...acted }), [told, set])
  })

const counts: readonly (readonly [what: ReportedDeed, english: string, french: string])[] = [
  [deed('secrets-tried'), '7 of 9 secrets tried', 'secrets essayés\u00a0: 7 sur 9'],
  [deed('names-asked-about'), '7 of 9 names asked about', 'noms demandés\u00a0: 7 sur 9'],
  [deed('names-tried'), '7 of 9 names tried', 'noms essayés\u00a0: 7 sur 9'],
  [deed('passwords-tried'), '7 of 9 passwords tried', 'mots de passe essayés\u00a0: 7 sur 9'],
  [deed('questions-to', 'bob'), '7 of 9 questions to Bob', 'questions à Bob\u00a0: 7 sur 9'],
]

for (const [what, ...told] of counts)
  test(`a count: ${told[0]}`, (t) => {
    const progress = { event: 'progress', done: 7, of: 9, what } as const
    t.deepEqual(inBoth(describeProgress({ ...stamp, node: 'mallory', ...progress })), told)
  })

const alarms: readonly (readonly [
  code: string,
  evidence: Readonly<Record<string, string | number>>,
  english: string,
  french: string,
])[] = [
  [
    'FRAME_EMPTY',
    {},
    'Alice’s messenger raises the alarm: “The other side sent an empty frame.” (FRAME_EMPTY)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a envoyé une trame vide. » (FRAME_EMPTY)',
  ],
  [
    'FRAME_TOO_LARGE',
    {},
    'Alice’s messenger raises the alarm: “The other side announced a frame larger than the protocol allows.” (FRAME_TOO_LARGE)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a annoncé une trame plus grande que le protocole ne le permet. » (FRAME_TOO_LARGE)',
  ],
  [
    'UNEXPECTED_FRAME',
    {},
    'Alice’s messenger raises the alarm: “The other side sent something that does not belong at this point of the conversation.” (UNEXPECTED_FRAME)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a envoyé quelque chose qui n’a pas sa place à ce moment de la conversation. » (UNEXPECTED_FRAME)',
  ],
  [
    'MALFORMED',
    {},
    'Alice’s messenger raises the alarm: “The other side sent bytes that do not parse.” (MALFORMED)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a envoyé des octets indéchiffrables. » (MALFORMED)',
  ],
  [
    'BAD_TEXT',
    {},
    'Alice’s messenger raises the alarm: “The other side sent a text that is not valid UTF-8.” (BAD_TEXT)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a envoyé un texte qui n’est pas de l’UTF-8 valide. » (BAD_TEXT)',
  ],
  [
    'NO_COMMON_VERSION',
    {},
    'Alice’s messenger raises the alarm: “The two programs have no protocol version in common.” (NO_COMMON_VERSION)',
    'La messagerie d’Alice donne l’alarme : « Les deux programmes n’ont aucune version du protocole en commun. » (NO_COMMON_VERSION)',
  ],
  [
    'BELOW_FLOOR',
    {},
    'Alice’s messenger raises the alarm: “The other side chose a version or an encryption that this program no longer accepts.” (BELOW_FLOOR)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a choisi une version ou un chiffrement que ce programme n’accepte plus. » (BELOW_FLOOR)',
  ],
  [
    'BAD_KEY_SHARE',
    {},
    'Alice’s messenger raises the alarm: “The other side sent an unusable X25519 key share.” (BAD_KEY_SHARE)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a envoyé une clé éphémère X25519 inutilisable. » (BAD_KEY_SHARE)',
  ],
  [
    'BAD_IDENTITY',
    {},
    'Alice’s messenger raises the alarm: “The other side presented keys that are not RSA-2048 keys.” (BAD_IDENTITY)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a présenté des clés qui ne sont pas des clés RSA-2048. » (BAD_IDENTITY)',
  ],
  [
    'BAD_SIGNATURE',
    {},
    'Alice’s messenger raises the alarm: “A signature does not verify: the other side does not hold the key that it shows.” (BAD_SIGNATURE)',
    'La messagerie d’Alice donne l’alarme : « Une signature est fausse : l’autre côté ne détient pas la clé qu’il montre. » (BAD_SIGNATURE)',
  ],
  [
    'BAD_CONFIRMATION',
    {},
    'Alice’s messenger raises the alarm: “The other side could not confirm the keys of this session.” (BAD_CONFIRMATION)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté n’a pas pu confirmer les clés de cette session. » (BAD_CONFIRMATION)',
  ],
  [
    'BAD_SECRET',
    {},
    'Alice’s messenger raises the alarm: “The other side sent a secret that this key does not unwrap.” (BAD_SECRET)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté a envoyé un secret que cette clé n’ouvre pas. » (BAD_SECRET)',
  ],
  [
    'WRONG_NAME',
    {},
    'Alice’s messenger raises the alarm: “The one who answered uses another name than the one who was called.” (WRONG_NAME)',
    'La messagerie d’Alice donne l’alarme : « La personne qui a répondu porte un autre nom que celle qui était appelée. » (WRONG_NAME)',
  ],
  [
    'UNKNOWN_PEER',
    {},
    'Alice’s messenger raises the alarm: “The other side is nobody whose key is known here: become friends first.” (UNKNOWN_PEER)',
    'La messagerie d’Alice donne l’alarme : « La clé de l’autre côté n’est pas connue ici : devenez d’abord amis. » (UNKNOWN_PEER)',
  ],
  [
    'FINGERPRINT_MISMATCH',
    {},
    'Alice’s messenger raises the alarm: “The key is not the expected one: somebody may stand between you and your friend.” (FINGERPRINT_MISMATCH)',
    'La messagerie d’Alice donne l’alarme : « La clé n’est pas celle attendue : quelqu’un se tient peut-être entre vous et votre ami. » (FINGERPRINT_MISMATCH)',
  ],
  [
    'TIMEOUT',
    {},
    'Alice’s messenger raises the alarm: “The other side did not answer in time.” (TIMEOUT)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté n’a pas répondu à temps. » (TIMEOUT)',
  ],
  [
    'INCOMPLETE_HANDSHAKE',
    {},
    'Alice’s messenger raises the alarm: “The connection ended before the handshake was complete.” (INCOMPLETE_HANDSHAKE)',
    'La messagerie d’Alice donne l’alarme : « La connexion s’est terminée avant la fin de la poignée de main. » (INCOMPLETE_HANDSHAKE)',
  ],
  [
    'BAD_RECORD',
    {},
    'Alice’s messenger raises the alarm: “A message was changed on its way: it does not decrypt.” (BAD_RECORD)',
    'La messagerie d’Alice donne l’alarme : « Un message a été modifié en chemin : il ne se déchiffre pas. » (BAD_RECORD)',
  ],
  [
    'OUT_OF_ORDER',
    {},
    'Alice’s messenger raises the alarm: “A message was repeated, dropped or moved on its way.” (OUT_OF_ORDER)',
    'La messagerie d’Alice donne l’alarme : « Un message a été répété, supprimé ou déplacé en chemin. » (OUT_OF_ORDER)',
  ],
  [
    'TRUNCATED',
    {},
    'Alice’s messenger raises the alarm: “The connection ended before the other side said goodbye: messages may be missing.” (TRUNCATED)',
    'La messagerie d’Alice donne l’alarme : « La connexion s’est terminée avant que l’autre côté dise au revoir : des messages manquent peut-être. » (TRUNCATED)',
  ],
  [
    'BAD_COUNT',
    {},
    'Alice’s messenger raises the alarm: “The other side counted another number of messages than arrived here.” (BAD_COUNT)',
    'La messagerie d’Alice donne l’alarme : « Le nombre de messages compté de l’autre côté n’est pas celui des messages arrivés ici. » (BAD_COUNT)',
  ],
  [
    'REKEY_OVERDUE',
    {},
    'Alice’s messenger raises the alarm: “The other side did not renew the keys of this session in time.” (REKEY_OVERDUE)',
    'La messagerie d’Alice donne l’alarme : « L’autre côté n’a pas renouvelé à temps les clés de cette session. » (REKEY_OVERDUE)',
  ],
  [
    'FINGERPRINT_MISMATCH',
    { name: 'bob', expected: 'aa', seen: 'bb' },
    'Alice’s messenger raises the alarm: “The directory names another key for Bob.” (FINGERPRINT_MISMATCH)',
    'La messagerie d’Alice donne l’alarme : « L’annuaire donne une autre clé pour Bob. » (FINGERPRINT_MISMATCH)',
  ],
  [
    'FINGERPRINT_MISMATCH',
    { addressOf: 'bob', expected: 'aa', seen: 'bb' },
    'Alice’s messenger raises the alarm: “The directory shows another key for Bob than the one known here: ask Bob to compare safety numbers.” (FINGERPRINT_MISMATCH)',
    'La messagerie d’Alice donne l’alarme : « L’annuaire montre pour Bob une autre clé que celle connue ici : demandez à Bob de comparer les numéros de sécurité. » (FINGERPRINT_MISMATCH)',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'other-user', record: 'carol' },
    'Alice’s messenger raises the alarm: “The address that the directory gives for Bob is the address of somebody else: it is not used. Ask Bob to publish it again, and look whether both clocks are right.” (BAD_ADDRESS_RECORD)',
    'La messagerie d’Alice donne l’alarme : « L’adresse que l’annuaire donne pour Bob est celle de quelqu’un d’autre : elle n’est pas utilisée. Demandez à Bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure. » (BAD_ADDRESS_RECORD)',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'unsigned' },
    'Alice’s messenger raises the alarm: “The address that the directory gives for Bob is not signed by Bob: it is not used. Ask Bob to publish it again, and look whether both clocks are right.” (BAD_ADDRESS_RECORD)',
    'La messagerie d’Alice donne l’alarme : « L’adresse que l’annuaire donne pour Bob n’est pas signée par Bob : elle n’est pas utilisée. Demandez à Bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure. » (BAD_ADDRESS_RECORD)',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'expired', expires: 'x', now: 'y' },
    'Alice’s messenger raises the alarm: “The address that the directory gives for Bob has expired by the clock of this computer: it is not used. Ask Bob to publish it again, and look whether both clocks are right.” (BAD_ADDRESS_RECORD)',
    'La messagerie d’Alice donne l’alarme : « L’adresse que l’annuaire donne pour Bob est périmée d’après l’horloge de cet ordinateur : elle n’est pas utilisée. Demandez à Bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure. » (BAD_ADDRESS_RECORD)',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'rolled-back', counter: 1, last: 2 },
    'Alice’s messenger raises the alarm: “The address that the directory gives for Bob is older than one seen before: it is not used. Ask Bob to publish it again, and look whether both clocks are right.” (BAD_ADDRESS_RECORD)',
    'La messagerie d’Alice donne l’alarme : « L’adresse que l’annuaire donne pour Bob est plus ancienne qu’une autre déjà vue : elle n’est pas utilisée. Demandez à Bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure. » (BAD_ADDRESS_RECORD)',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'too-near' },
    'Alice’s messenger raises the alarm: “The address that the directory gives for Bob is of this computer or of a private network, and nothing says that Bob is there: it is not used. Ask Bob to publish another one with --publish HOST:PORT.” (BAD_ADDRESS_RECORD)',
    'La messagerie d’Alice donne l’alarme : « L’adresse que l’annuaire donne pour Bob est de cet ordinateur ou d’un réseau privé, et rien ne dit que Bob s’y trouve : elle n’est pas utilisée. Demandez à Bob d’en publier une autre avec --publish HOST:PORT. » (BAD_ADDRESS_RECORD)',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'no-host' },
    'Alice’s messenger raises the alarm: “The address that the directory gives for Bob names no host: it is not used. Ask Bob to publish it again, and look whether both clocks are right.” (BAD_ADDRESS_RECORD)',
    'La messagerie d’Alice donne l’alarme : « L’adresse que l’annuaire donne pour Bob ne nomme aucun hôte : elle n’est pas utilisée. Demandez à Bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure. » (BAD_ADDRESS_RECORD)',
  ],
]

for (const [code, evidence, ...told] of alarms)
  test(`an alarm: ${told[0]}`, (t) => {
    const alarm = { event: 'alarm', session: 's', code, message: 'x', evidence } as const
    t.deepEqual(described({ ...stamp, node: 'alice', ...alarm }), told)
  })

test('an alarm whose code the lab does not know is told in the program’s own words', (t) => {
  const alarm = { event: 'alarm', session: 's', code: 'NEW', message: 'It {0} sings.', evidence: {} } as const
  const [inEnglish, inFrench] = described({ ...stamp, node: 'alice', ...alarm })
  t.is(inEnglish, 'Alice’s messenger raises the alarm: “It {0} sings.” (NEW)')
  t.is(inFrench, 'La messagerie d’Alice donne l’alarme\u00a0: « It {0} sings. » (NEW)')
})

test('what a messenger refuses to send', (t) => {
  const failed = { event: 'failed', id: 1, code: 'NOT_CONNECTED', message: 'x' } as const
  t.deepEqual(described({ ...stamp, node: 'alice', ...failed }), [
    'Alice’s messenger refuses: There is no open connection to this friend: connect first.',
    'La messagerie d’Alice refuse : « Il n’y a pas de connexion ouverte avec cet ami : connectez-vous d’abord. »',
  ])
})

const failures: readonly (readonly [why: Sentence, english: string, french: string])[] = [
  [
    sentence`the run was interrupted`,
    'The program of Alice failed: the run was interrupted.',
    'Le programme d’Alice a échoué : l’exécution a été interrompue.',
  ],
  [
    sentence`not every node got ready`,
    'The program of Alice failed: not every node got ready.',
    'Le programme d’Alice a échoué : tous les nœuds ne sont pas prêts.',
  ],
  [
    sentence`${'alice'} did not answer to ${'{"do":"ping"}'}`,
    'The program of Alice failed: alice did not answer to {"do":"ping"}.',
    'Le programme d’Alice a échoué : alice n’a pas répondu à {"do":"ping"}.',
  ],
  [
    sentence`${'alice'} refused ${'{"do":"ping"}'}: ${'The directory does not answer.'}`,
    'The program of Alice failed: alice refused {"do":"ping"}: The directory does not answer.',
    'Le programme d’Alice a échoué : alice a refusé {"do":"ping"} : The directory does not answer.',
  ],
  [
    sentence`${'alice'} does not listen as ${'bob'}`,
    'The program of Alice failed: alice does not listen as bob.',
    'Le programme d’Alice a échoué : alice n’écoute pas en tant que bob.',
  ],
  [
    sentence`there is no node ${'carol'}`,
    'The program of Alice failed: there is no node carol.',
    'Le programme d’Alice a échoué : il n’y a pas de nœud carol.',
  ],
  [
    sentence`it ended with a signal`,
    'The program of Alice failed: it ended with a signal.',
    'Le programme d’Alice a échoué : terminé par un signal.',
  ],
  [
    sentence`it ended with a signal: ${'Killed'}`,
    'The program of Alice failed: it ended with a signal: Killed.',
    'Le programme d’Alice a échoué : terminé par un signal : Killed.',
  ],
  [
    sentence`it ended with status ${3}`,
    'The program of Alice failed: it ended with status 3.',
    'Le programme d’Alice a échoué : terminé avec le code 3.',
  ],
  [
    sentence`it ended with status ${3}: ${'Oops.'}`,
    'The program of Alice failed: it ended with status 3: Oops.',
    'Le programme d’Alice a échoué : terminé avec le code 3 : Oops.',
  ],
  [
    sentence`${'not JSON: "x"'}`,
    'The program of Alice failed: not JSON: "x".',
    'Le programme d’Alice a échoué : not JSON: "x".',
  ],
]

for (const [why, ...told] of failures)
  test(`a failure: ${told[0]}`, (t) => {
    t.deepEqual(described({ ...stamp, node: 'lab', event: 'node-failed', failed: 'alice', why }), told)
  })
