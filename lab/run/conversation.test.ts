/** Whole acts with scripted nodes: the steps, what each waits for, and the history that comes of it. */

import test from 'ava'
import type { HistoryEvent } from '../history/events'
import { eventsOf, sayStepsOf } from '../history/selectors'
import { judge } from '../judge/verdict'
import { impatientRecorder, type Script, scriptedRuntime } from '../runtime/scripted-runtime-testing'
import { type Act, type Scenario, scenario } from '../scenario/scenario'
import { type ActSetting, runAct } from './act'
import { withoutPause } from './pause-points'

const steps: Act['steps'] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'compare', between: ['alice', 'bob'] },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'close', by: 'alice', to: 'bob' },
]

interface World {
  readonly scripts: Record<string, Script>
  readonly opening?: Record<string, readonly (object | string)[]>
}

/** Runs one act with these nodes. */
async function play(
  world: World,
  given: {
    attack?: string
    act?: Partial<Act>
    abort?: AbortController
    program?: Scenario['program']
  } = {},
): Promise<{ events: HistoryEvent[]; commands: string[]; stopped: number; canaries: string[] }> {
  const attack = given.attack ?? null
  const story = scenario({
    name: 'test',
    program: given.program ?? 'peer',
    position: attack ? 'path' : 'nowhere',
    attack,
    // What is scripted tells nothing of its bytes.
    acts: [
      { name: 'act', profile: 'prototype', steps, expected: attack ? 'RESISTED' : 'PASSED', ...given.act },
    ],
  })
  const runtime = scriptedRuntime(world.scripts, world.opening)
  const recorder = impatientRecorder()
  const canaries: string[] = []
  const setting: ActSetting = {
    scenario: story,
    act: story.acts[0]!,
    attack,
    runtime,
    recorder,
    conversations: () => 1,
    choose: (_label, things) => things[0]!,
    word: (label) => label,
    below: () => 0,
    seed: '00',
    quick: true,
    pace: withoutPause,
    canary: (label) => {
      canaries.push(label)
      return `A canary nobody can guess: ${label}.`
    },
  }
  await runAct(setting, (given.abort ?? new AbortController()).signal)
  return { events: recorder.events, commands: runtime.commands, stopped: runtime.stopped, canaries }
}

/**
 * Alice, Bob, and Mallory on their wire, as they should be. `slow` is how many turns a message takes; `tap`
 * whether Mallory acts when she is told to attack.
 */
function honestWorld({ slow = 1, tap = true } = {}): World {
  let session = 0
  let attacking = false
  const later = async (what: () => void) => {
    for (let turn = 0; turn < slow; turn += 1) await null
    what()
  }
  const peer =
    (own: string, other: string): Script =>
    (command, say) => {
      const id = `session-${session}`
      const done = () => say({ event: 'done', id: command.id })
      const wire = (text: string) =>
        say(
          {
            event: 'intercepted',
            link: id,
            from: own,
            to: other,
            bytes: Buffer.from(Buffer.from(text).map((byte) => byte ^ 0xff)).toString('base64'),
          },
          'mallory',
        )
      switch (command.do) {
        case 'connect': {
          session += 1
          const name = `session-${session}`
          say({ event: 'linked', link: name }, 'mallory')
          say({ event: 'opened', session: name, role: 'initiator', calls: other })
          say({ event: 'opened', session: name, role: 'responder', calls: null }, other)
          if (attacking && tap)
            say({ event: 'acted', link: name, what: 'copies', to: null, presented: null }, 'mallory')
          for (const [from, to] of [
            [own, other],
            [other, own],
          ] as const) {
            say({ event: 'intercepted', link: name, from, to, bytes: 'AAEC' }, 'mallory')
            say(
              { event: 'connected', session: name, peer: to, fingerprint: `${to}-key`, own: `${from}-key` },
              from,
            )
          }
          return done()
        }
        case 'compare':
          say({ event: 'displayed', session: id, own: `${own}-key`, peer: `${other}-key` })
          return done()
        case 'send': {
          const { text } = command
          say({ event: 'sent', session: id, to: other, text })
          wire(`${text}`)
          done()
          return void later(() => say({ event: 'delivered', session: id, from: own, text }, other))
        }
        case 'close':
          done()
          return void later(() => {
            say({ event: 'closed', session: id, clean: true })
            say({ event: 'closed', session: id, clean: true }, other)
            say({ event: 'unlinked', link: id }, 'mallory')
          })
        default:
          return done()
      }
    }
  return {
    scripts: {
      alice: peer('alice', 'bob'),
      bob: peer('bob', 'alice'),
      mallory: (command, say) => {
        if (command.do === 'attack') attacking = command.name !== 'noop'
        say({ event: 'done', id: command.id })
      },
    },
  }
}

