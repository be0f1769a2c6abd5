/** What became of the users, in plain sentences (lab/narration/plain-outcome.ts). */

import type { Dictionary } from '../../peers/language/sentence'

export const outcome: Dictionary = {
  'Mallory read what was secret.': 'Mallory a lu ce qui était secret.',
  'Made-up words passed for a friend’s.': 'Des mots inventés sont passés pour ceux d’un ami.',
  'True words came twice, or in another order.':
    'De vrais mots sont arrivés deux fois, ou dans un autre ordre.',
  'True words got lost, unnoticed.': 'De vrais mots se sont perdus sans qu’on le voie.',
  'Somebody took Mallory for a friend.': 'On a pris Mallory pour un ami.',
  'Mallory learned what only friends may know.':
    'Mallory a appris ce que seuls les amis ont le droit de savoir.',
  'Calls went to somebody else.': 'Des appels sont arrivés chez quelqu’un d’autre.',
  'Mallory wrote where nobody may write.': 'Mallory a écrit là où personne n’a le droit d’écrire.',
  'The screen said what is not so.': 'L’écran a affiché ce qui n’était pas vrai.',
  'Honest people were not served any more.': 'Les utilisateurs honnêtes n’étaient plus servis.',
  'A program took what the protocol forbids.': 'Un programme a accepté ce que le protocole interdit.',
  'Noticed in time. {0}': 'Remarqué à temps. {0}',
  'Noticed in time: {0}.': 'Remarqué à temps : {0}.',
  'Mallory tried, and got nothing.': 'Mallory a essayé, et n’a rien obtenu.',
  'Everything worked.': 'Tout a marché.',
  'A program does not do what the protocol says.': 'Un programme ne fait pas ce que dit le protocole.',
  'This run shows nothing.': 'Cette exécution ne montre rien.',
}
