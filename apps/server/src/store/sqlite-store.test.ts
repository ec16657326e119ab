import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openData } from './index.ts'
import { openStore } from './sqlite-store.ts'
import { storeContract } from './store.contract.ts'

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

test('a file that is no database makes the data unusable, and says which', async () => {
  const { path, remove } = await folder()
  await writeFile(join(path, 'relevo.db'), 'not a database, but long enough to be looked at as one'.repeat(100))
  await expect(openData(path)).rejects.toMatchObject({ code: 'data-unusable', detail: expect.stringContaining(path) })
  await expect(openData(join(path, 'relevo.db'))).rejects.toMatchObject({ code: 'data-unusable' })
  await remove()
})
