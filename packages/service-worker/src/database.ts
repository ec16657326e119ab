/** One transaction over `state` (a single row) and `releases` (manifests by version). */
type Work<T> = (state: IDBObjectStore, releases: IDBObjectStore) => Promise<T>

/**
 * All or nothing; a write resolves when it is on the disk, a read as soon as its work has. Inside, only `resultOf` may be awaited: a transaction ends on
 * any other wait. Rejects when the browser refuses its storage, and tries anew the next time.
 */
export type Database = <T>(mode: IDBTransactionMode, work: Work<T>) => Promise<T>

/** A database that has not opened by then, in milliseconds, does not: some disks hang, and the network has the app too. */
const PATIENCE = 15_000

const STORES = ['state', 'releases']

/** The database of one scope. */
export function openDatabase(name: string): Database {
  let connection: Promise<IDBDatabase> | undefined

  async function connect(): Promise<IDBDatabase> {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store)
    }
    const silent = new Promise<never>((_, reject) => {
      setTimeout(reject, PATIENCE, new Error('database silent'))
    })
    const opened = await Promise.race([resultOf(request), silent])
    opened.onclose = forget
    return opened
  }

  function forget(): void {
    connection = undefined
  }

  return async (mode, work) => {
    if (!connection) {
      connection = connect()
      // Not at once: who asks next is not to wait as long again.
      connection.catch(() => setTimeout(forget, PATIENCE))
    }
    const transaction = (await connection).transaction(STORES, mode, { durability: 'strict' })
    const [state, releases] = STORES.map((store) => transaction.objectStore(store)) as [IDBObjectStore, IDBObjectStore]
    const worked = work(state, releases)
    if (mode === 'readonly') return worked
    const written = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    // It may be over already.
    worked.catch(() => transaction.abort()).catch(() => undefined)
    return (await Promise.all([worked, written]))[0]
  }
}

export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
