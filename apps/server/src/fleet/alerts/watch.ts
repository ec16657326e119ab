import { ALERT_RULES, type AlertRule, type FleetSnapshot, measure } from '@relevo/core/alerts'
import type { AlertParts, AlertRules } from './alert-parts.ts'
import { countFleet } from './count-fleet.ts'
import type { Happening, Lanes } from './lanes.ts'

/** Milliseconds between two looks at the fleet. */
const LOOK_EVERY = 15_000

/**
 * Two looks that are further apart had a break between them: the machine slept, or its clock was set. Tablets are then given
 * the time to come back that they have after a start.
 */
const LONGEST_BREAK = 60_000

/** How far back errors are counted where that rule is off, and nobody looks at them. */
const ANY_WINDOW = 3_600_000

/** The loop that looks at the fleet. */
export interface Watch {
  start(): void
  stop(): Promise<void>
}

/** A watch over the fleet, which does nothing before it is started. */
export function createWatch(lanes: Lanes, parts: AlertParts, { settings, poll }: AlertRules): Watch {
  const { environments, world } = parts
  const stopping = new AbortController()
  let listeningSince = world.now()
  let lookedAt = listeningSince
  let running: Promise<void> = Promise.resolve()

  const look = async () => {
    const at = world.now()
    if (at < lookedAt || at - lookedAt > LONGEST_BREAK) listeningSince = at
    lookedAt = at
    const window = settings['error-rate']?.window ?? ANY_WINDOW
    const counting = { at, listeningSince, poll, window }
    const snapshots = countFleet(parts.tablets(), environments, parts.desiredOf, counting)
    await lanes.applyAll([
      ...[...snapshots].flatMap(([environment, snapshot]) =>
        ALERT_RULES.flatMap((rule) => happeningOf(rule, environment, snapshot)),
      ),
      ...gone(at),
    ])
  }

  const happeningOf = (rule: AlertRule, environment: string, snapshot: FleetSnapshot): Happening[] => {
    const reading = measure(rule, snapshot, settings)
    if (!reading) return []
    const { verdict, ...found } = reading
    const event = { type: 'looked', verdict, at: snapshot.at } as const
    return [{ rule, environment, event, ...(verdict !== 'unknown' && { found }) }]
  }

  /** The lanes that nobody looks at any more. */
  const gone = (at: number): Happening[] =>
    lanes
      .all()
      .filter(({ rule, environment }) => !settings[rule] || !environments.includes(environment))
      .map(({ rule, environment }) => ({ rule, environment, event: { type: 'retired', at } }))

  const run = async () => {
    listeningSince = world.now()
    lookedAt = listeningSince
    while (!stopping.signal.aborted) {
      try {
        await look()
      } catch (error) {
        world.warn('The fleet could not be looked at for alerts; it is tried again', error)
      }
      await world.wait(world.now() + LOOK_EVERY, stopping.signal)
    }
  }

  return {
    start() {
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
