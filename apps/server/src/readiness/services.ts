import type { Probe, Prober, StepOrder } from '../fleet/deployments/ports.ts'
import type { Check, CheckStatus } from '../fleet/readiness.ts'

/** A service of somebody else that the site depends on. */
export interface Service {
  name: string
  /** The address that is asked. */
  http: string
}

/** A service belongs to no deployment: `{version}` in its address is empty. */
const NO_DEPLOYMENT: StepOrder = { deployment: '', environment: '', version: '' }

/** An attempt may take this long, ms: less than a check, so that it tells itself what it was waiting for. */
const TIMEOUT = 1_800

/** A service that does not answer is no reason to stop asking this server: it warns. */
const STATUS: Record<Probe['verdict'], CheckStatus> = { healthy: 'ok', unhealthy: 'warn', unmeasured: 'unmeasured' }

/** Whether a configured service answers. Neither its address nor what it answers is told: anybody may ask. */
export function serviceCheck({ name, http }: Service, prober: Prober): Check {
  return {
    name,
    needed: false,
    async look(signal) {
      const { verdict, detail } = await prober.probe({ http, must: false }, NO_DEPLOYMENT, TIMEOUT, signal)
      return { status: STATUS[verdict], ...(detail !== undefined && { detail }) }
    },
  }
}
