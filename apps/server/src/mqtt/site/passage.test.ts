import { expect, test } from 'vitest'
import { createPassage } from './passage.ts'

test('so many go through at a time, the others in their order, and one too many is turned away', async () => {
  const passage = createPassage(3)
  passage.widen(2)
  const inside: number[] = []
  const leave: (() => void)[] = []
  const task = (name: number) =>
    passage.through(() => {
      inside.push(name)
      return new Promise<void>((resolve) => leave.push(resolve))
    })
  const tasks = [1, 2, 3, 4, 5].map(task)
  await expect(task(6)).rejects.toThrow('3 messages wait already')
  expect(inside).toEqual([1, 2])
  leave.shift()?.()
  await expect.poll(() => inside).toEqual([1, 2, 3])
  passage.widen(3)
  await expect.poll(() => inside).toEqual([1, 2, 3, 4])
  for (const name of [2, 3, 4, 5]) {
    await expect.poll(() => leave.length).toBeGreaterThan(0)
    leave.shift()?.()
    expect(name).toBeDefined()
  }
  await Promise.all(tasks)
})

test('one that throws lets the next one in', async () => {
  const passage = createPassage(1)
  const failing = passage.through(() => Promise.reject(new Error('no')))
  const next = passage.through(async () => 'yes')
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('yes')
})

test('one that is patient waits, however many wait', async () => {
  const passage = createPassage(0)
  const leave = Promise.withResolvers<void>()
  const first = passage.through(() => leave.promise)
  await expect(passage.through(async () => 'no')).rejects.toThrow('0 messages wait already')
  const patient = passage.through(async () => 'yes', true)
  leave.resolve()
  await first
  expect(await patient).toBe('yes')
})
