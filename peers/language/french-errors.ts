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
  'The other side chose a protocol version or suite that this program no longer accepts.':
    'L’autre côté a choisi une version ou une suite que ce programme n’accepte plus.',
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
}
