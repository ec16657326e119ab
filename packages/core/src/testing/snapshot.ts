import type { AlertSettings, FleetSnapshot } from '../alerts/index.ts'

const MINUTE = 60_000

/** Every rule, as it is by default. */
export const SETTINGS: Required<AlertSettings> = {
  'adoption-stalled': { share: 0.9, for: 60 * MINUTE },
  'error-rate': { share: 0.05, window: 60 * MINUTE },
  offline: { share: 0.2, for: 15 * MINUTE },
  skew: { releases: 3, for: 24 * 60 * MINUTE },
  'no-check-ins': { for: 15 * MINUTE },
}

/** A fleet of a hundred tablets that is well, but for what a test says. */
export function snapshot(but: Partial<FleetSnapshot> = {}): FleetSnapshot {
  const at = 100 * 60 * MINUTE
  return {
    at,
    listeningSince: 0,
    poll: 5 * MINUTE,
    tablets: 100,
    online: 100,
    expected: 100,
    behind: 0,
    stuck: 0,
    waiting: 0,
    heard: 100,
    failed: 0,
    codes: [],
    releases: [{ release: 'r2', count: 100 }],
    lastHeard: at,
    ...but,
  }
}
