import type { Kysely } from 'kysely'
import type { AccessStore } from '../fleet/access/ports.ts'
import { fromSession, fromToken, toSession, toToken } from './access-rows.ts'
import { log } from './event-log.ts'
import type { Tables } from './tables.ts'

/** Tokens and sessions in the fleet's database: what has an event is one transaction with it. */
export function accessStore(db: Kysely<Tables>): AccessStore {
  return {
    async tokens() {
      const found = await db.selectFrom('tokens').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()
      return found.map(toToken)
    },
    async token(id) {
      const row = await db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toToken(row)
    },
    addToken: (token, event) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('tokens').values(fromToken(token)).execute()
        await log(transaction, [event])
      }),
    revokeToken: (id, at, event) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('tokens')
          .set({ revoked_at: at })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await transaction.deleteFrom('sessions').where('token_id', '=', id).execute()
        await log(transaction, [event])
        return true
      }),
    async useToken(id, at) {
      await db.updateTable('tokens').set({ last_used_at: at }).where('id', '=', id).execute()
    },
    async session(hash) {
      const row = await db.selectFrom('sessions').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row && toSession(row)
    },
    addSession: (session, event) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('sessions').where('expires_at', '<=', session.createdAt).execute()
        await transaction.insertInto('sessions').values(fromSession(session)).execute()
        await log(transaction, [event])
      }),
    async moveSession(hash, expiresAt) {
      await db.updateTable('sessions').set({ expires_at: expiresAt }).where('hash', '=', hash).execute()
    },
    async endSession(hash) {
      await db.deleteFrom('sessions').where('hash', '=', hash).execute()
    },
    note: (event) => db.transaction().execute((transaction) => log(transaction, [event])),
  }
}
