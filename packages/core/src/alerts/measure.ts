import { adoptionStalled } from './adoption-stalled.ts'
import { errorRate } from './error-rate.ts'
import { noCheckIns } from './no-check-ins.ts'
import { offline } from './offline.ts'
import type { Reading } from './reading.ts'
import { type AlertRule, type AlertSettings, FEWEST_TABLETS } from './rules.ts'
import { skew } from './skew.ts'
import type { FleetSnapshot } from './snapshot.ts'

/**
 * After a start or a sleep of the server nothing is known for so long, ms: each tablet has its two polls, and a minute for a
 * poll that is late.
 *
 * @param poll milliseconds between two polls of a tablet
 */
export function timeToComeBack(poll: number): number {
  return 2 * poll + 60_000
}

/**
 * What a rule says of a fleet. Pure.
 *
 * @returns `undefined` for a rule that is switched off
 * @example measure('offline', snapshot, { offline: { share: 0.2, for: 900_000 } })?.verdict // 'ok'
 */
export function measure(rule: AlertRule, snapshot: FleetSnapshot, settings: AlertSettings): Reading | undefined {
  const reading = read(rule, snapshot, settings)
  const { at, listeningSince, poll, tablets } = snapshot
  const isBack = at - listeningSince >= timeToComeBack(poll)
  if (!reading || !isBack) return reading && { ...reading, verdict: 'unknown' }
  if (tablets < FEWEST_TABLETS) return { ...reading, verdict: 'too-few' }
  // There are more, which cannot be asked now: most are offline, say.
  return reading.samples < FEWEST_TABLETS ? { ...reading, verdict: 'unknown' } : reading
}

function read(rule: AlertRule, snapshot: FleetSnapshot, settings: AlertSettings): Reading | undefined {
  switch (rule) {
    case 'adoption-stalled': {
      const { [rule]: setting } = settings
      return setting && adoptionStalled(snapshot, setting)
    }
    case 'error-rate': {
      const { [rule]: setting } = settings
      return setting && errorRate(snapshot, setting)
    }
    case 'offline': {
      const { [rule]: setting } = settings
      return setting && offline(snapshot, setting, { silenceIsTold: settings['no-check-ins'] !== undefined })
    }
    case 'skew': {
      const { [rule]: setting } = settings
      return setting && skew(snapshot, setting)
    }
    case 'no-check-ins': {
      const { [rule]: setting } = settings
      return setting && noCheckIns(snapshot, setting)
    }
  }
}
