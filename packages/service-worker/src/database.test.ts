import { afterEach, expect, it, vi } from 'vitest'
import { openDatabase } from './database.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

it('says why a write failed whose transaction is over already, and nothing else goes wrong', async () => {
  const transaction = {
    objectStore: () => ({}),
    abort: vi.fn(() => {
      throw new DOMException('it is over', 'InvalidStateError')
    }),
    oncomplete: () => undefined,
  }
  const opened = { result: { transaction: () => transaction }, onsuccess: () => undefined }
  vi.stubGlobal('indexedDB', {
    open: () => {
      queueMicrotask(() => opened.onsuccess())
      return opened
    },
  })
  const heard = vi.fn()
  process.on('unhandledRejection', heard)
  const write = openDatabase('relevo:/')('readwrite', async () => {
    throw new Error('the reason')
  })
  await expect(write).rejects.toThrow('the reason')
  // Node says so after all microtasks, before the next turn.
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', heard)
  expect(transaction.abort).toHaveBeenCalled()
  expect(heard).not.toHaveBeenCalled()
})
