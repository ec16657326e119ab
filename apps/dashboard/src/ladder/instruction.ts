import { ladderWords as words } from '../wording/ladder.ts'
import { said } from '../wording/language.ts'
import { reason } from '../wording/tablets.ts'
import { shortMoment } from '../wording/units.ts'
import { capital } from './capital.ts'
import type { LadderRow } from './ladder-row.ts'

/** What a person is to do at a tablet. One that this page was not written for is told in the server's words. */
export function adviceOf({ reason: why, advice }: Pick<LadderRow, 'reason' | 'advice'>): string {
  const own = why !== undefined && Object.hasOwn(words.reasons, why) ? words.reasons[why] : undefined
  return own === undefined ? (advice ?? words.goThere) : `${capital(own)}.`
}

/** What is so at a tablet, as far as the server can know it, and what was tried last. */
export function situationOf({ why, code, desired = '', seen = {}, last, text }: LadderRow): string {
  if (why === undefined || !Object.hasOwn(words.whys, why)) return text ?? ''
  const heard = seen.heardAt === undefined ? words.neverHeard : words.heardAt(shortMoment(seen.heardAt))
  const is = {
    silent: `${heard}; ${words.kioskOnline}`,
    elsewhere: `${heard}; ${words.showsElse(seen.shows ?? '–')}`,
    stuck: words.stuckBefore(desired, code === undefined ? '' : reason(code)),
    stale: words.staleOn(seen.release ?? '–', desired),
  }[why]
  return `${capital(is)}. ${last === undefined ? words.nothingTried : words.lastTried(said(words.rungs, last))}`
}
