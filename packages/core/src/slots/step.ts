import type { TabletCode } from '../errors/codes.ts'
import type { Failure } from '../protocol/worker.ts'
import type { Version } from '../release/version.ts'
import { NO_SLOTS, type Slots } from './slots.ts'

/** What happens to the slots. `at` is milliseconds since the epoch. */
export type SlotsEvent =
  /** The page runs this release from the network and is up; its files are complete in the store. */
  | { type: 'adopted'; version: Version }
  /** Every file of the release is in the store. */
  | { type: 'staged'; version: Version }
  /** The page wants the next navigation to get it. */
  | { type: 'switch'; version: Version; token: string }
  /** A navigation is about to be answered. */
  | { type: 'navigated'; at: number; attempts: number; readyTimeout: number }
  | { type: 'confirmed'; token: string }
  | { type: 'boot-failed'; token: string; code: TabletCode; detail?: string | undefined; at: number }
  /** The watchdog looked up. */
  | { type: 'expired'; token: string; at: number }
  | { type: 'rollback'; at: number }
  | { type: 'blocked'; versions: readonly Version[]; at: number }
  | { type: 'retry'; version: Version; retry: string }
  | { type: 'told'; version: Version }
  | { type: 'reset'; directive: string }

/** What the worker has to do about it, after the slots are written. */
export type SlotsEffect =
  /** Look again at `at`: is this trial confirmed? */
  | { do: 'watch'; token: string; at: number }
  /** Pages that run this release must be navigated to the one before. */
  | { do: 'recover'; version: Version }
  /** Tell the server, for a page that cannot. */
  | { do: 'report'; version: Version; failure: Failure }
  /** Delete what no slot and no page refers to. */
  | { do: 'sweep' }

export interface SlotsStep {
  /** The very same object when nothing changed. */
  slots: Slots
  effects: SlotsEffect[]
}

/**
 * The rules of the slots, [S1] to [S12] in SPEC.md. Pure: the caller writes `slots` before it runs the effects.
 *
 * @example step({ phase: 'settled', active: 'r1', failed: {} }, { type: 'staged', version: 'r2' }).slots.staged // 'r2'
 */
export function step(slots: Slots, event: SlotsEvent): SlotsStep {
  switch (event.type) {
    case 'adopted':
      if (slots.phase !== 'network' || slots.failed[event.version]) return same(slots)
      return { slots: { ...without(slots, event.version), phase: 'settled', active: event.version }, effects: [] }

    case 'staged':
      if (slots.failed[event.version] || isInUse(slots, event.version)) return same(slots)
      return { slots: { ...slots, staged: event.version }, effects: [{ do: 'sweep' }] }

    case 'switch': {
      if (slots.phase === 'trial' || slots.staged !== event.version || slots.failed[event.version]) return same(slots)
      const { staged: _, ...kept } = slots
      const trial = { version: event.version, token: event.token, attempts: 0, deadline: Number.POSITIVE_INFINITY }
      return { slots: { ...kept, phase: 'trial', trial }, effects: [] }
    }

    case 'navigated': {
      if (slots.phase !== 'trial') return same(slots)
      if (slots.trial.attempts >= event.attempts) return fail(slots, 'boot-attempts', event.at)
      const trial = { ...slots.trial, attempts: slots.trial.attempts + 1, deadline: event.at + event.readyTimeout }
      return { slots: { ...slots, trial }, effects: [{ do: 'watch', token: trial.token, at: trial.deadline }] }
    }

    case 'confirmed': {
      if (slots.phase !== 'trial' || slots.trial.token !== event.token) return same(slots)
      const { trial, active, ...kept } = slots
      const settled: Slots = { ...kept, phase: 'settled', active: trial.version }
      if (active) settled.previous = active
      return { slots: settled, effects: [{ do: 'sweep' }] }
    }

    case 'boot-failed':
      if (slots.phase !== 'trial' || slots.trial.token !== event.token) return same(slots)
      return fail(slots, event.code, event.at, event.detail)

    case 'expired':
      if (slots.phase !== 'trial' || slots.trial.token !== event.token || event.at < slots.trial.deadline)
        return same(slots)
      return fail(slots, 'boot-timeout', event.at)

    case 'rollback':
      if (slots.phase === 'trial') return fail(slots, 'rolled-back-by-app', event.at)
      return goBack(slots, 'rolled-back-by-app', event.at)

    case 'blocked': {
      const blocked = (version: Version | undefined) => version !== undefined && event.versions.includes(version)
      if (slots.phase === 'trial' && blocked(slots.trial.version)) return fail(slots, 'blocked', event.at)
      if (slots.phase === 'settled' && slots.previous && blocked(slots.active) && !blocked(slots.previous))
        return goBack(slots, 'blocked', event.at)
      if (!blocked(slots.staged) && !blocked(slots.previous)) return same(slots)
      const { staged, previous, ...kept } = slots
      const left: Slots = { ...kept }
      if (staged && !blocked(staged)) left.staged = staged
      if (previous && !blocked(previous)) left.previous = previous
      return { slots: left, effects: [{ do: 'sweep' }] }
    }

    case 'retry':
      if (slots.retry === event.retry) return same(slots)
      return { slots: { ...without(slots, event.version), retry: event.retry }, effects: [] }

    case 'told': {
      const failure = slots.failed[event.version]
      if (!failure || failure.told) return same(slots)
      return {
        slots: { ...slots, failed: { ...slots.failed, [event.version]: { ...failure, told: true } } },
        effects: [],
      }
    }

    case 'reset':
      if (slots.directive === event.directive) return same(slots)
      return { slots: { ...NO_SLOTS, directive: event.directive }, effects: [{ do: 'sweep' }] }
  }
}

function same(slots: Slots): SlotsStep {
  return { slots, effects: [] }
}

/** The release is answering navigations already. */
function isInUse(slots: Slots, version: Version): boolean {
  return slots.active === version || (slots.phase === 'trial' && slots.trial.version === version)
}

/** The slots with this version's failure forgotten. */
function without(slots: Slots, version: Version): Slots {
  const { [version]: _, ...failed } = slots.failed
  return { ...slots, failed }
}

function failureOf(slots: Slots, code: TabletCode, at: number, detail?: string): Failure {
  const failure: Failure = { code, at, told: false }
  if (detail) failure.detail = detail
  if (slots.retry) failure.retry = slots.retry
  return failure
}

/** The trial is over: its release is remembered as failed, `active` answers again. */
function fail(slots: Slots & { phase: 'trial' }, code: TabletCode, at: number, detail?: string): SlotsStep {
  const { trial, active, ...kept } = slots
  const failure = failureOf(slots, code, at, detail)
  const failed = { ...kept.failed, [trial.version]: failure }
  return {
    slots: active ? { ...kept, failed, phase: 'settled', active } : { ...kept, failed, phase: 'network' },
    effects: [
      { do: 'recover', version: trial.version },
      { do: 'report', version: trial.version, failure },
      { do: 'sweep' },
    ],
  }
}

/** A confirmed release is given up for the one before. */
function goBack(slots: Slots, code: TabletCode, at: number): SlotsStep {
  const { active, previous, ...kept } = slots
  if (slots.phase !== 'settled' || !active || !previous) return same(slots)
  const failure = failureOf(slots, code, at)
  return {
    slots: { ...kept, failed: { ...kept.failed, [active]: failure }, phase: 'settled', active: previous },
    effects: [{ do: 'recover', version: active }, { do: 'report', version: active, failure }, { do: 'sweep' }],
  }
}
