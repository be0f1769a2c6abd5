import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

/** Alice asks the directory twice: Mallory is not there, and is there again. So Alice's messenger calls her. */
const calledOnce: readonly Step[] = [
  { do: 'account', by: 'alice', what: 'refresh' },
  { do: 'account', by: 'alice', what: 'refresh' },
  { do: 'launch' },
]
const steps: readonly Step[] = [...calledOnce, ...calledOnce, ...calledOnce, ...conversation]

export const portScan = scenario({
  name: 'port-scan',
  title: 'Mallory’s directory sends Alice’s messenger to ports of her own computer',
  about:
    'Whoever says where a friend is chooses where another computer dials. What only that computer reaches, programs that listen on it for its own user alone, is reached through it then. Mallory has become Alice’s friend, and the directory is hers. Alice’s messenger calls a friend of its own accord who turns up in the list; where Mallory is, the directory answers with a record that Mallory has signed: a port of Alice’s own computer. Each time she is gone and back, it is another port. What listens there is a program of the lab’s, which tells who calls it: no messenger is asked. The hardened messenger looks every host up, checks each address, and dials the very address that it checked: one of its own computer only where PROTOCOL.md, section 9.2, says so. Where all nodes are processes of one computer the directory is on it as well, so loopback is where friends may be; Mallory names 0.0.0.0 there, at which nobody can be, and which Linux and macOS take for loopback. Which of the ports is open Mallory does not learn even from the weak one here: when the directory is asked next is settled before the call begins.',
  lesson: 'Never dial an address just because somebody says so: check where it leads.',
  source:
    'CERT CA-1997-27, CVE-1999-0017 (FTP bounce); A. Lumelsky, “0.0.0.0 Day”, Oligo Security, 2024; the class is CWE-918, “Server-Side Request Forgery”',
  position: 'directory',
  has: ['the friendship of both peers', 'the numbers of three ports of Alice’s own computer'],
  account: 'friend',
  attack: 'port-scan',
  program: 'messenger',
  callsAttacker: true,
  bystander: true,
  acts: [
    {
      name: 'dial-anywhere',
      title: 'The hardened messenger, but a friend is called at whatever address the record names.',
      profile: 'dial-anywhere',
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['routing'],
    },
    {
      name: 'hardened',
      title:
        'The hardened messenger calls nobody on its own computer of whom nothing says that they are there.',
      profile: 'hardened',
      controls: 2,
      steps,
      expected: 'DETECTED',
      alarms: ['BAD_ADDRESS_RECORD'],
    },
  ],
})
