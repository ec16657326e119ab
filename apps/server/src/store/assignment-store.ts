import type { Assignment } from '@relevo/core/waves'
import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { AssignmentStore, Placed } from '../fleet/assignments/placed.ts'
import { putRows } from './put-rows.ts'
import type { AssignmentRow, Tables } from './tables.ts'

/** How far deployments have come on tablets, in the fleet's database. */
export function assignmentStore(db: Kysely<Tables>): AssignmentStore {
  return {
    async of(deployment) {
      const rows = await db.selectFrom('assignments').selectAll().where('deployment', '=', deployment).execute()
      return rows.map(toPlaced)
    },
    async list({ deployment, wave, phase, limit, offset }) {
      let about = db.selectFrom('assignments').where('deployment', '=', deployment)
      if (wave !== undefined) about = about.where('wave', '=', wave)
      if (phase !== undefined) about = about.where('phase', '=', phase)
      const rows = await about.selectAll().orderBy('tablet').limit(limit).offset(offset).execute()
      const { count } = await about.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      return { assignments: rows.map(toPlaced), count }
    },
    async ends(deployment) {
      const rows = await db
        .selectFrom('assignments')
        .select(['since', 'phase'])
        .where('deployment', '=', deployment)
        .where('phase', 'in', ['succeeded', 'failed', 'timed_out', 'rolled_back'])
        .orderBy('since')
        .execute()
      return rows.map(({ since, phase }) => ({ at: since, succeeded: phase === 'succeeded' }))
    },
  }
}

/** Keep assignments, inside a transaction of the caller's. */
export async function putAssignments(transaction: Transaction<Tables>, placed: readonly Placed[]): Promise<void> {
  const rows = placed.map(({ deployment, tablet, assignment }) => {
    const { wave, phase, since } = assignment
    return { deployment, tablet, wave, phase, since, state: JSON.stringify(assignment) }
  })
  await putRows(transaction, 'assignments', ['deployment', 'tablet'], rows)
  // A tablet may have said so before the end, or just after it.
  await closeAssignments(transaction, [...new Set(placed.map(({ deployment }) => deployment))])
}

/** Nobody is on the way any more to those of these deployments that have ended, and are not current, or are so no more. */
export async function closeAssignments(
  transaction: Transaction<Tables>,
  deployments: readonly string[],
): Promise<void> {
  for (const id of deployments) {
    const unended = transaction
      .selectFrom('deployments')
      .select('id')
      .where('id', '=', id)
      .where('status', 'in', ['pending', 'deploying'])
    const current = transaction.selectFrom('environments').select('name').where('deployment', '=', id)
    await transaction
      .updateTable('assignments')
      .set({ phase: 'superseded', state: sql`json_set(state, '$.phase', 'superseded')` })
      .where('deployment', '=', id)
      .where('phase', 'in', ['pending', 'offered', 'downloading', 'staged', 'switching', 'trial'])
      .where(({ exists, not }) => not(exists(unended)))
      .where(({ exists, not }) => not(exists(current)))
      .execute()
  }
}

function toPlaced({ deployment, tablet, state }: AssignmentRow): Placed {
  return { deployment, tablet, assignment: JSON.parse(state) as Assignment }
}
