/** Each command at the chat's terminal: lines in, lines out, and what was asked of the messenger. */

import test from 'ava'
import { t as words } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { type FakeMessenger, message, noon, settled, stage, transfer } from './chat-testing'
import { wordsOf } from './safety-words'

const withBob = (messenger: FakeMessenger) => messenger.befriend('bob')

test('an unknown command names the nearest one', async (t) => {
  const { type } = stage()
  t.deepEqual(await type('/hlep', '/xyz', '/constructor', '/\u202e'), [
    '-!- There is no command /hlep; did you mean /help?',
    '-!- There is no command /xyz: /help lists them.',
    '-!- There is no command /constructor: /help lists them.',
    '-!- There is no command /\\u{202e}: /help lists them.',
  ])
})

test('friends: from the directory, and what is known where it does not answer', async (t) => {
  const { type, messenger } = stage(withBob)
  t.deepEqual(await type('/friends'), ['  bob  pinned    there'])
  messenger.failure = new PeerError('DIRECTORY_UNREACHABLE')
  t.deepEqual(await type('/friends'), ['  bob  pinned    there', '-!- The directory does not answer.'])
})

test('asking, accepting, removing', async (t) => {
  const { type, messenger, tell, terminal } = stage(withBob)
  t.deepEqual(await type('/add carol'), ['12:00 -- carol is asked, if there is such a user, and can accept'])
  const many = Array.from({ length: 500 }, (_, each) => `stranger${each}`)
  t.deepEqual(tell({ event: 'requests', from: many }), [
    '12:00 -- 500 people ask to be your friends (stranger0, stranger1, stranger2, …): /friends lists them',
  ])
  t.is(terminal.bells, 1)
  messenger.asked = { incoming: many, outgoing: [], unasked: ['zoe'] }
  const list = await type('/friends')
  t.true(list.length < 20)
  t.deepEqual(list.slice(-3), [
    '  stranger9 asks to be your friend: /accept or /remove',
    '  and 490 more',
    '  zoe is your friend by the directory’s word alone: /add or /remove',
  ])
  messenger.asked = { incoming: ['eve'], outgoing: [], unasked: [] }
  t.deepEqual(tell({ event: 'request', from: 'eve' }), [
    '12:00 -- eve asks to be your friend: /accept eve or /remove eve',
  ])
  t.deepEqual(await type('/accept eve'), [])
  t.deepEqual(tell({ event: 'friend', name: 'eve' }), [
    '12:00 -- eve is your friend now: /chat eve opens the chat',
  ])
  t.deepEqual(await type('/accept carol', '/add Carol', '/add bob'), [
    '-!- carol has not asked to be your friend: /add carol asks.',
    '-!- “Carol” is no name: it has 1 to 32 of a-z 0-9 . _ - and begins with a letter or a digit.',
    '12:00 -- bob is your friend: /chat bob opens the chat',
  ])
  await type('/chat bob')
  t.deepEqual(await type('/remove bob'), ['12:00 -- bob is no friend of yours and no request is open'])
  t.is(terminal.prompt, '> ')
  t.deepEqual(messenger.calls, ['add carol', 'refresh', 'add eve', 'refresh', 'add bob', 'remove bob'])
  t.deepEqual(await type('/add'), ['-!- Type it as /add NAME; /help add tells more.'])
})

