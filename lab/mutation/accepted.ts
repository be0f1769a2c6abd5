/** Changes that no test notices and need not, each with the reason: they change nothing that anybody could see. */

import type { Accepted } from './score'

export const accepted: readonly Accepted[] = [
  {
    file: 'lab/judge/canary-search.ts',
    was: "throw new Error('a place in a stream is in none of its units')",
    becomes: "throw new Error('')",
    why: 'Nothing comes there: each place in a stream lies in one of its units.',
  },
  {
    file: 'lab/judge/acting-characters.ts',
    was: 'plain.slice(index + character.length, index + 16),',
    becomes: 'plain.slice(index + character.length, index + (16 + 1)),',
    why: 'Behind a joiner what counts stands before a pile of marks does, and a pile acts on the eye anyway.',
  },
  {
    file: 'lab/judge/acting-characters.ts',
    was: "const holds = (character === JOINER || character === NON_JOINER) && VIRAMA.test([...before].at(-1) ?? '')",
    becomes:
      'const holds = (character === JOINER || character === NON_JOINER) && VIRAMA.test(([...before].at(-1)))',
    why: 'Where nothing stands before it, no word for nothing is a virama.',
  },
  {
    file: 'lab/judge/acting-characters.ts',
    was: "const holds = (character === JOINER || character === NON_JOINER) && VIRAMA.test([...before].at(-1) ?? '')",
    becomes:
      "const holds = (character === JOINER || character === NON_JOINER) && VIRAMA.test([...before].at(-1) ?? 'x')",
    why: 'Where nothing stands before it, no word for nothing is a virama.',
  },
  {
    file: 'lab/judge/check-conformance.ts',
    was: "step.do === 'say-amiss' && step.number < next ? [step] : [],",
    becomes: "step.do === 'say-amiss' && step.number <= next ? [step] : [],",
    why: 'The next probe is no such step, so their numbers differ.',
  },
  {
    file: 'lab/judge/acting-characters.ts',
    was: 'plain.slice(Math.max(0, index - 16), index),',
    becomes: 'plain.slice(Math.max(0, index - (16 + 1)), index),',
    why: 'Before a joiner what counts stands behind a pile of marks, and a pile acts on the eye anyway.',
  },
  {
    file: 'lab/judge/acting-characters.ts',
    was: "const plain = text.replace(TAGGED_FLAG, '\\u{1f3f4}')",
    becomes: "const plain = text.replace(TAGGED_FLAG, '')",
    why: 'No flag is a part of what surrounds it: with it and without it the same is seen.',
  },
  {
    file: 'lab/judge/check-conformance.ts',
    was: "event.node === from && event.number > number && (event.event === 'done' || event.event === 'failed'),",
    becomes:
      "event.node === from && event.number >= number && (event.event === 'done' || event.event === 'failed'),",
    why: 'The step itself is the lab’s and no answer.',
  },
  {
    file: 'lab/judge/check-messages.ts',
    was: 'later.said.number > said.number &&',
    becomes: 'later.said.number >= said.number &&',
    why: 'The message itself, which is missing, has not arrived.',
  },
  {
    file: 'lab/judge/check-messages.ts',
    was: 'later.arrived.some(({ number }) => !alarm || number < alarm.number),',
    becomes: 'later.arrived.some(({ number }) => !alarm || number <= alarm.number),',
    why: 'No delivery is an alarm, so their numbers differ.',
  },
  {
    file: 'lab/judge/control.ts',
    was: "const end = eventsOf(phase, 'closed').find(",
    becomes: "const end = eventsOf(phase, 'closed').findLast(",
    why: 'A session is closed once, or consistency.ts says that the act contradicts itself.',
  },
  {
    file: 'lab/judge/counterpart.ts',
    was: 'const other = earlier.find(({ name }) => name === counterpart)',
    becomes: 'const other = earlier.findLast(({ name }) => name === counterpart)',
    why: 'Where two acts have one name, both are in doubt, and neither has won.',
  },
  {
    file: 'lab/judge/detection.ts',
    was: '(remote !== undefined && ends.has(remote)) ||',
    becomes: '((ends.has(remote))) ||',
    why: 'No end is undefined: the comparison is there for the compiler.',
  },
  {
    file: 'lab/judge/verdict.ts',
    was: 'const event = alarmed.find(({ number }) => number === evidence[0]!.number)',
    becomes: 'const event = alarmed.findLast(({ number }) => number === evidence[0]!.number)',
    why: 'No two events have one number.',
  },
  {
    file: 'lab/judge/deeds-on-wire.ts',
    was: "...eventsOf(act, 'ready').flatMap((ready) => ('fingerprint' in ready ? [ready.fingerprint] : [])),",
    becomes: "...eventsOf(act, 'ready').flatMap((ready) => (true ? [ready.fingerprint] : [])),",
    why: 'No key is undefined: the comparison is there for the compiler.',
  },
  {
    file: 'lab/judge/check-messages.ts',
    was: "...identities.flatMap((ready) => ('fingerprint' in ready ? [ready.fingerprint] : [])),",
    becomes: '...identities.flatMap((ready) => (true ? [ready.fingerprint] : [])),',
    why: 'No key is undefined: the comparison is there for the compiler.',
  },
  {
    file: 'lab/judge/check-messages.ts',
    was: "(ready) => ready.node === friend && 'fingerprint' in ready && ready.fingerprint === fingerprint,",
    becomes: '(ready) => (ready.node === friend) && ready.fingerprint === fingerprint,',
    why: 'No key is undefined: the comparison is there for the compiler.',
  },
  {
    file: 'lab/judge/check-messages.ts',
    was: 'const place = words.indexOf(said)',
    becomes: 'const place = words.lastIndexOf(said)',
    why: 'Each step stands there once.',
  },
  {
    file: 'lab/judge/check-messages.ts',
    was: 'opened.find((event) => event.node === node && event.session === session)?.role',
    becomes: 'opened.findLast((event) => event.node === node && event.session === session)?.role',
    why: 'A session is opened once, or consistency.ts says that the act contradicts itself.',
  },
  {
    file: 'lab/judge/check-messages.ts',
    was: "step.do === 'steal' && step.what === 'identity' && step.from === friend && step.number < number,",
    becomes:
      "step.do === 'steal' && step.what === 'identity' && step.from === friend && step.number <= number,",
    why: 'No step is a connection, so their numbers differ.',
  },
  {
    file: 'lab/judge/check-availability.ts',
    was: "event.event === 'step' && event.do === 'connect'",
    becomes: "(event.do === 'connect')",
    why: 'Only a step has something to do: the comparison is there for the compiler.',
  },
  {
    file: 'lab/judge/check-conformance.ts',
    was: "(event) => event.node === step.of && 'session' in event && event.session === opened.session,",
    becomes: '(event) => (event.node === step.of) && event.session === opened.session,',
    why: 'No session is undefined: the comparison is there for the compiler.',
  },
  {
    file: 'lab/judge/check-guesses.ts',
    was: 'const holds = luck >= SIGNIFICANCE',
    becomes: 'const holds = luck > SIGNIFICANCE',
    why: 'A probability of exactly one in a million is lost in the rounding of the last digit.',
  },
  {
    file: 'lab/judge/check-population.ts',
    was: 'holds: luck >= SIGNIFICANCE && luckOfSure >= SIGNIFICANCE,',
    becomes: 'holds: luck > SIGNIFICANCE && luckOfSure >= SIGNIFICANCE,',
    why: 'Fair coins never give exactly one in a million, which is no sum of powers of a half.',
  },
  {
    file: 'lab/judge/check-population.ts',
    was: 'holds: luck >= SIGNIFICANCE && luckOfSure >= SIGNIFICANCE,',
    becomes: 'holds: luck >= SIGNIFICANCE && luckOfSure > SIGNIFICANCE,',
    why: 'Fair coins never give exactly one in a million, which is no sum of powers of a half.',
  },
  {
    file: 'lab/judge/detection.ts',
    was: "const connected = eventsOf(phase, 'connected').find(",
    becomes: "const connected = eventsOf(phase, 'connected').findLast(",
    why: 'A session is connected once, or consistency.ts says that the act contradicts itself.',
  },
  {
    file: 'lab/judge/statistics.ts',
    was: 'if (least <= 0) return 1',
    becomes: 'if (false) return 1',
    why: 'The sum of the terms that are not there says the same, in a longer way.',
  },
  {
    file: 'lab/judge/statistics.ts',
    was: 'if (least <= 0) return 1',
    becomes: 'if (least < 0) return 1',
    why: 'The sum of the terms that are not there says the same, in a longer way.',
  },
  {
    file: 'lab/judge/statistics.ts',
    was: 'if (least > trials) return 0',
    becomes: 'if (false) return 0',
    why: 'The sum of the terms that are not there says the same, in a longer way.',
  },
]
