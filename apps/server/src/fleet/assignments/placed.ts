import type { Assignment, AssignmentPhase } from '@relevo/core/waves'

/** An assignment, and whose it is. */
export interface Placed {
  deployment: string
  tablet: string
  assignment: Assignment
}

/** Which part of the assignments of a deployment. */
export interface PlacedQuery {
  deployment: string
  wave?: number
  phase?: AssignmentPhase
  limit: number
  offset: number
}

/** How many tablets were on a release, or lost, up to a moment; milliseconds since the epoch. */
export interface AdoptionPoint {
  at: number
  succeeded: number
  failed: number
}

/** The assignments that are kept. They are written with the tablets they are about, by `Store.saveTablets`. */
export interface AssignmentStore {
  /** All of a deployment. */
  of(deployment: string): Promise<Placed[]>
  list(query: PlacedQuery): Promise<{ assignments: Placed[]; count: number }>
  /** When each one that has ended came to its end, oldest first. */
  ends(deployment: string): Promise<{ at: number; succeeded: boolean }[]>
}
