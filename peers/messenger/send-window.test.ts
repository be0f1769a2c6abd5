import test from 'ava'
import { SendWindow } from './send-window'

const CHUNK = 65_000
const MIB = 1024 * 1024

/** A line that delivers so many bytes a millisecond, with an answer that takes so long when it is idle; in its second half. */
function overLine(rate: number, delay: number, milliseconds: number) {
  const window = new SendWindow()
  const pongs: number[] = []
  let sent = 0
  let before = 0
  let free = 0
  let most = 0
  for (let now = 0; now < milliseconds; now++) {
    const look = () => {
      if (window.probes(now)) pongs.push(Math.max(free, now) + delay)
    }
    while (pongs.length > 0 && pongs[0]! <= now) {
      pongs.shift()
      window.answered(now)
      look()
    }
    // The socket takes what the line delivers in a tenth of a second.
    while (window.isOpen && free < now + 100) {
      window.sent(CHUNK)
      sent += CHUNK
      free = Math.max(free, now) + CHUNK / rate
      look()
    }
    most = Math.max(most, (free - now) * rate)
    if (now < milliseconds / 2) before = sent
  }
  return { rate: (2 * (sent - before)) / milliseconds, queued: most }
}

test('on a fast and short line a megabyte is on its way, and the line is never idle', (t) => {
  const { rate, queued } = overLine(200_000, 1, 2_000)
  t.true(rate > 0.9 * 200_000, `${rate} bytes a millisecond`)
  t.true(queued < 1.3 * MIB, `${queued} bytes wait`)
})

test('on a long line the window grows until the line is full', (t) => {
  const { rate, queued } = overLine(50_000, 150, 10_000)
  t.true(rate > 0.85 * 50_000, `${rate} bytes a millisecond`)
  t.true(queued < 30 * MIB)
})

test('without an answer a megabyte goes, with one PING in it; each answer lets more go', (t) => {
  const window = new SendWindow()
  const sendAll = () => {
    let [bytes, pings] = [0, 0]
    for (; window.isOpen; bytes += CHUNK) {
      window.sent(CHUNK)
      if (window.probes(1_000)) pings += 1
    }
    return { bytes, pings }
  }
  t.deepEqual(sendAll(), { bytes: 17 * CHUNK, pings: 1 })
  t.true(window.answered(1_000))
  // The PING went out after three chunks; what is behind it has not been read.
  t.true(window.isOpen && window.probes(1_000))
  t.deepEqual(sendAll(), { bytes: 3 * CHUNK, pings: 0 })
  t.true(window.answered(1_000))
  t.false(window.answered(1_000))
})

test('whenever nothing more may go, a PING is under way', (t) => {
  let now = 0
  const window = new SendWindow()
  let asked = false
  for (let step = 0; step < 10_000; step++) {
    // A clock that jumps, also back.
    now += (step % 7) * 13 - 30
    if (window.isOpen) window.sent(1 + ((step * 7_919) % CHUNK))
    asked = window.probes(now) || asked
    t.true(window.isOpen || asked)
    if (step % 3 === 0) t.is(window.answered(now), asked)
    if (step % 3 === 0) asked = window.probes(now)
    t.true(window.isOpen || asked)
  }
})
