import type { Prober } from '../fleet/deployments/ports.ts'
import { diskCheck, memoryCheck, provenCheck, serviceCheck, type watchEventLoop } from '../readiness/index.ts'
import type { Surroundings } from './open-surroundings.ts'

/** What `/health/ready` asks. */
export function readinessChecks(
  { config, store, broker }: Pick<Surroundings, 'config' | 'store' | 'broker'>,
  prober: Prober,
  eventLoop: ReturnType<typeof watchEventLoop>,
) {
  return [
    provenCheck('database', () => store.prove()),
    ...broker.checks,
    diskCheck(config.data),
    memoryCheck(),
    eventLoop.check,
    ...config.services.map((service) => serviceCheck(service, prober)),
  ]
}
