import type { TabletCode } from '../errors/codes.ts'
import type { Failure } from '../protocol/worker.ts'
import { ofVersion } from '../release/by-version.ts'
import type { Version } from '../release/version.ts'
import { keptReleases, NO_SLOTS, type Slots, type Trial } from './slots.ts'

/** What happens to the slots. `at` is milliseconds since the epoch. */
export type SlotsEvent =
  /** The page runs this release from the network and is up; its files are complete in the store. */
  | { type: 'adopted'; version: Version }
  /** Every file of the release is in the store. */
  | { type: 'staged'; version: Version }
  /** The page wants the next navigation to get it. */
  | { type: 'switch'; version: Version; token: string }
  /** A navigation is about to be answered. Times in milliseconds. */
  | { type: 'navigated'; at: number; attempts: number; readyTimeout: number }
  | { type: 'confirmed'; token: string }
  | { type: 'boot-failed'; token: string; code: TabletCode; detail?: string | undefined; at: number }
  /** The watchdog looked up. */
  | { type: 'expired'; token: string; at: number }
  /** By the app's own wish, or because the confirmed release does not start any more. */
  | { type: 'rollback'; at: number; code?: TabletCode; detail?: string }
  | { type: 'blocked'; versions: readonly Version[]; at: number }
  | { type: 'retry'; version: Version; retry: string }
  | { type: 'told'; version: Version }
  /** There is no room for the next release beside the one before. */
  | { type: 'spared' }
  /** Its manifest, or a file that the server has no more, is gone from the store. */
  | { type: 'lost'; version: Version }
  /** There is no room for the next release beside the one that runs. */
  | { type: 'emptied' }
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
 * The rules of the slots: the [S] rules of SPEC.md. Pure: the caller writes `slots` before it runs the effects.
 *
 * @example step({ phase: 'settled', active: 'r1', failed: {} }, { type: 'staged', version: 'r2' }).slots.staged // 'r2'
 */
export function step(slots: Slots, event: SlotsEvent): SlotsStep {
  switch (event.type) {
    case 'adopted':
      if (slots.phase !== 'network' || hasFailed(slots, event.version)) return to(slots)
      return to({ ...dropping(slots, [event.version]), phase: 'settled', active: event.version })

    case 'staged':
      if (hasFailed(slots, event.version) || isInUse(slots, event.version) || slots.staged === event.version)
        return to(slots)
      return to({ ...slots, staged: event.version }, SWEEP)

    case 'switch': {
      // A trial that no page was ever served may still be changed for another; one that was has to end first.
      if (slots.phase === 'trial' && slots.trial.attempts > 0) return to(slots)
      if (slots.phase === 'trial' && slots.active === event.version) return callOff(slots, slots.active)
      if (slots.staged !== event.version || hasFailed(slots, event.version)) return to(slots)
      const { staged: _, ...kept } = slots
      const trial = { version: event.version, token: event.token, attempts: 0, deadline: Number.POSITIVE_INFINITY }
      return to({ ...kept, phase: 'trial', trial })
    }

    case 'navigated': {
      if (slots.phase !== 'trial') return to(slots)
      const { token, attempts, deadline } = slots.trial
      const left = deadline - event.at
      // One start may take several navigations: an app that redirects itself, several pages at once. Of a deadline that
      // is further off than any, the clock was set back.
      if (left > 0 && left <= event.readyTimeout) return to(slots, { do: 'watch', token, at: deadline })
      if (attempts >= event.attempts) return fail(slots, 'boot-attempts', event.at)
      const trial = { ...slots.trial, attempts: attempts + 1, deadline: event.at + event.readyTimeout }
      return to({ ...slots, trial }, { do: 'watch', token, at: trial.deadline })
    }

    case 'confirmed': {
      if (!isTrialOf(event, slots)) return to(slots)
      const { trial, active, ...kept } = slots
      return to({ ...kept, phase: 'settled', active: trial.version, ...(active && { previous: active }) }, SWEEP)
    }

    case 'boot-failed':
      return isTrialOf(event, slots) ? fail(slots, event.code, event.at, event.detail) : to(slots)

    case 'expired':
      return isTrialOf(event, slots) && event.at >= slots.trial.deadline
        ? fail(slots, 'boot-timeout', event.at)
        : to(slots)

    case 'rollback':
      if (slots.phase === 'trial') return fail(slots, 'rolled-back-by-app', event.at)
      return goBack(slots, event.code ?? 'rolled-back-by-app', event.at, event.detail)

    case 'blocked': {
      const left = dropping(slots, event.versions)
      const { versions, at } = event
      if (left.phase === 'trial' && versions.includes(left.trial.version)) return fail(left, 'blocked', at)
      // Without a release to go back to, a blocked one runs on until another is staged: better than a white screen.
      if (left.phase === 'settled' && left.previous !== undefined && versions.includes(left.active))
        return goBack(left, 'blocked', at)
      const changed = left.staged !== slots.staged || left.previous !== slots.previous
      return changed ? to(left, SWEEP) : to(slots)
    }

    case 'retry': {
      const failure = ofVersion(slots.failed, event.version)
      const { retry } = event
      if (!failure || failure.retry === retry) return slots.retry === retry ? to(slots) : to({ ...slots, retry })
      const { [event.version]: _, ...failed } = slots.failed
      return to({ ...slots, failed, retry })
    }

    case 'told': {
      const failure = ofVersion(slots.failed, event.version)
      if (!failure || failure.told) return to(slots)
      return to({ ...slots, failed: { ...slots.failed, [event.version]: { ...failure, told: true } } })
    }

    case 'lost': {
      const { version } = event
      if (!keptReleases(slots).includes(version)) return to(slots)
      return to(losing(slots, version), SWEEP)
    }

    case 'spared': {
      const { previous, ...left } = slots
      return to(previous === undefined ? slots : left)
    }

    case 'emptied': {
      if (slots.phase === 'network' && !slots.staged && !slots.previous) return to(slots)
      const { active, previous, staged, trial, ...kept } = slots as OnTrial
      return to({ ...kept, phase: 'network' }, SWEEP)
    }

    case 'reset':
      if (slots.directive === event.directive) return to(slots)
      return to({ ...NO_SLOTS, directive: event.directive }, SWEEP)
  }
}

