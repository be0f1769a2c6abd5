import { execFileSync } from 'node:child_process'
import test from 'ava'
import { bashCompletion, described, fishCompletion, manPage, zshCompletion } from './completions'

const help = `Usage: talk [FLAGS]             talks
       talk send NAME [FLAGS]   says one thing
       talk receive [--json]    prints

It's a program.

  --home DIR       where it is kept: a folder
  --log a|b|none   how
  --json           prints [JSON]
`
const talk = described('talk', '1.2.3', help)

test('what a program takes is read off its help', (t) => {
  t.deepEqual(talk.commands, ['send', 'receive'])
  t.deepEqual(talk.flags, [
    { flag: '--home', value: 'DIR', about: 'where it is kept: a folder' },
    { flag: '--log', value: 'a|b|none', about: 'how' },
    { flag: '--json', value: '', about: 'prints [JSON]' },
  ])
})

test('commands may be listed below the usage instead', (t) => {
  const listed = described(
    'talk',
    '1',
    'Usage: talk COMMAND\n\n  send NAME  says\n  receive    prints\n\n  --json     x\n',
  )
  t.deepEqual(listed.commands, ['send', 'receive'])
})

test('a command may have a --help of its own: its flags are offered too, each once', (t) => {
  const both = described('talk', '1', help, ['Usage: talk send NAME\n\n  --json     x\n  --to 8x4    who\n'])
  t.deepEqual(
    both.flags.map(({ flag, value }) => `${flag} ${value}`.trim()),
    ['--home DIR', '--log a|b|none', '--json', '--to 8x4'],
  )
  t.deepEqual(both.commands, talk.commands)
  t.true(manPage(both).includes('\\-\\-to 8x4'))
})

test('bash completes commands, flags, and paths behind those that take one', (t) => {
  const asked = (word: string, before: string) => {
    const script = `${bashCompletion(talk)}\ncd lab/packing; _talk talk '${word}' '${before}'; printf '%s\\n' "\${COMPREPLY[@]}"`
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n')
  }
  t.deepEqual(asked('', 'talk'), ['send', 'receive', '--home', '--log', '--json'])
  t.deepEqual(asked('--j', 'send'), ['--json'])
  t.deepEqual(asked('compl', '--home').sort(), ['completions.test.ts', 'completions.ts'])
})

test('the scripts of zsh and fish, and the page of the manual', (t) => {
  t.is(
    zshCompletion(talk),
    [
      '#compdef talk',
      '_arguments \\',
      "  '--home[where it is kept\\: a folder]:DIR:_files' \\",
      "  '--log[how]:a|b|none:' \\",
      "  '--json[prints \\[JSON\\]]' \\",
      "  '1:command:(send receive)' \\",
      "  '*:file:_files'",
      '',
    ].join('\n'),
  )
  t.is(
    fishCompletion(talk),
    [
      'complete -c talk -n __fish_use_subcommand -f -a send',
      'complete -c talk -n __fish_use_subcommand -f -a receive',
      "complete -c talk -l home -r -d 'where it is kept: a folder'",
      "complete -c talk -l log -x -d 'how'",
      "complete -c talk -l json -d 'prints [JSON]'",
      '',
    ].join('\n'),
  )
  const page = manPage({ ...talk, help: `${help}.a line that is no request\n` })
  t.regex(page, /^\.TH TALK 1 "" "talk 1\.2\.3"$/m)
  t.regex(page, /^ {2}\\-\\-home DIR /m)
  t.regex(page, /^\\&\.a line that is no request$/m)
})
