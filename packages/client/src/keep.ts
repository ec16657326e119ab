import { parse } from '@relevo/core/protocol'
import type { Keep, View } from './ports.ts'

/**
 * Open what outlives a reload: the browser's storage, that of the session for when the other is wiped, and the window's
 * name where a kiosk refuses both. The name lives as long as the window, which is what a guard against reload loops needs.
 *
 * @param storage instead of `localStorage`
 */
export function openKeep(view: View, storage?: Storage): Keep {
  const places = [() => storage ?? view.localStorage, () => view.sessionStorage]
  // A window without a name is the rule, and to have an error made costs a start.
  const inName = () => (view.name && parse(view.name)) || {}
  // A name goes along to whatever site comes next.
  const secrets: Record<string, string> = {}
  return {
    get(key) {
      let value: unknown
      for (const place of places) {
        try {
          value ??= place().getItem(key)
        } catch {
          // refused: the next place is asked
        }
      }
      value ??= secrets[key] ?? inName()[key]
      return typeof value === 'string' ? value : ''
    },
    set(key, value, secret) {
      let kept = false
      for (const place of places) {
        try {
          // What a full storage had before would be read again; and what stands there already is not written.
          if (place().getItem(key) !== value) {
            place().removeItem(key)
            place().setItem(key, value)
          }
          kept = true
        } catch {
          // refused or full: the next place may take it
        }
      }
      if (kept) return
      if (secret) secrets[key] = value
      else view.name = JSON.stringify({ ...inName(), [key]: value })
    },
  }
}
