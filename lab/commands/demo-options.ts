/** What is typed after `npm run demo`, as a value. */

import { languageOf } from '../../peers/language/choice'
import { type Language, languages, type Sentence, t } from '../../peers/language/sentence'
import { UsageError } from '../language/lab-error'
import { flags, oneOf, runtimes, type ScenarioOptions, seedOf } from './options'

export interface DemoOptions
  extends Pick<ScenarioOptions, 'name' | 'runtime' | 'quick' | 'attack' | 'profile' | 'seed' | 'help'> {
  readonly lang: Language
  /** Whether it goes on by itself from the beginning. */
  readonly runs: boolean
  /** Whether a run that was started elsewhere is watched; `name` is which one, or null for the newest. */
  readonly follow: boolean
  /** A file to be written with what is shown. */
  readonly cast: string | undefined
}

export const demoHelp: Sentence = t`Usage: npm run demo NAME [-- FLAGS]

Plays a scenario in the dashboard, step by step. “npm run demo tour” plays a whole talk.

  --run                                 goes on by itself; without it, Space is each next step
  --follow [RUN]                        watches a run that was started elsewhere on this machine
  --cast FILE                           writes what is shown as a recording of a terminal (asciicast v2), with a
                                        marker at each pause
  --runtime auto|processes|containers   where the peers run (auto: containers if an engine answers)
  --attack NAME                         another attack in the scenario's place, such as noop
  --profile NAME                        only the acts with this profile, and those they are held against
  --seed HEX                            makes the same message texts as the run with this seed
  --quick                               the short form of attacks that take long
  --lang en|fr                          the language
  --help                                this text

Keys: Space next step, a runs on, p pauses, + and - speed, Tab and arrows move, Enter opens a frame, l language, ? help, q quits.
`

/** @throws UsageError with one sentence. */
export function demoOptions(args: readonly string[], env: NodeJS.ProcessEnv): DemoOptions {
  const { values, positionals } = flags(args, {
    run: 'boolean',
    follow: 'boolean',
    cast: 'string',
    runtime: 'string',
    attack: 'string',
    profile: 'string',
    seed: 'string',
    lang: 'string',
    quick: 'boolean',
    help: 'boolean',
  })
  oneOf('--lang', values.lang, languages)
  const [name = null] = positionals
  if (name === 'all' || name === 'ablation')
    throw new UsageError(
      t`The dashboard plays one scenario at a time, or “tour”; ${name} goes with npm run scenario.`,
    )
  const follow = values.follow !== undefined
  if (positionals.length > 1) throw new UsageError(t`One at a time: ${positionals.join(' ')} are several.`)
  if (follow && values.cast !== undefined)
    throw new UsageError(
      t`--cast goes with a scenario or the tour; of a run that was watched, npm run replay RUN -- --cast FILE makes one.`,
    )
  const help = values.help !== undefined
  if (name === null && !follow && !help)
    throw new UsageError(
      t`Which scenario? For example: npm run demo mitm. “npm run scenario” lists them, and “npm run demo tour” plays a talk.`,
    )
  return {
    name,
    runtime: oneOf('--runtime', values.runtime, runtimes) ?? 'auto',
    attack: values.attack,
    profile: values.profile,
    seed: seedOf(values.seed),
    lang: languageOf(args, env),
    quick: values.quick !== undefined,
    runs: values.run !== undefined,
    follow,
    cast: values.cast,
    help,
  }
}
