import type { HealthTarget, Prober, StepOrder } from '../fleet/deployments/ports.ts'
import { probeCommand } from './command-probe.ts'
import type { Finding } from './finding.ts'
import { probeHttp, urlOf } from './http-probe.ts'
import { probeTcp } from './tcp-probe.ts'

/**
 * Looks at targets for real. Whatever goes wrong on our side is `unmeasured`, never a verdict about the target.
 *
 * @param now milliseconds since the epoch
 * @param hostingFault why a release could not be had from this server
 * @example createProber({ now: Date.now }).probe({ http: 'https://panel.example/health', must: true }, order, 5_000, signal)
 */
export function createProber({
  now,
  hostingFault = async () => undefined,
}: {
  now: () => number
  hostingFault?(version: string): Promise<string | undefined>
}): Prober {
  return {
    async probe(target, order, timeout, signal) {
      const at = now()
      const begun = performance.now() // latency does not jump when the clock is set
      const looking = 'hosted' in target ? found(hostingFault(order.version)) : look(target, order, timeout, signal)
      const finding = await looking.catch(notOurs)
      const latency = Math.round(performance.now() - begun)
      return { target: nameOf(target, order), must: target.must, ...finding, latency, at }
    },
  }
}

async function found(fault: Promise<string | undefined>): Promise<Finding> {
  const detail = await fault
  return detail === undefined ? { verdict: 'healthy' } : { verdict: 'unhealthy', detail }
}

type Elsewhere = Exclude<HealthTarget, { hosted: true }>

async function look(target: Elsewhere, order: StepOrder, timeout: number, signal: AbortSignal): Promise<Finding> {
  if (signal.aborted) return { verdict: 'unmeasured', detail: 'called off' }
  if ('http' in target) return probeHttp(target, order, timeout, signal)
  if ('tcp' in target) return probeTcp(target, timeout, signal)
  return probeCommand(target, order, timeout, signal)
}

/** An attempt that could not even begin, such as a host name that no system call takes. */
function notOurs(error: unknown): Finding {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException
  return { verdict: 'unmeasured', detail: `could not be tried (${code})` }
}

/** What a target is called in logs and lists: user, password and query of a URL stay out, for they may be secrets. */
function nameOf(target: HealthTarget, order: StepOrder): string {
  if ('hosted' in target) return 'the files of the release'
  if ('tcp' in target) return target.tcp
  if ('command' in target) return target.command.join(' ').slice(0, 200)
  const url = urlOf(target.http, order)
  return url ? `${url.origin}${url.pathname}${url.search && '?…'}` : 'not a URL'
}
