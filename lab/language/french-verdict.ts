/** Why a verdict is what it is: lab/check*.ts, lab/judge/control.ts, lab/judge/detection.ts, lab/judge/consistency.ts, lab/judge/verdict.ts. */

import type { Dictionary } from '../../peers/language/sentence'

export const verdict: Dictionary = {
  // What properties are called (reasons.ts), and how reasons are put together.
  secrecy: 'confidentialité',
  authenticity: 'authenticité',
  order: 'ordre',
  completeness: 'intégralité',
  identity: 'identité',
  privacy: 'vie privée',
  routing: 'acheminement',
  containment: 'confinement',
  display: 'affichage',
  availability: 'disponibilité',

  // What was read, forged, moved, lost, and who it was.
  'Mallory read all {0} messages, written by {1}': 'Mallory a lu les {0} messages, écrits par {1}',
  'Mallory read {0} of {1} messages, written by {2}': 'Mallory a lu {0} des {1} messages, écrits par {2}',
  '{0} of {1} messages stood in the clear on the wire':
    'on pouvait lire en clair, sur le réseau, {0} des {1} messages',
  'none of {0} messages was read': 'aucun des {0} messages n’a été lu',
  '{0} reads {1} as the words of {2}, but {3} wrote it':
    '{0} lit {1} comme des paroles de {2}, alors que c’est {3} qui l’a écrit',
  '{0} reads {1}, which no friend wrote': '{0} lit {1}, qu’aucun ami n’a écrit',
  '{0} messages were delivered, each as it was written':
    '{0} messages ont été remis, chacun tel qu’il a été écrit',
  '{0} received {1} twice': '{0} a reçu deux fois {1}',
  '{0} received {1} after what was written later': '{0} a reçu {1} après ce qui avait été écrit plus tard',
  'nothing was repeated or moved': 'rien n’a été répété ni déplacé',
  '{0} never reached {1}, and nobody noticed':
    '{0} n’est jamais parvenu à {1}, et personne ne s’en est aperçu',
  '{0} messages never reached {1}, and nobody noticed: {2}':
    '{0} messages ne sont jamais parvenus à {1}, et personne ne s’en est aperçu : {2}',
  '{0} never reached {1}, who received what was written after it before anybody noticed':
    '{0} n’est jamais parvenu à {1}, qui a reçu la suite avant que quelqu’un s’en aperçoive',
  '{0} messages never reached {1}, who received what was written after them before anybody noticed: {2}':
    '{0} messages ne sont jamais parvenus à {1}, qui a reçu la suite avant que quelqu’un s’en aperçoive : {2}',
  'nothing was lost unnoticed': 'rien n’a été perdu sans que quelqu’un s’en aperçoive',
  'a friend': 'la bonne personne',
  '{0} thinks that the other side is {1}, but the key {2} is somebody else’s':
    '{0} croit parler à {1}, mais la clé {2} est celle de quelqu’un d’autre',
  '{0} thinks that the other side is {1}, who is not at the other end':
    '{0} croit parler à {1}, qui n’est pas à l’autre bout',
  'everyone talked to the one they meant': 'chacun a bien parlé à qui il croyait',

  // Numbers: calls, names, guesses.
  'it was not measured': 'cela n’a pas été mesuré',
  '{0} of {1} calls and {2} of {3} messages arrived ({4} %)':
    'appels arrivés : {0} sur {1}, messages arrivés : {2} sur {3} ({4} %)',
  '{0}, and {1}': '{0}, et {1}',
  '{0} took {1} MiB more memory': '{0} a pris {1} Mio de mémoire en plus',
  '{0} kept a processor busy for {1} s': '{0} a occupé un processeur pendant {1} s',
  '{0} kept {1} MiB more on the disk': '{0} a gardé {1} Mio de plus sur son disque',
  'there was no crowd': 'il n’y avait pas de liste de noms',
  'Mallory told {0} of {1} names rightly': 'Mallory a bien classé {0} des {1} noms',
  'found {0} of {1} users (recall {2} %)': 'a trouvé {0} des {1} utilisateurs (rappel {2} %)',
  '{0} and {1}, which luck alone does {2}': '{0} et {1}, ce que le hasard seul fait {2}',
  'she was sure of no name': 'elle n’était sûre d’aucun nom',
  'of {0} names she was sure, and right of {1}, as luck is {2}':
    'elle était sûre de {0} noms, et avait raison pour {1}, ce que le hasard fait {2}',
  '{0} times in a hundred (p = {1})': '{0} fois sur cent (p = {1})',
  'once in {0} times (p = {1})': 'une fois sur {0} (p = {1})',
  'less often than once in a million times (p = {0})': 'moins d’une fois sur un million (p = {0})',
  'no message was drawn from a list': 'aucun message n’a été tiré d’une liste',
  'Mallory guessed {0} of {1} messages': 'Mallory a deviné {0} des {1} messages',
  '{0}, and luck alone gives {1}; it gives so many {2}':
    '{0}, alors que le hasard seul en donne {1} ; il en donne autant {2}',

  // What only friends may know, and where calls go.
  'open request': 'demande en attente',
  'none of {0} secrets became known': 'aucun des {0} secrets n’a été découvert',
  'Mallory learned {0} of {1} secrets: {2}': 'Mallory a appris {0} des {1} secrets : {2}',
  'all calls run through Mallory, where she stands':
    'là où se tient Mallory, tous les appels passent par elle',
  'the call of {0} for {1} reached Mallory (from {2})':
    'l’appel que {0} destinait à {1} est arrivé chez Mallory (parti de {2})',
  '{0} calls came to {1} ports of the own computer of {2}, where no friend is; the messenger of {3} made {4} of them':
    '{0} appels sont arrivés à {1} ports de l’ordinateur de {2} lui-même, où n’est aucun ami ; la messagerie de {3} en a fait {4}',
  'none of {0} calls reached Mallory': 'aucun des {0} appels n’est arrivé chez Mallory',

  // Files and screens.
  'nobody keeps files': 'personne ne garde de fichiers',
  '{0} files were received, all in the inbox':
    '{0} fichiers ont été reçus, tous dans le dossier de réception',
  'the file {0} of {1} did not reach {2}': 'le fichier {0} envoyé par {1} n’est pas parvenu à {2}',
  'outside of the inbox of {0} there is a new file, {1}':
    'hors du dossier de réception de {0}, il y a un nouveau fichier, {1}',
  'outside of the inbox of {0} a file was changed, {1}':
    'hors du dossier de réception de {0}, un fichier a été modifié, {1}',
  'outside of the inbox of {0} a file is gone, {1}':
    'hors du dossier de réception de {0}, un fichier a disparu, {1}',
  'on the screen of {0}, {1}': 'à l’écran de {0}, {1}',
  'nobody looks at a screen': 'personne ne regarde d’écran',
  'all that stood on the screens was so': 'tout ce que montraient les écrans était vrai',
  '{0} says {1} in the session of {2}, but {3} is due':
    '{0} dit {1} dans la session de {2}, alors que {3} est attendu',
  '{0} is written to the terminal, which shows nothing of it':
    '{0} est écrit au terminal, qui n’en montre rien',
  '{0} acts on the eye instead of being seen, in the row {1}':
    '{0} trompe l’œil au lieu de se voir, à la ligne {1}',
  'in the inbox of {0}, the file {1} is not any more what it was':
    'dans le dossier de réception de {0}, le fichier {1} n’est plus ce qu’il était',
  'on the disk of {0} others than the owner may read {1}':
    'sur le disque de {0}, d’autres que son propriétaire peuvent lire {1}',
  'in the inbox of {0} is a file whose name is none on every system: {1}':
    'dans le dossier de réception de {0} se trouve un fichier dont le nom n’est pas admis par tous les systèmes : {1}',
  'the program seems to say what Mallory wrote: {0}': 'le programme semble dire ce que Mallory a écrit : {0}',
  'the program seems to say {0}, and nobody has compared anything':
    'le programme semble dire {0}, alors que personne n’a rien comparé',
  '{0} seems to say what nobody said: {1}': '{0} semble dire ce que personne n’a dit : {1}',
  'the words of {0} are missing: {1}': 'il manque ce que {0} a dit : {1}',

  // Notices.
  'nobody’s screen tells {0}': 'aucun écran n’indique {0}',
  'the screen of {0} tells {1}': 'l’écran de {0} indique {1}',
  'that a friend says to lack what was delivered': 'qu’un ami dit ne plus avoir ce qui lui a été remis',
  'that the directory names friends whom nobody asked for':
    'que l’annuaire nomme des amis que personne n’a demandés',
  'that messages wait for an earlier key': 'que des messages attendent une clé antérieure',

  // The controls.
  '{0}: {1} times': '{0}, et cela {1} fois',
  '{0} sent {1}': '{0} a envoyé {1}',
  '{0} reached {1}': '{0} est arrivé chez {1}',
  '{0} reads {1}, which {2} wrote to somebody else': '{0} lit {1}, que {2} a écrit à quelqu’un d’autre',
  '“{0}”': '« {0} »',
  'nothing was said': 'rien n’a été dit',
  'false alarm of {0} ({1})': 'fausse alarme de {0} ({1})',
  'false notice: the screen of {0} tells {1}': 'faux avis : l’écran de {0} indique {1}',
  'false alarm: the fingerprints did not match': 'fausse alarme : les empreintes ne concordaient pas',
  'a conversation of {0} did not end with a goodbye':
    'une conversation de {0} ne s’est pas terminée par un au revoir',
  'Mallory was to do nothing, and {0}': 'Mallory ne devait rien faire, et elle {0}',
  'Mallory was to do nothing, and read {0}': 'Mallory ne devait rien faire, et elle a lu {0}',
  'all {0} messages arrived, and nobody was alarmed':
    'les {0} messages sont tous arrivés, et il n’y a pas eu d’alarme',
  '{0} did not send {1}': '{0} n’a pas envoyé {1}',
  '{0} did not reach {1}': '{0} n’est pas arrivé chez {1}',
  'what was read never went over the wire': 'ce qui a été lu n’est jamais passé par le réseau',

  // What contradicts itself.
  '{0} said “{1}” between the phases': '{0} a dit « {1} » entre les phases',
  '{0} said twice to be ready': '{0} a annoncé deux fois que tout était prêt',
  '{0} said “{1}”': '{0} a dit « {1} »',
  '{0} of a session that was not connected': '{0} d’une session qui n’était pas connectée',
  '{0} of a session that was opened before': '{0} d’une session qui avait déjà été ouverte',
  '{0} of a session that was connected before': '{0} d’une session qui avait déjà été connectée',
  '{0} of a session that was closed before': '{0} d’une session qui avait déjà été fermée',
  '{0} of a session that was never opened': '{0} d’une session qui n’a jamais été ouverte',
  '{0} of a session that was connected': '{0} d’une session qui était connectée',
  '{0} of a session that was closed': '{0} d’une session qui était fermée',

  // The verdict.
  '{0} ({1})': '{0} ({1})',
  '{0}’s messenger warns: “{1}” ({2})': 'la messagerie de {0} avertit : « {1} » ({2})',
  'the messengers of {0} warn: “{1}” ({2})': 'les messageries de {0} avertissent : « {1} » ({2})',
  'the users compare their keys, and notice that they differ ({0})':
    'les deux comparent leurs clés, et voient qu’elles diffèrent ({0})',
  'the act': 'l’acte',
  'the directory': 'l’annuaire',
  'the program of {0}': 'le programme de {0}',
  '{0} failed: {1}': '{0} a échoué : {1}',
  'line {0} of the recording is damaged, and may have been part of this act':
    'la ligne {0} de l’enregistrement est endommagée, et faisait peut-être partie de cet acte',
  'the lines {0} of the recording are damaged, and may have been part of this act':
    'les lignes {0} de l’enregistrement sont endommagées, et faisaient peut-être partie de cet acte',
  'a check failed: {0}': 'une vérification a échoué : {0}',
  'Mallory did nothing at all': 'Mallory n’a rien fait du tout',
  'two acts have this name': 'deux actes portent ce nom',
  'already before the attack not everything worked: {0}': 'avant l’attaque déjà, tout ne marchait pas : {0}',
  'after the attack not everything worked: {0}': 'après l’attaque, tout ne marchait pas : {0}',
  'the act did not run to its end': 'l’acte n’est pas allé jusqu’à sa fin',
  'nothing was read or forged': 'rien n’a été lu ni falsifié',
  'both users': 'tous deux',
  'the alarm of {0} is not the one that is due: {1}, where the act declares {2}, so another defence than the declared one caught the attack':
    'l’alarme de {0} n’est pas celle qui était attendue : {1}, alors que l’acte déclare {2} ; c’est donc une autre défense que celle déclarée qui a arrêté l’attaque',
  'the alarm of {0} is not due: {1}, where the act declares none, so a defence caught the attack that it does not name':
    'l’alarme de {0} n’était pas attendue : {1}, alors que l’acte n’en déclare aucune ; c’est donc une défense qu’il ne nomme pas qui a arrêté l’attaque',
  'if that is what should happen, write {0} into the act’s alarms':
    'si c’est ce qui doit arriver, écrivez {0} dans les « alarms » de l’acte',
  'an alarm of {0} came as well ({1})': 'une alarme de {0} s’y ajoute ({1})',
  '{0} never received {1}': '{0} n’a jamais reçu {1}',
  'the alarm of {0} ({1}) is not borne out by what Mallory did: she reports to have shown no key that is the one seen there':
    'l’alarme de {0} ({1}) n’est pas confirmée par ce qu’a fait Mallory : aucune des clés qu’elle dit avoir montrées n’est celle qu’on y a vue',
  'the alarm of {0} ({1}) is not borne out by what Mallory did: she reports what she did to {2}, and nothing to {3}':
    'l’alarme de {0} ({1}) n’est pas confirmée par ce qu’a fait Mallory : elle rapporte ce qu’elle a fait à {2}, et rien à {3}',
  'the alarm of {0} ({1}) is not borne out by what Mallory did: she reports nothing that she did to anybody':
    'l’alarme de {0} ({1}) n’est pas confirmée par ce qu’a fait Mallory : elle ne dit rien de ce qu’elle aurait fait à quelqu’un',
  'an attack that strikes {0} reports it: acted(what, { to })':
    'une attaque qui frappe {0} le rapporte : acted(what, { to })',
  'nobody was alarmed, and an alarm was due ({0})':
    'il n’y a pas eu d’alarme, alors qu’il en fallait une ({0})',
  'nobody was alarmed, but {0}': 'il n’y a pas eu d’alarme, mais {0}',
  '{0}, but nothing shows that Mallory had a part in it':
    '{0}, mais rien ne montre que Mallory y soit pour quelque chose',
  'Mallory says that she acted, and nothing on the wire or at a victim shows it':
    'Mallory dit avoir agi, et rien ne le montre, ni sur le réseau ni chez une victime',
  'nothing was read, forged or lost, but no act is named in which this attack wins: name an earlier one as its counterpart':
    'rien n’a été lu, falsifié ni perdu, mais aucun acte n’est nommé où cette attaque réussit : nommez-en un qui précède, comme counterpart',
  'nothing was read, forged or lost, but the act {0}, in which this attack has to win, was not played before':
    'rien n’a été lu, falsifié ni perdu, mais l’acte {0}, où cette attaque doit réussir, n’a pas été joué avant',
  'nothing was read, forged or lost, but the act {0} is no counterpart: it has another attack or other steps':
    'rien n’a été lu, falsifié ni perdu, mais l’acte {0} n’est pas comparable : il a une autre attaque ou d’autres étapes',
  'nothing was read, forged or lost, but the recording of the act {0}, in which this attack has to win, is damaged':
    'rien n’a été lu, falsifié ni perdu, mais l’enregistrement de l’acte {0}, où cette attaque doit réussir, est endommagé',
  'nothing was read, forged or lost, but the attack did not win in the act {0} either, where it should':
    'rien n’a été lu, falsifié ni perdu, mais l’attaque n’a pas réussi non plus dans l’acte {0}, où elle le devrait',
  'Mallory acted, and nothing was read, forged or lost':
    'Mallory a agi, et rien n’a été lu, falsifié ni perdu',
  '{0}; {1}': '{0} ; {1}',

  // Why an act fails.
  'it ended with a signal': 'terminé par un signal',
  'it ended with a signal: {0}': 'terminé par un signal : {0}',
  'it ended with status {0}: {1}': 'terminé avec le code {0} : {1}',
  'the run was interrupted': 'l’exécution a été interrompue',
  'not every node got ready': 'tous les nœuds ne sont pas prêts',
  '{0} did not answer to {1}': '{0} n’a pas répondu à {1}',
  '{0} refused {1}: {2}': '{0} a refusé {1} : {2}',
  '{0} does not listen as {1}': '{0} n’écoute pas en tant que {1}',
  'there is no node {0}': 'il n’y a pas de nœud {0}',
  'rules {0} of the protocol are not kept: {1}': 'les règles {0} du protocole ne sont pas respectées : {1}',
  '{0} rules of the protocol were probed {1} times and kept':
    '{0} règles du protocole ont été sondées {1} fois et respectées',
  'the probe {0} never reached {1}': 'la sonde {0} n’est jamais parvenue à {1}',
  '{0} delivers {1} after {2}': '{0} remet {1} après {2}',
  '{0} is connected after {1}': '{0} est en liaison après {1}',
  '{0} answers {1} with {2}, and it is allowed': '{0} répond à {1} par {2}, alors que c’est permis',
  '{0} answers {1} with {2} instead of {3}': '{0} répond à {1} par {2} au lieu de {3}',
  '{0} raises no alarm at {1}, but {2} is due':
    '{0} ne donne pas l’alarme pour {1}, alors que {2} est attendu',
  '{0} raises {1} alarms at {2}': '{0} donne {1} alarmes pour {2}',
  '{0} is not connected before {1}': '{0} n’est pas en liaison avant {1}',
  '{0} does not deliver what was said before {1}': '{0} ne remet pas ce qui a été dit avant {1}',
  '{0} keeps the connection after {1}': '{0} garde la connexion après {1}',
  '{0} takes the end of the session for a goodbye after {1}':
    '{0} prend la fin de la session pour un au revoir après {1}',
  '{0} does not end the session cleanly after {1}': '{0} ne termine pas la session proprement après {1}',
  '{0} says {1} frames in the session of {2}, but {3} are due':
    '{0} dit {1} trames dans la session de {2}, alors que {3} sont attendues',
  conformance: 'conformité',
  '{0} read something else than {1}': '{0} a lu autre chose que {1}',
  'what {0} wrote is not what came out in the session of {1}':
    'ce que {0} a écrit n’est pas ce qui est sorti dans la session de {1}',
  'the screen of {0} tells “{1}” {2} times because of {3}, but {4} are due':
    'l’écran de {0} dit « {1} » {2} fois à cause de {3}, mais {4} sont attendues',
  'the program of {0} answers with {1} instead of {2} to what no message carries':
    'le programme de {0} répond par {1} au lieu de {2} à ce qu’aucun message ne peut porter',
  '{0} answers {1} with {2} {3} instead of {4} {5}': '{0} répond à {1} par {2} {3} au lieu de {4} {5}',
}
