import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const keyChange = scenario({
  name: 'key-change',
  title: 'Bob’s key has changed, and the program says so and sends all the same',
  about:
    'Alice and Bob have talked before, so each program knows the other’s key. Now another one answers: a new phone, perhaps, or Mallory. Both programs notice, and in both acts the same alarm is raised. A program that only warns goes on: the message that Alice was about to send is encrypted for the new key and gone before she has read the warning. In a study with Signal, 21 of 28 people failed to compare keys correctly after such a change. So the first act is BROKEN although the alarm was right and in time: an alarm that stops nothing protects nobody. The hardened messenger sends nothing until its user has taken the new key.',
  lesson: 'An alarm that stops nothing protects nobody: wait until the user has decided.',
  source:
    'S. Schröder, M. Huber, D. Wind, C. Rottermanner, “When SIGNAL Hits the Fan: On the Usability and Security of State-of-the-Art Secure Mobile Messaging”, EuroUSEC 2016',
  position: 'path',
  attack: 'swap-keys',
  acts: [
    {
      name: 'warn-only',
      title: 'The hardened messenger, but after the alarm about a changed key the conversation goes on.',
      profile: 'warn-only',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['secrecy', 'authenticity'],
      alarms: ['FINGERPRINT_MISMATCH'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger raises the alarm and hangs up: nothing is sent.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['FINGERPRINT_MISMATCH'],
    },
  ],
})
