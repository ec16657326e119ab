import { checkInUrl, type Failure, isTabletId } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { Slots } from '@relevo/core/slots'

/** What a page that is up told of itself, for the time when none is. */
export interface Told {
  /** The address its check-ins go to, `tablet` in its query. */
  checkIn: string
  running: Version
}

/**
 * Check in for a page that cannot: its release has failed, and the tablet is back on another.
 *
 * @returns whether the server has heard it
 */
export async function reportFailure(
  slots: Slots,
  target: Version,
  { code, detail }: Failure,
  told: Told | undefined,
): Promise<boolean> {
  if (!told) return false
  const tablet = new URL(told.checkIn).searchParams.get('tablet')
  const release = slots.active ?? told.running
  if (!isTabletId(tablet) || release === target) return false
  const report = { tablet, release, phase: 'rolled_back', target, error: code, ...(detail && { detail }) } as const
  try {
    const { ok } = await fetch(checkInUrl(told.checkIn, report), { cache: 'no-store', keepalive: true })
    return ok
  } catch {
    return false // offline: the page that comes up says it with its next check-in
  }
}
