/** What users and attackers say in a run, and what becomes of it (lab/text/told-text.ts, lab/judge/verdict-words.ts). */

import type { Dictionary } from '../../peers/language/sentence'

export const texts: Dictionary = {
  // Where people meet: with the preposition that goes with each.
  'the north gate': 'à la porte nord',
  'the old bridge': 'au vieux pont',
  'the reading room': 'à la salle de lecture',
  'the ferry landing': 'à l’embarcadère',
  'the clock tower': 'à la tour de l’horloge',
  'Meet me at {0} at {1}:{2}.': 'Rendez-vous {0}, à {1} h {2}.',
  'Be wary of {0} at {1}:{2}.': 'Prends garde {0}, à {1} h {2}.',
  'Yes.': 'Oui.',
  'No, never.': 'Non, jamais.',
  'Perhaps tomorrow.': 'Peut-être demain.',
  'Ask me again when it is over.': 'Redemande-moi quand ce sera fini.',
  'Bring the money.': 'Apporte l’argent.',
  'It is me, Bob. Send me the address again, please.':
    'C’est moi, Bob. Renvoie-moi l’adresse, s’il te plaît.',
  'Are you still there?': 'Tu es toujours là ?',
  'It is me, on a new phone. What was the code again?':
    'C’est moi, sur un nouveau téléphone. C’était quoi, le code, déjà ?',
  '{0} answers': '{0} répond',
  '{0} calls {1}': '{0} appelle {1}',
  '{0} is at {1}': '{0} se trouve à {1}',
  '{0} was asked by {1} and asked {2}': 'demandes d’amitié reçues par {0} : {1} ; envoyées : {2}',
  nobody: 'personne',

  // Verdicts; in JSON they are English for everybody.
  BROKEN: 'PERCÉ',
  DETECTED: 'DÉTECTÉ',
  RESISTED: 'REPOUSSÉ',
  PASSED: 'RÉUSSI',
  NONCONFORMING: 'NON CONFORME',
  INCONCLUSIVE: 'NON CONCLUANT',
}
