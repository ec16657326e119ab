import type { Prober } from '../fleet/deployments/ports.ts'
import type { Enrolment } from '../fleet/enrolment/enrolment.ts'
import { PRODUCTION } from '../fleet/environment.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { KioskReach } from '../fleet/kiosks/reach.ts'
import { createLadders, type Ladders } from '../fleet/ladder/ladders.ts'
import type { LadderStore } from '../fleet/ladder/ports.ts'
import { createServedCheck } from '../fleet/ladder/served-check.ts'
import { LADDER_CHANGES } from '../fleet/live/changes.ts'
import { ringing } from '../fleet/live/ringing.ts'
import type { Hints } from '../fleet/ports.ts'
import { isHosted, targetsOf } from './health-targets.ts'
import { ladderRules } from './ladder-rules.ts'
import type { Surroundings } from './open-surroundings.ts'

/** What ladders are climbed with. */
interface LadderHands {
  fleet: Fleet
  kiosks: KioskReach
  hints: Hints
  prober: Prober
  enrolment: Pick<Enrolment, 'strangers'>
}

/**
 * The ladders of the fleet.
 *
 * @param poll milliseconds between two polls of a tablet
 */
export function openLadders(
  { config, store, bell, world }: Pick<Surroundings, 'config' | 'store' | 'bell' | 'world'>,
  { fleet, kiosks, hints, prober, enrolment }: LadderHands,
  poll: number,
): Promise<Ladders> {
  const { environments, publicUrl, base } = config
  return createLadders(
    {
      store: ringing<LadderStore>(store.ladders, LADDER_CHANGES, bell),
      fleet,
      kiosks,
      hints,
      isServed: createServedCheck({ prober, targetsOf: (name) => targetsOf(environments[name], false), world }),
      isStranger: (tablet) =>
        enrolment.strangers().some((one) => one.tablet === tablet && world.now() - one.lastSeen <= 2 * poll),
      addressOf: (name) =>
        name === PRODUCTION && isHosted(environments[name]) && publicUrl !== undefined
          ? `${publicUrl}${base}`
          : undefined,
      world,
    },
    ladderRules(config.ladder, poll),
  )
}
