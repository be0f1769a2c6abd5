/** What the dashboard, the replay and the tour say (lab/stage/, scenarios/tour.ts). */

import type { Dictionary } from '../../peers/language/sentence'

export const stage: Dictionary = {
  // What it is about.
  'Calling {0} …': 'Appel vers {0}…',
  'Connected; the key shown is {0}': 'Connexion établie ; la clé présentée est {0}',
  'Control before the attack: Mallory does nothing, and everything has to work.':
    'Contrôle avant l’attaque : Mallory ne fait rien, et tout doit marcher.',
  'Control after the attack: Mallory does nothing, and everything has to work again.':
    'Contrôle après l’attaque : Mallory ne fait rien, et tout doit marcher de nouveau.',
  'The programs start; {0} and {1} register and become friends.':
    'Les programmes démarrent ; {0} et {1} s’inscrivent et deviennent amis.',
  'The attack {0} begins.': 'L’attaque {0} commence.',
  'The conversation begins. Nobody attacks.': 'La conversation commence. Personne n’attaque.',
  'Mallory takes {0} for {1}': 'Mallory prend {0} pour {1}',
  '{0} of {1} {2}': '{2} : {0} sur {1}',
  'Not sent: there is no connection.': 'Non envoyé : il n’y a pas de connexion.',
  'Says goodbye.': 'Dit au revoir.',
  '{0} later …': '{0} plus tard…',
  'Sends the file {0}': 'Envoie le fichier {0}',
  'Offers Mallory the file {0}': 'Propose à Mallory le fichier {0}',
  'Writes {0} texts to Mallory': 'Écrit {0} textes à Mallory',
  'We have compared: it is the same.': 'Nous avons comparé : c’est identique.',
  'We have compared: IT DIFFERS. Hanging up.': 'Nous avons comparé : C’EST DIFFÉRENT. On raccroche.',
  // The picture (view*.ts).
  'The window is too small: {0} columns and {1} rows are needed.':
    'La fenêtre est trop petite : il faut {0} colonnes et {1} lignes.',
  'does nothing': 'ne fait rien',
  'Nobody in between': 'Personne au milieu',
  'frames: {0}': 'trames : {0}',
  '{0} B': '{0} o',
  'Frame {0}': 'Trame {0}',
  '{0} bytes, {1} s after the run began': '{0} octets, {1} s après le début de l’exécution',
  'Key shown: {0} {1}': 'Clé présentée : {0} {1}',
  ALARM: 'ALARME',
  'ALARM {0}': 'ALARME {0}',
  'no key from the friend yet': 'pas encore de clé de l’ami',
  'key awaited': 'clé attendue',
  'key not compared': 'clé non comparée',
  unchecked: 'non vérifiée',
  'the key that the friendship knows': 'la clé enregistrée de l’ami',
  'known key': 'clé connue',
  'keys compared': 'clés comparées',
  compared: 'comparées',
  'key refused': 'clé refusée',
  refused: 'refusée',
  'not connected': 'non connecté',
  '{0} never wrote this': '{0} ne l’a jamais écrit',
  // The keys.
  Keys: 'Touches',
  Space: 'Espace',
  Enter: 'Entrée',
  Esc: 'Échap',
  Tab: 'Tab',
  'Home/End': 'Début/Fin',
  step: 'suite',
  help: 'aide',
  run: 'défiler',
  pause: 'pause',
  speed: 'vitesse',
  quit: 'quitter',
  pane: 'volet',
  frame: 'trame',
  choose: 'choisir',
  close: 'fermer',
  jump: 'sauter',
  act: 'acte',
  backwards: 'à rebours',
  ends: 'bouts',
  'these keys, and away again': 'affiche ces touches, puis les retire',
  'goes on by itself': 'continue tout seul',
  'holds, and goes on again': 's’arrête, puis repart',
  'faster, slower': 'plus vite, moins vite',
  'the next pane; Shift-Tab is the one before': 'le volet suivant ; Maj-Tab revient au précédent',
  'the chosen frame, field by field; then left and right are its neighbours':
    'la trame choisie, champ par champ ; gauche et droite vont alors à ses voisines',
  'choose a frame in Mallory’s pane, scroll in the others':
    'choisir une trame dans le volet de Mallory, défiler dans les autres',
  'the other language': 'l’autre langue',
  'closes what lies over the panes; follows the newest frame again':
    'ferme ce qui recouvre les volets ; suit de nouveau la dernière trame',
  'the next step; a run that goes on by itself holds from now on':
    'l’étape suivante ; ce qui continuait tout seul s’arrête désormais',
  'ends the run, and removes everything that was started':
    'met fin à l’exécution et retire tout ce qui a été lancé',
  'plays the next step': 'joue l’étape suivante',
  'the step before, the next step': 'l’étape précédente, l’étape suivante',
  'ends the replay': 'quitte la relecture',
  'the act with this number; [ and ] are the act before and the next one':
    'l’acte qui porte ce numéro ; [ et ] vont à l’acte précédent et au suivant',
  'goes backwards by itself': 'remonte tout seul en arrière',
  'the beginning, the end': 'le début, la fin',
  'step by step': 'pas à pas',
  runs: 'en marche',
  'the end': 'fin',
  'Mallory read, forged or took something': 'Mallory a lu, falsifié ou pris quelque chose',
  '{0}, {1}: {2}': '{0}, {1} : {2}',
  'an alarm came before anything was lost': 'une alarme est venue avant que rien ne soit perdu',
  'nothing was lost': 'rien n’a été perdu',
  'a program does not do what the protocol says': 'un programme ne fait pas ce que dit le protocole',
  'this run shows nothing': 'cette exécution ne montre rien',
  // The terminal.
  'The dashboard needs a terminal to draw on; npm run scenario NAME tells a run in plain text, without one.':
    'Le tableau de bord a besoin d’un terminal où s’afficher ; sans terminal, npm run scenario NOM raconte une exécution en texte simple.',
  'The dashboard needs a terminal that can place its cursor, and TERM is dumb.':
    'Le tableau de bord a besoin d’un terminal qui sache placer son curseur, et TERM vaut dumb.',
  // Recordings of the terminal.
  '{0} is there already: give another name, or remove it.':
    '{0} existe déjà : donnez un autre nom, ou supprimez ce fichier.',
  '{0} is full: it holds {1} MiB, and nothing of what came then.':
    '{0} est plein : il contient {1} Mio, et rien de ce qui est venu ensuite.',
  '{0} cannot be written any more: {1}. What came before is in it.':
    '{0} ne peut plus être écrit : {1}. Ce qui précède s’y trouve.',
  '{0} is written: asciinema play {1} shows it.': '{0} est écrit : asciinema play {1} le montre.',
  '--cast goes with a scenario or the tour; of a run that was watched, npm run replay RUN -- --cast FILE makes one.':
    '--cast s’emploie avec un scénario ou l’exposé ; d’une exécution suivie, npm run replay EXÉCUTION -- --cast FICHIER en fait un.',
  '--size goes with --cast: in a terminal the dashboard is as large as that.':
    '--size s’emploie avec --cast : dans un terminal, le tableau de bord en a la taille.',
  '--size takes columns and rows, from {0} to {1}, as in 120x36.':
    '--size demande des colonnes et des lignes, de {0} à {1}, par exemple 120x36.',
  // Recordings.
  'Line {0} is damaged: it is left out, and there the chain of the lines is broken.':
    'La ligne {0} est endommagée : elle est laissée de côté, et la chaîne des lignes y est rompue.',
  'The lines {0} are damaged: they are left out, and there the chain of the lines is broken.':
    'Les lignes {0} sont endommagées : elles sont laissées de côté, et la chaîne des lignes y est rompue.',
  'The lines {0} are damaged: they are left out, and what follows the last of them is not read.':
    'Les lignes {0} sont endommagées : elles sont laissées de côté, et ce qui suit la dernière n’est pas lu.',
  '{0} and {1} more': '{0} et {1} autres',
  'The file ends in the middle of line {0}.': 'Le fichier s’arrête au milieu de la ligne {0}.',
  'The run did not get to the end of {0}.': 'L’exécution n’est pas allée jusqu’à la fin de {0}.',
  '{0} has {1} MiB: no history of a run is that large, and {2} can be shown.':
    '{0} fait {1} Mio : aucun historique d’exécution n’est aussi grand, et seuls {2} Mio peuvent être montrés.',
  '{0} is empty: nothing of a run was written down.': '{0} est vide : rien d’une exécution n’y a été noté.',
  '{0} is no file: a history is one.': '{0} n’est pas un fichier ; un historique en est un.',
  '{0} is no history of a run: none of its lines is an event of this lab.':
    '{0} n’est pas l’historique d’une exécution : aucune de ses lignes n’est un événement de ce labo.',
  'This recording is not whole': 'Cet enregistrement n’est pas complet',
  'one act': 'un acte',
  '{0} acts': '{0} actes',
  '{0} events of {1} can be shown.': '{0} événements de {1} peuvent être montrés.',
  'No run goes on': 'Aucune exécution en cours',
  'It begins here as soon as one does: start it in another terminal, for example with npm run scenario mitm.':
    'L’affichage commence dès qu’une exécution démarre : lancez-la dans un autre terminal, par exemple avec npm run scenario mitm.',
  'There is no whole recording of {0}, which the tour plays: record one with npm run scenario {1}, or all of them with npm run scenario all.':
    'Il n’y a pas d’enregistrement complet de {0}, que joue l’exposé : enregistrez-le avec npm run scenario {1}, ou tous avec npm run scenario all.',
  'What Mallory sees': 'Ce que voit Mallory',
  'What {0} see': 'Ce que voient {0}',
  'What {0} sees, and whoever agreed on these keys':
    'Ce que voit {0}, ainsi que celui avec qui ces clés ont été convenues',
  'All bytes, as Mallory sees them': 'Tous les octets, tels que Mallory les voit',
  'What is inside, decrypted': 'Ce qu’il y a dedans, déchiffré',
  'An open padlock is a public key: anybody closes a letter with it, and only its owner opens that. The initial on it says whose it is.':
    'Un cadenas ouvert est une clé publique : chacun peut fermer une lettre avec, et seul son propriétaire l’ouvre. L’initiale inscrite dessus dit à qui il est.',
}
