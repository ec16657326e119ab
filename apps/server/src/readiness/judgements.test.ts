import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { diskCheck, judgeDisk } from './disk.ts'
import { judgeDelay, watchEventLoop } from './event-loop.ts'
import { judgeMemory, memoryCheck } from './memory.ts'

const GB = 1e9
const signal = new AbortController().signal

test.each([
  [50 * GB, 100 * GB, 'ok'],
  [10 * GB, 100 * GB, 'ok'],
  [9.9 * GB, 100 * GB, 'warn'],
  [1 * GB, 2 * GB, 'ok'],
  [0.99 * GB, 2 * GB, 'warn'],
  [0.1 * GB, 0.2 * GB, 'warn'],
  [0.099 * GB, 0.1 * GB, 'fail'],
  [0, 0, 'fail'],
])('%d of %d bytes free: %s', (free, total, status) => {
  expect(judgeDisk(free, total).status).toBe(status)
})

test.each([
  [{ heap: 850, heapLimit: 1_000, rss: 1, rssLimit: 0 }, 'ok'],
  [{ heap: 851, heapLimit: 1_000, rss: 1, rssLimit: 0 }, 'warn'],
  [{ heap: 1, heapLimit: 1_000, rss: 850, rssLimit: 1_000 }, 'ok'],
  [{ heap: 1, heapLimit: 1_000, rss: 851, rssLimit: 1_000 }, 'warn'],
  [{ heap: 1, heapLimit: 1_000, rss: 9_999, rssLimit: 2 ** 64 }, 'ok'],
])('%o: %s', (memory, status) => {
  expect(judgeMemory(memory).status).toBe(status)
})

test.each([
  [-0.3, 'ok'],
  [200, 'ok'],
  [201, 'warn'],
  [2_000, 'warn'],
  [2_001, 'fail'],
])('99 %% of turns at most %d ms late: %s', (delay, status) => {
  expect(judgeDelay(delay).status).toBe(status)
})

test('the real disk and the real memory are measured', async () => {
  expect((await diskCheck(tmpdir()).look(signal)).detail).toMatch(/^\d+\.\d of \d+\.\d GB free \(\d+ %\)$/)
  expect((await memoryCheck().look(signal)).detail).toMatch(/^[1-9]\d* of \d+ MB heap, [1-9]\d*(?: of \d+)? MB in all$/)
})

test('a loop that is blocked is seen, and forgotten after two windows', async () => {
  const watch = watchEventLoop(400)
  const status = async () => (await watch.check.look(signal)).status
  try {
    await expect.poll(status).toBe('ok')
    const until = performance.now() + 350
    while (performance.now() < until);
    await expect.poll(status, { interval: 20 }).toBe('warn')
    await expect.poll(status, { interval: 20, timeout: 5_000 }).toBe('ok')
  } finally {
    watch.stop()
  }
})
