import { clone } from './clone.ts'
import type { Life, Timeline } from './timeline.ts'
import type { Weather } from './weather.ts'

type Rows = Map<string, unknown>
type Tables = Map<string, Rows>
type Listener = (() => void) | null

/** What a transaction needs of the tablet it runs on. */
export interface Platform {
  timeline: Timeline
  weather: Weather
  /** How long something takes here, in milliseconds. */
  delay(): number
}

/** The databases of one origin, as they are on the disk. */
export class DatabaseDisk {
  readonly databases = new Map<string, StoredDatabase>()

  /** The browser clears its data: who has it open is cut off. */
  wipe(): void {
    for (const { open } of this.databases.values()) for (const connection of [...open]) connection.cut()
    this.databases.clear()
  }

  /** A worker is gone: what it had not committed never happened. */
  lose(life: Life): void {
    for (const database of this.databases.values())
      for (const connection of [...database.open]) if (connection.life === life) connection.drop()
  }
}

class StoredDatabase {
  tables: Tables = new Map()
  /** In the order they were begun; a write runs alone. */
  transactions: Transaction[] = []
  readonly open = new Set<Connection>()

  startNext(): void {
    for (const [index, transaction] of this.transactions.entries()) {
      if (transaction.isWrite && index > 0) return
      transaction.start()
      if (transaction.isWrite) return
    }
  }

  end(transaction: Transaction): void {
    this.transactions = this.transactions.filter((other) => other !== transaction)
    this.startNext()
  }
}

/** `indexedDB` of one worker: the part of it that Relevo uses, with the life of its transactions as in a browser. */
export class MemoryDatabase {
  readonly #disk: DatabaseDisk
  readonly #platform: Platform
  readonly #life: Life

  constructor(disk: DatabaseDisk, platform: Platform, life: Life) {
    this.#disk = disk
    this.#platform = platform
    this.#life = life
  }

  open(name: string): OpenRequest {
    const request = new OpenRequest()
    const { timeline, weather, delay } = this.#platform
    const { databases } = this.#disk
    timeline.after(delay(), this.#life, () => {
      if (weather.database === 'hangs') return
      if (weather.database === 'refuses') return request.fail(new DOMException('no database today', 'UnknownError'))
      const database = databases.get(name) ?? new StoredDatabase()
      request.result = new Connection(database, this.#platform, this.#life)
      if (!databases.has(name)) request.onupgradeneeded?.()
      databases.set(name, database)
      request.onsuccess?.()
    })
    return request
  }
}

class MemoryRequest<T> {
  result = undefined as T
  error: DOMException | null = null
  onsuccess: Listener = null
  onerror: Listener = null

  fail(error: DOMException): void {
    this.error = error
    this.onerror?.()
  }
}

class OpenRequest extends MemoryRequest<Connection> {
  onupgradeneeded: Listener = null
}

class Connection {
  onclose: Listener = null
  readonly life: Life
  readonly #database: StoredDatabase
  readonly #platform: Platform
  #closed = false

  constructor(database: StoredDatabase, platform: Platform, life: Life) {
    this.#database = database
    this.#platform = platform
    this.life = life
    database.open.add(this)
  }

  createObjectStore(name: string): void {
    this.#database.tables.set(name, new Map())
  }

