/** What the chat asks, answers and lists. */

import type { Dictionary } from './sentence'

export const chat: Dictionary = {
  // Questions, and the answers to commands about the account.
  'Passphrase of now: ': 'Phrase de passe actuelle : ',
  'Nothing was changed: a passphrase has at least {0} characters.':
    'Rien n’a été changé : une phrase de passe a au moins {0} caractères.',
  'Nothing was changed: the two were not the same.':
    'Rien n’a été changé : les deux n’étaient pas les mêmes.',
  'the new passphrase counts when you have left: all files are encrypted anew then':
    'la nouvelle phrase de passe vaudra quand vous serez parti : tous les fichiers seront alors chiffrés de nouveau',
  '{0} (at least {1} characters): ': '{0} (au moins {1} caractères) : ',
  'The same once more: ': 'Encore une fois la même : ',
  'New password for the directory': 'Nouveau mot de passe pour l’annuaire',
  'Nothing was changed: a password has at least {0} characters.':
    'Rien n’a été changé : un mot de passe a au moins {0} caractères.',
  'the directory has your new password, and whoever was logged in elsewhere is out':
    'l’annuaire a votre nouveau mot de passe, et qui s’était connecté ailleurs ne l’est plus',
  'every other login at the directory has ended': 'toutes les autres connexions à l’annuaire sont terminées',
  'Password of {0} at the directory: ': 'Mot de passe de {0} à l’annuaire : ',
  'registered as {0}; {1} asked to be friends again':
    'inscription sous le nom de {0} ; amitié redemandée à {1}',
  '{0} has the key of this home now; your friends see that it has changed':
    '{0} a maintenant la clé de ce dossier ; vos amis voient qu’elle a changé',
  '{0} has another key there: of a newer installation of yours, or of somebody who knows your password. Give it the key of this home instead? (yes/no): ':
    '{0} y a une autre clé : celle d’une installation plus récente à vous, ou de quelqu’un qui connaît votre mot de passe. Lui donner la clé de ce dossier à la place ? (oui/non) : ',
  'Nothing was changed.': 'Rien n’a été changé.',
  'One-time code or recovery code: ': 'Code à usage unique ou code de secours : ',
  'Passphrase for this file': 'Phrase de passe de ce fichier',
  'Nothing was exported: the passphrase has at least {0} characters.':
    'Rien n’a été exporté : la phrase de passe a au moins {0} caractères.',
  'Nothing was exported: the two passphrases differ.':
    'Rien n’a été exporté : les deux phrases de passe diffèrent.',
  'identity and contacts are in {0}': 'l’identité et les contacts sont dans {0}',
  'Keep it and its passphrase apart.': 'Ne le gardez pas au même endroit que sa phrase de passe.',
  'Passphrase of this file: ': 'Phrase de passe de ce fichier : ',
  '{0} of this file was new and taken': '{0} de ce fichier était nouveau et a été pris',
  '{0} of this file were new and taken': '{0} de ce fichier étaient nouveaux et ont été pris',
  'Scan the code below with an authenticator app, or type this secret there:':
    'Lisez le code ci-dessous avec une application d’authentification, ou tapez-y ce secret :',
  'Then type /totp confirm CODE with the six digits that the app shows. Until then nothing changes.':
    'Tapez ensuite /totp confirm CODE avec les six chiffres que montre l’application. D’ici là, rien ne change.',
  'From now on a login asks for a code of the app. Without the app, each of these replaces one code, once.':
    'Désormais, une connexion demande un code de l’application. Sans elle, chacun de ceux-ci remplace un code, une fois.',
  'They are shown only now: write them down, not on this computer.':
    'Ils ne sont montrés que maintenant : notez-les, mais pas sur cet ordinateur.',
  'a login asks for no code any more': 'une connexion ne demande plus de code',

  // Lines of the chat itself.
  'It was not sent: Up brings it back.': 'Ce n’est pas parti : la flèche vers le haut le ramène.',
  '{0} has {1} of yours that waited': '{0} a reçu {1} de vous, en attente jusque-là',
  '1 waits here until {0} is there': '1 message attend ici que {0} soit en ligne',
  '{0} wait here until {1} is there': '{0} messages attendent ici que {1} soit en ligne',
  '/chat {0} opens the chat': '/chat {0} ouvre la discussion',
  'The program has a defect: {0}': 'Le programme a un défaut : {0}',
  'No chat is open: /chat NAME opens one, /friends lists names.':
    'Aucune discussion n’est ouverte : /chat NOM en ouvre une, /friends donne les noms.',
  'reading {0}: {1}': 'lecture de {0} : {1}',
  'There is no command /{0}; did you mean /{1}?': 'La commande /{0} n’existe pas ; vouliez-vous dire /{1} ?',
  'There is no command /{0}: /help lists them.': 'La commande /{0} n’existe pas : /help en donne la liste.',
  'Type it as {0}; /help {1} tells more.': 'Cela s’écrit {0} ; /help {1} en dit plus.',
  '{0} is no friend of yours: /friends lists them, /add {1} asks.':
    '{0} n’est pas de vos amis : /friends en donne la liste, /add {1} propose l’amitié.',
  '{0} is no friend of yours and no request is open':
    '{0} n’est pas de vos amis et aucune demande n’est en cours',
  'you hear nothing more of {0}: /unblock takes it back':
    'vous n’entendez plus rien de {0} : /unblock y met fin',
  '{0} is not blocked': '{0} n’est pas bloqué',
  '{0} is muted: /chat {1} shows what came, /unmute ends it':
    '{0} est en sourdine : /chat {1} montre ce qui est arrivé, /unmute y met fin',
  '{0} is not muted': '{0} n’est pas en sourdine',
  '“{0}” is no name: it has 1 to 32 of a-z 0-9 . _ - and begins with a letter or a digit.':
    '« {0} » n’est pas un nom : il a de 1 à 32 caractères parmi a-z 0-9 . _ - et commence par une lettre ou un chiffre.',
  '{0} is asked, if there is such a user, and can accept':
    'l’amitié est proposée à {0}, si ce nom existe, et attend sa réponse',
  '{0} is your friend: /chat {1} opens the chat': '{0} est de vos amis : /chat {1} ouvre la discussion',
  '{0} has not asked to be your friend: /add {1} asks.':
    '{0} ne vous a pas proposé son amitié : /add {1} propose la vôtre.',
  'chat with {0}, who is there': 'discussion avec {0}, qui est en ligne',
  'chat with {0}, who is away: what you send waits':
    'discussion avec {0}, qui est hors ligne : ce que vous envoyez attend',
  '1 more row of this message: /history {0} whole shows it':
    'encore 1 ligne de ce message : /history {0} whole la montre',
  '{0} more rows of this message: /history {1} whole shows them':
    'encore {0} lignes de ce message : /history {1} whole les montre',

  // Days and times.
  Sunday: 'dimanche',
  Monday: 'lundi',
  Tuesday: 'mardi',
  Wednesday: 'mercredi',
  Thursday: 'jeudi',
  Friday: 'vendredi',
  Saturday: 'samedi',
  January: 'janvier',
  February: 'février',
  March: 'mars',
  April: 'avril',
  May: 'mai',
  June: 'juin',
  July: 'juillet',
  August: 'août',
  September: 'septembre',
  October: 'octobre',
  November: 'novembre',
  December: 'décembre',
  '{0}, {1} {2} {3}': '{0} {1} {2} {3}',
  '{0}-{1}-{2} {3}': 'le {2}/{1}/{0} à {3}',
  ', written {0}': ', écrit {0}',
  ', written at an impossible time': ', écrit à un moment impossible',
  'an impossible time': 'un moment impossible',

  // What happens.
  '{0} is there': '{0} est en ligne',
  '{0} is there, {1}': '{0} est en ligne, {1}',
  '{0} is reached another way: {1}': '{0} est joint autrement : {1}',
  '{0} is away': '{0} est hors ligne',
  '{0} asks to be your friend: /accept {1} or /remove {2}':
    '{0} vous propose son amitié : /accept {1} ou /remove {2}',
  '{0} people ask to be your friends ({1}{2}): /friends lists them':
    '{0} personnes vous proposent leur amitié ({1}{2}) : /friends en donne la liste',
  '{0} is your friend now: /chat {1} opens the chat':
    '{0} est maintenant de vos amis : /chat {1} ouvre la discussion',
  '{0} of {1} cannot come by themselves any more (numbers {2} to {3}): this home or that of {4} was lost or set back. Ask {5} to send them again: /help resend.':
    'Venant de {1}, {0} ne peuvent plus arriver d’eux-mêmes (numéros {2} à {3}) : ce dossier, ou celui de {4}, a été perdu ou remis à un état antérieur. Demandez à {5} de les renvoyer : /help resend.',
  '{0} says that {1} are not there any more: /resend {2} can send them again. Ask {3} first, not through this chat: if nothing was lost there, somebody else has the key of {4}.':
    '{0} dit ne plus avoir {1} : /resend {2} peut renvoyer le tout. Demandez d’abord à {3}, pas par cette discussion : si rien n’y a été perdu, quelqu’un d’autre a la clé de {4}.',
  '{0} waits for a key that {1} had before, and nobody else gets it: /resend {2} can send it to the key of now, or drop it.':
    'En attente d’une clé que {1} avait avant, et pour personne d’autre : {0}. /resend {2} peut l’envoyer à la clé actuelle, ou y renoncer.',
  '{0} wait for a key that {1} had before, and nobody else gets them: /resend {2} can send them to the key of now, or drop them.':
    'En attente d’une clé que {1} avait avant, et pour personne d’autre : {0}. /resend {2} peut les envoyer à la clé actuelle, ou y renoncer.',
  '{0} sends again {1}, which this program said to lack':
    '{0} renvoie {1}, que ce programme a dit ne plus avoir',
  'The key of {0} has CHANGED. Either {1} has a new installation, or somebody stands between you.':
    'La clé de {0} a CHANGÉ. Ou bien {1} a une nouvelle installation, ou bien quelqu’un se tient entre vous.',
  'Nothing is sent to {0} until it is settled: /verify {1} compares safety numbers, /help trust tells more.':
    'Rien n’est envoyé à {0} avant que ce soit réglé : /verify {1} compare les numéros de sécurité, /help trust en dit plus.',
  '{0} offers a folder of {1}: {2}': '{0} propose un dossier de {1} : {2}',
  '{0} offers a file of {1}: {2}': '{0} propose un fichier de {1} : {2}',
  '/accept-file {0} takes it, /cancel {1} refuses it': '/accept-file {0} le prend, /cancel {1} le refuse',
  '{0} from {1} has ended: {2}': '{0} venant de {1} est terminé : {2}',
  '{0} to {1} has ended: {2}': '{0} pour {1} est terminé : {2}',
  '{0} has arrived at {1}, whole and checked: {2}': '{0} est arrivé chez {1}, entier et vérifié : {2}',
  '{0} of {1} is here, whole and checked: {2}': '{0} venant de {1} est ici, entier et vérifié : {2}',

  // Figures.
  '1 message': '1 message',
  '{0} messages': '{0} messages',
  '1 contact': '1 contact',
  '{0} contacts': '{0} contacts',
  '1 item': '1 élément',
  '{0} items': '{0} éléments',

  // Files.
  '{0} of {1} is accepted: {2}': '{0} venant de {1} est accepté : {2}',
  '{0} of {1} is offered to {2}: {3}': '{0} ({1}) est proposé à {2} : {3}',
  'It goes when {0} accepts; /cancel {1} takes it back.':
    'Il part quand {0} accepte ; /cancel {1} le retire.',
  '{0} is ended: {1}': '{0} est terminé : {1}',
  '{0} {1}% {2}/s {3}': '{0} {1} % {2}/s {3}',
  '{0} [{1}] {2}% {3}  {4}': '{0} [{1}] {2} % {3}  {4}',
  '{0} more': 'encore {0}',
  '{0} of {1}, {2}/s, {3} left': '{0} sur {1}, {2}/s, reste {3}',

  // Lists.
  '{0} since {1}': '{0} depuis {1}',
  '{0} and {1}': '{0} et {1}',
  '{0} or {1}': '{0} ou {1}',
  'CHANGED!': 'CHANGÉE !',
  direct: 'direct',
  mapped: 'par un port',
  relayed: 'par relais',
  '{0} held: /resend {1}': '{0} retenus : /resend {1}',
  '({0} unread)': '({0} non lus)',
  'No friends yet: /add NAME asks somebody.': 'Pas encore d’amis : /add NOM propose l’amitié.',
  '  {0} asks to be your friend: /accept or /remove': '  {0} vous propose son amitié : /accept ou /remove',
  '  {0} was asked by you and has not answered': '  {0} n’a pas répondu à votre demande',
  '  {0} is your friend by the directory’s word alone: /add or /remove':
    '  {0} n’est de vos amis que selon l’annuaire : /add ou /remove',
  '  {0} is blocked: /unblock': '  {0} est bloqué : /unblock',
  '  and {0} more': '  et {0} de plus',
  offered: 'proposé',
  running: 'en cours',
  finished: 'arrivé',
  ended: 'terminé',
  'No offers and no transfers.': 'Ni propositions ni transferts.',
  'from {0}': 'de {0}',
  'to {0}': 'pour {0}',
  '{0} of {1}': '{0} sur {1}',
  '{0}: {1}': '{0} : {1}',
  ': {0}': ' : {0}',
  '{0} {1}, {2}: {3}': '{0} {1}, {2} : {3}',
  name: 'nom',
  key: 'clé',
  directory: 'annuaire',
  address: 'adresse',
  listening: 'écoute',
  relay: 'ligne relais',
  reached: 'joint',
  home: 'dossier',
  downloads: 'fichiers reçus',
  'each friend': 'chaque ami',
  none: 'aucune',
  '{0} messages or {1} MiB unread,': '{0} messages ou {1} Mio non lus,',
  '{0} messages or {1} KiB a second': '{0} messages ou {1} Kio par seconde',
  'Another key was shown for {0} than the one that is known here. The safety number with each:':
    'Pour {0}, une autre clé que celle connue ici a été montrée. Le numéro de sécurité avec chacune :',
  'With the key you knew:': 'Avec la clé que vous connaissiez :',
  'With the new key:': 'Avec la nouvelle clé :',
  'Ask {0}, not through this chat, what their screen shows, and type it: /verify {1} NUMBER':
    'Demandez à {0}, pas par cette discussion, ce que montre son écran, et tapez-le : /verify {1} NUMÉRO',
  'Whichever of the two it is, that key is verified then and the other one forgotten. If it is neither, somebody stands between you.':
    'Quel que soit celui des deux, cette clé est alors vérifiée et l’autre oubliée. Si ce n’est ni l’un ni l’autre, quelqu’un se tient entre vous.',
  'The safety number of you and {0}:': 'Le numéro de sécurité que vous partagez avec {0} :',
  'It is the same on the screen of {0} if nobody stands between you. Compare side by side or by voice, not through this chat, and type what {1} sees, digits or words: /verify {2} NUMBER':
    'C’est le même sur l’écran de {0} si personne ne se tient entre vous. Comparez côte à côte ou de vive voix, pas par cette discussion, et tapez ce que voit {1}, en chiffres ou en mots : /verify {2} NUMÉRO',
  '(It is too long for a QR code.)': '(C’est trop long pour un code QR.)',
  '(The QR code needs {0} columns, more than this screen has.)':
    '(Le code QR demande {0} colonnes, plus que n’en a cet écran.)',
  '{0} has the file': '{0} a le fichier',
  '{0} refused a file, or took it back': '{0} a refusé un fichier, ou l’a retiré',
  '{0} cancelled a transfer': '{0} a annulé un transfert',
  '[waiting]': '[attend]',
  '[sent]': '[envoyé]',
  '[dropped]': '[abandonné]',
  '{0} ended a transfer ({1})': '{0} a mis fin à un transfert ({1})',
  '{0} sent again {1}': '{0} a renvoyé {1}',
  'You are {0} at {1}. /help lists what you can type.':
    'Vous êtes {0} sur {1}. /help dit ce que vous pouvez taper.',

  // What was said.
  'Earlier, of that time: {0}. Name a day.': 'Plus tôt dans cette période : {0}. Nommez un jour.',
  'Nothing that was said has these words.': 'Rien de ce qui a été dit ne contient ces mots.',
  'The newest {0}: there are older ones.': 'Les {0} plus récents : il y en a de plus anciens.',
  'Nothing of {0} with {1} can be cleared: what waits, or was not seen yet, stays.':
    'De {0} avec {1}, rien ne peut être effacé : ce qui attend, ou n’a pas encore été vu, reste.',
  '{0} of {1} with {2}. /forget {3} {4} 1 clears it from this disk, for good; {5} keeps what is there.':
    '{0} de {1} avec {2}. /forget {3} {4} 1 l’efface de ce disque, pour de bon ; {5} garde ce qui est chez soi.',
  '{0} of {1} with {2}. /forget {3} {4} {5} clears them from this disk, for good; {6} keeps what is there.':
    '{0} de {1} avec {2}. /forget {3} {4} {5} les efface de ce disque, pour de bon ; {6} garde ce qui est chez soi.',
  'cleared: {0} of {1} with {2}': 'effacé : {0} de {1} avec {2}',
  'Nothing waits for an earlier key of {0}.': 'Rien n’attend une clé antérieure de {0}.',
  'dropped: {0} that waited for an earlier key of {1}':
    'abandonné : {0} en attente d’une clé antérieure de {1}',
  'goes again to {0}, and says so there: {1}': 'repart vers {0}, et le dit là-bas : {1}',
  'goes to the key of now of {0}: {1}': 'part vers la clé actuelle de {0} : {1}',
  'Nothing is missing at {0}, as far as is known, and nothing waits for an earlier key.':
    'Rien ne manque chez {0}, pour autant qu’on sache, et rien n’attend une clé antérieure.',
  '{0} had {1} and says that they are not there any more.': '{0} avait {1} et dit ne plus les avoir.',
  '{0}: kept for a key that {1} had before.': '{0} : à l’intention d’une clé que {1} avait avant.',
  '/resend {0} 1 sends it to whoever has the key of {1} now: ask {2} first, not through this chat.':
    '/resend {0} 1 l’envoie à qui a maintenant la clé de {1} : demandez d’abord à {2}, pas par cette discussion.',
  '/resend {0} {1} sends these {2} to whoever has the key of {3} now: ask {4} first, not through this chat.':
    '/resend {0} {1} envoie ces {2} messages à qui a maintenant la clé de {3} : demandez d’abord à {4}, pas par cette discussion.',
  '/resend {0} drop drops what was kept for the earlier key.':
    '/resend {0} drop abandonne ce qui attendait la clé antérieure.',
  '“{0}” is no word of a safety number; did you mean “{1}”?':
    '« {0} » n’est pas un mot d’un numéro de sécurité ; vouliez-vous dire « {1} » ?',
  '“{0}” is no word of a safety number: paste 60 digits or the 19 words.':
    '« {0} » n’est pas un mot d’un numéro de sécurité : collez 60 chiffres, ou les 19 mots.',
  'A safety number has {0} words or {1} digits, and these are {2} words.':
    'Un numéro de sécurité a {0} mots ou {1} chiffres, et ceci en fait {2} mots.',
  'No safety number has these words: compare them again.':
    'Aucun numéro de sécurité n’a ces mots : comparez-les de nouveau.',
  'the new key of {0} is pinned, not verified: /verify {1} when you can':
    'la nouvelle clé de {0} est épinglée, pas vérifiée : /verify {1} dès que vous pourrez',
  'the key of {0} that you knew is kept': 'la clé de {0} que vous connaissiez est gardée',
  'match: {0} is verified now': 'c’est le même : la clé de {0} est maintenant vérifiée',
  '{0} has no nickname': '{0} n’a pas de surnom',
  '{0} is {1} from now on, for you alone: /rename {2} ends it':
    '{0} est désormais {1}, pour vous seul : /rename {2} y met fin',
  'You call {0} so, and commands take the name: type {1}.':
    'C’est le surnom que vous donnez à {0}, et les commandes prennent le nom : tapez {1}.',

  // Taking one message back.
  'deleted here, for good; {0} keeps it': 'effacé ici, pour de bon ; {0} le garde',
  'deleted here, for good; {0} may have got it before':
    'effacé ici, pour de bon ; {0} l’a peut-être reçu avant',
  'deleted: {0} never gets it': 'effacé : {0} ne le recevra jamais',
  '/delete NUMBER deletes one of these from this disk, for good.':
    '/delete NUMÉRO efface l’un d’eux de ce disque, pour de bon.',
  'changed: {0} gets it so': 'changé : {0} le recevra ainsi',
  'Nothing waits for {0} that was never sent: the rest is not changed from here.':
    'Rien qui n’ait jamais été envoyé n’attend {0} : le reste ne se change pas d’ici.',
  '/edit NUMBER TEXT says something else in place of one of these.':
    '/edit NUMÉRO TEXTE dit autre chose à la place de l’un d’eux.',
  'No message was listed as {0}: /{1} lists them.':
    'Aucun message n’a été montré sous le numéro {0} : /{1} en donne la liste.',
}
