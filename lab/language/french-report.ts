/** What the report says (lab/report/, lab/commands/report.ts). */

import type { Dictionary } from '../../peers/language/sentence'

export const report: Dictionary = {
  '{0}, {1}; {2}': '{0}, {1} ; {2}',
  NONE: 'AUCUN',
  'The attack, as the history has it': 'L’attaque, d’après l’historique',
  'The conversation, as the history has it': 'La conversation, d’après l’historique',
  'Nothing of it stands in the history.': 'L’historique n’en contient rien.',
  'The picture is shortened: of what happens again and again, the first three and the last are drawn, and the rest is counted.':
    'Le diagramme est abrégé : de ce qui se répète, les trois premières occurrences et la dernière sont dessinées, et le reste est compté.',
  'but for another reason than expected': 'mais pour une autre raison que prévu',
  Expected: 'Attendu',
  Attack: 'Attaque',
  'Profile of the peers': 'Profil des pairs',
  'Profile of the directory': 'Profil de l’annuaire',
  Controls: 'Contrôles',
  'the conversation itself: {0}': 'la conversation elle-même : {0}',
  'before the attack {0}, after it {1}': 'avant l’attaque {0}, après {1}',
  'Properties that fell': 'Propriétés violées',
  'Alarms, confirmed by what Mallory did': 'Alarmes, confirmées par ce qu’a fait Mallory',
  'Defence taken away': 'Défense retirée',
  'Nothing in this act is a text that nobody else can know; the numbers stand in the verdict.':
    'Cet acte ne contient aucun texte secret que l’on puisse suivre ; les chiffres figurent dans le verdict.',
  What: 'Élément',
  'The text': 'Le texte',
  'Where it appeared': 'Où il est apparu',
  '… and {0} more.': '… et {0} de plus.',
  '… and {0} more bytes.': '… et {0} octets de plus.',
  nowhere: 'nulle part',
  '{0} (event {1}, at {2} s)': '{0} (événement {1}, à {2} s)',
  'Without it (profile {0})': 'Sans elle (profil {0})',
  Hardened: 'Version durcie',
  '{0}, {1} bytes': '{0}, {1} octets',
  'Mallory opens a connection of her own': 'Mallory ouvre elle-même une connexion',
  '{0} has used at most {1} MiB of memory': '{0} a utilisé au plus {1} Mio de mémoire',
  '{0} has kept a processor busy for {1} s so far': '{0} a occupé un processeur pendant {1} s jusqu’ici',
  '{0} has {1} MiB on the disk': '{0} a {1} Mio sur son disque',
  'Mallory tosses a coin for {0}: {1}': 'Mallory tire à pile ou face pour {0} : {1}',
  'Mallory takes {0} to be: {1}': 'Pour {0}, Mallory suppose : {1}',
  'a secret of the lab’s: {0}': 'un secret du labo : {0}',
  'a word that only Mallory was told': 'un mot confié à Mallory seule',
  'delivered to {0}': 'remis à {0}',
  'a message of {0} to {1}': 'un message de {0} à {1}',
  'in Mallory’s loot: read': 'dans le butin de Mallory : lu',
  'in Mallory’s loot: in what she forged': 'dans le butin de Mallory : dans ce qu’elle a falsifié',
  'in the clear on the wire, from {0} to {1}': 'en clair sur le réseau, de {0} à {1}',
  'on {0}’s screen': 'sur l’écran de {0}',
  'Mallory says that she showed this key': 'Mallory déclare avoir présenté cette clé',
  'the alarm is raised': 'l’alarme est donnée',
  'an alarm of {0}’s messenger': 'une alarme de la messagerie de {0}',
  'the users find that they differ': 'les utilisateurs constatent qu’elles diffèrent',
  'the other side’s keys, as users read them to each other':
    'les clés de l’autre côté, que les utilisateurs se lisent',
  'a key of the prototype': 'une clé du prototype',
  'a message of the prototype': 'un message du prototype',
  'something else': 'autre chose',
  ATTACK: 'ATTAQUE',
  '… {0} more, {1} of them frames: events {2} to {3} …':
    '… {0} de plus, dont {1} trames : événements {2} à {3} …',
  '… {0} more: events {1} to {2} …': '… {0} de plus : événements {1} à {2} …',
  '(not as expected)': '(pas comme prévu)',
  'no recorded run': 'aucune exécution enregistrée',
  'Report of the lab: what was recorded, judged from its history alone':
    'Rapport du labo : ce qui a été enregistré, jugé d’après son seul historique',
  'The matrix: every attack, every profile': 'La matrice : chaque attaque, chaque profil',
  'a property fell: the attacker read, forged, learned or blocked what she should not':
    'une propriété est violée : Mallory a lu, falsifié, appris ou bloqué ce qu’elle n’aurait pas dû',
  'none fell, and an honest program raised the alarm that is due, for what the attacker really did':
    'aucune n’est violée, et un programme honnête a donné l’alarme qui s’impose, pour ce que Mallory a vraiment fait',
  'none fell though the attacker acted, and honest users were served':
    'aucune n’est violée, alors que Mallory a agi, et les utilisateurs honnêtes ont été servis',
  'a program of an honest user did not do what PROTOCOL.md says, whatever else happened':
    'le programme d’un utilisateur honnête n’a pas suivi PROTOCOL.md, quoi qu’il se soit passé par ailleurs',
  'nobody attacked, and all that was said arrived':
    'personne n’a attaqué, et tout ce qui a été dit est arrivé',
  'nothing can be concluded: a control failed, a program ended, or the attacker never acted':
    'rien ne peut être conclu : un contrôle a échoué, un programme s’est arrêté, ou Mallory n’a rien fait',
  'How to read this': 'Comment lire ce rapport',
  '#12 at the left of a picture is the event in line 12 of the history, and so is “event 12” in a table; times are seconds since the run began.':
    '#12 à gauche d’un diagramme est l’événement de la ligne 12 de l’historique, tout comme « événement 12 » dans un tableau ; les temps sont en secondes depuis le début de l’exécution.',
  'What Mallory does is marked {0}, with thick lines; what users are warned of, or was found on their screens, is marked {1}, with thick broken lines.':
    'Ce que fait Mallory est marqué {0}, en traits épais ; ce dont les utilisateurs sont avertis, ou ce qui a été trouvé sur leurs écrans, est marqué {1}, en traits épais discontinus.',
  'Controls are the same conversation before and after the attack, with an attacker who does nothing: it has to go well and without an alarm.':
    'Les contrôles sont la même conversation avant et après l’attaque, avec une attaquante qui ne fait rien : elle doit bien se passer, et sans alarme.',
  'What this does not show': 'Ce que ce rapport ne montre pas',
  'RESISTED says that this attacker read, forged and blocked nothing in this run, not that nobody ever could.':
    'REPOUSSÉ dit que cette attaquante n’a rien lu, rien falsifié et rien bloqué pendant cette exécution, et non que personne n’y parviendra jamais.',
  'Repeating a run with its seed makes the same texts; keys, ports and times are other ones.':
    'Rejouer une exécution avec sa graine redonne les mêmes textes ; les clés, les ports et les temps sont différents.',
  'What Mallory’s program says of her own connections and guesses is taken from it; that she read something is not: the text shows it.':
    'Ce que le programme de Mallory dit de ses propres connexions et de ses suppositions est repris tel quel ; qu’elle ait lu quelque chose ne l’est pas : le texte le prouve.',
  'In the runtime “processes” all programs run on one machine, and the networks between them are tables of names; in “containers” they are networks.':
    'Dans l’environnement « processes », tous les programmes tournent sur une seule machine, et les réseaux entre eux sont des tables de noms ; dans « containers », ce sont de vrais réseaux.',
  'The code, the versions and the texts of the catalogue are those of the checkout that made this report, not of the run.':
    'Le code, les versions et les textes du catalogue sont ceux de la copie de travail qui a produit ce rapport, non ceux de l’exécution.',
  'no repository': 'pas de dépôt',
  '(with changes that are not committed)': '(avec des modifications non validées)',
  Project: 'Projet',
  Revision: 'Révision',
  'Node.js': 'Node.js',
  Platform: 'Plateforme',
  Packages: 'Paquets',
  'Made with': 'Produit avec',
  'The catalogue has no scenario of this name.': 'Le catalogue n’a pas de scénario de ce nom.',
  'Besides, Mallory has:': 'De plus, Mallory dispose de :',
  'This history is not whole.': 'Cet historique n’est pas complet.',
  'What could be read is judged as it stands.': 'Ce qui a pu être lu est jugé tel quel.',
  'The history ends before this act.': 'L’historique s’arrête avant cet acte.',
  'The history does not hold the beginning of this act.':
    'L’historique ne contient pas le début de cet acte.',
  'The defences of {0}, as code': 'Les défenses de {0}, en code',
  'Cut out of the source files of this checkout when the report was made.':
    'Extrait des fichiers sources de cette copie de travail au moment du rapport.',
  '{0} of {1} acts as expected.': 'Actes comme prévu : {0} sur {1}.',
  'not recorded': 'non enregistré',
  Recorded: 'Enregistré',
  Events: 'Événements',
  '{0}, over {1} s': '{0}, en {1} s',
  Runtime: 'Environnement',
  Seed: 'Graine',
  'To repeat it': 'Pour la rejouer',
  Capture: 'Capture',
  'in this file': 'dans ce fichier',
  'beside this file': 'à côté de ce fichier',
  'pcapng, for Wireshark': 'pcapng, pour Wireshark',
  Act: 'Acte',
  Profile: 'Profil',
  Verdict: 'Verdict',
  'the attacker': 'l’attaquante',
  [`Usage: npm run report [RUN] [-- FLAGS]

Writes a recorded run as one HTML file that needs no network. RUN is a folder of .lab/runs, its name, or a history file;
without it, the latest run. "npm run report all" takes the newest whole run of each scenario, with the matrix.

  --out FILE          where to (report-NAME-TIME.html here, if it is not said; TIME is the run's)
  --diagrams FOLDER   also writes each act's diagram there, as SVG and as Mermaid source
  --lang en|fr        the language (otherwise the environment's)
  --help              this text
`]: `Usage : npm run report [EXÉCUTION] [-- OPTIONS]

Écrit une exécution enregistrée dans un seul fichier HTML, lisible sans réseau. EXÉCUTION est un dossier de .lab/runs, son
nom, ou un fichier d’historique ; sans elle, la dernière. « npm run report all » prend l’exécution complète la plus récente
de chaque scénario, avec la matrice.

  --out FICHIER        où l’écrire (ici, dans report-NOM-DATE.html, si rien n’est dit ; DATE est celle de l’exécution)
  --diagrams DOSSIER   y écrit aussi le diagramme de chaque acte, en SVG et en source Mermaid
  --lang en|fr         la langue (sinon celle de l’environnement)
  --help               ce texte
`,
  'One run at a time, or all: {0} are several.': 'Une exécution à la fois, ou all : {0}, c’est plusieurs.',
  'There is no whole run of any scenario: npm run scenario all makes them.':
    'Il n’y a d’exécution complète d’aucun scénario : npm run scenario all les produit.',
  'The history is not whole: {0}': 'L’historique n’est pas complet : {0}',
  'There is no folder {0} to write the report to.': 'Il n’y a pas de dossier {0} où écrire le rapport.',
  'Key of AES-256-GCM': 'Clé AES-256-GCM',
  Nonce: 'Nonce',
  'What is authenticated besides': 'Données authentifiées en plus',
  'Rule by rule': 'Règle par règle',
  'Mallory sent what each of these rules of PROTOCOL.md forbids, or what has to be taken; api stands for what the directory says of its routes. {0} of {1} were kept each time.':
    'Mallory a envoyé ce qu’interdit chacune de ces règles de PROTOCOL.md, ou ce qu’il faut accepter ; api désigne ce que l’annuaire dit de ses routes. {0} sur {1} ont été respectées à chaque fois.',
  'All rules that were probed': 'Toutes les règles sondées',
  Rule: 'Règle',
  Times: 'Nombre de fois',
  'What came of it': 'Résultat',
  'Sent at last': 'Envoyé en dernier',
  'With the attack': 'Avec l’attaque',
  'Without the attack': 'Sans l’attaque',
  'What happened': 'Ce qui s’est passé',
  '{0}’s own key:': 'la clé de {0} :',
  'what {0} was shown:': 'ce qu’on a montré à {0} :',
  'due: {0}': 'attendu : {0}',
  'came: {0}': 'reçu : {0}',
  '{0} wrote:': '{0} a écrit :',
  'Mallory knows:': 'Mallory connaît :',
  'Mallory made of it:': 'Mallory en a fait :',
  '{0} read:': '{0} a lu :',
  '{0} read, {1} times:': '{0} a lu, {1} fois :',
  'has read “{0}”': 'a lu « {0} »',
  'has made up “{0}”': 'a inventé « {0} »',
  'takes {0} to be {1}': 'suppose que {0} est {1}',
  'knows that something is wrong: {0}': 'sait que quelque chose ne va pas : {0}',
  'knows that both see the same keys': 'sait que tous deux voient les mêmes clés',
  'knows that they do not see the same keys: somebody stands between them':
    'sait que tous deux ne voient pas les mêmes clés : quelqu’un se tient entre eux',
  'can compute the keys of the session: with secrets that never went over the wire':
    'peut calculer les clés de la session, avec des secrets qui n’ont jamais circulé',
  'has {0}’s own key': 'a la vraie clé de {0}',
  'has a key that is nobody’s here, and takes it for {0}’s':
    'a une clé qui n’est à personne ici, et la prend pour celle de {0}',
  'has {0}’s key, and takes it for {1}’s': 'a la clé de {0}, et la prend pour celle de {1}',
  'has {0}’s public key, as everybody on the way has':
    'a la clé publique de {0}, comme quiconque est sur le chemin',
  'can open what is closed for her own key': 'peut ouvrir ce qui est fermé pour sa propre clé',
  'has a letter that only {0} can open': 'a une lettre que seule la clé de {0} ouvre',
  'The acts': 'Les actes',
  'What each field is for': 'À quoi sert chaque champ',
  'As the protocol has it; what becomes of it without a defence, the acts show.':
    'Tel que le protocole le veut ; ce qu’il en advient sans une défense, les actes le montrent.',
  'a key': 'une clé',
  'many times': 'bien des fois',
  '{0}’s key': 'clé de {0}',
  'an open letter': 'une lettre ouverte',
  '{0} (Mallory: {1})': '{0} (Mallory : {1})',
  'As it left': 'Au départ',
  'As it came': 'À l’arrivée',
  'Nothing in it is encrypted: whoever it goes by can read all of it.':
    'Rien n’y est chiffré : quiconque est sur le chemin peut tout lire.',
  '{0} can compute the key, and opens it': '{0} peut calculer la clé, et ouvre la trame',
  '{0} knows the words in it': '{0} en connaît les mots',
  '{0} can open it: it is closed for this key': '{0} peut l’ouvrir : la lettre est fermée pour cette clé',
  '{0} cannot open it': '{0} ne peut pas l’ouvrir',
  'What each knows, and since when': 'Ce que chacun sait, et depuis quand',
  'nothing that matters here': 'rien qui compte ici',
  'besides, this fell and was not expected to: {0}': 'de plus, ceci n’était pas prévu et a été violé : {0}',
  'What the verdict rests on': 'Sur quoi repose le verdict',
  'Mallory stands': 'Mallory se tient',
  'on the line, listening': 'sur la ligne, à l’écoute',
  'in between': 'au milieu',
  'as the directory': 'à la place de l’annuaire',
  'as the relay': 'comme relais',
  'from outside': 'de l’extérieur',
  all: 'tous',
  Play: 'Lecture',
  Pause: 'Pause',
  'To the beginning': 'Au début',
  'One step back': 'Une étape en arrière',
  'One step on': 'Une étape en avant',
  'To the end': 'À la fin',
  Moment: 'Moment',
  'Open all bytes': 'Ouvrir tous les octets',
  'Close all bytes': 'Fermer tous les octets',
  'A key has the colour, the initial and the shape of its owner; a letter, those of whoever can open it.':
    'Une clé a la couleur, l’initiale et la forme de son propriétaire ; une lettre, celles de qui peut l’ouvrir.',
  'Rows stand in an order in which nothing is read before it was written; of what went on independently the numbers tell what was recorded first. What left somebody and what came of it stand in one row; a row with a frame opens to its bytes.':
    'Les lignes suivent un ordre dans lequel rien n’est lu avant d’avoir été écrit ; pour ce qui s’est passé indépendamment, les numéros disent ce qui a été enregistré d’abord. Ce qui part et ce qui en arrive tiennent sur une ligne ; une ligne avec une trame s’ouvre sur ses octets.',
  'In an open frame “4 +12” is a field of 12 bytes, before which there are 4 others: touch it, and its bytes light up; its name leads to what it is for. On paper a frame stands with its fields, and with its bytes where it was open when it was printed.':
    'Dans une trame ouverte, « 4 +12 » est un champ de 12 octets, précédé de 4 autres : désignez-le, et ses octets s’éclairent ; son nom mène à ce à quoi il sert. Sur papier, une trame figure avec ses champs, et avec ses octets si elle était ouverte à l’impression.',
  'On this page at most {0} frames of an act open, first of all those that Mallory touched or that a program refused. “npm run report NAME”, with the name of a run as it stands here under “Recorded”, makes a page of that run alone, in which {1} open.':
    'Sur cette page, au plus {0} trames par acte s’ouvrent, d’abord celles que Mallory a touchées ou qu’un programme a refusées. « npm run report NOM », avec le nom d’une exécution tel qu’il figure sous « Enregistré », produit une page sur cette seule exécution, où {1} s’ouvrent.',
  'Of each act at most {0} frames open, first of all those that Mallory touched or that a program refused; the history has the bytes of all.':
    'Par acte, au plus {0} trames s’ouvrent, d’abord celles que Mallory a touchées ou qu’un programme a refusées ; l’historique contient les octets de toutes.',
  'A solid arrow is a frame; a dashed arrow is what Mallory’s program says that she did.':
    'Une flèche pleine est une trame ; une flèche en tirets est ce que le programme de Mallory dit qu’elle a fait.',
  '{0}: the report on {1}, {2}': '{0} : le rapport sur {1}, {2}',
  'the newest whole runs of {0} scenarios': 'les dernières exécutions complètes de {0} scénarios',
  'the run {0} of {1}': 'l’exécution {0} de {1}',
  '{0}: its capture, too large to be carried in the page':
    '{0} : sa capture, trop grande pour tenir dans la page',
  '{0}: a diagram': '{0} : un diagramme',
  'No whole run is recorded of: {0}': 'Aucune exécution complète n’est enregistrée de : {0}',
  'The atlas: every bit of a session': 'L’atlas : chaque bit d’une session',
  'A call, five texts and two goodbyes, {0} times over: each time one other bit was flipped on the way. Then each frame was lost, doubled, moved behind the next one, delayed until everything else had arrived, or cut off in its middle with the connection. A byte has the colour of the check that noticed it first; that of its worst bit, where bits differ. It was played in one process, with the conversations of the programs and without a network.':
    'Un appel, cinq textes et deux adieux, {0} fois : chaque fois, un autre bit a été inversé en chemin. Puis chaque trame a été perdue, doublée, déplacée derrière la suivante, retardée jusqu’à ce que tout le reste soit arrivé, ou coupée en son milieu avec la connexion. Un octet a la couleur du contrôle qui l’a remarqué le premier ; celle de son pire bit, là où les bits diffèrent. Tout a été joué dans un seul processus, avec les conversations des programmes et sans réseau.',
  'Of these the lowest bit of each byte was flipped.':
    'Ici, c’est le bit de poids faible de chaque octet qui a été inversé.',
  'Hardened: nothing is believed that was changed': 'Durcie : rien de ce qui a été modifié n’est cru',
  'With one defence taken away': 'Avec une défense en moins',
  'Who only listens, and changes nothing, breaks these:':
    'Qui se contente d’écouter, sans rien modifier, casse ceux-ci :',
  'Whatever is done to one frame, these refuse it as the hardened messenger does; what they lack, their scenarios show:':
    'Quoi qu’on fasse à une seule trame, ceux-ci la refusent comme la messagerie durcie ; ce qui leur manque, leurs scénarios le montrent :',
  '{0} changes break a property, {1} more are not noticed.':
    '{0} modifications cassent une propriété, {1} autres passent inaperçues.',
  '{0} changes are not noticed, and have no effect.':
    '{0} modifications passent inaperçues et n’ont aucun effet.',
  field: 'champ',
  'what becomes of a change': 'ce que devient une modification',
  'the whole frame': 'toute la trame',
  '{0} of {1}, {2} bytes': '{0} de {1}, {2} octets',
  'Nobody notices it, and this falls: {0}.': 'Personne ne le remarque, et ceci tombe : {0}.',
  'Nobody notices it, and all arrives as it was said.': 'Personne ne le remarque, et tout arrive comme dit.',
  '{0} refuses it ({1}): {2}': '{0} refuse ({1}) : {2}',
  'Not noticed in:': 'Inaperçu chez :',
  lost: 'perdue',
  doubled: 'doublée',
  moved: 'déplacée',
  delayed: 'retardée',
  'cut off': 'coupée',
  'not noticed, and without effect: all arrived as it was said':
    'inaperçu et sans effet : tout est arrivé comme dit',
  'not noticed, and a property fell': 'inaperçu, et une propriété est tombée',
  'forward secrecy': 'confidentialité persistante',
  'once and in order': 'une seule fois et dans l’ordre',
  'agreement on who talks to whom': 'accord sur qui parle à qui',
  'the best suite': 'la meilleure suite',
  'the program goes on running': 'le programme continue de tourner',
  'bounded memory': 'mémoire bornée',
  'how a frame is built: lengths, fields, text': 'la forme d’une trame : longueurs, champs, texte',
  'which frame is due': 'quelle trame est attendue',
  'version and suite': 'version et suite',
  'the tag of what is encrypted, with all that was said before in it':
    'l’étiquette de ce qui est chiffré, avec tout ce qui a été dit auparavant',
  'numbers: what comes next, how many there were': 'les numéros : ce qui vient ensuite, combien il y en a eu',
  'who is there: keys, names, signatures, secrets': 'qui est là : clés, noms, signatures, secrets',
  'that the connection ends before its time: until then the program waits for more':
    'la fin prématurée de la connexion : jusque-là, le programme attend la suite',
  'The hardened messenger: whatever is changed on the way is refused':
    'La messagerie durcie : tout ce qui est modifié en chemin est refusé',
  'Without the tag ({0}): changed words are believed': 'Sans l’étiquette ({0}) : des mots modifiés sont crus',
  'Without the check of numbers ({0}): what is lost, moved or repeated is not noticed':
    'Sans le contrôle des numéros ({0}) : ce qui est perdu, déplacé ou répété passe inaperçu',
  'Every byte of a session, and the check that noticed its change':
    'Chaque octet d’une session, et le contrôle qui a remarqué sa modification',
}
