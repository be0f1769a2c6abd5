/** The command line, the first start, and what scripts are told. */

import type { Dictionary } from './sentence'

export const cli: Dictionary = {
  // The command line.
  FLAGS: 'OPTIONS',
  'the messenger, in this terminal; with --web in your browser':
    'la messagerie, dans ce terminal ; avec --web, dans votre navigateur',
  '{0} send NAME TEXT [FLAGS]': '{0} send NOM TEXTE [OPTIONS]',
  'says one thing; waits until it is delivered': 'dit une chose ; attend qu’elle soit remise',
  '{0} receive [--json] [FLAGS]': '{0} receive [--json] [OPTIONS]',
  'prints what comes, until Ctrl-C': 'affiche ce qui arrive, jusqu’à Ctrl-C',
  '{0} agent [FLAGS]': '{0} agent [OPTIONS]',
  'JSON lines in and out, for programs (peers/AGENT.md)':
    'des lignes JSON, pour des programmes (peers/AGENT.md)',
  '{0} import FILE [FLAGS]': '{0} import FICHIER [OPTIONS]',
  'brings an exported identity into a new home': 'met une identité exportée dans un nouveau dossier',
  '{0} export-pem FOLDER [FLAGS]': '{0} export-pem DOSSIER [OPTIONS]',
  'both RSA keys as PEM files that openssl reads': 'les deux clés RSA en PEM, que lit openssl',
  'Usage: ': 'Usage : ',
  '--name takes 1 to 32 of a-z 0-9 . _ - and begins with a letter or a digit.':
    '--name prend de 1 à 32 caractères parmi a-z 0-9 . _ - et commence par une lettre ou un chiffre.',
  '--lang takes en or fr.': '--lang prend en ou fr.',
  '{0} takes nothing more: see --help.': '{0} ne prend rien de plus : voir --help.',
  '{0} takes {1}: see --help.': '{0} prend {1} : voir --help.',
  NAME: 'NOM',
  TEXT: 'TEXTE',
  FILE: 'FICHIER',
  FOLDER: 'DOSSIER',
  '--{0} belongs to {1}: see --help.': '--{0} va avec {1} : voir --help.',
  '“{0}” is no name: see --help.': '« {0} » n’est pas un nom : voir --help.',
  'There is no command “{0}”: it is send, receive, agent, import, export-pem, or none.':
    'La commande « {0} » n’existe pas : c’est send, receive, agent, import, export-pem, ou aucune.',
  'Unknown option {0}; --help lists the flags.': 'L’option {0} n’existe pas ; --help en donne la liste.',
  '{0} needs a value: --help tells which.': '{0} demande une valeur : --help dit laquelle.',
  '{0} is followed by what looks like a flag: write {1}=VALUE.':
    '{0} est suivie de ce qui ressemble à une option : écrivez {1}=VALEUR.',
  '{0} is given twice: give it once.': '{0} est donné deux fois : donnez-le une seule fois.',
  '{0} takes no value: --help lists the flags.':
    '{0} ne prend pas de valeur : --help donne la liste des options.',
  '--{0} takes HOST:PORT with a port from 0 to 65535.': '--{0} prend HÔTE:PORT, avec un port de 0 à 65535.',
  '--{0} takes a whole number from 1 to 2000000.': '--{0} prend un nombre entier de 1 à 2000000.',
  '--{0} takes a whole number up to 2000000.': '--{0} prend un nombre entier jusqu’à 2000000.',

  // The first start, and what it asks.
  'Passphrase: ': 'Phrase de passe : ',
  'Passphrase of the exported file: ': 'Phrase de passe du fichier exporté : ',
  'Choose a passphrase for this home': 'Choisissez une phrase de passe pour ce dossier',
  'Choose a passphrase for the PEM files': 'Choisissez une phrase de passe pour les fichiers PEM',
  'Choose a passphrase': 'Choisissez une phrase de passe',
  'Choose a password for the directory': 'Choisissez un mot de passe pour l’annuaire',
  'The home {0} belongs to {1}: take another --home for {2}.':
    'Le dossier {0} appartient à {1} : prenez un autre --home pour {2}.',
  'The passphrase of this home has a line end behind it, which nobody sees: it was pasted.':
    'La phrase de passe de ce dossier est suivie d’une fin de ligne, que personne ne voit : elle a été collée.',
  'Making your keys …': 'Vos clés sont en préparation …',
  '-!- {0}': '-!- {0}',
  'Welcome. Everything of yours will be kept in {0}, encrypted under a passphrase.':
    'Bienvenue. Tout ce qui est à vous sera gardé dans {0}, chiffré sous une phrase de passe.',
  'Nobody can recover it for you.': 'Personne ne peut la retrouver pour vous.',
  '-!- The two were not the same.': '-!- Les deux n’étaient pas les mêmes.',
  'No passphrase was chosen: start again.': 'Aucune phrase de passe n’a été choisie : recommencez.',
  'No password was chosen: start again.': 'Aucun mot de passe n’a été choisi : recommencez.',
  'A passphrase has at least {0} characters: choose a longer one.':
    'Une phrase de passe a au moins {0} caractères : choisissez-en une plus longue.',
  'A password has at least {0} characters: choose a longer one.':
    'Un mot de passe a au moins {0} caractères : choisissez-en un plus long.',
  'Address of the directory [{0}]: ': 'Adresse de l’annuaire [{0}] : ',
  'Your name there (a-z 0-9 . _ -): ': 'Le nom que vous y aurez (a-z 0-9 . _ -) : ',
  'A name is 1 to 32 of a-z 0-9 . _ - and begins with a letter or a digit.':
    'Un nom a de 1 à 32 caractères parmi a-z 0-9 . _ - et commence par une lettre ou un chiffre.',
  'Registered as {0}.': 'Inscription faite sous le nom de {0}.',
  'The certificate of the directory is vouched for by nobody. Its SHA-256 fingerprint is':
    'Personne ne se porte garant du certificat de l’annuaire. Son empreinte SHA-256 est',
  'The directory printed the same when it started, if nobody stands in between.':
    'L’annuaire a affiché la même en démarrant, si personne ne se tient entre vous.',
  'Is it the same? (yes/no): ': 'Est-ce la même ? (oui/non) : ',
  'P2P_CERTIFICATE is a SHA-256 fingerprint: 64 hexadecimal digits.':
    'P2P_CERTIFICATE est une empreinte SHA-256 : 64 chiffres hexadécimaux.',
  '{0} has another key at the directory. If it is your name, and its keys are lost, its password gives it the keys of this home: whoever has the earlier ones is out, and your friends see CHANGED.':
    '{0} a une autre clé à l’annuaire. Si c’est votre nom, et que ses clés sont perdues, son mot de passe lui donne les clés de ce dossier : qui a les anciennes est exclu, et vos amis voient CHANGÉE.',
  'Password of {0}, or nothing for another name: ': 'Mot de passe de {0}, ou rien pour un autre nom : ',
  '{0} has the keys of this home now. Add your friends again by name: they have to agree to the new key.':
    '{0} a maintenant les clés de ce dossier. Ajoutez de nouveau vos amis par leur nom : ils doivent accepter la nouvelle clé.',
  'There is nobody to answer “{0}”: set P2P_PASSPHRASE (and for the first start P2P_PASSWORD, --directory and --name, and P2P_CERTIFICATE if the directory made its certificate itself), or run “{1}” once.':
    'Il n’y a personne pour répondre à « {0} » : donnez P2P_PASSPHRASE (et au premier démarrage P2P_PASSWORD, --directory et --name, et P2P_CERTIFICATE si l’annuaire a fait lui-même son certificat), ou lancez une fois « {1} ».',
  'There is no identity in {0}: name another folder with --home.':
    'Il n’y a pas d’identité dans {0} : nommez un autre dossier avec --home.',
  'The identity of {0} and {1} are in {2} now.': 'L’identité de {0} et {1} sont maintenant dans {2}.',
  'The identity and {0} are in {1} now.': 'L’identité et {0} sont maintenant dans {1}.',
  'Written, each for openssl to read:': 'Écrits, chacun lisible par openssl :',
  'The messenger has a defect: {0}': 'La messagerie a un défaut : {0}',

  // For scripts.
  'A program beside this one says to {0}: {1}': 'Un programme à côté de celui-ci dit à {0} : {1}',
  '{0} is away: the message waits in the outbox, and goes when you and {1} are both online.':
    '{0} est hors ligne : le message attend dans la boîte d’envoi, et part quand {1} et vous êtes tous deux en ligne.',
  'The key of {0} has changed.': 'La clé de {0} a changé.',
  '{0} says to lack {1} of your messages: see /resend in the chat.':
    '{0} dit ne plus avoir {1} de vos messages : voir /resend dans la discussion.',
  '{0} of your messages wait for an earlier key of {1}: see /resend in the chat.':
    '{0} de vos messages attendent une clé antérieure de {1} : voir /resend dans la discussion.',
  'The command of --on-message fails: {0}.': 'La commande de --on-message échoue : {0}.',
  'it took longer than {0} seconds': 'elle a duré plus de {0} secondes',
  'it was ended by {0}': 'arrêtée par {0}',
  'it ended with status {0}': 'terminé avec le code {0}',
  'Open this link in a browser of this computer. It works once; Enter prints another one, Ctrl-C ends.':
    'Ouvrez ce lien dans un navigateur de cet ordinateur. Il ne sert qu’une fois ; Entrée en affiche un autre, Ctrl-C termine.',
  '--web-port belongs to --web: see --help.': '--web-port va avec --web : voir --help.',
  '--web goes without a command: see --help.': '--web va sans commande : voir --help.',
  '--web-port takes a port from 0 to 65535.': '--web-port prend un port de 0 à 65535.',
  [`The first start asks for the directory’s address, a name, and passphrases; later ones only for your passphrase.
Inside, /help lists what you can type.

  --home DIR            where everything of yours is kept, encrypted (a folder in your user data)
  --directory URL       the directory (the one of the last time; at first you are asked)
  --name NAME           your name there: 1 to 32 of a-z 0-9 . _ -
  --new-key             where NAME is taken: give it the keys of this new home, by its password (asked in a terminal)
  --listen HOST:PORT    where friends reach you ([::]:25000, or any free port where that one is taken)
  --publish HOST:PORT   what friends are told to dial, where that is something else: behind a router, say
  --no-relay            reach friends directly or not at all, and be reached so: nothing goes through the directory
  --no-mapping          do not ask the router to let friends in by a port (PCP, NAT-PMP, UPnP)
  --downloads DIR       where received files appear (the folder “received” in the home)
  --unread N            messages of one friend that may wait unread before no more are taken (100000)
  --unread-mib N        the same in MiB on this disk (64)
  --rate N              messages a second that one friend may send, after a burst (500)
  --rate-kib N          the same in KiB (64)
  --on-message COMMAND  run this for each message that comes, with the text on its input and P2P_FRIEND set
  --json                receive: one JSON object a line
  --count N             receive: end after N messages
  --wait SECONDS        send: how long to wait for the delivery (30); receive: end after so long
  --web                 open the messenger in a browser of this computer, by a link that it prints and that works once
  --web-port PORT       where the page is served (any free port)
  --lang en|fr          the language (otherwise the environment’s)
  --version             which version this is
  --help                this text

For scripts, instead of questions: P2P_PASSPHRASE opens the home; P2P_PASSWORD is the password at the directory when
you register, and P2P_CODE a one-time code for --new-key; P2P_CERTIFICATE is the fingerprint of the directory’s certificate, as the directory prints it.
send ends with 0 when it was delivered, 75 when it waits in the outbox; 64 is a command that can’t be obeyed, 70 a failure.
`]: `Le premier démarrage demande l’adresse de l’annuaire, un nom et des phrases de passe ; les suivants, votre seule phrase de passe.
Une fois dedans, /help dit ce que vous pouvez taper.

  --home DOSSIER        où tout ce qui est à vous est gardé, chiffré (un dossier parmi vos données)
  --directory URL       l’annuaire (celui de la dernière fois ; la première fois, il est demandé)
  --name NOM            le nom que vous y avez : de 1 à 32 caractères parmi a-z 0-9 . _ -
  --new-key             si NOM est pris : lui donne les clés de ce nouveau dossier, par son mot de passe (demandé au terminal)
  --listen HÔTE:PORT    où vos amis vous joignent ([::]:25000, ou un port libre si celui-là est pris)
  --publish HÔTE:PORT   ce que vos amis doivent composer, si c’est autre chose : derrière un routeur, par exemple
  --no-relay            joindre ses amis directement ou pas du tout, et de même pour eux : rien ne passe par l’annuaire
  --no-mapping          ne pas demander au routeur d’ouvrir un port aux amis (PCP, NAT-PMP, UPnP)
  --downloads DOSSIER   où apparaissent les fichiers reçus (le dossier « received » du dossier)
  --unread N            messages d’un ami qui peuvent attendre d’être lus avant qu’il n’en soit plus accepté (100000)
  --unread-mib N        de même, en Mio sur ce disque (64)
  --rate N              messages par seconde qu’un ami peut envoyer, après une rafale (500)
  --rate-kib N          de même, en Kio (64)
  --on-message COMMANDE la lance à chaque message qui arrive, avec le texte sur son entrée et P2P_FRIEND
  --json                receive : un objet JSON par ligne
  --count N             receive : finir après N messages
  --wait SECONDES       send : combien de temps attendre la remise (30) ; receive : finir après ce temps
  --web                 ouvrir la messagerie dans un navigateur de cet ordinateur, par un lien affiché qui ne sert qu’une fois
  --web-port PORT       où la page est servie (un port libre)
  --lang en|fr          la langue (à défaut, celle de l’environnement)
  --version             donne la version
  --help                affiche ce texte

Pour les scripts, au lieu de questions : P2P_PASSPHRASE ouvre le dossier ; P2P_PASSWORD est le mot de passe à l’annuaire
lors de l’inscription, et P2P_CODE un code à usage unique pour --new-key ; P2P_CERTIFICATE est l’empreinte du certificat de l’annuaire, telle qu’il l’affiche.
send finit par 0 si c’est remis, 75 si cela attend dans la boîte d’envoi ; 64 est une commande impossible à suivre, 70 un échec.
`,
}
