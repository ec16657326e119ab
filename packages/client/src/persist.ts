import type { View } from './ports.ts'

/**
 * Ask the browser not to evict what is stored when its disk gets full. Not of Firefox, which puts that as a question to
 * whoever stands in front of the tablet (https://developer.mozilla.org/docs/Web/API/StorageManager/persist).
 */
export function persist({ navigator }: View): void {
  if (navigator.userAgent.includes('Firefox')) return
  navigator.storage?.persist?.().catch(() => {
    // A browser that does not want to answer has not agreed; every start survives an empty store.
  })
}