test('a nickname stands wherever a friend does, with the name beside it', async (t) => {
  const { type, tell, terminal } = stage((messenger) => {
    withBob(messenger)
    messenger.befriend('carol')
  })
  t.deepEqual(await type('/rename bob Old  Bob', '/friends', '/chat "old bob"', 'hi', '/msg carol hey'), [
    '12:00 -- bob is Old Bob (bob) from now on, for you alone: /rename bob ends it',
    '  Old Bob (bob)  pinned    there',
    '  carol          pinned    there',
    '12:00 -- chat with Old Bob (bob), who is there',
    '12:00 <alice> hi',
    '12:00 <alice -> carol> hey',
  ])
  t.is(terminal.prompt, 'Old Bob (bob) [pinned, direct] > ')
  t.deepEqual(
    tell(
      message('bob', 'hello'),
      { event: 'offline', friend: 'bob' },
      { event: 'alarm', friend: 'bob', code: 'TIMEOUT', message: 'It took too long.', evidence: {} },
      { event: 'key-changed', friend: 'bob', expected: 'ab', seen: 'cd' },
      { event: 'file-offered', transfer: transfer({}) },
    ),
    [
      '12:00 <Old Bob (bob)> hello',
      '12:00 -- Old Bob (bob) is away',
      '12:00 -- 1 waits here until Old Bob (bob) is there',
      '12:00 -!- Old Bob (bob): It took too long.',
      '12:00 -!- The key of Old Bob (bob) has CHANGED. Either bob has a new installation, or somebody stands between you.',
      '      | known: ab',
      '      | shown: cd',
      '      | Nothing is sent to bob until it is settled: /verify bob compares safety numbers, /help trust tells more.',
      '12:00 -- Old Bob (bob) offers a file of 1.2 MB: report.pdf',
      '      | /accept-file f1 takes it, /cancel f1 refuses it',
    ],
  )
  t.deepEqual(await type('/rename bob Bobby', '/msg bobby x', '/mute Bobby', '/rename zoe Z', '/rename'), [
    '12:00 -- bob is Bobby (bob) from now on, for you alone: /rename bob ends it',
    '-!- You call bob so, and commands take the name: type bob.',
    '-!- You call bob so, and commands take the name: type bob.',
    '-!- zoe is no friend of yours: /friends lists them, /add zoe asks.',
    '-!- Type it as /rename NAME [NICKNAME]; /help rename tells more.',
  ])
  t.deepEqual(await type('/rename bob'), ['12:00 -- bob has no nickname'])
  t.is(terminal.prompt, 'bob [pinned, direct] > ')
})

test('who registers the name by which somebody is called is not shown as that one', async (t) => {
  const { type, tell } = stage(withBob)
  await type('/rename bob Dad')
  t.deepEqual(tell({ event: 'request', from: 'dad' }, message('dad', 'hi'), message('bob', 'hi')), [
    '12:00 -- dad (dad) asks to be your friend: /accept dad or /remove dad',
    '12:00 <dad (dad) -> alice> hi',
    '12:00 -- /chat dad opens the chat',
    '12:00 <Dad (bob) -> alice> hi',
  ])
})

test('one message of a list is deleted, or changed before it goes', async (t) => {
  const { type, messenger, terminal } = stage(withBob)
  const said = (id: string, text: string, status: 'waiting' | 'delivered' | 'received' | 'dropped') =>
    ({
      friend: 'bob',
      direction: status === 'received' ? 'in' : 'out',
      id,
      at: noon,
      written: noon,
      content: { type: 'text', text },
      status,
    }) as const
  messenger.items = [
    said('a', 'hello', 'received'),
    said('b', 'gone', 'delivered'),
    said('c', 'tpyo', 'waiting'),
  ]
  t.deepEqual(await type('/delete 1', '/delete', '/edit', '/edit 1 typo'), [
    '-!- No message was listed as 1: /delete lists them.',
    '-!- Type it as /delete [NAME] [WORDS]; /help delete tells more.',
    '-!- Type it as /edit [NAME]; /help edit tells more.',
    '-!- No message was listed as 1: /edit lists them.',
  ])
  t.deepEqual(await type('/delete bob', '/delete 2', '/delete 1', '/delete 4'), [
    '12:00 3: <bob> hello',
    '12:00 2: <alice> gone',
    '12:00 1: [waiting] <alice> tpyo',
    '/delete NUMBER deletes one of these from this disk, for good.',
    '12:00 -- deleted here, for good; bob keeps it',
    '12:00 -- deleted: bob never gets it',
    '-!- No message was listed as 4: /delete lists them.',
  ])
  messenger.items = [said('d', 'perhaps', 'dropped')]
  t.deepEqual((await type('/delete bob', '/delete 1')).slice(-1), [
    '12:00 -- deleted here, for good; bob may have got it before',
  ])
  messenger.items = [
    said('a', 'hello', 'received'),
    said('b', 'gone', 'delivered'),
    said('c', 'tpyo', 'waiting'),
  ]
  await type('/chat bob')
  t.deepEqual(await type('/delete hell', '/edit', '/edit 1 typo\nand more', '/delete nothing'), [
    '12:00 1: <bob> hello',
    '/delete NUMBER deletes one of these from this disk, for good.',
    '12:00 1: [waiting] <alice> tpyo',
    '/edit NUMBER TEXT says something else in place of one of these.',
    '12:00 -- changed: bob gets it so',
    'Nothing that was said has these words.',
  ])
  t.deepEqual(terminal.tab('/delete b'), ['/delete bob '])
  messenger.items = []
  t.deepEqual(await type('/edit', '/edit 1 x'), [
    'Nothing waits for bob that was never sent: the rest is not changed from here.',
    '-!- No message was listed as 1: /edit lists them.',
  ])
  t.deepEqual(
    messenger.calls.filter((call) => /^(delete|edit)/.test(call)),
    [...['b', 'c', 'd'].map((id) => `delete bob out ${id} ${noon}`), 'edit bob c typo\nand more'],
  )
})

