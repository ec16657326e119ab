import { ACCESS_HEADER, checkInHeaders, checkInUrl } from '@relevo/core/protocol'
import { ofVersion, type Version } from '@relevo/core/release'
import type { RecordKeeper } from './record.ts'

/** The page that comes up has this long to say it itself, in milliseconds; what the one that is left still sends is past. */
const GRACE = 5_000

/**
 * Check in for a page that cannot: its release has failed, and the tablet is back on another.
 *
 * @returns whether the server has heard it just now
 */
export async function reportFailure({ read }: RecordKeeper, target: Version): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, GRACE))
  const { slots, told } = await read()
  const failure = ofVersion(slots.failed, target)
  const tablet = told && new URL(told.checkIn).searchParams.get('tablet')
  if (!tablet || !failure || failure.told) return false
  const { code: error, detail } = failure
  const release = slots.active ?? told.running
  const report = { tablet, release, phase: 'rolled_back', target, error, detail } as const
  try {
    const headers = checkInHeaders(told.secret)
    const answer = await fetch(checkInUrl(told.checkIn, report), { cache: 'no-store', keepalive: true, headers })
    // Who has to enrol was not heard.
    return answer.ok && !answer.headers.get(ACCESS_HEADER)
  } catch {
    return false // offline: the page that comes up says it with its next check-in
  }
}
