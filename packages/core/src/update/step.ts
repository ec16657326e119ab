import type { TabletCode } from '../errors/codes.ts'
import type { News } from '../protocol/version-json.ts'
import { ofVersion } from '../release/by-version.ts'
import type { Version } from '../release/version.ts'
import { ask, consentNow, isOver } from './consent.ts'
import { isHeldByApp, policyOf, type Staged, type UpdateRules, type UpdateState, type Way } from './state.ts'
import { maySwitch, nextLook } from './switch-rule.ts'

type Failed = UpdateState['failed']

/** What happens to one page's update. `at` is milliseconds since the epoch. */
export type UpdateEvent = { at: number } & (
  | { type: 'worker'; stored: boolean; failed: Failed; trial?: string }
  | { type: 'news'; news: News }
  | { type: 'progress'; target: Version; loaded: number; total: number }
  | { type: 'stored'; target: Version }
  | { type: 'stage-failed'; target: Version; code: TabletCode; detail?: string }
  | { type: 'switch-failed'; target: Version; code: TabletCode; detail?: string }
  | { type: 'ready' }
  | { type: 'hold'; reason: string }
  | { type: 'free'; reason: string }
  | { type: 'accepted' }
  | { type: 'later' }
  | { type: 'online' }
  | { type: 'wake' }
)

/** What the page has to do about it. */
export type UpdateEffect =
  /** Keep the release this page runs, so that it can be gone back to. */
  | { do: 'adopt' }
  | { do: 'stage'; target: Version }
  | { do: 'switch'; target: Version }
  | { do: 'confirm'; token: string }
  /** Show, or bring up to date, the question to the person. */
  | { do: 'prompt'; target: Version; deadline?: number; mayDefer: boolean }
  | { do: 'dismiss' }
  | { do: 'wake'; at: number }

export interface UpdateStep {
  state: UpdateState
  effects: UpdateEffect[]
}

/**
 * The rules of an update, [U1] to [U36] in SPEC.md. Pure: time arrives as `event.at`.
 *
 * @example step(firstState('r1'), { type: 'news', news, at: 0 }, rules).effects // [{ do: 'stage', target: 'r2' }]
 */
export function step(state: UpdateState, event: UpdateEvent, rules: UpdateRules): UpdateStep {
  const { at } = event
  switch (event.type) {
    case 'worker': {
      const known = { ...state, stored: event.stored, failed: event.failed }
      if (event.trial !== undefined) return tryOut(known, event.trial)
      if (state.phase === 'trial') return decide(known)
      const targetFailed = 'target' in state && ofVersion(event.failed, state.target) !== undefined
      return targetFailed === (state.phase === 'rolled_back') ? on(known) : decide(known)
    }

    case 'news': {
      const heard = { ...state, news: event.news }
      // A confirmation that got lost on its way to the worker is said again.
      if (heard.phase === 'trial') return on(heard, confirmation(heard))
      if (heard.phase === 'switching') return on(heard)
      if (heard.phase === 'current' || heard.phase === 'rolled_back' || !isWanted(heard, heard.target))
        return decide(heard)
      if (heard.phase !== 'staged') return on(heard, adoption(heard))
      const forcedNow = event.news.force && !state.news?.force
      const next = lookAgain(forcedNow ? { ...heard, since: at } : heard, at, rules)
      return on(next.state, [...adoption(heard), ...next.effects])
    }

    case 'progress':
      if (state.phase !== 'downloading' || state.target !== event.target) return on(state)
      return on({ ...state, loaded: event.loaded, total: event.total })

    case 'stored':
      if (state.phase !== 'downloading' || state.target !== event.target) return on(state)
      return lookAgain({ ...baseOf(state), phase: 'staged', ...wayOf(state), since: at }, at, rules)

    case 'stage-failed':
      if (state.phase !== 'downloading' || state.target !== event.target) return on(state)
      return backOff(state, event, rules)

    case 'switch-failed':
      if (state.phase !== 'switching' || state.target !== event.target) return on(state)
      return isWanted(state, state.target) ? backOff(state, event, rules) : decide(state)

    case 'ready': {
      if (state.ready) return on(state)
      const up = { ...state, ready: true }
      return on(up, up.phase === 'trial' ? confirmation(up) : adoption(up))
    }

    case 'hold': {
      if (state.holds.includes(event.reason)) return on(state)
      const held = { ...state, holds: [...state.holds, event.reason] }
      return held.phase === 'staged' ? lookAgain(held, at, rules) : on(held)
    }

    case 'free': {
      if (!state.holds.includes(event.reason)) return on(state)
      const freed = { ...state, holds: state.holds.filter((hold) => hold !== event.reason) }
      if (freed.phase !== 'staged') return on(freed)
      // The question was hidden while the app held: its countdown starts when it can be seen.
      const unhidden = isHeldByApp(state) && !isHeldByApp(freed) && freed.consent.is === 'asked'
      return lookAgain(unhidden ? { ...freed, consent: ask(at, freed.consent, rules) } : freed, at, rules)
    }

    case 'accepted': {
      const given = { is: 'given' } as const
      if (state.phase === 'staged') return lookAgain({ ...state, consent: given }, at, rules)
      if (state.phase === 'backing_off') return download(state, { ...wayOf(state), consent: given })
      return on(state.phase === 'downloading' ? { ...state, consent: given } : state)
    }

    case 'later': {
      if (state.phase !== 'staged' || state.consent.is !== 'asked') return on(state)
      if (state.consent.laters >= rules.laterLimit) return on(state)
      const until = at + rules.later
      return lookAgain({ ...state, consent: { is: 'later', until, laters: state.consent.laters + 1 } }, at, rules)
    }

    case 'online':
      return state.phase === 'backing_off' ? download(state, wayOf(state)) : on(state)

    case 'wake':
      if (state.phase === 'staged') return lookAgain(state, at, rules)
      if (state.phase !== 'backing_off') return on(state)
      if (isOver(state.until, at, rules.backoffMost)) return download(state, wayOf(state))
      return on(state, [{ do: 'wake', at: state.until }])
  }
}

