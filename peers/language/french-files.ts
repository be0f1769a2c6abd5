/** What is told of files that go and come. */

import type { Dictionary } from './sentence'

export const files: Dictionary = {
  '{0} has too many files of this name already: move some away.':
    '{0} contient déjà trop de fichiers de ce nom : déplacez-en quelques-uns.',
  'The copy {0} is not what was copied: check that disk.':
    'La copie {0} n’est pas ce qui a été copié : vérifiez ce disque.',
  'It is here.': 'Il est ici.',
  'You refused it.': 'Vous l’avez refusé.',
  'You cancelled it; what had come was deleted.': 'Vous l’avez annulé ; ce qui était arrivé a été effacé.',
  'It changed.': 'Il a changé.',
  'What came is not what was announced, so nothing was kept: ask your friend to offer the file again.':
    'Ce qui est arrivé n’est pas ce qui était annoncé, donc rien n’a été gardé : demandez à votre ami de proposer le fichier de nouveau.',
  'It could not be read.': 'Il n’a pas pu être lu.',
  'Too many offers wait already.': 'Trop de propositions attendent déjà.',
  'Your friend has it.': 'Votre ami l’a.',
  'You took it back.': 'Vous l’avez retiré.',
  'You cancelled it.': 'Vous l’avez annulé.',
  'The file changed since you offered it: offer it again.':
    'Le fichier a changé depuis que vous l’avez proposé : proposez-le de nouveau.',
  'The file is not what was offered: offer it again.':
    'Le fichier n’est pas ce qui a été proposé : proposez-le de nouveau.',
  'The file cannot be read any more: put it back where it was and offer it again.':
    'Le fichier n’est plus lisible : remettez-le où il était et proposez-le de nouveau.',
  'Your friend ended it.': 'Votre ami y a mis fin.',
  'Your friend took it back.': 'Votre ami l’a retiré.',
  'Your friend cancelled it; what had come was deleted.':
    'Votre ami l’a annulé ; ce qui était arrivé a été effacé.',
  'The file changed on the friend’s side since it was offered: ask for it again.':
    'Le fichier a changé chez votre ami depuis qu’il a été proposé : demandez-le de nouveau.',
  'Your friend says that the file is not what was offered: ask for it again.':
    'Votre ami dit que le fichier n’est pas ce qui a été proposé : demandez-le de nouveau.',
  'Your friend’s program cannot read the file any more: ask for it again.':
    'Le programme de votre ami ne peut plus lire le fichier : demandez-le de nouveau.',
  'Your friend refused it.': 'Votre ami l’a refusé.',
  'Your friend cancelled it.': 'Votre ami l’a annulé.',
  'Your friend says that the file changed: offer it again.':
    'Votre ami dit que le fichier a changé : proposez-le de nouveau.',
  'What arrived is not what was offered, and was thrown away: offer it again.':
    'Ce qui est arrivé là-bas n’est pas ce qui a été proposé, et a été jeté : proposez-le de nouveau.',
  'Your friend’s program could not read it: offer it again.':
    'Le programme de votre ami n’a pas pu le lire : proposez-le de nouveau.',
  'Your friend has too many offers waiting: offer it again when some are settled.':
    'Trop de propositions attendent chez votre ami : proposez-le de nouveau quand il en aura réglé.',
  '{0} was written to while it was read: offer it again once it is complete.':
    '{0} a été modifié pendant sa lecture : proposez-le de nouveau une fois complet.',
  'There is no file {0}: check its name and folder.':
    'Le fichier {0} n’existe pas : vérifiez son nom et son dossier.',
  '{0} is no ordinary file: it cannot be sent.':
    '{0} n’est pas un fichier ordinaire : il ne peut pas être envoyé.',
  'Two of them are called {0}: offer one after the other.':
    'Deux d’entre eux s’appellent {0} : proposez-les l’un après l’autre.',
  'There is no file in {0}: nothing was offered.': 'Il n’y a aucun fichier dans {0} : rien n’a été proposé.',
  '{0} is neither a file nor a folder: take it out, or offer what it points to.':
    '{0} n’est ni un fichier ni un dossier : retirez-le, ou proposez ce qu’il désigne.',
  'These are more than {0} files, or lie too deep: pack them into one file (zip, tar) first.':
    'C’est plus de {0} fichiers, ou trop profond : réunissez-les d’abord en un seul fichier (zip, tar).',
  '{0} kB': '{0} ko',
  '{0} MB': '{0} Mo',
  '{0} GB': '{0} Go',
  '{0} TB': '{0} To',
  '{0} PB': '{0} Po',
  '1 byte': '1 octet',
  '{0} bytes': '{0} octets',
  '{0} offered a file of {1}: {2}': '{0} a proposé un fichier de {1} : {2}',
  '1 file, {0}': '1 fichier, {0}',
  '{0} files, {1}': '{0} fichiers, {1}',
  '{0} offered a folder of {1}: {2}': '{0} a proposé un dossier de {1} : {2}',
  'There is no such transfer: the list of files shows their labels.':
    'Ce transfert n’existe pas : la liste des fichiers montre leurs étiquettes.',
  '{0} is on its way already.': '{0} est déjà en route.',
  '{0} After that, accept {1} again: it goes on where it stopped.':
    '{0} Ensuite, acceptez {1} de nouveau : le transfert reprend là où il s’est arrêté.',
  'There is no room for {0}: {1} are needed and {2} has {3}: free some space, then accept {4} again.':
    'Il n’y a pas de place pour {0} : il faut {1} et {2} a {3} : libérez de la place, puis acceptez {4} de nouveau.',
  '{0} cannot keep {1} now, most likely for want of room: it waits until {2} accepts it again, and goes on where it stopped.':
    '{0} ne peut pas garder {1} maintenant, sans doute faute de place : le transfert attend que {2} l’accepte de nouveau, et reprend là où il s’est arrêté.',
  '{0} is your own offer: your friend accepts it.':
    '{0} est votre propre proposition : c’est à votre ami de l’accepter.',
  '{0} has come to its end already.': '{0} est déjà terminé.',
  'It was for the key that your friend had before: offer it again.':
    'Il était pour la clé que votre ami avait avant : proposez-le de nouveau.',
  'The friendship has ended.': 'L’amitié a pris fin.',
  'The disk takes messages again: what had to wait comes now.':
    'Le disque accepte de nouveau des messages : ce qui devait attendre arrive maintenant.',
  'The directory answers again.': 'L’annuaire répond de nouveau.',
}
