import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enrolmentContract } from './enrolment.contract.ts'
import { openStore } from './sqlite-store.ts'

enrolmentContract('credentials and enrolment codes over SQLite', async () => {
  const path = await mkdtemp(join(tmpdir(), 'relevo-enrolment-'))
  return { reopen: () => openStore(join(path, 'relevo.db')), remove: () => rm(path, { recursive: true }) }
})
