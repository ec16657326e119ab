import { type Canary, judge, measureErrors, type Plan, type Tally, type Verdict, type Wave } from '../waves/index.ts'
import type { BackTo, DeploymentState, Health } from './deployment.ts'
import { goBack } from './ends.ts'
import { type Brake, mayOffer, type Spread, type WaveRecord } from './spread.ts'

/** How the tablets of a deployment do. */
export interface Measure {
  at: number
  /** Of the wave that was opened last; after the end, of those that came late. */
  wave: Tally
  /** Of all that were ever taken in. */
  all: Tally
  /** How far the next wave would reach, if it opened now. */
  reach: number
  /** Another deployment runs in its environment: it cannot be taken back now. */
  isBeside?: boolean
}

/** That it is time. */
export interface Promotion {
  at: number
  reach: number
  /** For everybody, whatever the waves say. */
  all: boolean
}

type InWaves = DeploymentState & { phase: 'spreading' | 'baking' | 'gated'; spread: Spread; health: Health }

function isInWaves(state: DeploymentState): state is InWaves {
  return state.phase === 'spreading' || state.phase === 'baking' || state.phase === 'gated'
}

/** What a look at the tablets leads to. */
export function measured(
  state: DeploymentState,
  measure: Measure & { back?: BackTo | undefined },
  plan: Plan,
): DeploymentState {
  if (plan.strategy !== 'canary') return state
  const braked = braking(state, measure, plan)
  if (braked) return braked
  if (!isInWaves(state) || !mayOffer(state.spread) || state.phase === 'gated') return state
  const { spread } = state
  if (spread.wave === 0) return toNext(state, measure, plan)
  const wave = plan.waves[spread.wave - 1]
  if (!wave) return state
  const verdict = judge(lenient(wave, spread), measure.wave)
  if (state.phase === 'baking') {
    // Of a time that is further off than a whole bake, the clock was set back: it bakes anew, rather than too short.
    if (state.until - measure.at > wave.bake) return { ...state, until: measure.at + wave.bake }
    if (measure.at < state.until) return state
    return verdict.kind === 'passed' ? toNext(state, measure, plan) : spreadOn(state, unpassed(spread))
  }
  if (verdict.kind === 'passed') {
    const passed = noted(spread, { passedAt: measure.at, verdict })
    const baking: InWaves = { ...bare(state), phase: 'baking', until: measure.at + wave.bake, spread: passed }
    return wave.bake === 0 ? toNext(baking, measure, plan) : baking
  }
  return isTired(spread, measure, plan) ? givenUp(state, verdict, measure.at) : state
}

/** Nobody new is offered it. A second pause changes nothing, one by a person outweighs one by doubt. */
export function paused(
  state: DeploymentState,
  { at, detail }: { at: number; detail?: string | undefined },
): DeploymentState {
  if (!isInWaves(state) || state.spread.paused?.why === 'operator') return state
  const pause = { at, why: 'operator', ...(detail !== undefined && { detail }) } as const
  return { ...state, spread: { ...state.spread, paused: pause } }
}

/** A person wants it to go on; the brake lets go only for who accepts the errors. */
export function resumed(
  state: DeploymentState,
  { at, acceptErrors }: { at: number; acceptErrors: boolean },
): DeploymentState {
  const { spread } = state
  if (!spread || !(isInWaves(state) || state.phase === 'success')) return state
  const lifts = acceptErrors && spread.brake !== undefined
  if (!spread.paused && !lifts) return state
  const { paused: _, brake, ...rest } = spread
  // Those of this very millisecond are known to who accepts them.
  const kept = lifts ? { countFrom: at + 1 } : brake && { brake }
  return { ...state, spread: { ...rest, ...kept, resumedAt: at } }
}

/**
 * A person opens the next wave, gives it to everybody, or switches to what was previewed. That answers the doubt in which a
 * wave was paused, but neither the brake nor a person who wants a pause.
 */
