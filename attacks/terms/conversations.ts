/**
 * Honest conversations, which a search begins with: two friends who talk over a network that passes everything on, and
 * Mallory, who talks to each of them as herself, under her own name and key. Nothing here is an attack.
 */

import type { Honest } from './people'
import type { Definitions, Term } from './term'
import type { Trace, TraceStep } from './trace'

const ref = (of: string): Term => ({ ref: of })
const call = (fn: string, ...args: Term[]): Term => ({ fn, args })
const heard = (end: string, nth: number): Term => ({ heard: end, nth })

/** Whose end it is: a, a2, … are Alice's, b, b2, … Bob's. */
const whose = (end: string): Honest => (end.startsWith('a') ? 'alice' : 'bob')

/** Two friends call, talk and say goodbye, and the network passes all of it on. */
export function relayed(caller = 'a', called = 'b'): Trace {
  const there = (nth: number): TraceStep => ({ do: 'pass', from: caller, to: called, nth })
  const back = (nth: number): TraceStep => ({ do: 'pass', from: called, to: caller, nth })
  const [says, answers]: readonly TraceStep[] = [caller, called].map((at) => ({ do: 'say', at }))
  return {
    definitions: studied(caller, called),
    steps: [
      { do: 'open', end: caller, of: whose(caller), calls: whose(called) },
      { do: 'open', end: called, of: whose(called), calls: null },
      ...[there(0), back(0), there(1), back(1)],
      ...[says!, there(2), answers!, back(2), says!, there(3), answers!, back(3), says!, there(4)],
      ...[{ do: 'close', at: caller } as const, there(5), back(4)],
    ],
  }
}

/** Mallory calls the end `b` as herself, says a text, and goodbye: the initiator of PROTOCOL.md as terms. */
export function callsBob(b = 'b'): Trace {
  const own = (name: string) => `${b}.${name}`
  const my = (name: string) => ref(own(name))
  const reply = heard(b, 0)
  const confirm = heard(b, 1)
  const secrets = [my('agreed'), my('secret'), my('their secret'), my('bound')] as const
  const definitions: Definitions = {
    [own('scalar')]: call('scalar 1'),
    [own('offer')]: call('offer', call('suite 0101')),
    [own('hello')]: call('HELLO', my('offer'), call('share', my('scalar'))),
    [own('agreed')]: call('agree', my('scalar'), call('share of REPLY', reply)),
    [own('opening')]: call(
      'hash of two',
      my('hello'),
      call('opening', call('suite of REPLY', reply), call('share of REPLY', reply)),
    ),
    [own('name')]: call('name mallory'),
    [own('identity')]: call('identity mallory'),
    [own('called')]: call('name bob'),
    [own('claim')]: call('claim', my('name'), my('identity')),
    [own('secret')]: call('fresh 1'),
    [own('wrapped')]: call('wrap', call('identity bob'), my('secret')),
    [own('body')]: call('called and wrapped', my('claim'), my('called'), my('wrapped')),
    [own('so far')]: call('hash of two', my('hello'), reply),
    [own('said')]: call(
      'initiator says',
      my('name'),
      my('called'),
      call('hash of two', my('so far'), my('body')),
    ),
    [own('signature')]: call('sign', call('signer mallory'), my('said')),
    [own('MAC')]: call('MAC', call('initiator MAC key', my('agreed'), my('opening')), my('said')),
    [own('proof')]: call(
      'frame',
      call('type 3'),
      call(
        'seal',
        call('initiator key', my('agreed'), my('opening')),
        call('number 0'),
        my('so far'),
        call('join', my('body'), my('signature'), my('MAC')),
      ),
    ),
    [own('all')]: call('hash of three', my('hello'), reply, my('proof')),
    [own('answer')]: call(
      'open',
      call('responder key', my('agreed'), my('opening')),
      call('number 1'),
      my('all'),
      call('payload', confirm),
    ),
    [own('their wrapped')]: call('wrapped in CONFIRM', my('answer')),
    [own('their secret')]: call('unwrap', call('unwrapper mallory'), my('their wrapped')),
    [own('bound')]: call('hash of two', my('all'), my('their wrapped')),
    [own('session')]: call('session', ...secrets),
    [own('root')]: call('root', ...secrets),
    [own('key')]: call('traffic key', my('root'), my('session'), call('role initiator')),
    [own('text')]: call(
      'record',
      my('key'),
      my('session'),
      call('number 0'),
      call('kind text'),
      call('a text'),
    ),
  }
  return {
    definitions,
    steps: [
      { do: 'open', end: b, of: 'bob', calls: null },
      { do: 'deliver', to: b, term: my('hello') },
      { do: 'deliver', to: b, term: my('proof') },
      { do: 'say', at: b },
      { do: 'deliver', to: b, term: my('text') },
      { do: 'say', at: b },
    ],
  }
}

