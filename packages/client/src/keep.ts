import { parse } from '@relevo/core/protocol'
import type { Keep, View } from './ports.ts'

/**
 * Open what outlives a reload: the browser's storage, or the window's name where a kiosk refuses storage. The name lives
 * as long as the window, which is what a guard against reload loops needs.
 *
 * @param storage instead of `localStorage`
 */
export function openKeep(view: View, storage?: Storage): Keep {
  const stored = () => storage ?? view.localStorage
  const inName = () => parse(view.name) ?? {}
  return {
    get(key) {
      let value: unknown
      try {
        value = stored().getItem(key)
      } catch {
        // refused: the name is asked instead
      }
      value ??= inName()[key]
      return typeof value === 'string' ? value : ''
    },
    set(key, value) {
      try {
        stored().setItem(key, value)
      } catch {
        view.name = JSON.stringify({ ...inName(), [key]: value }) // refused or full
      }
    },
  }
}
