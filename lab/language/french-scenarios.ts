/** The catalogue: titles, paragraphs, acts, and what the attacker has (scenarios/*.ts). */

import type { Dictionary } from '../../peers/language/sentence'

export const scenarios: Dictionary = {
  // honest
  'Two friends talk, and nobody interferes': 'Deux amis se parlent, et personne n’intervient',
  'Alice and Bob register with the directory, become friends, find each other’s address there, exchange keys over TCP, talk both ways and say goodbye. Nobody attacks. Every attack is measured against this.':
    'Alice et Bob s’inscrivent à l’annuaire, deviennent amis, y trouvent l’adresse l’un de l’autre, échangent leurs clés sur TCP, se parlent dans les deux sens et se disent au revoir. Personne n’attaque. Chaque attaque se mesure à ce scénario.',
  'The hardened messenger; the friends compare their safety number first, and an hour later the keys are renewed.':
    'La messagerie durcie ; les amis comparent d’abord leur numéro de sécurité, et une heure plus tard les clés sont renouvelées.',
  'The students’ first version.': 'La première version, celle des étudiants.',

  // eavesdrop
  'Mallory copies every byte between Alice and Bob': 'Mallory copie chaque octet échangé entre Alice et Bob',
  'Mallory sits on the wire, as anyone on the same Wi-Fi or at the provider can, and copies what passes without touching it. What she learns depends on one thing only: whether the messages are encrypted.':
    'Mallory est sur le réseau, comme peut l’être quiconque partage le même Wi-Fi ou travaille chez l’opérateur, et copie ce qui passe sans y toucher. Ce qu’elle apprend ne dépend que d’une chose : si les messages sont chiffrés.',
  'The hardened messenger with its encryption of messages taken away.':
    'La messagerie durcie, privée du chiffrement des messages.',
  'The students’ first version encrypts each message with RSA.':
    'La première version, celle des étudiants, chiffre chaque message avec RSA.',
  'The hardened messenger encrypts each message with AES-256-GCM.':
    'La messagerie durcie chiffre chaque message avec AES-256-GCM.',

  // mitm
  'Mallory stands in the middle and swaps the public keys':
    'Mallory se place au milieu et remplace les clés publiques',
  'Alice and Bob exchange public keys over a connection that runs through Mallory. She keeps both keys and hands each of them her own instead. If nobody notices, each of them encrypts for Mallory: she reads everything, changes what she likes and passes it on. Encryption does not help against this; only knowing whose key one has does.':
    'Alice et Bob échangent leurs clés publiques par une connexion qui passe par Mallory : c’est l’attaque de l’homme du milieu. Mallory garde leurs deux clés et donne à chacun, à la place, une clé à elle. Si personne ne s’en aperçoit, chacun chiffre pour Mallory : elle lit tout, modifie ce qu’elle veut et transmet. Contre cela, le chiffrement ne sert à rien ; il faut savoir à qui appartient la clé que l’on a.',
  'The students’ first version, and nobody compares fingerprints.':
    'La première version des étudiants ; personne ne compare les empreintes.',
  'The same version, but the two read their fingerprints to each other before the first message.':
    'La même version, mais les deux se lisent d’abord leurs empreintes.',
  'The hardened messenger: the friend’s key is known through the friendship.':
    'La messagerie durcie connaît la clé de l’ami depuis qu’ils sont amis.',
  'The hardened messenger with one check taken away: it accepts any key.':
    'La messagerie durcie sans un contrôle : elle accepte n’importe quelle clé.',

  // key-change
  'Bob’s key has changed, and the program says so and sends all the same':
    'La clé de Bob a changé, le programme le signale et envoie quand même',
  'Alice and Bob have talked before, so each program knows the other’s key. Now another one answers: a new phone, perhaps, or Mallory. Both programs notice, and in both acts the same alarm is raised. A program that only warns goes on: the message that Alice was about to send is encrypted for the new key and gone before she has read the warning. In a study with Signal, 21 of 28 people failed to compare keys correctly after such a change. So the first act is BROKEN although the alarm was right and in time: an alarm that stops nothing protects nobody. The hardened messenger sends nothing until its user has taken the new key.':
    'Alice et Bob se sont déjà parlé : chaque programme connaît la clé de l’autre. À présent, une autre clé répond : un nouveau téléphone, peut-être, ou Mallory. Les deux programmes s’en aperçoivent, et dans les deux actes la même alarme est donnée. Un programme qui se contente d’avertir continue : le message qu’Alice allait envoyer est chiffré pour la nouvelle clé et parti avant qu’elle ait lu l’avertissement. Dans une étude menée avec Signal, 21 personnes sur 28 n’ont pas su comparer les clés correctement après un tel changement. Le premier acte est donc PERCÉ alors que l’alarme était juste et donnée à temps : une alarme qui n’arrête rien ne protège personne. La messagerie durcie n’envoie rien tant que l’utilisateur n’a pas accepté la nouvelle clé.',
  'The hardened messenger, but after the alarm about a changed key the conversation goes on.':
    'La messagerie durcie, mais la conversation continue après l’alarme sur le changement de clé.',
  'The hardened messenger raises the alarm and hangs up: nothing is sent.':
    'La messagerie durcie donne l’alarme et raccroche : rien n’est envoyé.',

  // downgrade
  'Mallory has Alice and Bob agree on the weakest encryption that both know':
    'Mallory amène Alice et Bob à choisir le chiffrement le plus faible que tous deux connaissent',
  'Programs that are to talk to old ones keep old ways to lock letters, and agree on the best that both offer. The offers go first, before there is any key, so Mallory can change them: she strikes everything but the oldest way. Each of the two believes that the other knows nothing better, and their letters are locked with so short a key that she tries every one, 65,536 in about a second, and reads every word. Three things stop her, each alone: to vouch at the end for what was offered at the beginning, to have a strength below which a program does not go, and to know no old way at all. (Such keys were the rule for exports in the 1990s, with 40 bits, which was days of work for many computers; here they have 16, and like in SSL 2.0 the rest of the key travels in the clear. The messenger has no such method: one was built for this, so that the first act differs from the hardened messenger in three things, and from the second act in one, the offer that nobody vouches for.)':
    'Les programmes qui doivent encore parler aux anciens gardent d’anciennes façons de fermer les lettres et retiennent la meilleure que les deux proposent. Or ces offres partent en premier, avant qu’il n’y ait la moindre clé, et Mallory peut donc les changer : elle en raye tout sauf la plus ancienne. Chacun croit que l’autre ne connaît rien de mieux, et leurs lettres sont fermées par une clé si courte que Mallory essaie toutes les clés possibles, 65 536 en une seconde environ, et lit tout. Trois choses l’arrêtent, et chacune suffit : répondre à la fin de ce qui a été proposé au début, avoir une force au-dessous de laquelle un programme ne descend pas, ou ne connaître aucune ancienne façon. (De telles clés étaient la règle pour l’exportation dans les années 1990, à 40 bits, soit des jours de calcul pour beaucoup d’ordinateurs ; ici, elles en ont 16, et comme dans SSL 2.0 le reste de la clé voyage en clair. La messagerie n’a pas de telle méthode : il a fallu la construire. Le premier acte diffère donc de la messagerie durcie par trois points, et du deuxième acte par un seul, l’offre dont personne ne répond.)',
  'An old and weak encryption is accepted, and nobody vouches for the offer.':
    'Un ancien chiffrement est accepté, et l’offre n’est pas signée.',
  'The weak encryption is accepted as well, but the whole offer goes into the keys.':
    'L’ancien chiffrement est accepté, mais toute l’offre entre dans les clés.',
  'The weak encryption is known, but lies below a floor.':
    'L’ancien chiffrement est connu, mais reste sous le plancher.',
  'The hardened messenger has one encryption, and it is a strong one.':
    'La messagerie durcie n’a qu’un chiffrement, et il est fort.',

  // replay
  'Mallory has one message arrive twice': 'Mallory fait arriver un message deux fois',
  'Mallory can’t read what Alice writes and can’t change it. But she can keep the bytes and send them once more: “pay Mallory ten”, said once, arrives twice, and both times it really is Alice’s. Encryption and signatures don’t help, for nothing was forged. What helps is a number in each message that is taken once.':
    'Mallory ne peut ni lire ni modifier ce qu’écrit Alice. Mais elle peut garder les octets et les renvoyer : « verse dix à Mallory », dit une fois, arrive deux fois, et les deux fois c’est bien d’Alice. Ni le chiffrement ni les signatures n’y font rien, car rien n’a été falsifié. Ce qu’il faut, c’est un numéro dans chaque message, accepté une seule fois.',
  'The students’ first version signs each message and numbers none.':
    'La première version, celle des étudiants, signe chaque message et n’en numérote aucun.',
  'The hardened messenger with one check taken away: it takes records with any number.':
    'La messagerie durcie à laquelle il manque une vérification : elle accepte les enregistrements quel que soit leur numéro.',
  'The hardened messenger takes each number once.':
    'La messagerie durcie accepte chaque numéro une seule fois.',

  // reorder
  'Mallory has one message overtake another': 'Mallory fait passer un message devant un autre',
  'Alice writes several messages in a row. Mallory keeps the first until the second is there, and passes that one on before it. Each word that Bob reads is Alice’s, and yet she never said it that way: “I say yes to”, “pizza”, “I say no to”, “crime” is an agreement to whatever Mallory likes. A messenger that does not insist on the order in which things were said notices nothing.':
    'Alice écrit plusieurs messages à la suite. Mallory retient le premier jusqu’à ce que le deuxième soit là, et transmet celui-ci avant. Chaque mot que lit Bob est d’Alice, et pourtant elle ne l’a jamais dit ainsi : « je dis oui à », « la pizza », « je dis non au », « crime » devient un accord avec tout ce que veut Mallory. Une messagerie qui n’exige pas l’ordre dans lequel les choses ont été dites ne s’aperçoit de rien.',
  'The hardened messenger takes the next number and no other.':
    'La messagerie durcie accepte le numéro suivant et aucun autre.',

  // gap
  'Mallory makes a message in the middle vanish': 'Mallory fait disparaître un message au milieu',
  'Alice writes three messages in a row: “I will pay you”, “if the goods are whole”, “on Friday”. Mallory passes the first and the third on. Nothing was read, changed, repeated or moved, and what Bob reads is a promise that Alice never made. A program that takes any number that it has not had yet, as one must that is made for a network which loses packets, sees nothing odd in a 2 after a 0. Ours counts once more in the goodbye, so that Bob is told in the end; but by then he has read what came after the gap. So only the very next number is taken: what is delivered is the beginning of what was said, without a hole.':
    'Alice écrit trois messages à la suite : « je te paierai », « si la marchandise est intacte », « vendredi ». Mallory transmet le premier et le troisième. Rien n’a été lu, modifié, répété ni déplacé, et ce que lit Bob est une promesse qu’Alice n’a jamais faite. Un programme qui accepte tout numéro qu’il n’a pas encore eu, comme il le faut sur un réseau qui perd des paquets, ne voit rien d’étrange dans un 2 après un 0. Le nôtre compte encore une fois dans l’au revoir, et Bob finit par l’apprendre ; mais il a déjà lu ce qui venait après le trou. Seul le numéro suivant est donc accepté : ce qui est remis est le début de ce qui a été dit, sans trou.',

  // reflection
  'Mallory gives Alice her own words back as Bob’s':
    'Mallory rend à Alice ses propres paroles comme celles de Bob',
  'A message that decrypts under the key of the session comes from the friend, says the messenger: who else has the key? Alice herself. If both sides seal with the same key, Mallory puts Alice’s own first message in the place of Bob’s first answer, and Alice’s program shows it as Bob’s: “I owe you ten” comes back as his debt to her. One key a direction is all that it takes to stop it.':
    'Un message qui se déchiffre avec la clé de la session vient de l’ami, se dit la messagerie : qui d’autre a la clé ? Alice elle-même. Si les deux côtés chiffrent avec la même clé, Mallory met le premier message d’Alice à la place de la première réponse de Bob, et le programme d’Alice l’affiche comme venant de Bob : « je te dois dix » lui revient comme une dette de Bob. Une clé par sens suffit à l’empêcher.',
  'The hardened messenger with one key for both directions.':
    'La messagerie durcie avec une seule clé pour les deux sens.',
  'The hardened messenger has a key for what Alice says, and another for what Bob says.':
    'La messagerie durcie a une clé pour ce que dit Alice, et une autre pour ce que dit Bob.',

  // truncation
  'Mallory cuts the last words off a conversation': 'Mallory coupe la fin d’une conversation',
  'Anybody on the path can end a TCP connection. Mallory does so right before Alice’s second message: “I will come” arrives, “unless it rains” does not. If the end of the connection counts as the end of the conversation, Alice believes to have said it, Bob believes to have heard all, and nobody ever learns of it. So the two say goodbye under the keys of their session, and an end without it is an alarm.':
    'Quiconque se trouve sur le chemin peut mettre fin à une connexion TCP. Mallory le fait juste avant le deuxième message d’Alice : « je viendrai » arrive, « sauf s’il pleut » n’arrive pas. Si la fin de la connexion passe pour la fin de la conversation, Alice croit l’avoir dit, Bob croit avoir tout entendu, et personne n’en saura jamais rien. Les deux se disent donc au revoir sous les clés de leur session, et une fin sans au revoir est une alarme.',
  'The students’ first version ends with its connection.':
    'La première version, celle des étudiants, se termine avec sa connexion.',
  'The hardened messenger with one check taken away: any end is a goodbye.':
    'La messagerie durcie à laquelle il manque une vérification : toute fin vaut un au revoir.',
  'The hardened messenger wants a goodbye.': 'La messagerie durcie exige un au revoir.',

  // prefix-truncation
  'Mallory makes the first message vanish': 'Mallory fait disparaître le premier message',
  'Messages are numbered, so one that is missing is noticed. SSH numbers them too, but begins to count before the encryption does, and lets anybody say “ignore this” at any time. Mallory says it to Bob once while the two are still agreeing on keys: now he has counted one more than Alice sent. Then she drops Alice’s first encrypted message, and both counts agree again, up to the goodbye, which says how many there were. “Not before noon” never arrived, “come to the bridge” did, no key was broken and nobody notices. Against SSH this took away the messages that switch on further protection. Our handshake takes no frame but its own four, and the numbers begin at 0 after it.':
    'Les messages sont numérotés ; on remarque donc celui qui manque. SSH les numérote aussi, mais commence à compter avant que le chiffrement ne commence, et laisse n’importe qui dire « ignorez ceci » à tout moment. Mallory le dit une fois à Bob pendant que les deux s’accordent encore sur les clés : il en a désormais compté un de plus qu’Alice n’en a envoyé. Puis elle supprime le premier message chiffré d’Alice, et les deux comptes concordent de nouveau, jusqu’à l’au revoir, qui dit combien il y en a eu. « Pas avant midi » n’est jamais arrivé, « viens au pont » est arrivé, aucune clé n’a été cassée et personne ne remarque rien. Contre SSH, cela retirait les messages qui activent d’autres protections. Notre poignée de main n’accepte aucune trame hors des quatre siennes, et les numéros commencent à 0 après elle.',
  'The hardened messenger, but its handshake skips frames that are to be ignored, and counts them.':
    'La messagerie durcie, mais sa poignée de main saute les trames à ignorer, et les compte.',
  'The hardened messenger takes no frame during the handshake that is not the handshake’s own.':
    'Pendant la poignée de main, la messagerie durcie n’accepte aucune trame qui n’en fasse partie.',

  // tamper
  'Mallory changes words that she can’t read': 'Mallory modifie des mots qu’elle ne peut pas lire',
  'Encryption hides a text, but does not hold it together. Where it is an XOR with a keystream, a bit that is flipped on the way is flipped in what Bob reads. Mallory guesses that Alice’s message begins with “Meet me at”, as such messages do, and turns it into “Be wary of”, without the key and without reading a letter of the rest. The hardened messenger puts a tag over each record (AES-GCM) and looks at nothing before the tag is right.':
    'Le chiffrement cache un texte, mais n’en garantit pas l’intégrité. Là où il n’est qu’un XOR avec un flux de clé, un bit inversé en route est inversé dans ce que lit Bob. Mallory devine que le message d’Alice commence par « Meet me at » (« rendez-vous à »), comme souvent, et en fait « Be wary of » (« prends garde à »), sans la clé et sans lire une lettre du reste. La messagerie durcie pose une étiquette d’authentification sur chaque enregistrement (AES-GCM) et ne regarde rien tant que l’étiquette n’est pas juste.',
  'The hardened messenger with AES in counter mode, without a tag.':
    'La messagerie durcie avec AES en mode compteur, sans étiquette d’authentification.',
  'The hardened messenger checks a tag over each record.':
    'La messagerie durcie vérifie une étiquette d’authentification sur chaque enregistrement.',

  // nonce-reuse
  'Mallory reads a message by what she knows of another':
    'Mallory lit un message grâce à ce qu’elle sait d’un autre',
  'AES-GCM is as strong as its one rule: under one key, no nonce comes twice. Of the servers that were looked at in 2016, 184 broke it. Here the counter begins anew after every second record. Mallory only copies. Alice’s goodbye has no secrets, each of its bytes is in the specification; the XOR with what went over the wire is the keystream, and the same keystream lies over a message of the same nonce. She reads it without any key, and nobody can notice, for she has changed nothing.':
    'AES-GCM ne vaut que par sa seule règle : sous une même clé, aucun nonce ne revient. Parmi les serveurs examinés en 2016, 184 l’enfreignaient. Ici, le compteur repart de zéro tous les deux enregistrements. Mallory ne fait que copier. L’au revoir d’Alice n’a rien de secret, chacun de ses octets est dans la spécification ; le XOR avec ce qui est passé sur le réseau donne le flux de clé, et le même flux recouvre un message de même nonce. Elle le lit sans aucune clé, et personne ne peut s’en apercevoir, car elle n’a rien modifié.',
  'The hardened messenger with a nonce that begins anew after every second record.':
    'La messagerie durcie avec un nonce qui repart de zéro tous les deux enregistrements.',
  'The hardened messenger counts, and no nonce comes twice.':
    'La messagerie durcie compte, et aucun nonce ne revient.',

  // length-leak
  'Mallory tells from the size of what is sent which message it is':
    'À la taille de ce qui est envoyé, Mallory reconnaît de quel message il s’agit',
  'Encryption hides what is in a message, not how long it is. Where Mallory knows which few messages are possible (an answer to a question that she has seen, one of the pages of a form), the length may be all that she needs. Padding takes the small differences away. But if a program compresses before it encrypts, texts of the same length become records of different lengths, as regular as the texts are: that is how CRIME read cookies out of TLS. Whether Mallory can tell is a matter of statistics: she guesses a hundred messages, and the lab, which drew them, computes how likely her score would be by luck.':
    'Le chiffrement cache le contenu d’un message, pas sa longueur. Quand Mallory sait que seuls quelques messages sont possibles (la réponse à une question qu’elle a vue, une des pages d’un formulaire), la longueur peut lui suffire. Le remplissage efface les petites différences. Mais si un programme compresse avant de chiffrer, des textes de même longueur deviennent des enregistrements de longueurs différentes, selon la régularité des textes : c’est ainsi que CRIME lisait des cookies dans TLS. Savoir si Mallory les distingue est affaire de statistiques : elle devine cent messages, et le labo, qui les a tirés au sort, calcule la probabilité d’un tel score par hasard.',
  'The hardened messenger, padding and all, but it compresses texts first. The three texts have the same length.':
    'La messagerie durcie, remplissage compris, mais elle compresse d’abord les textes. Les trois textes ont la même longueur.',
  candidates: 'textes possibles',
  'The hardened messenger without its padding. The four texts differ in length.':
    'La messagerie durcie sans son remplissage. Les quatre textes sont de longueurs différentes.',
  'The hardened messenger compresses nothing: the three texts of one length.':
    'La messagerie durcie ne compresse rien : les trois textes de même longueur.',
  'The hardened messenger pads to a multiple of 256 bytes: the four answers of different length.':
    'La messagerie durcie complète à un multiple de 256 octets : les quatre réponses de longueurs différentes.',
  'What padding does not hide: whether it was a short answer or a long letter. Nothing is taken away here, and Mallory wins.':
    'Ce que le remplissage ne cache pas : si c’était une réponse brève ou une longue lettre. Rien n’est retiré ici, et Mallory gagne.',

  // social-graph
  'Mallory writes down who talks to whom': 'Mallory note qui parle à qui',
  'She reads no message and changes nothing; that Alice talks to Bob is all that she wants to know. At protests that is enough to be arrested for. Bridgefy, which was used there, named both in each message, beside the encryption. Here the two go by names that the lab made up for this run: where one of them turns up in Mallory’s notes, it was read, not guessed. The hardened messenger says who it is only under encryption, and the caller only after the other has shown who it is. What Mallory still sees: two addresses, when they talk and for how long, and how much, to the nearest 256 bytes. Who knows whose addresses these are knows who talked; hiding that would take a network like Tor. And somebody who calls Bob’s address, instead of listening, is told his name.':
    'Elle ne lit aucun message et ne modifie rien ; qu’Alice parle à Bob est tout ce qu’elle veut savoir. Lors d’une manifestation, cela suffit pour être arrêté. Bridgefy, qui y servait, nommait les deux dans chaque message, à côté du chiffrement. Ici, les deux portent des noms que le labo a inventés pour cette exécution : si l’un d’eux apparaît dans les notes de Mallory, elle l’a lu, pas deviné. La messagerie durcie ne dit qui elle est que sous chiffrement, et l’appelant seulement après que l’autre a montré qui il est. Ce que Mallory voit encore : deux adresses, quand et combien de temps elles se parlent, et quel volume, à 256 octets près. Qui sait à qui sont ces adresses sait qui s’est parlé ; pour le cacher, il faudrait un réseau comme Tor. Et celui qui, au lieu d’écouter, appelle l’adresse de Bob se voit dire son nom.',
  'The hardened messenger, but who the two are is said in the clear.':
    'La messagerie durcie, mais l’identité des deux est dite en clair.',
  'The hardened messenger encrypts its handshake as soon as there is a key.':
    'La messagerie durcie chiffre sa poignée de main dès qu’il y a une clé.',

  // misbinding
  'Mallory has Bob credit Alice’s words to her':
    'Mallory s’arrange pour que Bob lui attribue les paroles d’Alice',
  'Alice and Bob agree on a key that Mallory never learns: she passes their key shares on and reads nothing. But who is it that Bob shares the key with? In Alice’s last message of the handshake Mallory, whom Bob knows, puts her own name, keys and signature. The signature is true, she did sign these shares. From then on Alice tells Bob where her treasure is, and Bob thanks Mallory for it. None of the hardened messenger’s defences can be taken away alone to let this happen: the identities are sealed under the very secret that she does not know, and MACed under it, and the keys of the session depend on them. What stands in is the handshake that Krawczyk’s paper begins with, where each side signs both key shares, freshly, and nothing else; that is fair, for it keeps out everybody in the middle who exchanges a share or has no key that the friends know. The second act shows why it takes more than to lay the identities open.':
    'Alice et Bob s’accordent sur une clé que Mallory n’apprend jamais : elle transmet leurs clés éphémères et ne lit rien. Mais avec qui Bob partage-t-il la clé ? Dans le dernier message de la poignée de main d’Alice, Mallory, que Bob connaît, met son propre nom, ses clés et sa signature. La signature est vraie, elle a bien signé ces clés éphémères. Dès lors, Alice dit à Bob où est son trésor, et Bob en remercie Mallory. Retirer une seule des défenses de la messagerie durcie, quelle qu’elle soit, ne suffit pas pour que cela arrive : les identités sont chiffrées sous le secret même qu’elle ignore, et protégées sous lui par un MAC, et les clés de la session en dépendent. La doublure est la poignée de main par laquelle commence l’article de Krawczyk, où chaque côté signe les deux clés éphémères, fraîches, et rien d’autre ; la comparaison est honnête, car elle tient à l’écart quiconque, au milieu, remplace une clé éphémère ou n’a pas de clé que les amis connaissent. Le deuxième acte montre pourquoi il ne suffit pas de découvrir les identités.',
  'an account of her own': 'un compte à elle',
  'the friendship of both peers': 'l’amitié des deux pairs',
  'The hardened messenger with a handshake whose signatures cover the key shares only.':
    'La messagerie durcie avec une poignée de main dont les signatures ne couvrent que les clés éphémères.',
  'The hardened messenger with its identities in the clear: she can sign in Alice’s place, not MAC.':
    'La messagerie durcie, identités en clair : Mallory peut signer à la place d’Alice, mais pas calculer le MAC.',
  'The hardened messenger seals and MACs identities under the secret that it agrees on.':
    'La messagerie durcie chiffre les identités et les protège par un MAC sous le secret dont elle convient.',

  // key-compromise
  'With Alice’s stolen keys Mallory is Bob to Alice':
    'Avec les clés volées d’Alice, Mallory se fait passer pour Bob auprès d’Alice',
  'Somebody copies Alice’s private keys. That Mallory can be Alice to everybody from then on is clear, and no protocol changes it: Alice has to tell her friends. But can she also be everybody to Alice? Where two friends prove who they are by a secret that either of them can compute from the own static key and the other’s, whoever has one of the two keys can play both parts: with Alice’s key alone, and nothing of Bob’s, Mallory calls Alice as Bob and is believed. Tox authenticates this way. The stand-in is the hardened handshake, sealed identities, fresh shares and MACs and all, with that proof in the place of Bob’s signature and of the wrapped secrets; the friends’ RSA keys certify the static keys. In the hardened handshake Mallory does all the rest right as well, and signs with the only key she has.':
    'Quelqu’un copie les clés privées d’Alice. Que Mallory puisse dès lors être Alice pour tout le monde est clair, et aucun protocole n’y change rien : Alice doit prévenir ses amis. Mais peut-elle aussi être n’importe qui pour Alice ? Quand deux amis prouvent qui ils sont par un secret que chacun calcule à partir de sa clé statique et de celle de l’autre, il suffit d’avoir une des deux clés pour jouer les deux rôles : avec la clé d’Alice seule, et rien de Bob, Mallory appelle Alice sous le nom de Bob, et Alice la croit. C’est ainsi que Tox authentifie. La doublure est la poignée de main durcie, avec ses identités chiffrées, ses clés éphémères et ses MAC, mais avec cette preuve à la place de la signature de Bob et des secrets encapsulés ; les clés RSA des amis certifient les clés statiques. Dans la poignée de main durcie, Mallory fait tout le reste correctement aussi, et signe avec la seule clé qu’elle a.',
  'Alice’s private keys': 'les clés privées d’Alice',
  'The hardened messenger with a handshake in which static keys prove who one is, and nobody signs.':
    'La messagerie durcie avec une poignée de main où des clés statiques prouvent qui l’on est, et où personne ne signe.',
  'The hardened messenger wants Bob’s signature over this very handshake.':
    'La messagerie durcie exige la signature de Bob sur cette poignée de main précise.',

  // impersonate
  'Mallory calls Bob as Alice, with Alice’s public keys':
    'Mallory appelle Bob sous le nom d’Alice, avec les clés publiques d’Alice',
  'A public key is public: Alice shows it to whoever calls her. So that somebody shows the right key says nothing about who it is; it takes a signature that only the private key makes, over this very conversation, and somebody who looks at it. Programs have forgotten to look, or have taken any signature for a good one. Mallory asks Alice who she is, calls Bob in Alice’s name, shows Alice’s keys, all of them right, and signs with a key of her own. She gains no word by it: what Bob encrypts for Alice she cannot read. But if he believes that Alice is there, what he says next is lost, and whatever he does because Alice is there, he does for Mallory.':
    'Une clé publique est publique : Alice la montre à quiconque l’appelle. Montrer la bonne clé ne prouve donc pas qui l’on est ; il faut une signature que seule la clé privée peut produire, sur cette conversation précise, et quelqu’un qui la vérifie. Des programmes ont oublié de vérifier, ou ont pris n’importe quelle signature pour bonne. Mallory demande à Alice qui elle est, appelle Bob au nom d’Alice, montre les clés d’Alice, toutes justes, et signe avec une clé à elle. Elle n’y gagne pas un mot : ce que Bob chiffre pour Alice, elle ne peut pas le lire. Mais s’il croit qu’Alice est là, ce qu’il dit ensuite est perdu, et ce qu’il fait parce qu’Alice est là, il le fait pour Mallory.',
  'The hardened messenger with one check taken away: the signature is not looked at.':
    'La messagerie durcie à laquelle il manque une vérification : la signature n’est pas regardée.',
  'The hardened messenger wants Alice’s signature over this very handshake.':
    'La messagerie durcie exige la signature d’Alice sur cette poignée de main précise.',

  // flood
  'Mallory calls without end, so that nobody else gets through':
    'Mallory appelle sans fin, pour que plus personne ne passe',
  'Mallory knows no secret and is nobody’s friend; she only knows where Bob and the directory can be reached. First she opens hundreds of connections and speaks on each as slowly as she can: a program that has a fixed number of places and waits patiently has none left for others (slowloris). Then she begins one conversation after the other and finishes none, so that Bob computes keys for callers who never come: each takes a place, and memory. Meanwhile Alice calls Bob ten times (and once more when it is over), each time through the directory, and the lab counts how many of her calls and messages arrive. A budget for each address, and the rule that the greediest address has to give way, keep Bob’s door open; against one address either of the two would do, and the budget spares the processor as well. (A web server of Node’s bears slow connections without our bounds too: what falls is the fixed number of places.) Nothing of that helps against somebody who calls from thousands of addresses, nor a friend who shares an address with Mallory.':
    'Mallory ne connaît aucun secret et n’est l’amie de personne ; elle sait seulement où joindre Bob et l’annuaire. D’abord, elle ouvre des centaines de connexions et parle sur chacune aussi lentement que possible : un programme qui a un nombre fixe de places et qui attend patiemment n’en a plus pour les autres (slowloris). Ensuite, elle commence une conversation après l’autre et n’en termine aucune, si bien que Bob calcule des clés pour des appelants qui ne viennent jamais : chacun prend une place, et de la mémoire. Pendant ce temps, Alice appelle Bob dix fois (et une fois encore quand c’est fini), chaque fois en passant par l’annuaire, et le labo compte combien de ses appels et de ses messages arrivent. Un budget par adresse, et la règle qui veut que l’adresse la plus gourmande cède sa place, gardent ouverte la porte de Bob ; contre une seule adresse, l’un des deux suffirait, et le budget épargne en plus le processeur. (Un serveur web de Node supporte les connexions lentes même sans nos limites : c’est le nombre fixe de places qui tombe.) Rien de cela n’aide contre qui appelle depuis des milliers d’adresses, ni un ami qui partage son adresse avec Mallory.',
  'The hardened messenger with its admission of callers taken away: 256 places, and whoever has one keeps it.':
    'La messagerie durcie privée de l’admission des appelants : 256 places, et qui en a une la garde.',
  'The hardened messenger, and a directory that has 256 places and all the time in the world.':
    'La messagerie durcie, et un annuaire qui a 256 places et tout son temps.',
  'The hardened messenger and directory, and callers who speak slowly.':
    'La messagerie et l’annuaire durcis, face à des appelants qui parlent lentement.',
  'Handshakes without end, for the messenger with 256 places and no budgets.':
    'Des poignées de main sans fin, pour la messagerie à 256 places et sans budgets.',
  'The same for the hardened messenger: each address has a budget.':
    'La même chose pour la messagerie durcie : chaque adresse a un budget.',

  // oversize
  'Mallory announces messages that are larger than any memory':
    'Mallory annonce des messages plus grands que toute mémoire',
  'Each message begins with its length. Mallory announces six messages of 256 MiB, on six connections, before she has said who she is, and sends the beginning of each. A program that believes what is announced makes room for it and keeps what comes: a few callers like her, and a laptop comes to a halt. How much memory Bob’s program took is read from the operating system, not from Bob. The hardened messenger compares the length with what a message of that kind may have as soon as it has come, five bytes in, and hangs up. That she needs no account makes this stronger than a message of a friend.':
    'Chaque message commence par sa longueur. Mallory annonce six messages de 256 Mio, sur six connexions, avant d’avoir dit qui elle est, et envoie le début de chacun. Un programme qui croit ce qu’on annonce réserve la place et garde ce qui vient : il suffit de quelques appelants comme elle pour qu’un portable s’arrête. La mémoire prise par le programme de Bob est demandée au système d’exploitation, pas à Bob. La messagerie durcie compare la longueur à ce qu’un message de ce type peut avoir dès qu’elle est là, au bout de cinq octets, et raccroche. Comme Mallory n’a pas besoin de compte, l’attaque est plus forte que le message d’un ami.',
  'The hardened messenger, but it believes every length that is announced.':
    'La messagerie durcie, mais elle croit toute longueur annoncée.',
  'The hardened messenger knows how long each kind of message may be.':
    'La messagerie durcie sait quelle longueur chaque type de message peut avoir.',

  // history-theft
  'With Bob’s stolen keys Mallory asks Alice for all that was ever said to him':
    'Avec les clés volées de Bob, Mallory demande à Alice tout ce qui lui a jamais été dit',
  'Somebody copies Bob’s private keys, and nothing else: no message, no file of his, no byte of his traffic. From then on Mallory can be Bob to Alice, until he tells her. What she can’t have is what was said before, for the keys of those conversations are gone. But a messenger also remembers, and wants to be helpful: to a friend who comes back from an old backup it sends again what is missing there. If it does so by itself, Mallory only has to say that everything is missing, and is given every message that Alice ever sent to Bob, encrypted for her. The hardened messenger counts what was confirmed as delivered, whatever is said later in Bob’s name, and tells Alice that he says to lack it: she may know why, a program can’t.':
    'Quelqu’un copie les clés privées de Bob, et rien d’autre : pas un message, pas un fichier de lui, pas un octet de son trafic. Dès lors, Mallory peut être Bob aux yeux d’Alice, jusqu’à ce qu’il la prévienne. Ce qu’elle ne peut pas avoir, c’est ce qui a été dit avant, car les clés de ces conversations n’existent plus. Mais une messagerie se souvient aussi, et veut rendre service : à un ami qui revient d’une vieille sauvegarde, elle renvoie ce qui y manque. Si elle le fait d’elle-même, Mallory n’a qu’à dire que tout manque, et reçoit chaque message qu’Alice a jamais envoyé à Bob, chiffré pour elle. La messagerie durcie compte comme remis ce qui a été confirmé, quoi qu’on dise ensuite au nom de Bob, et prévient Alice qu’il dit ne plus l’avoir : elle peut savoir pourquoi, un programme non.',
  'Bob’s private keys': 'les clés privées de Bob',
  'The hardened messenger, but what a friend says to lack is sent again, confirmed or not.':
    'La messagerie durcie, mais ce qu’un ami dit ne plus avoir lui est renvoyé, confirmé ou non.',
  'The hardened messenger sends nothing again by itself, and tells Alice that Bob says to lack it.':
    'La messagerie durcie ne renvoie rien d’elle-même, et prévient Alice que Bob dit ne plus l’avoir.',

  // wrong-heir
  'A new key comes in Bob’s name, and inherits what Alice said for the old one':
    'Une nouvelle clé arrive au nom de Bob, et hérite de ce qu’Alice a dit pour l’ancienne',
  'Bob is away, and what Alice writes waits for him on her disk. Then the directory names another key as his: a new phone, perhaps, or Mallory, who has taken over his name. Alice’s program raises the alarm, and Alice takes the new key, as most people do. What she says from now on is said to whoever that is, and she knows it. But what waits was said before, for the Bob whose key she knew. A messenger that encrypts it anew for the key of today gives it to the heir of a name, whoever that may be, and no alarm brings it back; WhatsApp did so, and told its users afterwards, if they had asked to be told. The hardened messenger keeps each message for the key that it was meant for, tells Alice how many are waiting, and asks. When Bob is back with his own key he gets them.':
    'Bob est absent, et ce qu’Alice lui écrit l’attend sur son disque à elle. Puis l’annuaire donne une autre clé pour la sienne : un nouveau téléphone, peut-être, ou Mallory, qui s’est emparée de son nom. Le programme d’Alice donne l’alarme, et Alice prend la nouvelle clé, comme le font la plupart des gens. Ce qu’elle dit désormais s’adresse à celui qui a cette clé, quel qu’il soit, et elle le sait. Mais ce qui attend a été dit avant, pour le Bob dont elle connaissait la clé. Une messagerie qui le chiffre à nouveau pour la clé du jour le donne à l’héritier d’un nom, quel qu’il soit, et aucune alarme ne le fait revenir ; WhatsApp l’a fait, et ne prévenait ses utilisateurs qu’après coup, s’ils avaient demandé à l’être. La messagerie durcie garde chaque message pour la clé à laquelle il était destiné, dit à Alice combien attendent, et demande. Quand Bob revient avec sa propre clé, il les reçoit.',
  'The hardened messenger, but what waits for Bob goes to whoever holds his name’s key by then.':
    'La messagerie durcie, mais ce qui attend Bob va à qui détient alors la clé donnée à son nom.',
  'The hardened messenger keeps what waits for the key that it was meant for, and asks Alice.':
    'La messagerie durcie garde ce qui attend pour la clé à laquelle c’était destiné, et demande à Alice.',

  // path-traversal
  'Mallory sends a file that chooses for itself where it goes':
    'Mallory envoie un fichier qui choisit lui-même où il va',
  'A friend sends a file, and says what it is called. If the receiver’s program takes the name as it is, the name may be a path that leads out of the folder for received files: the friend then writes wherever the receiver may, a program that starts at the next login, say. Encryption does not help, for Mallory is a friend, and the file is hers. The peers run the messenger that users have, and Alice accepts every file. Where files really are is not asked of her program: the lab looks into her folder itself, before and after.':
    'Un ami envoie un fichier, et dit comment il s’appelle. Si le programme du destinataire prend le nom tel quel, ce nom peut être un chemin qui sort du dossier des fichiers reçus : l’ami écrit alors partout où le destinataire peut écrire, par exemple un programme qui démarre à la prochaine ouverture de session. Le chiffrement n’y fait rien, car Mallory est une amie, et le fichier est d’elle. Les pairs utilisent la messagerie qu’ont les utilisateurs, et Alice accepte chaque fichier. Où sont vraiment les fichiers, on ne le demande pas à son programme : le labo regarde lui-même dans son dossier, avant et après.',
  'The hardened messenger, but a file is called what its sender calls it.':
    'La messagerie durcie, mais un fichier s’appelle comme le dit son expéditeur.',
  'The hardened messenger makes a plain name of whatever the sender says.':
    'La messagerie durcie fait un simple nom de fichier de tout ce que dit l’expéditeur.',

  // terminal-injection
  'Mallory paints a notice on Alice’s screen that her program never gave':
    'Mallory peint sur l’écran d’Alice un avis que son programme n’a jamais donné',
  'A terminal obeys what is written to it: some characters move the cursor, erase rows, or turn the direction of writing around. If a messenger prints a friend’s words as they are, the friend can erase the beginning of the row, where her name stands, and write what looks like the program’s own word: that her safety number was compared and is right. Names of files can do the same. The peers run the messenger that users have, in a terminal of 80 columns. What stands on Alice’s screen is told by a terminal of the lab’s own, which is given every byte that her program writes: each row must be somebody’s words under their name, or the program’s own; and the lab knows a word that it has told to Mallory alone.':
    'Un terminal obéit à ce qu’on lui écrit : certains caractères déplacent le curseur, effacent des lignes ou inversent le sens de l’écriture. Si une messagerie affiche telles quelles les paroles d’un ami, celui-ci peut effacer le début de la ligne, là où est son nom, et écrire ce qui ressemble à un avis du programme : que son numéro de sécurité a été comparé et qu’il est juste. Les noms de fichiers peuvent en faire autant. Les pairs utilisent la messagerie qu’ont les utilisateurs, dans un terminal de 80 colonnes. Ce que montre l’écran d’Alice, c’est un terminal du labo qui le dit : il reçoit chaque octet que son programme écrit. Chaque ligne doit être soit les paroles de quelqu’un sous son nom, soit celles du programme ; et le labo connaît un mot qu’il n’a dit qu’à Mallory.',
  'The hardened messenger, but messages and file names go to the terminal as they came.':
    'La messagerie durcie, mais messages et noms de fichiers vont au terminal tels quels.',
  'The hardened messenger shows what acts on a terminal, and does not let it act.':
    'La messagerie durcie montre ce qui agirait sur un terminal, et ne le laisse pas agir.',

  // echo-chamber
  'Mallory has Alice repeat herself without end, and does not listen':
    'Mallory fait répéter Alice sans fin, et n’écoute pas',
  'Alice has written a hundred long texts to Mallory, a friend, who was away: they wait on Alice’s disk. Now Mallory calls, says that she has none of them, and stops reading. That her disk is full and that it is not any more are words of the protocol, and each time she says them Alice begins with the first text again: 65,000 bytes of hers, nearly all of them filler between two wishes, for 1,600,000 of Alice’s. A program that writes whatever there is to say keeps all that the network does not take, in its memory, and how much that is is up to Mallory. How much memory Alice’s program took is read from the operating system. The hardened messenger says no more than the socket takes; the rest stays on the disk, where it was. Alice and Bob go on talking. (The messenger answers a friend’s first two hundred questions and five a second after that; Mallory keeps to it, so there is nothing to be alarmed about.)':
    'Alice a écrit cent longs textes à Mallory, une amie, qui était absente : ils attendent sur le disque d’Alice. Mallory appelle maintenant, dit n’en avoir reçu aucun, et cesse de lire. Que son disque est plein, puis qu’il ne l’est plus, ce sont des mots du protocole, et chaque fois qu’elle les dit, Alice reprend au premier texte : 65 000 octets d’elle, presque tous du remplissage entre deux demandes, pour 1 600 000 d’Alice. Un programme qui écrit tout ce qu’il a à dire garde en mémoire tout ce que le réseau ne prend pas, et c’est Mallory qui décide combien. La mémoire prise par le programme d’Alice est celle qu’indique le système d’exploitation. La messagerie durcie n’en dit pas plus que la connexion n’en prend ; le reste demeure sur le disque, où il était. Alice et Bob continuent de se parler. (La messagerie répond aux deux cents premières questions d’un ami, puis à cinq par seconde ; Mallory s’y tient, et il n’y a donc pas de quoi donner l’alarme.)',
  'The hardened messenger, but what a socket does not take is queued for it.':
    'La messagerie durcie, mais ce qu’une connexion ne prend pas est mis en file pour elle.',
  'The hardened messenger says no more than the socket takes.':
    'La messagerie durcie n’en dit pas plus que la connexion n’en prend.',

  // busywork
  'Mallory has Alice’s program compute until it has no time for anybody':
    'Mallory fait calculer le programme d’Alice jusqu’à ce qu’il n’ait plus de temps pour personne',
  'Alice has offered Mallory, a friend, a file of 24 MiB. Whoever was cut off in the middle of a file asks for the rest, and shows by a hash what is there already: so nobody goes on with another file of the same name. But the sender has to hash her own file to compare. Mallory has all of the file and asks for its last byte, fifty-eight bytes at a time; when it comes she asks again. A program that hashes anew for each question keeps a core of Alice’s computer busy for as long as Mallory likes, and with a film instead of these 24 MiB one question would do for seconds. How long Alice’s program worked is read from the operating system. The hardened messenger reads the file once: it keeps the hashes of its beginnings at even distances, and the last answer. Alice and Bob talk meanwhile. (The messenger answers a friend’s first two hundred questions and five a second after that; Mallory keeps to it, so there is nothing to be alarmed about.)':
    'Alice a proposé à Mallory, une amie, un fichier de 24 Mio. Qui a été coupé au milieu d’un fichier demande la suite, et montre par un hachage ce qui est déjà là : ainsi, personne ne continue avec un autre fichier du même nom. Mais l’expéditrice doit hacher son propre fichier pour comparer. Mallory a tout le fichier et en demande le dernier octet, cinquante-huit octets à la fois ; quand il arrive, elle redemande. Un programme qui hache de nouveau à chaque question occupe un cœur de l’ordinateur d’Alice aussi longtemps qu’il plaît à Mallory, et avec un film à la place de ces 24 Mio, une seule question suffirait pour des secondes. Le temps de calcul du programme d’Alice est celui qu’indique le système d’exploitation. La messagerie durcie ne lit le fichier qu’une fois : elle garde les hachages de ses débuts à intervalles réguliers, et la dernière réponse. Pendant ce temps, Alice et Bob se parlent. (La messagerie répond aux deux cents premières questions d’un ami, puis à cinq par seconde ; Mallory s’y tient, et il n’y a donc pas de quoi donner l’alarme.)',
  'The hardened messenger, but it hashes the file for each question.':
    'La messagerie durcie, mais elle hache le fichier pour chaque question.',
  'The hardened messenger keeps what it has computed.': 'La messagerie durcie garde ce qu’elle a calculé.',

  // babel
  'Mallory asks Alice two million times whether she is there':
    'Mallory demande deux millions de fois à Alice si elle est là',
  'A connection whose other end has vanished looks like a quiet one, so a messenger asks now and then whether its friend is there, and the friend answers. The question has one byte, and thousands of them fit into one record. Mallory, a friend, asks without end, and takes each answer. A program that answers whatever a friend asks does nothing else any more, for as long as Mallory likes. How long Alice’s program worked is read from the operating system. The hardened messenger gives each friend a budget: two hundred questions at once, and five a second after that, ten times what any honest program asks. Then the session ends, Alice is told once, and Mallory, who calls again at once, twenty times in all, is not let in, for a while that doubles each time. Alice and Bob talk meanwhile. (Sessions without end are no attack of their own here: the budget of handshakes that each address has bounds them, see flood.)':
    'Une connexion dont l’autre bout a disparu ressemble à une connexion silencieuse ; une messagerie demande donc de temps en temps si son ami est là, et l’ami répond. La question tient en un octet, et des milliers d’entre elles dans un enregistrement. Mallory, une amie, demande sans fin, et prend chaque réponse. Un programme qui répond à tout ce qu’un ami demande ne fait plus rien d’autre, aussi longtemps qu’il plaît à Mallory. Le temps de calcul du programme d’Alice est celui qu’indique le système d’exploitation. La messagerie durcie donne un budget à chaque ami : deux cents questions d’un coup, puis cinq par seconde, dix fois ce que demande un programme honnête. Au-delà, la session prend fin, Alice l’apprend une fois, et Mallory, qui rappelle aussitôt, vingt fois en tout, n’entre plus, pendant un temps qui double à chaque fois. Pendant ce temps, Alice et Bob se parlent. (Des sessions sans fin ne sont pas ici une attaque à part : le budget de poignées de main de chaque adresse les borne, voir flood.)',
  'The hardened messenger, but it answers whatever a friend asks.':
    'La messagerie durcie, mais elle répond à tout ce qu’un ami demande.',
  'The hardened messenger answers as much as there can be reason to ask.':
    'La messagerie durcie répond à autant de questions qu’il peut y avoir de raisons d’en poser.',

  // hoarder
  'Mallory fills Alice’s disk with what Alice never sees':
    'Mallory remplit le disque d’Alice de choses qu’Alice ne voit jamais',
  'What a friend says is kept, for it must not be lost: it is on the receiver’s disk before it is confirmed. So a friend decides how much is kept. Mallory, a friend, says thirty thousand times that a file which she never offered has come to its end: fifty bytes each, several times as many on Alice’s disk, and nothing that Alice could see or would delete. This way she goes on for hours: whoever believes that friends are reasonable has a full disk one day, and a messenger that can’t say a word to anybody any more. How many bytes there are in the folder of Alice’s program is counted by the lab; how long the next start of the program will take is tried on a copy of it, and read from the operating system. (It grows with what nobody has read; what was read lies in pages that a start leaves alone.) The hardened messenger gives each friend a budget: of such items, five hundred at once and five a second; what goes beyond waits in Mallory’s own socket, and nothing more is taken at all when a hundred thousand items or 64 MiB have not been read. Alice and Bob talk meanwhile. (Nothing is lost, so there is nothing to be alarmed about.)':
    'Ce que dit un ami est gardé, car cela ne doit pas se perdre : c’est sur le disque du destinataire avant d’être confirmé. C’est donc l’ami qui décide combien est gardé. Mallory, une amie, dit trente mille fois qu’un fichier qu’elle n’a jamais proposé est arrivé à sa fin : cinquante octets chaque fois, plusieurs fois autant sur le disque d’Alice, et rien qu’Alice puisse voir ou songe à effacer. Elle peut continuer ainsi des heures durant : qui croit ses amis raisonnables a un jour un disque plein, et une messagerie qui ne peut plus dire un mot à personne. Le labo compte les octets que contient le dossier du programme d’Alice ; la durée du prochain démarrage est essayée sur une copie, et c’est le système d’exploitation qui l’indique. (Il s’allonge avec ce que personne n’a lu ; ce qui a été lu est dans des pages qu’un démarrage laisse en paix.) La messagerie durcie donne un budget à chaque ami : de tels éléments, cinq cents d’un coup et cinq par seconde ; ce qui dépasse attend dans la connexion de Mallory elle-même, et plus rien n’est pris quand cent mille éléments ou 64 Mio n’ont pas été lus. Pendant ce temps, Alice et Bob se parlent. (Rien ne se perd, et il n’y a donc pas de quoi donner l’alarme.)',
  'The hardened messenger, but a friend may send as much and as fast as it likes.':
    'La messagerie durcie, mais un ami peut envoyer autant et aussi vite qu’il veut.',
  'The hardened messenger takes from each friend what its budget allows.':
    'La messagerie durcie prend de chaque ami ce que permet son budget.',

  // rogue-directory
  'The directory itself is Mallory’s, and names her key as everybody’s':
    'L’annuaire lui-même est à Mallory, et donne sa clé pour celle de tous',
  'Alice and Bob learn each other’s keys from the directory. Now Mallory is in its place, and on the path between them as well: to each she names her own key as that of the other. Where the key was known from before, this is an alarm, and nothing is said. Where it is seen for the first time there is nothing to compare it with, and the first act shows plainly what that means: the hardened messenger is BROKEN, as every messenger is that takes keys at first use, until its users compare. The second act is the same, but the two read their safety numbers to each other before the first word.':
    'Alice et Bob apprennent la clé l’un de l’autre par l’annuaire. Voici Mallory à sa place, et aussi sur le chemin entre eux : à chacun, elle donne sa propre clé pour celle de l’autre. Là où la clé était déjà connue, c’est une alarme, et rien n’est dit. Là où on la voit pour la première fois, il n’y a rien à quoi la comparer, et le premier acte montre crûment ce que cela veut dire : la messagerie durcie est PERCÉE, comme toute messagerie qui accepte les clés à la première utilisation, tant que ses utilisateurs ne comparent pas. Le deuxième acte est le même, mais les deux se lisent leurs numéros de sécurité avant le premier mot.',
  'The hardened messenger; a new friendship, and nobody compares.':
    'La messagerie durcie ; une nouvelle amitié, et personne ne compare.',
  'The same, but the two compare their safety numbers before the first word.':
    'La même chose, mais les deux comparent d’abord leurs numéros de sécurité.',
  'The hardened messenger; the two became friends before Mallory came.':
    'La messagerie durcie ; les deux étaient amis avant l’arrivée de Mallory.',
  'The hardened messenger; the directory gives old addresses and a false key.':
    'La messagerie durcie ; l’annuaire ment sur les adresses, puis sur une clé.',
  'answers to give': 'réponses à donner',
  'The same, but the messenger believes whatever key the directory names now.':
    'La même chose, mais la messagerie croit toute clé que donne l’annuaire.',

  // phantom-friends
  'Mallory’s directory names four thousand friends whom Alice never asked for':
    'L’annuaire de Mallory nomme quatre mille amis qu’Alice n’a jamais demandés',
  'Who is a friend Alice’s messenger learns from the directory, and with it the key. Now Mallory is the directory, and to Alice’s real friends she adds a thousand that she has made up, others each time that she is asked, all with her own keys. One is called b0b. A messenger that keeps whomever the directory names lets b0b in as it does Bob, shows his words beside Bob’s, and writes all of them to its disk, where its file of contacts grows until nobody can be added any more. No cipher helps, for nothing is forged: the key is really that of b0b. What helps is to know whom the user has asked for: the directory vouches for the key that goes with a friendship, not for the wish to have one. The peers run the messenger that users have. Whether a stranger was let in is told by what Alice’s program delivers, and by her screen, which a terminal of the lab’s own draws; how much her program keeps is measured on its disk.':
    'C’est de l’annuaire que la messagerie d’Alice apprend qui est un ami, et quelle est sa clé. Voici que l’annuaire est Mallory : aux vrais amis d’Alice, elle en ajoute mille qu’elle a inventés, d’autres chaque fois qu’on l’interroge, tous avec ses propres clés. L’un d’eux s’appelle b0b. Une messagerie qui garde tous ceux que l’annuaire nomme laisse entrer b0b comme Bob, montre ses paroles à côté de celles de Bob, et les écrit tous sur son disque, où son fichier de contacts grossit jusqu’à ce que personne ne puisse plus y être ajouté. Aucun chiffrement n’y peut rien, car rien n’est contrefait : la clé est bien celle de b0b. Ce qui protège, c’est de savoir qui l’utilisatrice a demandé : l’annuaire répond de la clé qui va avec une amitié, pas du désir de l’avoir. Les pairs utilisent la messagerie qu’ont les utilisateurs. Qu’un inconnu ait été admis ou non, on le voit à ce que remet le programme d’Alice et à son écran, que dessine un terminal du labo ; ce que son programme garde se mesure sur son disque.',
  'The hardened messenger, but whomever the directory calls a friend is kept as one.':
    'La messagerie durcie, mais quiconque l’annuaire dit ami est gardé comme tel.',
  'The hardened messenger keeps those only whom Alice has asked for or accepted, and tells her of the others.':
    'La messagerie durcie ne garde que ceux qu’Alice a demandés ou acceptés, et lui parle des autres.',

  // port-scan
  'Mallory’s directory sends Alice’s messenger to ports of her own computer':
    'L’annuaire de Mallory envoie la messagerie d’Alice vers des ports de son propre ordinateur',
  'Whoever says where a friend is chooses where another computer dials. What only that computer reaches, programs that listen on it for its own user alone, is reached through it then. Mallory has become Alice’s friend, and the directory is hers. Alice’s messenger calls a friend of its own accord who turns up in the list; where Mallory is, the directory answers with a record that Mallory has signed: a port of Alice’s own computer. Each time she is gone and back, it is another port. What listens there is a program of the lab’s, which tells who calls it: no messenger is asked. The hardened messenger looks every host up, checks each address, and dials the very address that it checked: one of its own computer only where PROTOCOL.md, section 9.2, says so. Where all nodes are processes of one computer the directory is on it as well, so loopback is where friends may be; Mallory names 0.0.0.0 there, at which nobody can be, and which Linux and macOS take for loopback. Which of the ports is open Mallory does not learn even from the weak one here: when the directory is asked next is settled before the call begins.':
    'Qui dit où se trouve un ami choisit où un autre ordinateur appelle. Ce que seul cet ordinateur atteint, des programmes qui n’y écoutent que pour son utilisatrice, est alors atteint à travers lui. Mallory est devenue l’amie d’Alice, et l’annuaire est à elle. La messagerie d’Alice appelle d’elle-même un ami qui apparaît dans la liste ; où est Mallory, l’annuaire le dit par un enregistrement que Mallory a signé : un port de l’ordinateur d’Alice elle-même. Chaque fois qu’elle disparaît et revient, c’est un autre port. Ce qui y écoute est un programme du labo, qui dit qui l’appelle : aucune messagerie n’est interrogée. La messagerie durcie résout chaque hôte, vérifie chaque adresse, et appelle l’adresse même qu’elle a vérifiée : une adresse de son propre ordinateur seulement là où PROTOCOL.md, section 9.2, le permet. Quand tous les nœuds sont des processus d’un seul ordinateur, l’annuaire y est aussi, et la boucle locale est donc là où des amis peuvent être ; Mallory y nomme 0.0.0.0, où personne ne peut être, et que Linux et macOS prennent pour la boucle locale. Lequel de ces ports est ouvert, Mallory ne l’apprend pas ici, même de la messagerie affaiblie : le moment où l’annuaire sera interrogé de nouveau est fixé avant le début de l’appel.',
  'the numbers of three ports of Alice’s own computer': 'les numéros de trois ports de l’ordinateur d’Alice',
  'The hardened messenger, but a friend is called at whatever address the record names.':
    'La messagerie durcie, mais un ami est appelé à l’adresse que nomme l’enregistrement, quelle qu’elle soit.',
  'The hardened messenger calls nobody on its own computer of whom nothing says that they are there.':
    'La messagerie durcie n’appelle sur son propre ordinateur personne dont rien ne dit qu’il y est.',

  // address-hijack
  'Mallory has Bob’s token and says that Bob is where she is':
    'Mallory a le jeton de Bob et dit que Bob est là où elle est',
  'Mallory is on nobody’s path, but she has stolen the token with which Bob’s program speaks to the directory. She publishes her own address as his. If that counts, Alice’s next call for Bob comes to Mallory. She passes it on, so that neither of them misses anything: she can’t read it, for the keys are still theirs, but she knows when they talk and from where, and may cut it off. That a call went astray is seen from both ends: the two ends of the connection that Alice’s program names are those that Mallory’s names.':
    'Mallory n’est sur le chemin de personne, mais elle a volé le jeton avec lequel le programme de Bob parle à l’annuaire. Elle publie sa propre adresse comme celle de Bob. Si cela suffit, le prochain appel d’Alice pour Bob arrive chez Mallory. Elle le transmet, pour que rien ne leur manque : elle ne peut pas lire, car les clés sont toujours les leurs, mais elle sait quand ils se parlent et d’où, et peut couper. Que l’appel se soit égaré se voit aux deux bouts : les deux extrémités de la connexion que nomme le programme d’Alice sont celles que nomme Mallory.',
  'Bob’s token': 'le jeton de Bob',
  'Directory and messenger go by the token alone: nobody looks at the signature.':
    'L’annuaire et la messagerie se fient au jeton seul : personne ne regarde la signature.',
  people: 'personnes',
  'The same directory, but Alice’s messenger asks for Bob’s signature.':
    'Le même annuaire, mais la messagerie d’Alice exige la signature de Bob.',
  'The directory asks for it, too, and refuses: Alice’s call reaches Bob.':
    'L’annuaire l’exige aussi, et refuse : l’appel d’Alice parvient à Bob.',

  // relay
  'Mallory is the relay that joins two who do not reach each other':
    'Mallory est le relais qui relie deux personnes qui ne se joignent pas',
  'Alice and Bob sit behind routers that let nobody in. Neither can call the other, so both dial out to a relay, which joins the two connections: all that they say goes through it. That is convenient, and it is the place on the path that Mallory would choose for herself; here it is hers. The relay is asked by the programs and not by their users, so nothing about it may have to be trusted. With the students’ first version she swaps the keys and reads along. Without a tag over each record she changes words that she can’t read. The messenger that users have takes neither: it knows Bob’s key from the friendship, and each record has its seal. In the last act the hardened messenger is BROKEN, and nothing mends that here: whoever joins two people knows whom. Mallory writes down which account calls which, when, and how many bytes go through; the names are made up by the lab for this act, so nobody can guess them. She can also hang up, or join nobody: then no word comes, and none comes that is false.':
    'Alice et Bob sont chacun derrière un routeur qui ne laisse entrer personne. Aucun des deux ne peut appeler l’autre ; tous deux appellent donc un relais, qui raccorde les deux connexions : tout ce qu’ils se disent passe par lui. C’est commode, et c’est la place que Mallory choisirait sur le chemin ; ici, le relais est à elle. Ce sont les programmes qui s’adressent au relais, pas leurs utilisateurs : il ne doit donc rien y avoir à lui confier. Avec la première version des étudiants, elle échange les clés et lit tout. Sans étiquette sur chaque enregistrement, elle change des mots qu’elle ne peut pas lire. La messagerie des utilisateurs n’accepte ni l’un ni l’autre : elle connaît la clé de Bob par l’amitié, et chaque enregistrement a son sceau. Dans le dernier acte, la messagerie durcie est PERCÉE, et rien ici n’y remédie : qui relie deux personnes sait lesquelles. Mallory note quel compte appelle lequel, quand, et combien d’octets passent ; les noms sont inventés par le labo pour cet acte, et personne ne peut les deviner. Elle peut aussi raccrocher, ou ne relier personne : alors aucun mot n’arrive, et il n’en arrive pas de faux.',
  'A relay need not be trusted with what you say. That you talk, and with whom, it knows.':
    'Un relais n’a pas à mériter qu’on lui confie ce qu’on dit. Que l’on parle, et avec qui, il le sait.',
  'The students’ first version: the relay swaps the keys, nobody compares.':
    'La première version : le relais échange les clés, personne ne compare.',
  'The messenger that users have: the relay swaps the keys.':
    'La messagerie des utilisateurs : le relais échange les clés.',
  'The hardened messenger without its tag: the relay changes words.':
    'La messagerie durcie sans étiquette : le relais change des mots.',
  'The hardened messenger checks each tag: the relay changes words.':
    'La messagerie durcie vérifie chaque étiquette : le relais change des mots.',
  'The hardened messenger: the relay passes all on, and logs the calls.':
    'La messagerie durcie : le relais transmet tout, et note les appels.',

  // enumeration
  'Mallory finds out who is registered, from answers that differ':
    'À des réponses qui diffèrent, Mallory découvre qui est inscrit',
  'Mallory has a list of names and wants to know which of them belong to users. She asks the directory about each on every route that takes a name, and looks for answers that differ, in words or in time. Each name was registered or not by the toss of a coin, so luck alone gets half of them right; how unlikely more than that is, is known exactly. One door stays open, and the last act walks through it: where people choose their names, a name that is taken has to be refused. The hardened directory answers that question a hundred times for one address, and then twice a minute.':
    'Mallory a une liste de noms et veut savoir lesquels sont ceux d’utilisateurs. Elle interroge l’annuaire sur chacun, par chaque route qui prend un nom, et cherche des réponses qui diffèrent, par leurs mots ou par leur durée. Chaque nom a été inscrit ou non à pile ou face : le hasard seul en donne donc la moitié de justes, et la probabilité d’en avoir davantage est connue exactement. Une porte reste ouverte, et le dernier acte la franchit : là où chacun choisit son nom, il faut bien refuser un nom déjà pris. L’annuaire durci répond à cette question cent fois pour une adresse, puis deux fois par minute.',
  'a list of names': 'une liste de noms',
  'The directory says so where there is no user of a name.':
    'L’annuaire le dit quand un nom n’a pas d’utilisateur.',
  'The directory answers alike, and does the same work, whether there is one or not.':
    'L’annuaire répond de la même façon, et fait le même travail, qu’il y en ait un ou non.',
  'The hardened directory, asked by registering: this it gives away, within its budget.':
    'L’annuaire durci, interrogé par des inscriptions : cela, il le révèle, dans la limite de son budget.',

  // stuffing
  'Mallory logs in as Bob, with a leaked password or with a code that he has just used':
    'Mallory se connecte comme Bob, avec un mot de passe volé ou avec un code qu’il vient d’utiliser',
  'Bob’s password stands in a list that leaked elsewhere, somewhere among two hundred. Mallory tries one after the other. Limits do not make that impossible: whoever has the right one among the first eight gets in at once, so in this list it stands behind the first twenty. Without limits it is a matter of seconds; with them the waits grow to five minutes each. (That is for one name from one address. For a name from all addresses together the wait stays at a minute or less, lest a guesser lock Bob out of his own account: whoever guesses from many addresses is slowed down to that, and no further.) Then Bob has a second factor, and Mallory has watched him type password and one-time code; she types the same again within the half minute. That she is in is proven by a request that only Bob’s account shows, to a name that the lab made up.':
    'Le mot de passe de Bob figure dans une liste qui a fuité ailleurs, quelque part parmi deux cents. Mallory les essaie l’un après l’autre. Des limites ne rendent pas cela impossible : qui a le bon parmi les huit premiers entre aussitôt ; dans cette liste, il est donc après les vingt premiers. Sans limites, c’est l’affaire de quelques secondes ; avec elles, les attentes montent à cinq minutes chacune. (Cela vaut pour un nom depuis une adresse. Pour un nom depuis toutes les adresses ensemble, l’attente reste d’une minute au plus, pour que celui qui devine ne puisse pas interdire à Bob son propre compte : qui devine depuis beaucoup d’adresses est ralenti jusque-là, et pas davantage.) Ensuite, Bob a un second facteur, et Mallory l’a vu taper mot de passe et code à usage unique ; elle retape les mêmes dans la demi-minute. La preuve qu’elle est entrée : une demande d’amitié que seul le compte de Bob montre, adressée à un nom que le labo a inventé.',
  'a leaked list of passwords': 'une liste de mots de passe qui a fuité',
  'a login that she watched': 'une connexion dont elle a été témoin',
  'A leaked list: the directory lets everybody try as often as they like.':
    'Une liste qui a fuité : l’annuaire laisse chacun essayer aussi souvent qu’il veut.',
  'A leaked list: after five failures each further one makes the next guess wait, longer each time.':
    'Une liste qui a fuité : après cinq échecs, chaque nouvel échec fait attendre l’essai suivant, de plus en plus longtemps.',
  'A code that was just used: the directory takes it as long as its time lasts.':
    'Un code qui vient de servir : l’annuaire l’accepte tant que dure sa validité.',
  'A code that was just used: the directory takes each code once.':
    'Un code qui vient de servir : l’annuaire n’accepte chaque code qu’une fois.',

  // stalker
  'Mallory asks to be Bob’s friend, and for his address before he answers':
    'Mallory propose son amitié à Bob, et demande son adresse avant qu’il ait répondu',
  'Mallory is on nobody’s path. She has an account like everybody else, asks Bob to be her friend, and does not wait: she asks the directory at once where Bob is. Whoever can ask for anybody’s address can follow them from home to work. Bob’s host has a name that the lab made up for this act; only his friends are to learn it.':
    'Mallory n’est sur le chemin de personne. Elle a un compte comme tout le monde, propose son amitié à Bob, et n’attend pas : elle demande aussitôt à l’annuaire où il est. Qui peut demander l’adresse de n’importe qui peut le suivre de chez lui au travail. L’hôte de Bob porte un nom que le labo a inventé pour cet acte ; seuls ses amis doivent l’apprendre.',
  'The directory tells the address to whoever asks, as that of the first version did.':
    'L’annuaire donne l’adresse à quiconque la demande, comme le faisait celui de la première version.',
  'The directory tells it to friends whom Bob has accepted.':
    'L’annuaire la donne aux amis que Bob a acceptés.',

  // padding-oracle
  'Mallory asks Bob some thousand times whether a padding is right, and reads Alice’s messages':
    'Mallory demande quelques milliers de fois à Bob si un remplissage est juste, et lit les messages d’Alice',
  'A conversation is locked with a secret that only Bob’s key opens. Bob’s program does Mallory a small favour: of whatever she sends it to unlock, it says whether the result begins as it should. One such answer tells next to nothing; some thousand of them leave one number that the secret can be. So Mallory copies two conversations of Alice and Bob, calls Bob herself later, never learns his key, and has the secret of one of them. In the words of the trade: RSA keeps products, so from one locked secret anybody makes others that hold known multiples of it, and each yes to a padding that begins with 00 02 puts bounds on it. The handshake is that of TLS up to 1.2, with its alerts; it mostly takes four to ten thousand questions, counted live. One thing is made easier for her: Bob lets a caller try again over the same connection, for with one a question the budget of calls would slow her down to twenty a second. In the other acts only what a friend has locked reaches Bob’s key, so Mallory is a friend of both. In the second she finds the same oracle, and has nothing to ask it about: with X25519 the wrapped secrets that she recorded are sealed. In the third, with OAEP, all that she sends is refused alike, with no word.':
    'Une conversation est fermée par un secret que seule la clé de Bob ouvre. Le programme de Bob rend à Mallory un petit service : de tout ce qu’elle lui envoie à ouvrir, il dit si le résultat commence comme il faut. Une telle réponse n’apprend presque rien ; après quelques milliers, il ne reste qu’un nombre possible. Mallory copie donc deux conversations d’Alice et de Bob, appelle plus tard Bob elle-même, n’apprend jamais sa clé, et a le secret de l’une d’elles. Dans les mots du métier : RSA conserve les produits, si bien que d’un secret fermé chacun en fait d’autres, qui en contiennent des multiples connus, et chaque oui à un remplissage qui commence par 00 02 borne ce secret. La poignée de main est celle de TLS jusqu’à la version 1.2, avec ses alertes ; il faut le plus souvent quatre à dix mille questions, comptées en direct. Une chose lui est rendue plus facile : Bob laisse l’appelant réessayer sur la même connexion, car à une connexion par question le budget d’appels la ralentirait à vingt par seconde. Dans les autres actes, seul ce qu’un ami a fermé atteint la clé de Bob : Mallory est donc l’amie des deux. Dans le deuxième, elle trouve le même oracle, et n’a rien à lui soumettre : avec X25519, les secrets emballés qu’elle a enregistrés sont scellés. Dans le troisième, avec OAEP, tout ce qu’elle envoie est refusé de la même façon, sans un mot.',
  'The old handshake of TLS: Bob’s program unlocks a secret for anybody, and tells what was wrong with it (PKCS #1 v1.5).':
    'L’ancienne poignée de main de TLS : le programme de Bob ouvre un secret pour n’importe qui, et dit ce qui n’allait pas (PKCS #1 v1.5).',
  'The hardened messenger with the same telling answers: a friend may ask, but what was recorded stays shut (X25519).':
    'La messagerie durcie avec les mêmes réponses bavardes : une amie peut interroger, mais ce qui a été enregistré reste fermé (X25519).',
  'The hardened messenger: whatever a friend sends is refused alike, without a word (OAEP).':
    'La messagerie durcie : quoi qu’une amie envoie, le refus est le même, sans un mot (OAEP).',

  // record-now-steal-later
  'Mallory records today and steals the private keys tomorrow':
    'Mallory enregistre aujourd’hui et vole les clés privées demain',
  'Who records what cannot be read today waits for the keys: a lost laptop, a court, a break-in. Where the secret of a session travelled under RSA and nothing else went into its keys, yesterday’s recording opens with today’s theft. Mallory copies a conversation; when it is over both private identities are handed to her, and she unwraps what was wrapped. With X25519 in the keys the same theft opens nothing: the shares were made for that session and are gone.':
    'On enregistre aujourd’hui ce qu’on ne sait pas encore lire, et on attend les clés : un portable perdu, un tribunal, une effraction. Là où le secret d’une session a voyagé sous RSA et que rien d’autre n’est entré dans ses clés, l’enregistrement d’hier s’ouvre avec le vol d’aujourd’hui. Mallory copie une conversation ; quand elle est finie, on lui remet les deux identités privées, et elle désencapsule ce qui était encapsulé. Avec X25519 dans les clés, le même vol n’ouvre rien : les clés éphémères ont été faites pour cette session et n’existent plus. C’est la confidentialité persistante.',
  'both private identities, stolen when the conversation is over':
    'les deux identités privées, volées une fois la conversation finie',
  'The hardened messenger, but only the secrets wrapped by RSA make the keys of a session.':
    'La messagerie durcie, mais seuls les secrets encapsulés par RSA font les clés d’une session.',
  'The hardened messenger: X25519 goes into the keys as well.':
    'La messagerie durcie : X25519 entre aussi dans les clés.',
  'Mallory sends whatever the protocol forbids, one thing at a time':
    'Mallory envoie tout ce que le protocole interdit, une chose à la fois',
  'A specification says what must not be taken: frames too early, too late, twice or too long, suites that nobody offered, shares that lead to no secret, signatures over something else, numbers out of turn. Each of these rules is one careless line away from being forgotten, and nobody notices, because honest programs never send such things. Here Mallory does. She is a friend of both, speaks the protocol with her own keys, and breaks one rule in each session. Which refusal is due stands in the specification; whether it came is told by the program that was probed, and by the bytes that it still said.':
    'Une spécification dit ce qui ne doit pas être accepté : des trames trop tôt, trop tard, en double ou trop longues, des suites que personne n’a proposées, des clés éphémères qui ne mènent à aucun secret, des signatures sur autre chose, des numéros qui ne sont pas à leur tour. Chacune de ces règles peut être oubliée par une ligne écrite sans soin, et personne ne le remarque, car les programmes honnêtes n’envoient jamais rien de tel. Ici, Mallory le fait. Elle est l’amie des deux, parle le protocole avec ses propres clés, et enfreint une règle dans chaque session. La spécification dit quel refus s’impose ; qu’il soit venu, le programme sondé le dit, et les octets qu’il a encore envoyés le montrent.',
  'an account of her own, as a friend of both': 'un compte à elle, en amie des deux',
  'Mallory calls Bob or Alice, and breaks a rule of the handshake each time.':
    'Mallory appelle Bob ou Alice, et enfreint chaque fois une règle de la poignée de main.',
  'Alice calls Mallory, who breaks a rule of the handshake each time.':
    'Alice appelle Mallory, qui enfreint chaque fois une règle de la poignée de main.',
  'Mallory calls Bob or Alice, and breaks a rule for what is said in a session each time.':
    'Mallory appelle Bob ou Alice, et enfreint chaque fois une règle de ce qui se dit dans une session.',
  'Alice calls Mallory, who breaks a rule for what is said in a session each time.':
    'Alice appelle Mallory, qui enfreint chaque fois une règle de ce qui se dit dans une session.',
  'The hardened messenger with one check taken away: no MAC of a handshake is looked at.':
    'La messagerie durcie moins une vérification : aucun MAC de la poignée de main n’est regardé.',
  'The hardened directory with one check taken away: a one-time code serves again.':
    'L’annuaire durci moins une vérification : un code à usage unique sert de nouveau.',
  'Mallory asks the directory for what it must not give, and tells it what it must not believe.':
    'Mallory demande à l’annuaire ce qu’il ne doit pas donner, et lui dit ce qu’il ne doit pas croire.',
  'Mallory calls the messengers of both, and says of items and files what is not so, or comes twice.':
    'Mallory appelle les messageries des deux, et dit d’éléments et de fichiers des choses fausses, ou deux fois les mêmes.',
  'Mallory stands between two friends, and does something to one frame of theirs in each session.':
    'Mallory se tient entre deux amis, et fait quelque chose à une de leurs trames dans chaque session.',
  'Mallory costs the messengers of both as much as a friend may, and then more.':
    'Mallory donne aux messageries des deux autant de travail qu’une amie en a le droit, puis davantage.',
  'Mallory calls the messengers of both, and breaks a rule for what friends say each time.':
    'Mallory appelle les messageries des deux, et enfreint chaque fois une règle de ce que se disent des amis.',

  // found
  'Attacks that nobody wrote: a program found them':
    'Des attaques que personne n’a écrites : un programme les a trouvées',
  'All the other attacks of this lab were known to those who wrote them. Here a program has looked by itself. It was given the protocol, what Mallory has, and honest conversations; it left out, repeated, moved and changed what goes over the wire, a hundred times a second, until a property fell that was judged from outside. What it found it shrank to the few steps that matter. Here they are played, word for word, against the real programs: first against the messenger with one defence less, then against the hardened one.':
    'Toutes les autres attaques de ce laboratoire étaient connues de leurs auteurs. Ici, un programme a cherché seul. Il a reçu le protocole, ce que Mallory possède et des conversations honnêtes ; il a omis, répété, déplacé et modifié ce qui passe sur le réseau, une centaine de fois par seconde, jusqu’à ce que tombe une propriété jugée de l’extérieur. Ce qu’il a trouvé, il l’a réduit aux quelques étapes qui comptent. Elles sont jouées ici, telles quelles, contre les vrais programmes : d’abord contre la messagerie privée d’une défense, puis contre la messagerie durcie.',
  'A defence is worth as much as somebody has really looked for the way around it.':
    'Une défense vaut ce que vaut la recherche de celui qui a vraiment voulu la contourner.',
  'Found by a search, against a messenger with one defence less: Mallory reads along.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : Mallory lit tout.',
  'Found by a search, against a messenger with one defence less: what was recorded opens with keys that are stolen later.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : l’enregistrement s’ouvre avec des clés volées plus tard.',
  'Found by a search, against a messenger with one defence less: words that their author never wrote.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : des mots que leur auteur n’a jamais écrits.',
  'Found by a search, against a messenger with one defence less: words are lost, and nobody notices.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : des mots se perdent, et personne ne s’en aperçoit.',
  'Found by a search, against a messenger with one defence less: who it is stands on the wire.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : qui parle se lit sur le réseau.',
  'Found by a search, against a messenger with one defence less: Mallory tells from its size which text it is.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : Mallory devine à la taille de quel texte il s’agit.',
  'Found by a search, against a messenger with one defence less: both take encryption that Mallory breaks.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : les deux prennent un chiffrement que Mallory casse.',
  'Found by a search, against a messenger with one defence less: what is begun and never ends fills the memory.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : ce qui commence et ne finit jamais remplit la mémoire.',
  'Found by a search, against a messenger with one defence less: somebody is believed to be there who is not.':
    'Trouvé par une recherche, contre une messagerie privée d’une défense : on croit parler à quelqu’un qui n’est pas là.',
  'The same steps against the hardened messenger.': 'Les mêmes étapes contre la messagerie durcie.',
}
