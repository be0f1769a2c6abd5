import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

const steps = [...conversation, { do: 'tell', topic: 'people', facts: ['bob'] }, { do: 'launch' }] as const

export const stalker = scenario({
  name: 'stalker',
  title: 'Mallory asks to be Bob’s friend, and for his address before he answers',
  about:
    'Mallory is on nobody’s path. She has an account like everybody else, asks Bob to be her friend, and does not wait: she asks the directory at once where Bob is. Whoever can ask for anybody’s address can follow them from home to work. Bob’s host has a name that the lab made up for this act; only his friends are to learn it.',
  lesson: 'Where somebody is, only friends may ask: and who is a friend, both decide.',
  source: 'The first version of this messenger, whose directory told everybody’s address to everybody',
  position: 'outsider',
  has: ['an account of her own'],
  account: 'own',
  hiddenHosts: true,
  attack: 'stalker',
  acts: [
    {
      name: 'address-for-anybody',
      title: 'The directory tells the address to whoever asks, as that of the first version did.',
      directory: 'address-for-anybody',
      steps,
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
    {
      name: 'hardened',
      title: 'The directory tells it to friends whom Bob has accepted.',
      steps,
      expected: 'RESISTED',
      counterpart: 'address-for-anybody',
    },
  ],
})
