import type { Version } from '@relevo/core/release'
import type { Assignment } from '@relevo/core/waves'
import type { Environments } from '../environments.ts'
import type { KnownTablet } from '../tablets/known-tablet.ts'
import type { Assigning } from './assigning.ts'
import type { Choice } from './choice.ts'
import type { Tracks } from './tracks.ts'

/** A tablet's assignment, and the deployment it is to. */
export type AssignedTo = Assignment & { deployment: string }

/** Which release a tablet should run, why, and how far it has come. */
export interface TabletWay {
  desired?: Version
  /** Absent while it was never heard of. */
  why?: Pick<Choice, 'because' | 'deployment' | 'wave' | 'until'>
  /** To the deployment that decides. */
  assignment?: AssignedTo
}

/** Tells the ways of tablets. */
export interface Ways {
  desired(known: KnownTablet): Version | undefined
  of(known: KnownTablet): TabletWay
  /** To a deployment that is still followed; without one to that which decides. */
  assignment(known: KnownTablet, deployment?: string): AssignedTo | undefined
}

/** The ways of the tablets of a fleet. A tablet that was never heard of gets what all get. */
export function createWays({
  assigning,
  tracks,
  environments,
}: {
  assigning: Pick<Assigning, 'choice'>
  tracks: Pick<Tracks, 'of'>
  environments: Pick<Environments, 'get' | 'desired'>
}): Ways {
  const choice = ({ tablet, environment }: KnownTablet) =>
    tablet && assigning.choice(tablet, environments.get(environment))
  const assigned = (id: string, deployment: string | undefined): AssignedTo | undefined => {
    const assignment = deployment === undefined ? undefined : tracks.of(deployment)?.assignments.get(id)
    return assignment && deployment !== undefined ? { ...assignment, deployment } : undefined
  }
  const everybodys = ({ environment }: KnownTablet) => environments.desired(environments.get(environment))

  return {
    desired: (known) => (known.tablet ? choice(known)?.version : everybodys(known)),
    of(known) {
      const chosen = choice(known)
      if (!chosen) {
        const desired = everybodys(known)
        return desired === undefined ? {} : { desired }
      }
      const { version: desired, isOffer: _, force: __, retry: ___, ...why } = chosen
      const assignment = assigned(known.id, chosen.deployment)
      return { ...(desired !== undefined && { desired }), why, ...(assignment && { assignment }) }
    },
    assignment: (known, deployment) => assigned(known.id, deployment ?? choice(known)?.deployment),
  }
}
