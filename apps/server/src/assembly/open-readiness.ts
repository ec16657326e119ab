import type { Prober } from '../fleet/deployments/ports.ts'
import type { StormWatch } from '../fleet/storms/storm-watch.ts'
import {
  diskCheck,
  memoryCheck,
  provenCheck,
  serviceCheck,
  stormCheck,
  type watchEventLoop,
} from '../readiness/index.ts'
import type { Surroundings } from './open-surroundings.ts'

/** What `/health/ready` asks. */
export function readinessChecks(
  { config, store, broker }: Pick<Surroundings, 'config' | 'store' | 'broker'>,
  prober: Prober,
  eventLoop: ReturnType<typeof watchEventLoop>,
  storms: StormWatch,
) {
  return [
    provenCheck('database', () => store.prove()),
    ...broker.checks,
    diskCheck(config.data),
    memoryCheck(),
    eventLoop.check,
    stormCheck(storms),
    ...config.services.map((service) => serviceCheck(service, prober)),
  ]
}
