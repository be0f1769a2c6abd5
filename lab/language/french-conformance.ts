/** French of what a program did that PROTOCOL.md does not say. */

import type { Dictionary } from '../../peers/language/sentence'

export const conformance: Dictionary = {
  '{0} does not seal {1} as its files have to be: {2}':
    'Le programme de {0} ne scelle pas {1} comme il le doit : {2}',
  'it does not begin as such a file does': 'il ne commence pas comme un tel fichier',
  'the key that follows from the passphrase does not open it':
    'la clé qui suit de la phrase secrète ne l’ouvre pas',
  'a nonce comes twice under one key': 'un nonce revient sous une même clé',
  '{0} does not tell all of {1}: {2}': 'Le programme de {0} ne dit pas tout de {1} : {2}',
  '{0} departs from [{1}] of PROTOCOL.md in {2}: {3}':
    'Le programme de {0} s’écarte de la règle [{1}] de PROTOCOL.md, dans {2} : {3}',
  'it uses what was used before: {0}': 'il se sert de ce qui a déjà servi : {0}',
  'what it drew is not random: {0}': 'ce qu’il a tiré n’est pas aléatoire : {0}',
  'what it drew is nearly what was drawn before: {0}':
    'ce qu’il a tiré est presque ce qui a été tiré avant : {0}',
  'a key share': 'une clé éphémère',
  'a wrapped secret': 'un secret encapsulé',
  'a signature': 'une signature',
  'a session id': 'un identifiant de session',
  'a secret': 'un secret',
  'the salt of a signature': 'le sel d’une signature',
  'the seed of a wrapped secret': 'la graine d’un secret encapsulé',
  'it says something after its goodbye': 'il dit quelque chose après son au revoir',
  'it does not begin a rekey that is due': 'il ne commence pas un renouvellement des clés qui est dû',
  'its goodbye counts {0} records, and it sent {1}':
    'son au revoir compte {0} enregistrements, et il en a envoyé {1}',
  'it says REKEY_DONE where none is due': 'il envoie REKEY_DONE alors que rien ne le demande',
  'a frame of type {0}': 'une trame de type {0}',
  'a record without a number': 'un enregistrement sans numéro',
  'the record {0} where {1} is next': 'l’enregistrement {0} quand vient le {1}',
  'the record {0}, which does not open': 'l’enregistrement {0}, qui ne se déchiffre pas',
  'the record {0}, whose content is none': 'l’enregistrement {0}, dont le contenu n’en est pas un',
  'a goodbye that counts {0} records where {1} came':
    'un au revoir qui compte {0} enregistrements quand il en est venu {1}',
  'it writes a frame of type {0} that is no record':
    'il écrit une trame de type {0} qui n’est pas un enregistrement',
  'it numbers a record {0} where {1} is next':
    'il donne le numéro {0} à un enregistrement quand vient le {1}',
  'a record of it has {0} bytes, not zeros up to the next multiple of 256':
    'un de ses enregistrements fait {0} octets, sans les zéros jusqu’au prochain multiple de 256',
  'the tag of a record of it is not that of the AAD that section 6 says':
    'l’étiquette d’un de ses enregistrements n’est pas celle des données associées de la section 6',
  'a record of it has no content that the protocol knows':
    'un de ses enregistrements n’a aucun contenu que connaît le protocole',
  'a record of it does not open with the key and nonce of section 6':
    'un de ses enregistrements ne se déchiffre pas avec la clé et le nonce de la section 6',
  'it begins a rekey that is not its to begin':
    'il commence un renouvellement des clés qui ne lui revient pas',
  'it begins a rekey before one is due': 'il commence un renouvellement des clés avant l’heure',
  'it answers a rekey that nobody began': 'il répond à un renouvellement des clés que personne n’a commencé',
  'its share is not that of a key which it drew for this session':
    'sa clé éphémère n’est pas celle d’une clé tirée pour cette session',
  'a {0} that nobody waits for': 'un {0} que personne n’attend',
  'a share of low order': 'une clé éphémère d’ordre faible',
  'it writes after its alarm': 'il écrit après son alarme',
  'it writes a frame that is too large, or of no type':
    'il écrit une trame trop grande, ou d’un type qui n’existe pas',
  'it is connected after its alarm': 'il est connecté après son alarme',
  'it is connected before the handshake is done': 'il est connecté avant la fin de la poignée de main',
  'it is connected to others than those who showed themselves in the handshake':
    'il est connecté à d’autres que ceux qui se sont montrés dans la poignée de main',
  'what it sent is not what its user said': 'ce qu’il a envoyé n’est pas ce qu’a dit son utilisateur',
  'it delivers something after its alarm': 'il remet quelque chose après son alarme',
  'what it delivers is not what came': 'ce qu’il remet n’est pas ce qui est venu',
  'it raises a second alarm': 'il donne une seconde alarme',
  'its alarm does not name the key that it was shown': 'son alarme ne nomme pas la clé qui lui a été montrée',
  'it raises {0} for {1}': 'il donne l’alarme {0} pour {1}',
  'it raises {0}, and nothing that came asks for it':
    'il donne l’alarme {0}, et rien de ce qui est venu ne la justifie',
  'it calls an end clean without both goodbyes': 'il tient pour régulière une fin sans les deux au revoir',
  'its session ended without a goodbye, and it raises no alarm':
    'sa session a fini sans au revoir, et il ne donne pas d’alarme',
  'it did not deliver all that came': 'il n’a pas remis tout ce qui est venu',
  'it goes on after {0}': 'il continue après {0}',
  'a frame of no bytes': 'une trame sans octet',
  'a frame of type {0} with {1} bytes': 'une trame de type {0} de {1} octets',
  'it writes a frame of type {0} where none is due':
    'il écrit une trame de type {0} alors qu’aucune n’est due',
  'it writes a frame of type {0} that is not laid out as the protocol says':
    'il écrit une trame de type {0} qui n’est pas faite comme le dit le protocole',
  'a frame of type {0} that does not parse': 'une trame de type {0} illisible',
  'it offers other suites than the one that there is': 'il propose d’autres suites que la seule qui existe',
  'it takes a suite that is not the one there is, or was not offered':
    'il accepte une suite qui n’est pas celle qui existe, ou qui n’a pas été proposée',
  'REPLY does not open with the key, nonce and AAD of section 5.3':
    'REPLY ne se déchiffre pas avec la clé, le nonce et les données associées de la section 5.3',
  'PROOF does not open with the key, nonce and AAD of section 5.4':
    'PROOF ne se déchiffre pas avec la clé, le nonce et les données associées de la section 5.4',
  'CONFIRM does not open with the key, nonce and AAD of section 5.5':
    'CONFIRM ne se déchiffre pas avec la clé, le nonce et les données associées de la section 5.5',
  'it names another one as called than it calls': 'il nomme comme appelé un autre que celui qu’il appelle',
  'its confirmation is not that of the session’s keys and both names':
    'sa confirmation n’est pas celle des clés de la session et des deux noms',
  'no suite is offered that there is': 'aucune des suites proposées n’existe',
  'a suite that was not offered': 'une suite qui n’a pas été proposée',
  'a REPLY that does not open': 'un REPLY qui ne se déchiffre pas',
  'another name than the one that is called': 'un autre nom que celui qui est appelé',
  'a PROOF that does not open': 'un PROOF qui ne se déchiffre pas',
  'another one is called': 'un autre est appelé',
  'no secret of 32 bytes': 'ce qui n’est pas un secret de 32 octets',
  'a CONFIRM that does not open': 'un CONFIRM qui ne se déchiffre pas',
  'a confirmation of something else': 'une confirmation d’autre chose',
  'it claims a name that is not its own': 'il se donne un nom qui n’est pas le sien',
  'it shows other keys than those of its identity': 'il montre d’autres clés que celles de son identité',
  'its signature is not that of its role, the names and all that was said':
    'sa signature n’est pas celle de son rôle, des noms et de tout ce qui a été dit',
  'its MAC is not that of what it signs': 'son MAC n’est pas celui de ce qu’il signe',
  'what it wraps is no secret of 32 bytes for the other side’s key':
    'ce qu’il encapsule n’est pas un secret de 32 octets pour la clé de l’autre côté',
  'it wraps a secret that it did not draw for this session':
    'il encapsule un secret qu’il n’a pas tiré pour cette session',
  'a signature of something else': 'une signature d’autre chose',
  'a MAC of something else': 'un MAC d’autre chose',
  'a message of it is not laid out as section 8 says':
    'un de ses messages n’est pas fait comme le dit la section 8',
  'what it says first is neither HAVE nor FULL': 'ce qu’il envoie d’abord n’est ni HAVE ni FULL',
  'it says to have an item that did not come, or was written at another time':
    'il dit avoir un élément qui n’est pas venu, ou qui a été écrit à un autre moment',
  'it says HAVE again': 'il envoie HAVE une seconde fois',
  'it confirms what did not come': 'il confirme ce qui n’est pas venu',
  'it says PONG where nobody asked': 'il envoie PONG alors que personne n’a demandé',
  'it says an item before it has heard HAVE': 'il envoie un élément avant d’avoir entendu HAVE',
  'it says to have taken a file that does not stand in its inbox':
    'il dit avoir pris un fichier qui n’est pas dans son dossier de réception',
  'a file stands in its inbox that nobody offered':
    'dans son dossier de réception se trouve un fichier que personne n’a proposé',
  'it says an item after FULL and before HAVE': 'il envoie un élément après FULL et avant HAVE',
  'it says an item that was confirmed': 'il envoie un élément qui était confirmé',
  'it says item {0} after item {1}': 'il envoie l’élément {0} après l’élément {1}',
  'it says two items with one number': 'il envoie deux éléments sous un même numéro',
  'it says an item to another identity than it was said to before':
    'il envoie un élément à une autre identité que celle à qui il l’a déjà envoyé',
  'it says to have taken a file that did not come as it was offered':
    'il dit avoir pris un fichier qui n’est pas venu comme il était proposé',
  'it asks for a file that it was not offered': 'il demande un fichier qui ne lui a pas été proposé',
  'it gives another hash than that of what it has of a file':
    'il donne un autre hachage que celui de ce qu’il a d’un fichier',
  'it says a chunk that nobody asked for': 'il envoie un morceau que personne n’a demandé',
  'it says a chunk that is not the next one': 'il envoie un morceau qui n’est pas le suivant',
  'it says a chunk with no bytes': 'il envoie un morceau sans octet',
  'a message that does not parse': 'un message illisible',
  'another HAVE': 'un autre HAVE',
  'it tells nothing of what it read and wrote': 'il ne dit rien de ce qu’il a lu et écrit',
  'it stops telling what it reads and writes': 'il cesse de dire ce qu’il lit et écrit',
  'it tells other bytes than the relay has from it':
    'il rapporte d’autres octets que ceux que le relais a reçus de lui',
  'it tells that it read what nobody tells to have written':
    'il dit avoir lu ce que personne ne dit avoir écrit',
  '{0} does not do in {1} what it says of its routes: {2}':
    '{0} ne fait pas dans {1} ce qu’il dit de ses routes : {2}',
  'it answers {0} {1} as its description does not say: {2}':
    'il répond {0} {1} autrement que ne le dit sa description : {2}',
  'it takes what its description does not allow': 'il accepte ce que sa description ne permet pas',
  'it takes {0}': 'il accepte {0}',
  'it refuses with {0}, and nothing that was asked gives a reason':
    'il refuse par {0}, et rien de ce qui a été demandé n’en donne la raison',
  'its clock does not go as time does': 'son horloge ne suit pas le temps',
  'a token that it never gave': 'un jeton qu’il n’a jamais donné',
  'a token that has ended': 'un jeton expiré',
  'it gives a token that it gave before': 'il donne un jeton qu’il a déjà donné',
  'its token is not random': 'son jeton n’est pas aléatoire',
  'its challenge is not random': 'son défi n’est pas aléatoire',
  'its secret of a second factor is not random': 'son secret d’un second facteur n’est pas aléatoire',
  'its recovery codes are not random': 'ses codes de secours ne sont pas aléatoires',
  'its token is good for {0} minutes': 'son jeton vaut {0} minutes',
  'keys that are none': 'des clés qui n’en sont pas',
  'a proof of something else': 'une preuve d’autre chose',
  'a name that is taken': 'un nom déjà pris',
  'it gives a challenge that it gave before': 'il donne un défi qu’il a déjà donné',
  'its challenge is good for {0} seconds': 'son défi vaut {0} secondes',
  'a name that nobody has': 'un nom que personne ne porte',
  'a challenge that it did not make for this name': 'un défi qu’il n’a pas fait pour ce nom',
  'a challenge that was used': 'un défi qui a déjà servi',
  'a challenge that has ended': 'un défi expiré',
  'a wrong password': 'un mauvais mot de passe',
  'a login without the code that it needs': 'une connexion sans le code qu’il faut',
  'a code that does not serve': 'un code qui n’est pas valable',
  'an address of somebody else': 'l’adresse de quelqu’un d’autre',
  'an address that its owner has not signed': 'une adresse que son propriétaire n’a pas signée',
  'an address that is no newer than the one before':
    'une adresse qui n’est pas plus récente que la précédente',
  'an address for longer than a week': 'une adresse pour plus d’une semaine',
  'an address that has expired': 'une adresse expirée',
  'a question for the address of somebody who is no friend':
    'une question sur l’adresse de quelqu’un qui n’est pas un ami',
  'a question for an address that there is not': 'une question sur une adresse qui n’existe pas',
  'a question for an address that has expired': 'une question sur une adresse expirée',
  'it gives an address that its owner has not signed':
    'il donne une adresse que son propriétaire n’a pas signée',
  'it gives another address than the newest': 'il donne une autre adresse que la plus récente',
  'it names other keys than were registered': 'il nomme d’autres clés que celles qui ont été enregistrées',
  'it names a host of its own where the owner named one, or none where it should':
    'il nomme un hôte de son choix là où le propriétaire en a nommé un, ou aucun là où il le devrait',
  'a request to oneself': 'une demande à soi-même',
  'it says of a friendship that it is {0}, and it is not':
    'il dit d’une amitié qu’elle est {0}, et elle ne l’est pas',
  'it lists others than those who are friends or have asked':
    'il nomme d’autres que ceux qui sont amis ou qui l’ont demandé',
  'a second factor where there is one': 'un second facteur là où il y en a un',
  'a code for a second factor that waits for none': 'un code pour un second facteur qui n’en attend pas',
  'an end of a second factor that is not there': 'la fin d’un second facteur qui n’existe pas',
  'it registers other keys than those of its identity':
    'il enregistre d’autres clés que celles de son identité',
  'its proof is not that of its name and both keys':
    'sa preuve n’est pas celle de son nom et de ses deux clés',
  'it answers a challenge that it was not given': 'il répond à un défi qu’on ne lui a pas donné',
  'it signs something else than the directory that it asks, its name and the challenge':
    'il signe autre chose que l’annuaire qu’il interroge, son nom et le défi',
  'its address is not signed as section 9 says': 'son adresse n’est pas signée comme le dit la section 9',
  'its second address is none at which everybody may call, or stands beside one of its own':
    'sa seconde adresse n’est pas de celles que tout le monde peut appeler, ou accompagne une adresse de son choix',
  'it dials by a record whose second address may not be called':
    'il appelle par un enregistrement dont la seconde adresse ne doit pas être appelée',
  'its address counts no more than the one before':
    'le compteur de son adresse ne dépasse pas celui de la précédente',
  'its address counts for longer than a week, or not at all':
    'son adresse vaut plus d’une semaine, ou pas du tout',
  'it calls by an address that does not count': 'il appelle par une adresse qui n’est pas valable',
  'it calls a friend of whose key its user has to decide yet':
    'il appelle un ami sur la clé duquel son utilisateur doit encore trancher',
  'it is connected to another key than the pinned one':
    'il est relié à une autre clé que celle qui est épinglée',
  'it says something to a friend of whose key its user has to decide yet':
    'il dit quelque chose à un ami sur la clé duquel son utilisateur doit encore trancher',
  'it tells of an answer that the directory does not tell to have given':
    'il parle d’une réponse que l’annuaire ne dit pas avoir donnée',
  'it begins a rekey, and nothing was said since the keys are too old':
    'il commence un renouvellement des clés, et rien n’a été dit depuis qu’elles sont trop vieilles',
  'it goes on with a stream of which its friend has what it never said':
    'il continue un flux dont son ami a ce qu’il n’a jamais dit',
  'it offers a file to another identity than it was offered to before':
    'il propose un fichier à une autre identité que celle à qui il l’avait proposé',
  'the id of a file of it is not random': 'l’identifiant d’un de ses fichiers n’est pas aléatoire',
  'the id of a stream of it is not random': 'l’identifiant d’un de ses flux n’est pas aléatoire',
  'it says items to one identity in the stream of another':
    'il envoie des éléments à une identité dans le flux d’une autre',
  'it displays another number than that of the two who showed themselves in the handshake':
    'il affiche un autre numéro que celui des deux qui se sont montrés dans la poignée de main',
  'it asks for its friends, and has not looked up its own name':
    'il demande la liste de ses amis sans avoir cherché son propre nom',
  'it calls one whom its user never asked for': 'il appelle quelqu’un que son utilisateur n’a jamais demandé',
  'it dials another port than the one that its friend signed':
    'il appelle un autre port que celui que son ami a signé',
  'it dials where nothing says that its friend may be called':
    'il appelle là où rien ne dit que son ami peut être appelé',
  'it does not call where its friend may be called': 'il n’appelle pas là où son ami peut être appelé',
  'it lets in one whom its user never asked for':
    'il laisse entrer quelqu’un que son utilisateur n’a jamais demandé',
}
