/** What programs say: what attackers do (deeds.ts), and alarms by their codes (alarms.ts). */

import type { Dictionary } from '../../peers/language/sentence'

export const programs: Dictionary = {
  'Meet me at': 'Rendez-vous',
  'Be wary of': 'Prends garde',
  // What Mallory does: it follows her name.
  'publishes her own address {0} as that of {1}': 'publie sa propre adresse {0} comme celle de {1}',
  'leaves only the weakest encryption in the offer':
    'ne laisse dans l’offre que le chiffrement le plus faible',
  'passes the answer on as if it answered that offer':
    'transmet la réponse comme si elle répondait à cette offre-là',
  'asks the directory about {0} names on {1} routes': 'interroge l’annuaire sur {0} noms par {1} routes',
  'begins {0} handshakes with {1}, and finishes none':
    'commence {0} poignées de main avec {1} et n’en termine aucune',
  'calls as Alice, and signs with a key that is not hers':
    'appelle sous le nom d’Alice et signe avec une clé qui n’est pas la sienne',
  'calls as Bob, and proves it with nothing but Alice’s own private keys':
    'appelle sous le nom de Bob et ne le prouve qu’avec les clés privées d’Alice elle-même',
  'calls as {0}, with the private keys of that very friend':
    'appelle sous le nom de {0}, avec les clés privées de cet ami même',
  'calls once more as {0}, and says that every message is lost':
    'appelle encore une fois sous le nom de {0} et dit que tous les messages sont perdus',
  'calls as {0}, with her own key that the directory has named':
    'appelle sous le nom de {0}, avec sa propre clé que l’annuaire a donnée',
  'notes how long each record of the caller is':
    'note la longueur de chaque enregistrement de celui qui appelle',
  'puts her own name, keys and signature in the place of {0}’s':
    'met son nom, ses clés et sa signature à la place de ceux de {0}',
  'computes the keystream of {0}’s goodbye and tries it on the other messages':
    'calcule le flux de clé de l’au revoir de {0} et l’essaie sur les autres messages',
  'copies every byte': 'copie chaque octet',
  'copies every byte and looks for text': 'copie chaque octet et cherche du texte',
  'writes down who calls whom, and joins them': 'note qui appelle qui, et les raccorde',
  'writes down that {0} bytes went through': 'note que {0} octets sont passés',
  'copies every byte and looks for names in the handshake':
    'copie chaque octet et cherche des noms dans la poignée de main',
  'begins {0} messages of {1} bytes each to {2}, and sends the first {3}':
    'commence {0} messages de {1} octets chacun vers {2} et en envoie les {3} premiers',
  'calls {0} herself and compares the reactions to right and wrong paddings':
    'appelle {0} en son nom propre et compare les réactions aux remplissages justes et faux',
  'gives up: all are refused alike': 'renonce : tous sont refusés de la même façon',
  'gives up: only a whole padding is told from all else':
    'renonce : seul un remplissage entièrement juste se distingue du reste',
  'has an oracle: {0} tells a padding that does not begin with 00 02':
    'tient un oracle : {0} trahit un remplissage qui ne commence pas par 00 02',
  'gives up: she finds no locked secret in what she recorded that she could ask about':
    'renonce : dans ce qu’elle a enregistré, elle ne trouve aucun secret fermé à soumettre',
  'knows {0} of the {1} binary digits of a secret after {2} questions':
    'connaît {0} des {1} chiffres binaires d’un secret après {2} questions',
  'has the secret of a session after {0} questions, without the key':
    'a le secret d’une session après {0} questions, sans la clé',
  'sends a file named “{0}”': 'envoie un fichier nommé « {0} »',
  'asks {0} times for the last byte of the file, and shows each time that she has the rest':
    'demande {0} fois le dernier octet du fichier, et montre chaque fois qu’elle a le reste',
  'asks {0} times whether anybody is there': 'demande {0} fois s’il y a quelqu’un',
  'says of {0} files that were never offered that they have come to an end':
    'dit de {0} fichiers jamais proposés qu’ils sont arrivés à leur fin',
  'reads nothing any more, and says {0} times that she has no message yet':
    'ne lit plus rien, et dit {0} fois qu’elle n’a encore aucun message',
  'drops the first message': 'supprime le premier message',
  'drops the second message, and passes on what follows it':
    'supprime le deuxième message, et transmet ce qui le suit',
  'puts a frame that is to be ignored into the handshake':
    'glisse dans la poignée de main une trame à ignorer',
  'tries the stolen keys of {0} and {1} on what she recorded':
    'essaie les clés volées de {0} et de {1} sur ce qu’elle a enregistré',
  'finds nothing to unwrap: the handshake itself is sealed under keys that are gone':
    'ne trouve rien à ouvrir : la poignée de main elle-même est scellée sous des clés qui n’existent plus',
  'gives her own first message back in the place of the answer':
    'renvoie à celle qui appelle son propre premier message en guise de réponse',
  'passes the second message on before the first': 'transmet le deuxième message avant le premier',
  'sends the same message a second time': 'envoie le même message une seconde fois',
  'types the password and the code once more that {0} has just typed':
    'retape le mot de passe et le code que {0} vient de taper',
  'gives an old address of {0} in place of the new one':
    'donne une ancienne adresse de {0} à la place de la nouvelle',
  'gives another port for {0} than was signed': 'donne pour {0} un autre port que celui qui a été signé',
  'names her own key as that of {0}': 'donne sa propre clé pour celle de {0}',
  'names {0} friends whom nobody has asked for, and others each time':
    'nomme {0} amis que personne n’a demandés, et chaque fois d’autres',
  'says that she is at {0}, which is the asking computer itself':
    'dit être à {0}, qui est l’ordinateur même qui demande',
  'calls as {0}, a friend whom she has made up': 'appelle sous le nom de {0}, un ami qu’elle a inventé',
  'holds {0} connections each to {1}, and speaks slowly': 'occupe {1} par {0} connexions lentes chacun',
  'asks to be a friend of {0}, and for the address before there is an answer':
    'propose son amitié à {0}, et demande son adresse sans attendre la réponse',
  'tries {0} leaked passwords on the account of {1}':
    'essaie {0} mots de passe issus d’une fuite sur le compte de {1}',
  'gives up after {0} guesses: for the next one she would have to wait {1} seconds':
    'renonce après {0} essais : il lui faudrait attendre {1} secondes avant le suivant',
  'shows her own key in the other one’s place': 'montre sa propre clé à la place de celle de l’autre',
  'tries to register {0} names herself': 'essaie d’inscrire elle-même {0} noms',
  'gives up after {0} names: her budget is used up': 'renonce après {0} noms : son budget est épuisé',
  'turns “{0}” into “{1}” in the message': 'change « {0} » en « {1} » dans le message',
  'keeps frame {0} back': 'retient la trame {0}',
  'puts frame {0} of {1} where it does not belong': 'met la trame {0} de {1} là où elle n’a rien à faire',
  'turns one bit over in frame {0} of {1}': 'inverse un bit dans la trame {0} de {1}',
  'cuts frame {0} of {1} short': 'tronque la trame {0} de {1}',
  'says something of type {0}, which the protocol does not have':
    'dit quelque chose de type {0}, que le protocole ne connaît pas',
  'says a {0} of her own making': 'dit un {0} de sa fabrication',
  'keeps this back and ends the connection': 'retient ceci et coupe la connexion',
  'writes a notice after a carriage return, in a message and as the name of a file':
    'écrit un avis après un retour chariot, dans un message et comme nom de fichier',
  'writes a notice after a line feed, in a message and as the name of a file':
    'écrit un avis après un saut de ligne, dans un message et comme nom de fichier',
  'writes a notice after a line feed and a carriage return, in a message and as the name of a file':
    'écrit un avis après un saut de ligne et un retour chariot, dans un message et comme nom de fichier',
  'writes a notice after a vertical tab, in a message and as the name of a file':
    'écrit un avis après une tabulation verticale, dans un message et comme nom de fichier',
  'writes a notice after cursor movements, in a message and as the name of a file':
    'écrit un avis après des mouvements du curseur, dans un message et comme nom de fichier',
  'writes a notice after controls of eight bits, in a message and as the name of a file':
    'écrit un avis après des commandes sur huit bits, dans un message et comme nom de fichier',
  'writes a notice after the row above, in a message and as the name of a file':
    'écrit un avis sur la ligne du dessus, dans un message et comme nom de fichier',
  'writes a notice after a title for the window, in a message and as the name of a file':
    'écrit un avis comme titre de la fenêtre, dans un message et comme nom de fichier',
  'writes a notice after reversed writing, in a message and as the name of a file':
    'écrit un avis en écriture inversée, dans un message et comme nom de fichier',
  'writes a notice among characters that are not seen, in a message and as the name of a file':
    'écrit un avis parmi des caractères qui ne se voient pas, dans un message et comme nom de fichier',
  'writes a notice after a line separator, in a message and as the name of a file':
    'écrit un avis après un séparateur de lignes, dans un message et comme nom de fichier',
  'writes a notice after tags of a screen library, in a message and as the name of a file':
    'écrit un avis entre les balises d’une bibliothèque d’affichage, dans un message et comme nom de fichier',
  'writes a notice after blanks up to the edge, in a message and as the name of a file':
    'écrit un avis après des blancs jusqu’au bord, dans un message et comme nom de fichier',
  'writes a notice after the mark of rows that go on, in a message and as the name of a file':
    'écrit un avis après la marque des lignes qui continuent, dans un message et comme nom de fichier',

  // What she counts, after a number.
  'secrets tried': 'secrets essayés',
  'names asked about': 'noms demandés',
  'names tried': 'noms essayés',
  'passwords tried': 'mots de passe essayés',
  'questions to {0}': 'questions à {0}',
}
