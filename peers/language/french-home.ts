/** What disks, passphrases and files of a home say. */

import type { Dictionary } from './sentence'

export const home: Dictionary = {
  'the disk is full: free some space and try again': 'le disque est plein : libérez de la place et réessayez',
  'your share of the disk is used up: free some space and try again':
    'votre part du disque est épuisée : libérez de la place et réessayez',
  'access is denied: check who owns it and its folder':
    'l’accès est refusé : vérifiez à qui il appartient, ainsi que son dossier',
  'the system does not allow it: check who owns it and its folder':
    'le système ne le permet pas : vérifiez à qui il appartient, ainsi que son dossier',
  'its folder is not there and cannot be made: choose another folder':
    'son dossier n’existe pas et ne peut pas être créé : choisissez-en un autre',
  'its path leads in a circle of links: choose another folder':
    'son chemin tourne en rond de lien en lien : choisissez un autre dossier',
  'its name is too long: choose a shorter one': 'son nom est trop long : choisissez-en un plus court',
  'the disk failed: check the disk and try again': 'le disque a échoué : vérifiez-le et réessayez',
  'its disk is read-only: choose another folder':
    'son disque est en lecture seule : choisissez un autre dossier',
  'it is a folder: move it away': 'c’est un dossier : déplacez-le',
  'a part of its path is not a folder: choose another folder':
    'une partie de son chemin n’est pas un dossier : choisissez un autre dossier',
  'a file stands where its folder should be: choose another folder':
    'un fichier tient la place de son dossier : choisissez un autre dossier',
  'this program has too many files open: close some conversations and try again':
    'ce programme a trop de fichiers ouverts : fermez quelques discussions et réessayez',
  'there is no such file': 'ce fichier n’existe pas',
  'the system says {0}: check the disk and try again': 'le système dit {0} : vérifiez le disque et réessayez',
  '{0} could not be read: {1}.': '{0} n’a pas pu être lu : {1}.',
  '{0} could not be written: {1}.': '{0} n’a pas pu être écrit : {1}.',
  'it is not a file: move it away': 'ce n’est pas un fichier : déplacez-le',
  '{0} is too large to be a file of this program.':
    '{0} est trop grand pour être un fichier de ce programme.',
  'it is closed already': 'il est déjà fermé',
  'this is too much at once': 'c’est trop en une fois',
  'it would become too large to be read again': 'il deviendrait trop grand pour être relu',
  'it would become too large to be read again: move it away to start a new one':
    'il deviendrait trop grand pour être relu : déplacez-le pour en commencer un nouveau',
  '{0}, a page of the history, is damaged or missing: restore the home from a backup.':
    '{0}, une page de l’historique, est abîmé ou manque : restaurez le dossier depuis une sauvegarde.',
  'Another peer uses {0} (process {1}): end it first, or delete {2} if there is none.':
    'Un autre programme utilise {0} (processus {1}) : terminez-le d’abord, ou effacez {2} s’il n’y en a pas.',
  '{0} is there already and was left as it is: choose another folder.':
    '{0} existe déjà et a été laissé tel quel : choisissez un autre dossier.',
  '{0} is there already and was left as it is: choose another name.':
    '{0} existe déjà et a été laissé tel quel : choisissez un autre nom.',
  '{0} could not be read: there is no such file.': '{0} n’a pas pu être lu : ce fichier n’existe pas.',
  '{0} has an identity already, or files of one ({1}): import into another folder with --home, or move them away first.':
    '{0} a déjà une identité, ou des fichiers d’une identité ({1}) : importez dans un autre dossier avec --home, ou déplacez-les d’abord.',
  '{0} is blocked only until this program ends: {1}':
    '{0} n’est bloqué que jusqu’à la fin de ce programme : {1}',
  'The passphrase does not open {0}, or the file was changed (the two cannot be told apart): try again, or restore the file from a backup.':
    'La phrase de passe n’ouvre pas {0}, ou le fichier a été modifié (rien ne distingue les deux) : réessayez, ou restaurez le fichier depuis une sauvegarde.',
  'The passphrase does not open {0}, or the file was changed (the two cannot be told apart): try again, or restore the file from a backup. {1}':
    'La phrase de passe n’ouvre pas {0}, ou le fichier a été modifié (rien ne distingue les deux) : réessayez, ou restaurez le fichier depuis une sauvegarde. {1}',
  '{0} is damaged, or no {1} file of this version, and was left as it is: restore it from a backup, or move it away to start anew.':
    '{0} est abîmé, ou n’est pas un fichier de cette version ({1}), et a été laissé tel quel : restaurez-le depuis une sauvegarde, ou déplacez-le pour repartir à neuf.',
  'The {0} file would become too large to be read again: remove some.':
    'Le fichier ({0}) deviendrait trop grand pour être relu : enlevez-en.',
  'What was given begins with a space.': 'Ce qui a été donné commence par une espace.',
  'What was given ends with a space.': 'Ce qui a été donné finit par une espace.',
  'What was given begins and ends with a space.': 'Ce qui a été donné commence et finit par une espace.',
}
