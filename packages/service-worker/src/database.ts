/** `state`: the slots and what the page told; `releases`: manifests by version; `clients`: pins by client id. */
const TABLES = ['state', 'releases', 'clients'] as const

type TableName = (typeof TABLES)[number]

/** The rows of one store inside a running transaction. Only these calls may be awaited there: it ends on any other. */
export interface Table {
  get<T>(key: string): Promise<T | undefined>
  all<T>(): Promise<Map<string, T>>
  put(key: string, value: unknown): void
  delete(key: string): void
  clear(): void
}

export type Transaction = (name: TableName) => Table

export interface Database {
  read<T>(work: (table: Transaction) => Promise<T>): Promise<T>
  /** All or nothing; resolves when it is on the disk, not merely in the system's memory. */
  write<T>(work: (table: Transaction) => Promise<T>): Promise<T>
}

/** The database of one scope. Every call rejects when the browser refuses its storage, and tries anew the next time. */
export function openDatabase(name: string): Database {
  let connection: Promise<IDBDatabase> | undefined

  function forget(): void {
    connection = undefined
  }

  function connect(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => {
        for (const table of TABLES) request.result.createObjectStore(table)
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const database = request.result
        database.onclose = forget
        database.onversionchange = () => {
          database.close()
          forget()
        }
        resolve(database)
      }
    })
  }

  async function within<T>(mode: IDBTransactionMode, work: (table: Transaction) => Promise<T>): Promise<T> {
    connection ??= connect()
    connection.catch(forget)
    const transaction = (await connection).transaction(TABLES, mode, { durability: 'strict' })
    const written = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    const worked = work((table) => tableOf(transaction.objectStore(table))).catch((error) => {
      transaction.abort()
      throw error
    })
    const [result] = await Promise.all([worked, written])
    return result
  }

  return {
    read: (work) => within('readonly', work),
    write: (work) => within('readwrite', work),
  }
}

function tableOf(store: IDBObjectStore): Table {
  return {
    get: (key) => resultOf(store.get(key)),
    async all() {
      const [keys, values] = await Promise.all([resultOf(store.getAllKeys()), resultOf(store.getAll())])
      return new Map(keys.map((key, index) => [String(key), values[index]]))
    },
    put: (key, value) => void store.put(value, key),
    delete: (key) => void store.delete(key),
    clear: () => void store.clear(),
  }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
