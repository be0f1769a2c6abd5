/**
 * Rules of PROTOCOL.md for which the scenario `conformance` sends nothing, each with the reason. A rule is here or has a
 * probe, and `npm run check` names one that has neither, or both.
 */

interface Unprobed {
  readonly why: string
  readonly rules: readonly string[]
}

function rules(
  section: string,
  ...numbers: readonly (number | readonly [from: number, to: number])[]
): string[] {
  return numbers.flatMap((one) => {
    const [from, to] = typeof one === 'number' ? [one, one] : one
    return Array.from({ length: to - from + 1 }, (_, place) => `${section}-${from + place}`)
  })
}

export const unprobed: readonly Unprobed[] = [
  {
    why: 'What is computed is not refused: the lab computes it once more from the bytes and secrets of each session (lab/conformance/).',
    rules: [
      ...rules('4', 1),
      ...rules('5.4', 4),
      ...rules('5.5', 3, 4),
      ...rules('6', 12, 19, 28),
      ...rules('8', 4),
      ...rules('8.1', 1, 2),
    ],
  },
  {
    why: 'Each probe is for it: the judge demands the alarm, the end of the connection, and no frame more (lab/judge/check-conformance.ts).',
    rules: [...rules('5', 2)],
  },
  {
    why: 'People compare it; the scenarios mitm and rogue-directory show that it differs where a key was swapped.',
    rules: rules('3', 5, 6, 7),
  },
  {
    why: 'There is one suite, and it is not below the floor: no frame can reach the check before NO_COMMON_VERSION. The scenario downgrade shows it with a second suite.',
    rules: [...rules('5.2', 4), ...rules('5.3', 10)],
  },
  {
    why: 'It is about what the own user is told or does: the scenarios key-change and rogue-directory.',
    rules: rules('5.7', 1),
  },
  {
    why: 'It is refused to the own user before anything is sent: peers/protocol/channel.test.ts.',
    rules: rules('6', 29, 30),
  },
  {
    why: 'It takes two million records, a gigabyte or an hour under one key: peers/protocol/channel-rekey.test.ts has other limits and another clock.',
    rules: [...rules('7.1', [5, 11]), ...rules('11', 17)],
  },
  {
    why: 'It is what a side does that ends a session itself: every control ends so, and lab/conformance/ computes who said what last.',
    rules: rules('7.2', 1, 2, 4, 9),
  },
  {
    why: 'It is about what is on disks or waits there, across sessions and restarts, which no frame of another shows: peers/messenger/*.test.ts; of the user’s side the scenarios history-theft and wrong-heir.',
    rules: [...rules('8', 18), ...rules('8.1', 4, 5, [7, 13], [16, 35]), ...rules('8.4', [11, 14])],
  },
  {
    why: 'A line that is silent for minutes: peers/messenger/keepalive.test.ts, with another clock.',
    rules: rules('8.2', 1, 2),
  },
  {
    why: 'Files take several sessions and a user who accepts: the scenarios path-traversal, busywork and echo-chamber, and peers/files/*.test.ts.',
    rules: rules('8.3', [1, 14]),
  },
  {
    why: 'It takes tens of thousands of items, or minutes: the scenarios babel, busywork, hoarder and echo-chamber, which measure.',
    rules: rules('8.4', [1, 5], 8, 9, [15, 20]),
  },
  {
    why: 'Only a directory that lies can send it: the scenarios rogue-directory, phantom-friends, port-scan and address-hijack.',
    rules: [...rules('9', [7, 18]), ...rules('9.1', [1, 7]), ...rules('9.2', [1, 12])],
  },
  {
    why: 'It is about the list, not about bytes: lab/scenario/alarms.test.ts holds it against the lab’s own.',
    rules: rules('11', 1),
  },
]
