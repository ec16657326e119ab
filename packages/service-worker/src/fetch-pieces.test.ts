import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchPieces } from './fetch-pieces.ts'

let answers: Response[] = []
const asked = vi.fn(async (_: string, { signal }: RequestInit) => {
  signal?.throwIfAborted()
  return answers.length > 1 ? answers.shift() : answers[0]?.clone()
})

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', asked)
  asked.mockClear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const busy = (after: string, status = 503) => new Response('busy', { status, headers: { 'retry-after': after } })

/** What comes of it. */
async function outcome(signal?: AbortSignal): Promise<string> {
  let text = ''
  try {
    for await (const piece of fetchPieces('https://x.test/', 'patch', 10_000, signal)) text += Buffer.from(piece)
    return text
  } catch (error) {
    return (error as Error).message
  }
}

it('waits as long as a server that has too much to do says', async () => {
  answers = [busy('40'), busy('20', 429), new Response('bytes')]
  const over = outcome(new AbortController().signal)
  await vi.advanceTimersByTimeAsync(39_999)
  expect(asked).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await over).toBe('bytes')
})

it('asks less and less often, whatever is said, and gives up after two minutes', async () => {
  answers = [busy('0')]
  const begun = Date.now()
  const over = outcome(new AbortController().signal)
  await vi.runAllTimersAsync()
  expect(await over).toContain('503')
  expect(Date.now() - begun).toBe(120_000)
  expect(asked).toHaveBeenCalledTimes(8)
})

it('lets go at once of a wait that is stopped', async () => {
  answers = [busy('100')]
  const stop = new AbortController()
  const over = outcome(stop.signal)
  await vi.advanceTimersByTimeAsync(1_000)
  stop.abort()
  expect(await over).toContain('abort')
  expect(asked).toHaveBeenCalledTimes(2)
})

it.each([
  ['says no time', () => new Response('', { status: 503 })],
  ['says a date', () => busy('Thu, 26 Nov 2026 06:00:00 GMT')],
  ['is broken', () => busy('5', 502)],
])('does not wait for a server that %s', async (_, answer) => {
  answers = [answer()]
  expect(await outcome(new AbortController().signal)).toMatch(/50[23]/)
  expect(asked).toHaveBeenCalledTimes(1)
})

it('does not keep a page waiting that asks for a file', async () => {
  answers = [busy('5')]
  expect(await outcome()).toContain('503')
})
