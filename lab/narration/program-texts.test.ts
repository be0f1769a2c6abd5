/** What people read of what programs do, refuse and fail at, word for word, in both languages. */

import test from 'ava'
import { deed } from '../../attacks/deeds'
import type { HistoryEvent } from '../history/events'
import type { ReportedDeed } from '../language/deeds'
import { sayIn } from '../language/language'
import { languages, type Sentence, t as sentence } from '../language/sentence'
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
    'Mallory publishes her own address 10.0.0.3:25000 as that of bob',
    'Mallory publie sa propre adresse 10.0.0.3:25000 comme celle de bob',
  ],
  [
    deed('weakens-offer'),
    'Mallory leaves only the weakest suite in the offer',
    'Mallory ne laisse dans l’offre que la suite la plus faible',
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
    'Mallory begins 2500 handshakes with bob, and finishes none',
    'Mallory commence 2500 poignées de main avec bob et n’en termine aucune',
  ],
  [
    deed('calls-as-alice'),
    'Mallory calls as alice, and signs with a key that is not hers',
    'Mallory appelle sous le nom d’alice et signe avec une clé qui n’est pas la sienne',
  ],
  [
    deed('calls-as-bob'),
    'Mallory calls as bob, and proves it with nothing but alice’s own private keys',
    'Mallory appelle sous le nom de bob et ne le prouve qu’avec les clés privées d’alice elle-même',
  ],
  [
    deed('notes-lengths'),
    'Mallory notes how long each record of the caller is',
    'Mallory note la longueur de chaque enregistrement de celui qui appelle',
  ],
  [
    deed('takes-place-of', 'alice'),
    'Mallory puts her own name, keys and signature in the place of alice’s',
    'Mallory met son nom, ses clés et sa signature à la place de ceux d’alice',
  ],
  [
    deed('computes-keystream', 'alice'),
    'Mallory computes the keystream of alice’s goodbye and tries it on the other messages',
    'Mallory calcule le flux de clé de l’au revoir d’alice et l’essaie sur les autres messages',
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
    'Mallory begins 6 messages of 268435456 bytes each to bob, and sends the first 14680064',
    'Mallory commence 6 messages de 268435456 octets chacun vers bob et en envoie les 14680064 premiers',
  ],
  [
    deed('compares-paddings', 'bob'),
    'Mallory calls bob herself and compares the reactions to right and wrong paddings',
    'Mallory appelle bob en son nom propre et compare les réactions aux remplissages justes et faux',
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
    'Mallory has an oracle: bob tells a padding that does not begin with 00 02',
    'Mallory tient un oracle : bob trahit un remplissage qui ne commence pas par 00 02',
  ],
  [
    deed('nothing-to-ask'),
    'Mallory gives up: what she recorded has no ciphertext in it that she could ask about',
    'Mallory renonce : rien de ce qu’elle a enregistré ne contient de chiffré à soumettre',
  ],
  [
    deed('has-secret', 31415),
    'Mallory has the secret of a session after 31415 questions, without the key',
    'Mallory a le secret d’une session après 31415 questions, sans la clé',
  ],
  [
    deed('sends-file', '"../from-mallory.txt"'),
    'Mallory sends a file by the name of "../from-mallory.txt"',
    'Mallory envoie un fichier nommé "../from-mallory.txt"',
  ],
  [deed('drops-message'), 'Mallory drops the first message', 'Mallory supprime le premier message'],
  [
    deed('inserts-frame'),
    'Mallory puts a frame that is to be ignored into the handshake',
    'Mallory glisse dans la poignée de main une trame à ignorer',
  ],
  [
    deed('tries-stolen-keys', 'alice', 'bob'),
    'Mallory tries the stolen keys of alice and bob on what she recorded',
    'Mallory essaie les clés volées d’alice et de bob sur ce qu’elle a enregistré',
  ],
  [
    deed('nothing-to-unwrap'),
    'Mallory finds nothing to unwrap: the handshake itself is sealed under keys that are gone',
    'Mallory ne trouve rien à déballer : la poignée de main elle-même est scellée sous des clés qui n’existent plus',
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
    'Mallory types the password and the code once more that bob has just typed',
    'Mallory retape le mot de passe et le code que bob vient de taper',
  ],
  [
    deed('names-own-key', 'alice'),
    'Mallory names her own key as that of alice',
    'Mallory donne sa propre clé pour celle d’alice',
  ],
  [
    deed('holds-connections', 120, 'bob, directory'),
    'Mallory holds 120 connections to each of these: bob, directory; and speaks slowly',
    'Mallory tient 120 connexions ouvertes vers chacun de ceux-ci : bob, directory ; et parle lentement',
  ],
  [
    deed('asks-friendship', 'alice'),
    'Mallory asks to be a friend of alice, and for the address before there is an answer',
    'Mallory demande à devenir l’amie d’alice, et son adresse avant qu’il y ait une réponse',
  ],
  [
    deed('tries-passwords', 200, 'bob'),
    'Mallory tries 200 leaked passwords on the account of bob',
    'Mallory essaie 200 mots de passe issus d’une fuite sur le compte de bob',
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
    'Mallory renonce après 10 noms : son quota est épuisé',
  ],
  [
    deed('changes-text', '09:00', '21:00'),
    'Mallory turns “09:00” into “21:00” in the message',
    'Mallory change « 09:00 » en « 21:00 » dans le message',
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
  [deed('secrets-tried'), '7 of 9 secrets tried', '7 sur 9 secrets essayés'],
  [deed('names-asked-about'), '7 of 9 names asked about', '7 sur 9 noms demandés'],
  [deed('names-tried'), '7 of 9 names tried', '7 sur 9 noms essayés'],
  [deed('passwords-tried'), '7 of 9 passwords tried', '7 sur 9 mots de passe essayés'],
  [deed('questions-to', 'bob'), '7 of 9 questions to bob', '7 sur 9 questions à bob'],
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
    'Alice is ALARMED, FRAME_EMPTY: The other side sent an empty frame.',
    'ALARME chez Alice, FRAME_EMPTY : L’autre côté a envoyé une trame vide.',
  ],
  [
    'FRAME_TOO_LARGE',
    {},
    'Alice is ALARMED, FRAME_TOO_LARGE: The other side announced a frame larger than the protocol allows.',
    'ALARME chez Alice, FRAME_TOO_LARGE : L’autre côté a annoncé une trame plus grande que le protocole ne le permet.',
  ],
  [
    'UNEXPECTED_FRAME',
    {},
    'Alice is ALARMED, UNEXPECTED_FRAME: The other side sent something that does not belong at this point of the conversation.',
    'ALARME chez Alice, UNEXPECTED_FRAME : L’autre côté a envoyé quelque chose qui n’a pas sa place à ce point de la conversation.',
  ],
  [
    'MALFORMED',
    {},
    'Alice is ALARMED, MALFORMED: The other side sent bytes that do not parse.',
    'ALARME chez Alice, MALFORMED : L’autre côté a envoyé des octets indéchiffrables.',
  ],
  [
    'BAD_TEXT',
    {},
    'Alice is ALARMED, BAD_TEXT: The other side sent a text that is not valid UTF-8.',
    'ALARME chez Alice, BAD_TEXT : L’autre côté a envoyé un texte qui n’est pas de l’UTF-8 valide.',
  ],
  [
    'NO_COMMON_VERSION',
    {},
    'Alice is ALARMED, NO_COMMON_VERSION: The two programs have no protocol version in common.',
    'ALARME chez Alice, NO_COMMON_VERSION : Les deux programmes n’ont aucune version du protocole en commun.',
  ],
  [
    'BELOW_FLOOR',
    {},
    'Alice is ALARMED, BELOW_FLOOR: The other side chose a protocol version or suite that this program no longer accepts.',
    'ALARME chez Alice, BELOW_FLOOR : L’autre côté a choisi une version ou une suite que ce programme n’accepte plus.',
  ],
  [
    'BAD_KEY_SHARE',
    {},
    'Alice is ALARMED, BAD_KEY_SHARE: The other side sent an unusable X25519 key share.',
    'ALARME chez Alice, BAD_KEY_SHARE : L’autre côté a envoyé une part de clé X25519 inutilisable.',
  ],
  [
    'BAD_IDENTITY',
    {},
    'Alice is ALARMED, BAD_IDENTITY: The other side presented keys that are not RSA-2048 keys.',
    'ALARME chez Alice, BAD_IDENTITY : L’autre côté a présenté des clés qui ne sont pas des clés RSA-2048.',
  ],
  [
    'BAD_SIGNATURE',
    {},
    'Alice is ALARMED, BAD_SIGNATURE: A signature does not verify: the other side does not hold the key that it shows.',
    'ALARME chez Alice, BAD_SIGNATURE : Une signature est fausse : l’autre côté ne détient pas la clé qu’il montre.',
  ],
  [
    'BAD_CONFIRMATION',
    {},
    'Alice is ALARMED, BAD_CONFIRMATION: The other side could not confirm the keys of this session.',
    'ALARME chez Alice, BAD_CONFIRMATION : L’autre côté n’a pas pu confirmer les clés de cette session.',
  ],
  [
    'BAD_SECRET',
    {},
    'Alice is ALARMED, BAD_SECRET: The other side sent a secret that this key does not unwrap.',
    'ALARME chez Alice, BAD_SECRET : L’autre côté a envoyé un secret que cette clé ne déballe pas.',
  ],
  [
    'WRONG_NAME',
    {},
    'Alice is ALARMED, WRONG_NAME: The one who answered uses another name than the one who was called.',
    'ALARME chez Alice, WRONG_NAME : La personne qui a répondu porte un autre nom que celle qui était appelée.',
  ],
  [
    'UNKNOWN_PEER',
    {},
    'Alice is ALARMED, UNKNOWN_PEER: The other side is nobody whose key is known here: become friends first.',
    'ALARME chez Alice, UNKNOWN_PEER : La clé de l’autre côté n’est pas connue ici : devenez d’abord amis.',
  ],
  [
    'FINGERPRINT_MISMATCH',
    {},
    'Alice is ALARMED, FINGERPRINT_MISMATCH: The key is not the expected one: somebody may stand between you and your friend.',
    'ALARME chez Alice, FINGERPRINT_MISMATCH : La clé n’est pas celle attendue : quelqu’un se tient peut-être entre vous et votre ami.',
  ],
  [
    'TIMEOUT',
    {},
    'Alice is ALARMED, TIMEOUT: The other side did not answer in time.',
    'ALARME chez Alice, TIMEOUT : L’autre côté n’a pas répondu à temps.',
  ],
  [
    'INCOMPLETE_HANDSHAKE',
    {},
    'Alice is ALARMED, INCOMPLETE_HANDSHAKE: The connection ended before the handshake was complete.',
    'ALARME chez Alice, INCOMPLETE_HANDSHAKE : La connexion s’est terminée avant la fin de la poignée de main.',
  ],
  [
    'BAD_RECORD',
    {},
    'Alice is ALARMED, BAD_RECORD: A message was changed on its way: it does not decrypt.',
    'ALARME chez Alice, BAD_RECORD : Un message a été modifié en chemin : il ne se déchiffre pas.',
  ],
  [
    'OUT_OF_ORDER',
    {},
    'Alice is ALARMED, OUT_OF_ORDER: A message was repeated, dropped or moved on its way.',
    'ALARME chez Alice, OUT_OF_ORDER : Un message a été répété, supprimé ou déplacé en chemin.',
  ],
  [
    'TRUNCATED',
    {},
    'Alice is ALARMED, TRUNCATED: The connection ended before the other side said goodbye: messages may be missing.',
    'ALARME chez Alice, TRUNCATED : La connexion s’est terminée avant que l’autre côté prenne congé : des messages manquent peut-être.',
  ],
  [
    'BAD_COUNT',
    {},
    'Alice is ALARMED, BAD_COUNT: The other side counted another number of messages than arrived here.',
    'ALARME chez Alice, BAD_COUNT : L’autre côté a compté un autre nombre de messages qu’il n’en est arrivé ici.',
  ],
  [
    'REKEY_OVERDUE',
    {},
    'Alice is ALARMED, REKEY_OVERDUE: The other side did not renew the keys of this session in time.',
    'ALARME chez Alice, REKEY_OVERDUE : L’autre côté n’a pas renouvelé à temps les clés de cette session.',
  ],
  [
    'FINGERPRINT_MISMATCH',
    { name: 'bob', expected: 'aa', seen: 'bb' },
    'Alice is ALARMED, FINGERPRINT_MISMATCH: The directory names another key for bob.',
    'ALARME chez Alice, FINGERPRINT_MISMATCH : L’annuaire donne une autre clé pour bob.',
  ],
  [
    'FINGERPRINT_MISMATCH',
    { addressOf: 'bob', expected: 'aa', seen: 'bb' },
    'Alice is ALARMED, FINGERPRINT_MISMATCH: The directory shows another key for bob than the one known here: ask bob to compare safety numbers.',
    'ALARME chez Alice, FINGERPRINT_MISMATCH : L’annuaire montre pour bob une autre clé que celle connue ici : demandez à bob de comparer les numéros de sécurité.',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'other-user', record: 'carol' },
    'Alice is ALARMED, BAD_ADDRESS_RECORD: The address that the directory gives for bob is the address of somebody else: it is not used. Ask bob to publish it again, and look whether both clocks are right.',
    'ALARME chez Alice, BAD_ADDRESS_RECORD : L’adresse que l’annuaire donne pour bob est celle de quelqu’un d’autre : elle n’est pas utilisée. Demandez à bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'unsigned' },
    'Alice is ALARMED, BAD_ADDRESS_RECORD: The address that the directory gives for bob is not signed by bob: it is not used. Ask bob to publish it again, and look whether both clocks are right.',
    'ALARME chez Alice, BAD_ADDRESS_RECORD : L’adresse que l’annuaire donne pour bob n’est pas signée par bob : elle n’est pas utilisée. Demandez à bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'expired', expires: 'x', now: 'y' },
    'Alice is ALARMED, BAD_ADDRESS_RECORD: The address that the directory gives for bob has expired by the clock of this computer: it is not used. Ask bob to publish it again, and look whether both clocks are right.',
    'ALARME chez Alice, BAD_ADDRESS_RECORD : L’adresse que l’annuaire donne pour bob est périmée d’après l’horloge de cet ordinateur : elle n’est pas utilisée. Demandez à bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'rolled-back', counter: 1, last: 2 },
    'Alice is ALARMED, BAD_ADDRESS_RECORD: The address that the directory gives for bob is older than one seen before: it is not used. Ask bob to publish it again, and look whether both clocks are right.',
    'ALARME chez Alice, BAD_ADDRESS_RECORD : L’adresse que l’annuaire donne pour bob est plus ancienne qu’une autre déjà vue : elle n’est pas utilisée. Demandez à bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'too-near' },
    'Alice is ALARMED, BAD_ADDRESS_RECORD: The address that the directory gives for bob is of this computer or of a private network, and nothing says that bob is there: it is not used. Ask bob to publish another one with --publish HOST:PORT.',
    'ALARME chez Alice, BAD_ADDRESS_RECORD : L’adresse que l’annuaire donne pour bob est de cet ordinateur ou d’un réseau privé, et rien ne dit que bob s’y trouve : elle n’est pas utilisée. Demandez à bob d’en publier une autre avec --publish HOST:PORT.',
  ],
  [
    'BAD_ADDRESS_RECORD',
    { name: 'bob', flaw: 'no-host' },
    'Alice is ALARMED, BAD_ADDRESS_RECORD: The address that the directory gives for bob names no host: it is not used. Ask bob to publish it again, and look whether both clocks are right.',
    'ALARME chez Alice, BAD_ADDRESS_RECORD : L’adresse que l’annuaire donne pour bob ne nomme aucun hôte : elle n’est pas utilisée. Demandez à bob de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
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
  t.is(inEnglish, 'Alice is ALARMED, NEW: It {0} sings.')
  t.is(inFrench, 'ALARME chez Alice, NEW\u00a0: It {0} sings.')
})

