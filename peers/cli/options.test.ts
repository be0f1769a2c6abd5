import { join, resolve } from 'node:path'
import test from 'ava'
import { invocation } from '../command-line/invocation'
import { budgetLimits } from '../messenger/friend-budget'
import { type CliOptions, help, parseOptions, UsageError } from './options'

const env = { XDG_DATA_HOME: '/data', APPDATA: 'C:\\data' }

function parse(...args: string[]): CliOptions {
  const options = parseOptions(args, env)
  if (options === 'help' || options === 'version') throw new Error('it was taken for a question')
  return options
}

test('without anything it is the chat, with a home where the platform has it', (t) => {
  const options = parse()
  t.like(options, { command: { do: 'chat' }, directory: null, name: null, listen: null, publish: null })
  t.regex(options.home, /secure-p2p.peer$/)
  t.is(options.downloads, join(options.home, 'received'))
})

test('what one friend may cost is asked for in messages, MiB and KiB', (t) => {
  t.deepEqual(parse('--unread', '10', '--unread-mib', '2', '--rate', '3', '--rate-kib', '4').limits, {
    unreadItems: 10,
    unreadBytes: 2 * 1024 * 1024,
    itemsPerSecond: 3,
    bytesPerSecond: 4 * 1024,
  })
})

test('the flags, before and after the command', (t) => {
  const given = [
    '--home',
    'h',
    '--directory',
    'https://d',
    '--name',
    'al',
    '--listen',
    '[::1]:0',
    '--publish=x:7',
  ]
  for (const args of [
    [...given, 'agent'],
    ['agent', ...given],
  ]) {
    t.deepEqual(parse(...args), {
      command: { do: 'agent' },
      home: resolve('h'),
      newKey: false,
      language: null,
      onMessage: null,
      downloads: resolve('h', 'received'),
      limits: budgetLimits,
      directory: 'https://d',
      name: 'al',
      listen: { host: '::1', port: 0 },
      publish: { host: 'x', port: 7 },
      relay: true,
      mapping: true,
    })
  }
  t.false(parse('--no-relay').relay)
  t.false(parse('--no-mapping').mapping)
  t.is(parse('--downloads', 'there').downloads, resolve('there'))
  t.is(parse('--downloads', '-').downloads, resolve('-'))
})

test('the commands', (t) => {
  const cases: [string[], CliOptions['command']][] = [
    [['send', 'bob', 'a text'], { do: 'send', to: 'bob', text: 'a text', wait: 30 }],
    [['send', 'bob', '', '--wait', '0'], { do: 'send', to: 'bob', text: '', wait: 0 }],
    [['send', '--', 'bob', '--not a flag'], { do: 'send', to: 'bob', text: '--not a flag', wait: 30 }],
    [['receive'], { do: 'receive', json: false, count: null, wait: null }],
    [
      ['receive', '--json', '--count', '3', '--wait', '2000000'],
      { do: 'receive', json: true, count: 3, wait: 2_000_000 },
    ],
    [['--web'], { do: 'web', port: 0 }],
    [['--web', '--web-port', '8080'], { do: 'web', port: 8080 }],
    [['import', 'file'], { do: 'import', file: resolve('file') }],
    [['export-pem', 'folder'], { do: 'export-pem', folder: resolve('folder') }],
  ]
  for (const [args, command] of cases) t.deepEqual(parse(...args).command, command)
})

test('--help, wherever it stands, is all that counts', (t) => {
  for (const args of [['--help'], ['send', '--help'], ['nonsense', '--help'], ['--home=', '--help']])
    t.is(parseOptions(args, env), 'help')
  for (const flag of help(invocation('peer', 'p2p', {})).match(/--[a-z-]+/g) ?? []) {
    const number = /count|wait|unread|rate/.test(flag) ? '1' : 'x'
    const value = { '--listen': 'h:1', '--publish': 'h:1', '--lang': 'fr' }[flag] ?? number
    // The page is no command: it goes without one.
    if (flag.startsWith('--web')) continue
    const args = /json|no-relay|no-mapping|help|version|new-key/.test(flag) ? [flag] : [flag, value]
    t.notThrows(() => parseOptions([...args, 'receive'], env), flag)
  }
})

