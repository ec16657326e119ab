import { isCandidate } from '@relevo/core/deployment'
import type { Version } from '@relevo/core/release'
import { type Assignment, moved } from '@relevo/core/waves'
import type { Deployment } from '../deployments/deployment.ts'
import type { AssignmentStore, Placed } from './placed.ts'
import { createTrack, type Track } from './track.ts'

/** What the tablets of each environment are on their way to, in memory. */
export interface Tracks {
  /** The deployment that some of its tablets get, beside the one that is current. */
  candidate(environment: string): Track | undefined
  /** The deployment whose release is current. */
  live(environment: string): Track | undefined
  /** The track of a deployment that is still followed. */
  of(deployment: string): Track | undefined
  all(): Track[]
  /**
   * Take in a deployment as it was stored, and the one whose release is current in its environment by now.
   *
   * @throws Error when what is kept of the current one cannot be read
   */
  follow(deployment: Deployment, current: string | undefined): Promise<void>
  /** Deployments that ended without having been current: nobody is on the way to them any more. @returns was one followed? */
  dropAmong(deployments: readonly string[]): boolean
  /** A tablet was forgotten. */
  forget(tablet: string): void
  /** A tablet goes by another name. @returns its assignments, to be kept under that */
  rename(from: string, to: string): Placed[]
}

/**
 * The tracks, none of them followed yet.
 *
 * @param tabletOf what a tablet reports
 */
export function createTracks(
  store: Pick<AssignmentStore, 'of'>,
  deploymentOf: (id: string) => Promise<Deployment | undefined>,
  tabletOf: (tablet: string) => { release: Version; releaseSince: number } | undefined,
): Tracks {
  const candidates = new Map<string, Track>()
  const lives = new Map<string, Track>()

  const load = async (deployment: Deployment) => {
    const kept = await store.of(deployment.id)
    return createTrack(
      deployment,
      kept.map((one) => ({ ...one, assignment: asLeft(one, deployment.version) })),
    )
  }

  /** Who succeeded, and was sent to another release since, begins anew: that it runs another is not the release's fault. */
  const asLeft = ({ tablet, assignment }: Placed, version: Version): Assignment => {
    const now = tabletOf(tablet)
    const isElsewhere = assignment.phase === 'succeeded' && now !== undefined && now.release !== version
    return isElsewhere ? moved(assignment, { phase: 'superseded' }, now.releaseSince) : assignment
  }

  const known = (id: string) =>
    [...candidates.values(), ...lives.values()].find(({ deployment }) => deployment.id === id)

  const all = () => [...candidates.values(), ...lives.values()]
  return {
    candidate: (environment) => candidates.get(environment),
    live: (environment) => lives.get(environment),
    of: known,
    all,
    async follow(deployment, current) {
      const { id, environment, state } = deployment
      const track = known(id)
      if (track) track.deployment = deployment
      if (current !== undefined && lives.get(environment)?.deployment.id !== current) {
        const live = current === id ? deployment : await deploymentOf(current)
        if (live) lives.set(environment, known(current) ?? (await load(live)))
      }
      if (isCandidate(state)) candidates.set(environment, track ?? (await load(deployment)))
      else if (candidates.get(environment)?.deployment.id === id) candidates.delete(environment)
    },
    dropAmong(deployments) {
      const dropped = [...candidates].filter(([, { deployment }]) => deployments.includes(deployment.id))
      for (const [environment] of dropped) candidates.delete(environment)
      return dropped.length > 0
    },
    forget(tablet) {
      for (const track of all()) track.forget(tablet)
    },
    rename: (from, to) =>
      all().flatMap((track) => {
        const assignment = track.assignments.get(from)
        track.forget(from)
        // Where both were on their way, what the tablet goes by now is the truth.
        if (!assignment || track.assignments.has(to)) return []
        track.put(to, assignment)
        return [{ deployment: track.deployment.id, tablet: to, assignment }]
      }),
  }
}
