/** Why something was refused or could not be done. */

import type { Dictionary } from './sentence'

export const errors: Dictionary = {
  // What arrived is not what the protocol allows.
  'The other side sent an empty frame.': 'L’autre côté a envoyé une trame vide.',
  'The other side announced a frame larger than the protocol allows.':
    'L’autre côté a annoncé une trame plus grande que le protocole ne le permet.',
  'The other side sent something that does not belong at this point of the conversation.':
    'L’autre côté a envoyé quelque chose qui n’a pas sa place à ce moment de la conversation.',
  'The other side sent bytes that do not parse.': 'L’autre côté a envoyé des octets indéchiffrables.',
  'The other side sent a text that is not valid UTF-8.':
    'L’autre côté a envoyé un texte qui n’est pas de l’UTF-8 valide.',

  // The handshake refuses.
  'The two programs have no protocol version in common.':
    'Les deux programmes n’ont aucune version du protocole en commun.',
  'The other side chose a version or an encryption that this program no longer accepts.':
    'L’autre côté a choisi une version ou un chiffrement que ce programme n’accepte plus.',
  'The other side sent an unusable X25519 key share.':
    'L’autre côté a envoyé une clé éphémère X25519 inutilisable.',
  'The other side presented keys that are not RSA-2048 keys.':
    'L’autre côté a présenté des clés qui ne sont pas des clés RSA-2048.',
  'A signature does not verify: the other side does not hold the key that it shows.':
    'Une signature est fausse : l’autre côté ne détient pas la clé qu’il montre.',
  'The other side could not confirm the keys of this session.':
    'L’autre côté n’a pas pu confirmer les clés de cette session.',
  'The other side sent a secret that this key does not unwrap.':
    'L’autre côté a envoyé un secret que cette clé n’ouvre pas.',
  'The one who answered uses another name than the one who was called.':
    'La personne qui a répondu porte un autre nom que celle qui était appelée.',
  'The other side is nobody whose key is known here: become friends first.':
    'La clé de l’autre côté n’est pas connue ici : devenez d’abord amis.',
  'The key is not the expected one: somebody may stand between you and your friend.':
    'La clé n’est pas celle attendue : quelqu’un se tient peut-être entre vous et votre ami.',
  'The other side did not answer in time.': 'L’autre côté n’a pas répondu à temps.',
  'The connection ended before the handshake was complete.':
    'La connexion s’est terminée avant la fin de la poignée de main.',

  // The channel refuses.
  'A message was changed on its way: it does not decrypt.':
    'Un message a été modifié en chemin : il ne se déchiffre pas.',
  'A message was repeated, dropped or moved on its way.':
    'Un message a été répété, supprimé ou déplacé en chemin.',
  'The connection ended before the other side said goodbye: messages may be missing.':
    'La connexion s’est terminée avant que l’autre côté dise au revoir : des messages manquent peut-être.',
  'The other side counted another number of messages than arrived here.':
    'Le nombre de messages compté de l’autre côté n’est pas celui des messages arrivés ici.',
  'This friend sends more than this messenger takes.': 'Cet ami envoie plus que cette messagerie n’accepte.',
  'The other side did not renew the keys of this session in time.':
    'L’autre côté n’a pas renouvelé à temps les clés de cette session.',

  // What this side cannot do.
  'There is no open connection to this friend: connect first.':
    'Il n’y a pas de connexion ouverte avec cet ami : connectez-vous d’abord.',

  'The published address is not signed by the friend, is outdated, or was rolled back.':
    'L’adresse publiée n’est pas signée par cet ami, est périmée, ou a été remplacée par une plus ancienne.',

  'The message is too long for one message of this protocol.':
    'Le message est trop long pour un seul message de ce protocole.',
  'This protocol carries texts only.': 'Ce protocole ne transporte que des textes.',
  'There is an open connection to this friend already.': 'Il y a déjà une connexion ouverte avec cet ami.',
  'The friend cannot be reached at the published address.':
    'Cet ami n’est pas joignable à l’adresse publiée.',
  'This is not a command that the agent knows.': 'L’agent ne connaît pas cette commande.',
  'You have blocked this one: nothing is said or heard until you take it back with /unblock.':
    'Vous avez bloqué cette personne : rien n’est dit ni entendu jusqu’à ce que vous y mettiez fin avec /unblock.',
  'Register with a directory, or log in, first.': 'Inscrivez-vous d’abord à un annuaire, ou connectez-vous.',
  'The passphrase does not open this file, or the file was changed.':
    'La phrase de passe n’ouvre pas ce fichier, ou le fichier a été modifié.',
  'The file is damaged and was left as it is.': 'Le fichier est abîmé et a été laissé tel quel.',
  'The file could not be read or written.': 'Le fichier n’a pas pu être lu ou écrit.',
  'The directory does not answer.': 'L’annuaire ne répond pas.',
  'The directory shows a certificate that is not to be trusted.':
    'L’annuaire montre un certificat qui n’est pas digne de confiance.',
  'The directory refused.': 'L’annuaire a refusé.',
  'The directory gave an answer that does not parse.': 'L’annuaire a donné une réponse indéchiffrable.',
  'Another program listens on this port already.': 'Un autre programme écoute déjà sur ce port.',
  'Another program uses this home already.': 'Un autre programme utilise déjà ce dossier.',
  'This home has an identity already.': 'Ce dossier a déjà une identité.',

  // Where a place knows more than the code does.
  'The directory names another key for {0}.': 'L’annuaire donne une autre clé pour {0}.',
  'The directory shows another key for {0} than the one known here: ask {1} to compare safety numbers.':
    'L’annuaire montre pour {0} une autre clé que celle connue ici : demandez à {1} de comparer les numéros de sécurité.',
  'The address that the directory gives for {0} is the address of somebody else: it is not used. Ask {1} to publish it again, and look whether both clocks are right.':
    'L’adresse que l’annuaire donne pour {0} est celle de quelqu’un d’autre : elle n’est pas utilisée. Demandez à {1} de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  'The address that the directory gives for {0} is not signed by {1}: it is not used. Ask {2} to publish it again, and look whether both clocks are right.':
    'L’adresse que l’annuaire donne pour {0} n’est pas signée par {1} : elle n’est pas utilisée. Demandez à {2} de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  'The address that the directory gives for {0} has expired by the clock of this computer: it is not used. Ask {1} to publish it again, and look whether both clocks are right.':
    'L’adresse que l’annuaire donne pour {0} est périmée d’après l’horloge de cet ordinateur : elle n’est pas utilisée. Demandez à {1} de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  'The address that the directory gives for {0} is older than one seen before: it is not used. Ask {1} to publish it again, and look whether both clocks are right.':
    'L’adresse que l’annuaire donne pour {0} est plus ancienne qu’une autre déjà vue : elle n’est pas utilisée. Demandez à {1} de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  'The address that the directory gives for {0} is of this computer or of a private network, and nothing says that {1} is there: it is not used. Ask {2} to publish another one with --publish HOST:PORT.':
    'L’adresse que l’annuaire donne pour {0} est de cet ordinateur ou d’un réseau privé, et rien ne dit que {1} s’y trouve : elle n’est pas utilisée. Demandez à {2} d’en publier une autre avec --publish HOST:PORT.',
  'The address that the directory gives for {0} names no host: it is not used. Ask {1} to publish it again, and look whether both clocks are right.':
    'L’adresse que l’annuaire donne pour {0} ne nomme aucun hôte : elle n’est pas utilisée. Demandez à {1} de la publier de nouveau, et vérifiez que les deux horloges sont à l’heure.',
  'sends what is forbidden: {0}': 'envoie ce qui est interdit : {0}',
  "A nickname has at most {0} letters, digits or pictures, with single spaces and . ' _ - between them.":
    'Un surnom a au plus {0} lettres, chiffres ou images, avec entre eux une seule espace ou . ’ _ -.',
  'That is the name of {0}: choose another nickname.': 'C’est le nom de {0} : choisissez un autre surnom.',
  'You call {0} so: choose another nickname.': 'Vous appelez déjà {0} ainsi : choisissez un autre surnom.',
  'It is not there any more, or it was not shown to you yet: it stays.':
    'Il n’est plus là, ou ne vous a pas encore été montré : il reste.',
  'It does not wait: what {0} has is not changed from here.':
    'Il n’attend pas : ce qui est chez {0} ne se change pas d’ici.',
  'Nothing of that time with {0} can be cleared: what waits, or was not seen yet, stays.':
    'Rien de cette période avec {0} ne peut être effacé : ce qui attend, ou n’a pas encore été vu, reste.',
  'It would be {0} now: ask again how many, and clear those.':
    'Ce serait {0} maintenant : demandez encore combien, et effacez ceux-là.',
  'It may be on its way to {0} already: it stays as it is until {1} has confirmed it.':
    'Il est peut-être déjà en route vers {0} : il reste tel quel jusqu’à ce qu’il soit confirmé par {1}.',
  'It is about a file: /cancel ends that, and it can be deleted when it has gone.':
    'Il concerne un fichier : /cancel y met fin, et il pourra être effacé une fois parti.',
  'It has {0} bytes, and at most {1} can be sent at once: send it in parts, or as a file.':
    'Il a {0} octets, et {1} au plus partent en une fois : envoyez-le en plusieurs parties, ou comme fichier.',
  'It holds half a character (a lone surrogate): it cannot be sent.':
    'Il contient la moitié d’un caractère (un demi-codet isolé) : il ne peut pas être envoyé.',
  'This is the export of another identity, and there is one here already: bring it into an empty folder by starting the messenger with “import FILE --home DIR”.':
    'C’est l’export d’une autre identité, et il y en a déjà une ici : apportez-le dans un dossier vide en démarrant la messagerie avec « import FICHIER --home DOSSIER ».',
  'A passphrase has at least {0} characters.': 'Une phrase de passe a au moins {0} caractères.',
  'The contacts are closed already.': 'Les contacts sont déjà fermés.',

  // What may be done with whom, and what the directory and the other end do.
  'Scripts beside an open chat only send.': 'Les scripts à côté d’une discussion ouverte ne font qu’envoyer.',
  'The key of {0} was verified and is another one now: compare your safety numbers again first.':
    'La clé de {0} était vérifiée et c’en est une autre maintenant : comparez d’abord de nouveau vos numéros de sécurité.',
  'A contact has a name of 1 to 32 of a-z 0-9 . _ - only.':
    'Un contact a un nom de 1 à 32 caractères parmi a-z 0-9 . _ - seulement.',
  'No key of {0} is known here: become friends first.':
    'Aucune clé de {0} n’est connue ici : devenez d’abord amis.',
  'You have blocked {0}: /unblock {1} takes it back.':
    'Vous avez bloqué {0} : /unblock {1} revient là-dessus.',
  '{0} is no friend of yours yet: ask with /add {1}, and wait until they accept.':
    '{0} n’est pas encore de vos amis : demandez par /add {1}, et attendez sa réponse.',
  'The key of {0} has not changed.': 'La clé de {0} n’a pas changé.',
  'The key of {0} has changed, and you had verified it: nothing is sent until you compare your safety numbers anew, see /verify {1}.':
    'La clé de {0} a changé, et vous l’aviez vérifiée : rien n’est envoyé avant que vous ne compariez de nouveau vos numéros de sécurité, voir /verify {1}.',
  'The key of {0} has changed: nothing is sent until you decide, see /trust {1}.':
    'La clé de {0} a changé : rien n’est envoyé avant votre décision, voir /trust {1}.',
  'is the address of somebody else': 'est l’adresse de quelqu’un d’autre',
  'is not signed by {0}': 'n’est pas signée par {0}',
  'has expired by the clock of this computer': 'a expiré selon l’horloge de cet ordinateur',
  'is older than one seen before': 'est plus ancienne qu’une autre déjà vue',
  'names no host': 'ne nomme aucun hôte',
  'The address that the directory gives for {0} {1}: it is not used. Ask {2} to publish it again, and look whether both clocks are right.':
    'L’adresse que l’annuaire donne pour {0} {1} : elle n’est pas utilisée. Demandez à {2} de la republier, et regardez si les deux horloges sont justes.',
  'it does not change the protocol': 'il ne change pas de protocole',
  'it has not the form agreed on': 'elle n’a pas la forme convenue',
  'it gives no reason for its status {0}': 'elle ne donne pas la raison de son statut {0}',
  'The directory refused: {0}': 'L’annuaire a refusé : {0}',
  'its token cannot be sent in a header': 'son jeton ne peut pas être envoyé dans un en-tête',
  'it names keys that are not RSA-2048 keys': 'elle nomme des clés qui ne sont pas des clés RSA-2048',
  '{0} is not the address of a directory: write it like http://localhost:8440.':
    '{0} n’est pas l’adresse d’un annuaire : écrivez-la comme http://localhost:8440.',
  'The directory does not take this key for {0}. Either it was set up anew and knows nobody any more, or {1} has another key there (a newer installation of yours, or somebody who knows your password), or it is not told under which address it is reached. /register registers this key there.':
    'L’annuaire n’accepte pas cette clé pour {0}. Soit il a été remis à neuf et ne connaît plus personne, soit {1} y a une autre clé (une installation plus récente de la vôtre, ou quelqu’un qui connaît votre mot de passe), soit il ne sait pas sous quelle adresse on le joint. /register y inscrit cette clé.',
  'it changes to another protocol than it was asked for': 'elle passe à un autre protocole que celui demandé',
  'it leads elsewhere (status {0})': 'elle mène ailleurs (statut {0})',
  'it is not HTTP': 'ce n’est pas du HTTP',
  'did not answer within {0} s': 'n’a pas répondu en {0} s',
  'does not speak TLS as it should ({0})': 'ne parle pas TLS comme il se doit ({0})',
  'does not answer ({0})': 'ne répond pas ({0})',
  'does not answer': 'ne répond pas',
  'The answer of the directory at {0} was not taken, because {1}: check that this address is a directory.':
    'La réponse de l’annuaire {0} n’a pas été acceptée ; raison : {1}. Vérifiez que cette adresse est celle d’un annuaire.',
  'The directory at {0} {1}: check the address, your network, and that the directory runs.':
    'L’annuaire {0} {1} : vérifiez l’adresse, votre réseau, et que l’annuaire tourne.',
  'Nobody that this system trusts vouches for the certificate of the directory at {0} ({1}), so nothing was sent: compare its fingerprint with the one that the directory printed, and set P2P_CERTIFICATE to it if they are equal.':
    'Personne en qui ce système a confiance ne répond du certificat de l’annuaire {0} ({1}), et rien n’a été envoyé : comparez son empreinte avec celle que l’annuaire a affichée, et donnez-la à P2P_CERTIFICATE si elles sont égales.',
  'The directory at {0} shows another certificate than the one expected, so nothing was sent: somebody may stand between you and it, or it was set up anew. Ask who runs it for its fingerprint, and start with P2P_CERTIFICATE set to that.':
    'L’annuaire {0} montre un autre certificat que celui attendu, et rien n’a été envoyé : quelqu’un se tient peut-être entre vous et lui, ou il a été remis à neuf. Demandez son empreinte à qui le tient, et démarrez avec P2P_CERTIFICATE qui la donne.',
  'A certificate is expected of the directory at {0}, which has none over plain HTTP, so nothing was sent: write its address with https://.':
    'Un certificat est attendu de l’annuaire {0}, qui n’en a pas en simple HTTP, et rien n’a été envoyé : écrivez son adresse avec https://.',
  'it is longer than {0} bytes': 'elle a plus de {0} octets',
  'it is not JSON': 'ce n’est pas du JSON',
  'An account is a name, the URL of a directory, and its certificate.':
    'Un compte est un nom, l’URL d’un annuaire, et son certificat.',
  'A newer session with this friend took its place.':
    'Une session plus récente avec cet ami a pris sa place.',
  '{0} sends more than this messenger takes: read what {1} has sent':
    '{0} envoie plus que cette messagerie n’accepte : lisez ce que {1} a envoyé',
  '{0} offers more files than this messenger takes: answer those that wait':
    '{0} propose plus de fichiers que cette messagerie n’accepte : répondez à ceux qui attendent',
  '{0} asks more of this messenger than it answers: it is let in again after a while, or ask {1} what runs there':
    '{0} demande à cette messagerie plus qu’elle ne répond : l’accès revient après un moment, ou demandez à {1} ce qui tourne là-bas',
  '{0}, or hear nothing more with /block {1}.': '{0}, ou n’entendez plus rien par /block {1}.',
  'The directory names a friend whom you never added here: {0}. Nobody of them is kept or called: /add NAME takes one whom you know.':
    'L’annuaire nomme un ami que vous n’avez jamais ajouté ici : {0}. Personne de là n’est gardé ni appelé : /add NOM accepte quelqu’un que vous connaissez.',
  'The directory names {0} friends whom you never added here: {1}. Nobody of them is kept or called: /add NAME takes one whom you know.':
    'L’annuaire nomme {0} amis que vous n’avez jamais ajoutés ici : {1}. Personne de là n’est gardé ni appelé : /add NOM accepte quelqu’un que vous connaissez.',
  '{0} holds an entry that does not parse: restore it from a backup.':
    '{0} contient une entrée indéchiffrable : restaurez-le d’une sauvegarde.',
  'was started on another computer, and messages go there now. This program has stopped: close it. What waits in it goes when it is started again':
    'a été démarrée sur un autre ordinateur, et les messages y vont maintenant. Ce programme s’est arrêté : fermez-le. Ce qui y attend part quand il est redémarré',
  'was in use on another computer until now. Messages come here from now on, and the other program stops within a minute: close it':
    'était utilisée sur un autre ordinateur jusqu’ici. Les messages arrivent ici désormais, et l’autre programme s’arrête en moins d’une minute : fermez-le',
  'This identity {0}. If the other one is not yours, somebody has your keys: tell your friends, and begin anew.':
    'Cette identité {0}. Si l’autre n’est pas à vous, quelqu’un a vos clés : dites-le à vos amis, et recommencez à neuf.',
  'The disk of {0} is full: what you say waits here until there is room.':
    'Le disque de {0} est plein : ce que vous dites attend ici qu’il y ait de la place.',
  'The disk of {0} takes messages again.': 'Le disque de {0} prend de nouveau des messages.',
  'There is nothing to send again to {0}: nothing is missing there, as far as is known, and nothing waits for an earlier key.':
    'Il n’y a rien à renvoyer à {0} : rien n’y manque, à ce qu’on sait, et rien n’attend une clé antérieure.',
  'It would be {0} now: /resend {1} shows which, /resend {2} {3} sends them.':
    'Ce serait {0} maintenant : /resend {1} montre lesquels, /resend {2} {3} les envoie.',
  'A safety number has 60 digits, and this has {0}: paste all of it.':
    'Un numéro de sécurité a 60 chiffres, et ceci en a {0} : collez-le en entier.',
  'The message has {0} bytes; one message takes at most {1}.':
    'Le message a {0} octets ; un message en prend au plus {1}.',
  'The message holds half a character (a lone surrogate): it cannot be sent.':
    'Le message contient la moitié d’un caractère (un demi-codet isolé) : il ne peut pas être envoyé.',
  'The message has {0} bytes; at most {1} fit into one message of the prototype: shorten it.':
    'Le message a {0} octets ; au plus {1} entrent dans un message du prototype : raccourcissez-le.',
  'Port {0} on {1} is taken: choose another with --listen HOST:PORT.':
    'Le port {0} de {1} est pris : choisissez-en un autre avec --listen HÔTE:PORT.',
  'Cannot listen on {0}: {1}.': 'Impossible d’écouter sur {0} : {1}.',
  'Nobody answers at {0}: is your friend online?': 'Personne ne répond à {0} : votre ami est-il en ligne ?',
  'No answer was given.': 'Aucune réponse n’a été donnée.',
  'Port {0} of {1} is taken: choose another --web-port, or none.':
    'Le port {0} de {1} est pris : choisissez un autre --web-port, ou aucun.',
  ' and {0} more': ' et {0} autres',
}
