/** What `npm run bench` compares of the peers: each is measured by a program of theirs, see there. */

import type { Comparison } from './bench-ratio'

const tls = 'node:tls 1.3'

export const peerComparisons = {
  handshake: [
    {
      what: 'handshake: CPU of both sides together',
      yardstick: `${tls} with mutual RSA-2048`,
      program: ['peers/bench-handshake.ts'],
      unit: 'ms',
      limit: { at: 'most', ratio: 1.5 },
    },
  ],
  chat: [
    {
      what: 'chat: messages of 100 bytes, as many as the socket takes, two processes',
      yardstick: `${tls} with the same framing`,
      program: ['peers/bench-chat.ts'],
      unit: 'messages/s',
      limit: { at: 'least', ratio: 0.8 },
    },
    {
      what: 'chat: the same, one message in each turn of the event loop, so one in each record',
      yardstick: `${tls} with the same framing`,
      program: ['peers/bench-chat.ts', '--one-by-one'],
      unit: 'messages/s',
      limit: null,
    },
  ],
  records: [
    {
      what: 'records: a file from disk to disk with SHA-256, 65,000 bytes a record, two processes',
      yardstick: `${tls} with the same framing`,
      program: ['peers/bench-file.ts'],
      unit: 'bytes/s',
      limit: { at: 'least', ratio: 0.8 },
    },
  ],
} as const satisfies Record<string, readonly Comparison[]>