/** An honest world in which one node does something else with some commands; true when that was all. */
function worldWith(
  node: string,
  other: (...args: Parameters<Script>) => boolean,
  manner: Parameters<typeof honestWorld>[0] = {},
): World {
  const world = honestWorld(manner)
  const usual = world.scripts[node]!
  const script: Script = (command, say) => void (other(command, say) || usual(command, say))
  return { scripts: { ...world.scripts, [node]: script } }
}

const attacked = { attack: 'tap' }

/** The one verdict on a history. */
function verdict(events: HistoryEvent[]): string {
  const [{ verdict, why } = { verdict: 'none', why: '' }] = judge(events)
  return `${verdict}: ${why}`
}

test('an honest act: the peers are introduced, talk both ways, and PASSED', async (t) => {
  const world = honestWorld()
  const { mallory: _, ...peers } = world.scripts
  const quiet = Object.fromEntries(
    Object.entries(peers).map(([name, script]): [string, Script] => [
      name,
      (command, say) => script(command, (event, node) => node !== 'mallory' && say(event, node)),
    ]),
  )
  const { events, commands, stopped } = await play({ scripts: quiet })
  t.is(verdict(events), 'PASSED: All 2 messages arrived, and nobody was alarmed.')
  t.deepEqual(
    commands.filter((command) => command.startsWith('alice ')).map((command) => command.slice(6)),
    ['hosts', 'register', 'publish', 'add-friend', 'friends', 'connect', 'compare', 'send', 'close', 'ping'],
  )
  t.is(stopped, 1)
})

test('an attacked act: before, attack and after, and the attacker told so', async (t) => {
  const { events, canaries, commands } = await play(honestWorld(), attacked)
  // She says so, and no byte shows it: the script has no wire.
  t.regex(verdict(events), /^INCONCLUSIVE: Mallory says that she acted, and nothing on the wire/)
  t.deepEqual(
    eventsOf(events, 'phase-started').map(({ phase }) => phase),
    ['before', 'attack', 'after'],
  )
  t.deepEqual(
    commands.filter((command) => command.startsWith('mallory ')),
    [
      'mallory setup',
      'mallory prepare',
      'mallory stand-in',
      'mallory stand-in',
      'mallory hosts',
      'mallory attack',
      'mallory halt',
      'mallory attack',
      'mallory halt',
      'mallory attack',
      'mallory halt',
    ],
  )
  // No label comes twice.
  t.is(new Set(canaries).size, 6)
})

test('an attacker that does not act when told to: INCONCLUSIVE', async (t) => {
  const { events } = await play(honestWorld({ tap: false }), attacked)
  t.is(verdict(events), 'INCONCLUSIVE: Mallory did nothing at all.')
})

test('a step waits for what it set off, and a phase for the end of what it opened', async (t) => {
  const { events } = await play(honestWorld({ slow: 100 }), attacked)
  t.regex(verdict(events), /^INCONCLUSIVE: Mallory says that she acted, and nothing on the wire/)
  for (const phase of ['before', 'attack', 'after']) {
    const order = events.filter((event) => event.phase === phase).map(({ event }) => event)
    t.is(order.filter((event) => event === 'delivered').length, 2, phase)
    const says = events.filter(
      (event) => event.phase === phase && (event.event === 'delivered' || sayStepsOf([event])[0]),
    )
    t.deepEqual(
      says.map(({ event }) => event),
      ['step', 'delivered', 'step', 'delivered'],
    )
    t.is(order.filter((event) => event === 'closed').length, 2, phase)
    t.true(order.includes('unlinked'))
    t.is(order.at(-1), 'phase-ended')
  }
})

