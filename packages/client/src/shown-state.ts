import type { View } from './ports.ts'
import { safely } from './safely.ts'
import type { ManagerState } from './update-manager.ts'

/** What the app is shown: the same object until something changes, and a word to whoever listens when it does. */
export interface ShownState {
  state(): ManagerState
  subscribe(listener: () => void): () => void
  /** Something has changed. */
  renew(): void
}

export function showState(view: View, now: () => ManagerState): ShownState {
  const listeners = new Set<() => void>()
  let shown = now()
  return {
    state: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    renew() {
      shown = now()
      for (const listener of listeners) safely(view, listener)
    },
  }
}
