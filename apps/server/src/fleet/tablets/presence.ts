import { isOnline, type Tablet } from '../tablet.ts'

/**
 * Is a tablet there? `online`: heard within two polls, and no last will since. `stale`: offline for so long that it may be
 * gone for good. `never-seen`: somebody expects it, and it was never heard. Whether it is stuck is another matter.
 */
export type Presence = (typeof PRESENCES)[number]

/** Every `Presence`. */
export const PRESENCES = ['online', 'offline', 'stale', 'never-seen'] as const

/** Milliseconds of silence after which a tablet that is offline is stale: a week, so that holidays of a few days are none. */
export const STALE_AFTER = 7 * 24 * 3_600_000

/**
 * @param tablet `undefined` when it was never heard of
 * @param poll milliseconds between two of its polls
 */
export function presenceOf(tablet: Tablet | undefined, poll: number, at: number): Presence {
  if (!tablet) return 'never-seen'
  if (isOnline(tablet, poll, at)) return 'online'
  return at - tablet.lastSeen > STALE_AFTER ? 'stale' : 'offline'
}
