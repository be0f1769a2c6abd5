import test from 'ava'
import { DRAWING_CHARACTERS, PacedDrawing, TURN_CHARACTERS } from './paced-drawing'

/** What was drawn, and turns that the test begins. */
function paced() {
  const drawn: string[] = []
  const turns: (() => void)[] = []
  let idle = 0
  const drawing = new PacedDrawing({
    onIdle: () => {
      idle += 1
    },
    nextTurn: (go) => void turns.push(go),
  })
  const add = (name: string, characters: number) =>
    drawing.add(() => {
      drawn.push(name)
      drawing.drew(characters)
    })
  const turn = () => turns.splice(0).map((go) => go()).length
  return { drawing, drawn, add, turn, idle: () => idle }
}

test('what is little is drawn at once, and nothing is left for later', (t) => {
  const { drawn, add, turn, idle } = paced()
  for (const name of ['a', 'b', 'c']) add(name, 10)
  t.deepEqual(drawn, ['a', 'b', 'c'])
  t.is(idle(), 3)
  t.is(turn(), 1)
  t.is(turn(), 0)
})

test('much is drawn in order, a turn draws its share and at most one drawing more', (t) => {
  const { drawn, add, turn, idle } = paced()
  for (const name of ['a', 'b', 'c', 'd', 'e']) add(name, TURN_CHARACTERS * 0.6)
  t.deepEqual(drawn, ['a', 'b'])
  t.is(idle(), 2, 'nothing waited behind either')
  t.is(turn(), 1)
  t.deepEqual(drawn, ['a', 'b', 'c', 'd'])
  add('f', 1)
  t.is(drawn.length, 4, 'what comes waits for its turn')
  turn()
  t.deepEqual(drawn, ['a', 'b', 'c', 'd', 'e', 'f'])
  t.is(idle(), 3)
})

test('many that are tiny are spread over turns as well', (t) => {
  const { drawn, add, turn } = paced()
  for (let nth = 0; nth < 1_000; nth++) add('x', 0)
  t.is(drawn.length, TURN_CHARACTERS / DRAWING_CHARACTERS)
  for (let before = 0; before < 1_000; ) {
    before = drawn.length
    turn()
    t.true(drawn.length - before <= TURN_CHARACTERS / DRAWING_CHARACTERS)
  }
})

test('what a drawing draws in turn is part of it, before what waits', (t) => {
  const { drawing, drawn, add } = paced()
  drawing.add(() => {
    add('inner', 1)
    drawn.push('outer')
  })
  t.deepEqual(drawn, ['inner', 'outer'])
})

test('a drawing that fails is told to who asked for it, and the next ones are drawn', async (t) => {
  const { drawing, drawn, add, turn } = paced()
  const fails = () => {
    throw new Error('no screen')
  }
  t.throws(() => drawing.add(fails), { message: 'no screen' })
  add('a', TURN_CHARACTERS)
  add('b', 1)
  const all = drawing.drawn()
  t.deepEqual(drawn, ['a'])
  turn()
  await all
  t.deepEqual(drawn, ['a', 'b'])
})
