/** What `npm run bench` compares of the peers: each is measured by a program of theirs, see there. */

import type { BenchComparison } from './ratio'

const tls = 'node:tls 1.3'

export const peerComparisons = {
  handshake: [
    {
      what: 'handshake: CPU of both sides together',
      yardstick: `${tls} with mutual RSA-2048`,
      program: ['peers/bench/handshake.ts'],
      unit: 'ms',
      limit: { at: 'most', ratio: 1.3 },
    },
  ],
  chat: [
    {
      what: 'chat: messages of 100 bytes, as many as the socket takes, two processes',
      yardstick: `${tls} with the same framing`,
      program: ['peers/bench/chat.ts'],
      unit: 'messages/s',
      limit: { at: 'least', ratio: 0.8 },
    },
    {
      what: 'chat: the same, one message in each turn of the event loop, so one in each record',
      yardstick: `${tls} with the same framing`,
      program: ['peers/bench/chat.ts', '--one-by-one'],
      unit: 'messages/s',
      limit: null,
    },
    {
      what: 'chat: the same, one message in each turn',
      yardstick: 'a bare loop over Node’s cipher objects with the same framing',
      program: ['peers/bench/chat.ts', '--one-by-one', '--bare'],
      unit: 'messages/s',
      limit: { at: 'least', ratio: 0.8 },
    },
  ],
  file: [
    {
      what: 'file: from disk to disk with SHA-256, the real messenger, two processes',
      yardstick: `${tls} with the same work`,
      program: ['peers/bench/transfer.ts'],
      unit: 'bytes/s',
      limit: { at: 'least', ratio: 0.8 },
    },
    {
      what: 'file: resident memory in a transfer of 4 GiB, of the side that takes more',
      yardstick: 'what it has when idle and 150 MB',
      program: ['peers/bench/transfer-memory.ts'],
      unit: 'MB',
      limit: { at: 'most', ratio: 1 },
      only: 'linux',
    },
    {
      what: 'file: a message while one is on its way, from the word to the friend',
      yardstick: 'when nothing else goes on',
      program: ['peers/bench/transfer-chat.ts'],
      unit: 'ms',
      limit: { at: 'most', ratio: 3 },
    },
    {
      what: 'file: how fast it goes while both friends talk, four times a second',
      yardstick: 'while nothing is said',
      program: ['peers/bench/transfer-chat.ts', '--rate'],
      unit: 'bytes/s',
      // From 0.8 to 0.95 on a busy machine, with the right of way of words and without it: each message takes four writes.
      limit: { at: 'least', ratio: 0.75 },
    },
  ],
  relay: [
    {
      what: 'relay: a file between two messengers through the directory’s relay',
      yardstick: 'between two who reach each other',
      program: ['peers/bench/transfer-relay.ts'],
      unit: 'bytes/s',
      limit: { at: 'least', ratio: 0.7 },
    },
    {
      what: 'relay: resident memory of the directory with 1,000 idle pairs',
      yardstick: 'what it has before them and 64 kB for each',
      program: ['peers/bench/relay-memory.ts'],
      unit: 'MB',
      limit: { at: 'most', ratio: 1 },
      only: 'linux',
    },
  ],
  past: [
    {
      what: 'past: a journal with 1,000,000 messages, until it is open',
      yardstick: 'with 1,000',
      program: ['peers/bench/past.ts', 'start'],
      unit: 'ms',
      limit: { at: 'most', ratio: 1.5 },
    },
    {
      what: 'past: resident memory then',
      yardstick: 'with 1,000',
      program: ['peers/bench/past.ts', 'memory'],
      unit: 'MB',
      limit: { at: 'most', ratio: 1.5 },
    },
    {
      what: 'past: words that nobody said, sought in 1,000,000 messages',
      yardstick: 'grep -i over the same as plain text',
      program: ['peers/bench/past.ts', 'search'],
      unit: 'ms',
      limit: null,
    },
  ],
} as const satisfies Record<string, readonly BenchComparison[]>
