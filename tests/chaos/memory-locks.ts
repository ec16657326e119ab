import type { Platform } from './memory-database.ts'
import type { Life } from './timeline.ts'

interface Waiting {
  life: Life
  grant(): void
}

/** The Web Locks of one origin. Every lock is exclusive, and who dies lets go. */
export class LockTable {
  readonly #queues = new Map<string, Waiting[]>()

  ask(name: string, waiting: Waiting): void {
    const queue = this.#queues.get(name) ?? []
    this.#queues.set(name, queue)
    if (queue.push(waiting) === 1) waiting.grant()
  }

  leave(name: string, waiting: Waiting): void {
    const queue = this.#queues.get(name) ?? []
    const isFirst = queue[0] === waiting
    const rest = queue.filter((other) => other !== waiting)
    this.#queues.set(name, rest)
    if (isFirst) rest[0]?.grant()
  }

  lose(life: Life): void {
    for (const [name, queue] of this.#queues)
      for (const waiting of [...queue].reverse()) if (waiting.life === life) this.leave(name, waiting)
  }
}

/** `navigator.locks` of one worker. */
export function memoryLocks(table: LockTable, { timeline, delay }: Platform, life: Life) {
  return {
    request<T>(name: string, { signal }: { signal?: AbortSignal }, work: () => Promise<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        let granted = false
        const waiting: Waiting = {
          life,
          grant: () => {
            timeline.after(delay(), life, () => {
              if (signal?.aborted && !granted) return
              granted = true
              const over = () => table.leave(name, waiting)
              work().then(resolve, reject).finally(over)
            })
          },
        }
        signal?.addEventListener('abort', () => {
          if (granted) return
          table.leave(name, waiting)
          reject(signal.reason)
        })
        table.ask(name, waiting)
      })
    },
  }
}
