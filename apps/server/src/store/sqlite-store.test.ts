import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, test } from 'vitest'
import { passes } from '../fleet/events/event-filter.ts'
import { openData } from './index.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { openSqlite } from './node-sqlite.ts'
import { openStore } from './sqlite-store.ts'
import { storeContract } from './store.contract.ts'
import type { Tables } from './tables.ts'

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'relevo-store-'))
  return { path, remove: () => rm(path, { recursive: true }) }
}

storeContract('the store over SQLite', async () => {
  const { path, remove } = await folder()
  return { reopen: () => openStore(join(path, 'relevo.db')), remove }
})

test('it writes ahead, waits for the disk and checks references', async () => {
  const { path, remove } = await folder()
  await (await openStore(join(path, 'relevo.db'))).close()
  const db = new DatabaseSync(join(path, 'relevo.db'))
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
  db.close()
  await remove()
})

test('what a server before left is brought up to date, with nothing lost', async () => {
  const { path, remove } = await folder()
  const file = join(path, 'relevo.db')
  const before = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0003'))
  const db = new Kysely<Tables>({ dialect: openSqlite(file) })
  await new Migrator({ db, provider: { getMigrations: async () => before } }).migrateToLatest()
  const release = `{"version":"r1","files":{"index.html":{"sha256":"${'a'.repeat(64)}","size":1,"type":"text/html"}}}`
  await sql`INSERT INTO releases VALUES ('r1', ${release}, NULL, NULL, 1, 1, 5, 6, NULL, NULL)`.execute(db)
  await sql`UPDATE environments SET current = 'r1', force = 1, changed_at = 6, notes = 'n', directive = 'reset', directive_id = 'x'`.execute(
    db,
  )
  await sql`INSERT INTO tablets VALUES ('hall', 'production', 'r1', 1, 'current', ${sql.join(Array(8).fill(null))}, 1, 2, 1)`.execute(
    db,
  )
  await db.destroy()
  const store = await openStore(file)
  expect(await store.tablets()).toEqual([
    {
      id: 'hall',
      environment: 'production',
      release: 'r1',
      releaseSince: 1,
      phase: 'current',
      firstSeen: 1,
      lastSeen: 2,
      online: true,
    },
  ])
  expect(await store.releases({ limit: 1, offset: 0 })).toEqual({
    releases: [{ version: 'r1', bytes: 1, files: 1, publishedAt: 5 }],
    count: 1,
  })
  expect((await store.release('r1'))?.manifest.files).toHaveProperty('index.html')
  const deployment = 'before-production'
  const directive = { do: 'reset', id: 'x' }
  expect(await store.environments()).toEqual([
    { name: 'production', current: 'r1', deployment, force: true, changedAt: 6, notes: 'n', directive },
  ])
  expect(await store.formerReleases('production', 5)).toEqual(['r1'])
  expect(await store.deployments.confirmed('production', { limit: 5 })).toMatchObject([
    { id: deployment, version: 'r1', at: 6 },
  ])
  await store.close()
  await remove()
})

test('a file that is no database makes the data unusable, and says which', async () => {
  const { path, remove } = await folder()
  await writeFile(join(path, 'relevo.db'), 'not a database, but long enough to be looked at as one'.repeat(100))
  await expect(openData(path)).rejects.toMatchObject({ code: 'data-unusable', detail: expect.stringContaining(path) })
  await expect(openData(join(path, 'relevo.db'))).rejects.toMatchObject({ code: 'data-unusable' })
  await remove()
})

test('a log that was kept before is found by the deployments and releases that it names', async () => {
  const { path, remove } = await folder()
  const file = join(path, 'relevo.db')
  const before = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0010'))
  const db = new Kysely<Tables>({ dialect: openSqlite(file) })
  await new Migrator({ db, provider: { getMigrations: async () => before } }).migrateToLatest()
  const lines = [
    ['deployment-requested', 'deployment', 'd2', { version: 'r2', previous: 'r1', ref: 'r9' }],
    ['deployment-superseded', 'deployment', 'd1', { version: 'r1', by: 'd2' }],
    ['deployment-rolled-back', 'deployment', 'd2', { version: 'r2', to: 'r1' }],
    ['tablet-release', 'tablet', 'hall', { from: 'r1', release: 'r2' }],
    ['tablet-moved', 'tablet', 'hall', { from: 'r1', environment: 'staging' }],
    ['release-published', 'release', 'r1', { files: 1, bytes: 2 }],
    ['signed-in', 'token', 'root', { from: 'r1' }],
  ] as const
  for (const [type, kind, id, data] of lines)
    await sql`INSERT INTO events (at, type, subject_kind, subject_id, data)
      VALUES (1, ${type}, ${kind}, ${id}, ${JSON.stringify(data)})`.execute(db)
  await db.destroy()
  const store = await openStore(file)
  const all = (await store.events({ limit: 10 })).events
  for (const filter of [
    { deployment: 'd1' },
    { deployment: 'd2' },
    { release: 'r1' },
    { release: 'r2' },
    { release: 'r9' },
  ])
    expect((await store.events({ ...filter, limit: 10 })).events).toEqual(all.filter((event) => passes(filter, event)))
  expect((await store.events({ release: 'r1', limit: 10 })).count).toBe(5)
  await store.close()
  await remove()
})
