/** What the report says (lab/report/, lab/commands/report.ts). */

import type { Dictionary } from './sentence'

export const report: Dictionary = {
  'The attack, as the history has it': 'L’attaque, d’après l’historique',
  'The conversation, as the history has it': 'La conversation, d’après l’historique',
  'Nothing of it stands in the history.': 'L’historique n’en contient rien.',
  'The picture is shortened: of what happens again and again, the first three and the last are drawn, and the rest is counted.':
    'Le diagramme est abrégé : de ce qui se répète, les trois premières occurrences et la dernière sont dessinées, et le reste est compté.',
  Evidence: 'Preuves',
  'but for another reason than expected': 'mais pour une autre raison que prévu',
  Expected: 'Attendu',
  Attack: 'Attaque',
  none: 'aucune',
  'Profile of the peers': 'Profil des pairs',
  'Profile of the directory': 'Profil de l’annuaire',
  Controls: 'Contrôles',
  'the conversation itself: {0}': 'la conversation elle-même : {0}',
  'before the attack {0}, after it {1}': 'avant l’attaque {0}, après {1}',
  'Properties that fell': 'Propriétés tombées',
  'Alarms that are borne out': 'Alarmes avérées',
  'Goes without': 'Défense retirée',
  'Nothing in this act is a text that nobody else can know; the numbers stand in the verdict.':
    'Rien dans cet acte n’est un texte que personne d’autre ne peut connaître ; les chiffres figurent dans le verdict.',
  What: 'Quoi',
  'The text': 'Le texte',
  'Where it appeared': 'Où il est apparu',
  '… and {0} more.': '… et {0} de plus.',
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
  'Mallory takes {0} to be: {1}': 'Pour {0}, Mallory parie sur : {1}',
  'a secret of the lab’s: {0}': 'un secret du laboratoire : {0}',
  'a word that only Mallory was told': 'un mot confié à Mallory seule',
  'delivered to {0}': 'remis à {0}',
  'a message of {0} to {1}': 'un message de {0} à {1}',
  'in Mallory’s loot: read': 'dans le butin de Mallory : lu',
  'in Mallory’s loot: in what she forged': 'dans le butin de Mallory : dans ce qu’elle a forgé',
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
  '(not as expected)': '(inattendu)',
  'no recorded run': 'aucune exécution enregistrée',
  'Report of the lab: what was recorded, judged from its history alone':
    'Rapport du laboratoire : ce qui a été enregistré, jugé d’après son seul historique',
  'The matrix: every attack, every profile': 'La matrice : chaque attaque, chaque profil',
  'a property fell: the attacker read, forged, learned or blocked what she should not':
    'une propriété est tombée : l’attaquante a lu, forgé, appris ou bloqué ce qu’elle n’aurait pas dû',
  'none fell, and an honest program raised the alarm that is due, for what the attacker really did':
    'aucune n’est tombée, et un programme honnête a donné l’alarme qui s’impose, pour ce que l’attaquante a vraiment fait',
  'none fell though the attacker acted, and honest users were served':
    'aucune n’est tombée alors que l’attaquante a agi, et les utilisateurs honnêtes ont été servis',
  'a program of an honest user did not do what PROTOCOL.md says, whatever else happened':
    'un programme d’un utilisateur honnête n’a pas fait ce que dit PROTOCOL.md, quoi qu’il se soit passé d’autre',
  'nobody attacked, and all that was said arrived':
    'personne n’a attaqué, et tout ce qui a été dit est arrivé',
  'nothing can be concluded: a control failed, a program ended, or the attacker never acted':
    'rien ne peut être conclu : un contrôle a échoué, un programme s’est arrêté, ou l’attaquante n’a jamais agi',
  'How to read this': 'Comment lire ce rapport',
  '#12 at the left of a picture is the event in line 12 of the history, and so is “event 12” in a table; times are seconds since the run began.':
    '#12 à gauche d’un diagramme est l’événement de la ligne 12 de l’historique, tout comme « événement 12 » dans un tableau ; les temps sont en secondes depuis le début de l’exécution.',
  'A solid arrow is a frame, drawn to where it was seen: what Mallory passes on of it is seen by what arrives. A dashed arrow is what a program says that it did or got.':
    'Une flèche pleine est une trame, dessinée jusqu’à l’endroit où elle a été vue : ce que Mallory en transmet se voit à ce qui arrive. Une flèche en tirets est ce qu’un programme dit avoir fait ou reçu.',
  'What Mallory does is marked {0}, with thick lines; what users are warned of, or was found on their screens, is marked {1}, with thick broken lines.':
    'Ce que fait Mallory est marqué {0}, en traits épais ; ce dont les utilisateurs sont avertis, ou ce qui a été trouvé sur leurs écrans, est marqué {1}, en traits épais discontinus.',
  'Controls are the same conversation before and after the attack, with an attacker who does nothing: it has to go well and without an alarm.':
    'Les contrôles sont la même conversation avant et après l’attaque, avec une attaquante qui ne fait rien : elle doit bien se passer, et sans alarme.',
  'What this does not show': 'Ce que ce rapport ne montre pas',
  'RESISTED says that this attacker read, forged and blocked nothing in this run, not that nobody ever could.':
    'RESISTED dit que cette attaquante n’a rien lu, rien forgé et rien bloqué pendant cette exécution, non que personne ne le pourrait jamais.',
  'Repeating a run with its seed makes the same texts; keys, ports and times are other ones.':
    'Répéter une exécution avec sa graine redonne les mêmes textes ; les clés, les ports et les temps sont différents.',
  'What Mallory’s program says of her own connections and guesses is taken from it; that she read something is not: the text shows it.':
    'Ce que le programme de Mallory dit de ses propres connexions et de ses paris est repris tel quel ; qu’elle a lu quelque chose ne l’est pas : le texte le prouve.',
  'In the runtime “processes” all programs run on one machine, and the networks between them are tables of names; in “containers” they are networks.':
    'Dans l’environnement « processes », tous les programmes tournent sur une seule machine, et les réseaux entre eux sont des tables de noms ; dans « containers », ce sont de vrais réseaux.',
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
  'The defences of {0}, as code': 'Les défenses de {0}, en code',
  'Cut out of the source files of this checkout when the report was made.':
    'Extrait des fichiers sources de cette copie de travail au moment du rapport.',
  '{0} of {1} acts as expected.': 'Actes conformes aux attentes : {0} sur {1}.',
  'not recorded': 'non enregistré',
  Recorded: 'Enregistré',
  Events: 'Événements',
  '{0}, over {1} s': '{0}, en {1} s',
  Runtime: 'Environnement',
  Seed: 'Graine',
  'To repeat it': 'Pour la répéter',
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
`]: `Utilisation : npm run report [EXÉCUTION] [-- OPTIONS]

Écrit une exécution enregistrée dans un seul fichier HTML, lisible sans réseau. EXÉCUTION est un dossier de .lab/runs, son
nom, ou un fichier d’historique ; sans elle, la dernière. « npm run report all » prend l’exécution complète la plus récente
de chaque scénario, avec la matrice.

  --out FICHIER        où l’écrire (ici, dans report-NOM-DATE.html, si rien n’est dit ; DATE est celle de l’exécution)
  --diagrams DOSSIER   y écrit aussi le diagramme de chaque acte, en SVG et en source Mermaid
  --lang en|fr         la langue (sinon celle de l’environnement)
  --help               ce texte
`,
  'One run at a time, or all: {0} are several.': 'Une exécution à la fois, ou all : {0}, c’est plusieurs.',
  'There is no whole run of any scenario: npm run scenario all makes them.':
    'Il n’y a d’exécution complète d’aucun scénario : npm run scenario all les produit.',
  'The history is not whole: {0}': 'L’historique n’est pas complet : {0}',
  'There is no folder {0} to write the report to.': 'Il n’y a pas de dossier {0} où écrire le rapport.',
  'The first conversation, frame by frame': 'La première conversation, trame par trame',
  'On the left what everybody on the way sees, on the right what those do who have the keys. The lab has these from the programs that it judges, as a browser writes its own for Wireshark; Mallory has none of them.':
    'À gauche, ce que voit quiconque est sur le chemin ; à droite, ce que voient ceux qui ont les clés. Le labo les tient des programmes qu’il juge, comme un navigateur écrit les siennes pour Wireshark ; Mallory n’en a aucune.',
  'Everybody on the way sees': 'Quiconque est sur le chemin voit',
  'All bytes': 'Tous les octets',
  '{0} bytes': '{0} octets',
  'event {0}': 'événement {0}',
  'Key of AES-256-GCM': 'La clé d’AES-256-GCM',
  Nonce: 'Le nonce',
  'What is authenticated besides': 'Ce qui est authentifié en plus',
}
