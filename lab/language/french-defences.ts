/** What each defence is for, and why one that nobody misses is kept (scenarios/ablation.ts). */

import type { Dictionary } from '../../peers/language/sentence'

export const defences: Dictionary = {
  'The key that is shown must be the one that came with the friendship, or was pinned since.':
    'La clé montrée doit être celle qui est venue avec l’amitié, ou qui a été épinglée depuis.',
  'A key that is not the expected one ends the conversation; to warn and to go on is not enough.':
    'Une clé qui n’est pas celle attendue met fin à la conversation ; avertir et continuer ne suffit pas.',
  'Whoever shows an identity must sign this very handshake with it.':
    'Qui montre une identité doit signer avec elle cette poignée de main précise.',
  'Both sides show by a MAC that they arrived at the same keys, for the same two names.':
    'Les deux côtés montrent par un MAC qu’ils sont arrivés aux mêmes clés, pour les deux mêmes noms.',
  'In this handshake identities travel sealed under the same secret, names stand under the signatures, and the first record opens with the right keys only. The MAC is what SIGMA’s proof asks for; it would be the last defence where identities are in the clear, as an act of misbinding shows.':
    'Dans cette poignée de main, les identités voyagent chiffrées sous le même secret, les noms sont couverts par les signatures, et le premier enregistrement ne s’ouvre qu’avec les bonnes clés. Le MAC est ce que demande la preuve de SIGMA ; il serait la dernière défense là où les identités sont en clair, comme le montre un acte de misbinding.',
  'Signatures cover role, names and all that was said, not only the two key shares. (The stand-in is a handshake of its own: it also goes without the sealing of identities, the MACs, the wrapped secrets, CONFIRM, and the offer in the transcript. Where names and transcript are left out of what is signed and no more, misbinding is still DETECTED.)':
    'Les signatures couvrent le rôle, les noms et tout ce qui a été dit, pas seulement les deux clés éphémères. (La doublure est une poignée de main à part entière : il lui manque aussi le chiffrement des identités, les MAC, les secrets encapsulés, CONFIRM, et l’offre dans la transcription. Si l’on ne retire de ce qui est signé que les noms et la transcription, misbinding est encore DÉTECTÉ.)',
  'Who somebody is is shown by a signature, which the holder of the other key cannot make. (The stand-in is a handshake of its own, with static keys in the place of signatures and of wrapped secrets.)':
    'L’identité de chacun est prouvée par une signature, que le détenteur de l’autre clé ne peut pas produire. (La doublure est une poignée de main à part entière, avec des clés statiques à la place des signatures et des secrets encapsulés.)',
  'Fresh X25519 shares make the keys, and nobody is told why a secret did not unwrap. (The stand-in is a handshake of its own: it also says in the clear who is called, and unwraps before it knows who calls.)':
    'Des clés éphémères X25519 toutes fraîches font les clés, et personne n’apprend pourquoi un secret ne s’est pas désencapsulé. (La doublure est une poignée de main à part entière : elle dit aussi en clair qui est appelé, et désencapsule avant de savoir qui appelle.)',
  'Names and identities travel sealed, from the first time that one of them is said.':
    'Noms et identités voyagent chiffrés, dès la première fois que l’un d’eux est dit.',
  'X25519 makes keys that nobody has any more when the conversation is over. (The stand-in agrees on zeros, so the keys that seal and MAC the handshake are known to everybody, and hidden identities fall as well.)':
    'X25519 fait des clés que plus personne n’a quand la conversation est finie. (La doublure s’accorde sur des zéros : les clés qui chiffrent la poignée de main et calculent ses MAC sont donc connues de tous, et les identités cachées tombent aussi.)',
  'Secrets are wrapped with OAEP; not even a friend learns from a refusal whether a padding was right.':
    'Les secrets sont encapsulés avec OAEP ; même un ami n’apprend pas d’un refus si un remplissage était juste.',
  'A friend finds the oracle, and the attack does; but the wrapped secrets that were recorded travel sealed under X25519 shares that are gone, so there is no ciphertext to ask about, and the keys depend on those shares as well.':
    'Un ami trouve l’oracle, et l’attaque aussi ; mais les secrets encapsulés qui ont été enregistrés voyagent chiffrés sous des clés éphémères X25519 qui n’existent plus : il n’y a donc pas de chiffré à soumettre, et les clés dépendent aussi de ces clés éphémères.',
  'No suite below the floor is accepted, whoever chose it.':
    'Aucune suite sous le plancher n’est acceptée, peu importe qui l’a choisie.',
  'The hardened messenger speaks one suite, so there is nothing below the floor that both know. The floor is for the day on which there are two.':
    'La messagerie durcie parle une seule suite : il n’y a rien sous le plancher que les deux connaissent. Le plancher est là pour le jour où il y en aura deux.',
  'Only suites are spoken that are strong; no old one is kept for the sake of old programs.':
    'Seules des suites fortes sont utilisées ; aucune ancienne n’est gardée pour d’anciens programmes.',
  'The floor refuses the old suite.': 'Le plancher refuse l’ancienne suite.',
  'An old suite that is still spoken is not accepted. (The old suite is spoken here as well.)':
    'Une ancienne suite encore parlée n’est pas acceptée. (Ici, l’ancienne suite est parlée aussi.)',
  'The offer is under the keys and signatures: whoever cuts the strong suite out of it is found out.':
    'L’offre est couverte par les clés et les signatures : qui en retire la suite forte est découvert.',
  'All of HELLO, with the suites that it offers, goes into what is signed and into the keys.':
    'Tout HELLO, avec les suites qu’il propose, entre dans ce qui est signé et dans les clés.',
  'The hardened messenger speaks one suite: an offer that is changed leaves nothing to agree on. Where a second one is spoken this is what keeps an attacker from choosing it: see the next row.':
    'La messagerie durcie parle une seule suite : une offre modifiée ne laisse rien sur quoi s’accorder. Là où une deuxième est parlée, c’est ce qui empêche une attaquante de la choisir : voir la ligne suivante.',
  'All of HELLO goes into what is signed and into the keys. (An old suite is spoken and accepted here as well.)':
    'Tout HELLO entre dans ce qui est signé et dans les clés. (Ici, une ancienne suite est en plus parlée et acceptée.)',
  'Nothing is skipped before the first record, and that is number 0 whatever came before it.':
    'Rien n’est sauté avant le premier enregistrement, et celui-ci porte le numéro 0, quoi qu’il soit venu avant.',
  'Each direction has a key of its own: no record of one side opens as the other’s.':
    'Chaque sens a sa propre clé : aucun enregistrement d’un côté ne s’ouvre comme venant de l’autre.',
  'Records are encrypted and carry a tag. (The stand-in goes without both, for the tag goes with the encryption; encrypt-without-mac goes without the tag alone.)':
    'Les enregistrements sont chiffrés et portent une étiquette d’authentification. (La doublure se passe des deux, car l’étiquette va avec le chiffrement ; encrypt-without-mac se passe de l’étiquette seule.)',
  'Records carry a tag: whoever changes a bit of one is found out.':
    'Les enregistrements portent une étiquette d’authentification : qui en modifie un bit est découvert.',
  'No nonce is used twice under one key.': 'Aucun nonce ne sert deux fois sous une même clé.',
  'A record must have the very next number: none is repeated, dropped or moved.':
    'Un enregistrement doit porter exactement le numéro suivant : aucun n’est répété, supprimé ni déplacé.',
  'Records grow to a multiple of 256 bytes, so that small differences in length are not seen.':
    'Les enregistrements sont complétés à un multiple de 256 octets, pour que de petites différences de longueur ne se voient pas.',
  'The goodbye says how many records came before it.':
    'L’au revoir dit combien d’enregistrements l’ont précédé.',
  'Numbers without a gap and an authenticated goodbye say the same: what is missing before the goodbye is noticed at its number. The count is written down once more for whoever reads the goodbye alone.':
    'Des numéros sans trou et un au revoir authentifié disent la même chose : ce qui manque avant l’au revoir se remarque à son numéro. Le compte est écrit une fois de plus pour qui ne lit que l’au revoir.',
  'A connection that ends without a goodbye was cut.':
    'Une connexion qui se termine sans au revoir a été coupée.',
  'Traffic keys are renewed after so many records, bytes or milliseconds.':
    'Les clés de trafic sont renouvelées après un certain nombre d’enregistrements, d’octets ou de millisecondes.',
  'A conversation of the lab is shorter than any of these limits. They bound what one key protects (NIST SP 800-38D §8.3) and what is lost with one that is stolen out of a running program; no attack here waits for 2²⁰ records or reaches into a program.':
    'Une conversation du labo est plus courte que chacune de ces limites. Elles bornent ce qu’une clé protège (NIST SP 800-38D, §8.3) et ce qui est perdu avec une clé volée dans un programme en marche ; aucune attaque d’ici n’attend 2²⁰ enregistrements ni n’entre dans un programme.',
  'What is no frame, or too large for its type, is refused before room is made for it.':
    'Ce qui n’est pas une trame, ou est trop grand pour son type, est refusé avant qu’on lui réserve de la place.',
  'Texts are encrypted as they are: nothing about them but their length makes a record longer or shorter.':
    'Les textes sont chiffrés tels quels : rien d’autre que leur longueur ne rend un enregistrement plus long ou plus court.',
  'Each address has a budget of handshakes, and when too many are unfinished the greediest gives way.':
    'Chaque adresse a un budget de poignées de main, et quand trop d’entre elles restent inachevées, la plus gourmande cède sa place.',
  'A friend’s address counts if the friend has signed it, whatever the directory says.':
    'L’adresse d’un ami compte si l’ami l’a signée, quoi que dise l’annuaire.',
  'The directory looks at the same signature before it takes an address, and the pinned key still has to be shown. Where the directory is careless as well, address-hijack wins.':
    'L’annuaire regarde la même signature avant d’accepter une adresse, et la clé épinglée doit encore être montrée. Là où l’annuaire est négligent lui aussi, address-hijack gagne.',
  'A key that is known stays what it is until its owner’s friend says otherwise, whatever the directory names.':
    'Une clé connue reste ce qu’elle est jusqu’à ce que l’ami de son propriétaire en décide autrement, quoi que dise l’annuaire.',
  'Whomever the directory calls a friend is one only if the user has asked or accepted them.':
    'Celui que l’annuaire dit ami ne l’est que si l’utilisateur l’a demandé ou accepté.',
  'A friend is called at an address of one’s own computer or network only where something says that they are there.':
    'Un ami n’est appelé à une adresse de son propre ordinateur ou réseau que là où quelque chose dit qu’il y est.',
  'Of the name under which a file is offered only what can be a name in the inbox is used.':
    'Du nom sous lequel un fichier est proposé, on ne garde que ce qui peut être un nom dans le dossier de réception.',
  'What a friend has confirmed is owed no more: nothing that is said in the friend’s name makes it go once more.':
    'Ce qu’un ami a confirmé n’est plus dû : rien de ce qui est dit en son nom ne le fait partir une seconde fois.',
  'The hashes of a file’s beginnings are computed once and kept, however often a friend asks.':
    'Les hachages des débuts d’un fichier sont calculés une fois et gardés, si souvent qu’un ami demande.',
  'Each friend has a budget of questions; who exceeds it is thrown out and kept away.':
    'Chaque ami a un budget de questions ; qui le dépasse est mis dehors et tenu à l’écart.',
  'Of each friend only so many items a second are taken, and only so many that were not read.':
    'De chaque ami, on ne prend qu’un certain nombre d’éléments par seconde, et qu’un certain nombre de non lus.',
  'No more is written for a friend than the friend’s socket takes; the rest stays on the disk.':
    'Pour un ami, on n’écrit pas plus que sa connexion n’en prend ; le reste demeure sur le disque.',
  'Each message is for the key that the friend had when it was said: whoever has another one gets it only if its sender agrees.':
    'Chaque message est pour la clé qu’avait l’ami quand il a été dit : qui en a une autre ne le reçoit que si son auteur y consent.',
  'What others write is made visible before it is drawn, and never obeyed.':
    'Ce qu’écrivent les autres est rendu visible avant d’être affiché, et jamais obéi.',
  'Whoever keeps a connection without asking anything has to make room for others. (The stand-in also has 256 places for all: without that bound a directory that goes without limitConnections bears three hundred slow connections. The hardened bound by address does not hold for loopback, so where nodes are processes of one machine only the limits in time are at work.)':
    'Qui garde une connexion sans rien demander doit faire de la place aux autres. (La doublure n’a en plus que 256 places pour tous : sans cette borne, un annuaire privé de limitConnections supporte trois cents connexions lentes. La borne durcie par adresse ne vaut pas pour la boucle locale ; là où les nœuds sont des processus d’une même machine, seules les limites de temps agissent donc.)',
  'Nobody may try as often as they like: passwords, codes, names.':
    'Personne ne peut essayer aussi souvent qu’il veut : mots de passe, codes, noms.',
  'A one-time code serves once.': 'Un code à usage unique ne sert qu’une fois.',
  'Whoever has a token may publish, but only an address that the owner of the name has signed.':
    'Qui a un jeton peut publier, mais seulement une adresse que le propriétaire du nom a signée.',
  'The friends look at the same signature, and refuse an address without it: see the act careless-directory.':
    'Les amis regardent la même signature, et refusent une adresse qui ne la porte pas : voir l’acte careless-directory.',
  'Where a user is is told to those whom the user has accepted.':
    'Où se trouve un utilisateur n’est dit qu’à ceux qu’il a acceptés.',
  'Whether a name is registered changes no answer.':
    'Qu’un nom soit inscrit ou non ne change aucune réponse.',
}
