/** How something stands that the server needs or is asked to look at. */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'unmeasured'

/** What a look at it found. */
export interface Finding {
  status: CheckStatus
  /** In words, for everybody: no path, no secret. */
  detail?: string
}

/** Something to look at. */
export interface Check {
  name: string
  /** The server cannot do its work while this fails. */
  needed: boolean
  /**
   * Look once.
   *
   * @param signal nobody waits any longer
   * @throws whatever went wrong: the check has failed then
   */
  look(signal: AbortSignal): Promise<Finding>
}

/** A check and what came of it. */
export interface CheckResult extends Finding {
  name: string
  needed: boolean
  /** How long it took, milliseconds. */
  ms: number
}

/** Whether the server can do its work. */
export interface Readiness {
  /** `degraded`: it can, but somebody should look. */
  status: 'ready' | 'degraded' | 'not-ready'
  /** When the looking ended, milliseconds since the epoch. */
  at: number
  checks: CheckResult[]
}

/** Looks at everything the server needs. */
export interface ReadinessProbe {
  look(): Promise<Readiness>
}

/** What the results of all checks mean together. Pure. */
export function readinessOf(checks: readonly CheckResult[]): Readiness['status'] {
  if (checks.some(({ needed, status }) => needed && status === 'fail')) return 'not-ready'
  return checks.every(({ status }) => status === 'ok') ? 'ready' : 'degraded'
}
