import type { Tablet } from '../tablet.ts'

/**
 * One tablet of two that turned out to be the same: what it is doing it said last, and it is as old as the older one. Pure.
 *
 * @returns `undefined` when neither was ever heard of
 */
export function united(id: string, one: Tablet | undefined, other: Tablet | undefined): Tablet | undefined {
  if (!one || !other) {
    const only = one ?? other
    return only && { ...only, id }
  }
  const [later, earlier] = one.lastSeen >= other.lastSeen ? [one, other] : [other, one]
  const error = later.error ?? earlier.error
  return { ...later, id, firstSeen: Math.min(one.firstSeen, other.firstSeen), ...(error && { error }) }
}