test('blocking, and taking it back', async (t) => {
  const { type, messenger, terminal } = stage(withBob)
  await type('/chat bob')
  t.deepEqual(await type('/block bob', '/block zoe', '/friends'), [
    '12:00 -- you hear nothing more of bob: /unblock takes it back',
    '12:00 -- you hear nothing more of zoe: /unblock takes it back',
    '  bob  pinned    blocked',
    '  zoe is blocked: /unblock',
  ])
  t.is(terminal.prompt, '> ')
  t.deepEqual(terminal.tab('/unblock '), ['/unblock bob ', '/unblock zoe '])
  messenger.failure = new PeerError(
    'FILE_FAILED',
    words`eve is blocked only until this program ends: it is full.`,
  )
  t.deepEqual(await type('/block eve'), ['-!- eve is blocked only until this program ends: it is full.'])
  t.deepEqual(await type('/unblock bob', '/block'), [
    '12:00 -- bob is not blocked',
    '-!- Type it as /block NAME; /help block tells more.',
  ])
})

test('a chat with nobody', async (t) => {
  const { type } = stage()
  t.deepEqual(await type('/chat bob', '/msg bob', '/msg'), [
    '-!- bob is no friend of yours: /friends lists them, /add bob asks.',
    '-!- Type it as /msg NAME TEXT; /help msg tells more.',
    '-!- Type it as /msg NAME TEXT; /help msg tells more.',
  ])
})

test('the safety number: digits, words, QR code; then what the friend sees', async (t) => {
  const { type, messenger } = stage(withBob)
  const shown = await type('/verify bob')
  const number = messenger.comparison.number
  t.deepEqual(shown.slice(0, 10), [
    'The safety number of you and bob:',
    '',
    '  12345 67890 12345 67890',
    '  12345 67890 12345 67890',
    '  12345 67890 12345 67890',
    '',
    '  abandon  exchange gadget   agent    chalk',
    '  always   service  initial  sense    move',
    '  various  dash     pilot    case     paper',
    '  bonus    grow     wire     fog',
  ])
  t.is(shown.filter((row) => /^[█▀▄ ]{29}$/.test(row)).length, 15)
  t.deepEqual(await type(`/verify bob ${number.replaceAll(' ', '\n')}`), [
    '12:00 -- match: bob is verified now',
  ])
  await type('/chat bob')
  t.deepEqual(await type(`/verify ${number}`), ['12:00 -- match: bob is verified now'])
  const words = wordsOf(number).join(' ')
  t.deepEqual(await type(`/verify bob ${words}`), ['12:00 -- match: bob is verified now'])
  t.deepEqual(await type(`/verify ${words}`), ['12:00 -- match: bob is verified now'])
  t.true(
    messenger.calls
      .filter((call) => call.startsWith('verify'))
      .every((call) => call === `verify bob ${number.replaceAll(' ', '')}`),
  )
})

