import { scenario } from '../lab/scenario/scenario'
import { callsBesideAnAttack } from './measured-calls'

const steps = callsBesideAnAttack(10, ['bob', 'directory'])

export const flood = scenario({
  name: 'flood',
  title: 'Mallory calls without end, so that nobody else gets through',
  about:
    'Mallory knows no secret and is nobody’s friend; she only knows where Bob and the directory can be reached. First she opens hundreds of connections and speaks on each as slowly as she can: a program that has a fixed number of places and waits patiently has none left for others (slowloris). Then she begins one conversation after the other and finishes none, so that Bob computes keys for callers who never come: each takes a place, and memory. Meanwhile Alice calls Bob ten times (and once more when it is over), each time through the directory, and the lab counts how many of her calls and messages arrive. A budget for each address, and the rule that the greediest address has to give way, keep Bob’s door open; against one address either of the two would do, and the budget spares the processor as well. (A web server of Node’s bears slow connections without our bounds too: what falls is the fixed number of places.) Nothing of that helps against somebody who calls from thousands of addresses, nor a friend who shares an address with Mallory.',
  lesson:
    'Whoever calls without end must not take the places of those who wait: each stranger gets a budget.',
  source:
    'R. Hansen, “Slowloris HTTP DoS”, 2009; CVE-2018-12122 (Node.js); J. A. Donenfeld, “WireGuard”, NDSS 2017, §5.3',
  position: 'outsider',
  attack: 'slowloris',
  acts: [
    {
      name: 'slow-to-bob',
      title:
        'The hardened messenger with its admission of callers taken away: 256 places, and whoever has one keeps it.',
      profile: 'fixed-places',
      steps,
      controls: 2,
      expected: 'BROKEN',
      breaks: ['availability'],
    },
    {
      name: 'slow-to-directory',
      title: 'The hardened messenger, and a directory that has 256 places and all the time in the world.',
      directory: 'fixed-places',
      steps,
      controls: 2,
      expected: 'BROKEN',
      breaks: ['availability'],
    },
    {
      name: 'slow-to-both',
      title: 'The hardened messenger and directory, and callers who speak slowly.',
      steps,
      controls: 2,
      expected: 'RESISTED',
      counterpart: 'slow-to-bob',
    },
    {
      name: 'handshakes',
      title: 'Handshakes without end, for the messenger with 256 places and no budgets.',
      profile: 'fixed-places',
      attack: 'handshake-flood',
      steps,
      controls: 2,
      expected: 'BROKEN',
      breaks: ['availability'],
    },
    {
      name: 'handshakes-hardened',
      title: 'The same for the hardened messenger: each address has a budget.',
      attack: 'handshake-flood',
      steps,
      controls: 2,
      expected: 'RESISTED',
      counterpart: 'handshakes',
    },
  ],
})
