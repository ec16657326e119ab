import type { Kiosk } from './kiosk.ts'

/**
 * A change of a kiosk, made to what the kiosk became while the change was being written: what the change says holds, and
 * everything else is as it is now. Pure.
 *
 * @param before what the change was drawn from; `undefined` when there was none
 * @example rebased(kiosk, { ...kiosk, name: 'Hall' }, { ...kiosk, facts: heard }) // has the name and what was heard
 */
export function rebased(before: Kiosk | undefined, after: Kiosk, latest: Kiosk): Kiosk {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]) as Set<keyof Kiosk>
  const changed = [...keys].filter((key) => key !== 'facts' && before?.[key] !== after[key])
  const kept = Object.entries(latest).filter(([key]) => !changed.includes(key as keyof Kiosk))
  const made = Object.entries(after).filter(([key]) => changed.includes(key as keyof Kiosk))
  return { ...Object.fromEntries([...kept, ...made]), facts: { ...after.facts, ...latest.facts } } as Kiosk
}
