/** The chat’s manual. Commands are typed alike in every language. */

import type { Dictionary } from './sentence'

export const help: Dictionary = {
  '/help [COMMAND or SUBJECT]': '/help [COMMANDE ou SUJET]',
  'this list, or more about one thing': 'cette liste, ou plus sur une chose',
  '/help alone lists the commands and the subjects.':
    '/help seul donne la liste des commandes et des sujets.',
  '/friends': '/friends',
  'who there is, and who asks to be a friend': 'vos amis, et qui propose son amitié',
  'Asks the directory, then lists your friends: how far their key is trusted (/help trust), whether they are there, and how much waits for them. Below it who asks you, and whom you asked.':
    'Interroge l’annuaire, puis donne la liste de vos amis : jusqu’où leur clé est digne de confiance (/help trust), s’ils sont en ligne, et combien de messages les attendent. En dessous, qui vous propose son amitié, et à qui vous avez proposé la vôtre.',
  '/add NAME': '/add NOM',
  'ask somebody to be your friend': 'proposer son amitié à quelqu’un',
  'The directory tells NAME, who can accept with /accept. It does not say whether a NAME exists. Where NAME asked you before, this accepts.':
    'L’annuaire le dit à NOM, qui peut accepter avec /accept. Il ne dit pas si un NOM existe. Si NOM vous l’avait déjà proposé, ceci accepte.',
  'It also takes somebody whom the directory calls your friend and you never added here, as in a new home of yours: nobody becomes a friend by its word alone.':
    'Prend aussi quelqu’un que l’annuaire dit de vos amis et que vous n’avez jamais ajouté ici, par exemple dans un nouveau dossier : personne ne devient un ami sur sa seule parole.',
  '/accept NAME': '/accept NOM',
  'become friends with somebody who asks': 'accepter l’amitié de qui la propose',
  'From then on NAME learns your address and your key, and you theirs, and you can talk.':
    'Dès lors NOM apprend votre adresse et votre clé, vous les siennes, et vous pouvez parler.',
  'To decline: /remove NAME.': 'Pour refuser : /remove NOM.',
  '/remove NAME': '/remove NOM',
  'end a friendship, decline or take back a request': 'finir une amitié, refuser ou retirer une demande',
  'NAME learns your address no more and cannot write to you. What waits for NAME is dropped, also if you become friends again. The key you knew, and that you verified it, is forgotten. The history stays on this disk.':
    'NOM n’apprend plus votre adresse et ne peut plus vous écrire. Ce qui attend NOM est abandonné, même si vous redevenez amis. La clé que vous connaissiez est oubliée, et que vous l’aviez vérifiée aussi. L’historique reste sur ce disque.',
  '/block NAME': '/block NOM',
  'hear nothing more of somebody': 'ne plus rien entendre de quelqu’un',
  'No session, message or request of NAME until /unblock, also after a restart. It asks nobody, so it works while the directory is away or a disk is full. What was said, the key that you knew and that you verified it stay; what you said and NAME did not get waits.':
    'Ni session, ni message, ni demande de NOM jusqu’à /unblock, même après un redémarrage. Cela n’interroge personne, et marche donc sans annuaire ou sur un disque plein. Ce qui a été dit, la clé que vous connaissiez et sa vérification restent ; ce que vous avez dit et que NOM n’a pas reçu attend.',
  'NAME is not told, but sees that you are away. The directory still tells NAME your address: /remove NAME ends that too.':
    'NOM n’en est pas averti, mais vous voit hors ligne. L’annuaire lui donne encore votre adresse : /remove NOM met fin à cela aussi.',
  '/unblock NAME': '/unblock NOM',
  'take back /block': 'revenir sur /block',
  'What NAME said meanwhile comes now, if NAME is still your friend.':
    'Ce que NOM a dit entre-temps arrive maintenant, si NOM est encore de vos amis.',
  '/mute NAME': '/mute NOM',
  'show no messages of somebody by themselves': 'ne plus afficher d’office ses messages',
  'No line, no bell and no --on-message for what NAME says, also after a restart. The prompt says how many messages are unread, /friends of whom; /chat NAME shows them. Offers of files, a changed key and alarms are told. NAME is told nothing, and their messages count as delivered.':
    'Ni ligne, ni sonnerie, ni --on-message pour ce que dit NOM, même après un redémarrage. L’invite dit combien de messages ne sont pas lus, /friends de qui ; /chat NOM les montre. Les fichiers proposés, une clé changée et les alertes sont annoncés. NOM n’en sait rien, et ses messages comptent comme remis.',
  '/unmute NAME': '/unmute NOM',
  'take back /mute': 'revenir sur /mute',
  'What came meanwhile stays unread until /chat NAME.':
    'Ce qui est arrivé entre-temps reste non lu jusqu’à /chat NOM.',
  '/chat [NAME]': '/chat [NOM]',
  'open the chat with a friend; text goes there': 'ouvrir la discussion où ira ce que vous tapez',
  'The prompt shows whom you talk to, how far their key is trusted, and “away” when they are not there:':
    'L’invite montre à qui vous parlez, jusqu’où sa clé est digne de confiance, et « hors ligne » en son absence :',
  '  bob [verified, away] > ': '  bob [vérifiée, hors ligne] > ',
  'The last lines of the history are shown. Without NAME the open chat is closed.':
    'Les dernières lignes de l’historique sont montrées. Sans NOM, la discussion ouverte est fermée.',
  '/msg NAME TEXT': '/msg NOM TEXTE',
  'send one text, whichever chat is open': 'envoyer un texte sans changer de discussion',
  'Like plain text in the open chat, see /help messages. The open chat stays open.':
    'Comme un simple texte dans la discussion ouverte, voir /help messages. La discussion ouverte le reste.',
  '/send [NAME] PATH…': '/send [NOM] CHEMIN…',
  'offer a file, a folder or several': 'proposer un fichier, un dossier ou plusieurs',
  'Several go as one offer, and are one folder there: at most 4,000 files. A folder goes with all that is in it, but empty folders; links in it are refused.':
    'Plusieurs partent en une seule offre, et font un seul dossier là-bas : 4 000 fichiers au plus. Un dossier part avec tout ce qu’il contient, sauf les dossiers vides ; les liens y sont refusés.',
  'Offers the file to NAME, or to the open chat. It is read once for its SHA-256; its bytes go when the friend accepts, from where the file is: leave it there until it has gone.':
    'Propose le fichier à NOM, ou dans la discussion ouverte. Il est lu une fois pour son SHA-256 ; ses octets partent quand l’ami accepte, de l’endroit où est le fichier : laissez-le là jusqu’à ce qu’il soit parti.',
  'PATH may stand in "quotes", ~ is your home folder, Tab completes. See /help files.':
    'CHEMIN peut être entre guillemets droits, ~ est votre dossier personnel, Tab complète. Voir /help files.',
  '/accept-file LABEL': '/accept-file REPÈRE',
  'take a file that was offered': 'prendre un fichier proposé',
  'LABEL is what the offer shows, such as f2. The end of the transfer tells where the file is.':
    'REPÈRE est ce que montre la proposition, par exemple f2. La fin du transfert dit où est le fichier.',
  '/cancel LABEL': '/cancel REPÈRE',
  'refuse an offer, or end a transfer': 'refuser un fichier, ou arrêter un transfert',
  'Works on either side and at any moment: before a transfer began it refuses or takes back the offer.':
    'Des deux côtés et à tout moment : avant le début d’un transfert, refuse ou retire la proposition.',
  '/refuse-file is the same.': '/refuse-file fait de même.',
  '/files': '/files',
  'offers and transfers': 'propositions et transferts',
  'Lists what is offered, running, waiting for a friend, and what ended since this program started.':
    'Donne la liste de ce qui est proposé, en cours, en attente d’un ami, et de ce qui s’est terminé depuis le démarrage de ce programme.',
  '/verify [NAME] [NUMBER]': '/verify [NOM] [NUMÉRO]',
  'compare safety numbers: is it really their key?': 'comparer les numéros : est-ce bien sa clé ?',
  'Without NUMBER: shows the safety number of you and NAME as digits, as words and as a QR code, which holds the digits. It is the same on both screens if nobody stands between you. Compare it where nobody can change it: side by side, or by voice. Not through this chat.':
    'Sans NUMÉRO : montre le numéro de sécurité que vous partagez avec NOM, en chiffres, en mots et en code QR, qui contient les chiffres. C’est le même sur les deux écrans si personne ne se tient entre vous. Comparez-le là où personne ne peut le changer : côte à côte, ou de vive voix. Pas par cette discussion.',
  'With NUMBER: type what NAME sees, 60 digits or 19 words, spaces anywhere. A match makes NAME verified.':
    'Avec NUMÉRO : tapez ce que voit NOM, 60 chiffres ou 19 mots, avec des espaces n’importe où. Si c’est le même, la clé de NOM est vérifiée.',
  'Without NAME the open chat is meant. QR codes are light on dark: without colours (NO_COLOR) they need a dark screen.':
    'Sans NOM, il s’agit de la discussion ouverte. Les codes QR sont clairs sur fond sombre : sans couleurs (NO_COLOR), il leur faut un écran sombre.',
  '/trust NAME new|old': '/trust NOM new|old',
  'settle a changed key without comparing': 'régler une clé changée sans comparer',
  '  new  takes the new key, unverified. Right if NAME has a new installation; wrong if somebody pretends to be NAME: only comparing tells. What waited for the old key does not go to the new one by itself: /resend NAME. For a friend whom you had verified this is refused: /verify.':
    '  new  prend la nouvelle clé, sans vérification. À raison si NOM a une nouvelle installation ; à tort si quelqu’un se fait passer pour NOM : seule la comparaison le dit. Ce qui attendait l’ancienne clé ne va pas de lui-même à la nouvelle : /resend NOM. Pour un ami dont la clé était vérifiée, c’est refusé : /verify.',
  '  old  keeps the key you knew. Whoever shows another one is refused.':
    '  old  garde la clé que vous connaissiez. Qui en montre une autre est refusé.',
  '/resend NAME [COUNT|drop]': '/resend NOM [NOMBRE|drop]',
  'send again what was lost, or to a new key': 'renvoyer le perdu, ou à une nouvelle clé',
  'What NAME has confirmed is never sent again by itself, and what you said for one key goes to no other. If NAME was brought back from a backup and says to lack messages of yours (while this program runs), or messages wait for a key that NAME had before, you are told.':
    'Ce que NOM a confirmé ne repart jamais tout seul, et ce que vous avez dit à une clé ne va à aucune autre. Si NOM a été rétabli depuis une sauvegarde et dit ne plus avoir des messages de vous (pendant que ce programme tourne), ou si des messages attendent une clé que NOM avait avant, vous en êtes averti.',
  '/resend NAME shows how many messages that are and since when, and sends nothing. Ask NAME, not through this chat: whoever stole the key of NAME would ask for your messages in just this way.':
    '/resend NOM montre combien de messages cela fait et depuis quand, et n’envoie rien. Demandez à NOM, pas par cette discussion : qui aurait volé la clé de NOM demanderait vos messages exactement ainsi.',
  '  COUNT  sends exactly so many; if it is another number by now, nothing. NAME sees that they come again.':
    '  NOMBRE  en envoie exactement autant ; si le nombre a changé, aucun. NOM voit qu’ils arrivent de nouveau.',
  '  drop   drops what waits for an earlier key.': '  drop    abandonne ce qui attend une clé antérieure.',
  'Files do not go again: /send them.': 'Les fichiers ne repartent pas : envoyez-les avec /send.',
  '/history [NAME] [COUNT|DAY] [whole]': '/history [NOM] [NOMBRE|JOUR] [whole]',
  'the last messages and files of a chat': 'derniers messages et fichiers d’une discussion',
  'The last COUNT items (20), or those of a day (2026-11-22) or month (2026-11), oldest first, in the order in which they reached this disk. Without NAME the open chat is meant. Of a text with more than 200 rows these are shown; with “whole” all are. Before what you said may stand:':
    'Les NOMBRE derniers éléments (20), ou ceux d’un jour (2026-11-22) ou d’un mois (2026-11), les plus anciens d’abord, dans l’ordre de leur arrivée sur ce disque. Sans NOM, il s’agit de la discussion ouverte. D’un texte de plus de 200 lignes, les 200 premières sont montrées ; avec « whole », toutes. Devant ce que vous avez dit peut se trouver :',
  '  [waiting]  it is in the outbox and goes when the friend is there':
    '  [attend]     c’est dans la boîte d’envoi et part quand l’ami est en ligne',
  '  [sent]     it is on its way; if the session is cut it goes again, and arrives once':
    '  [envoyé]     c’est en route ; si la session est coupée, cela repart, et arrive une seule fois',
  '  [dropped]  the friendship ended before it went': '  [abandonné]  l’amitié a pris fin avant le départ',
  '  nothing    it is on the disk of your friend': '  rien         c’est sur le disque de votre ami',
  '/search [NAME] WORDS': '/search [NOM] MOTS',
  'find words in what was said': 'chercher des mots dans ce qui a été dit',
  'The newest messages, and files by their names, that have WORDS as they stand there, small and capital letters alike. Without NAME in all chats.':
    'Les messages les plus récents, et les fichiers d’après leur nom, qui contiennent MOTS tels quels, majuscules ou minuscules. Sans NOM, dans toutes les discussions.',
  '/forget NAME TIME [COUNT]': '/forget NOM DATE [NOMBRE]',
  'clear what was said long ago from this disk': 'effacer de ce disque ce qui est ancien',
  'TIME is a year, a month or a day: 2025, 2025-01, 2025-01-14. Shows how many items of that time there are, and clears nothing; with COUNT exactly so many are cleared, for good: their keys are deleted with them. What waits, or was not shown to you yet, stays. NAME keeps what is there.':
    'DATE est une année, un mois ou un jour : 2025, 2025-01, 2025-01-14. Montre combien d’éléments il y a de ce temps, et n’efface rien ; avec NOMBRE, exactement autant sont effacés, pour de bon : leurs clés sont supprimées avec eux. Ce qui attend, ou ne vous a pas encore été montré, reste. NOM garde ce qui est chez soi.',
  '/status': '/status',
  'your name, key, address, directory and folders': 'vos nom, clé, adresse, annuaire et dossiers',
  'Also says why, if the directory does not answer.': 'Dit aussi pourquoi, si l’annuaire ne répond pas.',
  '/totp on | /totp confirm CODE | /totp off CODE': '/totp on | /totp confirm CODE | /totp off CODE',
  'one-time codes for your login at the directory': 'codes à usage unique pour l’annuaire',
  '  on       shows a QR code for an authenticator app (RFC 6238), and the secret to type instead.':
    '  on       montre un code QR pour une application d’authentification (RFC 6238), et le secret à taper à défaut.',
  '  confirm  takes the six digits that the app shows then. From then on a login with your password needs such a code; this program logs in with your key, which needs none. Shows recovery codes once: each replaces one code. Write them down, not on this computer.':
    '  confirm  prend les six chiffres que l’application montre alors. Dès lors, une connexion par mot de passe demande un tel code ; ce programme se connecte avec votre clé, qui n’en demande pas. Montre une fois des codes de secours : chacun remplace un code. Notez-les, mais pas sur cet ordinateur.',
  '  off      ends it; takes a code of the app or a recovery code.':
    '  off      y met fin ; prend un code de l’application ou un code de secours.',
  '/passphrase': '/passphrase',
  'another passphrase for this home': 'une autre phrase de passe pour ce dossier',
  'Asks for the one of now, and for the new one twice. All files are encrypted anew when you leave (/quit); until then, and if this program is killed, the one of now counts. Copies and exports that you made before open with the passphrase that they had.':
    'Demande l’actuelle, et deux fois la nouvelle. Tous les fichiers sont chiffrés de nouveau quand vous partez (/quit) ; d’ici là, et si ce programme est tué, l’actuelle vaut encore. Les copies et exports faits avant s’ouvrent avec la phrase de passe qu’ils avaient.',
  '/password': '/password',
  'another password at the directory': 'un autre mot de passe à l’annuaire',
  'Asks for the new one twice, and not for the one before: your key says that it is you. Whoever was logged in with your name elsewhere is out. The password gives your name a new key if you lose this home (/help identity), so it is worth as much as your name.':
    'Demande deux fois le nouveau, et pas l’ancien : votre clé dit que c’est vous. Qui était connecté ailleurs sous votre nom ne l’est plus. Le mot de passe donne à votre nom une nouvelle clé si vous perdez ce dossier (/help identity) : il vaut donc autant que votre nom.',
  '/logout-everywhere': '/logout-everywhere',
  'end all other logins at the directory': 'finir toutes les autres connexions à l’annuaire',
  'Only this program stays logged in. Somebody who has your key, or your password and your one-time codes, can log in again: /password changes the one, a new key ends the other (/help identity).':
    'Seul ce programme reste connecté. Qui a votre clé, ou votre mot de passe et vos codes à usage unique, peut se reconnecter : /password change l’un, une nouvelle clé met fin à l’autre (/help identity).',
  '/register': '/register',
  'register again at a directory set up anew': 'se réinscrire à un annuaire refait à neuf',
  'For a directory that does not take your key any more, because it was set up anew: asks for a password, registers your name with your key, and asks all your contacts to be friends again. They accept by /add or by doing the same.':
    'Pour un annuaire qui n’accepte plus votre clé, parce qu’il a été refait à neuf : demande un mot de passe, inscrit votre nom avec votre clé, et repropose votre amitié à tous vos contacts. Ils acceptent par /add, ou en faisant de même.',
  'Where your name has another key there, the password (and a one-time code, if that is on) gives it the key of this home, and whoever has the other one is out. Your friends see that the key has changed.':
    'Si votre nom y a une autre clé, le mot de passe (et un code à usage unique, s’il en faut) lui donne la clé de ce dossier, et qui a l’autre est exclu. Vos amis voient que la clé a changé.',
  '/export PATH': '/export CHEMIN',
  'write your identity and contacts into one file': 'écrire identité et contacts dans un seul fichier',
  'Asks for a passphrase of that file, twice. Whoever has both the file and its passphrase is you. Nothing is overwritten. See /help identity.':
    'Demande deux fois une phrase de passe pour ce fichier. Qui a le fichier et sa phrase de passe est vous. Rien n’est écrasé. Voir /help identity.',
  '/import PATH': '/import CHEMIN',
  'take the contacts of an export of yours': 'prendre les contacts d’un de vos exports',
  'Asks for the passphrase of the file and adds the contacts that are not known here. Only for an export of this same identity; to move an identity see /help identity.':
    'Demande la phrase de passe du fichier et ajoute les contacts qui ne sont pas connus ici. Seulement pour un export de cette même identité ; pour en déplacer une, voir /help identity.',
  '/quit': '/quit',
  leave: 'partir',
  'Ctrl-D does the same, and Ctrl-C twice on an empty line. What waits stays on disk and goes next time.':
    'Ctrl-D fait de même, ou deux fois Ctrl-C sur une ligne vide. Ce qui attend reste sur le disque et part la fois suivante.',

  // Subjects.
  'Plain text goes to the open chat (/chat bob), /msg bob TEXT to anybody. A text that begins with a slash: type two. A paste of several lines is one message.':
    'Un simple texte va dans la discussion ouverte (/chat bob), /msg bob TEXTE à n’importe qui. Pour un texte qui commence par une barre oblique, tapez-en deux. Plusieurs lignes collées sont un seul message.',
  '  14:02 <alice> hello           yours, to the open chat':
    '  14:02 <alice> hello             de vous, dans la discussion ouverte',
  '  14:02 <bob> hello             from the open chat':
    '  14:02 <bob> hello               de la discussion ouverte',
  '  14:02 <carol -> alice> hello  from another chat; the bell rings':
    '  14:02 <carol -> alice> hello    d’une autre discussion ; cela sonne',
  '  14:02 <bob, written 09:15> …  it waited; by the clock of bob, which may be wrong':
    '  14:02 <bob, écrit 09:15> …      a attendu ; selon l’horloge de bob, peut-être fausse',
  '        | …                     more of the same message; only what goes on looks so':
    '        | …                       la suite du même message ; rien d’autre n’a cet air',
  '  14:02 -- …  and  14:02 -!- …  this program; with -!- it needs you':
    '  14:02 -- …  et  14:02 -!- …     ce programme ; avec -!-, il a besoin de vous',
  'What you send is on your disk before it is shown. If the friend is away it waits there, also when you quit, and goes when both of you are there.':
    'Ce que vous envoyez est sur votre disque avant d’être montré. Si l’ami est hors ligne, cela y attend, même quand vous quittez, et part quand vous êtes tous deux en ligne.',
  'When messages that had waited, or needed longer than ten seconds, have arrived, a line with -- says so. If nothing is said, a message to a friend who is there has arrived; /history shows the state of each.':
    'Quand des messages qui avaient attendu, ou mis plus de dix secondes, sont arrivés, une ligne avec -- le dit. Si rien n’est dit, un message à un ami en ligne est arrivé ; /history montre où en est chacun.',
  'What was refused is not lost: Up brings it back into the line.':
    'Ce qui a été refusé n’est pas perdu : la flèche vers le haut le ramène dans la ligne.',
  'Characters that would act on your screen are shown as \\u{…} instead.':
    'Les caractères qui agiraient sur votre écran sont montrés sous la forme \\u{…}.',
  '/send bob "~/my report.pdf" offers a file. The friend sees name and size, and types /accept-file LABEL or /cancel LABEL. Several may run at once; the line above the prompt shows how far they are.':
    '/send bob "~/my report.pdf" propose un fichier. L’ami en voit le nom et la taille, et tape /accept-file REPÈRE ou /cancel REPÈRE. Plusieurs peuvent aller de front ; la ligne au-dessus de l’invite montre où ils en sont.',
  'A transfer that is cut goes on where it stopped, also after a restart of either side. The file appears under its name when it is whole and its SHA-256 is the one that was offered. Nothing is overwritten: a number is added to the name.':
    'Un transfert coupé reprend là où il s’est arrêté, même après un redémarrage d’un des deux côtés. Le fichier apparaît sous son nom quand il est entier et que son SHA-256 est celui qui était annoncé. Rien n’est écrasé : un nombre est ajouté au nom.',
  'The name that a sender gives is never used as a path. /status tells where received files appear, /files lists offers and transfers.':
    'Le nom que donne un expéditeur n’est jamais pris pour un chemin. /status dit où apparaissent les fichiers reçus, /files donne la liste des propositions et des transferts.',
  'Each user has a key. The prompt and /friends show how sure you can be whose key it is:':
    'Chacun a une clé. L’invite et /friends montrent à quel point on peut être sûr de qui elle est :',
  '  unknown   no key is known yet: you are not friends, or the directory has not told it.':
    '  inconnue   aucune clé n’est encore connue : vous n’êtes pas amis, ou l’annuaire ne l’a pas donnée.',
  '  pinned    the key that came with the friendship, and the same since. Good against everybody but one who stood between you from the beginning.':
    '  épinglée   la clé venue avec l’amitié, la même depuis. Bonne contre tous, sauf qui se serait tenu entre vous dès le début.',
  '  verified  you compared safety numbers (/verify): it is that friend.':
    '  vérifiée   vous avez comparé les numéros de sécurité (/verify) : c’est bien cet ami.',
  '  CHANGED!  another key was shown than the known one. Either the friend has a new installation, or somebody stands between you. Nothing is sent until it is settled: ask the friend, not through this chat. Then /verify NAME NUMBER to be sure, or /trust NAME new, or /trust NAME old. What waits for the known key goes to no other unless you say so: /resend NAME.':
    '  CHANGÉE !  une autre clé que celle connue a été montrée. Ou bien l’ami a une nouvelle installation, ou bien quelqu’un se tient entre vous. Rien n’est envoyé avant que ce soit réglé : demandez à l’ami, pas par cette discussion. Ensuite /verify NOM NUMÉRO pour être sûr, ou /trust NOM new, ou /trust NOM old. Ce qui attend la clé connue ne va à aucune autre, sauf si vous le dites : /resend NOM.',
  'Pinned is fine for everyday talk; compare once with those who matter.':
    'Épinglée suffit pour tous les jours ; comparez une fois avec ceux qui comptent.',
  'Your identity is your keys. They are in your home folder (/status), encrypted under your passphrase. Nobody can restore them or the passphrase: make an /export and keep it elsewhere.':
    'Votre identité, ce sont vos clés. Elles sont dans votre dossier (/status), chiffrées sous votre phrase de passe. Personne ne peut les rétablir, ni la phrase de passe : faites un /export et gardez-le ailleurs.',
  'To move to another computer:': 'Pour changer d’ordinateur :',
  '  here   /export PATH, then /quit: two programs must not use one identity at the same time':
    '  ici    /export CHEMIN, puis /quit : deux programmes ne doivent pas utiliser une identité en même temps',
  '  there  start this program with  import FILE  and an empty home; it asks for the passphrase of the file':
    '  là-bas  démarrez ce programme avec  import FICHIER  et un dossier vide ; il demande la phrase de passe du fichier',
  'The history is not in the export. On the same identity /import PATH adds contacts.':
    'L’historique n’est pas dans l’export. Sur la même identité, /import CHEMIN ajoute des contacts.',
  'If the keys are lost, or somebody else has them: start this program with an empty home (--home) and your name. It says that the name is taken, asks for its password and a one-time code if that is on, and gives your name new keys. The earlier ones end at the directory at once. Your friends see CHANGED and decide: compare with them (/help trust). You add them again by name.':
    'Si les clés sont perdues, ou que quelqu’un d’autre les a : démarrez ce programme avec un dossier vide (--home) et votre nom. Il dit que le nom est pris, demande son mot de passe et un code à usage unique s’il en faut, et donne à votre nom de nouvelles clés. Les anciennes ne valent aussitôt plus rien à l’annuaire. Vos amis voient CHANGÉE et décident : comparez avec eux (/help trust). Vous les ajoutez de nouveau par leur nom.',
  '  Tab       completes commands, names of friends, labels of files, paths':
    '  Tab       complète commandes, noms d’amis, repères de fichiers, chemins',
  '  Up, Down  what you typed before': '  Haut, Bas  ce que vous avez tapé avant',
  '  Ctrl-C    empties the line; twice where it is empty: leaves':
    '  Ctrl-C    vide la ligne ; deux fois sur une ligne vide : part',
  '  Ctrl-D    leaves where the line is empty': '  Ctrl-D    part si la ligne est vide',
  'There is no help about “{0}”; did you mean /help {1}?':
    'Il n’y a pas d’aide sur « {0} » ; vouliez-vous dire /help {1} ?',
  'There is no help about “{0}”: /help alone lists what there is.':
    'Il n’y a pas d’aide sur « {0} » : /help seul dit ce qu’il y a.',
  'More: /help COMMAND, or {0}.': 'Plus : /help COMMANDE, ou {0}.',
  'What does not begin with a slash is sent to the open chat; //… sends /….':
    'Ce qui ne commence pas par une barre oblique va dans la discussion ouverte ; //… envoie /….',
  '/rename NAME [NICKNAME]': '/rename NOM [SURNOM]',
  'a nickname of your own for a friend': 'donner votre propre surnom à un ami',
  'Bobby (bob) stands where bob stood, on your screen alone: bob and the directory are told nothing. Commands take the name; Tab makes it of a nickname, and /chat takes both. The name always stands beside it, since names are what nobody else can have: whoever registers as bobby is no Bobby (bob).':
    'Bobby (bob) apparaît à la place de bob, sur votre seul écran : ni bob ni l’annuaire n’en savent rien. Les commandes prennent le nom ; Tab le tire d’un surnom, et /chat prend les deux. Le nom est toujours à côté, car un nom n’est qu’à une personne : qui s’inscrit comme bobby n’est pas Bobby (bob).',
  "NICKNAME has at most 32 letters, digits or pictures, with spaces and . ' _ - between them. Without NICKNAME it is taken back; /remove takes it back too.":
    'SURNOM a au plus 32 lettres, chiffres ou images, avec des espaces et . ’ _ - entre eux. Sans SURNOM, il est retiré ; /remove le retire aussi.',
  '/delete [NAME] [WORDS]': '/delete [NOM] [MOTS]',
  'delete one message from this disk': 'effacer un message de ce disque',
  'Lists the last messages, or those that have WORDS, with numbers; /delete NUMBER deletes that one, for good. Without NAME the open chat is meant.':
    'Montre les derniers messages, ou ceux qui contiennent MOTS, avec des numéros ; /delete NUMÉRO efface celui-là, pour de bon. Sans NOM, il s’agit de la discussion ouverte.',
  'What has gone to NAME stays there. What waits and was never sent never goes. What may be on its way stays until NAME has confirmed it.':
    'Ce qui est parti chez NOM y reste. Ce qui attend sans avoir jamais été envoyé ne partira pas. Ce qui est peut-être en route reste jusqu’à ce que NOM l’ait confirmé.',
  '/edit [NAME]': '/edit [NOM]',
  'change a message before it goes': 'changer un message avant son départ',
  'Lists what waits for NAME, or in the open chat, and was never sent, with numbers; /edit NUMBER TEXT says TEXT in its place. What has gone, or may have, is not changed from here: nobody could say that the friend had not read it.':
    'Montre ce qui attend NOM, ou dans la discussion ouverte, sans avoir jamais été envoyé, avec des numéros ; /edit NUMÉRO TEXTE dit TEXTE à la place. Ce qui est parti, ou l’est peut-être, ne se change pas d’ici : personne ne pourrait dire que l’ami ne l’a pas lu.',
}
