import type { HealthPolicy } from '@relevo/core/deployment'
import type { Directive } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { Plan } from '@relevo/core/waves'

/** A fleet and what it should run. */
export interface Environment {
  name: string
  /** Absent until a release was made current for the first time. */
  current?: Version
  /** The deployment that made `current` the current one. */
  deployment?: string
  /** Tablets switch without asking. */
  force: boolean
  /** Names one further try of `current` on tablets where it failed. */
  retry?: string
  /** When `current` was last set. */
  changedAt?: number
  notes?: string
  /** What every tablet is ordered to do, once, until it is withdrawn. */
  directive?: Directive
}

/** The environment every server begins with, and the one meant where none is named. */
export const PRODUCTION = 'production'

/** How an environment is set up; from the configuration, never from the database. */
export interface EnvironmentRules {
  /** Host names its tablets come by, without a port. */
  hosts: readonly string[]
  /** A person has to agree to each deployment. */
  approval: boolean
  /** `hosted`: this server serves the app. The others know releases this server need not have. */
  deployer: 'hosted' | 'command' | 'notify'
  /** How a release spreads where its order says nothing. */
  plan: Plan
  /** Host names of the origin that shows what is not switched to yet, without a port. */
  previewHosts: readonly string[]
  /** Milliseconds. */
  health: HealthPolicy & { timeout: number }
}

/** A release that stands in for a blocked one is switched to without asking: what must not run is left at once. */
export function isForced({ current, force }: Environment, desired: Version): boolean {
  return force || desired !== current
}
