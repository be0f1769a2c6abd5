/** What is said of units of the wire and of captures (lab/wire/). */

import type { Dictionary } from '../../peers/language/sentence'

export const wire: Dictionary = {
  // Units.
  'A call: it offers {0} and an X25519 share; nothing says who calls.':
    'Un appel : il propose {0} et une clé éphémère X25519 ; rien ne dit qui appelle.',
  'The answer, in {0}, with an X25519 share; who answers is encrypted.':
    'La réponse, en {0}, avec une clé éphémère X25519 ; qui répond est chiffré.',
  'The answer, in {0}: an X25519 share, and {1}, keys and signature in the clear.':
    'La réponse, en {0} : une clé éphémère X25519, puis {1}, clés et signature en clair.',
  'The answer, in {0}: an X25519 share, and {1}, keys and signature in the clear; no MAC.':
    'La réponse, en {0} : une clé éphémère X25519, puis {1}, clés et signature en clair ; pas de MAC.',
  'The answer, in {0}: {1} and the keys stand in the clear, and there is no X25519 share.':
    'La réponse, en {0} : {1} et les clés sont en clair, et il n’y a pas de clé éphémère X25519.',
  'suite {0}': 'suite {0}',
  'suite {0}, which is none of the protocol’s': 'suite {0}, qui n’est pas du protocole',
  'The caller’s proof: who calls whom is encrypted.':
    'La preuve de l’appelant : qui appelle qui est chiffré.',
  'The caller’s proof: {0} calls {1}, and that stands in the clear.':
    'La preuve de l’appelant : {0} appelle {1}, et cela est en clair.',
  'The caller’s proof: {0} calls, in the clear; whom, it does not say.':
    'La preuve de l’appelant : {0} appelle, en clair ; qui, elle ne le dit pas.',
  'The confirmation, encrypted. Both are connected after it.':
    'La confirmation, chiffrée. Après elle, tous deux sont connectés.',
  'The confirmation, in the clear: a wrapped secret and a MAC. Both are connected after it.':
    'La confirmation, en clair : un secret encapsulé et un MAC. Après elle, tous deux sont connectés.',
  'The answer: it is {0}, with both keys and the proof.':
    'La réponse : c’est {0}, avec ses deux clés et la preuve.',
  'The caller’s proof: {0} calls {1}, with both keys and a secret for {2} alone.':
    'La preuve de l’appelant : {0} appelle {1}, avec ses deux clés et un secret pour {2} seul.',
  'The confirmation: a secret for the caller alone, and a MAC. Both are connected after it.':
    'La confirmation : un secret pour l’appelant seul, et un MAC. Après elle, tous deux sont connectés.',
  'An alert tells the caller why the proof is refused: {0}.':
    'Une alerte dit à l’appelant pourquoi la preuve est refusée : {0}.',
  'Record {0}: {1} bytes, encrypted.': 'Enregistrement {0} : {1} octets, chiffrés.',
  'Record {0}: {1}': 'Enregistrement {0} : {1}',
  'Record {0}, in the clear: {1}': 'Enregistrement {0}, en clair : {1}',
  'the text “{0}”': 'le texte « {0} »',
  'goodbye, after {0} records.': 'au revoir, après {0} enregistrements.',
  'new keys are agreed on.': 'de nouvelles clés ont été convenues.',
  '{0} messages: {1}': '{0} messages : {1}',
  'HAVE: it holds everything up to {0}.': 'HAVE : il a tout jusqu’au numéro {0}.',
  'ITEM {0}: {1}': 'ITEM {0} : {1}',
  'RECEIPT: everything up to {0} is on its disk.': 'RECEIPT : tout jusqu’au numéro {0} est sur son disque.',
  'PING: is somebody there?': 'PING : y a-t-il quelqu’un ?',
  'PONG: somebody is there.': 'PONG : il y a quelqu’un.',
  'FETCH: the file from byte {0} on.': 'FETCH : le fichier, à partir de l’octet {0}.',
  'CHUNK: {0} bytes of a file, from byte {1} on.':
    'CHUNK : {0} octets d’un fichier, à partir de l’octet {1}.',
  'FULL: its disk takes nothing.': 'FULL : son disque ne prend plus rien.',
  'a message of an unknown kind.': 'un message d’un genre inconnu.',
  'the offer of “{0}”, {1} bytes.': 'l’offre de « {0} », {1} octets.',
  'the offer of “{0}”, {1} files of {2} bytes.': 'l’offre de « {0} », {1} fichiers de {2} octets.',
  'the end of a file: {0}.': 'la fin d’un fichier : {0}.',
  '{0} texts come again.': '{0} textes reviennent.',
  'an item of an unknown type.': 'un élément d’un type inconnu.',
  'A public key in the clear, {0}…; nothing says whose it is.':
    'Une clé publique en clair, {0}… ; rien ne dit à qui elle est.',
  'A message, encrypted and signed with RSA keys; it has no number.':
    'Un message, chiffré et signé avec des clés RSA ; il n’a pas de numéro.',
  'A {0} that is not built like one.': 'Une trame {0} qui n’en a pas la structure.',
  'A frame of unknown type {0}.': 'Une trame de type inconnu : {0}.',
  'The beginning of a {0}: {1} of {2} bytes.': 'Le début d’une trame {0} : {1} octets sur {2}.',
  'A {0} of {1} bytes, with more behind it.': 'Une trame {0} de {1} octets, et quelque chose derrière.',
  'A key of the prototype’s, cut off or with something behind it.':
    'Une clé du prototype, tronquée ou suivie d’autre chose.',
  'Bytes that are no unit of this wire.': 'Des octets qui ne sont aucune unité de ce protocole.',
  'Too few bytes for a frame.': 'Trop peu d’octets pour une trame.',
  'No bytes at all.': 'Aucun octet.',
  // Fields.
  'length of what follows': 'longueur de la suite',
  type: 'type',
  payload: 'charge utile',
  bytes: 'octets',
  length: 'longueur',
  'who it says to be': 'qui elle prétend être',
  'who is called': 'qui est appelé',
  'signing key': 'clé de signature',
  'wrapping key': 'clé d’encapsulation',
  'number of suites': 'nombre de suites',
  'suite offered': 'suite proposée',
  'suite chosen': 'suite choisie',
  'X25519 share': 'clé éphémère X25519',
  'random bytes': 'octets aléatoires',
  'in the clear': 'en clair',
  encrypted: 'chiffré',
  'encrypted (AES-256-GCM)': 'chiffré (AES-256-GCM)',
  'encrypted: who answers, and the proof': 'chiffré : qui répond, et la preuve',
  'encrypted text (RSA-OAEP)': 'texte chiffré (RSA-OAEP)',
  tag: 'étiquette d’authentification',
  'signature (RSA-PSS)': 'signature (RSA-PSS)',
  'signature, by a key that is never sent': 'signature, par une clé jamais envoyée',
  'MAC (HMAC)': 'MAC (HMAC)',
  'secret, wrapped to an RSA key': 'secret, encapsulé pour une clé RSA',
  'confirmation (HMAC)': 'confirmation (HMAC)',
  level: 'niveau',
  reason: 'raison',
  'number of the record': 'numéro de l’enregistrement',
  kind: 'genre',
  'kind of message': 'genre de message',
  'padding, zeros': 'remplissage, des zéros',
  text: 'texte',
  'records sent before': 'enregistrements envoyés avant',
  message: 'message',
  stream: 'flux',
  'last number that it holds': 'dernier numéro qu’il a',
  'written, of that item': 'écrit le, pour cet élément',
  'number of the item': 'numéro de l’élément',
  written: 'écrit le',
  number: 'numéro',
  item: 'élément',
  'type of the item': 'type de l’élément',
  'id of the file': 'identifiant du fichier',
  offset: 'position',
  'SHA-256 of what is there': 'SHA-256 de ce qui est là',
  'bytes of the file': 'octets du fichier',
  'size of the file': 'taille du fichier',
  'SHA-256 of the file': 'SHA-256 du fichier',
  'name of the file': 'nom du fichier',
  outcome: 'issue',
  'number of files': 'nombre de fichiers',
  'number of texts': 'nombre de textes',
  since: 'depuis',
  'public key, PEM': 'clé publique, PEM',
  'fingerprint of this key': 'empreinte de cette clé',
  separator: 'séparateur',
  // What fields are for.
  'TCP is a stream without borders: this number says where the frame ends.':
    'TCP est un flux sans frontières : ce nombre dit où finit la trame.',
  'Which frame it is, so that the reader knows how to go on.':
    'De quelle trame il s’agit, pour que le lecteur sache comment la suite est faite.',
  'What the frame carries; it is not built as the protocol says, so that nobody can tell its parts.':
    'Ce que porte la trame ; elle n’est pas construite comme le veut le protocole, et personne ne peut en distinguer les parties.',
  'Bytes that the protocol has no names for.': 'Des octets pour lesquels le protocole n’a pas de nom.',
  'How many bytes come next, so that the reader knows where they end.':
    'Combien d’octets suivent, pour que le lecteur sache où ils finissent.',
  'A name and two public keys: so far a claim, for anybody can copy them. A signature has to prove it.':
    'Un nom et deux clés publiques : ce n’est qu’une affirmation, car n’importe qui peut les copier. Une signature doit la prouver.',
  'Under this name the other side looks up which key it expects.':
    'C’est sous ce nom que l’autre cherche quelle clé il attend.',
  'The public key with which the signature is checked. It has to be the one that the friend is known by.':
    'La clé publique qui sert à vérifier la signature. Ce doit être celle que l’on connaît de ce contact.',
  'The public key to which the other side closes a secret: only its owner can open that.':
    'La clé publique pour laquelle l’autre enferme un secret : seul son propriétaire peut l’ouvrir.',
  'Whom the caller wants to reach. It is signed with the rest, so that whoever is called cannot pass the proof on to somebody else.':
    'Qui l’appelant veut joindre. C’est signé avec le reste : celui qui est appelé ne peut pas faire passer cette preuve auprès d’un autre.',
  'How many suites the caller offers.': 'Combien de suites l’appelant propose.',
  'A set of algorithms that the caller can use. Who changes the offer on the way leaves the two with different keys.':
    'Un jeu d’algorithmes que l’appelant sait utiliser. Qui modifie l’offre en chemin laisse aux deux des clés différentes.',
  'The set of algorithms for this session. The caller refuses one that was not offered, or is too weak.':
    'Le jeu d’algorithmes de cette session. L’appelant refuse celui qu’il n’a pas proposé, ou qui est trop faible.',
  'Half of a key exchange, made for this once. From one’s own secret half and the other’s public one, each computes the same secret; who sees both shares cannot.':
    'La moitié publique d’un échange de clés, tirée pour cette seule fois. De sa moitié secrète et de la moitié publique de l’autre, chacun calcule le même secret ; qui ne voit que les deux moitiés publiques ne le peut pas.',
  'Drawn anew for each session, so that no two are alike. Unlike a share they agree on no secret.':
    'Tirés à nouveau pour chaque session, pour que deux sessions ne se ressemblent jamais. Contrairement à un échange de clés, il n’en sort aucun secret commun.',
  'What the protocol encrypts here and this program does not: everybody on the way reads it.':
    'Ce que le protocole chiffre ici, et que ce programme ne chiffre pas : chacun le lit en chemin.',
  'Who only listens does not learn who answers: this is encrypted under a key from the two shares.':
    'Qui ne fait qu’écouter n’apprend pas qui répond : c’est chiffré avec une clé tirée de l’échange.',
  'Only who has the key reads it. From outside it looks like random bytes, and its length is all that shows.':
    'Seul qui a la clé le lit. De l’extérieur, on croirait des octets tirés au hasard, et rien n’en paraît que la longueur.',
  'Encrypted, with no room that is sure to be a tag: nobody on the way can tell how.':
    'Chiffré, sans place certaine pour une étiquette d’authentification : en chemin, personne ne peut dire comment.',
  'Computed from the key and every bit of what is encrypted: one bit changed on the way, and it does not fit.':
    'Calculée avec la clé, à partir de chaque bit chiffré : qu’un seul change en chemin, et elle ne correspond plus.',
  'Only the owner of the signing key can make it. It covers all that was said in this exchange, so that an old one fits no new session.':
    'Seul le propriétaire de la clé de signature peut la produire. Elle couvre tout ce qui a été dit dans cet échange : une ancienne ne convient à aucune nouvelle session.',
  'Shows that the one who signed also knows the secret of this exchange: nobody can pass another’s signature off as their own.':
    'Montre que celui qui a signé connaît aussi le secret de cet échange : personne ne peut faire passer la signature d’un autre pour la sienne.',
  'Random bytes that only the owner of the wrapping key can take out. The session’s keys need them too, so a copied public key alone opens nothing.':
    'Des octets tirés au hasard, que seul le propriétaire de la clé d’encapsulation peut en sortir. Les clés de la session en dépendent aussi : une clé publique copiée n’ouvre rien à elle seule.',
  'Can only be computed with the keys of the session: it says that both sides came to the same ones, under the same names.':
    'Ne se calcule qu’avec les clés de la session : elle dit que les deux côtés sont parvenus aux mêmes, sous les mêmes noms.',
  'Borrowed from TLS: whether the alert ends the connection.':
    'Emprunté à TLS : si l’alerte met fin à la connexion.',
  'Why the proof was refused. Who may ask again and again learns from it; the protocol gives no reasons.':
    'Pourquoi la preuve a été refusée. Qui peut demander sans cesse en tire des informations ; le protocole, lui, ne donne aucune raison.',
  'Counts from 0 and has to be exactly the next one: a record that is missing, repeated or moved is noticed.':
    'Compte à partir de 0, et doit être exactement le suivant : un enregistrement qui manque, revient ou a changé de place se remarque.',
  'What the record is: words, a goodbye, new keys, or messages of the messenger.':
    'Ce qu’est l’enregistrement : des mots, un au revoir, de nouvelles clés, ou des messages de la messagerie.',
  'Fills the record up to a multiple of 256 bytes, so that its length does not tell how long the text is.':
    'Complète l’enregistrement jusqu’à un multiple de 256 octets, pour que sa longueur ne trahisse pas celle du texte.',
  'The words themselves.': 'Les mots eux-mêmes.',
  'How many records came before the goodbye: if the last ones were cut off, the count does not fit.':
    'Combien d’enregistrements ont précédé l’au revoir : si les derniers ont été coupés, le compte n’y est pas.',
  'What the message is: words, a receipt, a question, a piece of a file.':
    'Ce qu’est le message : des mots, un accusé de réception, une question, un morceau de fichier.',
  'A message of a kind that the protocol does not know.':
    'Un message d’un genre que le protocole ne connaît pas.',
  'A random name for all that one friend ever says to the other: numbers of items count within it, across sessions.':
    'Un nom tiré au hasard pour tout ce que l’un dira jamais à l’autre : c’est là que les éléments sont numérotés, d’une session à l’autre.',
  'Says what has arrived, so that after an interruption nothing is lost and nothing comes twice.':
    'Dit ce qui est arrivé, pour qu’après une coupure rien ne se perde et rien n’arrive deux fois.',
  'Tells apart two items with the same number, as they may be after a backup was put back.':
    'Distingue deux éléments de même numéro, comme il peut y en avoir après la restauration d’une sauvegarde.',
  'The place of an item in its stream: from it comes the order, and a gap is noticed.':
    'La place de l’élément dans son flux : elle fait l’ordre, et un trou se remarque.',
  'When it was said, by the sender’s clock: it is shown, and nothing is ordered by it.':
    'Quand cela a été dit, d’après l’horloge de l’expéditeur : c’est affiché, et rien n’est rangé d’après cela.',
  'Everything up to this number is on the receiver’s disk, and is not sent again.':
    'Tout jusqu’à ce numéro est sur le disque du destinataire, et ne sera plus envoyé.',
  'Whether the item is a text, the offer of a file, the end of one, or says that texts come again.':
    'Si l’élément est un texte, l’offre d’un fichier, la fin d’un fichier, ou annonce que des textes reviennent.',
  'An item of a type that the protocol does not know.':
    'Un élément d’un type que le protocole ne connaît pas.',
  'Random: says which file is meant where several are under way.':
    'Tiré au hasard : dit de quel fichier il s’agit quand plusieurs sont en route.',
  'From which byte of the file on: an interrupted transfer goes on where it ended.':
    'À partir de quel octet du fichier : un transfert interrompu reprend où il s’était arrêté.',
  'A fingerprint of the part that has arrived: if it is another than the sender’s, the file begins anew.':
    'L’empreinte de la partie déjà arrivée : si ce n’est pas celle de l’expéditeur, le fichier recommence du début.',
  'A piece of the file itself.': 'Un morceau du fichier lui-même.',
  'How long the file will be: the receiver takes no byte more.':
    'Quelle longueur aura le fichier : le destinataire n’accepte pas un octet de plus.',
  'A fingerprint of the whole file: the receiver keeps only what fits it.':
    'L’empreinte du fichier entier : le destinataire ne garde que ce qui y correspond.',
  'What the sender calls the file. To the receiver it is a stranger’s text, never a path.':
    'Comment l’expéditeur appelle le fichier. Pour le destinataire, c’est le texte d’un autre, jamais un chemin.',
  'How the transfer of the file ended.': 'Comment le transfert du fichier s’est terminé.',
  'How many files the folder has, so that the receiver knows before what is taken.':
    'Combien de fichiers a le dossier, pour que le destinataire sache avant ce qu’il prend.',
  'How many texts come again, so that the receiver can be told before.':
    'Combien de textes reviennent, pour que le destinataire puisse en être averti.',
  'When the first of these texts was written.': 'Quand le premier de ces textes a été écrit.',
  'The key for which the other side is to close its messages. Nothing says whose it is, so anybody on the way can put another in its place.':
    'La clé pour laquelle l’autre doit fermer ses messages. Rien ne dit à qui elle est : n’importe qui, en chemin, peut en mettre une autre à sa place.',
  'The key itself; its hash is what two people can compare by telephone to notice that it was swapped.':
    'La clé elle-même ; son empreinte est ce que deux personnes peuvent comparer par téléphone pour remarquer un échange de clés.',
  'The prototype’s mark between two parts.': 'La marque que le prototype met entre deux parties.',
  'Proves nothing: the key to check it with is thrown away and never sent.':
    'Ne prouve rien : la clé qui permettrait de la vérifier est jetée sans avoir été envoyée.',
  'Only the owner of the key that was shown can make it. It covers the words alone, and no number: the same message is good a second time.':
    'Seul le propriétaire de la clé montrée peut la produire. Elle ne couvre que les mots, et aucun numéro : le même message vaut une seconde fois.',
  'The words, closed for the key that this side was shown: if that is the attacker’s, she reads them.':
    'Les mots, fermés pour la clé qui a été montrée à ce côté : si c’est celle de l’attaquante, elle les lit.',
  // Captures.
  'Real are the TCP payloads, their order and their times: each unit of the wire as it came in at Mallory, before she touched it. Made up are the IP and TCP headers and how connections begin and end, for the history of a run does not keep them; nor does it keep what Mallory sent on, so that is not here.':
    'Sont réels : les données TCP, leur ordre et leurs heures, chaque unité telle qu’elle est arrivée chez Mallory, avant qu’elle n’y touche. Sont inventés : les en-têtes IP et TCP, le début et la fin des connexions, car l’historique d’une exécution ne les garde pas ; il ne garde pas non plus ce que Mallory a transmis, qui n’est donc pas ici.',
  'The act {0}: peers of the profile {1}. Mallory only listens.':
    'L’acte {0} : des pairs du profil {1}. Mallory ne fait qu’écouter.',
  'The act {0}: peers of the profile {1}. Mallory stands in between.':
    'L’acte {0} : des pairs du profil {1}. Mallory se tient entre les deux.',
  '{0}, {1}: {2} begins. Made up, like the end of it.': '{0}, {1} : {2} commence. Inventé, comme sa fin.',
  'There is nothing to capture of {0}: Mallory stood where no conversation of others comes in.':
    'Il n’y a rien à capturer de {0} : là où se tenait Mallory, aucune conversation des autres n’arrive.',
  'When the run began is not known: its times count from 1970.':
    'On ne sait pas quand l’exécution a commencé : ses heures comptent à partir de 1970.',
  '{0} is written. Look at it with Wireshark, or field by field with: tshark -X lua_script:{1} -r {2} -V':
    '{0} est écrit. À regarder avec Wireshark, ou champ par champ avec : tshark -X lua_script:{1} -r {2} -V',
  '{0} has the keys of its sessions: with -o p2p.keylog:{1} the same shows what the two ends see, decrypted.':
    '{0} a les clés de ses sessions : avec -o p2p.keylog:{1}, on y voit aussi, déchiffré, ce que voient les deux bouts.',
}
