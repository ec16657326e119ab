import type { Presence, TabletRow } from '../api/rows.ts'
import { eventWords } from '../wording/events.ts'
import { ladderWords } from '../wording/ladder.ts'
import { said } from '../wording/language.ts'
import { words } from '../wording/shared.ts'
import { reason, tabletWords } from '../wording/tablets.ts'
import { shortMoment } from '../wording/units.ts'

/** Whether a tablet is there; a server before `presence` knew two states. */
export function presenceOf({ presence, online }: TabletRow): Presence {
  return presence ?? (online ? 'online' : 'offline')
}

/** Whether it is there, in words with a dot. */
export function PresenceMark({ tablet }: { tablet: TabletRow }) {
  const presence = presenceOf(tablet)
  return <span class={`presence ${presence}`}>{tabletWords.presences[presence] ?? presence}</span>
}

/** What it runs, and what it should run where that is another. */
export function Running({ tablet: { release, desired, pin } }: { tablet: TabletRow }) {
  const isRight = release === desired
  return (
    <>
      <div class={release && (isRight ? 'good' : 'behind')}>{release ?? '–'}</div>
      {!isRight && desired && (
        <div class="quiet" title={`${tabletWords.shouldRun} ${desired}`}>
          <span aria-hidden="true">→</span> <span class="unseen">{tabletWords.shouldRun}</span> {desired}
        </div>
      )}
      {isRight && pin && <div class="quiet">{tabletWords.pinned}</div>}
    </>
  )
}

/** What it is doing, or why it does not get on. */
export function Doing({ tablet }: { tablet: TabletRow }) {
  const { stuck, withoutWorker, ladder } = tablet
  if (ladder?.phase === 'needs-hands') return <Hands reason={ladder.reason} />
  if (stuck) return <Stuck stuck={stuck} />
  const error = lastError(tablet)
  return (
    <>
      <div>{doing(tablet)}</div>
      {error && (
        <div class="error" title={error}>
          {error}
        </div>
      )}
      {withoutWorker && (
        <div class="quiet">
          {tabletWords.withoutWorker} ({reason(withoutWorker)})
        </div>
      )}
    </>
  )
}

/** It needs somebody to go there, and what for. */
function Hands({ reason }: { reason: string | undefined }) {
  const advice = reason === undefined ? ladderWords.goThere : said(ladderWords.reasons, reason)
  return (
    <>
      <div>
        <strong class="bad">{ladderWords.needsHands}</strong>
      </div>
      <div class="quiet" title={advice}>
        {advice}
      </div>
    </>
  )
}

/** Why a tablet is stuck, before what, and since when. */
function Stuck({ stuck: { code, target, detail, since } }: { stuck: NonNullable<TabletRow['stuck']> }) {
  const what = target ? `${tabletWords.stuckBefore} ${target}` : tabletWords.phases.stuck
  const rest = [code && what, detail, `${words.since} ${shortMoment(since)}`].filter(Boolean).join(' · ')
  return (
    <>
      <div>
        <strong class="bad">{code ? reason(code) : what}</strong>
      </div>
      <div class="quiet" title={rest}>
        {rest}
      </div>
    </>
  )
}

/** What it is doing, in words. One that is content with what it runs, and should run another, has yet to hear of that. */
export function doing({ phase, target, progress, release, desired, assignment }: TabletRow): string {
  if (phase === 'current' && desired !== undefined && desired !== release) {
    return assignment ? said(eventWords.assignments, assignment.state) : tabletWords.notTaken
  }
  return [phase && said(tabletWords.phases, phase), target, progress === undefined ? '' : `${progress} %`]
    .filter(Boolean)
    .join(' ')
}

/** The last error it reported, unless that is why it is stuck, which is said already. */
function lastError({ error, stuck }: TabletRow): string {
  if (!error || error.code === stuck?.code) return ''
  return [error.target, error.code, error.detail].filter(Boolean).join(' · ')
}