function on(state: UpdateState, effects: UpdateEffect[] = []): UpdateStep {
  return { state, effects }
}

/** The fields every phase carries, without those of the phase that is left. */
function baseOf(state: UpdateState) {
  const { running, holds, ready, stored, failed, news } = state
  return { running, holds, ready, stored, failed, ...(news && { news }) }
}

function wayOf({ target, attempt, consent }: Way): Way {
  return { target, attempt, consent }
}

/** Is this still the release the server wants here? */
function isWanted({ news }: UpdateState, version: Version): boolean {
  return news !== undefined && news.version === version && !news.blocked.includes(version)
}

/** This page is the one on trial, whatever it was up to when it learned so. */
function tryOut(state: UpdateState, token: string): UpdateStep {
  if (state.phase === 'trial' && state.token === token) return on(state)
  const trial = { ...baseOf(state), phase: 'trial', token } as const
  return on(trial, [...dismissal(state), ...confirmation(trial)])
}

function confirmation({ ready, token }: { ready: boolean; token: string }): UpdateEffect[] {
  return ready ? [{ do: 'confirm', token }] : []
}

function dismissal(state: UpdateState): UpdateEffect[] {
  return state.phase === 'staged' ? [{ do: 'dismiss' }] : []
}

/** A page that is up and whose release the worker does not keep has it kept, once it is known where from. */
function adoption({ running, ready, stored, failed, news }: UpdateState): UpdateEffect[] {
  const unfit = ofVersion(failed, running) !== undefined || news?.blocked.includes(running)
  return ready && !stored && news?.manifest && !unfit ? [{ do: 'adopt' }] : []
}

/** Where the last news leads from here. */
function decide(state: UpdateState): UpdateStep {
  const base = baseOf(state)
  const wanted = base.news?.version
  const effects = [...dismissal(state), ...adoption(state)]
  if (wanted === undefined || !isWanted(state, wanted)) return on({ ...base, phase: 'current' }, effects)
  const failure = ofVersion(base.failed, wanted)
  if (failure) {
    const { code: error, detail } = failure
    return on({ ...base, phase: 'rolled_back', target: wanted, error, ...(detail && { detail }) }, effects)
  }
  if (wanted === base.running) return on({ ...base, phase: 'current' }, effects)
  const next = download(state, { target: wanted, attempt: 0, consent: { is: 'needless' } })
  return on(next.state, [...effects, ...next.effects])
}

function download(state: UpdateState, way: Way): UpdateStep {
  const { target } = way
  return on({ ...baseOf(state), phase: 'downloading', ...way, loaded: 0, total: 0 }, [{ do: 'stage', target }])
}

function backOff(
  state: UpdateState & Way,
  { code: error, detail, at }: { code: TabletCode; detail?: string; at: number },
  rules: UpdateRules,
): UpdateStep {
  const until = at + Math.min(rules.backoff * 2 ** state.attempt, rules.backoffMost)
  const way = { ...wayOf(state), attempt: state.attempt + 1 }
  const next = { ...baseOf(state), phase: 'backing_off', ...way, error, until } as const
  return on({ ...next, ...(detail && { detail }) }, [{ do: 'wake', at: until }])
}

/** A staged release, looked at again: switch, ask, or wait for the next moment that matters. */
function lookAgain(state: UpdateState & Staged, at: number, rules: UpdateRules): UpdateStep {
  const since = Math.min(state.since, at)
  const waiting = { ...state, since, consent: consentNow(state, at, rules) }
  const { target, consent } = waiting
  if (maySwitch(waiting, rules, at)) {
    const switching = { ...baseOf(state), phase: 'switching', ...wayOf(waiting) } as const
    return on(switching, [{ do: 'dismiss' }, { do: 'switch', target }])
  }
  const effects: UpdateEffect[] = []
  if (policyOf(state, rules) === 'prompt' && consent.is === 'asked' && !isHeldByApp(state)) {
    const { deadline, laters } = consent
    const mayDefer = laters < rules.laterLimit
    effects.push({ do: 'prompt', target, mayDefer, ...(deadline !== undefined && { deadline }) })
  } else effects.push({ do: 'dismiss' })
  const look = nextLook(waiting, rules, at)
  if (look !== undefined) effects.push({ do: 'wake', at: look })
  return on(waiting, effects)
}
