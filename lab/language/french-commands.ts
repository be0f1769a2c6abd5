/** What the commands say: help, and every error that a person can meet. */

import type { Dictionary } from '../../peers/language/sentence'

export const commands: Dictionary = {
  // What was typed.
  [`Usage: npm run scenario [NAME] [-- FLAGS]

Without a name: lists the scenarios. With a name: runs one. "all" runs all and prints the matrix of attacks and
profiles. "ablation" takes every defence away, one at a time, and tries the attacks that could profit. "conformance" sends
what PROTOCOL.md forbids, rule by rule; its report has the list of rules.

  --explain                             what NAME is about, and the code of its defences; runs nothing
  --dashboard                           shows it step by step, as npm run demo NAME does
  --quick                               the short form of attacks that take long; of conformance, two probes
                                        at most in a row for the same rules, and one bit of a field
  --runtime auto|processes|containers   where the peers run (auto: containers if an engine answers)
  --attack NAME                         another attack in the scenario's place, such as noop
  --profile NAME                        only the acts with this profile, and those they are held against
  --seed HEX                            makes the same message texts as the run with this seed
  --json                                one JSON object on stdout, narration on stderr
  --markdown                            with all: the matrix as a table in Markdown on stdout
  --lang en|fr                          the language (otherwise the environment's)
  --help                                this text

Exit status: 0 every act as expected, 1 a verdict differs, 2 inconclusive, 64 usage, 70 the lab failed.
`]: `Usage : npm run scenario [NOM] [-- OPTIONS]

Sans nom : donne la liste des scénarios. Avec un nom : joue ce scénario. « all » les joue tous et affiche la matrice des
attaques et des profils. « ablation » retire chaque défense tour à tour et essaie les attaques qui pourraient en profiter.
« conformance » envoie ce qu’interdit PROTOCOL.md, règle par règle ; son rapport en a la liste.

  --explain                             de quoi parle NOM, et le code de ses défenses ; ne joue rien
  --dashboard                           le montre pas à pas, comme npm run demo NOM
  --quick                               la forme courte des attaques qui durent ; de conformance, au plus deux
                                        sondes de suite pour les mêmes règles, et un bit par champ
  --runtime auto|processes|containers   où tournent les pairs (auto : en conteneurs si un moteur répond)
  --attack NOM                          une autre attaque à la place de celle du scénario, par exemple noop
  --profile NOM                         seulement les actes avec ce profil, et ceux qui servent de référence
  --seed HEX                            les mêmes textes de messages que l’exécution qui a cette graine
  --json                                un objet JSON sur stdout, le récit sur stderr
  --markdown                            avec all : la matrice sur stdout, en tableau Markdown
  --lang en|fr                          la langue (à défaut, celle de l’environnement)
  --help                                ce texte

Code de retour : 0 chaque acte comme prévu, 1 un verdict diffère, 2 rien de concluant, 64 usage, 70 échec du labo.
`,
  'One scenario at a time, or all: {0} are several.':
    'Un scénario à la fois, ou all : {0}, cela fait plusieurs.',
  '--markdown goes with all.': '--markdown s’emploie avec all.',
  '--markdown and --json: take one of them.': '--markdown et --json : choisissez l’un des deux.',
  '--explain goes with the name of a scenario.': '--explain s’emploie avec le nom d’un scénario.',
  '--dashboard goes with the name of a scenario, and without --json and --explain.':
    '--dashboard s’emploie avec le nom d’un scénario, et sans --json ni --explain.',
  'The dashboard plays one scenario at a time, or “tour”; {0} goes with npm run scenario.':
    'Le tableau de bord joue un scénario à la fois, ou « tour » ; {0} s’emploie avec npm run scenario.',
  'ablation chooses attacks and profiles itself: leave --attack and --profile out.':
    'ablation choisit elle-même les attaques et les profils : omettez --attack et --profile.',
  'npm kept --{0} for itself: write “--” before it, as in npm run {1} NAME -- --{2}.':
    'npm a gardé --{0} pour lui : écrivez « -- » devant, comme dans npm run {1} NOM -- --{2}.',
  'There is no flag {0}{1}': 'L’option {0} n’existe pas{1}',
  ': did you mean --{0}?': ' : vouliez-vous dire --{0} ?',
  ': did you mean {0}?': ' : vouliez-vous dire {0} ?',
  '; --help lists them.': ' ; --help en donne la liste.',
  '; there are: {0}.': ' ; il y a : {0}.',
  '; it has: {0}.': ' ; il a : {0}.',
  '; it knows: {0}.': ' ; elle accepte : {0}.',
  '{0} needs a value.': '{0} demande une valeur.',
  '{0} takes no value.': '{0} ne prend pas de valeur.',
  '--seed takes 16 to 64 hexadecimal digits, as printed by an earlier run.':
    '--seed prend de 16 à 64 chiffres hexadécimaux, tels qu’une exécution précédente les a affichés.',
  '{0} knows no {1}{2}': 'L’option {0} n’accepte pas {1}{2}',
  'There is no scenario {0}{1} One of your own needs its import and its place in the list of scenarios/catalogue.ts.':
    'Le scénario {0} n’existe pas{1} Un scénario à vous a besoin de son import et de sa place dans la liste de scenarios/catalogue.ts.',
  'The act {0} of {1} cannot be played: {2} It stands in scenarios/{3}.ts.':
    'L’acte {0} de {1} ne peut pas être joué : {2} Il est dans scenarios/{3}.ts.',
  'nobody ends the call of {0} to {1}, and the lab would wait for its end: write { do: “close”, by, to } after what they say, as scenarios/conversations.ts does.':
    'personne ne met fin à l’appel de {0} à {1}, et le labo en attendrait la fin : écrivez { do: “close”, by, to } après ce qu’ils disent, comme le fait scenarios/conversations.ts.',
  'each control would be one conversation, and a program that counts its sessions would know which of them is the attack: write controls: 2 or more.':
    'chaque contrôle serait une seule conversation, et un programme qui compte ses sessions saurait laquelle est l’attaque : donnez à controls la valeur 2, ou plus.',
  '{0} says something to {1}, and nobody has called: write { do: “connect”, from, to } before it.':
    '{0} dit quelque chose à {1}, et personne n’a appelé : écrivez { do: “connect”, from, to } avant.',
  '{0} calls {1} while they are still connected: write { do: “close”, by, to } before it.':
    '{0} appelle {1} alors qu’ils sont encore connectés : écrivez { do: “close”, by, to } avant.',
  'No act of {0} has the profile {1}{2}': 'Aucun acte de {0} n’a le profil {1}{2}',
  'There is no attack {0}{1} One of your own needs its import and its place in the list of attacks/catalogue.ts.':
    'L’attaque {0} n’existe pas{1} Une attaque à vous a besoin de son import et de sa place dans la liste de attacks/catalogue.ts.',
  'Nobody attacks in {0}: leave --attack out.': 'Personne n’attaque dans {0} : omettez --attack.',

  // A run on its way.
  '… act {0} of {1} is running{2}': '… acte {0} sur {1} en cours{2}',
  ' (act {0}: {1})': ' (acte {0} : {1})',
  '{0}: {1}, but {2} was expected: {3}': '{0} : {1}, alors que {2} était prévu : {3}',
  '{0} of {1} acts as expected, in {2} s. Seed {3}.':
    'Actes comme prévu : {0} sur {1}, en {2} s. Graine {3}.',
  '{0} defences taken away, {1} of them missed by an attack, in {2} s. Seed {3}.':
    '{0} défenses retirées, dont {1} laissent réussir une attaque, en {2} s. Graine {3}.',
  ', NOT as expected: {0}': ', PAS comme prévu : {0}',
  '{0} of {1} acts, {2} of {3} scenarios, {4}{5}': '{0} actes sur {1}, {2} scénarios sur {3}, {4}{5}',
  '[{0}/{1}] {2}: {3}, {4} s': '[{0}/{1}] {2} : {3}, {4} s',
  'FAILED: {0}': 'ÉCHEC : {0}',
  'NOT as expected': 'PAS comme prévu',
  'Stopped by {0}: everything that was started has been removed.':
    'Arrêté par {0} : tout ce qui avait été lancé a été retiré.',
  'The lab has a defect: {0}': 'Le labo a un défaut : {0}',
  'The act {0} left no history.': 'L’acte {0} n’a pas laissé d’historique.',

  // npm run lab.
  [`Usage: npm run lab COMMAND [-- FLAGS]

  scenario [NAME] lists the scenarios, or plays one
  demo NAME       plays one in the dashboard, step by step
  replay [RUN]    shows a recorded run in the dashboard
  report [RUN]    writes a recorded run as one HTML file; of these four, each has a --help of its own
  doctor          what the lab needs, and whether it is there
  clean           removes what killed runs have left behind
  clean -- --all  also the builds and images that the next run would use
  verdict [RUN]   judges a recorded run again, from its history alone (RUN: a folder of .lab/runs, or a file)
  capture [RUN] [FILE]
                  writes what came in at Mallory in a recorded run to a file that Wireshark opens
                  (pcapng; capture.pcapng beside the run where no FILE is named; the sessions' keys
                  beside it, for the script secure-p2p.lua, whose place is told then)
  bundle RUN FILE writes a recorded run as one signed file, for somebody who was not there
  verify FILE     whether such a file is what was signed, and whether a run can have been so; needs no network
  verify FILE -- --key FINGERPRINT
                  also that it was signed with this key, as bundle has printed it
  matrix FILE     writes the table that comes in on stdin between the marks in FILE:
                  npm run -s scenario all -- --markdown | npm run -s lab matrix README.md

  --lang en|fr    the language (otherwise the environment's)
  --version       which version this is
  --help          this text

verdict and verify end with 0 where every act is as expected, 1 where one differs or the file does not hold,
2 inconclusive; 64 usage, 70 a file that cannot be read.
`]: `Usage : npm run lab COMMANDE [-- OPTIONS]

  scenario [NOM]   donne la liste des scénarios, ou en joue un
  demo NOM         en joue un dans le tableau de bord, pas à pas
  replay [EXÉC.]   montre une exécution enregistrée dans le tableau de bord
  report [EXÉC.]   écrit une exécution enregistrée dans un seul fichier HTML ; ces quatre ont chacune leur propre --help
  doctor           ce qu’il faut au labo, et si c’est là
  clean            retire ce que des exécutions tuées ont laissé
  clean -- --all   retire aussi les programmes et images que la prochaine exécution utiliserait
  verdict [EXÉC.]  rejuge une exécution enregistrée, d’après son seul historique (un dossier de .lab/runs, ou un fichier)
  capture [EXÉC.] [FICHIER]
                   écrit ce qui est arrivé chez Mallory dans un fichier que Wireshark ouvre
                   (pcapng ; à défaut de FICHIER, capture.pcapng à côté de l’exécution ; à côté aussi,
                   les clés des sessions, pour le script secure-p2p.lua, dont la place est alors dite)
  bundle EXÉC. FICHIER
                   écrit une exécution enregistrée dans un seul fichier signé, pour qui n’y était pas
  verify FICHIER   dit si un tel fichier est ce qui a été signé, et si une telle exécution est possible ; sans réseau
  verify FICHIER -- --key CLÉ
                   exige aussi que ce soit cette clé, telle que bundle l’a affichée
  matrix FICHIER   écrit le tableau reçu sur stdin entre les marques du FICHIER :
                   npm run -s scenario all -- --markdown --lang fr | npm run -s lab matrix README.fr.md

  --lang en|fr     la langue (à défaut, celle de l’environnement)
  --version        donne la version
  --help           affiche ce texte

verdict et verify finissent par 0 si chaque acte est comme prévu, 1 si l’un diffère ou si le fichier ne tient pas,
2 non concluant ; 64 usage, 70 un fichier illisible.
`,
  '--all goes with clean.': '--all s’emploie avec clean.',
  '{0} takes no {1}.': '{0} ne prend pas {1}.',
  'There is no command {0}{1}\n\n{2}': 'La commande {0} n’existe pas{1}\n\n{2}',
  ok: 'ok',
  MISSING: 'MANQUE',
  note: 'note',
  'Nothing is left over.': 'Il ne reste rien.',
  '{0}, from {1}:': '{0}, d’après {1} :',
  'A run': 'Une exécution',
  '{0}: {1}, {2}. {3}': '{0} : {1}, {2}. {3}',
  'matrix needs the FILE to write to, such as README.md.':
    'matrix demande le FICHIER où écrire, par exemple README.md.',
  'matrix reads the table from stdin: see npm run lab -- --help.':
    'matrix lit le tableau sur stdin : voir npm run lab -- --help.',
  'What came in on stdin is no matrix: nothing is written.':
    'Ce qui est arrivé sur stdin n’est pas une matrice : rien n’est écrit.',
  '{0} has no {1} … {2}, once each.': '{0} ne contient pas {1} … {2}, une fois chacun.',
  'The matrix in {0} is written.': 'La matrice est écrite dans {0}.',

  // What this machine has (doctor.ts), and what was left.
  'Node {0} runs the lab.': 'Node {0} fait tourner le labo.',
  'Node {0} is too old.': 'Node {0} est trop ancien.',
  'Install Node {0} or newer.': 'Installez Node {0} ou plus récent.',
  'No container engine answers{0}: nodes run as processes on loopback.':
    'Aucun moteur de conteneurs ne répond{0} : les nœuds tournent sous forme de processus sur la boucle locale.',
  'Start Docker or Podman to run nodes in containers.':
    'Démarrez Docker ou Podman pour placer les nœuds dans des conteneurs.',
  'A container engine, version {0}, answers at {1}.': 'Un moteur de conteneurs, version {0}, répond à {1}.',
  'The base image for nodes, {0}, is there.': 'L’image de base des nœuds, {0}, est là.',
  'The base image for nodes, {0}, is not there.': 'L’image de base des nœuds, {0}, n’est pas là.',
  'The first run pulls it; without a network, load it before (docker pull {0}).':
    'La première exécution la télécharge ; sans réseau, chargez-la avant (docker pull {0}).',
  'The base image for nodes will be made from this machine’s Node by the first run.':
    'La première exécution fera l’image de base des nœuds avec le Node de cette machine.',
  'There is no ldd, which finds the libraries that this machine’s Node needs in a container.':
    'Il n’y a pas de ldd, qui trouve les bibliothèques dont le Node de cette machine a besoin dans un conteneur.',
  'Install ldd (part of the C library), or set LAB_BASE_IMAGE to an image with Node.':
    'Installez ldd (il vient avec la bibliothèque C), ou donnez dans LAB_BASE_IMAGE une image qui contient Node.',
  'The openssl command is there.': 'La commande openssl est là.',
  'There is no openssl command: the tests that compare with it fail.':
    'Il n’y a pas de commande openssl : les tests qui s’y comparent échouent.',
  'Install openssl.': 'Installez openssl.',
  '{0} can be written to.': 'On peut écrire dans {0}.',
  '{0} cannot be written to.': 'On ne peut pas écrire dans {0}.',
  'Give yourself write permission there.': 'Donnez-vous le droit d’y écrire.',
  '{0} MB are free at {1}.': '{0} Mo sont libres à {1}.',
  'Free some space there.': 'Faites-y de la place.',
  'Nothing is left over from runs that were killed.': 'Les exécutions tuées n’ont rien laissé.',
  'Left over from runs that were killed: {0}.': 'Laissé par des exécutions tuées : {0}.',
  'npm run lab clean': 'npm run lab clean',
  'the node process {0}': 'le processus de nœud {0}',
  'the scratch folder {0}': 'le dossier de travail {0}',
  'the container {0}': 'le conteneur {0}',
  'the network {0}': 'le réseau {0}',
  'the build {0}': 'les programmes {0}',
  'the image {0}': 'l’image {0}',
  'Removed {0}.': 'Retiré : {0}.',
  'Could not remove {0}: {1}.': 'N’a pas pu être retiré : {0} ({1}).',

  // The engine and its images.
  'the engine does not answer': 'le moteur ne répond pas',
  'the engine has broken the connection off': 'le moteur a coupé la connexion',
  'engines at {0}// are not supported': 'les moteurs en {0}// ne sont pas pris en charge',
  'Nodes run as processes: no container engine answers{0}.':
    'Les nœuds tournent sous forme de processus : aucun moteur de conteneurs ne répond{0}.',
  'Nodes run as processes, for a node in a container could not be tried: {0}.':
    'Les nœuds tournent sous forme de processus, car un nœud n’a pas pu être essayé dans un conteneur : {0}.',
  'no answer came within {0} s': 'aucune réponse n’est venue en {0} s',
  '{0}: something else answers there': '{0} : autre chose y répond',
  '{0}: an engine is there, but you may not use it; join the group its socket belongs to (sudo usermod -aG docker "$USER", then log in again), or use an engine of your own':
    '{0} : un moteur s’y trouve, mais vous n’avez pas le droit de l’utiliser ; rejoignez le groupe auquel appartient son socket (sudo usermod -aG docker "$USER", puis reconnectez-vous), ou utilisez un moteur à vous',
  'No container engine answers here{0}: start Docker or Podman, or use --runtime processes.':
    'Aucun moteur de conteneurs ne répond ici{0} : démarrez Docker ou Podman, ou prenez --runtime processes.',
  'The image for the nodes cannot be made from {0}: {1}. Set LAB_BASE_IMAGE to an image with Node that is there, or use --runtime processes.':
    'L’image des nœuds ne peut pas être faite à partir de {0} : {1}. Donnez dans LAB_BASE_IMAGE une image avec Node qui soit là, ou prenez --runtime processes.',
  'The Node of this machine cannot be made an image: {0}. Set LAB_BASE_IMAGE to an image with Node, or use --runtime processes.':
    'Le Node de cette machine ne peut pas devenir une image : {0}. Donnez dans LAB_BASE_IMAGE une image avec Node, ou prenez --runtime processes.',
  'there is no ldd to find its libraries with': 'il n’y a pas de ldd pour trouver ses bibliothèques',
  'ldd fails: {0}': 'ldd échoue : {0}',
  'the library {0} is missing': 'la bibliothèque {0} manque',
  'in a container it ends with status {0}': 'dans un conteneur, il se termine avec le code {0}',
  'The containers cannot be started: {0}.': 'Les conteneurs ne peuvent pas démarrer : {0}.',
  'The files of {0} cannot be told: {1}.': 'Les fichiers de {0} ne peuvent pas être énumérés : {1}.',
  'The node {0} cannot be started: {1}.': 'Le nœud {0} ne peut pas démarrer : {1}.',
  'The list of a node’s files does not parse: {0}': 'La liste des fichiers d’un nœud est illisible : {0}',
  'This system does not tell how much memory a program had in use.':
    'Ce système ne dit pas combien de mémoire un programme a utilisée.',
  'This system does not tell how long a program has occupied a processor.':
    'Ce système ne dit pas combien de temps un programme a occupé un processeur.',

  // Files of the lab.
  'its chain to the lines before it is missing': 'son chaînage aux lignes précédentes manque',
  'it does not follow from the lines before it: something was changed, added or taken out':
    'elle ne suit pas des lignes précédentes : quelque chose a été modifié, ajouté ou retiré',
  'The history {0} is damaged at line {1}: {2}. Run the scenario again.':
    'L’historique {0} est endommagé à la ligne {1} : {2}. Rejouez le scénario.',
  'The history {0} is cut off in line {1}: the run did not end. Run the scenario again.':
    'L’historique {0} est coupé à la ligne {1} : l’exécution n’est pas allée au bout. Rejouez le scénario.',
  'The history {0} is empty. Run the scenario again.': 'L’historique {0} est vide. Rejouez le scénario.',
  'The disk is full: {0} cannot be written. Make room, then run again.':
    'Le disque est plein : {0} ne peut pas être écrit. Faites de la place, puis recommencez.',
  '{0} cannot be written: {1}.': '{0} ne peut pas être écrit : {1}.',
  '{0} cannot be read: {1}.': '{0} ne peut pas être lu : {1}.',
  'There is no file {0}.': 'Le fichier {0} n’existe pas.',
  'There is no run {0}: give a folder of .lab/runs, its name, or a file.':
    'L’exécution {0} n’existe pas : donnez un dossier de .lab/runs, son nom, ou un fichier.',
  '{0} holds no history of a run.': '{0} ne contient l’historique d’aucune exécution.',
  'No run has been recorded yet: run a scenario first.':
    'Aucune exécution n’est encore enregistrée : jouez d’abord un scénario.',
  'The programs do not compile: {0}{1}': 'Les programmes ne compilent pas : {0}{1}',
  'The programs cannot be written to {0}: {1}.': 'Les programmes ne peuvent pas être écrits dans {0} : {1}.',
  'No scratch folder can be made in {0}: {1}.': 'Aucun dossier de travail ne peut être créé dans {0} : {1}.',
  'There is no file {0}, which should be shown.': 'Le fichier {0}, qui devrait être montré, n’existe pas.',
  '{0} holds no {1}, which should be shown.': '{0} ne contient pas {1}, qui devrait être montré.',
  'Without {0} the attack {1} should be tried, and no such act has everything on.':
    'L’attaque {1} devrait être essayée sans {0}, et aucun acte de ce nom n’a toutes les défenses.',

  // npm run demo.
  [`Usage: npm run demo NAME [-- FLAGS]

Plays a scenario in the dashboard, step by step. “npm run demo tour” plays a whole talk.

  --run                                 goes on by itself; without it, Space is each next step
  --follow [RUN]                        watches a run that was started elsewhere on this machine
  --cast FILE                           writes what is shown as a recording of a terminal (asciicast v2), with a
                                        marker at each pause
  --runtime auto|processes|containers   where the peers run (auto: containers if an engine answers)
  --attack NAME                         another attack in the scenario's place, such as noop
  --profile NAME                        only the acts with this profile, and those they are held against
  --seed HEX                            makes the same message texts as the run with this seed
  --quick                               the short form of attacks that take long
  --lang en|fr                          the language
  --help                                this text

Keys: Space next step, a runs on, p pauses, + and - speed, Tab and arrows move, Enter opens a frame, l language, ? help, q quits.
`]: `Usage : npm run demo NOM [-- OPTIONS]

Joue un scénario dans le tableau de bord, pas à pas. « npm run demo tour » joue un exposé entier.

  --run                                 avance tout seul ; sans cela, Espace mène à l’étape suivante
  --follow [EXÉCUTION]                  suit une exécution lancée ailleurs sur cette machine
  --cast FICHIER                        écrit ce qui est montré comme enregistrement de terminal (asciicast v2), avec
                                        un repère à chaque pause
  --runtime auto|processes|containers   où tournent les pairs (auto : en conteneurs si un moteur répond)
  --attack NOM                          une autre attaque à la place de celle du scénario, par exemple noop
  --profile NOM                         seulement les actes avec ce profil, et ceux qui servent de référence
  --seed HEX                            les mêmes textes de messages que l’exécution qui a cette graine
  --quick                               la forme courte des attaques qui durent
  --lang en|fr                          la langue
  --help                                ce texte

Touches : Espace étape suivante, a avance tout seul, p pause, + et - vitesse, Tab et flèches déplacent, Entrée ouvre une trame, l langue, ? aide, q quitte.
`,
  'One at a time: {0} are several.': 'Un seul à la fois : {0}, cela fait plusieurs.',
  'Which scenario? For example: npm run demo mitm. “npm run scenario” lists them, and “npm run demo tour” plays a talk.':
    'Quel scénario ? Par exemple : npm run demo mitm. « npm run scenario » en donne la liste, et « npm run demo tour » joue un exposé.',
  'The run was left before its end; everything that was started has been removed.':
    'L’exécution a été quittée avant sa fin ; tout ce qui avait été lancé a été retiré.',
  // The pictures.
  [`Usage: npm run screenshots [-- FLAGS]

Plays scenarios for real and draws what the dashboard shows of them: the pictures of the README in lab/pictures, in place of
those that are there.

  --all FOLDER    writes into a new folder instead a picture for each pause of six scenarios and each card of the talk, in
                  three sizes and both languages, and index.html with all of them; minutes
  --lang en|fr    the language of what is said here (otherwise the environment's)
  --help          this text; nothing is played or written
`]: `Usage : npm run screenshots [-- OPTIONS]

Joue des scénarios pour de vrai et dessine ce que le tableau de bord en montre : les images du README dans lab/pictures, à
la place de celles qui y sont.

  --all DOSSIER   écrit plutôt, dans un nouveau dossier, une image pour chaque pause de six scénarios et chaque carte de l’exposé,
                  en trois tailles et dans les deux langues, et index.html qui les montre toutes ; il y faut des minutes
  --lang en|fr    la langue de ce qui est dit ici (sinon celle de l’environnement)
  --help          ce texte ; rien n’est joué ni écrit
`,
  'screenshots takes no {0}: --all FOLDER is what it can be given.':
    'screenshots n’accepte pas {0} : --all DOSSIER est ce qu’on peut lui donner.',
  '{0} is not empty: give a folder that is, or is not there yet.':
    '{0} n’est pas vide : donnez un dossier qui l’est, ou qui n’existe pas encore.',
}
