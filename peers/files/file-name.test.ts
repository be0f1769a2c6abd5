import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { numberedFileName, offeredFileName, safeFileName } from './file-name'

test('a plain name stays as it is', (t) => {
  for (const name of [
    'report.pdf',
    'Été à la plage.jpeg',
    'a b (2).tar.gz',
    'README',
    '写真.png',
    '🙂.txt',
    '👩‍👩‍👧.png',
    'نامه\u200cها.pdf',
    'क्\u200dष.txt',
  ]) {
    t.is(safeFileName(name), name)
  }
})

test('what a hostile sender may try', (t) => {
  const expected: Record<string, string> = {
    '../../etc/passwd': 'passwd',
    '..\\..\\windows\\system.ini': 'system.ini',
    '/etc/': 'etc',
    'folder/..': 'folder',
    '.bashrc': 'bashrc',
    '...': 'file',
    '': 'file',
    ' ': 'file',
    '/': 'file',
    'C:\\x': 'x',
    'a:stream': 'a_stream',
    'photo\u202egpj.exe': 'photo_gpj.exe',
    'line\nend\u2028.txt': 'line_end_.txt',
    '\u001b[31mred': '_[31mred',
    'nul\u0000byte.txt': 'nul_byte.txt',
    'zero\u200bwidth': 'zero_width',
    'invoice\u200c.exe': 'invoice_.exe',
    'a\u200db': 'a_b',
    'filler\u3164x': 'filler_x',
    'a\ufe0fb \u2600\ufe0f.png': 'a_b \u2600\ufe0f.png',
    CON: '_CON',
    'con.txt': '_con.txt',
    'Aux .tar.gz': '_Aux .tar.gz',
    'COM¹': '_COM¹',
    'LPT9.': '_LPT9',
    'console.log': 'console.log',
    'name. . .': 'name',
    '\u00a0x\u3000': 'x',
    'e\u0301': '\u00e9',
    'half \ud800': 'half _',
    [`x${'\u0300'.repeat(9)}.txt`]: `x${'\u0300'.repeat(4)}.txt`,
    '<a>|"b"?*': '_a___b___',
  }
  for (const [name, safe] of Object.entries(expected)) t.is(safeFileName(name), safe, JSON.stringify(name))
})

/** Names with much of what is dangerous in them. */
const names = fc.oneof(
  unicodeText({ maxLength: 300 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '.',
          '..',
          '/',
          '\\',
          ' ',
          'con',
          'AUX',
          'lpt1',
          '\u202e',
          '\u0000',
          '\ud800',
          'e\u0301',
        ),
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        fc.constantFrom('x'.repeat(260), '写'.repeat(90), '🙂'.repeat(70), '.pdf', '.tar.gz'),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
)

function faults(name: string): string[] {
  const checks: Record<string, boolean> = {
    'is empty': name === '',
    'is too long': Buffer.byteLength(name) > 255,
    'holds a separator': /[/\\:]/.test(name),
    'holds what Windows forbids': /[<>"|?*]/.test(name),
    'holds what does not print': /[\p{C}\p{Zl}\p{Zp}]/u.test(name),
    'begins with a dot or a space': /^[. ]/.test(name),
    'ends with a dot or a space': /[. ]$/.test(name),
    'is a device': /^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i.test(name),
    'is not NFC': name.normalize('NFC') !== name,
  }
  return Object.keys(checks).filter((fault) => checks[fault])
}

test('whatever the sender says, the name is safe, and stays what it is the second time', (t) => {
  fc.assert(
    fc.property(names, fc.integer({ min: 2, max: 10_000 }), (name, number) => {
      const safe = safeFileName(name)
      t.deepEqual(faults(safe), [], JSON.stringify(name))
      t.is(safeFileName(safe), safe)
      const numbered = numberedFileName(safe, number)
      t.deepEqual(faults(numbered), [], JSON.stringify(name))
      t.not(numbered, safe)
    }),
    { numRuns: 2000 },
  )
})

test('a name that is too long keeps its ending', (t) => {
  t.is(safeFileName(`${'x'.repeat(300)}.pdf`), `${'x'.repeat(251)}.pdf`)
  t.is(safeFileName(`${'写'.repeat(100)}.pdf`), `${'写'.repeat(83)}.pdf`)
  t.is(safeFileName(`x.${'y'.repeat(300)}`), `x.${'y'.repeat(253)}`)
  t.is(numberedFileName(`${'x'.repeat(251)}.pdf`, 12), `${'x'.repeat(246)} (12).pdf`)
  t.is(numberedFileName('report.pdf', 2), 'report (2).pdf')
  t.is(numberedFileName('README', 3), 'README (3)')
})

test('whatever a file is called here, an offer can carry its name', (t) => {
  fc.assert(
    fc.property(names, (name) => {
      const offered = offeredFileName(name)
      t.true(Buffer.byteLength(offered) <= 255)
      t.is(Buffer.from(offered).toString(), offered)
    }),
  )
  t.is(offeredFileName('report.pdf'), 'report.pdf')
})