test('what cannot be obeyed is one sentence', (t) => {
  const place = /^--(listen|publish) takes HOST:PORT with a port from 0 to 65535\.$/
  const cases: [string[], RegExp][] = [
    [['--colour'], /^Unknown option --colour; --help lists the flags\.$/],
    [['--lang', 'xx'], /^--lang takes en or fr\.$/],
    [['-h'], /^Unknown option -h; --help lists the flags\.$/],
    [['--home'], /^--home needs a value: --help tells which\.$/],
    [['--home', '--listen'], /^--home is followed by what looks like a flag: write --home=VALUE\.$/],
    [['--help=yes'], /^--help takes no value: --help lists the flags\.$/],
    [['--home', ''], /^--home needs a value: --help tells which\.$/],
    [['--directory='], /^--directory needs a value: --help tells which\.$/],
    [['--unread', '0'], /^--unread takes a whole number from 1 to 2000000\.$/],
    [['--rate-kib', 'x'], /^--rate-kib takes a whole number up to 2000000\.$/],
    [['--downloads', ''], /^--downloads needs a value: --help tells which\.$/],
    [['--home', 'a', '--home', 'a'], /^--home is given twice: give it once\.$/],
    [['--json', '--json', 'receive'], /^--json is given twice: give it once\.$/],
    ...['Al', '', '.a', 'a'.repeat(33), 'a b', 'é', 'a\u001b[31m'].map((name): [string[], RegExp] => [
      ['--name', name],
      /^--name takes 1 to 32 of a-z 0-9 \. _ - and begins with a letter or a digit\.$/,
    ]),
    ...['25000', 'localhost', 'localhost:', ':25000', 'localhost:65536', 'localhost:-1', 'a:x', ''].flatMap(
      (text): [string[], RegExp][] => [
        [[`--listen=${text}`], place],
        [[`--publish=${text}`], place],
      ],
    ),
    [['chat'], /^There is no command “chat”: it is send, receive, agent, import, export-pem, or none\.$/],
    [['send'], /^send takes NAME and TEXT: see --help\.$/],
    [['send', 'bob'], /^send takes NAME and TEXT: see --help\.$/],
    [['send', 'bob', 'two', 'words'], /^send takes NAME and TEXT: see --help\.$/],
    [['send', 'Bob', 'text'], /^“Bob” is no name: see --help\.$/],
    [['receive', 'bob'], /^receive takes nothing more: see --help\.$/],
    [['import'], /^import takes FILE: see --help\.$/],
    [['export-pem'], /^export-pem takes FOLDER: see --help\.$/],
    [['--web', 'receive'], /^--web goes without a command: see --help\.$/],
    [['--web-port', '1'], /^--web-port belongs to --web: see --help\.$/],
    [['--web', '--web-port', '65536'], /^--web-port takes a port from 0 to 65535\.$/],
    [['--json'], /^--json belongs to receive: see --help\.$/],
    [['send', 'bob', 'x', '--count', '1'], /^--count belongs to receive: see --help\.$/],
    [['agent', '--wait', '1'], /^--wait belongs to send and receive: see --help\.$/],
    ...['x', '-1', '1.5', '', '2000001', '99999999999'].map((text): [string[], RegExp] => [
      ['receive', `--wait=${text}`],
      /^--wait takes a whole number up to 2000000\.$/,
    ]),
    [['receive', '--count', 'all'], /^--count takes a whole number up to 2000000\.$/],
  ]
  for (const [args, message] of cases)
    t.throws(() => parseOptions(args, env), { instanceOf: UsageError, message }, args.join(' '))
})
