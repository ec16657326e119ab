import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { openSqlite } from './node-sqlite.ts'
import { prove } from './prove.ts'

test('a database that can be written proves it again and again, in the file, which does not grow', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-prove-'))
  const file = join(folder, 'relevo.db')
  const db = new Kysely<unknown>({ dialect: openSqlite(file) })
  await prove(db)
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)
  const { size } = await stat(file)
  for (let i = 0; i < 3; i++) await prove(db)
  await db.destroy()
  const written = new DatabaseSync(file)
  expect(written.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 })
  written.close()
  expect((await stat(file)).size).toBe(size)
  await rm(folder, { recursive: true })
})

test('a database that can only be read does not prove it, and neither does a closed one', async () => {
  const db = new Kysely<unknown>({ dialect: openSqlite(':memory:') })
  await sql`PRAGMA query_only = ON`.execute(db)
  await expect(prove(db)).rejects.toThrow(/readonly/)
  await db.destroy()
  await expect(prove(db)).rejects.toThrow()
})
