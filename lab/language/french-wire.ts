/** What is said of units of the wire and of captures (lab/wire/). */

import type { Dictionary } from './sentence'

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
  name: 'nom',
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
  'number of texts': 'nombre de textes',
  since: 'depuis',
  'public key, PEM': 'clé publique, PEM',
  'fingerprint of this key': 'empreinte de cette clé',
  separator: 'séparateur',
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
