import type { Prober } from '../fleet/deployments/ports.ts'
import type { Enrolment } from '../fleet/enrolment/enrolment.ts'
import { PRODUCTION } from '../fleet/environment.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { Kiosks } from '../fleet/kiosks/kiosks.ts'
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
import { createStrangerCheck } from './stranger-check.ts'

/** What ladders are climbed with. */
interface LadderHands {
  fleet: Fleet
  kiosks: KioskReach
  isAt: Kiosks['isAt']
  hints: Hints
  prober: Prober
  enrolment: Pick<Enrolment, 'strangers' | 'isEnrolled' | 'codeFor'>
}

/**
 * The ladders of the fleet.
 *
 * @param poll milliseconds between two polls of a tablet
 */
export function openLadders(
  { config, store, bell, world }: Pick<Surroundings, 'config' | 'store' | 'bell' | 'world'>,
  { fleet, kiosks, isAt, hints, prober, enrolment }: LadderHands,
  poll: number,
): Promise<Ladders> {
  const { environments, publicUrl, base } = config
  const addressOf = (name: string) =>
    name === PRODUCTION && isHosted(environments[name]) && publicUrl !== undefined ? `${publicUrl}${base}` : undefined
  return createLadders(
    {
      store: ringing<LadderStore>(store.ladders, LADDER_CHANGES, bell),
      fleet,
      kiosks,
      hints,
      isServed: createServedCheck({
        prober,
        targetsOf: (name) => targetsOf(environments[name], false),
        addressOf,
        world,
      }),
      isStranger: createStrangerCheck({ strangers: enrolment.strangers, isAt, now: world.now }, 2 * poll),
      access: enrolment,
      addressOf,
      world,
    },
    ladderRules(config.ladder, poll),
  )
}
