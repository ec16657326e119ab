import type { HealthTarget, Prober, StepOrder } from '../fleet/deployments/ports.ts'
import { probeCommand } from './command-probe.ts'
import type { Finding } from './finding.ts'
import { probeHttp, urlOf } from './http-probe.ts'
import { probeTcp } from './tcp-probe.ts'

/**
 * Looks at targets for real. Whatever goes wrong on our side is `unmeasured`, never a verdict about the target.
 *
 * @param now milliseconds since the epoch
 * @example createProber({ now: Date.now }).probe({ http: 'https://panel.example/health', must: true }, order, 5_000, signal)
 */
export function createProber({ now }: { now: () => number }): Prober {
  return {
    async probe(target, order, timeout, signal) {
      const at = now()
      const begun = performance.now() // latency does not jump when the clock is set
      const finding = await look(target, order, timeout, signal).catch(notOurs)
      const latency = Math.round(performance.now() - begun)
      return { target: nameOf(target, order), must: target.must, ...finding, latency, at }
    },
  }
}

async function look(target: HealthTarget, order: StepOrder, timeout: number, signal: AbortSignal): Promise<Finding> {
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
  if ('tcp' in target) return target.tcp
  if ('command' in target) return target.command.join(' ').slice(0, 200)
  const url = urlOf(target.http, order)
  return url ? `${url.origin}${url.pathname}${url.search && '?…'}` : 'not a URL'
}
