import type { Report } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { Environment } from './environment.ts'

/** What a tablet should run. The same release, ordered by another notice or with a retry, is another order. */
export interface Order {
  version: Version
  id: string
}

/** The reloads that a tablet without a worker made on an order, and that did not bring it there. */
export interface Reloads {
  order: Order
  /** When each was made, within the hour before the last. */
  at: readonly number[]
  /** Since when the tablet is left where it is. */
  heldSince?: number
}

/** Reloads towards one release within an hour. A page allows itself fewer: this is for those that cannot remember. */
export const MOST_RELOADS = 5
const HOUR = 3_600_000

/** The order to run `version`, as the environment stands. */
export function orderOf({ changedAt = 0, retry = '' }: Environment, version: Version): Order {
  return { version, id: `${changedAt}/${retry}` }
}

/**
 * The account of a tablet after a report. A page without a worker checks in as `switching` right before it reloads; once
 * it has done so often enough, the next check-in finds the tablet held, for an hour. Pure.
 *
 * @param isCheckIn the report is answered with the news; what comes over another line announces no reload
 * @returns `undefined` when there is nothing to remember; the very same account when nothing changed
 */
export function reloadsAfter(
  before: Reloads | undefined,
  { release, phase, target }: Report,
  order: Order | undefined,
  isCheckIn: boolean,
  at: number,
): Reloads | undefined {
  if (!order || release === order.version) return undefined
  const account = before && isSame(before.order, order) ? before : undefined
  if (!isCheckIn || isHeld(account, order, at)) return account
  const recent = (account?.at ?? []).filter((time) => isWithinHour(time, at))
  if (account && recent.length >= MOST_RELOADS) return { ...account, heldSince: at }
  if (phase === 'switching' && target === order.version) return { order, at: [...recent, at] }
  if (recent.length === 0) return undefined
  return recent.length === account?.at.length ? account : { order, at: recent }
}

/** Is the tablet to stay where it is, although it should run another release? */
export function isHeld(reloads: Reloads | undefined, order: Order, at: number): boolean {
  return reloads?.heldSince !== undefined && isSame(reloads.order, order) && isWithinHour(reloads.heldSince, at)
}

function isSame(one: Order, other: Order): boolean {
  return one.version === other.version && one.id === other.id
}

/** A clock that is set back holds nobody longer than an hour. */
function isWithinHour(time: number, at: number): boolean {
  return Math.abs(at - time) < HOUR
}