export function promote(state: DeploymentState, promotion: Promotion, plan: Plan): DeploymentState {
  if (state.phase === 'previewing') return { phase: 'promoting', health: state.health }
  if (!isInWaves(state) || plan.strategy !== 'canary') return state
  const { paused: pause, ...spread } = state.spread
  if (pause?.why === 'operator' || !mayOffer(spread)) return state
  const sure = { ...state, spread }
  if (promotion.all || spread.wave >= plan.waves.length) return { phase: 'promoting', health: state.health, spread }
  return opened(sure, promotion)
}

/** The brake, where it is pulled now; it is pulled once until it is released. */
function braking(
  state: DeploymentState,
  { at, wave: tally, all, back, isBeside }: Measure & { back?: BackTo | undefined },
  { waves, onError }: Canary,
): DeploymentState | undefined {
  const { spread } = state
  if (!spread || spread.brake || spread.wave === 0 || !(isInWaves(state) || state.phase === 'success')) return undefined
  const wave = waves[spread.wave - 1]
  const found = wave && [measureErrors(wave, tally), measureErrors(wave, all)].find(({ kind }) => kind === 'errors')
  if (!found) return undefined
  const { errors, samples, value, threshold } = found
  const action = isBeside && onError === 'rollback' ? 'pause' : onError
  const brake: Brake = { at, wave: spread.wave, errors, samples, value, threshold, action }
  const braked = { ...state, spread: { ...noted(spread, { verdict: found }), brake } } as DeploymentState
  return action === 'rollback' ? goBack(braked, 'error-rate', `${errors} of ${samples} tablets failed`, back) : braked
}

/** On to the next wave: it opens, waits for a yes, or was the last one. */
function toNext(state: InWaves, measure: Measure, { waves }: Canary): DeploymentState {
  const { spread, health } = state
  const next = waves[spread.wave]
  if (!next) return { phase: 'promoting', health, spread }
  return next.approval ? { phase: 'gated', health, spread } : opened(state, measure)
}

function opened({ spread, health }: InWaves, { at, reach }: { at: number; reach: number }): DeploymentState {
  return {
    phase: 'spreading',
    health,
    spread: {
      ...spread,
      wave: spread.wave + 1,
      reaches: [...spread.reaches, reach],
      waves: [...spread.waves, { openedAt: at }],
    },
  }
}

/** A brake that only notifies was pulled: from then on errors are told, and nothing is stopped for them. */
function lenient(wave: Wave, { brake }: Spread): Wave {
  return brake ? { ...wave, error: 1 } : wave
}

/** Has nothing moved for too long? Who waits for a maintenance window is waited for. */
function isTired({ waves, wave, resumedAt = 0 }: Spread, { at, wave: tally }: Measure, { patience }: Canary): boolean {
  if (tally.forWindow > 0) return false
  // What is further ahead than patience lasts was noted before the clock was set back.
  const moves = [waves[wave - 1]?.openedAt ?? 0, tally.movedAt ?? 0, resumedAt].filter((time) => time - at <= patience)
  return at - Math.max(0, ...moves) >= patience
}

function givenUp(state: InWaves, verdict: Verdict, at: number): DeploymentState {
  const { samples, errors } = verdict
  const detail = `${samples} tablets reported, ${errors} of them failed, and no more came`
  const spread = noted(state.spread, { verdict: { ...verdict, kind: 'inconclusive' } })
  return { ...state, spread: { ...spread, paused: { at, why: 'inconclusive', detail } } }
}

/** What is remembered of the wave that is open. */
function noted(spread: Spread, more: Partial<WaveRecord>): Spread {
  return { ...spread, waves: spread.waves.map((one, i) => (i === spread.wave - 1 ? { ...one, ...more } : one)) }
}

function unpassed(spread: Spread): Spread {
  const waves = spread.waves.map(({ passedAt, ...one }, i) =>
    i === spread.wave - 1 || passedAt === undefined ? one : { ...one, passedAt },
  )
  return { ...spread, waves }
}

function spreadOn({ health }: InWaves, spread: Spread): DeploymentState {
  return { phase: 'spreading', health, spread }
}

function bare({ health, spread }: InWaves): { health: Health; spread: Spread } {
  return { health, spread }
}
