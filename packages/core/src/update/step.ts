import type { TabletCode } from '../errors/codes.ts'
import type { News } from '../protocol/version-json.ts'
import { ofVersion } from '../release/by-version.ts'
import type { Version } from '../release/version.ts'
import { ask, askAnew, isOver } from './consent.ts'
import type { UpdateEffect } from './effect.ts'
import type { Moment } from './moment.ts'
import { isHeldByApp, type UpdateRules, type UpdateState, type Way } from './state.ts'
import { backOff, decide, download, lookAgain, settle, tryOut, wanted, wayOf } from './way.ts'

/** What happens to one page's update. `at` is milliseconds since the epoch. */
export type UpdateEvent = { at: number } & (
  | { type: 'worker'; stored: boolean; failed: UpdateState['failed']; trial?: string | undefined }
  | { type: 'news'; news: News }
  | { type: 'progress'; target: Version; loaded: number; total: number }
  | { type: 'stored'; target: Version }
  | { type: 'stage-failed'; target: Version; code: TabletCode; detail?: string | undefined }
  | { type: 'switch-failed'; target: Version; code: TabletCode; detail?: string | undefined }
  | { type: 'ready' }
  | { type: 'hold'; reason: string }
  | { type: 'free'; reason: string }
  | { type: 'accepted' }
  | { type: 'later' }
  | { type: 'online' }
  | { type: 'wake' }
  /** The page can be seen again after a sleep, or notices that it slept. */
  | { type: 'shown' }
)

export interface UpdateStep {
  state: UpdateState
  effects: UpdateEffect[]
}

/**
 * The rules of an update: the [U] rules of SPEC.md. Pure: time arrives as `event.at`.
 *
 * @example step(firstState('r1'), { type: 'news', news, at: 0 }, rules).effects // [{ do: 'stage', target: 'r2' }]
 */
export function step(state: UpdateState, event: UpdateEvent, rules: UpdateRules): UpdateStep {
  const effects: UpdateEffect[] = []
  return { state: follow(state, event, { at: event.at, rules, effects }), effects }
}

function follow(state: UpdateState, event: UpdateEvent, now: Moment): UpdateState {
  const { at, rules } = now
  switch (event.type) {
    case 'worker': {
      const { trial: token } = event
      const known = { ...state, stored: event.stored, failed: event.failed }
      if (token !== undefined) return tryOut(known, token, now)
      const targetFailed = 'target' in state && ofVersion(event.failed, state.target) !== undefined
      const goesOn = state.phase !== 'trial' && targetFailed === (state.phase === 'rolled_back')
      return goesOn ? known : decide(known, now)
    }

    case 'news': {
      const heard = { ...state, news: event.news }
      if (heard.phase === 'switching') return heard
      const isTriedAgain =
        heard.phase === 'stuck' && (heard.until === undefined || event.news.retry !== state.news?.retry)
      const isOnWay = 'attempt' in heard && heard.target === wanted(heard) && !isTriedAgain
      if (!isOnWay && heard.phase !== 'trial') return decide(heard, now)
      // A confirmation that got lost on its way to the worker is said again.
      settle(heard, now)
      if (heard.phase !== 'staged') return heard
      const forcedNow = event.news.force && !state.news?.force
      return lookAgain(forcedNow ? { ...heard, since: at } : heard, now)
    }

    case 'progress':
    case 'stored':
    case 'stage-failed':
    case 'switch-failed':
      return 'attempt' in state && state.target === event.target ? goOn(state, event, now) : state

    case 'ready': {
      if (state.ready) return state
      const up = { ...state, ready: true }
      settle(up, now)
      return up
    }

    case 'hold':
    case 'free': {
      const others = state.holds.filter((hold) => hold !== event.reason)
      const holds = event.type === 'hold' ? [...others, event.reason] : others
      if (holds.length === state.holds.length) return state
      const next = { ...state, holds }
      if (next.phase !== 'staged') return next
      // The question was hidden while the app held: its countdown starts when it can be seen.
      const unhidden = isHeldByApp(state) && !isHeldByApp(next) && next.consent.is === 'asked'
      return lookAgain(unhidden ? { ...next, consent: ask(next.consent, now) } : next, now)
    }

    case 'accepted': {
      if (!('attempt' in state) || state.phase === 'switching') return state
      const given = { ...state, consent: { is: 'given' } as const }
      if (given.phase === 'staged') return lookAgain(given, now)
      return 'until' in given && given.until ? download(given, now) : given
    }

    case 'later': {
      if (state.phase !== 'staged' || state.consent.is !== 'asked') return state
      const laters = state.consent.laters + 1
      if (laters > rules.laterLimit) return state
      return lookAgain({ ...state, consent: { is: 'later', until: at + rules.later, laters } }, now)
    }

    case 'online':
    case 'wake':
    case 'shown': {
      const isOnline = event.type === 'online'
      if (state.phase === 'staged') {
        if (isOnline) return state
        return lookAgain(event.type === 'shown' ? askAnew(state, now) : state, now)
      }
      if (state.phase !== 'backing_off' && state.phase !== 'stuck') return state
      const { until } = state
      if (until === undefined) return state
      const longest = state.phase === 'stuck' ? rules.renewal : rules.backoffMost
      if (isOver(until, at, longest) || (isOnline && state.phase === 'backing_off')) return download(state, now)
      now.effects.push({ do: 'wake', at: until })
      return state
    }
  }
}

/** What came of the way the page is on. */
function goOn(state: UpdateState & Way, event: UpdateEvent, now: Moment): UpdateState {
  if (state.phase === 'switching' && event.type === 'switch-failed') {
    const next = decide(state, { ...now, effects: [] })
    // Whatever is wanted by now: a server that says something else each time is not asked faster and faster.
    if (next.phase !== 'downloading') return decide(state, now)
    return backOff(next.target === state.target ? state : { ...next, attempt: state.attempt }, event, now)
  }
  if (state.phase !== 'downloading') return state
  switch (event.type) {
    case 'progress':
      return { ...state, loaded: event.loaded, total: event.total }
    case 'stored':
      return lookAgain({ ...wayOf(state), phase: 'staged', since: now.at }, now)
    case 'stage-failed':
      return backOff(state, event, now)
    default:
      return state
  }
}
