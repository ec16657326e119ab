import { MemoryCaches } from './memory-caches.ts'
import { MemoryDatabase } from './memory-database.ts'
import { memoryLocks } from './memory-locks.ts'
import { MemoryBlob, MemoryResponse } from './memory-response.ts'
import type { MemoryPort } from './message-port.ts'
import { sha256 } from './releases.ts'
import type { Tablet } from './tablet.ts'
import { Life } from './timeline.ts'

/** A browser ends a worker that has nothing to do after 30 s, and one whose event takes five minutes. */
const IDLE = 30_000
const LONGEST_EVENT = 300_000

/** A request as a worker sees it. */
export interface PageRequest {
  url: string
  mode: 'navigate' | 'no-cors' | 'cors'
  destination: string
  method: string
  cache: string
  referrer: string
  headers: Map<string, string>
  /** The worker asked the network for exactly this, and it failed. */
  networkFailed: boolean
}

export function requestOf(url: string, mode: PageRequest['mode'], destination = '', cache = 'default'): PageRequest {
  return { url, mode, destination, method: 'GET', cache, referrer: '', headers: new Map(), networkFailed: false }
}

/** What a worker makes of a request; `lost`: it died over it. */
export type Outcome = MemoryResponse | 'left alone' | 'error' | 'lost'

interface LiveEvent {
  waitUntil(work: Promise<unknown>): void
}

type Listener = (event: LiveEvent) => void

/** One start of the worker script. It knows what is on the disk, and nothing else outlives it. */
export class RunningWorker {
  readonly life = new Life()
  readonly #tablet: Tablet
  readonly #listeners = new Map<string, Listener>()
  readonly #waiting = new Set<(outcome: Outcome) => void>()
  #events = 0
  #rest = 0

  constructor(tablet: Tablet) {
    this.#tablet = tablet
    tablet.runs.worker(this.#globals())
    this.#mayRest()
  }

  install(over: () => void): void {
    this.#dispatch('install', {}, () => this.#dispatch('activate', {}, over))
  }

  hear(data: unknown, ports: MemoryPort[], source: { id: string }): void {
    for (const port of ports) port.life = this.life
    this.#dispatch('message', { data, ports, source })
  }

  fetch(request: PageRequest, clientId: string, resultingClientId: string): Promise<Outcome> {
    const { life } = this
    return new Promise((resolve) => {
      let answered = false
      const settle = (outcome: Outcome) => {
        this.#waiting.delete(settle)
        resolve(outcome)
      }
      this.#waiting.add(settle)
      const { promise: handled, resolve: handle } = Promise.withResolvers<void>()
      this.#dispatch('fetch', {
        request,
        clientId,
        resultingClientId,
        handled,
        respondWith(this: LiveEvent, response: Promise<MemoryResponse>) {
          answered = true
          this.waitUntil(response)
          response.then(settle, () => settle('error')).then(() => life.alive && handle())
        },
      })
      if (!answered) settle('left alone')
    })
  }

  /** The browser stops it, wherever it is. */
  kill(): void {
    if (!this.life.alive) return
    this.life.alive = false
    this.#tablet.databases.lose(this.life)
    this.#tablet.locks.lose(this.life)
    for (const settle of [...this.#waiting]) settle('lost')
  }

  #dispatch(type: string, fields: object, over: () => void = () => undefined): void {
    let pending = 0
    let isOver = false
    this.#events += 1
    const release = () => {
      pending -= 1
      if (pending > 0 || isOver) return
      isOver = true
      this.#events -= 1
      this.#mayRest()
      if (this.life.alive) over()
    }
    const event = {
      ...fields,
      waitUntil: (work: Promise<unknown>) => {
        if (isOver) throw new DOMException('the event is over', 'InvalidStateError')
        pending += 1
        const settled = () => void Promise.resolve().then(release)
        Promise.resolve(work).then(settled, settled)
      },
    }
    // The dispatch itself is pending too.
    event.waitUntil(Promise.resolve())
    this.#listeners.get(type)?.(event)
    this.#tablet.timeline.after(LONGEST_EVENT, this.life, () => {
      if (!isOver) this.#tablet.stopWorker(this, 'its event took five minutes')
    })
  }

  #mayRest(): void {
    if (this.#events > 0) return
    this.#rest += 1
    const rest = this.#rest
    this.#tablet.timeline.after(IDLE, this.life, () => {
      if (this.#events === 0 && rest === this.#rest) this.#tablet.stopWorker(this, 'it was idle')
    })
  }

  #globals(): Record<string, unknown> {
    const { life } = this
    const tablet = this.#tablet
    const { timeline, weather } = tablet
    const cancels = new Map<number, () => void>()
    let timers = 0
    const setTimeout = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const id = ++timers
      cancels.set(
        id,
        timeline.after(ms, life, () => run(...args)),
      )
      return id
    }
    const clear = (id: number) => {
      cancels.get(id)?.()
      cancels.delete(id)
    }
    const setInterval = (run: () => void, ms: number) => {
      const id = ++timers
      const beat = () => {
        cancels.set(id, timeline.after(ms, life, beat))
        run()
      }
      cancels.set(id, timeline.after(ms, life, beat))
      return id
    }
    const fetch = async (input: string | PageRequest, init?: { signal?: AbortSignal }) => {
      if (typeof input === 'string') return tablet.network.fetch(input, life, init)
      try {
        return await tablet.network.fetch(input.url, life)
      } catch (error) {
        input.networkFailed = true
        throw error
      }
    }
    return {
      self: {
        addEventListener: (type: string, listener: Listener) => this.#listeners.set(type, listener),
        skipWaiting: async () => undefined,
        fetch,
        clients: tablet.clientsOf(life),
        registration: { scope: tablet.scope, unregister: async () => tablet.unregister() },
      },
      indexedDB: new MemoryDatabase(tablet.databases, tablet, life),
      caches: new MemoryCaches(tablet.caches, tablet, life),
      fetch,
      navigator: {
        locks: memoryLocks(tablet.locks, tablet, life),
        storage: {
          estimate: async () => ({
            quota: weather.flatters ? weather.quota + 1_000_000 : weather.quota,
            usage: tablet.caches.usage,
          }),
        },
      },
      crypto: {
        getRandomValues: (into: Uint32Array) => into.map(() => tablet.dice.below(2 ** 32)),
        subtle: { digest: async (_: string, bytes: Uint8Array) => Buffer.from(sha256(bytes), 'hex') },
      },
      setTimeout,
      clearTimeout: clear,
      setInterval,
      clearInterval: clear,
      Date: tablet.Date,
      Response: MemoryResponse,
      Blob: MemoryBlob,
      options: {},
    }
  }
}
