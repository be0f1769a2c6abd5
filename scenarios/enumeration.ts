import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

const steps: readonly Step[] = [...conversation, { do: 'launch' }]

export const enumeration = scenario({
  name: 'enumeration',
  title: 'Mallory finds out who is registered, from answers that differ',
  about:
    'Mallory has a list of names and wants to know which of them belong to users. She asks the directory about each on every route that takes a name, and looks for answers that differ, in words or in time. Each name was registered or not by the toss of a coin, so luck alone gets half of them right; how unlikely more than that is, is known exactly. One door stays open, and the last act walks through it: where people choose their names, a name that is taken has to be refused. The hardened directory answers that question a hundred times for one address, and then twice a minute.',
  lesson: 'If the answer differs for names that exist, it is a list of all users.',
  source: 'C. Hagen and others, “All the Numbers are US”, NDSS 2021; G. K. Gegenhuber and others, 2025',
  position: 'outsider',
  has: ['an account of her own', 'a list of names'],
  account: 'own',
  attack: 'enumeration',
  acts: [
    {
      name: 'telling-replies',
      title: 'The directory says so where there is no user of a name.',
      directory: 'telling-replies',
      population: 100,
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
    {
      name: 'hardened',
      title: 'The directory answers alike, and does the same work, whether there is one or not.',
      population: 100,
      controls: 2,
      steps,
      expected: 'RESISTED',
      counterpart: 'telling-replies',
    },
    {
      name: 'by-registering',
      title: 'The hardened directory, asked by registering: this it gives away, within its budget.',
      attack: 'taken-names',
      population: 60,
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
  ],
})
