import test from 'ava'
import { english } from '../language/sentence'
import { size } from '../language/size'
import { transfer } from './chat-testing'
import { grouped, numberRows, timeLeft } from './figures'
import { progressLine } from './progress'

test('sizes', (t) => {
  t.deepEqual(
    [
      0,
      1,
      999,
      1000,
      99_949,
      99_950,
      999_949,
      999_950,
      1_500_000,
      4_294_967_296,
      Number.MAX_SAFE_INTEGER,
    ].map((bytes) => english(size(bytes))),
    [
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1.0 kB',
      '99.9 kB',
      '100 kB',
      '1000 kB',
      '1.0 MB',
      '1.5 MB',
      '4.3 GB',
      '9.0 PB',
    ],
  )
})

test('times left', (t) => {
  t.deepEqual(
    [
      timeLeft(50, 10),
      timeLeft(60_500, 100),
      timeLeft(7_325, 1),
      timeLeft(1, 0),
      timeLeft(0, 0),
      timeLeft(1e12, 1),
    ],
    ['0:05', '10:05', '2:02:05', '-', '-', '-'],
  )
})

test('groups', (t) => {
  t.is(grouped('abcdef1234'), 'abcd ef12 34')
  t.deepEqual(numberRows('12345 '.repeat(12).trim()), Array(3).fill('12345 12345 12345 12345'))
})

test('progress: one has a bar, several share the line, and it never reaches the edge', (t) => {
  const running = (label: string, done: number) => ({
    transfer: transfer({ label, state: 'running', size: 1000, done }),
    rate: 100,
  })
  t.is(progressLine([], 80), null)
  t.is(
    progressLine([running('f1', 500)], 120),
    'f1 [##########----------] 50% 500 bytes of 1.0 kB, 100 bytes/s, 0:05 left  report.pdf',
  )
  t.is(progressLine([running('f1', 500)], 30), 'f1 [##########----------] 50%')
  const three = [running('f1', 0), running('f2', 999), running('f3', 1000)]
  t.is(
    progressLine(three, 120),
    'f1 0% 100 bytes/s 0:10 | f2 99% 100 bytes/s 0:01 | f3 100% 100 bytes/s 0:00',
  )
  t.is(progressLine(three, 60), 'f1 0% 100 bytes/s 0:10 | f2 99% 100 bytes/s 0:01 | 1 more')
})
