import { expect, test } from 'vitest'
import { createRegistry } from './registry.ts'
import type { Tablet } from './tablet.ts'

const hearing = { environment: 'production', at: 1 }
const report = (tablet: string) => ({ tablet, release: 'r1', phase: 'current' as const })

test('what is reported until the store may write again is one write, and nobody is answered before', async () => {
  const writes: string[][] = []
  const turn = Promise.withResolvers<void>()
  const registry = createRegistry([], {
    turnToSave: () => turn.promise,
    async saveTablets(tablets: readonly Tablet[]) {
      writes.push(tablets.map(({ id }) => id))
    },
  })
  let answered = 0
  const heard = ['a', 'b', 'c'].map(async (id) => {
    await new Promise((resolve) => setImmediate(resolve))
    await registry.hear(report(id), hearing)
    answered += 1
  })
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect([writes, answered]).toEqual([[], 0])
  turn.resolve()
  await Promise.all(heard)
  expect(writes).toEqual([['a', 'b', 'c']])
})
