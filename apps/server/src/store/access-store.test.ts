import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessContract } from './access.contract.ts'
import { openStore } from './sqlite-store.ts'

accessContract('the tokens and sessions over SQLite', async () => {
  const path = await mkdtemp(join(tmpdir(), 'relevo-access-'))
  return { reopen: () => openStore(join(path, 'relevo.db')), remove: () => rm(path, { recursive: true }) }
})
