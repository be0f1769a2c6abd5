import test from 'ava'
import fc from 'fast-check'
import { field, uint } from '../protocol/fields'
import { safeFileName } from './file-name'
import { LENGTH_BYTES, MOST_PACKED, type PackedFile, packHead, readPackList, safePaths } from './pack'

const listOf = (...files: readonly (readonly [string, number])[]) =>
  Buffer.concat(files.flatMap(([path, size]) => [field(path), uint(size, 8)]))

function read(list: Buffer, count: number, bytes: number): PackedFile[] {
  return readPackList(list, LENGTH_BYTES + list.length + bytes, count)
}

test('what was packed is read again', (t) => {
  const files = [
    { path: 'a.txt', size: 3 },
    { path: 'photos/été/1.jpg', size: 0 },
    { path: 'photos/2.jpg', size: 2 ** 40 },
  ]
  const head = packHead(files)!
  t.is(head.readUInt32BE(), head.length - LENGTH_BYTES)
  t.deepEqual(read(head.subarray(LENGTH_BYTES), 3, 2 ** 40 + 3), files)
})

test('what is too much for a pack is not packed', (t) => {
  t.is(packHead([]), null)
  for (const path of ['x'.repeat(1_001), Array(33).fill('x').join('/')])
    t.is(packHead([{ path, size: 1 }]), null)
  const many = (count: number) => Array.from({ length: count }, (_, at) => ({ path: `${at}`, size: 1 }))
  t.truthy(packHead(many(MOST_PACKED)))
  t.is(packHead(many(MOST_PACKED + 1)), null)
  t.is(packHead(many(1_200).map(({ path, size }) => ({ path: path.padEnd(900, 'x'), size }))), null)
})

const bad: Readonly<Record<string, readonly [Buffer, number, number]>> = {
  'a path that leaves the folder': [listOf(['../x', 1]), 1, 1],
  'one that does so further down': [listOf(['a/../../x', 1]), 1, 1],
  'one from the root': [listOf(['/etc/passwd', 1]), 1, 1],
  'one with a dot': [listOf(['a/./x', 1]), 1, 1],
  'an empty one': [listOf(['', 1]), 1, 1],
  'one that ends in a slash': [listOf(['a/', 1]), 1, 1],
  'one with a null': [listOf(['a\0b', 1]), 1, 1],
  'the same twice': [listOf(['a', 1], ['a', 1]), 2, 2],
  'a file that is a folder too': [listOf(['a', 1], ['a/b', 1]), 2, 2],
  'a folder that is a file too': [listOf(['a/b', 1], ['a', 1]), 2, 2],
  'more files than were offered': [listOf(['a', 1], ['b', 1]), 1, 2],
  'fewer files': [listOf(['a', 1]), 2, 1],
  'sizes that are too small together': [listOf(['a', 1]), 1, 2],
  'sizes that are too large together': [listOf(['a', 3]), 1, 2],
  'a size beyond what can be counted': [Buffer.concat([field('a'), uint(2n ** 63n, 8)]), 1, 1],
  'too deep a path': [listOf([Array(33).fill('x').join('/'), 1]), 1, 1],
  'too long a path': [listOf(['x'.repeat(1_001), 1]), 1, 1],
  'a path that is not UTF-8': [Buffer.concat([field(Buffer.from('fffe', 'hex')), uint(1, 8)]), 1, 1],
  'half an entry': [listOf(['a', 1]).subarray(0, -1), 1, 1],
  'no file': [Buffer.alloc(0), 0, 1],
}

for (const [what, [list, count, bytes]] of Object.entries(bad))
  test(`no pack: ${what}`, (t) => {
    t.throws(() => read(list, count, bytes), { name: 'PeerError' })
  })

test('safe names, and no two the same to any system, whatever a friend calls them', (t) => {
  t.deepEqual(safePaths(['a:', 'a?', 'A_', 'b./x', 'b/x', 'con/\u202ey'], safeFileName), [
    'a_',
    'a_ (2)',
    'A_ (3)',
    'b/x',
    'b (2)/x',
    '_con/_y',
  ])
  const part = fc.oneof(fc.constantFrom('a', 'A', 'a:', '..', '. .', 'a (2)', 'é', 'e\u0301'), fc.string())
  const path = fc
    .array(
      part.map((name) => name.replaceAll('/', '_') || '_'),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join('/'))
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 30 }), (paths) => {
      const safe = safePaths(paths, safeFileName)
      const names = new Set(safe.map((each) => each.normalize('NFKC').toLowerCase()))
      t.is(names.size, paths.length)
      for (const [at, each] of safe.entries()) {
        t.is(each.split('/').length, paths[at]!.split('/').length)
        for (const one of each.split('/')) t.is(safeFileName(one), one)
      }
    }),
  )
})

test('thousands that would all have one name cost no square of their number', (t) => {
  const paths = Array.from(
    { length: MOST_PACKED },
    (_, at) => `a${'?:|<>*"'.charAt(at % 7)}${'.'.repeat(at / 7)}`,
  )
  const began = process.cpuUsage()
  t.is(new Set(safePaths(paths, safeFileName)).size, paths.length)
  t.true(process.cpuUsage(began).user < 2_000_000)
})