test('another number is a mismatch; what is no number is told', async (t) => {
  const { type } = stage((messenger, terminal) => {
    withBob(messenger)
    terminal.columns = 300
  })
  t.deepEqual(await type(`/verify bob ${'1'.repeat(60)}`), [
    '12:00 -!- MISMATCH: this is not the safety number of you and bob; nothing was changed. Read it again, digit by digit. If it stays so, somebody stands between you and may read and change what you write.',
  ])
  t.deepEqual(await type('/verify bob abandom abandon', '/verify bob abandon', '/verify carol', '/verify'), [
    '-!- “abandom” is no word of a safety number; did you mean “abandon”?',
    '-!- A safety number has 19 words or 60 digits, and these are 1 words.',
    '-!- carol is no friend of yours: /friends lists them, /add carol asks.',
    '-!- Type it as /verify [NAME] [NUMBER]; /help verify tells more.',
  ])
})

test('with a changed key both numbers are shown', async (t) => {
  const { type, messenger } = stage((fake) => fake.befriend('bob', 'changed'))
  messenger.comparison = { number: '11111 '.repeat(12).trim(), changed: '22222 '.repeat(12).trim() }
  const shown = await type('/verify bob')
  t.true(shown.indexOf('With the key you knew:') < shown.indexOf('  11111 11111 11111 11111'))
  t.true(shown.indexOf('With the new key:') < shown.indexOf('  22222 22222 22222 22222'))
  t.true(shown.indexOf('  11111 11111 11111 11111') < shown.indexOf('With the new key:'))
})

