import type { Platform } from './memory-database.ts'
import { MemoryResponse } from './memory-response.ts'
import type { Life } from './timeline.ts'

interface Entry {
  bytes: Uint8Array
  headers: Record<string, string>
}

/** The caches of one origin, as they are on the disk: bytes and headers by URL. */
export class CacheDisk {
  readonly caches = new Map<string, Map<string, Entry>>()

  get usage(): number {
    let bytes = 0
    for (const entries of this.caches.values()) for (const entry of entries.values()) bytes += entry.bytes.length
    return bytes
  }
}

/** `caches` of one worker. What it has been asked for is done on the disk at once with the answer to it, or never. */
export class MemoryCaches {
  readonly #disk: CacheDisk
  readonly #platform: Platform
  readonly #life: Life

  constructor(disk: CacheDisk, platform: Platform, life: Life) {
    this.#disk = disk
    this.#platform = platform
    this.#life = life
  }

  match(url: string, { cacheName }: { cacheName: string }): Promise<MemoryResponse | undefined> {
    return this.#take(() => {
      const entry = this.#disk.caches.get(cacheName)?.get(url)
      return entry && new MemoryResponse(entry.bytes, entry)
    })
  }

  delete(name: string): Promise<boolean> {
    return this.#take(() => this.#disk.caches.delete(name))
  }

  async open(name: string) {
    const entries = await this.#take(() => this.#entries(name))
    return {
      put: async (url: string, { body, headers }: MemoryResponse) => {
        const bytes = await body.all()
        return this.#take(() => {
          const { usage } = this.#disk
          if (usage + bytes.length > this.#platform.weather.quota)
            throw new DOMException('Quota exceeded.', 'QuotaExceededError')
          entries.set(url, { bytes: bytes.slice(), headers: Object.fromEntries(headers) })
        })
      },
      delete: (url: string) => this.#take(() => entries.delete(url)),
      keys: () => this.#take(() => [...entries.keys()].map((url) => ({ url }))),
    }
  }

  #entries(name: string): Map<string, Entry> {
    const entries = this.#disk.caches.get(name) ?? new Map<string, Entry>()
    this.#disk.caches.set(name, entries)
    return entries
  }

  #take<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#platform.timeline.after(this.#platform.delay(), this.#life, () => {
        try {
          resolve(work())
        } catch (error) {
          reject(error)
        }
      })
    })
  }
}