const SWEEP: SlotsEffect = { do: 'sweep' }

type OnTrial = Slots & { phase: 'trial' }

/** The very same slots, with no effect: nothing changed. */
function to(slots: Slots, ...effects: SlotsEffect[]): SlotsStep {
  return { slots, effects }
}

/** Of another trial nothing is heard. */
function isTrialOf({ token }: { token: string }, slots: Slots): slots is OnTrial {
  return slots.phase === 'trial' && slots.trial.token === token
}

/** The release is answering navigations already. */
function isInUse(slots: Slots, version: Version): boolean {
  return slots.active === version || (slots.phase === 'trial' && slots.trial.version === version)
}

function hasFailed(slots: Slots, version: Version): boolean {
  return ofVersion(slots.failed, version) !== undefined
}

/** The slots with none of these releases waiting to be switched to or kept to go back to. */
function dropping<S extends Slots>(slots: S, versions: readonly (Version | undefined)[]): S {
  const left = { ...slots }
  if (versions.includes(left.staged)) delete left.staged
  if (versions.includes(left.previous)) delete left.previous
  return left
}

/** The slots without a release that is not whole any more; nothing is said against it. */
function losing(slots: Slots, version: Version): Slots {
  const { active, previous, ...left } = dropping(slots, [version])
  const confirmed = active === version ? { active: previous } : { active, ...(previous && { previous }) }
  if (left.phase === 'trial' && left.trial.version !== version) return { ...left, ...confirmed }
  const { trial: _, ...kept } = left as typeof left & { trial?: Trial }
  return { ...kept, ...confirmed, phase: confirmed.active ? 'settled' : 'network' } as Slots
}

/** A trial that no page was served, and nobody wants any more; its release stays staged. */
function callOff(slots: OnTrial, active: Version): SlotsStep {
  const { trial, ...kept } = slots
  return to({ ...kept, phase: 'settled', active, staged: kept.staged ?? trial.version }, SWEEP)
}

/** The trial is over: `active` answers again, or the network when there is none. */
function fail(slots: OnTrial, code: TabletCode, at: number, detail?: string): SlotsStep {
  return condemn(slots, slots.trial.version, slots.active, code, at, detail)
}

/** A confirmed release is given up for the one before. */
function goBack(slots: Slots, code: TabletCode, at: number, detail?: string): SlotsStep {
  if (slots.phase !== 'settled' || slots.previous === undefined) return to(slots)
  return condemn(slots, slots.active, slots.previous, code, at, detail)
}

/** The release is remembered as failed, and another is active. */
function condemn(
  slots: Slots,
  version: Version,
  active: Version | undefined,
  code: TabletCode,
  at: number,
  detail: string | undefined,
): SlotsStep {
  const failure: Failure = { code, at, told: false }
  if (detail) failure.detail = detail
  if (slots.retry !== undefined) failure.retry = slots.retry
  const { trial: _, ...kept } = dropping(slots as OnTrial, [version, active])
  const failed = { ...kept.failed, [version]: failure }
  const settled = { ...kept, failed, phase: active ? 'settled' : 'network', active } as Slots
  return to(settled, { do: 'recover', version }, { do: 'report', version, failure }, SWEEP)
}
