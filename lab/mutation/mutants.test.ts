import test from 'ava'
import { mutantsOf } from './mutants'

/** @returns what becomes of each line. */
const becomes = (source: string) => mutantsOf(source).map((mutant) => mutant.becomes)

const kinds: readonly (readonly [what: string, source: string, changed: readonly string[]])[] = [
  ['a comparison', 'a < b', ['a <= b', 'a >= b', ';']],
  ['either side of a condition goes', 'x(a && b)', [';', 'x((a))', 'x((b))']],
  ['a default goes, or what it stands for', 'x(a ?? b)', [';', 'x((a))', 'x((b))']],
  ['a branch is always taken, or never', 'if (a) return', ['if (true) return', 'if (false) return']],
  ['a choice', 'return a ? b : c', ['return true ? b : c', 'return false ? b : c']],
  ['a number, and its sign', 'return -1', ['return (1)', 'return -(1 + 1)']],
  ['words, and none', "return x('a', '')", ["return x('', '')", "return x('a', 'x')"]],
  ['a key, made of parts', `return x(\`\${a} \${b}\`)`, ["return x('')"]],
  ['each element goes', 'return [a, ...b]', ['return [...b]', 'return [a, ]']],
  ['a part of an object goes', 'return { ...a }', ['return { }']],
  ['a call, and another one', 'return a.some(b)', ['return a.every(b)']],
  ['no call by the name of what every object has', 'return a.toString()', []],
  ['a call that may be left out', 'return a.filter(b)', ['return a']],
  ['a statement', 'a.push(b)', [';']],
  ['the ends of a pattern', 'return /^a$/i', ['return /a$/i', 'return /^a/i']],
  ['a place that may be empty', 'return a?.b?.[c]', ['return a.b?.[c]', 'return a?.b[c]']],
  ['a loop', 'while (a) b++', ['while (false) b++', 'while (a) ;', 'while (a) b--']],
]
for (const [what, source, changed] of kinds)
  test(`changed: ${what}`, (t) => t.deepEqual(becomes(source).sort(), [...changed].sort()))

test('types, imports and sentences are left alone', (t) => {
  for (const source of [
    "import { a } from './b'",
    "export { a } from './b'",
    "type A = 'b' | 1",
    'interface A { b: true }',
    'const a: readonly [1] = b',
    `return t\`\${a} did it \${b} times\``,
    "const names = { 'an address': a }",
  ])
    t.deepEqual(becomes(source), [], source)
})

test('a change has its place, and the lines that it changes in one', (t) => {
  const source = 'const a = 1\n  b(\n    c,\n  )\n'
  const [, gone] = mutantsOf(source)
  t.like(gone, { line: 2, column: 3, was: 'b( c, )', becomes: ';' })
  t.is(source.slice(0, gone!.start) + gone!.by + source.slice(gone!.end), 'const a = 1\n  ;\n')
})
