/** The picture on the stage: what goes from one to the other, and a sentence for each beat (lab/stage/). */

import type { Dictionary } from '../../peers/language/sentence'

export const scene: Dictionary = {
  // Beats.
  'A rehearsal first: Mallory does nothing, and everything has to work.':
    'D’abord une répétition : Mallory ne fait rien, et tout doit marcher.',
  'And once more without her: Mallory does nothing, and everything has to work again.':
    'Et une fois encore sans elle : Mallory ne fait rien, et tout doit de nouveau marcher.',
  'They read their keys to each other. They differ: somebody stands between them. They end the connection.':
    'Ils se lisent leurs clés. Elles diffèrent : quelqu’un se tient entre eux. Ils coupent la connexion.',
  'They read their keys to each other. They are the same: nobody stands between them.':
    'Ils se lisent leurs clés. Ce sont les mêmes : personne ne se tient entre eux.',
  'They compare the number of their two keys. It differs: somebody stands between them. They end the connection.':
    'Ils comparent le nombre de leurs deux clés. Il diffère : quelqu’un se tient entre eux. Ils coupent la connexion.',
  'They compare the number of their two keys. It is the same: nobody stands between them.':
    'Ils comparent le nombre de leurs deux clés. C’est le même : personne ne se tient entre eux.',
  '{0} was shown a key that is not {1}’s. The program knows the right one, and refuses.':
    'La clé montrée à {0} n’est pas celle de {1}. Le programme connaît la bonne, et refuse.',
  'Something is missing of what was written to {0}. The program counts, notices, and refuses.':
    'Il manque une partie de ce qui a été écrit à {0}. Le programme compte, le remarque, et refuse.',
  'Mallory keeps both public keys, and hands each of them her own.':
    'Mallory garde les deux clés publiques, et donne à chacun sa clé à elle.',
  'Mallory hands {0} her own key in place of the right one.':
    'Mallory donne à {0} sa propre clé à la place de la bonne.',
  'Mallory sends again what had been sent. {0}’s program notices, and refuses.':
    'Mallory renvoie ce qui avait déjà été envoyé. Le programme de {0} le remarque, et refuse.',
  'Mallory changed what came to {0}. The program notices, and refuses.':
    'Mallory a modifié ce qui arrivait à {0}. Le programme le remarque, et refuse.',
  'Mallory calls {0}. The program notices that something is wrong, and refuses.':
    'Mallory appelle {0}. Le programme remarque que quelque chose ne va pas, et refuse.',
  '{0}’s program notices that something is wrong, and refuses.':
    'Le programme de {0} remarque que quelque chose ne va pas, et refuse.',
  '{0} reads words of Mallory’s, and the program says that they are {1}’s.':
    '{0} lit des mots de Mallory, et le programme les attribue à {1}.',
  '{0} reads words that {1} never wrote, and the program says that they are {2}’s.':
    '{0} lit des mots que {1} n’a jamais écrits, et le programme dit pourtant qu’ils viennent de {2}.',
  'Both were shown a key that is not the other’s. Both programs know the right one, and refuse.':
    'La clé montrée à chacun n’est pas celle de l’autre. Les deux programmes connaissent la bonne, et refusent.',
  'Mallory’s directory gives {0} an old address of {1}. The program notices, and does not call there.':
    'L’annuaire de Mallory donne à {0} une ancienne adresse de {1}. Le programme le remarque, et n’y appelle pas.',
  'Mallory’s directory gives {0} another port than {1} signed. The program notices, and does not call there.':
    'L’annuaire de Mallory donne à {0} un autre port que celui signé par {1}. Le programme le remarque, et n’y appelle pas.',
  'Mallory keeps a copy of this letter from {0}, too. She has {1} by now, all closed.':
    'Mallory garde aussi une copie de cette lettre de {0}. Elle en a désormais {1}, toutes fermées.',
  'what Mallory knows of the secret: {0} of {1} binary digits':
    'ce que Mallory connaît du secret : {0} chiffres binaires sur {1}',
  '{0} later': 'après {0}',
  'own key': 'sa clé',
  'All that they send goes by her. She can read, hold and change what is not locked.':
    'Tout passe par elle. Elle peut lire, retenir et changer ce qui n’est pas fermé.',
  'She gets a copy of all that they send, and can change nothing.':
    'Elle reçoit une copie de tout, et ne peut rien changer.',
  'She is the directory: whoever wants a key or an address asks her.':
    'Elle est l’annuaire : qui cherche une clé ou une adresse s’adresse à elle.',
  'She is the relay: all that they send goes through her.':
    'Elle est le relais : tout ce qu’ils envoient passe par elle.',
  'She stands outside, and can call anybody.': 'Elle est à l’écart, et peut appeler n’importe qui.',
  '1 closed copy': '1 copie fermée',
  '{0} closed copies': '{0} copies fermées',
  'Mallory keeps a copy of {0}’s letter. It is closed, and so far she cannot open it.':
    'Mallory garde une copie de la lettre de {0}. Elle est fermée, et Mallory ne sait pas encore l’ouvrir.',
  '{0}. {1} asks the directory as well, and gets no answer.':
    '{0}. {1} interroge aussi l’annuaire, sans obtenir de réponse.',
  'Mallory strikes from what {0} offers to {1} everything but the weakest encryption.':
    'De ce que {0} propose à {1}, Mallory ne laisse que le chiffrement le plus faible.',
  'Mallory sends the same letter once more, and {0} takes it as a new one.':
    'Mallory envoie la même lettre une seconde fois, et {0} la prend pour une nouvelle.',
  'Mallory opens what {0} wrote, reads it, and hands it on. {1} sees nothing of that.':
    'Mallory ouvre la lettre de {0}, la lit et la fait suivre. {1} ne s’aperçoit de rien.',
  '{0} and {1} show each other their keys, and nobody changes them.':
    '{0} et {1} se montrent leurs clés, et personne ne les change.',
  '{0}’s program is connected, and takes the other side for {1}.':
    'Le programme de {0} est en liaison, et prend l’autre côté pour {1}.',
  '{0} writes a letter that only {1} can open.':
    '{0} écrit une lettre que personne ne peut ouvrir, sauf {1}.',
  'Mallory reads what {0} wrote.': 'Mallory lit ce que {0} a écrit.',
  '{0}’s letter passes by Mallory and stays shut: only {1}’s key opens it.':
    'La lettre de {0} passe par Mallory et reste fermée : seule la clé de {1} l’ouvre.',
  'Mallory names her own key to both, as that of the other.':
    'Mallory donne à chacun sa propre clé comme si c’était celle de l’autre.',
  '{0}’s program does not even call: it knows that something is wrong.':
    'Le programme de {0} n’appelle même pas : il sait que quelque chose ne va pas.',
  'What {0} wrote does not come to {1}.': 'Ce que {0} a écrit n’arrive pas chez {1}.',
  'Mallory changes what {0} sends to {1}.': 'Mallory modifie ce que {0} envoie à {1}.',
  '{0}’s letter passes by Mallory, and nothing but the weakest encryption keeps it shut.':
    'La lettre de {0} passe par Mallory, et seul le chiffrement le plus faible la tient fermée.',
  'Mallory opens a copy that she has kept ({0}), and reads what {1} wrote, while it goes by.':
    'Mallory ouvre une copie qu’elle a gardée ({0}), et lit au passage ce que {1} a écrit.',
  'Mallory opens a copy that she has kept ({0}), while what {1} wrote goes by.':
    'Mallory ouvre une copie qu’elle a gardée ({0}), pendant que passe ce que {1} a écrit.',
  'Mallory reads what {0} wrote, while it goes by.': 'Mallory lit au passage ce que {0} a écrit.',
  'At the goodbye the programs count: more came than was sent. They notice, but it has been read.':
    'En se disant au revoir, les programmes comptent : il est arrivé plus qu’il n’a été envoyé. Ils le remarquent, mais c’est déjà lu.',
  'With the stolen keys Mallory opens the copies that she has kept, and reads them.':
    'Avec les clés volées, Mallory ouvre les copies qu’elle a gardées, et les lit.',
  'Mallory opens the copy that she has kept of what {0} wrote, and reads it.':
    'Mallory ouvre la copie qu’elle a gardée de ce que {0} a écrit, et la lit.',
  'After {0} Mallory opens the copy that she has kept of what {1} wrote, and reads it.':
    'Mallory ouvre la copie qu’elle a gardée de ce que {1} a écrit ({0}), et la lit.',
  'Mallory has a copy of what {0} wrote, and tries to open it: {1}.':
    'Mallory a une copie de ce que {0} a écrit, et essaie de l’ouvrir : {1}.',
  'Mallory gets a copy of {0}’s letter. It is closed: only {1}’s key opens it.':
    'Mallory obtient une copie de la lettre de {0}. Elle est fermée : seule la clé de {1} l’ouvre.',
  '{0}’s program sends Mallory what was meant for {1}, and she reads it.':
    'Le programme de {0} envoie à Mallory ce qui était pour {1}, et elle le lit.',
  '{0}. All the same {1} reads what {2} wrote.': '{0}. {1} lit quand même ce que {2} a écrit.',
  '{0}. {1} calls as well, and gets no answer.': '{0}. {1} appelle aussi, sans obtenir de réponse.',
  'Mallory slips in something for {0} that nobody has sent.':
    'Mallory glisse à {0} quelque chose que personne n’a envoyé.',
  '{0} was shown a key that is not {1}’s. The program warns of it, and goes on all the same.':
    'La clé montrée à {0} n’est pas celle de son contact ({1}). Le programme avertit, et continue quand même.',
  // On the way.
  hello: 'bonjour',
  'weakened hello': 'bonjour réduit',
  goodbye: 'au revoir',
  no: 'non',
  agreed: 'd’accord',
  'a call': 'un appel',
  '{0} hellos': '{0} bonjours',
  '{0} replies': '{0} réponses',
  '{0} proofs': '{0} preuves',
  '{0} letters': '{0} lettres',
  '{0} calls': '{0} appels',
  '{0} beginnings': '{0} débuts',
  '{0} questions': '{0} questions',
  'no answer': 'silence',
  'no call': 'se tait',
  'address {0}': 'adresse {0}',
  'a beginning': 'un début',
  'where is …?': 'où est-ce ?',
  'be friends?': 'amis ?',
  'is it free?': 'c’est libre ?',
  'let me in': 'ouvrez-moi',
  'I am here': 'je suis là',
  'a question': 'une question',
  'anybody can read': 'tous peuvent lire',
  'Mallory learns': 'Mallory apprend',
  '{0}, the directory': '{0}, l’annuaire',
  '{0}, the relay': '{0}, le relais',
  'Mallory changes nothing, and writes down: “{0}”.': 'Mallory ne change rien, et note : « {0} ».',
  'by telephone, past Mallory': 'par téléphone, sans passer par Mallory',
  refuses: 'refuse',
  reads: 'lit',
  'Mallory holds a letter back until a later one has overtaken it. {0} reads them in the wrong order.':
    'Mallory retient une lettre jusqu’à ce qu’une suivante l’ait dépassée. {0} les lit dans le désordre.',
  'Mallory keeps a letter to herself and hands on the next one. {0} does not miss it.':
    'Mallory garde une lettre pour elle et transmet la suivante. {0} ne remarque rien.',
  'holds it back': 'la retient',
  'lets it overtake': 'la fait passer',
  'letter {0}': 'lettre {0}',
  'once more': 'encore une fois',
  'now, not before': 'seulement maintenant',
  'shows her own': 'montre sa clé',
  'makes it up': 'l’invente',
  calls: 'appelle',
  writes: 'écrit',
  'an answer': 'réponse',
  'a proof': 'preuve',
  'a letter': 'lettre',
  '{0} reads what Mallory sends.': '{0} lit ce que Mallory envoie.',
  swaps: 'remplace',
  'opens, reseals': 'ouvre, referme',
  'opens, alters': 'ouvre, modifie',
  'seals anew': 'referme',
  'alters it': 'modifie',
  'alters the offer': 'modifie l’offre',
  'weakens the offer': 'affaiblit l’offre',
  'alters the choice': 'modifie le choix',
  'other key in it': 'autre clé dedans',
  'other contents': 'autre contenu',
  'alters the port': 'change le port',
  'gives the newest': 'donne la dernière',
  'gives an old one': 'donne une ancienne',
  'keeps a copy': 'garde une copie',
  asks: 'interroge',
  'to the directory': 'vers l’annuaire',
  'keeps it': 'la garde',
  'gets a copy': 'en a une copie',
  'tries a copy': 'essaie sa copie',
  'opens her copy': 'ouvre sa copie',
  'steals it': 'vole',
  'private keys': 'clés privées',
  'a token': 'un jeton',
  'reads it': 'lit',
  'it stays shut': 'reste fermée',
  'lets it pass': 'laisse passer',
  'the key of {0}': 'clé de {0}',
  'for {0} alone': 'réservée à {0}',
  'only {0} can open it': 'réservée à {0}',
  'will not take {0} for {1}’s key': 'refuse {0} comme clé de {1}',
  'knows {0} for {1}’s key': 'connaît {0} comme clé de {1}',
  'has compared {0} with {1}': 'a comparé {0} avec {1}',
  'takes {0} for {1}’s key': 'prend {0} pour la clé de {1}',
  // Keys and words.
  '{0}’s own key': 'la vraie clé de {0}',
  'what {0} was shown': 'celle montrée à {0}',
  'the key that {0} knew': 'la clé que connaissait {0}',
  'the number that was due': 'le numéro attendu',
  'the number that came': 'le numéro arrivé',
  'the newest address': 'la dernière adresse',
  'the address that was given': 'l’adresse donnée',
  'letters that were sent': 'lettres envoyées',
  'letters that came': 'lettres arrivées',
  '{0} wrote': '{0} a écrit',
  'Mallory reads': 'Mallory lit',
  'Mallory sealed': 'Mallory a scellé',
  '{0} reads': '{0} lit',
  'proof of this run: {0}': 'code propre à cet essai : {0}',
  // The end.
  'another protocol, whose program has no defence of its own':
    'un autre protocole, dont le programme n’a aucune défense',
  'the lines that differ: {0}; in the directory: {1}':
    'les lignes qui changent : {0} ; dans l’annuaire : {1}',
  'the line that differs: {0}': 'la ligne qui change : {0}',
  'the line that differs, in the directory: {0}': 'la ligne qui change, dans l’annuaire : {0}',
  'all defences in place': 'toutes les défenses en place',
  '{0} of {1} as expected': '{0} sur {1} comme prévu',
  'as expected: this version falls': 'comme prévu : cette version tombe',
  'as expected: this version holds': 'comme prévu : cette version tient',
  'Played by real programs; every byte: npm run report {0}':
    'Joué par de vrais programmes ; chaque octet : npm run report {0}',
  zoom: 'zoom',
  'the pane in focus in place of the picture, and back': 'le volet choisi à la place de l’image, et retour',
}
