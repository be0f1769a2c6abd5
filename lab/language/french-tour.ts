/** What the talk says, and the help of the replay: scenarios/tour.ts, lab/commands/replay.ts. What stands on the stage is in french-stage.ts. */

import type { Dictionary } from '../../peers/language/sentence'

export const tour: Dictionary = {
  'Attacking a messenger, for real': 'Attaquer une messagerie, pour de vrai',
  'Alice and Bob write to each other without a server in between. Mallory wants to read it, change it, and be believed. What you see is done by real programs, each on its own; whatever Mallory reads, she has really read.':
    'Alice et Bob s’écrivent sans serveur entre eux. Mallory veut lire, modifier, et être crue. Ce que vous voyez est l’œuvre de vrais programmes, chacun de son côté ; ce que Mallory lit, elle l’a réellement lu.',
  'The first version works': 'La première version fonctionne',
  'Students built it: two peers exchange RSA keys over TCP, then encrypt and sign each message. Both friends are honest, and nobody interferes.':
    'Elle est l’œuvre d’étudiants : deux pairs échangent des clés RSA sur TCP, puis chiffrent et signent chaque message. Les deux amis sont honnêtes, et personne ne s’en mêle.',
  'Mallory listens': 'Mallory écoute',
  'She sits on the wire, as anybody on the same Wi-Fi does, and touches nothing. Without encryption she reads along. With it, even the first version keeps her out: so far, so good.':
    'Elle est sur la ligne, comme quiconque partage le même Wi-Fi, et ne touche à rien. Sans chiffrement, elle lit tout. Avec, même la première version la tient à distance : jusqu’ici, tout va bien.',
  'Mallory steps in between': 'Mallory s’interpose',
  'Encrypted, yes: but with whose key? She hands each of them her own. The first version falls. It is saved if the two compare fingerprints, and the hardened messenger compares on its own, because it knows the friend’s key.':
    'C’est chiffré, certes : mais avec la clé de qui ? À chacun, elle donne sa clé à elle. La première version tombe. Elle est sauvée si les deux amis comparent leurs empreintes ; la messagerie durcie compare d’elle-même, car elle connaît la clé de l’ami.',
  'Mallory forges nothing': 'Mallory ne falsifie rien',
  'She can’t read a message and can’t change it. She can send it twice. Each signature is right, so what is wrong? Watch Bob’s screen.':
    'Elle ne peut ni lire un message ni le modifier. Elle peut l’envoyer deux fois. Chaque signature est juste : alors, où est le problème ? Regardez l’écran de Bob.',
  'Mallory waits': 'Mallory attend',
  'She records today what she can’t read, and steals the private keys tomorrow. If the keys open what was recorded, yesterday’s secrets fall with them. Forward secrecy means that they don’t.':
    'Elle enregistre aujourd’hui ce qu’elle ne peut pas lire, et vole les clés privées demain. Si ces clés ouvrent ce qui a été enregistré, les secrets d’hier tombent avec elles. La confidentialité persistante, c’est que cela n’arrive pas.',
  'Who says that this is Bob’s key?': 'Qui dit que cette clé est celle de Bob ?',
  'The directory does. Now it is Mallory’s. This is where the hardened messenger is BROKEN as well, as every messenger is that believes a key at first sight. Only comparing helps, once, by another way.':
    'L’annuaire. Or l’annuaire, maintenant, c’est Mallory. Ici, la messagerie durcie est PERCÉE elle aussi, comme toute messagerie qui croit une clé à première vue. Seule la comparaison protège : une fois, et par une autre voie.',
  'Nothing is decrypted here': 'Ici, on ne déchiffre rien',
  'Mallory is a friend this time, and writes a message: a few characters that a terminal obeys. What Alice’s screen then says in the name of her program, the program never said.':
    'Cette fois, Mallory est une amie, et elle écrit un message : quelques caractères auxquels un terminal obéit. Ce que l’écran d’Alice dit alors au nom de son programme, le programme ne l’a jamais dit.',
  'If she can’t read, she can be in the way': 'Faute de pouvoir lire, elle peut gêner',
  'Hundreds of connections, each as slow as can be. Whoever answers everybody patiently has no place left for friends. It is counted how many of Alice’s calls get through.':
    'Des centaines de connexions, toutes aussi lentes que possible. Qui répond patiemment à tout le monde n’a plus de place pour ses amis. On compte les appels d’Alice qui aboutissent.',
  'What to take home': 'À retenir',
  'Encryption without knowing whose key it is protects nobody. A signature does not say when. Keys that last must not open what is past. Compare once. And believe no program that says of itself that it is secure: attack it.':
    'Chiffrer sans savoir à qui est la clé ne protège personne. Une signature ne dit pas quand. Les clés qui durent ne doivent pas ouvrir le passé. Comparez une fois. Et ne croyez aucun programme qui se dit sûr : attaquez-le.',
  'One recording at a time: {0} are several.': 'Un seul enregistrement à la fois : {0}, c’est plusieurs.',
  [`Usage: npm run replay [RUN|FILE] [-- FLAGS]

Shows a recorded run in the dashboard, forwards and backwards: the latest one, a folder of .lab/runs, or a file that
somebody else has recorded. "npm run replay tour" shows the talk from the newest recording of each of its scenarios.

  --run           goes on by itself; without it, Space is each next step
  --cast FILE     writes it as a recording of a terminal (asciicast v2) with a marker at each pause; needs no terminal
  --size 120x36   how many columns and rows that has; 120x36 if it is not said
  --lang en|fr    the language (otherwise the environment's)
  --help          this text

Keys: Space plays the next step, a runs on, b runs backwards, p pauses, + and - speed; Left and Right jump a step,
Page Up and Page Down (or [ and ]) an act, 1 to 9 to that act, Home and End to the beginning and the end; Tab, Up and
Down move, Enter opens a frame, l language, ? help, q quits.
`]: `Usage : npm run replay [EXÉCUTION|FICHIER] [-- OPTIONS]

Montre une exécution enregistrée dans le tableau de bord, en avant et en arrière : la dernière, un dossier de .lab/runs,
ou un fichier enregistré par quelqu’un d’autre. « npm run replay tour » montre l’exposé à partir de
l’enregistrement le plus récent de chacun de ses scénarios.

  --run           avance tout seul ; sans cette option, Espace lance chaque étape
  --cast FICHIER  l’écrit comme enregistrement de terminal (asciicast v2), un repère à chaque pause ; aucun terminal requis
  --size 120x36   combien de colonnes et de lignes il a ; 120x36 par défaut
  --lang en|fr    la langue (sinon celle de l’environnement)
  --help          ce texte

Touches : Espace joue l’étape suivante, a avance en continu, b recule, p met en pause, + et - règlent la vitesse ; Gauche
et Droite sautent une étape, Page préc. et Page suiv. (ou [ et ]) un acte, 1 à 9 vont à cet acte, Début et Fin au début
et à la fin ; Tab, Haut et Bas déplacent, Entrée ouvre une trame, l change de langue, ? affiche l’aide, q quitte.
`,
}
