/**
 * Rules of PROTOCOL.md for which the scenario `conformance` sends nothing, each with the reason and with what holds it
 * instead. A rule is here or has a probe, and `npm run check` names one that has neither, or both.
 */

/** Each has one thing that holds it, and lab/rules/reasons.ts looks whether that is there. */
interface Unprobed {
  readonly why: string
  readonly rules: readonly string[]
  /** The test in lab/conformance/ in which a program that departs is named, by each of these rules or by those of `as`. */
  readonly computed?: string
  readonly as?: readonly string[]
  /** The act, as `SCENARIO/ACT`, in which the messenger goes without it: there another verdict, or another alarm, is due. */
  readonly without?: string
  /** Tests of the program itself, by their file and title, where the lab brings it about or sees it nowhere. */
  readonly tests?: readonly (readonly [file: string, title: string])[]
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

/** The lab computes it once more for every session of every act; a program that departs from it is NONCONFORMING. */
const computed: readonly Unprobed[] = [
  {
    why: 'People compare the number, and no program refuses it.',
    computed: 'safety-number.test.ts',
    rules: rules('3', [5, 7]),
  },
  {
    why: 'Who is pinned follows from what the directory answered first.',
    computed: 'directory.test.ts',
    as: ['5.7-2'],
    rules: rules('5.7', 1),
  },
  {
    why: 'Whom a program may call follows from what the directory answered and its user decided.',
    computed: 'directory.test.ts',
    rules: [
      ...rules('5.7', 4),
      ...rules('9', 15),
      ...rules('9', 34),
      ...rules('9.1', 1),
      ...rules('9.2', 3, [5, 7], 10, 13),
    ],
  },
  {
    why: 'Where a friend may be called, worked out once more for each address that was named, and each that was dialled.',
    computed: 'near-address.test.ts',
    as: ['9.2-5', '9.2-7', '9.2-10'],
    rules: rules('9.2', 4, 8),
  },
  { why: 'Nobody refuses another padding.', computed: 'planted-faults.test.ts', rules: rules('6', 19) },
  {
    why: 'It is what a side does that ends a session itself.',
    computed: 'planted-faults.test.ts',
    rules: rules('7.2', 2),
  },
  {
    why: 'It is what a messenger says of its own accord.',
    computed: 'layer.test.ts',
    rules: [...rules('8', 4), ...rules('8.1', 1, 2, 9, 12)],
  },
]

/** Another scenario turns on it: in an act of it the messenger goes without, and things end otherwise. */
const played: readonly Unprobed[] = [
  {
    why: 'There is one suite, and it is not below the floor: no frame can reach the check before NO_COMMON_VERSION. There it is shown with a second suite.',
    without: 'downgrade/export-suite-no-floor',
    rules: [...rules('5.2', 4), ...rules('5.3', 10)],
  },
  {
    why: 'It is about other identities of one friend, and what the user says to them.',
    without: 'wrong-heir/one-outbox',
    rules: rules('8.1', 8, 10, 11),
  },
  {
    why: 'It shows in how much memory a program needs when nobody reads what it says.',
    without: 'echo-chamber/endless-queue',
    rules: rules('8.4', 15, 16),
  },
  {
    why: 'It shows in how long a processor works.',
    without: 'busywork/hash-anew',
    rules: rules('8.4', 17),
  },
  {
    why: 'Only a directory that lies can name them.',
    without: 'phantom-friends/keep-any-friend',
    rules: rules('9.1', 3),
  },
  {
    why: 'Only a directory that lies can name such hosts.',
    without: 'port-scan/dial-anywhere',
    rules: [...rules('9', 8), ...rules('9.2', 1, 9)],
  },
]

const budgetTest = 'peers/messenger/friend-budget.test.ts'
const keysTest = 'directory/users/new-keys.test.ts'
const accountTest = 'peers/directory/directory-account.test.ts'
const redialTest = 'peers/messenger/redialer.test.ts'
const relayTest = 'directory/http/relay.test.ts'
const relayLineTest = 'peers/directory/relay-line.test.ts'
const inboundTest = 'peers/messenger/inbound.test.ts'

/** Nothing that the lab does brings it about or shows it: tests of the program itself do. */
const unseen: readonly Unprobed[] = [
  {
    why: 'No messenger of the lab ends a friendship.',
    tests: [
      [
        'peers/messenger/message-store.test.ts',
        'a friendship that ended: nothing waits any more, also if there is a new one, and the numbers go on',
      ],
    ],
    rules: rules('8.1', 13),
  },
  {
    why: 'It is about a disk that takes nothing: the lab has no such disk.',
    tests: [
      [inboundTest, 'while the disk is full the friend is told once, the session stays, and the pauses grow'],
      [
        'peers/messenger/messenger.test.ts',
        'a full disk: nothing is confirmed and nothing lost; it comes once there is space',
      ],
    ],
    rules: rules('8.1', 19, 21),
  },
  {
    why: 'It is about a disk that takes nothing: the lab has no such disk.',
    tests: [
      [
        'peers/messenger/outbound.test.ts',
        'a receipt for which the disk has no room is kept when there is some, and the session stays',
      ],
    ],
    rules: rules('8.1', 24),
  },
  {
    why: 'A text that waits while there is a session shows for a moment only. The search found it.',
    tests: [
      [
        'peers/messenger/outbound-hostile.test.ts',
        'a receipt counts up to what was sent, also by the program that was killed meanwhile, and no further',
      ],
    ],
    rules: rules('8.1', 37),
  },
  {
    why: 'It is about folders that are taken: whoever judges a run allows none in an inbox, so that a name never makes one.',
    tests: [
      [
        'peers/files/transfers-pack.test.ts',
        'a folder is one offer, and comes as it is; a second one does not take its place',
      ],
      ['peers/files/transfers-pack.test.ts', 'names in a pack are as safe as that of a file'],
      [
        'peers/files/transfers-pack.test.ts',
        'killed at each step the friend has nothing of the folder or all of it, and it arrives once',
      ],
    ],
    rules: rules('8.3', 15, 19, 21),
  },
  {
    why: 'It takes a line that is silent for minutes, and the messenger’s clock is the computer’s own.',
    tests: [
      [
        'peers/messenger/keepalive.test.ts',
        'a session that is silent is asked once, and given up when it stays so',
      ],
    ],
    rules: rules('8.2', 2),
  },
  {
    why: 'It takes 32 MiB of texts, and minutes until more are taken.',
    tests: [
      [budgetTest, 'long texts are paced by their bytes, and whoever chose a higher rate has it'],
      [
        'peers/messenger/budget-hostile.test.ts',
        'bytes count as the journal holds them: control characters are six each',
      ],
    ],
    rules: rules('8.4', 3),
  },
  {
    why: 'It shows while a disk is slow, in how much is read from a socket meanwhile.',
    tests: [
      [inboundTest, 'a flood of items makes the friend wait until they are on disk'],
      [inboundTest, 'long texts wait for the disk, and are written, no more than a megabyte of them at once'],
    ],
    rules: rules('8.4', 19),
  },
  {
    why: 'It takes a hundred thousand items that nobody reads, and a user who then does.',
    tests: [
      [
        'peers/messenger/budget-hostile.test.ts',
        'what is not read has a ceiling: no more is taken, one alarm tells, and reading makes room',
      ],
    ],
    rules: rules('8.4', 4, 13),
  },
  {
    why: 'It is a pace, in parts of a processor.',
    tests: [
      [
        budgetTest,
        'of hashing for a friend half a second goes at once, and then an eighth of the time; of no clock’s jump it waits for hours',
      ],
    ],
    rules: rules('8.4', 21),
  },
  {
    why: 'It is what a program remembers between two sessions, which no frame shows.',
    tests: [
      ['peers/files/hashed-beginning.test.ts', 'a friend who comes and goes has what is here hashed once'],
    ],
    rules: rules('8.4', 22),
  },
  {
    why: 'Those whom the lab plays say where they are: no record of theirs has `auto`.',
    tests: [
      [
        'peers/directory/address-check.test.ts',
        'where the record says auto, the host is the one that the directory saw',
      ],
    ],
    rules: rules('9', 7),
  },
  {
    why: 'Those whom the lab plays have one address each.',
    tests: [
      [
        'peers/session/peer-address.test.ts',
        'a second address is called at the same moment, whether the first one is closed, silent or another’s',
      ],
      [
        'peers/session/peer-address.test.ts',
        'whoever is reached at the first address in time is not called at the second',
      ],
      [
        'peers/session/peer-address.test.ts',
        'a connection to the second address is not used for a friend who is there by then',
      ],
    ],
    rules: rules('9.2', [14, 15]),
  },
  {
    why: 'No directory of the lab is away for a while.',
    tests: [
      [
        'peers/messenger/messenger.test.ts',
        'while the directory is away, a friend who has not moved is found by the record that was kept',
      ],
    ],
    rules: rules('9', 9, 11, 13),
  },
  {
    why: 'No directory of the lab is away for a while; what is kept goes through the check of what comes.',
    tests: [
      [accountTest, 'an address that is not the friend’s own and latest is refused, and nobody is dialled'],
    ],
    rules: rules('9', 10, 12),
  },
  {
    why: 'It takes six hours in which a friend is there.',
    tests: [
      [
        'peers/messenger/address-refresh.test.ts',
        'of friends who are there the record is looked up while it is due, one at a time, and each once an hour',
      ],
    ],
    rules: rules('9', 14),
  },
  {
    why: 'No user of the lab runs two computers.',
    tests: [
      [
        accountTest,
        'a record of this name that this home has not made is another computer’s, if the own key signed it',
      ],
    ],
    rules: rules('9', 16),
  },
  {
    why: 'No user of the lab runs two computers.',
    tests: [
      [
        'peers/messenger/messenger.test.ts',
        'of one identity on two computers the older one says so and stops, and the newer one has the messages',
      ],
    ],
    rules: rules('9', 17, 18),
  },
  {
    why: 'When a disk is written is not seen from outside.',
    tests: [[accountTest, 'that somebody was asked is on disk before the directory hears of it']],
    rules: rules('9.1', 2),
  },
  {
    why: 'No user of the lab loses a home or sets another password; the directory is asked as a thief would ask it.',
    tests: [
      [keysTest, 'the key sets another password, and ends every other login'],
      [
        keysTest,
        'another key, another password than was signed, a login’s signature and a challenge that was used set no password',
      ],
      [keysTest, 'whoever logs out everywhere else stays, and all others are out'],
    ],
    rules: rules('9', [25, 27]),
  },
  {
    why: 'No user of the lab loses a home; the directory is asked as a thief would ask it.',
    tests: [
      [
        keysTest,
        'name and password give a name other keys: the logins and the address of those before end, friends see the new ones',
      ],
      [
        keysTest,
        'a wrong password, a name that nobody has and keys of somebody else change nothing, and guesses are counted',
      ],
      [
        keysTest,
        'where a second factor is on, the password alone gives a thief nothing, and a code serves once',
      ],
    ],
    rules: rules('9', [28, 31]),
  },
  {
    why: 'How often a disk is written is not seen from outside.',
    tests: [
      [
        accountTest,
        'an answer is one write, however many friends it names, and none where it says nothing new',
      ],
    ],
    rules: rules('9.1', 6),
  },
  {
    why: 'Only a directory that lies can name so many, and those of the lab stay below, to be believed.',
    tests: [
      [
        accountTest,
        'an answer with more friends or requests than anybody may have is refused in one sentence, and nothing of it taken',
      ],
    ],
    rules: rules('9.1', 4, 5),
  },
  {
    why: 'Only a directory that lies makes up so many requests, and none of the lab does.',
    tests: [
      [
        'peers/messenger/friendships.test.ts',
        'requests by the hundred are one event; made up anew with each answer, they are told ever less',
      ],
    ],
    rules: rules('9.1', 7),
  },
  {
    why: 'Names of hosts are looked up by the system, which the lab leaves as it is.',
    tests: [
      [
        'peers/session/peer-address.test.ts',
        'what a name stands for is looked up once: what is dialled is what was checked',
      ],
    ],
    rules: rules('9.2', 2),
  },
  {
    why: 'Nobody in the lab has five friends to call.',
    tests: [
      [
        redialTest,
        'few are called at once; those first for whom something waits, and one place is kept for them',
      ],
    ],
    rules: rules('9.2', 11),
  },
  {
    why: 'It is about the times of many questions, of which the lab plays a few.',
    tests: [
      [
        redialTest,
        'what the directory is asked, and when, does not depend on how calls end, or whether they do',
      ],
    ],
    rules: rules('9.2', 12),
  },
  {
    why: 'It shows in the memory of the relay alone.',
    tests: [
      [
        relayTest,
        'friends are joined: what either says reaches the other, whole and in order, and an end is an end',
      ],
      [relayTest, 'who does not read makes the other one wait, and nothing grow'],
    ],
    rules: rules('9.3', 5),
  },
  {
    why: 'It takes thousands of accounts.',
    tests: [[relayTest, 'an account has few pairs, and the relay few in all']],
    rules: rules('9.3', 7),
  },
  {
    why: 'It takes minutes of silence.',
    tests: [[relayTest, 'a pair in which nothing is said is ended, and with one end the other one']],
    rules: rules('9.3', 8),
  },
  {
    why: 'It is about moments that a program chooses, whatever it meets.',
    tests: [
      [
        'peers/session/reach.test.ts',
        'the relay is asked at the same moment, whether a port refused the call or is silent',
      ],
    ],
    rules: rules('9.3', 9),
  },
  {
    why: 'It takes half a minute at least.',
    tests: [
      [
        'peers/messenger/better-way.test.ts',
        'a friend who is relayed is called directly from time to time, ever less often, until it is no more',
      ],
      [
        'peers/messenger/relayed.test.ts',
        'while two are relayed, direct is tried again, and takes over without a word lost',
      ],
    ],
    rules: rules('9.3', 10),
  },
  {
    why: 'Only a relay that lies can say it, and Mallory’s passes on what the directory’s says.',
    tests: [
      [
        relayLineTest,
        'a friend’s call is answered under its token; strangers’ calls are not, nor the same friend’s twice',
      ],
      [relayLineTest, 'few calls are answered at once, whatever a relay makes up'],
    ],
    rules: rules('9.3', 11),
  },
  {
    why: 'Only a relay that lies can say it, and Mallory’s passes on what the directory’s says.',
    tests: [[relayLineTest, 'a relay that says anything else is hung up on, and dialled again']],
    rules: rules('9.3', 12),
  },
  {
    why: 'It is about the list, not about bytes.',
    tests: [
      [
        'lab/scenario/alarms.test.ts',
        'what an alarm is about; a code that a program makes up is about nothing',
      ],
    ],
    rules: rules('11', 1),
  },
]

export const unprobed: readonly Unprobed[] = [...computed, ...played, ...unseen]
