import type { Version } from '@relevo/core/release'
import type { Environments } from '../environments.ts'
import type { InTurn } from '../in-turn.ts'
import type { World } from '../ports.ts'
import type { ReleaseSummary } from '../release.ts'
import type { Standings } from '../standing.ts'
import type { DeploymentStore } from './deployment-store.ts'
import type { Deployer, HealthTarget, Prober } from './ports.ts'

/** What deployments are made with. */
export interface DeploymentParts {
  store: DeploymentStore
  environments: Environments
  release(version: Version): Promise<ReleaseSummary | undefined>
  standings: Standings
  deployerOf(environment: string): Deployer
  targetsOf(environment: string): readonly HealthTarget[]
  prober: Prober
  world: World
  /** Shared with whatever else changes environments. */
  inTurn: InTurn
}
