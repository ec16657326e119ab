import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import { type FileStore, openFiles } from './file-store.ts'
import { openPacked, type PackedStore } from './packed-store.ts'
import { type ClosableStore, openStore } from './sqlite-store.ts'

export { keptToken, tokenPath } from './access-token.ts'

/** Everything a server keeps; closing the store closes it. */
export interface OpenData {
  store: ClosableStore
  files: FileStore
  packed: PackedStore
}

/**
 * Open everything a server keeps: the database `relevo.db`, the folder `files`, and `packed` with what is made of them.
 *
 * @param folder made when it is not there
 * @throws RelevoError `data-unusable`
 */
export async function openData(folder: string): Promise<OpenData> {
  let store: ClosableStore | undefined
  try {
    await mkdir(folder, { recursive: true })
    // The database first: its lock tells that no other server is in the middle of an upload.
    store = await openStore(join(folder, 'relevo.db'))
    const files = await openFiles(join(folder, 'files'))
    return { store, files, packed: await openPacked(join(folder, 'packed')) }
  } catch (error) {
    await store?.close()
    const reason = error instanceof Error ? error.message : String(error)
    const inUse = reason === 'database is locked' ? 'another server is running on it' : reason
    throw new RelevoError('data-unusable', `${folder}: ${inUse}`, { cause: error })
  }
}
