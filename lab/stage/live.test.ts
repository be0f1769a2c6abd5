/** A live run on a stage without a terminal: held between steps, and the same run as without an audience. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { keyChange } from '../../scenarios/key-change'
import { withKeysOfTests } from '../commands/catalogue-testing'
import type { HistoryEvent } from '../history/events'
import { readHistory } from '../history/history-file'
import { claimRun, type RunOwner } from '../history/run-owner'
import { judge } from '../judge/verdict'
import { type RunResult, run } from '../run/run'
import { type Build, build } from '../runtime/build'
import { inProcessRuntime } from '../runtime/in-process-testing'
import { processesRuntime } from '../runtime/processes'
import type { Runtime } from '../runtime/runtime'
import { scenario } from '../scenario/scenario'
import { playedIn } from '../suite/extent-testing'
import { outlineOf, paceOf, playLive } from './live'
import { initialState } from './reduce'
import { Stage } from './stage'
import { newUi } from './ui'

/** A stage that nobody sees. */
function darkStage(t: ExecutionContext): { stage: Stage; pictures: () => number } {
  let pictures = 0
  const stage = new Stage({
    state: initialState(outlineOf(keyChange)),
    ui: newUi('live', 'en'),
    look: { unicode: true },
    screen: {
      size: () => ({ columns: 80, rows: 24 }),
      render: () => {
        pictures += 1
      },
      close: () => {},
    },
  })
  t.teardown(() => stage.close())
  return { stage, pictures: () => pictures }
}

/** @param start where the nodes run: as processes, unless it is told otherwise */
async function withNodes<T>(
  work: (runtime: Runtime, runs: string) => Promise<T>,
  start: (build: Build, owner: RunOwner) => Runtime = (build, owner) => processesRuntime({ build, owner }),
): Promise<T> {
  const owner = claimRun()
  const runs = mkdtempSync(join(tmpdir(), 'live-test-'))
  try {
    const keyed = withKeysOfTests(await build(), mkdtempSync(join(runs, 'build-')))
    return await work(start(keyed, owner), runs)
  } finally {
    await owner.release()
    rmSync(runs, { recursive: true })
  }
}

const never = new AbortController().signal

playedIn(
  test.serial,
  0,
  2,
)('a run on a stage has the verdicts and the story of a plain one', async (t) => {
  const { stage, pictures } = darkStage(t)
  await withNodes(async (runtime, runs) => {
    const common = {
      scenario: keyChange,
      runtime,
      runs,
      seed: '00'.repeat(16),
      draw: () => 1,
      aborted: never,
    }
    const histories: HistoryEvent[][] = []
    const plain = await run({ ...common, onAct: (_act, _verdict, events) => histories.push([...events]) })
    stage.press('a')
    for (let times = 0; times < 10; times += 1) stage.press('+')
    const shown = await playLive(stage, common)
    t.deepEqual(summary(shown), summary(plain))
    t.true(shown.ok)
    const recorded = readHistory(join(runs, shown.run.split('/').at(-1)!, 'history.jsonl'))
    t.deepEqual(story(recorded), histories.flatMap(story))
    // What stands on the stage is what the history says.
    t.deepEqual(stage.state.verdicts, judge(recorded))
    t.true(stage.state.over)
  }, inProcessRuntime)
  t.true(pictures() > 3)
})

playedIn(
  test.serial,
  1,
  2,
)(
  'without a key the run waits before the first phase, with the real nodes; each Space is a step',
  async (t) => {
    const { stage } = darkStage(t)
    const stop = new AbortController()
    const act = keyChange.acts.at(-1)!
    await withNodes(async (runtime, runs) => {
      const aborted = stop.signal
      const one = { ...keyChange, acts: [act] }
      const running = playLive(stage, { scenario: one, runtime, runs, draw: () => 1, aborted })
      const held = running.then(
        () => 'ended',
        (reason) => reason,
      )
      // Everybody is friends with everybody; nobody has said a word.
      await stage.until(({ state }) => state.at > 0 && state.act === 0)
      stage.press('space')
      await stage.until(({ state }) => state.phase === 'before')
      // The control is held once, when it is over.
      await stage.until(({ state }) => state.peerPanes[0].chat.length > 0)
      stage.press('space')
      // Nobody waits for the attack to begin: there are only people who stand there.
      await stage.until(({ state }) => state.phase === 'attack' && state.peerPanes[0].chat.length > 0)
      t.is(stage.ui.permits, 0)
      stop.abort('left')
      t.is(await held, 'left')
    })
  },
)

test('a pace waits for a key, or for a moment that depends on the speed; it ends with the run', async (t) => {
  const { stage } = darkStage(t)
  const stop = new AbortController()
  const pace = paceOf(stage, stop.signal)
  const [act] = scenario({ name: 'x', acts: [{ name: 'a' }] }).acts
  const moment = { what: 'phase', act: act!.name, phase: 'attack' } as const
  // The nodes of the first act start at once.
  await pace({ what: 'act', act: 'a' })
  // Where nothing has come to be seen since then, nobody waits.
  await pace(moment)
  const says = (words: string): void => {
    const { outline } = stage.state
    stage.feed({ input: 'outline', outline: { ...outline, title: words } })
  }
  // The nodes of the next one do not: the verdict is looked at first.
  says('A verdict.')
  let next = false
  const held = pace({ what: 'act', act: 'b' }).then(() => {
    next = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  t.false(next)
  stage.press('space')
  await held
  says('The attack begins.')
  let passed = false
  const first = pace(moment).then(() => {
    passed = true
  })
  stage.press('l')
  stage.press('tab')
  await new Promise((resolve) => setImmediate(resolve))
  t.false(passed)
  stage.press('space')
  await first
  says('A step.')
  const second = pace(moment)
  for (let times = 0; times < 10; times += 1) stage.press('+')
  stage.press('a')
  await second
  stage.press('p')
  says('Another step.')
  const third = pace(moment)
  stop.abort()
  await third
})

function summary({ ok, acts }: RunResult) {
  return {
    ok,
    acts: acts.map(({ name, verdict, broken, alarms, asExpected }) => ({
      name,
      verdict,
      broken,
      alarms,
      asExpected,
    })),
  }
}

/** What users did and were told, and what the attacker got: all that does not differ from run to run. */
function story(events: readonly HistoryEvent[]): string[] {
  return events.flatMap((event) => {
    switch (event.event) {
      case 'step':
        return [`${event.act} ${event.phase} ${event.do} ${'text' in event ? event.text : ''}`]
      case 'act-started':
      case 'phase-started':
      case 'phase-ended':
      case 'act-ended':
        return [`${event.act} ${event.phase} ${event.event}`]
      default:
        return []
    }
  })
}
