import { expect, test } from 'vitest'
import { createClosing } from './closing.ts'

function closing(...failing: string[]) {
  const done: string[] = []
  const made = createClosing()
  for (const name of ['store', 'fleet', 'app']) {
    made.push(async () => {
      done.push(name)
      if (failing.includes(name)) throw new Error(name)
    })
  }
  return { made, done }
}

test('what was opened last is closed first, and once', async () => {
  const { made, done } = closing()
  await Promise.all([made.all(), made.all()])
  await made.all()
  expect(done).toEqual(['app', 'fleet', 'store'])
})

test('a step that fails keeps none of the others from being done, and is told', async () => {
  const { made, done } = closing('fleet')
  await expect(made.all()).rejects.toThrow(/^fleet$/)
  expect(done).toEqual(['app', 'fleet', 'store'])
})

test('of several that fail each is told', async () => {
  const { made, done } = closing('app', 'store')
  await expect(made.all()).rejects.toMatchObject({ errors: [new Error('app'), new Error('store')] })
  expect(done).toEqual(['app', 'fleet', 'store'])
})
