import type { TabletCode } from '../errors/codes.ts'
import type { News } from '../protocol/version-json.ts'
import type { Version } from '../release/version.ts'
import { type Consent, policyOf, type UpdateRules, type UpdateState } from './state.ts'
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
 * The rules of an update, [U1] to [U14] in SPEC.md. Pure: time arrives as `event.at`.
 *
 * @example step(firstState('r1'), { type: 'news', news, at: 0 }, rules).effects // [{ do: 'stage', target: 'r2' }]
 */
export function step(state: UpdateState, event: UpdateEvent, rules: UpdateRules): UpdateStep {
  const { at } = event
  switch (event.type) {
    case 'worker': {
      const known = { ...state, stored: event.stored, failed: event.failed }
      if (event.trial && state.phase === 'current') {
        const trial: UpdateState = { ...baseOf(known), phase: 'trial', token: event.trial }
        return { state: trial, effects: state.ready ? [{ do: 'confirm', token: event.trial }] : [] }
      }
      if (state.phase === 'trial' && !event.trial) return decide(known)
      const target = targetOf(state)
      return target && event.failed[target] && state.phase !== 'rolled_back' ? decide(known) : on(known)
    }

    case 'news': {
      const heard = { ...state, news: event.news }
      if (state.phase === 'trial' || state.phase === 'switching') return on(heard)
      if (targetOf(state) !== event.news.version || state.phase === 'rolled_back') return decide(heard)
      return state.phase === 'staged' ? lookAgain({ ...heard } as typeof state, at, rules) : on(heard, adoption(heard))
    }

    case 'progress':
      if (state.phase !== 'downloading' || state.target !== event.target) return on(state)
      return on({ ...state, loaded: event.loaded, total: event.total })

    case 'stored': {
      if (state.phase !== 'downloading' || state.target !== event.target) return on(state)
      const consent = policyOf(state, rules) === 'prompt' ? ask(at, 0, rules) : ({ is: 'needless' } as const)
      const staged = {
        ...baseOf(state),
        phase: 'staged',
        target: state.target,
        attempt: state.attempt,
        since: at,
        consent,
      } as const
      return lookAgain(staged, at, rules)
    }

    case 'stage-failed':
      if (state.phase !== 'downloading' || state.target !== event.target) return on(state)
      return backOff(state, event, rules)

    case 'switch-failed':
      if (state.phase !== 'switching' || state.target !== event.target) return on(state)
      return backOff(state, event, rules)

    case 'ready': {
      if (state.ready) return on(state)
      const up = { ...state, ready: true }
      return on(up, up.phase === 'trial' ? [{ do: 'confirm', token: up.token }] : adoption(up))
    }

    case 'hold':
      if (state.holds.includes(event.reason)) return on(state)
      return on({ ...state, holds: [...state.holds, event.reason] })

    case 'free': {
      const freed = { ...state, holds: state.holds.filter((hold) => hold !== event.reason) }
      return freed.phase === 'staged' ? lookAgain(freed, at, rules) : on(freed)
    }

    case 'accepted':
      if (state.phase !== 'staged') return on(state)
      return lookAgain({ ...state, consent: { is: 'given' } }, at, rules)

    case 'later': {
      if (state.phase !== 'staged' || state.consent.is !== 'asked') return on(state)
      if (state.consent.laters >= rules.laterLimit) return on(state)
      const until = at + rules.later
      return lookAgain({ ...state, consent: { is: 'later', until, laters: state.consent.laters + 1 } }, at, rules)
    }

    case 'online':
      return state.phase === 'backing_off' ? download(state, state.target, state.attempt) : on(state)

    case 'wake':
      if (state.phase === 'backing_off' && at >= state.until) return download(state, state.target, state.attempt)
      return state.phase === 'staged' ? lookAgain(state, at, rules) : on(state)
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

function targetOf(state: UpdateState): Version | undefined {
  return 'target' in state ? state.target : undefined
}

/** A page that is up and whose release the worker does not keep has it kept, once it is known where from. */
function adoption(state: UpdateState): UpdateEffect[] {
  return state.ready && !state.stored && state.news?.manifest ? [{ do: 'adopt' }] : []
}

/** Where the last news leads from here. */
function decide(state: UpdateState): UpdateStep {
  const dismiss: UpdateEffect[] = state.phase === 'staged' ? [{ do: 'dismiss' }] : []
  const base = baseOf(state)
  const wanted = base.news?.version
  const failure = wanted === undefined ? undefined : base.failed[wanted]
  if (wanted === undefined || wanted === base.running || base.news?.blocked.includes(wanted)) {
    const current: UpdateState = { ...base, phase: 'current' }
    return on(current, [...dismiss, ...adoption(current)])
  }
  if (failure) {
    const { code: error, detail } = failure
    return on({ ...base, phase: 'rolled_back', target: wanted, error, ...(detail && { detail }) }, dismiss)
  }
  const next = download({ ...base, phase: 'current' }, wanted, 0)
  return on(next.state, [...dismiss, ...adoption(next.state), ...next.effects])
}

function download(state: UpdateState, target: Version, attempt: number): UpdateStep {
  return on({ ...baseOf(state), phase: 'downloading', target, attempt, loaded: 0, total: 0 }, [{ do: 'stage', target }])
}

function backOff(
  state: UpdateState & { attempt: number; target: Version },
  failure: { code: TabletCode; detail?: string; at: number },
  rules: UpdateRules,
): UpdateStep {
  const until = failure.at + Math.min(rules.backoff * 2 ** state.attempt, rules.backoffMost)
  const { code: error, detail } = failure
  const attempt = state.attempt + 1
  const next = { ...baseOf(state), phase: 'backing_off', target: state.target, attempt, error, until } as const
  return on({ ...next, ...(detail && { detail }) }, [{ do: 'wake', at: until }])
}

function ask(at: number, laters: number, rules: UpdateRules): Consent {
  return { is: 'asked', laters, ...(rules.countdown > 0 && { deadline: at + rules.countdown }) }
}

/** A staged release, looked at again: switch, ask, or wait for the next moment that matters. */
function lookAgain(state: UpdateState & { phase: 'staged' }, at: number, rules: UpdateRules): UpdateStep {
  let { consent } = state
  const policy = policyOf(state, rules)
  if (policy === 'prompt' && consent.is === 'needless') consent = ask(at, 0, rules)
  if (policy === 'prompt' && consent.is === 'later' && at >= consent.until) consent = ask(at, consent.laters, rules)
  const waiting = { ...state, consent }
  if (maySwitch(waiting, rules, at)) {
    const switching: UpdateState = {
      ...baseOf(state),
      phase: 'switching',
      target: state.target,
      attempt: state.attempt,
    }
    return on(switching, [{ do: 'dismiss' }, { do: 'switch', target: state.target }])
  }
  const effects: UpdateEffect[] = []
  if (policy === 'prompt' && consent.is === 'asked') {
    const { deadline, laters } = consent
    const mayDefer = laters < rules.laterLimit
    effects.push({ do: 'prompt', target: state.target, mayDefer, ...(deadline !== undefined && { deadline }) })
  } else effects.push({ do: 'dismiss' })
  const look = nextLook(waiting, rules, at)
  if (look !== undefined) effects.push({ do: 'wake', at: look })
  return on(waiting, effects)
}
