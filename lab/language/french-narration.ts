/** What the narration says: lab/narration/describe.ts, lab/narration/narrate.ts, lab/narration/list.ts, lab/narration/explain.ts, lab/narration/matrix.ts, lab/commands/ablation.ts. */

import type { Dictionary } from '../../peers/language/sentence'

export const narration: Dictionary = {
  // What an event means.
  somebody: 'quelqu’un',
  'Port {0} of {1}’s own computer is called, where another program listens.':
    'Un appel arrive au port {0} de l’ordinateur de {1}, où écoute un autre programme.',
  '{0} is connected to {1}, whose key is {2}': '{0} est en liaison avec {1}, dont la clé est {2}',
  '{0} read to each other what they see: it is the same.':
    '{0} se lisent l’un à l’autre ce qu’ils voient : c’est identique.',
  '{0} read their fingerprints to each other: THEY DIFFER. They hang up.':
    '{0} se lisent leurs empreintes : ELLES DIFFÈRENT. Ils raccrochent.',
  '{0}’s messenger refuses Mallory’s own call: {1} ({2})':
    'La messagerie de {0} refuse l’appel que Mallory passe en son nom propre : « {1} » ({2})',
  '{0}’s messenger raises the alarm: “{1}” ({2})': 'La messagerie de {0} donne l’alarme : « {1} » ({2})',
  '{0}’s messenger refuses: {1}': 'La messagerie de {0} refuse : « {1} »',
  '{0} reads “{1}” from Mallory': '{0} lit « {1} », de la part de Mallory',
  '{0} reads “{1}”, and takes it for {2}’s': '{0} lit « {1} » et l’attribue à {2}',
  '{0} reads “{1}”': '{0} lit « {1} »',
  '{0} reads “{1}”, which no friend wrote': '{0} lit « {1} », qu’aucun ami n’a écrit',
  'Mallory {0}, to {1}{2}': 'Mallory {0}, à {1}{2}',
  'Mallory {0}{1}': 'Mallory {0}{1}',
  'Mallory reads “{0}”': 'Mallory lit « {0} »',
  'Mallory says as {0} “{1}”': 'Mallory dit, en se faisant passer pour {0} : « {1} »',
  'Mallory changes it to “{0}”': 'Mallory en fait « {0} »',
  '{0}’s screen shows the safety number {1} …': 'L’écran de {0} affiche le numéro de sécurité {1} …',
  '{0}’s screen shows: own key {1}, the other side’s key {2}':
    'L’écran de {0} affiche : sa propre clé {1}, celle de l’autre côté {2}',
  'On {0}’s screen stands:': 'Sur l’écran de {0}, on lit :',
  'In {0}’s folder are now:': 'Dans le dossier de {0}, il y a maintenant :',
  '{0} calls {1}.': '{0} appelle {1}.',
  '{0} writes one message after the other, each one of {1} that everybody knows.':
    '{0} écrit un message après l’autre, chacun pris parmi {1} que tout le monde connaît.',
  '{0} writes “{1}”, and {2} is away.': '{0} écrit « {1} », en l’absence de {2}.',
  '{0} writes “{1}”': '{0} écrit « {1} »',
  '{0} wants to write more than a message carries.': '{0} veut écrire plus qu’un message ne peut porter.',
  '{0} wants to write half of a character.': '{0} veut écrire la moitié d’un caractère.',
  '{0} go by for {1}.': '{0} passent pour {1}.',
  '{0} hours': '{0} heures',
  '{0} minutes': '{0} minutes',
  'From now on Mallory’s directory gives the first address that it was ever told.':
    'Dès maintenant, l’annuaire de Mallory donne la première adresse qu’il ait apprise.',
  'From now on Mallory’s directory gives the last address that it knew before this.':
    'Dès maintenant, l’annuaire de Mallory donne la dernière adresse qu’il connaissait auparavant.',
  'From now on Mallory’s directory gives the last address but one.':
    'Dès maintenant, l’annuaire de Mallory donne l’avant-dernière adresse.',
  'From now on Mallory’s directory gives another port than the one that was signed.':
    'Dès maintenant, l’annuaire de Mallory donne un autre port que celui qui a été signé.',
  'From now on Mallory’s directory gives what is right.':
    'Dès maintenant, l’annuaire de Mallory donne ce qui est juste.',
  'From now on Mallory’s directory names her key in the list of friends.':
    'Dès maintenant, l’annuaire de Mallory nomme sa clé à elle dans la liste d’amis.',
  '{0} sends {1} the file {2}.': '{0} envoie à {1} le fichier {2}.',
  '{0} writes to Mallory: {1} texts of {2} bytes each.':
    '{0} écrit à Mallory : {1} textes de {2} octets chacun.',
  '{0} offers Mallory the file {1} of {2} bytes.': '{0} propose à Mallory le fichier {1} de {2} octets.',
  '{0} says goodbye.': '{0} dit au revoir.',
  '{0} become friends anew.': '{0} redeviennent amis.',
  'Mallory gets hold of {0}’s private keys.': 'Mallory s’empare des clés privées de {0}.',
  'Mallory gets hold of {0}’s token.': 'Mallory s’empare du jeton de {0}.',
  'Mallory knows {0} {1}.': 'Mallory connaît {0} {1}.',
  'Mallory knows of {0}: {1}.': 'Mallory connaît ces {0} : {1}.',
  'Mallory has watched {0} type: she knows the password and the one-time code.':
    'Mallory a regardé {0} taper : elle connaît le mot de passe et le code à usage unique.',
  'Mallory finds {0} passwords in a leak; that of {1} is number {2}.':
    'Mallory trouve {0} mots de passe dans une fuite de données ; celui de {1} porte le numéro {2}.',
  '{0} tells the directory anew where calls are taken.': '{0} indique de nouveau à l’annuaire où l’appeler.',
  '{0} takes the key that is named, and compares nothing.': '{0} prend la clé donnée, sans rien comparer.',
  '{0} wants to hear nothing of Mallory.': '{0} ne veut plus rien entendre de Mallory.',
  '{0} lets Mallory in again.': '{0} laisse de nouveau entrer Mallory.',
  '{0} agrees to send again what Mallory says to lack.':
    '{0} accepte d’envoyer de nouveau ce que Mallory dit ne pas avoir.',
  '{0} asks the directory for friends and their keys.':
    '{0} demande à l’annuaire la liste de ses amis et leurs clés.',
  '{0} asks somebody to be a friend whom nobody else knows of.':
    '{0} propose son amitié à quelqu’un que personne d’autre ne connaît.',
  '{0} enrols a second factor.': '{0} active un second facteur.',
  '{0} logs in.': '{0} ouvre une session.',
  '{0} switches the second factor off.': '{0} désactive le second facteur.',
  '{0} keeps the key that is known.': '{0} garde la clé déjà connue.',

  // A run, told in lines.
  ' (key {0})': ' (clé {0})',
  'Act {0} of {1}: {2}': 'Acte {0} sur {1} : {2}',
  'Published: {0}': 'Publié : {0}',
  'Behind a text stands the beginning of the random code in it, by which the lab knows it again.':
    'Après chaque texte figure le début du code aléatoire qu’il contient, auquel le labo le reconnaît. Sur le réseau, les textes sont en anglais ; ils sont traduits ici.',
  'each in a container of its own': 'chacun dans son conteneur',
  'each a process of its own': 'chacun dans son processus',
  '{0} of {1} acts as expected, in {2} s.': 'Actes comme prévu : {0} sur {1}, en {2} s.',
  'Every event is in {0}/history.jsonl; “npm run lab verdict” judges it again.':
    'Chaque événement est dans {0}/history.jsonl ; « npm run lab verdict » le juge de nouveau.',
  'Seed {0}.': 'Graine {0}.',
  passed: 'réussi',
  FAILED: 'ÉCHEC',
  'Attack {0}:': 'Attaque {0} :',
  'The conversation:': 'La conversation :',
  'Control before the attack, Mallory passes everything on:':
    'Contrôle avant l’attaque, Mallory transmet tout :',
  'Control before the attack, Mallory does nothing:': 'Contrôle avant l’attaque, Mallory ne fait rien :',
  'Control after the attack, Mallory passes everything on:':
    'Contrôle après l’attaque, Mallory transmet tout :',
  'Control after the attack, Mallory does nothing:': 'Contrôle après l’attaque, Mallory ne fait rien :',
  'Mallory opens {0} connections.': 'Mallory ouvre {0} connexions.',
  'Meanwhile {0} calls {1} {2} times.': 'Pendant ce temps, {0} appelle {1} {2} fois.',
  'as expected': 'comme prévu',
  'but {0} was expected': 'alors que {0} était prévu',
  'Verdict:': 'Verdict :',

  // The list of scenarios.
  'nobody attacks': 'personne n’attaque',
  'listens on the wire': 'écoute le réseau',
  'on the path between the peers': 'sur le chemin entre les pairs',
  'in the directory’s place, and on the path': 'à la place de l’annuaire, et sur le chemin',
  'is the relay between the peers': 'est le relais entre les pairs',
  'on nobody’s path': 'sur le chemin de personne',
  '; she has {0}': ' ; elle a {0}',
  'Run one with “npm run scenario NAME”, all with “npm run scenario all”; NAME -- --explain tells more.':
    '« npm run scenario NOM » en joue un, « npm run scenario all » les joue tous ; « NOM -- --explain » en dit plus.',
  '“npm run scenario ablation” takes every defence away once and tries every attack that could profit.':
    '« npm run scenario ablation » retire chaque défense tour à tour et essaie toutes les attaques qui pourraient en profiter.',

  'Beforehand:': 'Au préalable :',
  // A scenario, explained.
  '{0}, directory {1}': '{0}, annuaire {1}',
  'Nobody attacks here.': 'Ici, personne n’attaque.',
  'The prototype is a protocol of its own, without any of these defences: peers/protocol/prototype/prototype.ts.':
    'Le prototype est un protocole à part, sans aucune de ces défenses : peers/protocol/prototype/prototype.ts.',
  '{0} of the protocol': '{0}, dans le protocole',
  '{0} of the directory': '{0}, dans l’annuaire',
  '{0} of the messenger': '{0}, dans la messagerie',
  'WITHOUT IT': 'SANS ELLE',
  HARDENED: 'DURCI',

  // The matrix (matrix.ts), and defences taken away.
  scenario: 'scénario',
  'one defence taken away': 'une défense retirée',
  prototype: 'prototype',
  hardened: 'durci',
  'what happens': 'ce qui se passe',
  seconds: 'secondes',
  '{0} s': '{0} s',
  failed: 'échec',
  attack: 'attaque',
  '{0} (for another reason)': '{0} (pour une autre raison)',
  '{0} (not {1})': '{0} (et non {1})',
  'not run': 'pas joué',
  'Needed: without it an attack wins.': 'Nécessaire : sans elle, une attaque réussit.',
  'NO ATTACK MISSES IT.': 'SON ABSENCE NE SERT À AUCUNE ATTAQUE.',
  'NOT AS SAID: {0}': 'CONTRAIRE À CE QUI EST DIT : {0}',
  'an attack should gain by its absence.': 'une attaque devrait profiter de son absence.',
  'no attack should gain by its absence.': 'aucune attaque ne devrait profiter de son absence.',
  'Mallory sends {0} things that the protocol forbids, or that have to be taken. By its rules: {1}':
    'Mallory envoie {0} choses que le protocole interdit, ou qui doivent être acceptées. Selon ses règles : {1}',
  '✗ {0}: {1}. Sent at last: {2}': '✗ {0} : {1}. Envoyé en dernier : {2}',
}
