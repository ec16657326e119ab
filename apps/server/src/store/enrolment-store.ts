import { type Kysely, sql, type Transaction } from 'kysely'
import type { EnrolmentStore, Issue } from '../fleet/enrolment/ports.ts'
import { fromCode, fromCredential, toCode, toCredential } from './enrolment-rows.ts'
import { log } from './event-log.ts'
import type { Tables } from './tables.ts'

/** Credentials and enrolment codes in the fleet's database: what has events is one transaction with them. */
export function enrolmentStore(db: Kysely<Tables>): EnrolmentStore {
  return {
    async credentials() {
      const found = await db.selectFrom('credentials').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()
      return found.map(toCredential)
    },
    issue: (issue, events) =>
      db.transaction().execute(async (transaction) => {
        if (issue.code !== undefined && !(await useCode(transaction, issue.code, issue))) return false
        await revoke(transaction, issue.revoked, issue.credential.createdAt)
        await transaction.deleteFrom('credentials').where('revoked_at', '<', issue.forget).execute()
        await transaction.insertInto('credentials').values(fromCredential(issue.credential)).execute()
        await log(transaction, events)
        return true
      }),
    revoke: (ids, at, events) =>
      db.transaction().execute(async (transaction) => {
        await revoke(transaction, ids, at)
        await log(transaction, events)
      }),
    use: (uses) =>
      db.transaction().execute(async (transaction) => {
        const used = JSON.stringify([...uses].map(([id, at]) => ({ id, at })))
        await sql`UPDATE credentials SET last_used_at = used.value ->> 'at'
          FROM json_each(${used}) AS used WHERE credentials.id = used.value ->> 'id'`.execute(transaction)
      }),
    async codes() {
      const all = db.selectFrom('enrolment_codes').selectAll()
      return (await all.orderBy('created_at', 'desc').orderBy('id').execute()).map(toCode)
    },
    async codeWithHash(hash) {
      const row = await db.selectFrom('enrolment_codes').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row && toCode(row)
    },
    addCode: (code, forget, event) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('enrolment_codes').where('expires_at', '<', forget).execute()
        await transaction.insertInto('enrolment_codes').values(fromCode(code)).execute()
        await log(transaction, [event])
      }),
    withdrawCode: (id, at, event) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('enrolment_codes')
          .set({ withdrawn_at: at })
          .where('id', '=', id)
          .where('withdrawn_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await log(transaction, [event])
        return true
      }),
    note: (event) => db.transaction().execute((transaction) => log(transaction, [event])),
  }
}

/** Count one more use of a code, if that is good. */
async function useCode(transaction: Transaction<Tables>, id: string, { credential }: Issue): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('enrolment_codes')
    .set((code) => ({ used: code('used', '+', 1) }))
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', credential.createdAt)
    .whereRef('used', '<', 'uses')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function revoke(transaction: Transaction<Tables>, ids: readonly string[], at: number): Promise<void> {
  if (ids.length === 0) return
  const inForce = transaction.updateTable('credentials').set({ revoked_at: at }).where('revoked_at', 'is', null)
  await inForce.where('id', 'in', [...ids]).execute()
}
