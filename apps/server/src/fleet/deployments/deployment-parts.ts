import type { Version } from '@relevo/core/release'
import type { AssignmentStore } from '../assignments/placed.ts'
import type { Roster } from '../assignments/roster.ts'
import type { Track } from '../assignments/track.ts'
import type { Tracks } from '../assignments/tracks.ts'
import type { Environments } from '../environments.ts'
import type { InTurn } from '../in-turn.ts'
import type { World } from '../ports.ts'
import type { Registry } from '../registry.ts'
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
  /** What tablets are on their way to. */
  tracks: Tracks
  assignments: AssignmentStore
  registry: Pick<Registry, 'each' | 'get' | 'keep' | 'flush' | 'countIn'>
  roster: Roster
  /** Milliseconds between two polls of a tablet. */
  poll: number
  /** Tell the tablets of a deployment to look, those that it has something new for. */
  nudge(track: Track): Promise<void>
  deployerOf(environment: string): Deployer
  /** @param preview what is looked at before a candidate is switched to */
  targetsOf(environment: string, preview: boolean): readonly HealthTarget[]
  prober: Prober
  world: World
  /** Shared with whatever else changes environments. */
  inTurn: InTurn
}
