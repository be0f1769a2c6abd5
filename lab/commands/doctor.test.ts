import test from 'ava'
import { english } from '../language/typed'
import { type Diagnosis, doctor, nodeVersion } from './doctor'

/** A finding as it reads in English. */
const said = ({ ok, what, todo }: Diagnosis) => ({ ok, what: english(what), todo: todo && english(todo) })

const containerTest = process.env.LAB_CONTAINERS === '1' ? test.serial : test.skip

test('the oldest Node is 20.19', (t) => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) t.true(nodeVersion(version).ok)
  for (const version of ['18.20.0', '20.18.3', '12.22.0']) {
    t.deepEqual(said(nodeVersion(version)), {
      ok: false,
      what: `Node ${version} is too old.`,
      todo: 'Install Node 20.19 or newer.',
    })
  }
})

test('without an engine the lab works, and that is what is said', async (t) => {
  const findings = await doctor({ DOCKER_HOST: 'unix:///nowhere/engine.sock' })
  const engine = findings.find(({ what }) => english(what).includes('engine'))
  t.deepEqual(said(engine!), {
    ok: 'warn',
    what: 'No container engine answers: nodes run as processes on loopback.',
    todo: 'Start Docker or Podman to run nodes in containers.',
  })
  t.false(findings.some(({ what }) => english(what).includes('base image')))
})

test('what is not right comes with what to do, in sentences', async (t) => {
  for (const { ok, what, todo } of await doctor()) {
    t.regex(english(what), /^\S.*\.$/)
    if (ok !== true) t.truthy(todo)
  }
})

containerTest('with an engine, its version and the base image are told', async (t) => {
  const whats = (await doctor()).map(({ what }) => english(what))
  t.true(whats.some((what) => /^A container engine, version \d.*, answers at /.test(what)))
  t.true(whats.some((what) => what.startsWith('The base image for nodes')))
})