test('users who see different fingerprints hang up and say nothing: no canary is even made', async (t) => {
  const world = worldWith('bob', (command, say) => {
    if (command.do !== 'compare') return false
    say({ event: 'displayed', session: 'session-1', own: 'bob-key', peer: 'mallory-key' })
    say({ event: 'done', id: command.id })
    return true
  })
  const { events, canaries, commands } = await play(world)
  t.deepEqual(
    eventsOf(events, 'compared').map(({ between, match }) => ({ between, match })),
    [{ between: ['alice', 'bob'], match: false }],
  )
  t.deepEqual(canaries, [])
  t.is(commands.filter((command) => command === 'alice close').length, 1)
  t.false(commands.some((command) => command.endsWith(' send')))
})

test('a program that displays nothing is a difference, not a match', async (t) => {
  const silent = worldWith('bob', (command, say) => {
    if (command.do === 'compare')
      say({ event: 'failed', id: command.id, code: 'NOT_CONNECTED', message: 'No.' })
    return command.do === 'compare'
  })
  const { events } = await play(silent)
  t.deepEqual(
    eventsOf(events, 'compared').map(({ match }) => match),
    [false],
  )
})

test('what was displayed in an earlier phase is not compared again', async (t) => {
  let times = 0
  const once = worldWith('bob', (command, say) => {
    if (command.do !== 'compare' || ++times === 1) return false
    say({ event: 'done', id: command.id })
    return true
  })
  const { events } = await play(once, attacked)
  t.deepEqual(
    eventsOf(events, 'compared').map(({ match }) => match),
    [true, false, false],
  )
})

test('a message that is refused or never arrives does not stop the others', async (t) => {
  const world = worldWith('alice', (command, say) => {
    if (command.do === 'send') say({ event: 'failed', id: command.id, code: 'NOT_CONNECTED', message: 'No.' })
    return command.do === 'send'
  })
  const { events } = await play(world)
  t.is(sayStepsOf(events).length, 2)
  t.is(eventsOf(events, 'act-ended').length, 1)
  t.regex(
    verdict(events),
    /^INCONCLUSIVE: .* Alice did not send “A canary nobody can guess: act honest 1 2\.”$/,
  )
})

test('a call that failed is not hung up, and what users would say next is tried', async (t) => {
  const world = worldWith('alice', (command, say) => {
    if (command.do === 'connect') say({ event: 'failed', id: command.id, code: 'TIMEOUT', message: 'No.' })
    return command.do === 'connect'
  })
  const { commands, events } = await play(world, {
    act: { steps: steps.filter((step) => step.do !== 'compare') },
  })
  t.false(commands.includes('alice close'))
  t.is(sayStepsOf(events).length, 2)
})

test('a node that does not answer ends the act, which proves nothing then', async (t) => {
  const world = worldWith('bob', (command) => command.do === 'ping')
  const { events, stopped } = await play(world)
  t.is(verdict(events), 'INCONCLUSIVE: The act failed: bob did not answer to {"do":"ping"}.')
  t.is(eventsOf(events, 'act-ended').length, 0)
  t.is(stopped, 1)
})

test('a peer that speaks for the attacker has failed', async (t) => {
  const world = worldWith('alice', (command, say) => {
    if (command.do === 'connect')
      say({ event: 'acted', link: 'l', what: 'x', to: 'alice', presented: 'x' }, 'alice')
    return false
  })
  const { events } = await play(world, attacked)
  t.regex(verdict(events), /^INCONCLUSIVE: The program of Alice failed: not an event of this lab: /)
})

test('an interrupted act ends at once, and all is stopped', async (t) => {
  const abort = new AbortController()
  const world = worldWith('alice', (command) => {
    if (command.do === 'connect') abort.abort()
    return command.do === 'connect'
  })
  const { events, stopped } = await play(world, { abort })
  t.true(stopped >= 1)
  t.is(verdict(events), 'INCONCLUSIVE: The act failed: the run was interrupted.')
  t.is(eventsOf(events, 'act-ended').length, 0)
})