test('what a messenger refuses to send', (t) => {
  const failed = { event: 'failed', id: 1, code: 'NOT_CONNECTED', message: 'x' } as const
  t.deepEqual(described({ ...stamp, node: 'alice', ...failed }), [
    'Alice’s messenger refuses: There is no open connection to this friend: connect first.',
    'La messagerie d’Alice refuse : Il n’y a pas de connexion ouverte avec cet ami : connectez-vous d’abord.',
  ])
})

const failures: readonly (readonly [why: Sentence, english: string, french: string])[] = [
  [
    sentence`the run was interrupted`,
    'alice failed: the run was interrupted',
    'alice est en échec : l’exécution a été interrompue',
  ],
  [
    sentence`not every node got ready`,
    'alice failed: not every node got ready',
    'alice est en échec : tous les nœuds ne sont pas devenus prêts',
  ],
  [
    sentence`${'alice'} did not answer to ${'{"do":"ping"}'}`,
    'alice failed: alice did not answer to {"do":"ping"}',
    'alice est en échec : alice n’a pas répondu à {"do":"ping"}',
  ],
  [
    sentence`${'alice'} refused ${'{"do":"ping"}'}: ${'The directory does not answer.'}`,
    'alice failed: alice refused {"do":"ping"}: The directory does not answer.',
    'alice est en échec : alice a refusé {"do":"ping"} : The directory does not answer.',
  ],
  [
    sentence`${'alice'} does not listen as ${'bob'}`,
    'alice failed: alice does not listen as bob',
    'alice est en échec : alice n’écoute pas en tant que bob',
  ],
  [
    sentence`there is no node ${'carol'}`,
    'alice failed: there is no node carol',
    'alice est en échec : il n’y a pas de nœud carol',
  ],
  [
    sentence`it ended with a signal`,
    'alice failed: it ended with a signal',
    'alice est en échec : terminé par un signal',
  ],
  [
    sentence`it ended with a signal: ${'Killed'}`,
    'alice failed: it ended with a signal: Killed',
    'alice est en échec : terminé par un signal : Killed',
  ],
  [
    sentence`it ended with status ${3}`,
    'alice failed: it ended with status 3',
    'alice est en échec : terminé avec le code 3',
  ],
  [
    sentence`it ended with status ${3}: ${'Oops.'}`,
    'alice failed: it ended with status 3: Oops.',
    'alice est en échec : terminé avec le code 3 : Oops.',
  ],
  [sentence`${'not JSON: "x"'}`, 'alice failed: not JSON: "x"', 'alice est en échec : not JSON: "x"'],
]

for (const [why, ...told] of failures)
  test(`a failure: ${told[0]}`, (t) => {
    t.deepEqual(described({ ...stamp, node: 'lab', event: 'node-failed', failed: 'alice', why }), told)
  })
