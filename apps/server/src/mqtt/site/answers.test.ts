import { expect, test, vi } from 'vitest'
import { createAnswers } from './answers.ts'

test('an answer comes, or an error, or nothing in time, or the line breaks', async () => {
  vi.useFakeTimers()
  const answers = createAnswers()
  expect(await answers.of(Promise.resolve('yes'))).toBe('yes')
  await expect(answers.of(Promise.reject(new Error('no')))).rejects.toThrow('no')
  const never = expect(answers.of(new Promise(() => undefined), 50)).rejects.toThrow('does not answer')
  await vi.advanceTimersByTimeAsync(50)
  await never
  const broken = expect(answers.of(new Promise(() => undefined))).rejects.toThrow('it is gone')
  answers.giveUp('it is gone')
  await broken
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})
