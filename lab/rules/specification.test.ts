import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { idComplaints, probeComplaints, rulesOf } from './specification'

const page = readFileSync(join(__dirname, '..', '..', 'peers', 'protocol', 'PROTOCOL.md'), 'utf8')

test('every rule of the protocol has an id of its own', (t) => {
  t.deepEqual(idComplaints(page), [])
  t.true(rulesOf(page).length > 250)
})

test('a rule is what stands before its id', (t) => {
  const found = rulesOf(page)
  const text = (id: string) => found.find((rule) => rule.id === id)?.text
  t.is(text('4-9'), 'A length of 0 is `FRAME_EMPTY`')
  t.is(text('5.3-10'), 'and not below her floor (`BELOW_FLOOR`)')
  t.is(text('6-4'), 'nonce         = 4 zero bytes ‖ u64 number')
  t.regex(text('11-14')!, /^`OUT_OF_ORDER`|^`BAD_RECORD`/)
})

const section = (body: string) => `# Page\n\n## 4. Frames\n\n${body}\n`

for (const [what, body] of [
  ['a sentence', 'One is taken. [4-1] A second one is never taken.'],
  ['a sentence after bold words', '- **Once.** [4-1] It is refused.'],
  ['an error code', 'A length of 0 is `FRAME_EMPTY`.'],
  ['a row', '| a | b |\n|---|---|\n| 1 | at most 5 |'],
] as const)
  test(`a rule without an id is told: ${what}`, (t) => {
    t.regex(
      idComplaints(section(body)).join('\n'),
      /^PROTOCOL\.md, section 4, has a rule without an id: [^\n]*$/,
    )
  })

test('an id that is there twice, or in another section, is told', (t) => {
  t.deepEqual(idComplaints(section('It is refused. [4-1] So is it. [4-1]')), [
    'PROTOCOL.md has the id 4-1 twice.',
  ])
  t.deepEqual(idComplaints(section('It is refused. [5-1]')), ['PROTOCOL.md has the rule 5-1 in section 4.'])
})

test('reasons, heads of tables and other sections are no rules', (t) => {
  for (const body of [
    '**Why**: it must.',
    'Why:\n- it must\n- it never',
    'It is. *Why*: it must.',
    '| only | never |\n|---|---|',
  ])
    t.deepEqual(idComplaints(section(body)), [], body)
  t.deepEqual(idComplaints('## 10. Limits\n\nIt must.'), [])
})

test('a rule has a probe, or a reason why not', (t) => {
  t.deepEqual(probeComplaints(['4-1', '4-2'], ['4-1', '4-1', 'api'], ['4-2']), [])
  t.regex(probeComplaints(['4-1', '4-2'], ['4-1'], []).join(), /^The rule 4-2 of PROTOCOL.md has no probe: /)
  t.regex(probeComplaints(['4-1'], ['4-1'], ['4-1']).join(), /^The rule 4-1 .* says that it has none\.$/)
  t.deepEqual(probeComplaints(['4-1'], [], ['4-1', '4-1']), [
    'scenarios/unprobed-rules.ts has the rule 4-1 twice.',
  ])
  t.deepEqual(probeComplaints([], ['4-3'], ['4-4']), [
    'PROTOCOL.md has no rule 4-3.',
    'PROTOCOL.md has no rule 4-4.',
  ])
})