/** Alice calls Mallory, who answers as herself: the responder of PROTOCOL.md as terms. */
export function answersAlice(a = 'a'): Trace {
  const own = (name: string) => `${a}.${name}`
  const my = (name: string) => ref(own(name))
  const hello = heard(a, 0)
  const proof = heard(a, 1)
  const secrets = [my('agreed'), my('their secret'), my('secret'), my('bound')] as const
  const definitions: Definitions = {
    [own('scalar')]: call('scalar 2'),
    [own('suite')]: call('suite 0101'),
    [own('agreed')]: call('agree', my('scalar'), call('share of HELLO', hello)),
    [own('opening')]: call('hash of two', hello, call('opening', my('suite'), call('share', my('scalar')))),
    [own('name')]: call('name mallory'),
    [own('identity')]: call('identity mallory'),
    [own('caller')]: call('name alice'),
    [own('caller identity')]: call('identity alice'),
    [own('claim')]: call('claim', my('name'), my('identity')),
    [own('said')]: call('responder says', my('name'), call('hash of two', my('opening'), my('claim'))),
    [own('signature')]: call('sign', call('signer mallory'), my('said')),
    [own('MAC')]: call('MAC', call('responder MAC key', my('agreed'), my('opening')), my('said')),
    [own('reply')]: call(
      'REPLY',
      my('suite'),
      call('share', my('scalar')),
      call(
        'seal',
        call('responder key', my('agreed'), my('opening')),
        call('number 0'),
        my('opening'),
        call('join', my('claim'), my('signature'), my('MAC')),
      ),
    ),
    [own('so far')]: call('hash of two', hello, my('reply')),
    [own('inside')]: call(
      'open',
      call('initiator key', my('agreed'), my('opening')),
      call('number 0'),
      my('so far'),
      call('payload', proof),
    ),
    [own('their secret')]: call('unwrap', call('unwrapper mallory'), call('wrapped in PROOF', my('inside'))),
    [own('secret')]: call('fresh 2'),
    [own('wrapped')]: call('wrap', my('caller identity'), my('secret')),
    [own('all')]: call('hash of three', hello, my('reply'), proof),
    [own('bound')]: call('hash of two', my('all'), my('wrapped')),
    [own('session')]: call('session', ...secrets),
    [own('root')]: call('root', ...secrets),
    [own('confirmed')]: call('responder confirms', my('caller'), my('name'), my('session')),
    [own('confirmation')]: call('MAC', call('confirmation key', ...secrets), my('confirmed')),
    [own('confirm')]: call(
      'frame',
      call('type 4'),
      call(
        'seal',
        call('responder key', my('agreed'), my('opening')),
        call('number 1'),
        my('all'),
        call('join', my('wrapped'), my('confirmation'), call('nothing')),
      ),
    ),
    [own('key')]: call('traffic key', my('root'), my('session'), call('role responder')),
    [own('text')]: call(
      'record',
      my('key'),
      my('session'),
      call('number 0'),
      call('kind text'),
      call('a text'),
    ),
  }
  return {
    definitions,
    steps: [
      { do: 'open', end: a, of: 'alice', calls: 'mallory' },
      { do: 'deliver', to: a, term: my('reply') },
      { do: 'deliver', to: a, term: my('confirm') },
      { do: 'say', at: a },
      { do: 'say', at: a },
      { do: 'deliver', to: a, term: my('text') },
    ],
  }
}

/**
 * The keys of a session from its handshake, for somebody who has both identities' private keys afterwards: what two
 * friends compute, but for the secret that they agree on, of which she knows neither private share.
 */
export function studied(a = 'a', b = 'b'): Definitions {
  const own = (name: string) => `${a}${b}.${name}`
  const my = (name: string) => ref(own(name))
  const [hello, proof, reply, confirm] = [heard(a, 0), heard(a, 1), heard(b, 0), heard(b, 1)]
  const secrets = [my('agreed'), my('caller’s secret'), my('called one’s secret'), my('bound')] as const
  return {
    [own('agreed')]: call('agree', call('scalar 1'), call('share of REPLY', reply)),
    [own('opening')]: call(
      'hash of two',
      hello,
      call('opening', call('suite of REPLY', reply), call('share of REPLY', reply)),
    ),
    [own('inside')]: call(
      'open',
      call('initiator key', my('agreed'), my('opening')),
      call('number 0'),
      call('hash of two', hello, reply),
      call('payload', proof),
    ),
    [own('caller’s secret')]: call(
      'unwrap',
      call(`unwrapper ${whose(b)}`),
      call('wrapped in PROOF', my('inside')),
    ),
    [own('all')]: call('hash of three', hello, reply, proof),
    [own('answer')]: call(
      'open',
      call('responder key', my('agreed'), my('opening')),
      call('number 1'),
      my('all'),
      call('payload', confirm),
    ),
    [own('wrapped for the caller')]: call('wrapped in CONFIRM', my('answer')),
    [own('called one’s secret')]: call('unwrap', call(`unwrapper ${whose(a)}`), my('wrapped for the caller')),
    [own('bound')]: call('hash of two', my('all'), my('wrapped for the caller')),
    [own('session')]: call('session', ...secrets),
    [own('root')]: call('root', ...secrets),
  }
}

function both(...traces: readonly Trace[]): Trace {
  return {
    definitions: Object.assign({}, ...traces.map(({ definitions }) => definitions)),
    steps: traces.flatMap(({ steps }) => steps),
  }
}

/** What a search begins with. */
export const seeds: readonly Trace[] = [
  relayed(),
  callsBob(),
  answersAlice(),
  both(answersAlice(), callsBob()),
  both(relayed(), relayed('b2', 'a2')),
  both(relayed(), callsBob('b2')),
  both(relayed('a', 'b'), answersAlice('a2')),
]

/** How everything that Mallory computes is defined in them. */
export const beginnings: Definitions = Object.assign({}, ...seeds.map(({ definitions }) => definitions))

/** @returns all that she computes: as in them, but for what is changed. */
export function definitionsWith(changed: Definitions): Definitions {
  return { ...beginnings, ...changed }
}

/** @returns what is defined otherwise than in them. */
export function changesIn(definitions: Definitions, original: Definitions = beginnings): Definitions {
  return Object.fromEntries(Object.entries(definitions).filter(([name, term]) => original[name] !== term))
}
