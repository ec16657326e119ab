/** One transaction over `state` (a single row) and `releases` (manifests by version). */
type Work<T> = (state: IDBObjectStore, releases: IDBObjectStore) => Promise<T>

/**
 * All or nothing; a write resolves when it is on the disk, a read as soon as its work has. Inside, only `resultOf` may be awaited: a transaction ends on
 * any other wait. Rejects when the browser refuses its storage, and tries anew the next time.
 */
export type Database = <T>(mode: IDBTransactionMode, work: Work<T>) => Promise<T>

/** A database that has not opened by then, in milliseconds, does not: some disks hang, and the network has the app too. */
const PATIENCE = 15_000

/** The database of one scope. */
export function openDatabase(name: string): Database {
  let connection: Promise<IDBDatabase> | undefined

  function connect(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      setTimeout(reject, PATIENCE, new Error('database silent'))
      const request = indexedDB.open(name)
      request.onupgradeneeded = () => {
        request.result.createObjectStore('state')
        request.result.createObjectStore('releases')
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        request.result.onclose = forget
        resolve(request.result)
      }
    })
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
    const transaction = (await connection).transaction(['state', 'releases'], mode, { durability: 'strict' })
    const worked = work(transaction.objectStore('state'), transaction.objectStore('releases'))
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