test('a defect of the lab itself is not taken for a finding', async (t) => {
  const world = honestWorld()
  const defect = new TypeError('a defect')
  const world2: World = {
    scripts: {
      ...world.scripts,
      alice: () => {
        throw defect
      },
    },
  }
  t.is(await t.throwsAsync(play(world2)), defect)
})

/** An honest world whose messengers draw what is delivered to them, and what they write; `hide` is not drawn. */
function drawingWorld(hide = ''): World {
  const world = honestWorld()
  const draw = (name: string) => {
    const usual = world.scripts[name]!
    const script: Script = (command, say) =>
      usual(command, (event, node = name) => {
        const { event: kind, from, text } = event as Record<string, unknown>
        const by = kind === 'delivered' ? from : kind === 'sent' ? name : null
        const row = `12:00 <${by}> ${text}\n`
        if (by !== null && by !== hide)
          say({ event: 'screen', bytes: Buffer.from(row).toString('base64') }, node)
        say(event, node)
      })
    return script
  }
  return { scripts: { ...world.scripts, alice: draw('alice'), bob: draw('bob') } }
}

test('of messengers, folders are looked at before and after, and screens at the end', async (t) => {
  const { events } = await play(drawingWorld(), {
    program: 'messenger',
    act: { steps: steps.filter((step) => step.do !== 'compare') },
  })
  t.is(verdict(events), 'PASSED: All 2 messages arrived, and nobody was alarmed.')
  const looks = events.flatMap((event) =>
    event.event === 'files' ? [event.of] : event.event === 'shown' ? [`screen of ${event.on}`] : [],
  )
  t.deepEqual(looks, ['alice', 'bob', 'alice', 'bob', 'screen of alice', 'screen of bob'])
  const spoken = sayStepsOf(events).map(({ from, text }) => `12:00 <${from}> ${text}`)
  const [screen] = eventsOf(events, 'shown')
  t.is(screen!.rows.join('').replace(/\s/g, ''), spoken.join('').replace(/\s/g, ''))
})

test('a messenger that does not show what it was sent serves nobody', async (t) => {
  const { events } = await play(drawingWorld('bob'), {
    program: 'messenger',
    act: { steps: steps.filter((step) => step.do !== 'compare') },
  })
  t.regex(verdict(events), /^INCONCLUSIVE: .*the words of Bob are missing/)
})

/** Alice's messenger keeps a text for Bob who is away, and gives it to him in the next session, `slow` turns later. */
function keepingWorld(): World {
  const kept: string[] = []
  const keeping = (...[command, say]: Parameters<Script>) => {
    if (command.do === 'write') {
      kept.push(String(command.text))
      say({ event: 'done', id: command.id })
      return true
    }
    if (command.do === 'connect')
      void (async () => {
        for (let turn = 0; turn < 50; turn += 1) await null
        const session = 'session-2'
        for (const text of kept.splice(0)) {
          say({ event: 'sent', session, to: 'bob', text })
          say({ event: 'delivered', session, from: 'alice', text }, 'bob')
        }
      })()
    return false
  }
  return worldWith('alice', keeping, { slow: 100 })
}

test('what is written while a friend is away is written after the goodbye, and awaited in the next session', async (t) => {
  const connect = { do: 'connect', from: 'alice', to: 'bob' } as const
  const say = { do: 'say', from: 'bob', to: 'alice' } as const
  const close = { do: 'close', by: 'alice', to: 'bob' } as const
  const ahead = { do: 'say', from: 'alice', to: 'bob', times: 2, ahead: true } as const
  const { events } = await play(keepingWorld(), {
    act: { steps: [connect, say, close, ahead, connect, say, close] },
  })
  const honest = events.filter(({ phase }) => phase === 'honest')
  const order = honest.flatMap((event) => {
    if (event.event === 'step') return event.do === 'say' && event.ahead ? ['writes'] : [event.do]
    return event.event === 'delivered' ? [`to ${event.node}`] : event.event === 'closed' ? [event.event] : []
  })
  t.deepEqual(order, [
    ...['connect', 'say', 'to alice', 'close', 'closed', 'closed', 'writes', 'writes'],
    ...['connect', 'to bob', 'to bob', 'say', 'to alice', 'close', 'closed', 'closed'],
  ])
})