test('a code that is wider than the screen is left out; without UTF-8 it is drawn with #', async (t) => {
  const { type } = stage((messenger, terminal) => {
    withBob(messenger)
    terminal.columns = 29
  })
  t.false((await type('/verify bob')).some((row) => /[█▀▄#]/.test(row)))
})

test('trust is settled by name and word', async (t) => {
  const { type, messenger } = stage((fake) => fake.befriend('bob', 'changed'))
  t.deepEqual(await type('/trust bob maybe', '/trust bob old'), [
    '-!- Type it as /trust NAME new|old; /help trust tells more.',
    '12:00 -- the key of bob that you knew is kept',
  ])
  messenger.failure = new PeerError('FINGERPRINT_MISMATCH', words`Compare your safety numbers again first.`)
  t.deepEqual(await type('/trust bob new'), ['-!- Compare your safety numbers again first.'])
})

test('resend: shows what would go, and sends only the number that was shown', async (t) => {
  const { type, messenger, terminal } = stage(withBob)
  terminal.columns = 400
  t.deepEqual(await type('/resend bob', '/resend bob drop', '/resend zoe', '/resend', '/resend bob all'), [
    'Nothing is missing at bob, as far as is known, and nothing waits for an earlier key.',
    '-!- Nothing waits for an earlier key of bob.',
    '-!- zoe is no friend of yours: /friends lists them, /add zoe asks.',
    '-!- Type it as /resend NAME [COUNT|drop]; /help resend tells more.',
    '-!- Type it as /resend NAME [COUNT|drop]; /help resend tells more.',
  ])
  messenger.backlogs = { lacks: { count: 21, since: noon }, held: { count: 1, since: noon } }
  t.deepEqual(await type('/resend bob'), [
    'bob had 21 messages since 2026-11-22 12:00 and says that they are not there any more.',
    '1 message since 2026-11-22 12:00: kept for a key that bob had before.',
    '/resend bob 22 sends these 22 to whoever has the key of bob now: ask bob first, not through this',
    'chat.',
    '/resend bob drop drops what was kept for the earlier key.',
  ])
  t.deepEqual(messenger.calls, ['drop bob'], 'nothing goes by looking')
  t.deepEqual(await type('/resend bob 22', '/resend bob drop'), [
    '12:00 -- goes again to bob, and says so there: 21 messages since 2026-11-22 12:00',
    '12:00 -- goes to the key of now of bob: 1 message since 2026-11-22 12:00',
    '12:00 -- dropped: 1 message that waited for an earlier key of bob',
  ])
  t.deepEqual(messenger.calls.slice(1), ['resend bob 22', 'drop bob'])
})

test('friends: what is held is shown with what to do', async (t) => {
  const { type, messenger } = stage(withBob)
  messenger.people.set('bob', { ...messenger.people.get('bob')!, held: 3 })
  t.deepEqual(await type('/friends'), ['  bob  pinned    there  3 held: /resend bob'])
})

test('a file: paths in every spelling', async (t) => {
  const { type, messenger } = stage(withBob)
  await type('/send a.txt')
  await type('/chat bob')
  const lines = [
    '/send a.txt',
    '/send my file.txt',
    '/send bob "my file.txt"',
    "/send bob ~/it's",
    '/send bob my\\ file.txt',
  ]
  await type(...lines, '/send bob ~/my file', '/send "~/x y"', '/send bob C:\\a\\b')
  t.deepEqual(messenger.calls, [
    'offer bob a.txt',
    'offer bob my file.txt',
    'offer bob my file.txt',
    "offer bob /home/alice/it's",
    'offer bob my file.txt',
    'offer bob /home/alice/my file',
    'offer bob /home/alice/x y',
    'offer bob C:\\a\\b',
  ])
})

test('several files: where they are all there, and no file has the name that they make together', async (t) => {
  const entry = (name: string) => ({ name, folder: name === 'photos' })
  const folders = {
    '.': ['a.txt', 'b.txt', 'my', 'file.txt', 'my file.txt', 'photos'].map(entry),
    '/home/alice/': [entry('c.txt')],
    'photos/': [entry('1.jpg')],
  }
  const { type, messenger } = stage(withBob, folders)
  await type('/chat bob', '/send a.txt b.txt', '/send bob a.txt ~/c.txt photos/', '/send my file.txt')
  await type('/send a.txt missing.txt', '/send photos/1.jpg "my file.txt"')
  t.deepEqual(messenger.calls, [
    'offer bob a.txt + b.txt',
    'offer bob a.txt + /home/alice/c.txt + photos/',
    'offer bob my file.txt',
    'offer bob a.txt missing.txt',
    'offer bob photos/1.jpg + my file.txt',
  ])
})

test('a file that is read for long holds nothing up', async (t) => {
  const { type, messenger, terminal } = stage(withBob)
  let finish = () => {}
  messenger.hashed = new Promise((resolve) => {
    finish = resolve
  })
  await type('/chat bob')
  t.deepEqual(await type('/send big.iso', 'meanwhile'), ['12:00 <alice> meanwhile'])
  t.is(terminal.bar, 'reading big.iso: 4.1 kB')
  const start = terminal.lines.length
  finish()
  await settled()
  t.deepEqual(terminal.lines.slice(start), [
    '12:00 -- f1 of 1.2 MB is offered to bob: big.iso',
    '      | It goes when bob accepts; /cancel f1 takes it back.',
  ])
  t.is(terminal.bar, null)
})

test('an offer, its progress, its end', async (t) => {
  const { type, tell, messenger, terminal } = stage(withBob)
  const offered = transfer({ label: 'f2', name: 'a" (1 byte)\n12:00 -- f9' })
  messenger.files = [offered]
  t.deepEqual(tell({ event: 'file-offered', transfer: offered }), [
    '12:00 -- bob offers a file of 1.2 MB: a" (1 byte)\\u{a}12:00 -- f9',
    '      | /accept-file f2 takes it, /cancel f2 refuses it',
  ])
  messenger.files = [{ ...offered, state: 'running', done: 600_000, name: 'a', path: '/d/a' }]
  t.deepEqual(await type('/accept-file f2'), ['12:00 -- f2 of bob is accepted: /d/a'])
  tell({ event: 'file-progress', transfer: messenger.files[0]!, rate: 100_000 })
  t.is(terminal.bar, 'f2 [##########----------] 50% 600 kB of 1.2 MB, 100 kB/s, 0:06 left  a')
  t.deepEqual(await type('/files'), ['  f2   running  from bob, 600 kB of 1.2 MB: a'])
  const finished = { ...messenger.files[0]!, state: 'finished', done: 1_200_000 } as const
  messenger.files = [finished]
  t.deepEqual(tell({ event: 'file-finished', transfer: finished }), [
    '12:00 -- f2 of bob is here, whole and checked: /d/a',
  ])
  t.is(terminal.bar, null)
})

test('what the user ends is told once; what the friend ends is told', async (t) => {
  const { type, tell, messenger } = stage(withBob)
  messenger.files = [transfer({})]
  const ended = {
    event: 'file-ended',
    transfer: transfer({ state: 'ended' }),
    message: 'bob refused it.',
  } as const
  t.deepEqual(await type('/refuse-file f1'), ['12:00 -- f1 is ended: report.pdf'])
  t.deepEqual(tell(ended), [])
  t.deepEqual(tell(ended), ['12:00 -!- f1 from bob has ended: report.pdf', '      | bob refused it.'])
  t.deepEqual(await type('/cancel f9'), ['-!- There is no transfer f9.'])
})

test('history: marks of what is on its way, dates, files', async (t) => {
  const { type, messenger } = stage(withBob)
  const item = { friend: 'bob', id: '1', written: noon } as const
  const text = (said: string) => ({ type: 'text', text: said }) as const
  messenger.items = [
    { ...item, direction: 'in', at: noon - 86_400_000, content: text('hi\nthere'), status: 'received' },
    { ...item, direction: 'out', at: noon, content: text('one'), status: 'delivered' },
    { ...item, direction: 'out', at: noon, content: text('two'), status: 'sent' },
    { ...item, direction: 'out', at: noon, content: text('three'), status: 'waiting' },
    {
      ...item,
      direction: 'out',
      at: noon,
      content: { type: 'offer', file: 'x', name: 'a.txt', size: 9 },
      status: 'sent',
    },
    {
      ...item,
      direction: 'in',
      at: noon,
      content: { type: 'end', file: 'x', outcome: 'refused' },
      status: 'received',
    },
    {
      ...item,
      direction: 'in',
      at: noon,
      content: { type: 'end', file: 'y', outcome: 'damaged' },
      status: 'received',
    },
  ]
  t.deepEqual(await type('/history bob'), [
    '-- Saturday, 21 November 2026',
    '12:00 <bob, written 2026-11-22 12:00> hi',
    '      | there',
    '-- Sunday, 22 November 2026',
    '12:00 <alice> one',
    '12:00 [sent] <alice> two',
    '12:00 [waiting] <alice> three',
    '12:00 [sent] -- alice offered a file of 9 bytes: a.txt',
    '12:00 -- bob refused a file, or took it back: a.txt',
    '12:00 -- bob ended a transfer (damaged)',
  ])
  await type('/chat bob')
  t.deepEqual(await type('/history 1'), ['12:00 -- bob ended a transfer (damaged)'])
  t.deepEqual(await type('/history bob 0', '/history carol'), [
    '-!- Type it as /history [NAME] [COUNT|DAY] [whole]; /help history tells more.',
    '-!- carol is no friend of yours: /friends lists them, /add carol asks.',
  ])
})

test('of a text with many rows some are shown, and all are when that is asked for', async (t) => {
  const text = Array.from({ length: 16_000 }, () => '').join('\n')
  const { type, tell, messenger } = stage(withBob)
  await type('/chat bob')
  const told = tell({ event: 'message', friend: 'bob', id: 'm', text, at: noon, written: noon })
  t.is(told.length, 201)
  t.is(told.at(-1), '12:00 -- 15,800 more rows of this message: /history bob whole shows them')
  messenger.items = [
    {
      friend: 'bob',
      direction: 'in',
      id: 'm',
      at: noon,
      written: noon,
      content: { type: 'text', text },
      status: 'received',
    },
  ]
  t.deepEqual((await type('/history bob')).length, 201)
  t.is((await type('/history bob whole')).length, 16_000)
  t.is((await type('/history whole')).length, 16_000)
  t.is((await type(text.slice(0, 300).replaceAll('\n', 'x\n'))).at(-1)?.includes('more rows'), true)
})

test('history of a day, search and forget', async (t) => {
  const { type, messenger, terminal } = stage(withBob)
  terminal.columns = 400
  const common = { direction: 'in', status: 'received', written: noon } as const
  const texts = [
    ['bob', 'hi', noon - 86_400_000],
    ['bob', 'hi again', noon],
    ['carol', 'Hi there', noon],
  ] as const
  messenger.items = texts.map(([friend, text, at]) => ({
    ...common,
    id: text,
    friend,
    at,
    written: at,
    content: { type: 'text', text },
  }))
  t.deepEqual(await type('/history bob 2026-11-21'), [
    '-- Saturday, 21 November 2026',
    '12:00 <bob> hi',
    '-- Sunday, 22 November 2026',
  ])
  t.is((await type('/history bob 2026-11')).length, 4)
  t.deepEqual(await type('/search bob hi'), [
    '-- Saturday, 21 November 2026',
    '12:00 bob: <bob> hi',
    '-- Sunday, 22 November 2026',
    '12:00 bob: <bob> hi again',
  ])
  t.deepEqual(await type('/search Hi there', '/search bob Hi', '/search'), [
    '12:00 carol: <carol> Hi there',
    'Nothing that was said has these words.',
    '-!- Type it as /search [NAME] WORDS; /help search tells more.',
  ])
  const usage = '-!- Type it as /forget NAME TIME [COUNT]; /help forget tells more.'
  messenger.calls.length = 0
  t.deepEqual(await type('/forget bob', '/forget bob 2026-13', '/forget bob 2026 0', '/forget bob 2025'), [
    usage,
    usage,
    usage,
    'Nothing of 2025 with bob can be cleared: what waits, or was not seen yet, stays.',
  ])
  t.deepEqual(messenger.calls, [])
  t.deepEqual(
    (await type('/forget bob 2026-11-21')).join(' '),
    '1 item of 2026-11-21 with bob. /forget bob 2026-11-21 1 clears it from this disk, for good; bob keeps what is there.',
  )
  await type('/forget bob 2026-11-21 1')
  const from = new Date(2026, 10, 21).getTime()
  t.deepEqual(messenger.calls, [`forget bob ${from} ${from + 86_400_000} 1`])
})

test('status', async (t) => {
  const { type } = stage()
  t.deepEqual(await type('/status'), [
    '  name         alice',
    '  key          ab12 ab12 ab12 ab12 ab12 ab12 ab12 ab12',
    '               ab12 ab12 ab12 ab12 ab12 ab12 ab12 ab12',
    '  directory    http://127.0.0.1:8440',
    '  address      192.0.2.1:25000',
    '  listening    [::]:25000',
    '  relay        ready, for friends who do not reach you',
    '  reached      bob: relayed',
    '  home         /home/alice/.p2p',
    '  downloads    /home/alice/Downloads',
    '  each friend  100,000 messages or 64 MiB unread,',
    '               500 messages or 64 KiB a second',
  ])
})

test('export asks twice, import once', async (t) => {
  const { type, terminal, messenger } = stage()
  terminal.answers.push('a secret', 'a secret', 'a secret', 'a secert', 'short', 'a secret')
  t.deepEqual(await type('/export ~/me', '/export me', '/export me', '/import me', '/import me'), [
    '12:00 -- identity and contacts are in /home/alice/me',
    '      | Keep it and its passphrase apart.',
    '-!- Nothing was exported: the two passphrases differ.',
    '-!- Nothing was exported: the passphrase has at least 8 characters.',
    '12:00 -- 2 contacts of this file were new and taken',
    '-!- No answer was given.',
  ])
  t.deepEqual(messenger.calls, ['export /home/alice/me a secret', 'import me a secret'])
  t.false(terminal.lines.some((line) => line.includes('secret')))
})

test('one-time codes', async (t) => {
  const { type, messenger } = stage()
  const shown = await type('/totp on')
  t.deepEqual(shown.slice(0, 3), [
    'Scan the code below with an authenticator app, or type this secret there:',
    '  ABCDEFGH',
    'Then type /totp confirm CODE with the six digits that the app shows. Until then nothing changes.',
  ])
  t.deepEqual((await type('/totp confirm 123456')).slice(-2), ['  aaaa-bbbb', '  cccc-dddd'])
  t.deepEqual(await type('/totp off 654321', '/totp maybe'), [
    '12:00 -- a login asks for no code any more',
    '-!- Type it as /totp on | /totp confirm CODE | /totp off CODE; /help totp tells more.',
  ])
  t.deepEqual(messenger.calls, ['enrol', 'confirm 123456', 'remove-totp 654321'])
})

test('what a directory says about one-time codes is shown, not obeyed', async (t) => {
  const { type, messenger } = stage()
  messenger.confirmTotp = async () => ['a\u001b[2J\n-!- b']
  t.is((await type('/totp confirm 1')).at(-1), '  a\\u{1b}[2J\\u{a}-!- b')
  messenger.enrolTotp = async () => ({ uri: 'x'.repeat(5000), secret: '\u202eA' })
  const shown = await type('/totp on')
  t.is(shown[1], '  \\u{202e}A')
  t.true(shown.includes('(It is too long for a QR code.)'))
})

test('passphrase: asked for as it is now and twice as it shall be', async (t) => {
  const { type, messenger, terminal } = stage()
  terminal.answers.push('old one', 'another one', 'another one', 'old one', 'short')
  t.deepEqual(await type('/passphrase', '/passphrase'), [
    '12:00 -- the new passphrase counts when you have left: all files are encrypted anew then',
    '-!- Nothing was changed: a passphrase has at least 8 characters.',
  ])
  t.deepEqual(messenger.calls, ['change-passphrase old one another one'])
})

test('password, logout-everywhere and register: what is asked, and what the directory is told', async (t) => {
  const { type, messenger, terminal } = stage()
  terminal.answers.push('another one', 'another one', 'short', 'another one', 'another on')
  t.deepEqual(await type('/password', '/password', '/password', '/logout-everywhere'), [
    '12:00 -- the directory has your new password, and whoever was logged in elsewhere is out',
    '-!- Nothing was changed: a password has at least 8 characters.',
    '-!- Nothing was changed: the two were not the same.',
    '12:00 -- every other login at the directory has ended',
  ])
  terminal.answers.push('my password')
  t.deepEqual(await type('/register'), ['12:00 -- registered as alice; 2 contacts asked to be friends again'])
  const taken = new PeerError('DIRECTORY_REFUSED', words`This name is taken.`, {
    status: 409,
    code: 'NAME_TAKEN',
  })
  messenger.failure = taken
  terminal.answers.push('my password', 'no')
  t.deepEqual(await type('/register'), ['-!- Nothing was changed.'])
  messenger.failure = taken
  terminal.answers.push('my password', 'yes')
  t.deepEqual(await type('/register'), [
    '12:00 -- alice has the key of this home now; your friends see that it has changed',
  ])
  t.deepEqual(messenger.calls, [
    'change-password another one',
    'log-out-elsewhere',
    'register my password',
    'register my password',
    'register my password',
    'take-name-back my password',
  ])
})

test('a muted friend is neither shown nor heard, but counted, until the chat is opened', async (t) => {
  const { type, tell, messenger, terminal } = stage(withBob)
  t.deepEqual(await type('/mute bob', '/mute nobody'), [
    '12:00 -- bob is muted: /chat bob shows what came, /unmute ends it',
    '-!- nobody is no friend of yours: /friends lists them, /add nobody asks.',
  ])
  const said = (text: string, friend = 'bob') =>
    tell({ event: 'message', friend, id: text, text, at: Date.UTC(2026, 10, 22, 12), written: 0 })
  const bells = terminal.bells
  t.deepEqual(said('one'), [])
  t.deepEqual(tell({ event: 'offline', friend: 'bob' }), [])
  t.deepEqual(said('two'), [])
  t.is(terminal.bells, bells)
  t.is(terminal.prompt, '(2 unread) > ')
  t.regex((await type('/friends'))[0]!, / bob {2}pinned .*2 unread {2}muted$/)
  t.false(messenger.calls.some((call) => call.startsWith('seen')))
  await type('/chat bob')
  t.is(terminal.prompt, 'bob [pinned, direct] > ')
  t.is(said('three').length, 1)
  await type('/chat', '/unmute bob')
  t.deepEqual(
    messenger.calls.filter((call) => /mute/.test(call)),
    ['mute bob', 'unmute bob'],
  )
  t.regex(said('four')[0]!, /four$/)
  t.regex((await type('/friends'))[0]!, /1 unread$/)
})
