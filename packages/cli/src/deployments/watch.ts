import { RelevoError } from '@relevo/core/errors'
import type { Clock } from '../command.ts'
import { isPassing } from '../server/again.ts'
import type { ReleaseServer } from '../server/release-server.ts'
import { ServerRefused } from '../server/server-refused.ts'
import { type Deployment, readDeployment } from './read-deployment.ts'

/** Milliseconds between two questions, and from when on they are fewer. */
const PACE = { first: 1_000, later: 2_000, laterAfter: 60_000 }

/** What watching takes. */
export interface Watch {
  /** One that asks once: the watch is the patience. */
  server: ReleaseServer
  clock: Clock
  /** Ends it early. */
  signal: AbortSignal
  /** Milliseconds. */
  timeout: number
  isOver(deployment: Deployment): boolean
  /** Told after every answer. */
  onAnswer(deployment: Deployment): void
  /** Told once for each time that the server is silent, and once when it answers again. */
  onSilence(silent: boolean): void
}

/** How it ended, and what was last known. */
export interface Watched {
  end: 'over' | 'timed-out' | 'interrupted'
  deployment: Deployment
}

/**
 * Ask for a deployment until it is over. A server that restarts, or is not reached, is waited for like the deployment:
 * up to the timeout.
 *
 * @param first what is known of it already
 * @throws ServerRefused for a server that says no; RelevoError `internal` for one that does not speak as documented
 */
export async function watch(first: Deployment, watch: Watch): Promise<Watched> {
  const { server, clock, signal, timeout, isOver, onAnswer, onSilence } = watch
  const began = clock.now()
  let deployment = first
  let silent = false
  let asked = 0
  onAnswer(deployment)
  while (!isOver(deployment)) {
    const waited = clock.now() - began
    if (waited >= timeout) return { end: 'timed-out', deployment }
    const pace = waited < PACE.laterAfter ? PACE.first : PACE.later
    await clock.pause(Math.min(Math.max(pace, asked), timeout - waited), signal)
    if (signal.aborted) return { end: 'interrupted', deployment }
    try {
      // At least a second, or the last question would have no time for its answer.
      const left = Math.max(PACE.first, timeout - (clock.now() - began))
      const { data } = await server.get(`api/deployments/${encodeURIComponent(first.id)}`, { signal, timeout: left })
      deployment = readDeployment(data)
      asked = 0
      if (silent) onSilence(false)
      silent = false
      onAnswer(deployment)
    } catch (error) {
      if (signal.aborted) return { end: 'interrupted', deployment }
      if (!mayPass(error)) throw error
      if (!silent) onSilence(true)
      silent = true
      asked = error instanceof ServerRefused ? 1000 * (error.retryAfter ?? 0) : 0
    }
  }
  return { end: 'over', deployment }
}

/** `config-invalid` too: it was a Relevo server a moment ago, so a proxy answers while it restarts. */
function mayPass(error: unknown): boolean {
  return isPassing(error) || (error instanceof RelevoError && error.code === 'config-invalid')
}
