import test from 'ava'
import { invocation, usageLines } from './invocation'

test('a program is named as its user started it', (t) => {
  const [npm, own] = [{ npm_lifecycle_event: 'peer' }, {}].map((env) => invocation('peer', 'p2p', env))
  t.is(npm!.alone, 'npm run peer')
  t.is(npm!.command, 'npm run peer --')
  t.is(npm!.quiet, 'npm run -s peer --')
  t.is(npm!.optional('FLAGS'), 'npm run peer [-- FLAGS]')
  t.is(own!.alone, 'p2p')
  t.is(own!.command, 'p2p')
  t.is(own!.quiet, 'p2p')
  t.is(own!.optional('FLAGS'), 'p2p [FLAGS]')
  t.is(invocation('peer', 'p2p', { npm_lifecycle_event: 'test' }).command, 'p2p')
})

test('a usage says what each line is for, in one column', (t) => {
  t.is(
    usageLines([
      ['p2p', 'talks'],
      ['p2p send NAME', 'says'],
      ['p2p x', ''],
    ]),
    'Usage: p2p            talks\n       p2p send NAME  says\n       p2p x',
  )
})
