import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { LabError } from '../language/lab-error'
import { cutOut } from './source-code'

const folder = mkdtempSync(join(tmpdir(), 'source-code-test-'))
test.after.always(() => rmSync(folder, { recursive: true }))

writeFileSync(
  join(folder, 'code.ts'),
  `/** The head of the file. */

const plain = 1

/** What it does. */
export const weak: Check = () => {
  // nothing
}

// Two lines,
// one comment away.

export function strong(): void {
  if (plain) throw new Error('no')
}

// A door
// in two lines.
class Door {
  /** Opens. */
  open(): void {
    shut()
  }
}

const cipher = {
  overhead: 16,
  seal(key: string) {
    return key
  },
}
`,
)
const cut = (name: string) => cutOut(`code.ts#${name}`, folder)

test('a constant with its comment, a function without one that stands apart', (t) => {
  t.deepEqual(cut('weak'), [
    '/** What it does. */',
    'export const weak: Check = () => {',
    '  // nothing',
    '}',
  ])
  t.deepEqual(cut('strong'), ['export function strong(): void {', "  if (plain) throw new Error('no')", '}'])
})

test('the head of a file is no part of its first declaration', (t) => {
  t.deepEqual(cut('plain'), ['const plain = 1'])
})

test('a comment of several lines is whole', (t) => {
  t.deepEqual(cut('Door').slice(0, 3), ['// A door', '// in two lines.', 'class Door {'])
})

test('a method of a class, and of an object, at the left margin', (t) => {
  t.deepEqual(cut('Door.open'), ['/** Opens. */', 'open(): void {', '  shut()', '}'])
  t.deepEqual(cut('cipher.seal'), ['seal(key: string) {', '  return key', '}'])
  t.deepEqual(cut('cipher.overhead'), ['overhead: 16'])
})

test('a whole file, without its imports', (t) => {
  writeFileSync(
    join(folder, 'whole.ts'),
    "/** Weakened. */\n\nimport { a } from './a'\nimport {\n  b,\n} from './b'\n\nexport const c = a(b)\n",
  )
  t.deepEqual(cutOut('whole.ts', folder), ['/** Weakened. */', '', 'export const c = a(b)'])
})

test('what is not there is named', (t) => {
  for (const place of ['code.ts#nothing', 'code.ts#Door.close', 'gone.ts#weak']) {
    const error = t.throws(() => cutOut(place, folder), { instanceOf: LabError })
    t.true(place.split(/[#.]/).some((part) => error.message.includes(part)))
  }
})
