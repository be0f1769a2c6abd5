/** Why a verdict is what it is: lab/check*.ts, lab/judge/control.ts, lab/judge/detection.ts, lab/judge/consistency.ts, lab/judge/verdict.ts. */

import type { Dictionary } from './sentence'

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
  '{0} and {1}': '{0} et {1}',
  '{0} or {1}': '{0} ou {1}',

  // What was read, forged, moved, lost, and who it was.
  'the attacker read {0} of {1} messages, of {2}': 'l’attaquante a lu {0} messages sur {1}, écrits par {2}',
  '{0} of {1} messages stood in the clear on the wire':
    '{0} messages sur {1} sont passés en clair sur le réseau',
  'none of {0} messages was read': 'aucun des {0} messages n’a été lu',
  '{0} credits {1} to {2}, but {3} said it': '{0} attribue {1} à {2}, alors que c’est {3} qui l’a dit',
  '{0} accepted {1}, which nobody said': '{0} a accepté {1}, que personne n’a dit',
  '{0} messages were delivered, each as it was said':
    '{0} messages ont été remis, chacun tel qu’il a été dit',
  '{0} was given {1} twice': '{0} a reçu {1} deux fois',
  '{0} was given {1} after what was said later': '{0} a reçu {1} après ce qui a été dit plus tard',
  'nothing was repeated or moved': 'rien n’a été répété ni déplacé',
  '{0} never reached {1}, and nobody noticed':
    '{0} n’est jamais parvenu à {1}, et personne ne s’en est aperçu',
  '{0} messages never reached {1}, and nobody noticed: {2}':
    '{0} messages ne sont jamais parvenus à {1}, et personne ne s’en est aperçu : {2}',
  '{0} never reached {1}, who was given what was said after it before anybody noticed':
    '{0} n’est jamais parvenu à {1}, qui a reçu ce qui avait été dit ensuite avant que quelqu’un s’en aperçoive',
  '{0} messages never reached {1}, who was given what was said after them before anybody noticed: {2}':
    '{0} messages ne sont jamais parvenus à {1}, qui a reçu ce qui avait été dit ensuite avant que quelqu’un s’en aperçoive : {2}',
  'nothing was lost unnoticed': 'rien n’a été perdu sans que quelqu’un s’en aperçoive',
  'its friend': 'son contact',
  '{0} believes to talk to {1}, but the key {2} is not theirs':
    '{0} croit parler à {1}, mais la clé {2} appartient à quelqu’un d’autre',
  '{0} believes to talk to {1}, who has not opened that connection':
    '{0} croit parler à {1}, qui n’a pas ouvert cette connexion',
  'everyone talked to whom they believed': 'chacun a bien parlé à qui il croyait',

  // Numbers: calls, names, guesses.
  'it was not measured': 'cela n’a pas été mesuré',
  '{0} of {1} calls and {2} of {3} messages arrived ({4} %)':
    'appels arrivés : {0} sur {1}, messages arrivés : {2} sur {3} ({4} %)',
  '{0}, and {1}': '{0}, et {1}',
  '{0} took {1} MiB more memory': '{0} a pris {1} Mio de mémoire en plus',
  '{0} kept a processor busy for {1} s': '{0} a occupé un processeur pendant {1} s',
  '{0} kept {1} MiB more on the disk': '{0} a gardé {1} Mio de plus sur son disque',
  'there was no crowd': 'il n’y avait pas de liste de noms',
  'the attacker told {0} of {1} names rightly': 'noms bien classés par l’attaquante : {0} sur {1}',
  'found {0} of {1} users (recall {2} %)': 'utilisateurs trouvés : {0} sur {1} (rappel {2} %)',
  '{0} and {1}, which luck alone does with p = {2}': '{0}, {1}, ce que le hasard seul fait avec p = {2}',
  'of {0} names she was sure, and right of {1} (p = {2})':
    'elle était sûre de {0} noms, et avait raison pour {1} (p = {2})',
  'no message was drawn from a list': 'aucun message n’a été tiré d’une liste',
  'the attacker guessed {0} of {1} messages': 'messages devinés par l’attaquante : {0} sur {1}',
  '{0}, and luck alone gives {1} (so many or more: p = {2})':
    '{0}, alors que le hasard seul en donne {1} (autant ou plus : p = {2})',

  // What only friends may know, and where calls go.
  address: 'adresse',
  'open request': 'demande en attente',
  'none of {0} secrets became known': 'aucun des {0} secrets n’a été découvert',
  'the attacker learned {0} of {1} secrets: {2}': 'secrets appris par l’attaquante : {0} sur {1} ({2})',
  'all calls run through the attacker by her place':
    'de par sa position, tous les appels passent par l’attaquante',
  'the call of {0} for {1} from {2} reached the attacker':
    'l’appel que {0} destinait à {1}, parti de {2}, est arrivé chez l’attaquante',
  '{0} calls came to {1} ports of the own computer of {2}, where no friend is; the messenger of {3} made {4} of them':
    '{0} appels sont arrivés à {1} ports de l’ordinateur de {2} lui-même, où n’est aucun ami ; la messagerie de {3} en a fait {4}',
  'none of {0} calls reached the attacker': 'aucun des {0} appels n’est arrivé chez l’attaquante',

  // Files and screens.
  'nobody keeps files': 'personne ne garde de fichiers',
  '{0} files were received, all in the inbox':
    '{0} fichiers ont été reçus, tous dans le dossier de réception',
  'the file {0} of {1} did not reach {2}': 'le fichier {0} envoyé par {1} n’est pas parvenu à {2}',
  'outside of its inbox, {0} has a new file {1}':
    'hors du dossier de réception, il y a chez {0} un nouveau fichier {1}',
  'outside of its inbox, {0} has a changed file {1}':
    'hors du dossier de réception, il y a chez {0} un fichier modifié {1}',
  'outside of its inbox, {0} has lost the file {1}':
    'hors du dossier de réception, il manque chez {0} le fichier {1}',
  'on the screen of {0}, {1}': 'à l’écran chez {0}, {1}',
  'nobody looks at a screen': 'personne ne regarde d’écran',
  'all that stood on the screens was so': 'tout ce que montraient les écrans était vrai',
  'the program seems to say what the attacker wrote: {0}':
    'le programme semble dire ce que l’attaquante a écrit : {0}',
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
  'nothing was said': 'rien n’a été dit',
  'false alarm: {0} raised {1}': 'fausse alerte : {0} a levé {1}',
  'false notice: the screen of {0} tells {1}': 'faux avis : l’écran de {0} indique {1}',
  'false alarm: the fingerprints did not match': 'fausse alerte : les empreintes ne concordaient pas',
  'a session of {0} did not end cleanly': 'une session chez {0} ne s’est pas terminée proprement',
  'the attacker acted: {0}': 'l’attaquante a agi : {0}',
  'the attacker read {0}': 'l’attaquante a lu {0}',
  '{0} messages delivered, no alarm': '{0} messages remis, aucune alarme',
  '{0} sent {1} {2} times': 'nombre d’envois de {1} par {0} : {2}',
  '{0} was delivered {1} times': 'nombre de remises de {0} : {1}',
  'what was delivered did not cross the wire': 'ce qui a été remis n’a pas traversé le réseau',

  // What contradicts itself.
  '{0} said "{1}" between the phases': '{0} a dit « {1} » entre les phases',
  '{0} said twice that it is ready': '{0} a dit deux fois être prêt',
  '{0} said "{1}"': '{0} a dit « {1} »',
  '{0} of a session that was not connected': '{0} d’une session qui n’était pas connectée',
  '{0} of a session that was opened before': '{0} d’une session qui avait déjà été ouverte',
  '{0} of a session that was connected before': '{0} d’une session qui avait déjà été connectée',
  '{0} of a session that was closed before': '{0} d’une session qui avait déjà été fermée',
  '{0} of a session that was never opened': '{0} d’une session qui n’a jamais été ouverte',
  '{0} of a session that was opened': '{0} d’une session qui était ouverte',
  '{0} of a session that was connected': '{0} d’une session qui était connectée',
  '{0} of a session that was closed': '{0} d’une session qui était fermée',

  // The verdict.
  '{0}: {1}': '{0} : {1}',
  '{0} failed: {1}': '{0} est en échec : {1}',
  'a check failed: {0}': 'une vérification a échoué : {0}',
  'the attacker never acted': 'l’attaquante n’a jamais agi',
  'two acts have this name': 'deux actes portent ce nom',
  'the control before the attack failed: {0}': 'le contrôle avant l’attaque a échoué : {0}',
  'the control after the attack failed: {0}': 'le contrôle après l’attaque a échoué : {0}',
  'the act did not run to its end': 'l’acte n’est pas allé jusqu’à sa fin',
  '{0} raised {1}, and nothing was read or forged':
    'alarme {1} levée par {0}, et rien n’a été lu ni falsifié',
  users: 'les utilisateurs',
  '{0} of {1} is not the alarm that is due: the act declares {2}, so another defence than the declared one caught the attack':
    'l’alarme {0}, levée par {1}, n’est pas celle qui était attendue : l’acte déclare {2}, c’est donc une autre défense que celle déclarée qui a arrêté l’attaque',
  '{0} of {1} is not the alarm that is due: the act declares none, so a defence caught the attack that it does not name':
    'l’alarme {0}, levée par {1}, n’est pas celle qui était attendue : l’acte n’en déclare aucune, c’est donc une défense qu’il ne nomme pas qui a arrêté l’attaque',
  'if that is what should happen, write {0} into the act’s alarms':
    'si c’est ce qui doit arriver, écrivez {0} dans les « alarms » de l’acte',
  '{0} raised {1} as well': '{0} a levé {1} aussi',
  '{0} never got {1}': '{0} n’a jamais reçu {1}',
  '{0} of {1} is not borne out by what the attacker did: she reports to have shown no key that is the one seen there':
    'l’alarme {0}, levée par {1}, n’est pas confirmée par ce que l’attaquante a fait : elle ne rapporte avoir montré aucune clé qui soit celle qu’on y a vue',
  '{0} of {1} is not borne out by what the attacker did: she reports what she did to {2}, and nothing to {3}':
    'l’alarme {0}, levée par {1}, n’est pas confirmée par ce que l’attaquante a fait : elle rapporte ce qu’elle a fait à {2}, et rien à {3}',
  '{0} of {1} is not borne out by what the attacker did: she reports nothing that she did to anybody':
    'l’alarme {0}, levée par {1}, n’est pas confirmée par ce que l’attaquante a fait : elle ne rapporte rien qu’elle ait fait à quelqu’un',
  'an attack that strikes {0} reports it: acted(what, { to })':
    'une attaque qui frappe {0} le rapporte : acted(what, { to })',
  'no alarm was raised, but {0} was due': 'aucune alarme n’a été levée, alors que {0} était attendue',
  'no alarm was raised, but {0}': 'aucune alarme n’a été levée, mais {0}',
  '{0}, but nothing bears out that the attacker had a part in it':
    '{0}, mais rien n’atteste que l’attaquante y soit pour quelque chose',
  'the attacker says that she acted, and nothing on the wire or at a victim bears it out':
    'l’attaquante dit avoir agi, et rien ne l’atteste, ni sur le fil ni chez une victime',
  'nothing was read, forged or lost, but no act is named in which this attack wins: name an earlier one as its counterpart':
    'rien n’a été lu, falsifié ni perdu, mais aucun acte n’est nommé où cette attaque réussit : nommez-en un qui précède, comme counterpart',
  'nothing was read, forged or lost, but the act {0}, in which this attack has to win, was not played before':
    'rien n’a été lu, falsifié ni perdu, mais l’acte {0}, où cette attaque doit réussir, n’a pas été joué avant',
  'nothing was read, forged or lost, but the act {0} is no counterpart: it has another attack or other steps':
    'rien n’a été lu, falsifié ni perdu, mais l’acte {0} n’est pas comparable : il a une autre attaque ou d’autres étapes',
  'nothing was read, forged or lost, but the attack did not win in the act {0} either, where it should':
    'rien n’a été lu, falsifié ni perdu, mais l’attaque n’a pas réussi non plus dans l’acte {0}, où elle le devrait',
  'the attacker acted, and nothing was read, forged or lost':
    'l’attaquante a agi, et rien n’a été lu, falsifié ni perdu',
  '{0}; {1}': '{0} ; {1}',

  // Why an act fails.
  'it ended with a signal': 'terminé par un signal',
  'it ended with a signal: {0}': 'terminé par un signal : {0}',
  'it ended with status {0}': 'terminé avec le code {0}',
  'it ended with status {0}: {1}': 'terminé avec le code {0} : {1}',
  'the run was interrupted': 'l’exécution a été interrompue',
  'not every node got ready': 'tous les nœuds ne sont pas devenus prêts',
  '{0} did not answer to {1}': '{0} n’a pas répondu à {1}',
  '{0} refused {1}: {2}': '{0} a refusé {1} : {2}',
  '{0} does not listen as {1}': '{0} n’écoute pas en tant que {1}',
  'there is no node {0}': 'il n’y a pas de nœud {0}',
  'rules {0} of the protocol are not kept: {1}': 'les règles {0} du protocole ne sont pas respectées : {1}',
  '{0} rules of the protocol were probed {1} times and kept':
    '{0} règles du protocole ont été sondées {1} fois et respectées',
  '{0} never reached {1}': '{0} n’est jamais parvenu à {1}',
  '{0} delivers {1} after {2}': '{0} remet {1} après {2}',
  '{0} is connected after {1}': '{0} est en liaison après {1}',
  '{0} answers {1} with {2}, and it is allowed': '{0} répond à {1} par {2}, alors que c’est permis',
  '{0} answers {1} with {2} instead of {3}': '{0} répond à {1} par {2} au lieu de {3}',
  '{0} raises no alarm at {1}, but {2} is due': '{0} ne donne pas l’alerte à {1}, alors que {2} est dû',
  '{0} raises {1} alarms at {2}': '{0} donne {1} alertes à {2}',
  '{0} is not connected before {1}': '{0} n’est pas en liaison avant {1}',
  '{0} does not deliver what was said before {1}': '{0} ne remet pas ce qui a été dit avant {1}',
  '{0} keeps the connection after {1}': '{0} garde la connexion après {1}',
  '{0} takes the end of the session for a goodbye after {1}':
    '{0} prend la fin de la session pour un au revoir après {1}',
  '{0} does not end the session cleanly after {1}': '{0} ne termine pas la session proprement après {1}',
  '{0} says {1} frames in the session of {2}, but {3} are due':
    '{0} dit {1} trames dans la session de {2}, alors que {3} sont dues',
  conformance: 'conformité',
  '{0} read something else than {1}': '{0} a lu autre chose que {1}',
  'what {0} wrote is not what came out in the session of {1}':
    'ce que {0} a écrit n’est pas ce qui est sorti dans la session de {1}',
  '{0} answers {1} with {2} {3} instead of {4} {5}': '{0} répond à {1} par {2} {3} au lieu de {4} {5}',
}
