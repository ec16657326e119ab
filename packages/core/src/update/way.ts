import type { TabletCode } from '../errors/codes.ts'
import { ofVersion } from '../release/by-version.ts'
import { missingEngine } from '../release/engine.ts'
import type { Version } from '../release/version.ts'
import { consentNow } from './consent.ts'
import type { Moment } from './moment.ts'
import { isAsked, type Staged, type UpdateState, type Way } from './state.ts'
import { dueAt, maySwitch } from './switch-rule.ts'

/** The release the server wants here and does not block. */
export function wanted({ news }: UpdateState): Version | undefined {
  return news && !news.blocked.includes(news.version) ? news.version : undefined
}

/** The fields every phase carries, without those of the phase that is left. */
function baseOf({ running, holds, ready, stored, failed, news }: UpdateState) {
  return { running, holds, ready, stored, failed, news }
}

/** The same, and what is kept of the way. */
export function wayOf({ target, attempt, consent, ...state }: UpdateState & Way) {
  return { ...baseOf(state as UpdateState), target, attempt, consent }
}

/** Where the last news leads from here. */
export function decide(state: UpdateState, now: Moment): UpdateState {
  const current = { ...baseOf(state), phase: 'current' } as const
  putAway(state, now)
  settle(current, now)
  const target = wanted(state)
  const failure = target && ofVersion(state.failed, target)
  if (target && failure) {
    return { ...current, phase: 'rolled_back', target, error: failure.code, detail: failure.detail }
  }
  if (!target || target === state.running) return current
  const way = { ...current, target, attempt: 0, consent: { is: 'needless' } } as const
  const detail = missingEngine(now.rules.engine, state.news?.engines)
  return detail ? { ...way, phase: 'stuck', error: 'incompatible', detail } : download(way, now)
}

/** This page is the one on trial, whatever it was up to when it learned so. */
export function tryOut(state: UpdateState, token: string, now: Moment): UpdateState {
  if (state.phase === 'trial' && state.token === token) return state
  const trial = { ...baseOf(state), phase: 'trial', token } as const
  putAway(state, now)
  settle(trial, now)
  return trial
}

/** A page that is up confirms its trial; otherwise it has its release kept, once it is known where from. */
export function settle(state: UpdateState, { effects }: Moment): void {
  const { running, ready, stored, failed, news } = state
  if (!ready) return
  if (state.phase === 'trial') effects.push({ do: 'confirm', token: state.token })
  else if (!stored && news?.manifest && !news.blocked.includes(running) && !ofVersion(failed, running))
    effects.push({ do: 'adopt' })
}

/** The question goes with the phase it belongs to. */
function putAway({ phase }: UpdateState, { effects }: Moment): void {
  if (phase === 'staged') effects.push({ do: 'dismiss' })
}

export function download(state: UpdateState & Way, { effects }: Moment): UpdateState {
  effects.push({ do: 'stage', target: state.target })
  return { ...wayOf(state), phase: 'downloading', loaded: 0, total: 0 }
}

/** A release that could not come is tried again later; much later when it has used up its reloads. */
export function backOff(
  state: UpdateState & Way,
  { code: error, detail }: { code: TabletCode; detail?: string | undefined },
  { at, rules, effects }: Moment,
): UpdateState {
  const { attempt } = state
  const isStuck = error === 'reload-loop'
  const until = at + (isStuck ? rules.renewal : Math.min(rules.backoff * 2 ** attempt, rules.backoffMost))
  effects.push({ do: 'wake', at: until })
  return { ...wayOf(state), phase: isStuck ? 'stuck' : 'backing_off', attempt: attempt + 1, error, detail, until }
}

/** A staged release, looked at again: switch, ask, or wait for the next moment that matters. */
export function lookAgain(state: UpdateState & Staged, now: Moment): UpdateState {
  const { at, rules, effects } = now
  const waiting = { ...state, since: Math.min(state.since, at), consent: consentNow(state, now) }
  const { target, consent } = waiting
  if (maySwitch(waiting, now)) {
    effects.push({ do: 'dismiss' }, { do: 'switch', target })
    return { ...wayOf(waiting), phase: 'switching' }
  }
  effects.push(
    isAsked(waiting) && consent.is === 'asked'
      ? { do: 'prompt', target, mayDefer: consent.laters < rules.laterLimit, deadline: consent.deadline }
      : { do: 'dismiss' },
  )
  const due = dueAt(waiting, rules)
  if (due > at && due < Infinity) effects.push({ do: 'wake', at: due })
  return waiting
}