  transaction(_names: string[], mode: IDBTransactionMode): Transaction {
    if (this.#closed || this.#platform.weather.database === 'refuses')
      throw new DOMException('the connection is closed', 'InvalidStateError')
    const transaction = new Transaction(this.#database, this.#platform, this.life, mode === 'readwrite')
    this.#database.transactions.push(transaction)
    this.#database.startNext()
    return transaction
  }

  /** The browser closes it. */
  cut(): void {
    this.#closed = true
    for (const transaction of [...this.#database.transactions]) transaction.abort()
    this.#database.open.delete(this)
    this.#platform.timeline.after(this.#platform.delay(), this.life, () => this.onclose?.())
  }

  /** Its worker is gone: what was being committed is, the rest never happened. */
  drop(): void {
    this.#database.open.delete(this)
    for (const transaction of [...this.#database.transactions])
      if (transaction.life === this.life && !transaction.isCommitting) transaction.end()
  }
}

class Transaction {
  oncomplete: Listener = null
  onabort: Listener = null
  error: DOMException | null = null
  readonly isWrite: boolean
  readonly life: Life
  isCommitting = false
  readonly #database: StoredDatabase
  readonly #platform: Platform
  /** Tables that it changed, as they will be. */
  readonly #changed: Tables = new Map()
  #queue: (() => void)[] = []
  #active = true
  #started = false
  #over = false

  constructor(database: StoredDatabase, platform: Platform, life: Life, isWrite: boolean) {
    this.#database = database
    this.#platform = platform
    this.life = life
    this.isWrite = isWrite
    this.#whenIdle()
  }

  objectStore(name: string) {
    const read = () => this.#changed.get(name) ?? this.#database.tables.get(name) ?? new Map<string, unknown>()
    const write = () => {
      if (!this.isWrite) throw new DOMException('read only', 'ReadOnlyError')
      const rows = this.#changed.get(name) ?? new Map(this.#database.tables.get(name))
      this.#changed.set(name, rows)
      return rows
    }
    return {
      get: (key: string) => this.#request(() => clone(read().get(key))),
      getAll: () => this.#request(() => [...read().values()].map((row) => clone(row))),
      put: (value: unknown, key: string) => {
        const row = clone(value)
        return this.#request(() => void write().set(key, row))
      },
      delete: (key: string) => this.#request(() => void write().delete(key)),
      clear: () => this.#request(() => write().clear()),
    }
  }

  start(): void {
    if (this.#started) return
    this.#started = true
    this.#step()
  }

  abort(): void {
    if (this.#over) return
    this.#ends(this.error)
  }

  /** Without a word to anyone. */
  end(): void {
    this.#over = true
    this.#database.end(this)
  }

  #request<T>(work: () => T): MemoryRequest<T> {
    if (!this.#active) throw new DOMException('the transaction is not active', 'TransactionInactiveError')
    const request = new MemoryRequest<T>()
    this.#queue.push(() => {
      request.result = work()
      request.onsuccess?.()
    })
    if (this.#started && this.#queue.length === 1) this.#step()
    return request
  }

  /** Answer the first request; a transaction without one commits. */
  #step(): void {
    const { timeline, delay } = this.#platform
    if (this.#queue.length === 0) return
    timeline.after(delay(), this.life, () => {
      if (this.#over) return
      this.#active = true
      this.#queue[0]?.()
      this.#queue.shift()
      this.#whenIdle()
      this.#step()
    })
  }

  /** A transaction lives as long as its requests lead to others without a wait. */
  #whenIdle(): void {
    this.#platform.timeline.afterTask(() => {
      this.#active = false
      if (this.#queue.length === 0 && !this.isCommitting && !this.#over) this.#commit()
    })
  }

  #commit(): void {
    const { timeline, weather, delay } = this.#platform
    this.isCommitting = true
    timeline.after(delay(), undefined, () => {
      if (this.#over) return
      if (this.isWrite && weather.database) return this.#ends(new DOMException('disk trouble', 'UnknownError'))
      if (this.#changed.size > 0 && weather.quota <= 0)
        return this.#ends(new DOMException('disk full', 'QuotaExceededError'))
      for (const [name, rows] of this.#changed) this.#database.tables.set(name, rows)
      this.end()
      timeline.after(delay(), this.life, () => this.oncomplete?.())
    })
  }

  #ends(error: DOMException | null): void {
    this.error = error
    this.end()
    this.#platform.timeline.after(this.#platform.delay(), this.life, () => this.onabort?.())
  }
}
