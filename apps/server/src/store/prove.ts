import { type Kysely, sql } from 'kysely'

/**
 * Prove that a database can be read and written. What is written is SQLite's `user_version`, a number that nothing else
 * here uses: it takes a transaction to the disk like any row, and the file does not grow.
 *
 * @see https://sqlite.org/pragma.html#pragma_user_version
 * @throws Error when it cannot
 */
export async function prove<Tables>(db: Kysely<Tables>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const read = async () => {
      const { rows } = await sql<{ user_version: number }>`PRAGMA user_version`.execute(transaction)
      return rows[0]?.user_version
    }
    const other = (await read()) === 1 ? 2 : 1
    await sql.raw(`PRAGMA user_version = ${other}`).execute(transaction)
    if ((await read()) !== other) throw new Error('what was written is not what is read')
  })
}
