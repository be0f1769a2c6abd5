/** French for what bundles of runs say: of their signing and of their verification. */

import type { Dictionary } from '../../peers/language/sentence'

export const attestation: Dictionary = {
  'This is no whole run of the catalogue as it was recorded: {0}':
    'Ce n’est pas une exécution entière du catalogue telle qu’elle a été enregistrée : {0}',
  'Line {0}: the act {1} of the catalogue has nothing more here, and this stands there: {2}.':
    'Ligne {0} : l’acte {1} du catalogue n’a plus rien ici, et voici ce qui s’y trouve : {2}.',
  'The act {0} ends too early: the catalogue has yet {1}.':
    'L’acte {0} finit trop tôt : le catalogue a encore {1}.',
  'Line {0}: the act {1} is not the catalogue’s: its {2} is {3}, and there {4}.':
    'Ligne {0} : l’acte {1} n’est pas celui du catalogue : son {2} est {3}, et là {4}.',
  'Line {0}: in the act {1} this does not follow from the seed: {2}; it would be {3}.':
    'Ligne {0} : dans l’acte {1}, ceci ne découle pas de la graine : {2} ; ce serait {3}.',
  'Line {0}: in the act {1} of the catalogue comes {2}, and here stands {3}.':
    'Ligne {0} : dans l’acte {1} du catalogue vient {2}, et ici se trouve {3}.',
  'The history has more than {0} lines: no run of this lab has as many.':
    'L’historique a plus de {0} lignes : aucune exécution de ce labo n’en a autant.',
  'Line {0}: {1}.': 'Ligne {0} : {1}.',
  'The history ends in the middle of line {0}.': 'L’historique finit au milieu de la ligne {0}.',
  'The history holds bytes that are no text.': 'L’historique contient des octets qui ne sont pas du texte.',
  'The lines of the history are not chained: an older version of the lab recorded it.':
    'Les lignes de l’historique ne sont pas chaînées : une version antérieure du labo l’a enregistré.',
  'It is too large to be handed on.': 'Elle est trop volumineuse pour être transmise.',
  'This run cannot be signed: {0} Only a whole run of a scenario of the catalogue can, as it was recorded.':
    'Cette exécution ne peut pas être signée : {0} Seule une exécution entière d’un scénario du catalogue le peut, telle qu’elle a été enregistrée.',
  'The history does not begin with a run.': 'L’historique ne commence pas par une exécution.',
  'The history does not end with the end of a run: it was cut off, or the run was.':
    'L’historique ne finit pas par la fin d’une exécution : il a été coupé, ou c’est l’exécution qui l’a été.',
  'Line {0}: {1} belongs to no act, in the middle of a run; two runs were mixed, or lines moved.':
    'Ligne {0} : {1} n’appartient à aucun acte, au milieu d’une exécution ; deux exécutions ont été mêlées, ou des lignes déplacées.',
  'Line {0}: the time {1} is before that of the line above it, {2}: lines or times were moved.':
    'Ligne {0} : le temps {1} précède celui de la ligne au-dessus, {2} : des lignes ou des temps ont été déplacés.',
  'The history does not say with what it was made: an older version of the lab recorded it.':
    'L’historique ne dit pas avec quoi il a été fait : une version antérieure du labo l’a enregistré.',
  'The seed at the end is not the one that was promised at the beginning.':
    'La graine de la fin n’est pas celle qui était promise au début.',
  '{0} has no act {1} in the catalogue of this version.':
    '{0} n’a pas d’acte {1} dans le catalogue de cette version.',
  'The act {0} of {1} is missing: it was taken out, or never played.':
    'L’acte {0} de {1} manque : il a été retiré, ou jamais joué.',
  'The acts that the run announces are not those of {0} in their order.':
    'Les actes que l’exécution annonce ne sont pas ceux de {0} dans leur ordre.',
  'Line {0}: {1} of {2} says another phase than the one that had begun.':
    'Ligne {0} : {1} de {2} dit une autre phase que celle qui avait commencé.',
  'Line {0}: there is no {1} in the act {2}.': 'Ligne {0} : il n’y a pas de {1} dans l’acte {2}.',
  'Line {0}: {1} cannot say {2}.': 'Ligne {0} : {1} ne peut pas dire {2}.',
  'In the act {0} answers of {1} are missing, or stand there twice.':
    'Dans l’acte {0}, des réponses de {1} manquent ou figurent deux fois.',
  'There is no scenario {0} in the catalogue of this version.':
    'Il n’y a pas de scénario {0} dans le catalogue de cette version.',
  'Others may read the signing key {0}: whoever has read it can sign as you. If nobody has, say chmod 600 {1}; otherwise remove it, and a new one is made.':
    'D’autres peuvent lire la clé de signature {0} : qui l’a lue peut signer à votre place. Si personne ne l’a fait, lancez chmod 600 {1} ; sinon supprimez-la, une nouvelle sera faite.',
  '{0} holds no Ed25519 key: put it aside, and a new one is made.':
    '{0} ne contient pas de clé Ed25519 : mettez-le de côté, une nouvelle clé sera faite.',
  'The signing key {0} cannot be made: {1}.': 'La clé de signature {0} ne peut pas être faite : {1}.',
  'Its first line is no signed statement as this lab writes one.':
    'Sa première ligne n’est pas une déclaration signée comme ce labo en écrit.',
  'The signature does not hold: something was changed, or nobody has signed it.':
    'La signature ne tient pas : quelque chose a été modifié, ou personne ne l’a signé.',
  'It is signed with another key than the one that is demanded.':
    'Il est signé avec une autre clé que celle qui est exigée.',
  'The history is not the one that was signed.': 'L’historique n’est pas celui qui a été signé.',
  'Of the act {0} was signed that {1} is {2}; the judge of this version says {3}.':
    'De l’acte {0}, il a été signé que {1} est {2} ; le juge de cette version dit {3}.',
  'The statement is not written as this lab writes one.':
    'La déclaration n’est pas écrite comme ce labo en écrit.',
  'Signed was that {0} is {1}; by the history it is {2}.':
    'Il a été signé que {0} est {1} ; d’après l’historique, c’est {2}.',
  'A key to sign with was made: {0}. Keep it to yourself.':
    'Une clé pour signer a été faite : {0}. Gardez-la pour vous.',
  '{0} is written, signed with the key': '{0} est écrit, signé avec la clé',
  'Tell those who get the file this key by another way: npm run lab verify FILE -- --key {0}':
    'Communiquez cette clé par une autre voie à qui reçoit le fichier : npm run lab verify FICHIER -- --key {0}',
  '--key goes with verify.': '--key s’emploie avec verify.',
  'bundle needs the RUN and the FILE to write: npm run lab bundle latest run.intoto.jsonl':
    'bundle a besoin de l’EXÉCUTION et du FICHIER à écrire : npm run lab bundle latest run.intoto.jsonl',
  'verify needs the FILE that npm run lab bundle has written.':
    'verify a besoin du FICHIER que npm run lab bundle a écrit.',
  '--key takes the 64 hexadecimal digits that npm run lab bundle has printed.':
    '--key prend les 64 chiffres hexadécimaux que npm run lab bundle a affichés.',
  '{0} does NOT hold (lines are those of the history, which begins in the second one of the file):':
    '{0} ne tient PAS (les lignes sont celles de l’historique, qui commence à la deuxième du fichier) :',
  '{0} was not checked within {1} seconds: it was made to take long, or this machine has too much to do.':
    '{0} n’a pas été vérifié en {1} secondes : il est fait pour durer, ou cette machine a trop à faire.',
  '{0} holds: {1}': '{0} tient : {1}',
  '  … and {0} more.': '  … et {0} de plus.',
  '{0} is no file.': '{0} n’est pas un fichier.',
  '{0} has {1} MiB: no run of this lab is larger than {2}.':
    '{0} fait {1} Mio : aucune exécution de ce labo ne dépasse {2}.',
  'nothing was changed since it was signed, the acts are the catalogue’s, what was drawn follows from the seed, and the judge says the same.':
    'rien n’a été modifié depuis la signature, les actes sont ceux du catalogue, ce qui a été tiré découle de la graine, et le juge dit la même chose.',
  '{0}: {1}, begun {2} in {3}{4}; seed {5}': '{0} : {1}, commencé le {2} en {3}{4} ; graine {5}',
  ' with --quick': ' avec --quick',
  'Recorded by {0}, commit {1}{2}, Node {3} on {4}': 'Enregistré par {0}, commit {1}{2}, Node {3} sur {4}',
  ' with changes': ' avec des modifications',
  'Another version of the lab recorded it than this one: what differs may come from that. Its commit is {0}.':
    'Une autre version du labo que celle-ci l’a enregistré : ce qui diffère peut venir de là. Son commit est {0}.',
  'Whose key that is, it does not say: compare it with what they told you by another way, or demand it with --key.':
    'À qui est cette clé, il ne le dit pas : comparez-la avec ce qui vous a été dit par une autre voie, ou exigez-la avec --key.',
  'Signed with the key {0}': 'Signé avec la clé {0}',
  'What nobody can see from here: a lab that lied from the start. Whoever has the key can sign a run that never was.':
    'Ce que personne ne peut voir d’ici : un labo qui a menti dès le début. Qui a la clé peut signer une exécution qui n’a jamais eu lieu.',
}
